#include <ctype.h>
#include <libxml/tree.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/base/mem.h"
#include "formats/base/network.h"
#include "formats/base/text.h"
#include "formats/base/valid.h"
#include "formats/config/roster.h"
#include "formats/indicators/termcare.h"
#include "formats/names/textfold.h"
#include "formats/xml/xmlread.h"

struct reading {
	struct arena *a;
	struct roster *r;
	char *err;
	size_t errlen;
};

static int
fault(struct reading *g, const xmlNode *n, const char *what, const char *seen)
{
	snprintf(g->err, g->errlen, "line %ld: %s: %s%s%s",
	    xmlGetLineNo((xmlNode *)n), (const char *)n->name, what,
	    seen == NULL ? "" : ", seen ",
	    seen == NULL ? "" : text_escape(g->a, seen, strlen(seen), 80));
	return -1;
}

char *
roster_fingerprint(struct arena *a, const char *text)
{
	char out[41];
	size_t n = 0;

	for (; text != NULL && *text != '\0'; text++) {
		if (*text == ' ')
			continue;
		if (n == 40 || !isxdigit((unsigned char)*text))
			return NULL;
		out[n++] = (char)toupper((unsigned char)*text);
	}
	out[n] = '\0';
	return n == 40 ? arena_strdup(a, out) : NULL;
}

static int
read_span(struct reading *g, const xmlNode *n, struct span *s)
{
	const char *from, *until;

	from = xml_attr(g->a, n, "from");
	until = xml_attr(g->a, n, "until");
	if (!valid_date(from) || (until != NULL && !valid_date(until)))
		return fault(g, n, "from and until want real dates", from);
	if (until != NULL && strcmp(from, until) > 0)
		return fault(g, n, "until lies before from", until);
	snprintf(s->from, sizeof(s->from), "%s", from);
	snprintf(s->until, sizeof(s->until), "%s", until == NULL ? "" : until);
	return 0;
}

static void
read_names(struct reading *g, const xmlNode *n, struct roster_name *out)
{
	const xmlNode *c = NULL;
	xmlChar *lang;

	while ((c = xml_child(n, c, "name")) != NULL) {
		lang = xmlNodeGetLang((xmlNode *)c);
		if (lang != NULL && strcmp((char *)lang, "en") == 0)
			out->en = xml_text(g->a, c);
		else
			out->ja = xml_text(g->a, c);
		xmlFree(lang);
	}
	if (out->ja == NULL)
		out->ja = out->en;
}

static int
read_keys(struct reading *g, const xmlNode *n, struct roster_key **keys,
    size_t *count)
{
	struct roster_key *k;
	const xmlNode *c = NULL;
	const char *fpr, *v;

	while ((c = xml_child(n, c, "key")) != NULL) {
		k = arena_push(g->a, keys, count, sizeof(*k));
		fpr =
		    roster_fingerprint(g->a, xml_attr(g->a, c, "fingerprint"));
		if (fpr == NULL)
			return fault(
			    g, c, "fingerprint wants 40 hex digits", NULL);
		memcpy(k->fingerprint, fpr, sizeof(k->fingerprint));
		if (read_span(g, c, &k->span) == -1)
			return -1;
		v = xml_attr(g->a, c, "distrusted");
		if (v != NULL && !valid_date(v))
			return fault(g, c, "distrusted wants a date", v);
		if (v != NULL)
			memcpy(k->distrusted, v, sizeof(k->distrusted));
	}
	return 0;
}

static int
read_audience(struct reading *g, const xmlNode *n, enum audience_kind kind)
{
	struct roster_audience *to;
	const char *v;

	to = arena_push(
	    g->a, &g->r->audiences, &g->r->audience_count, sizeof(*to));
	to->id = xml_attr(g->a, n, "id");
	to->kind = kind;
	read_names(g, n, &to->name);
	v = xml_attr(g->a, n, "bodies");
	to->bodies = v == NULL ? 0 : (unsigned)strtoul(v, NULL, 10);
	v = xml_attr(g->a, n, "behind");
	to->behind = v == NULL ? 0 : (unsigned)strtoul(v, NULL, 10);
	v = xml_attr(g->a, n, "unit");
	to->organisations = v != NULL && strcmp(v, "organisations") == 0;
	v = xml_attr(g->a, n, "about");
	to->about = v != NULL && strcmp(v, "yes") == 0;
	to->grave = xml_attr(g->a, n, "when") != NULL;
	to->trusted = xml_attr(g->a, n, "trust") != NULL;
	if (read_span(g, n, &to->span) == -1)
		return -1;
	return read_keys(g, n, &to->keys, &to->key_count);
}

