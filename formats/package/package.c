#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/base/text.h"
#include "formats/base/valid.h"
#include "formats/config/roster.h"
#include "formats/indicators/spelt.h"
#include "formats/package/chapterfile.h"
#include "formats/package/package.h"
#include "formats/xml/xmlfaults.h"
#include "formats/xml/xmlread.h"

/* One manifest being read, and all that is wrong with it. */
struct reading {
	struct arena *a;
	struct package *p;
	struct package_numbers used; /* by submissions */
	struct xml_faults faults;
};

static int
fault(struct reading *r, const xmlNode *n, const char *what, const char *seen)
{
	xml_fault_add(&r->faults, n, "%s: %s%s%s", (const char *)n->name, what,
	    seen == NULL ? "" : ", seen ",
	    seen == NULL ? "" : xml_fault_seen(r->a, seen));
	return -1;
}

static bool
yes(const char *word)
{
	return word != NULL && strcmp(word, "yes") == 0;
}

/* yes, no, not said: 1, 0, -1. */
static int
maybe(const char *word)
{
	return word == NULL ? -1 : yes(word);
}

static unsigned
number(const char *word)
{
	unsigned long v;

	v = word == NULL ? 0 : strtoul(word, NULL, 10);
	return v > 0xffffffffUL ? 0xffffffffU : (unsigned)v;
}

static int
read_time(struct reading *r, const xmlNode *n, const char *name, int64_t *out)
{
	const char *v;

	v = xml_attr(r->a, n, name);
	if (v == NULL || valid_time(v, out))
		return 0;
	return fault(r, n, "wants a time like 2017-08-03T09:12:00+09:00", v);
}

static int
read_text(struct reading *r, const xmlNode *n, const char **out)
{
	const char *t;

	t = xml_text(r->a, n);
	if (strlen(t) > LIMIT_STATED || !text_printable(t, true))
		return fault(
		    r, n, "text too long or with control characters", NULL);
	*out = t;
	return 0;
}

static int
push_text(
    struct reading *r, const xmlNode *n, const char ***list, size_t *count)
{
	const char *t = NULL;

	if (read_text(r, n, &t) == -1)
		return -1;
	if (t == NULL || *t == '\0')
		return fault(r, n, "is empty", NULL);
	arena_push_str(r->a, list, count, t);
	return 0;
}

static int
check_path(struct reading *r, const xmlNode *n, const char *path)
{
	if (valid_path(path) && strcmp(path, "manifest.xml") != 0)
		return 0;
	return fault(
	    r, n, "path wants a relative name without .. or backslash", path);
}

static int
read_file(struct reading *r, const xmlNode *n, struct pkg_submission *s)
{
	struct pkg_file *f;
	const char *role;

	f = arena_push(r->a, &s->files, &s->file_count, sizeof(*f));
	f->path = xml_attr(r->a, n, "path");
	if (check_path(r, n, f->path) == -1)
		return -1;
	role = xml_attr(r->a, n, "role");
	f->role = FROLE_OTHER;
	if (role != NULL && !file_role_parse(role, &f->role))
		return fault(r, n, "role unknown", role);
	if (!digest_parse(xml_attr(r->a, n, "sha256"), &f->sha256))
		return fault(r, n, "sha256 wants 64 hex digits", NULL);
	return 0;
}

/* What was wanted, and what it would be. */
static int
fault_value(
    struct reading *r, const xmlNode *n, enum ind_type t, const char *seen)
{
	enum ind_type is = spelt_guess(r->a, seen);

	return fault(r, n,
	    arena_printf(r->a, "type %s wants %s%s%s", ind_type_word(t),
		spelt_wanted(t), is == IND_TYPES ? "" : "; this is of type ",
		is == IND_TYPES ? "" : ind_type_word(is)),
	    seen);
}

static int
read_indicator(struct reading *r, const xmlNode *n, struct pkg_submission *s)
{
	struct pkg_indicator *i;
	const char *role, *text = NULL;

	i = arena_push(r->a, &s->indicators, &s->indicator_count, sizeof(*i));
	ind_type_parse(xml_attr(r->a, n, "type"), &i->type);
	role = xml_attr(r->a, n, "role");
	i->role = ROLE_OTHER;
	if (role != NULL)
		ind_role_parse(role, &i->role);
	if (read_text(r, n, &text) == -1)
		return -1;
	i->value = spelt_canon(r->a, i->type, text);
	return i->value == NULL ? fault_value(r, n, i->type, text) : 0;
}

