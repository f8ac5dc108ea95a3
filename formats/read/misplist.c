#include <ctype.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/indicators/spelt.h"
#include "formats/read/listing.h"
#include "formats/read/misplist.h"

/* What a type of MISP's holds: one value, or two with | between them. */
static const struct kind {
	const char *name;
	enum ind_type first, second; /* IND_TYPES: by its look; or none */
	enum ind_role role;
	bool both; /* holds two */
} kinds[] = {
	{ "ip-src", IND_TYPES, IND_TYPES, ROLE_OTHER, false },
	{ "ip-dst", IND_TYPES, IND_TYPES, ROLE_OTHER, false },
	{ "ip-src|port", IND_TYPES, IND_TYPES, ROLE_OTHER, false },
	{ "ip-dst|port", IND_TYPES, IND_TYPES, ROLE_OTHER, false },
	{ "domain", IND_DOMAIN, IND_TYPES, ROLE_OTHER, false },
	{ "hostname", IND_DOMAIN, IND_TYPES, ROLE_OTHER, false },
	{ "domain|ip", IND_DOMAIN, IND_TYPES, ROLE_OTHER, true },
	{ "url", IND_URL, IND_TYPES, ROLE_OTHER, false },
	{ "uri", IND_URL, IND_TYPES, ROLE_OTHER, false },
	{ "link", IND_URL, IND_TYPES, ROLE_OTHER, false },
	{ "email", IND_EMAIL, IND_TYPES, ROLE_OTHER, false },
	{ "email-src", IND_EMAIL, IND_TYPES, ROLE_SENDER, false },
	{ "email-subject", IND_SUBJECT, IND_TYPES, ROLE_OTHER, false },
	{ "email-attachment", IND_FILE_NAME, IND_TYPES, ROLE_OTHER, false },
	{ "md5", IND_MD5, IND_TYPES, ROLE_OTHER, false },
	{ "sha1", IND_SHA1, IND_TYPES, ROLE_OTHER, false },
	{ "sha256", IND_SHA256, IND_TYPES, ROLE_OTHER, false },
	{ "filename", IND_FILE_NAME, IND_TYPES, ROLE_OTHER, false },
	{ "filename|md5", IND_FILE_NAME, IND_MD5, ROLE_OTHER, true },
	{ "filename|sha1", IND_FILE_NAME, IND_SHA1, ROLE_OTHER, true },
	{ "filename|sha256", IND_FILE_NAME, IND_SHA256, ROLE_OTHER, true },
	{ "malware-sample", IND_FILE_NAME, IND_MD5, ROLE_OTHER, true },
	{ "user-agent", IND_USER_AGENT, IND_TYPES, ROLE_OTHER, false },
	{ "mutex", IND_MUTEX, IND_TYPES, ROLE_OTHER, false },
	{ "regkey", IND_REGISTRY_KEY, IND_TYPES, ROLE_OTHER, false },
	{ "regkey|value", IND_REGISTRY_KEY, IND_TYPES, ROLE_OTHER, true },
	{ "vulnerability", IND_VULNERABILITY, IND_TYPES, ROLE_OTHER, false },
	{ "x509-fingerprint-sha256", IND_CERTIFICATE, IND_TYPES, ROLE_OTHER,
	    false },
	{ "malware-type", IND_MALWARE, IND_TYPES, ROLE_OTHER, false },
};

struct reading {
	struct arena *a; /* of one attribute */
	struct listing *l;
	size_t place; /* number of the attribute */
	bool flagged; /* some attribute has to_ids */
};

static const char *
text(const json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s == NULL ? "" : s;
}

static const json_t *
events(const json_t *root)
{
	const json_t *list = json_object_get(root, "response");

	return list != NULL ? list : root;
}

bool
misplist_is(const json_t *root)
{
	const json_t *list = events(root);

	if (json_is_array(list))
		list = json_array_get(list, 0);
	return json_is_object(json_object_get(list, "Event")) ||
	       json_is_array(json_object_get(list, "Attribute"));
}

static void
take(struct reading *r, enum ind_type t, enum ind_role role, const char *value)
{
	if (t == IND_TYPES)
		t = spelt_guess(r->a, value);
	if (t == IND_TYPES)
		listing_leave(r->l, LEFT_VALUE, r->place);
	else
		listing_take(r->a, r->l, t, role, value, r->place);
}

static const struct kind *
kind_of(const char *type)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, type) == 0)
			return &kinds[i];
	return NULL;
}

/* What an object has besides its values: sizes, dates, remarks. */
static bool
is_aside(const char *type)
{
	static const char *const asides[] = { "text", "comment", "other",
		"datetime", "port", "size-in-bytes", "mime-type", "counter",
		"float", "boolean" };
	size_t i;

	for (i = 0; i < sizeof(asides) / sizeof(asides[0]); i++)
		if (strcmp(asides[i], type) == 0)
			return true;
	return false;
}

static void
take_both(struct reading *r, const struct kind *k, const char *value)
{
	const char *bar = k->first == IND_REGISTRY_KEY ? strchr(value, '|')
						       : strrchr(value, '|');

	if (bar == NULL) {
		listing_leave(r->l, LEFT_VALUE, r->place);
		return;
	}
	take(r, k->first, k->role,
	    arena_strndup(r->a, value, (size_t)(bar - value)));
	/* What stands in a key is the attacker's or the victim's. */
	if (k->first != IND_REGISTRY_KEY)
		take(r, k->second, k->role, bar + 1);
}

