#include <string.h>

#include "formats/base/mem.h"
#include "formats/indicators/spelt.h"
#include "formats/read/listing.h"
#include "formats/read/stixlist.h"
#include "formats/read/stixpattern.h"

static const char *
text(const json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s == NULL ? "" : s;
}

bool
stixlist_is(const json_t *root)
{
	return strcmp(text(root, "type"), "bundle") == 0 &&
	       json_is_array(json_object_get(root, "objects"));
}

/* What a path of a pattern compares. */
static const struct {
	const char *path;
	enum ind_type type;
	enum ind_role role;
} paths[] = {
	{ "ipv4-addr:value", IND_IPV4, ROLE_OTHER },
	{ "ipv6-addr:value", IND_IPV6, ROLE_OTHER },
	{ "network-traffic:dst_ref.value", IND_TYPES, ROLE_OTHER },
	{ "domain-name:value", IND_DOMAIN, ROLE_OTHER },
	{ "url:value", IND_URL, ROLE_OTHER },
	{ "email-addr:value", IND_EMAIL, ROLE_OTHER },
	{ "email-message:from_ref.value", IND_EMAIL, ROLE_SENDER },
	{ "email-message:sender_ref.value", IND_EMAIL, ROLE_SENDER },
	{ "email-message:subject", IND_SUBJECT, ROLE_OTHER },
	{ "file:name", IND_FILE_NAME, ROLE_OTHER },
	{ "file:hashes.MD5", IND_MD5, ROLE_OTHER },
	{ "file:hashes.SHA-1", IND_SHA1, ROLE_OTHER },
	{ "file:hashes.SHA1", IND_SHA1, ROLE_OTHER },
	{ "file:hashes.SHA-256", IND_SHA256, ROLE_OTHER },
	{ "file:hashes.SHA256", IND_SHA256, ROLE_OTHER },
	{ "x509-certificate:hashes.SHA-256", IND_CERTIFICATE, ROLE_OTHER },
	{ "mutex:name", IND_MUTEX, ROLE_OTHER },
	{ "windows-registry-key:key", IND_REGISTRY_KEY, ROLE_OTHER },
	{ "network-traffic:extensions.http-request-ext.request_header.User-Agent",
	    IND_USER_AGENT, ROLE_OTHER },
};

static bool
is_path(const char *path)
{
	size_t i;

	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (strcmp(paths[i].path, path) == 0)
			return true;
	return false;
}

/* A place that a control server has, by the step of its kill chain. */
static enum ind_role
role_of(const json_t *o)
{
	const json_t *phases = json_object_get(o, "kill_chain_phases");
	size_t i;

	for (i = 0; i < json_array_size(phases); i++)
		if (strcmp(text(json_array_get(phases, i), "phase_name"),
			"command-and-control") == 0)
			return ROLE_C2;
	return ROLE_OTHER;
}

static bool
is_place(enum ind_type t)
{
	return t == IND_IPV4 || t == IND_IPV6 || t == IND_CIDR ||
	       t == IND_DOMAIN || t == IND_URL;
}

static void
take_value(struct arena *a, const struct stixpattern_value *v,
    enum ind_role role, size_t place, struct listing *l)
{
	enum ind_type t;
	size_t i;

	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (strcmp(paths[i].path, v->path) == 0)
			break;
	if (i == sizeof(paths) / sizeof(paths[0])) {
		listing_leave(l, LEFT_TYPE, place);
		return;
	}
	t = paths[i].type;
	/* An address's value may be a range. */
	if (t == IND_IPV4 || t == IND_IPV6 || t == IND_TYPES)
		t = spelt_guess(a, v->value);
	if (t == IND_TYPES)
		listing_leave(l, LEFT_VALUE, place);
	else
		listing_take(a, l, t,
		    is_place(t) && role == ROLE_C2 ? role : paths[i].role,
		    v->value, place);
}

static void
take_indicator(
    struct arena *a, const json_t *o, size_t place, struct listing *l)
{
	const char *form = text(o, "pattern_type");
	struct stixpattern_value *list = NULL;
	size_t count = 0, i;

	if (json_is_true(json_object_get(o, "revoked"))) {
		listing_leave(l, LEFT_CONTEXT, place);
		return;
	}
	if (*form == '\0' || strcmp(form, "stix") == 0)
		list = stixpattern_read(a, text(o, "pattern"), &count);
	if (list == NULL)
		listing_leave(l, LEFT_PATTERN, place);
	for (i = 0; i < count; i++)
		take_value(a, &list[i], role_of(o), place, l);
}