/* As the schema has it, above zero; what overflows reads as the largest. */
static int
check_count(struct reading *r, const xmlNode *n, uint64_t v, const char *seen)
{
	if (v <= LIMIT_COUNT)
		return 0;
	return fault(r, n,
	    arena_printf(r->a, "count wants at most %d", LIMIT_COUNT), seen);
}

static const char *
address_of(struct reading *r, const xmlNode *n, const char *address)
{
	const char *canon = spelt_canon(r->a, IND_IPV4, address);

	if (canon == NULL)
		canon = spelt_canon(r->a, IND_IPV6, address);
	if (canon == NULL)
		fault(r, n, "address wants an IP address", address);
	return canon;
}

static int
check_days(
    struct reading *r, const xmlNode *n, const char *first, const char *last)
{
	if (valid_date(first) && valid_date(last) && strcmp(first, last) <= 0)
		return 0;
	return fault(r, n, "first and last want dates, in order", first);
}

/* What is wrong with one is told, all of it. */
static int
read_observation(struct reading *r, const xmlNode *n, struct pkg_submission *s)
{
	struct pkg_observation *o;
	const char *protocol, *count;
	int bad;

	o = arena_push(
	    r->a, &s->observations, &s->observation_count, sizeof(*o));
	o->inbound = strcmp(xml_attr(r->a, n, "direction"), "inbound") == 0;
	o->address = address_of(r, n, xml_attr(r->a, n, "address"));
	o->port = number(xml_attr(r->a, n, "port"));
	protocol = xml_attr(r->a, n, "protocol");
	o->protocol = protocol == NULL ? "tcp" : protocol;
	o->first = xml_attr(r->a, n, "first");
	o->last = xml_attr(r->a, n, "last");
	count = xml_attr(r->a, n, "count");
	o->count = strtoull(count, NULL, 10);
	bad = check_days(r, n, o->first, o->last);
	if (check_count(r, n, o->count, count) == -1 || o->address == NULL)
		bad = -1;
	return bad;
}

static unsigned
line_of(const xmlNode *n)
{
	return (unsigned)xmlGetLineNo((xmlNode *)n);
}

static int
read_share(struct reading *r, const xmlNode *n, struct pkg_submission *s)
{
	const xmlNode *c = NULL;
	struct pkg_named *agency;

	/* Words were checked by the schema; what is absent keeps its default.
	 */
	consent_parse(xml_attr(r->a, n, "consent"), &s->consent);
	scope_parse(xml_attr(r->a, n, "scope"), &s->scope);
	tlp_parse(xml_attr(r->a, n, "tlp"), &s->tlp);
	s->publish = yes(xml_attr(r->a, n, "publish"));
	if (!package_may_publish(s))
		return fault(r, n, "publish=\"yes\" wants tlp clear or green",
		    tlp_word(s->tlp));
	s->sig = xml_attr(r->a, n, "sig");
	if (s->sig != NULL && s->scope != SCOPE_SIG)
		return fault(r, n, "sig wants scope sig", scope_word(s->scope));
	s->share_line = line_of(n);
	while ((c = xml_child(n, c, "agency")) != NULL) {
		agency = arena_push(
		    r->a, &s->agencies, &s->agency_count, sizeof(*agency));
		agency->id = xml_attr(r->a, c, "id");
		agency->line = line_of(c);
	}
	return 0;
}

static int
read_bec(struct reading *r, const xmlNode *n, struct pkg_submission *s)
{
	s->bec_type = number(xml_attr(r->a, n, "type"));
	s->bec_damage = yes(xml_attr(r->a, n, "damage"));
	s->bec_language = xml_attr(r->a, n, "language");
	return 0;
}