/* Categories of what was found at the attacker's. */
static bool
is_of_attack(const char *category)
{
	static const char *const list[] = { "Network activity",
		"Payload delivery", "Payload installation", "Payload type",
		"Artifacts dropped", "Persistence mechanism",
		"Antivirus detection" };
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (strcmp(list[i], category) == 0)
			return true;
	return false;
}

/* Who wrote it says whether to look for it: a victim's address is no sign of
 * the attack.  Where nobody said so of anything, the category tells.  What
 * names an attack is none either way. */
static bool
is_meant(const struct reading *r, const json_t *o, const struct kind *k)
{
	if (k != NULL && observable_is_kind(k->first))
		return true;
	return r->flagged ? json_is_true(json_object_get(o, "to_ids"))
			  : is_of_attack(text(o, "category"));
}

/* Names of attacks that a galaxy holds: software, and steps of an attack. */
static bool
is_software(const char *galaxy, size_t len)
{
	static const char *const list[] = { "malpedia", "mitre-malware",
		"mitre-tool", "tool", "ransomware", "rat", "banker", "botnet",
		"stealer", "backdoor", "exploit-kit", "android" };
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (strlen(list[i]) == len &&
		    strncmp(list[i], galaxy, len) == 0)
			return true;
	return false;
}

/* "Emotet - S0367", "Spearphishing Link - T1566.002": the name, or the id. */
static void
take_cluster(
    struct reading *r, const char *galaxy, size_t len, const char *value)
{
	static const char step[] = "attack-pattern", mark[] = " - ";
	const char *id = value, *at;

	for (at = value; (at = strstr(at, mark)) != NULL; at += strlen(mark))
		id = at + strlen(mark);
	if (len >= strlen(step) &&
	    strncmp(galaxy + len - strlen(step), step, strlen(step)) == 0)
		take(r, IND_TECHNIQUE, ROLE_OTHER, id);
	else if (is_software(galaxy, len))
		take(r, IND_MALWARE, ROLE_OTHER,
		    id > value && *id == 'S' && isdigit((unsigned char)id[1])
			? arena_strndup(
			      r->a, value, (size_t)(id - value) - strlen(mark))
			: value);
}

/* misp-galaxy:malpedia="Emotet"; every other tag says whose an event is, or to
 * whom it may go. */
static void
read_tag(struct reading *r, const json_t *tag)
{
	static const char begin[] = "misp-galaxy:";
	const char *name = text(tag, "name"), *eq, *value;
	size_t n;

	if (strncmp(name, begin, strlen(begin)) != 0)
		return;
	name += strlen(begin);
	eq = strstr(name, "=\"");
	if (eq == NULL)
		return;
	value = eq + 2;
	n = strlen(value);
	if (n > 0 && value[n - 1] == '"')
		n--;
	arena_reset(r->a);
	take_cluster(
	    r, name, (size_t)(eq - name), arena_strndup(r->a, value, n));
}

static bool
is_repeated(const json_t *list, size_t i)
{
	const char *name = text(json_array_get(list, i), "name");
	size_t k;

	for (k = 0; k < i; k++)
		if (strcmp(text(json_array_get(list, k), "name"), name) == 0)
			return true;
	return false;
}

#define TAGS 200 /* of one thing that are looked at */

/* Of an event, or of an attribute; their places are those of the next one. */
static void
read_tags(struct reading *r, const json_t *owner)
{
	const json_t *list = json_object_get(owner, "Tag");
	size_t i;

	for (i = 0; i < json_array_size(list) && i < TAGS; i++)
		if (!is_repeated(list, i))
			read_tag(r, json_array_get(list, i));
}

static void
read_attribute(struct reading *r, const json_t *o)
{
	const struct kind *k = kind_of(text(o, "type"));

	r->place++;
	arena_reset(r->a);
	if (is_aside(text(o, "type")))
		return;
	if (json_is_true(json_object_get(o, "deleted")) || !is_meant(r, o, k))
		listing_leave(r->l, LEFT_CONTEXT, r->place);
	else if (k == NULL)
		listing_leave(r->l, LEFT_TYPE, r->place);
	else if (k->both)
		take_both(r, k, text(o, "value"));
	else
		take(r, k->first, k->role, text(o, "value"));
	read_tags(r, o);
}

static void
note_flag(struct reading *r, const json_t *o)
{
	r->flagged = r->flagged || json_is_true(json_object_get(o, "to_ids"));
}

typedef void attribute_fn(struct reading *r, const json_t *o);

static void
each_attribute(struct reading *r, const json_t *owner, attribute_fn *fn)
{
	const json_t *list = json_object_get(owner, "Attribute");
	size_t i;

	for (i = 0; i < json_array_size(list); i++)
		fn(r, json_array_get(list, i));
}

static void
each_of_event(struct reading *r, const json_t *event, attribute_fn *fn)
{
	const json_t *objects = json_object_get(event, "Object");
	size_t i;

	each_attribute(r, event, fn);
	for (i = 0; i < json_array_size(objects); i++)
		each_attribute(r, json_array_get(objects, i), fn);
}

static void
read_event(struct reading *r, const json_t *holder)
{
	const json_t *event = json_object_get(holder, "Event");

	if (event == NULL)
		event = holder;
	r->flagged = false;
	each_of_event(r, event, note_flag);
	read_tags(r, event);
	each_of_event(r, event, read_attribute);
}

void
misplist_read(const json_t *root, struct listing *l)
{
	struct reading r = { .a = arena_new(), .l = l };
	const json_t *list = events(root);
	size_t i;

	l->form = LISTING_MISP;
	if (!json_is_array(list))
		read_event(&r, list);
	for (i = 0; i < json_array_size(list); i++)
		read_event(&r, json_array_get(list, i));
	arena_free(r.a);
}