/* What stands in a file, besides its name. */
static void
take_hashes(struct arena *a, const char *type, const json_t *o, size_t place,
    struct listing *l)
{
	struct stixpattern_value v;
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)json_object_get(o, "hashes"), name, value)
	{
		v.path = arena_printf(a, "%s:hashes.%.40s", type, name);
		v.value = json_string_value(value);
		if (v.value != NULL)
			take_value(a, &v, ROLE_OTHER, place, l);
	}
}

/* A thing that was seen: where nobody said in a pattern what to look for, the
 * sender says it of the whole list. */
static void
take_seen(struct arena *a, const json_t *o, size_t place, struct listing *l)
{
	static const char *const names[] = { "value", "name", "key",
		"subject" };
	const char *type = text(o, "type");
	struct stixpattern_value v;
	size_t i, before = l->count;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		v.path = arena_printf(a, "%s:%s", type, names[i]);
		v.value = text(o, names[i]);
		if (*v.value != '\0' && is_path(v.path))
			take_value(a, &v, ROLE_OTHER, place, l);
	}
	take_hashes(a, type, o, place, l);
	if (l->count == before)
		listing_leave(l, LEFT_TYPE, place);
}

/* What the object is called in somebody's catalogue. */
static const char *
external(const json_t *o, const char *source)
{
	const json_t *refs = json_object_get(o, "external_references"), *r;
	size_t i;

	for (i = 0; i < json_array_size(refs); i++) {
		r = json_array_get(refs, i);
		if (strcmp(text(r, "source_name"), source) == 0)
			return text(r, "external_id");
	}
	return "";
}

static void
take_named(struct arena *a, const json_t *o, size_t place, struct listing *l)
{
	const char *type = text(o, "type"), *id;

	if (strcmp(type, "malware") == 0) {
		listing_take(
		    a, l, IND_MALWARE, ROLE_OTHER, text(o, "name"), place);
		return;
	}
	if (strcmp(type, "vulnerability") == 0) {
		id = external(o, "cve");
		listing_take(a, l, IND_VULNERABILITY, ROLE_OTHER,
		    *id == '\0' ? text(o, "name") : id, place);
		return;
	}
	listing_take(a, l, IND_TECHNIQUE, ROLE_OTHER,
	    external(o, "mitre-attack"), place);
}

/* What a bundle has besides: who says it, to whom, what belongs together. */
static bool
is_aside(const char *type)
{
	static const char *const asides[] = { "identity", "marking-definition",
		"relationship", "report", "grouping", "note", "opinion",
		"sighting", "language-content", "extension-definition" };
	size_t i;

	for (i = 0; i < sizeof(asides) / sizeof(asides[0]); i++)
		if (strcmp(asides[i], type) == 0)
			return true;
	return false;
}

/* Whether a path leads into things of that type. */
static bool
is_thing(const char *type)
{
	size_t i, n = strlen(type);

	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (strncmp(paths[i].path, type, n) == 0 &&
		    paths[i].path[n] == ':')
			return true;
	return false;
}

/* Patterns say what to look for, and what was observed may be the victim's:
 * things are only taken where neither stands there. */
static bool
has_words(const json_t *objects)
{
	const char *type;
	size_t i;

	for (i = 0; i < json_array_size(objects); i++) {
		type = text(json_array_get(objects, i), "type");
		if (strcmp(type, "indicator") == 0 ||
		    strcmp(type, "observed-data") == 0)
			return true;
	}
	return false;
}

void
stixlist_read(const json_t *root, struct listing *l)
{
	const json_t *objects = json_object_get(root, "objects"), *o;
	struct arena *a = arena_new(); /* of one object */
	bool worded = has_words(objects);
	const char *type;
	size_t i;

	l->form = LISTING_STIX;
	for (i = 0; i < json_array_size(objects); i++) {
		arena_reset(a);
		o = json_array_get(objects, i);
		type = text(o, "type");
		if (strcmp(type, "indicator") == 0)
			take_indicator(a, o, i + 1, l);
		else if (strcmp(type, "malware") == 0 ||
			 strcmp(type, "vulnerability") == 0 ||
			 strcmp(type, "attack-pattern") == 0)
			take_named(a, o, i + 1, l);
		else if (is_thing(type) && worded)
			listing_leave(l, LEFT_CONTEXT, i + 1);
		else if (is_thing(type))
			take_seen(a, o, i + 1, l);
		else if (!is_aside(type))
			listing_leave(l, LEFT_TYPE, i + 1);
	}
	arena_free(a);
}