static int
read_part(struct reading *r, const xmlNode *n, struct pkg_submission *s)
{
	const char *name = (const char *)n->name;

	if (strcmp(name, "title") == 0)
		return read_text(r, n, &s->title);
	if (strcmp(name, "description") == 0)
		return read_text(r, n, &s->description);
	if (strcmp(name, "topic") == 0)
		return read_text(r, n, &s->topic);
	if (strcmp(name, "file") == 0)
		return read_file(r, n, s);
	if (strcmp(name, "indicator") == 0)
		return read_indicator(r, n, s);
	if (strcmp(name, "observation") == 0)
		return read_observation(r, n, s);
	if (strcmp(name, "bec") == 0)
		return read_bec(r, n, s);
	if (strcmp(name, "share") == 0)
		return read_share(r, n, s);
	return push_text(r, n, &s->sensitive, &s->sensitive_count);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
check_files(struct reading *r, const xmlNode *n, const struct pkg_submission *s)
{
	const char **paths = NULL;
	size_t count = 0, i;

	if (s->file_count > LIMIT_ENTRIES)
		return fault(r, n, "lists too many files", NULL);
	for (i = 0; i < s->file_count; i++)
		arena_push_str(r->a, &paths, &count, s->files[i].path);
	if (count > 1)
		qsort(paths, count, sizeof(*paths), by_text);
	for (i = 1; i < count; i++)
		if (strcmp(paths[i], paths[i - 1]) == 0)
			return fault(r, n, "lists a file twice", paths[i]);
	return 0;
}

/* A reference that the schema's pattern let through must hold in full. */
static int
read_ref(struct reading *r, const xmlNode *n, const char *attr,
    bool (*ok)(const char *), const char **out)
{
	*out = xml_attr(r->a, n, attr);
	if (*out == NULL || ok(*out))
		return 0;
	return fault(r, n, "refers to what cannot be", *out);
}

static int
read_submission(struct reading *r, const xmlNode *n)
{
	struct pkg_submission *s;
	const xmlNode *c = NULL;

	s = arena_push(
	    r->a, &r->p->submissions, &r->p->submission_count, sizeof(*s));
	s->n = number(xml_attr(r->a, n, "id"));
	if (s->n == 0 || s->n > LIMIT_NUMBER)
		fault(r, n, "id wants a number from 1 to 99999", NULL);
	else if (package_number(&r->used, s->n))
		fault(r, n, "id used twice", NULL);
	sub_kind_parse(xml_attr(r->a, n, "kind"), &s->kind);
	victim_parse(xml_attr(r->a, n, "victim"), &s->victim);
	s->partial = yes(xml_attr(r->a, n, "partial"));
	s->answer = xml_attr(r->a, n, "answer") != NULL;
	/* No terms: preview, own SIGs, amber (contract, section 3). */
	s->consent = CONSENT_PREVIEW;
	s->scope = SCOPE_SIG;
	s->tlp = TLP_AMBER;
	read_time(r, n, "observed", &s->observed);
	read_ref(r, n, "request", valid_request, &s->request);
	while ((c = xml_child(n, c, NULL)) != NULL)
		read_part(r, c, s);
	if (check_files(r, n, s) == -1)
		return -1;
	if (s->title == NULL || *s->title == '\0')
		return fault(r, n, "title is empty", NULL);
	return 0;
}

/* Words were checked by the schema; no word is found. */
static void
read_result(struct reading *r, const xmlNode *n, struct pkg_sighting *s)
{
	const char *count = xml_attr(r->a, n, "count");
	const char *outcome = xml_attr(r->a, n, "outcome");
	enum sight_outcome v;

	sight_result_parse(xml_attr(r->a, n, "result"), &s->result);
	s->outcome = sight_outcome_parse(outcome, &v) ? (int)v : -1;
	if (count != NULL)
		s->count = strtoull(count, NULL, 10);
	else
		s->count = s->result != SIGHT_NOT_FOUND;
}

static int
read_sighting(struct reading *r, const xmlNode *n)
{
	struct pkg_sighting *s;
	const xmlNode *c = NULL;

	s = arena_push(
	    r->a, &r->p->sightings, &r->p->sighting_count, sizeof(*s));
	if (read_ref(r, n, "item", valid_item, &s->item) == -1 ||
	    read_ref(r, n, "request", valid_request, &s->request) == -1)
		return -1;
	read_result(r, n, s);
	s->first = xml_attr(r->a, n, "first");
	s->last = xml_attr(r->a, n, "last");
	if ((s->first != NULL && !valid_date(s->first)) ||
	    (s->last != NULL && !valid_date(s->last)) ||
	    (s->first != NULL && s->last != NULL &&
		strcmp(s->first, s->last) > 0))
		return fault(
		    r, n, "first and last want dates, in order", s->first);
	if (check_count(r, n, s->count, xml_attr(r->a, n, "count")) == -1)
		return -1;
	while ((c = xml_child(n, c, "with")) != NULL)
		*(unsigned *)arena_push(r->a, &s->with, &s->with_count,
		    sizeof(unsigned)) = number(xml_attr(r->a, c, "submission"));
	return package_sighting_agrees(s)
		   ? 0
		   : fault(r, n,
			 "count, outcome and with want something that was found",
			 sight_result_word(s->result));
}

/* The words of an attribute, ids of the roster. */
static int
read_ids(struct reading *r, const xmlNode *n, const char *name,
    const char ***list, size_t *count)
{
	const char *s = xml_attr(r->a, n, name), *id;
	size_t len;

	for (; s != NULL && *s != '\0'; s += len) {
		s += strspn(s, " \t\n\r");
		len = strcspn(s, " \t\n\r");
		if (len == 0)
			break;
		id = arena_strndup(r->a, s, len);
		if (!valid_id(id))
			return fault(r, n, name, id);
		if (*count == LIMIT_LIST)
			return fault(r, n, "names too many", NULL);
		arena_push_str(r->a, list, count, id);
	}
	return 0;
}

static int
read_consent(struct reading *r, const xmlNode *n)
{
	struct pkg_consent *c;

	c = arena_push(r->a, &r->p->consents, &r->p->consent_count, sizeof(*c));
	c->approve = strcmp(xml_attr(r->a, n, "decision"), "approve") == 0;
	if (!digest_parse(xml_attr(r->a, n, "preview"), &c->preview))
		return fault(r, n, "preview wants 64 hex digits", NULL);
	if (read_ids(r, n, "except", &c->except, &c->except_count) == -1)
		return -1;
	return read_ids(r, n, "whole", &c->whole, &c->whole_count);
}

static int
read_ack(struct reading *r, const xmlNode *n)
{
	struct pkg_ack *k;
	struct digest d;
	char *hex;

	k = arena_push(r->a, &r->p->acks, &r->p->ack_count, sizeof(*k));
	k->bundle = xml_attr(r->a, n, "bundle");
	k->hits = yes(xml_attr(r->a, n, "hits"));
	if (!valid_bundle(k->bundle))
		return fault(r, n, "bundle", k->bundle);
	if (xml_attr(r->a, n, "digest") == NULL)
		return 0;
	if (!digest_parse(xml_attr(r->a, n, "digest"), &d))
		return fault(r, n, "digest wants 64 hex digits", NULL);
	hex = arena_alloc(r->a, DIGEST_HEX);
	digest_hex(&d, hex);
	k->digest = hex;
	return 0;
}

static int
read_withdrawal(struct reading *r, const xmlNode *n)
{
	struct pkg_withdrawal *w;
	const xmlNode *c;

	w = arena_push(
	    r->a, &r->p->withdrawals, &r->p->withdrawal_count, sizeof(*w));
	if (read_ref(r, n, "package", valid_uuid, &w->package) == -1)
		return -1;
	w->submission = number(xml_attr(r->a, n, "submission"));
	w->quiet = yes(xml_attr(r->a, n, "quiet"));
	c = xml_child(n, NULL, "reason");
	return c == NULL ? 0 : read_text(r, c, &w->reason);
}

static int
read_step(struct reading *r, const xmlNode *n, struct pkg_ruling *u)
{
	struct pkg_step *s;

	s = arena_push(r->a, &u->steps, &u->step_count, sizeof(*s));
	step_parse(xml_attr(r->a, n, "kind"), &s->kind);
	if (read_ref(r, n, "submission", valid_submission, &s->submission) ==
	    -1)
		return -1;
	if (read_time(r, n, "at", &s->at) == -1)
		return -1;
	return read_text(r, n, &s->text);
}

static int
read_split(struct reading *r, const xmlNode *n, struct pkg_ruling *u)
{
	const char *v;

	if (read_ref(r, n, "submission", valid_submission, &v) == -1)
		return -1;
	arena_push_str(r->a, &u->split, &u->split_count, v);
	return 0;
}

static int
read_truehit(struct reading *r, const xmlNode *n, struct pkg_ruling *u)
{
	const xmlNode *c = NULL;
	struct pkg_fact *f;

	if (read_ref(r, n, "submission", valid_submission, &u->truehit) == -1)
		return -1;
	while ((c = xml_child(n, c, "fact")) != NULL) {
		f = arena_push(r->a, &u->facts, &u->fact_count, sizeof(*f));
		ind_type_parse(xml_attr(r->a, c, "type"), &f->type);
		if (read_text(r, c, &f->value) == -1)
			return -1;
		if (*f->value == '\0')
			return fault(r, c, "is empty", NULL);
	}
	return 0;
}

/* It stands as a row of a table that everybody reads. */
static int
read_topic(struct reading *r, const xmlNode *n, struct pkg_ruling *u)
{
	if (read_text(r, n, &u->topic) == -1)
		return -1;
	return *u->topic == '\0' ? fault(r, n, "is empty", NULL) : 0;
}

static int
read_outline(struct reading *r, const xmlNode *n, struct pkg_ruling *u)
{
	if (read_text(r, n, &u->outline) == -1)
		return -1;
	return *u->outline == '\0' ? fault(r, n, "is empty", NULL) : 0;
}

/* One without a name takes the case out of the campaign that it was in. */
static int
read_campaign(struct reading *r, const xmlNode *n, struct pkg_ruling *u)
{
	const char *from = xml_attr(r->a, n, "from");
	const char *until = xml_attr(r->a, n, "until");

	if (from != NULL && until != NULL && strcmp(from, until) > 0)
		return fault(r, n, "ends before it begins", NULL);
	u->campaign_years = arena_printf(r->a, "%s-%s",
	    from == NULL ? "" : from, until == NULL ? "" : until);
	return read_text(r, n, &u->campaign);
}

static int
read_technique(struct reading *r, const xmlNode *n, struct pkg_ruling *u)
{
	const char *word = NULL;

	if (read_text(r, n, &word) == -1)
		return -1;
	if (!valid_technique(word))
		return fault(r, n, "technique", word);
	arena_push_str(r->a, &u->techniques, &u->technique_count, word);
	return 0;
}

static int
read_answer(struct reading *r, const xmlNode *n, struct pkg_ruling *u)
{
	if (read_text(r, n, &u->answer) == -1)
		return -1;
	return *u->answer == '\0' ? fault(r, n, "is empty", NULL) : 0;
}

static int
read_ruling_part(struct reading *r, const xmlNode *n, struct pkg_ruling *u)
{
	const char *name = (const char *)n->name;
	const xmlNode *c = NULL;

	if (strcmp(name, "title") == 0)
		return read_text(r, n, &u->title);
	if (strcmp(name, "analysis") == 0)
		return read_text(r, n, &u->analysis);
	if (strcmp(name, "countermeasure") == 0)
		return read_text(r, n, &u->countermeasure);
	if (strcmp(name, "topic") == 0)
		return read_topic(r, n, u);
	if (strcmp(name, "outline") == 0)
		return read_outline(r, n, u);
	if (strcmp(name, "campaign") == 0)
		return read_campaign(r, n, u);
	if (strcmp(name, "technique") == 0)
		return read_technique(r, n, u);
	if (strcmp(name, "reason") == 0)
		return read_text(r, n, &u->reason);
	if (strcmp(name, "answer") == 0)
		return read_answer(r, n, u);
	if (strcmp(name, "redact") == 0)
		return push_text(r, n, &u->redact, &u->redact_count);
	if (strcmp(name, "merge") == 0)
		return read_ref(r, n, "into", valid_case, &u->merge_into);
	if (strcmp(name, "truehit") == 0)
		return read_truehit(r, n, u);
	if (strcmp(name, "split") == 0)
		return read_split(r, n, u);
	else
		while ((c = xml_child(n, c, "step")) != NULL)
			read_step(r, c, u);
	return 0;
}

static int
read_readers(struct reading *r, const xmlNode *n, struct pkg_ruling *u)
{
	const char *s = xml_attr(r->a, n, "for");

	if (s != NULL && strcmp(s, "all") == 0) {
		u->for_all = true;
		return 0;
	}
	return read_ids(r, n, "for", &u->readers, &u->reader_count);
}

static int
read_ruling(struct reading *r, const xmlNode *n)
{
	struct pkg_ruling *u;
	const xmlNode *c = NULL;
	const char *class;
	enum class v;

	u = arena_push(r->a, &r->p->rulings, &r->p->ruling_count, sizeof(*u));
	if (read_ref(r, n, "case", valid_case, &u->case_id) == -1 ||
	    read_ref(r, n, "item", valid_item, &u->item) == -1 ||
	    read_ref(r, n, "submission", valid_submission, &u->submission) ==
		-1 ||
	    read_readers(r, n, u) == -1)
		return -1;
	if (!package_names_one(u))
		return fault(r, n, "wants one of case, item, submission", NULL);
	u->as_of = xml_attr(r->a, n, "as-of");
	class = xml_attr(r->a, n, "class");
	u->class = class_parse(class, &v) ? (int)v : -1;
	u->grounds = xml_attr(r->a, n, "grounds");
	u->grave = maybe(xml_attr(r->a, n, "grave"));
	u->release = maybe(xml_attr(r->a, n, "release"));
	u->retract = maybe(xml_attr(r->a, n, "retract"));
	u->quiet = yes(xml_attr(r->a, n, "quiet"));
	if (!package_quiet_retracts(u))
		return fault(r, n, "quiet wants retract = yes", NULL);
	u->harmless = maybe(xml_attr(r->a, n, "harmless"));
	if (!package_harmless_agrees(u))
		return fault(r, n,
		    "harmless=\"yes\" does not go with release or grave", NULL);
	while ((c = xml_child(n, c, NULL)) != NULL)
		read_ruling_part(r, c, u);
	if (!package_answers_one(u))
		return fault(r, n, "an answer goes with submission", NULL);
	return package_truehit_alone(u)
		   ? 0
		   : fault(r, n, "truehit stands alone, in a ruling on a case",
			 NULL);
}

static int
read_request(struct reading *r, const xmlNode *n)
{
	struct pkg_request *q;

	q = arena_push(r->a, &r->p->requests, &r->p->request_count, sizeof(*q));
	if (read_ref(r, n, "closes", valid_request, &q->closes) == -1 ||
	    read_ref(r, n, "audience", valid_id, &q->audience) == -1 ||
	    read_ref(r, n, "item", valid_item, &q->item) == -1 ||
	    read_ref(r, n, "submission", valid_submission, &q->submission) ==
		-1 ||
	    read_ref(r, n, "until", valid_date, &q->until) == -1 ||
	    read_text(r, n, &q->text) == -1)
		return -1;
	if (*q->text == '\0')
		q->text = NULL;
	return package_request_agrees(q)
		   ? 0
		   : fault(r, n,
			 "wants audience (with or without an item) or submission, until and a text; or closes and nothing else",
			 NULL);
}

static int
read_confirm(struct reading *r, const xmlNode *n)
{
	struct pkg_confirm *c;
	const char *chapter;

	c = arena_push(r->a, &r->p->confirms, &r->p->confirm_count, sizeof(*c));
	c->approve = strcmp(xml_attr(r->a, n, "decision"), "approve") == 0;
	c->has_bytes = digest_parse(xml_attr(r->a, n, "bytes"), &c->bytes);
	if (read_ref(r, n, "ruling", valid_submission, &c->ruling) == -1)
		return -1;
	if (read_ref(r, n, "chapter", valid_submission, &chapter) == -1)
		return -1;
	if (chapter != NULL)
		c->ruling = arena_printf(r->a, "chapter/%s", chapter);
	return c->ruling != NULL
		   ? 0
		   : read_ref(r, n, "request", valid_request, &c->ruling);
}

/* Comments and processing instructions are not part of what is said. */
static void
drop_asides(xmlNodePtr n)
{
	xmlNodePtr c, next;

	for (c = n->children; c != NULL; c = next) {
		next = c->next;
		if (c->type == XML_COMMENT_NODE || c->type == XML_PI_NODE) {
			xmlUnlinkNode(c);
			xmlFreeNode(c);
		} else if (c->type == XML_ELEMENT_NODE)
			drop_asides(c);
	}
}

static int
read_chapter(struct reading *r, const xmlNode *n)
{
	struct pkg_chapter *c;
	xmlBufferPtr b;
	xmlNodePtr copy;

	c = arena_push(r->a, &r->p->chapters, &r->p->chapter_count, sizeof(*c));
	c->period = xml_attr(r->a, n, "period");
	c->after = xml_attr(r->a, n, "after");
	b = xmlBufferCreate();
	/* The namespace stands on the root; a copy carries its own. */
	copy = xmlDocCopyNode((xmlNode *)n, n->doc, 1);
	drop_asides(copy);
	xmlNodeDump(b, n->doc, copy, 0, 0);
	xmlFreeNode(copy);
	c->xml = arena_strdup(r->a, (const char *)xmlBufferContent(b));
	xmlBufferFree(b);
	chapterfile_read(r->a, c, n, &r->faults);
	return 0;
}

static const struct {
	const char *name;
	int (*read)(struct reading *r, const xmlNode *n);
} readers[] = {
	{ "submission", read_submission },
	{ "sighting", read_sighting },
	{ "consent", read_consent },
	{ "ack", read_ack },
	{ "withdrawal", read_withdrawal },
	{ "ruling", read_ruling },
	{ "request", read_request },
	{ "confirm", read_confirm },
	{ "chapter", read_chapter },
};

static void
check_whole(struct reading *r, const xmlNode *root)
{
	const struct package *p = r->p;
	size_t i, k;

	for (i = 0; i < p->sighting_count; i++)
		for (k = 0; k < p->sightings[i].with_count; k++)
			if (!package_has_number(
				&r->used, p->sightings[i].with[k]))
				fault(r, root,
				    "sighting: with names no submission", NULL);
}

void
package_setup(void)
{
	xml_setup_one(XML_PACKAGE);
}

static void
read_part_of_root(struct reading *r, const xmlNode *n)
{
	size_t i;

	for (i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
		if (strcmp((const char *)n->name, readers[i].name) == 0)
			readers[i].read(r, n);
}

static void
read_root(struct reading *r, const xmlNode *root)
{
	const xmlNode *c = NULL;

	r->p->id = xml_attr(r->a, root, "id");
	r->p->from = xml_attr(r->a, root, "from");
	r->p->to = roster_fingerprint(r->a, xml_attr(r->a, root, "to"));
	if (r->p->to == NULL)
		fault(r, root, "to wants the hub's fingerprint, 40 hex digits",
		    xml_attr(r->a, root, "to"));
	read_time(r, root, "created", &r->p->created);
	while ((c = xml_child(root, c, NULL)) != NULL)
		read_part_of_root(r, c);
	if (r->faults.count == 0)
		check_whole(r, root);
}

static void
look_at_days(struct reading *r, const xmlNode *n)
{
	const char *first = xml_attr(r->a, n, "first");
	const char *last = xml_attr(r->a, n, "last");

	/* What is no day, the schema has told. */
	if (first != NULL && last != NULL && valid_date(first) &&
	    valid_date(last))
		check_days(r, n, first, last);
}

static void
look_at_terms(struct reading *r, const xmlNode *n)
{
	struct pkg_submission spare = { .tlp = TLP_AMBER };

	if (tlp_parse(xml_attr(r->a, n, "tlp"), &spare.tlp) ||
	    xml_attr(r->a, n, "tlp") == NULL)
		read_share(r, n, &spare);
}

static void
look_at_part(struct reading *r, const xmlNode *n, struct pkg_submission *spare)
{
	const char *name = (const char *)n->name, *value;
	enum ind_type t;

	if (strcmp(name, "indicator") == 0) {
		if (ind_type_parse(xml_attr(r->a, n, "type"), &t))
			read_indicator(r, n, spare);
	} else if (strcmp(name, "observation") == 0) {
		value = xml_attr(r->a, n, "address");
		if (value != NULL)
			address_of(r, n, value);
		look_at_days(r, n);
	} else if (strcmp(name, "file") == 0) {
		value = xml_attr(r->a, n, "path");
		if (value != NULL)
			check_path(r, n, value);
	} else if (strcmp(name, "share") == 0)
		look_at_terms(r, n);
}

/* What does not follow the schema is not read; what can be looked at is all
 * the same, for all that is wrong is told at once. */
static void
look_at_values(struct reading *r, const xmlNode *root)
{
	const xmlNode *s = NULL, *part;
	struct pkg_submission spare;
	unsigned id;

	while ((s = xml_child(root, s, "submission")) != NULL) {
		memset(&spare, 0, sizeof(spare));
		id = number(xml_attr(r->a, s, "id"));
		if (id > 0 && id <= LIMIT_NUMBER &&
		    package_number(&r->used, id))
			fault(r, s, "id used twice", NULL);
		for (part = NULL; (part = xml_child(s, part, NULL)) != NULL;)
			look_at_part(r, part, &spare);
	}
}

/* All that keeps it from the schema; words of libxml2's where its own say
 * nothing of it. */
static void
note_schema(struct reading *r, xmlDocPtr doc, const char *err)
{
	const xmlNode *root = xmlDocGetRootElement(doc);

	xml_faults_of(&r->faults, xml_schema_doc(XML_PACKAGE), doc);
	if (r->faults.count == 0)
		xml_fault_add(&r->faults, root, "%s", err);
	look_at_values(r, root);
}

static int
refuse_faults(struct reading *r, struct refusal *why)
{
	size_t words = package_sensitive(r->p);

	if (r->faults.count > 0)
		return refuse_all(
		    why, REASON_BAD_MANIFEST, xml_faults_text(&r->faults));
	if (r->p->submission_count > LIMIT_SUBMISSIONS)
		return refuse(why, REASON_TOO_MANY,
		    "%zu submissions; at most %d", r->p->submission_count,
		    LIMIT_SUBMISSIONS);
	if (words > LIMIT_SENSITIVE)
		return refuse(why, REASON_TOO_MANY,
		    "%zu bytes of sensitive words; at most %u", words,
		    LIMIT_SENSITIVE);
	return 0;
}

struct package *
package_parse(struct arena *a, const void *xml, size_t len, struct refusal *why)
{
	struct reading r = { .a = a, .faults = { .a = a } };
	xmlDocPtr doc;
	char err[400];

	doc = xml_open(xml, len, err, sizeof(err));
	if (doc == NULL) {
		refuse(why, REASON_BAD_MANIFEST, "%s", err);
		return NULL;
	}
	r.p = arena_alloc(a, sizeof(*r.p));
	digest_of(xml, len, &r.p->manifest);
	if (xml_follows(XML_PACKAGE, doc, err, sizeof(err)))
		read_root(&r, xmlDocGetRootElement(doc));
	else
		note_schema(&r, doc, err);
	xmlFreeDoc(doc);
	return refuse_faults(&r, why) == -1 ? NULL : r.p;
}

bool
package_number(struct package_numbers *u, unsigned n)
{
	bool had = package_has_number(u, n);

	if (n <= LIMIT_NUMBER)
		u->bits[n / 8] |= (unsigned char)(1 << n % 8);
	return had;
}

bool
package_has_number(const struct package_numbers *u, unsigned n)
{
	return n <= LIMIT_NUMBER && (u->bits[n / 8] >> n % 8 & 1) != 0;
}

size_t
package_sensitive(const struct package *p)
{
	size_t i, k, bytes = 0;

	for (i = 0; i < p->submission_count; i++)
		for (k = 0; k < p->submissions[i].sensitive_count; k++)
			bytes += strlen(p->submissions[i].sensitive[k]);
	return bytes;
}

bool
package_may_publish(const struct pkg_submission *s)
{
	return !s->publish || s->tlp == TLP_CLEAR || s->tlp == TLP_GREEN;
}

bool
package_sighting_agrees(const struct pkg_sighting *s)
{
	if (s->result == SIGHT_NOT_FOUND)
		return s->count == 0 && s->outcome == -1 && s->with_count == 0;
	return s->count > 0;
}

bool
package_request_agrees(const struct pkg_request *q)
{
	if (q->closes != NULL)
		return q->audience == NULL && q->item == NULL &&
		       q->submission == NULL && q->until == NULL &&
		       q->text == NULL;
	return (q->audience != NULL) != (q->submission != NULL) &&
	       (q->item == NULL || q->audience != NULL) && q->until != NULL &&
	       q->text != NULL;
}

bool
package_names_one(const struct pkg_ruling *r)
{
	return (r->case_id != NULL) + (r->item != NULL) +
		   (r->submission != NULL) ==
	       1;
}

bool
package_quiet_retracts(const struct pkg_ruling *r)
{
	return !r->quiet || r->retract == 1;
}

bool
package_answers_one(const struct pkg_ruling *r)
{
	return r->answer == NULL || r->submission != NULL;
}

bool
package_harmless_agrees(const struct pkg_ruling *r)
{
	return r->harmless != 1 || (r->release != 1 && r->grave != 1);
}

bool
package_truehit_alone(const struct pkg_ruling *r)
{
	return r->truehit == NULL ||
	       (r->case_id != NULL && r->class == -1 && r->grounds == NULL &&
		   r->grave == -1 && r->release == -1 && r->retract == -1 &&
		   r->harmless == -1 && r->title == NULL &&
		   r->analysis == NULL && r->countermeasure == NULL &&
		   r->topic == NULL && r->outline == NULL &&
		   r->campaign == NULL && r->technique_count == 0 &&
		   r->redact_count == 0 && r->merge_into == NULL &&
		   r->split_count == 0 && r->step_count == 0);
}