/* lines, where not NULL: of each. */
static void
read_list(struct reading *g, const xmlNode *n, const char *name,
    const char ***list, size_t *count, const long **lines)
{
	const xmlNode *c = NULL;
	long *at = NULL;
	size_t lined = 0;
	const char *t;

	while ((c = xml_child(n, c, name)) != NULL) {
		t = xml_text(g->a, c);
		if (*t == '\0')
			continue;
		arena_push_str(g->a, list, count, t);
		*(long *)arena_push(g->a, &at, &lined, sizeof(*at)) =
		    xmlGetLineNo((xmlNode *)c);
	}
	if (lines != NULL)
		*lines = at;
}

static int
read_ins(struct reading *g, const xmlNode *n, struct roster_member *m)
{
	struct roster_in *in;
	const xmlNode *c = NULL;

	while ((c = xml_child(n, c, "in")) != NULL) {
		in = arena_push(g->a, &m->ins, &m->in_count, sizeof(*in));
		in->audience = xml_attr(g->a, c, "sig");
		if (in->audience == NULL)
			in->audience = xml_attr(g->a, c, "scheme");
		in->reason = xml_attr(g->a, c, "reason");
		if (read_span(g, c, &in->span) == -1)
			return -1;
	}
	return 0;
}

static int
read_member(struct reading *g, const xmlNode *n)
{
	struct roster_member *m;
	struct network network;
	const char *role;
	size_t i;

	m = arena_push(g->a, &g->r->members, &g->r->member_count, sizeof(*m));
	m->id = xml_attr(g->a, n, "id");
	role = xml_attr(g->a, n, "role");
	m->role = role == NULL			 ? RROLE_MEMBER
		  : strcmp(role, "hub") == 0	 ? RROLE_HUB
		  : strcmp(role, "analyst") == 0 ? RROLE_ANALYST
						 : RROLE_MEMBER;
	read_names(g, n, &m->name);
	m->group = xml_attr(g->a, n, "group");
	read_list(g, n, "alias", &m->aliases, &m->alias_count, &m->alias_lines);
	read_list(g, n, "domain", &m->domains, &m->domain_count, NULL);
	read_list(g, n, "network", &m->networks, &m->network_count, NULL);
	read_list(g, n, "sensitive", &m->sensitive, &m->sensitive_count,
	    &m->sensitive_lines);
	for (i = 0; i < m->domain_count; i++)
		if (!valid_domain(m->domains[i]))
			return fault(g, n, "not a domain", m->domains[i]);
	for (i = 0; i < m->network_count; i++)
		if (!network_parse(m->networks[i], &network))
			return fault(
			    g, n, "not an address range", m->networks[i]);
	if (read_keys(g, n, &m->keys, &m->key_count) == -1)
		return -1;
	return read_ins(g, n, m);
}

/* What a bundle says of itself must not hold it. */
static bool
stands_in(struct arena *a, const char *name, const char *norm)
{
	return name != NULL &&
	       strstr(text_fold(a, name, strlen(name)), norm) != NULL;
}

const char *
roster_term_fault(struct arena *a, const struct roster *r, const char *word)
{
	const char *norm = text_fold(a, word, strlen(word));
	const char *what = term_fault(a, word);
	size_t i;

	for (i = 0; what == NULL && i < r->audience_count; i++)
		if (stands_in(a, r->audiences[i].name.ja, norm) ||
		    stands_in(a, r->audiences[i].name.en, norm) ||
		    stands_in(a, r->audiences[i].id, norm))
			what =
			    "part of the name of an audience, which every bundle says";
	return what;
}

static int
check_words(struct reading *g, const xmlNode *member, const char *name)
{
	const xmlNode *c = NULL;
	const char *t, *what;

	while ((c = xml_child(member, c, name)) != NULL) {
		t = xml_text(g->a, c);
		what = *t == '\0' ? NULL
		       : strcmp(name, "domain") == 0
			   ? term_domain_fault(t)
			   : roster_term_fault(g->a, g->r, t);
		if (what != NULL)
			return fault(g, c, what, t);
	}
	return 0;
}

static int
check_in(struct reading *g, const xmlNode *in, const char *attr,
    enum audience_kind kind)
{
	const struct roster_audience *to;
	const char *id = xml_attr(g->a, in, attr);

	if (id == NULL)
		return 0;
	to = roster_audience(g->r, id);
	return to != NULL && to->kind == kind
		   ? 0
		   : fault(g, in, arena_printf(g->a, "no such %s", attr), id);
}

static int
check_ins(struct reading *g, const xmlNode *root)
{
	const xmlNode *m = NULL, *c;

	while ((m = xml_child(root, m, "member")) != NULL)
		for (c = NULL; (c = xml_child(m, c, "in")) != NULL;)
			if (check_in(g, c, "sig", AUDIENCE_SIG) == -1 ||
			    check_in(g, c, "scheme", AUDIENCE_SCHEME) == -1)
				return -1;
	return 0;
}

/* By what the gate knows each member. */
static int
check_terms(struct reading *g, const xmlNode *root)
{
	const xmlNode *m = NULL;
	const char *role;

	while ((m = xml_child(root, m, "member")) != NULL) {
		role = xml_attr(g->a, m, "role");
		if (role != NULL && strcmp(role, "member") != 0)
			continue;
		if (check_words(g, m, "alias") == -1 ||
		    check_words(g, m, "sensitive") == -1 ||
		    check_words(g, m, "domain") == -1)
			return -1;
	}
	return 0;
}

static int
read_entry(struct reading *g, const xmlNode *n)
{
	const char *name = (const char *)n->name;

	if (strcmp(name, "sig") == 0)
		return read_audience(g, n, AUDIENCE_SIG);
	if (strcmp(name, "scheme") == 0)
		return read_audience(g, n, AUDIENCE_SCHEME);
	if (strcmp(name, "agency") == 0)
		return read_audience(g, n, AUDIENCE_AGENCY);
	return read_member(g, n);
}

static int
check_keys(struct reading *g, const xmlNode *root, const char *holder,
    const struct roster_key *keys, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (roster_holder(g->r, keys[i].fingerprint, NULL) != holder)
			return fault(g, root, "one key for two holders",
			    keys[i].fingerprint);
	return 0;
}

/* Holders of one fingerprint must be one; an id must mean one thing. */
static int
check_unique(struct reading *g, const xmlNode *root)
{
	struct roster *r = g->r;
	const struct roster_audience *to;
	const struct roster_member *m;
	size_t i;

	for (i = 0; i < r->audience_count; i++) {
		to = &r->audiences[i];
		if (roster_audience(r, to->id) != to ||
		    roster_member(r, to->id) != NULL)
			return fault(g, root, "id used twice", to->id);
		if (check_keys(g, root, to->id, to->keys, to->key_count) == -1)
			return -1;
	}
	for (i = 0; i < r->member_count; i++) {
		m = &r->members[i];
		if (roster_member(r, m->id) != m)
			return fault(g, root, "id used twice", m->id);
		if (check_keys(g, root, m->id, m->keys, m->key_count) == -1)
			return -1;
	}
	return check_ins(g, root);
}

struct roster *
roster_parse(
    struct arena *a, const void *xml, size_t len, char *err, size_t errlen)
{
	struct reading g = { a, NULL, err, errlen };
	const xmlNode *root, *c = NULL;
	xmlDocPtr doc;
	int rc = 0;

	doc = xml_read(XML_ROSTER, xml, len, err, errlen);
	if (doc == NULL)
		return NULL;
	g.r = arena_alloc(a, sizeof(*g.r));
	root = xmlDocGetRootElement(doc);
	while (rc == 0 && (c = xml_child(root, c, NULL)) != NULL)
		rc = read_entry(&g, c);
	if (rc == 0)
		rc = check_unique(&g, root);
	if (rc == 0)
		rc = check_terms(&g, root);
	xmlFreeDoc(doc);
	return rc == 0 ? g.r : NULL;
}

bool
span_holds(const struct span *s, const char *date)
{
	return strcmp(s->from, date) <= 0 &&
	       (s->until[0] == '\0' || strcmp(date, s->until) <= 0);
}

bool
roster_key_counts(const struct roster_key *k, const char *date)
{
	return span_holds(&k->span, date) &&
	       (k->distrusted[0] == '\0' || strcmp(date, k->distrusted) < 0);
}

const struct roster_member *
roster_member(const struct roster *r, const char *id)
{
	size_t i;

	for (i = 0; i < r->member_count; i++)
		if (strcmp(r->members[i].id, id) == 0)
			return &r->members[i];
	return NULL;
}

const struct roster_audience *
roster_audience(const struct roster *r, const char *id)
{
	size_t i;

	for (i = 0; i < r->audience_count; i++)
		if (strcmp(r->audiences[i].id, id) == 0)
			return &r->audiences[i];
	return NULL;
}

static const struct roster_key *
key_of(const struct roster_key *keys, size_t count, const char *fingerprint)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(keys[i].fingerprint, fingerprint) == 0)
			return &keys[i];
	return NULL;
}

const char *
roster_holder(const struct roster *r, const char *fingerprint,
    const struct roster_key **key)
{
	const struct roster_key *found = NULL;
	const char *holder = NULL;
	size_t i;

	for (i = 0; found == NULL && i < r->member_count; i++) {
		holder = r->members[i].id;
		found = key_of(
		    r->members[i].keys, r->members[i].key_count, fingerprint);
	}
	for (i = 0; found == NULL && i < r->audience_count; i++) {
		holder = r->audiences[i].id;
		found = key_of(r->audiences[i].keys, r->audiences[i].key_count,
		    fingerprint);
	}
	if (found == NULL)
		return NULL;
	if (key != NULL)
		*key = found;
	return holder;
}

static bool
is_beneath(const char *host, const char *domain)
{
	size_t n = strlen(host), m = strlen(domain);

	return n >= m && strcasecmp(host + n - m, domain) == 0 &&
	       (n == m || host[n - m - 1] == '.');
}

bool
roster_has_host(const struct roster *r, const char *host)
{
	const struct roster_member *m;
	size_t i, k;

	for (i = 0; i < r->member_count; i++) {
		m = &r->members[i];
		for (k = 0; k < m->domain_count; k++)
			if (is_beneath(host, m->domains[k]))
				return true;
	}
	return false;
}

bool
roster_in_sig(const struct roster_member *m, const char *sig, const char *date)
{
	size_t i;

	for (i = 0; i < m->in_count; i++)
		if (strcmp(m->ins[i].audience, sig) == 0 &&
		    span_holds(&m->ins[i].span, date))
			return true;
	return false;
}

const char **
roster_readers(struct arena *a, const struct roster *r,
    const struct roster_audience *to, const char *date, size_t *count)
{
	const char **list = NULL;
	size_t i;

	*count = 0;
	for (i = 0; i < r->member_count; i++)
		if (roster_in_sig(&r->members[i], to->id, date))
			arena_push_str(a, &list, count, r->members[i].id);
	if (*count == 0 && to->kind != AUDIENCE_SIG)
		arena_push_str(a, &list, count, to->id);
	return list;
}

bool
roster_reads(const struct roster *r, const struct roster_audience *to,
    const char *who, const char *date)
{
	const struct roster_member *m = roster_member(r, who);

	return m != NULL ? roster_in_sig(m, to->id, date)
			 : to->kind != AUDIENCE_SIG && strcmp(who, to->id) == 0;
}

int64_t
roster_members_in(const struct roster *r, const char *sig, const char *date)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < r->member_count; i++)
		n += r->members[i].role == RROLE_MEMBER &&
		     roster_in_sig(&r->members[i], sig, date);
	return n;
}

int64_t
roster_memberships(const struct roster *r, const char *date)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < r->audience_count; i++)
		if (r->audiences[i].kind == AUDIENCE_SIG)
			n += roster_members_in(r, r->audiences[i].id, date);
	return n;
}
