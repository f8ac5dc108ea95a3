#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/apart/crypt.h"
#include "batch/intake/identity.h"
#include "batch/intake/validate.h"
#include "batch/night/arrival.h"
#include "batch/night/lines.h"
#include "batch/night/night.h"
#include "batch/store/chapter.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/request.h"
#include "batch/store/ruling.h"
#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"
#include "formats/package/package.h"
#include "formats/package/packagewords.h"

static bool
exists(struct night *n, enum sql_id id, const char *key)
{
	return db_one(n->hub->db, id, 0, "t", key) != 0;
}

/* The member behind a preview or submission; NULL where there is none. */
static const char *
owner(struct night *n, struct arrival *a, enum sql_id id, const char *key)
{
	struct stmt *s;
	const char *m = NULL;

	s = db_query(n->hub->db, id, "t", key);
	if (db_row(s)) {
		m = db_textdup(s, 0, a->arena);
		db_end(s);
	}
	return m;
}

static int
unknown(struct arrival *a, const char *what, const char *ref)
{
	return refuse(&a->why, REASON_UNKNOWN_REFERENCE,
	    "%s %s is not known here", what, ref);
}

/* Same id and same manifest: the package once more, whatever its wrapping.
 * Same id, other content: an id used twice. */
static int
check_identity(struct night *n, struct arrival *a)
{
	struct stmt *s;
	char manifest[DIGEST_HEX];
	int rc = 0;

	digest_hex(&a->package->manifest, manifest);
	s = db_query(
	    n->hub->db, SQL_PACKAGE_CALLED, "tt", a->package->id, a->member);
	if (!db_row(s)) {
		identity_take(n, a);
		return 0;
	}
	if (strcmp(db_text(s, 1), manifest) == 0)
		a->state = PACKAGE_DUPLICATE;
	else
		rc = refuse(&a->why, REASON_REPLAY,
		    "package id %s was used before, for other content",
		    a->package->id);
	db_end(s);
	return rc;
}

static int
check_sender(struct night *n, struct arrival *a)
{
	const struct package *p = a->package;

	if (strcmp(p->to, crypt_hub_key(n->crypt)) != 0)
		return refuse(&a->why, REASON_WRONG_HUB,
		    "manifest: to names key %s; this hub's key is %s", p->to,
		    crypt_hub_key(n->crypt));
	if (strcmp(p->from, a->member) != 0)
		return refuse(&a->why, REASON_SIGNER_MISMATCH,
		    "manifest: from says %s; the signature is another's",
		    p->from);
	return 0;
}

/* An old text under a new signature, or one kept back for later: the order of
 * words goes by signatures, and each belongs to its manifest. */
static int
check_window(struct night *n, struct arrival *a)
{
	const struct settings *s = &n->hub->settings;
	int64_t early = (int64_t)s->signed_early * 3600;
	int64_t late = (int64_t)s->signed_late * 86400;
	int64_t after = a->signed_at - a->package->created;

	if (after >= -early && after <= late)
		return 0;
	return refuse(&a->why, REASON_SIGNATURE_TIME,
	    "signed %lld hours %s the manifest's created; at most %u hours before or %u days after it",
	    (long long)((after < 0 ? -after : after) / 3600),
	    after < 0 ? "before" : "after", s->signed_early, s->signed_late);
}

/* Who may say what (contract, section 3). */
static int
check_role(struct night *n, struct arrival *a)
{
	const struct package *p = a->package;
	const size_t held[SENDS] = { [SENDS_SUBMISSION] = p->submission_count,
		[SENDS_SIGHTING] = p->sighting_count,
		[SENDS_CONSENT] = p->consent_count,
		[SENDS_WITHDRAWAL] = p->withdrawal_count,
		[SENDS_ACK] = p->ack_count,
		[SENDS_RULING] = p->ruling_count,
		[SENDS_REQUEST] = p->request_count,
		[SENDS_CONFIRM] = p->confirm_count,
		[SENDS_CHAPTER] = p->chapter_count };
	struct sender sender;
	enum sends what;

	if (!sender_find(n->hub->roster, a->member, &sender))
		return refuse(&a->why, REASON_NOT_ACTIVE,
		    "the sender is not in the roster");
	for (what = 0; what < SENDS; what++)
		if (held[what] > 0 && !sender_may(sender.role, what))
			return refuse(&a->why, REASON_NOT_ALLOWED,
			    "%s: the role %s sends none", sends_word(what),
			    sender_word(sender.role));
	return 0;
}

/* A reader that is misspelt would not be left out. */
static int
check_readers(struct night *n, struct arrival *a, const char *what,
    const char **list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (roster_audience(n->hub->roster, list[i]) == NULL)
			return unknown(a, what, list[i]);
	return 0;
}

static int
check_ruling(struct night *n, struct arrival *a, const struct pkg_ruling *r)
{
	size_t i;

	if (r->case_id != NULL && !exists(n, SQL_CASE_EXISTS, r->case_id))
		return unknown(a, "ruling: case", r->case_id);
	if (r->item != NULL && !exists(n, SQL_ITEM_EXISTS, r->item))
		return unknown(a, "ruling: item", r->item);
	if (r->submission != NULL &&
	    owner(n, a, SQL_SUBMISSION_MEMBER, r->submission) == NULL)
		return unknown(a, "ruling: submission", r->submission);
	if (r->answer != NULL &&
	    db_one(n->hub->db, SQL_SUBMISSION_ASKS, 0, "t", r->submission) == 0)
		return refuse(&a->why, REASON_NOT_ALLOWED,
		    "answer: submission %s asked for none", r->submission);
	if (r->as_of != NULL && !exists(n, SQL_RUN_EXISTS, r->as_of))
		return unknown(a, "ruling: as-of", r->as_of);
	if (check_readers(n, a, "ruling: for", r->readers, r->reader_count) ==
	    -1)
		return -1;
	if (r->merge_into != NULL && !exists(n, SQL_CASE_EXISTS, r->merge_into))
		return unknown(a, "merge: case", r->merge_into);
	for (i = 0; i < r->split_count; i++)
		if (owner(n, a, SQL_SUBMISSION_MEMBER, r->split[i]) == NULL)
			return unknown(a, "split: submission", r->split[i]);
	for (i = 0; i < r->fact_count; i++)
		if (db_one(n->hub->db, SQL_TRUEHIT_GIVEN, 0, "ttt", r->truehit,
			ind_type_word(r->facts[i].type),
			r->facts[i].value) == 0)
			return unknown(a, "truehit: fact", r->facts[i].value);
	for (i = 0; i < r->step_count; i++)
		if (r->steps[i].submission != NULL &&
		    owner(n, a, SQL_SUBMISSION_MEMBER,
			r->steps[i].submission) == NULL)
			return unknown(
			    a, "step: submission", r->steps[i].submission);
	return 0;
}

/* A true hit is confirmed by what would leave as it stands, nothing else. */
static int
check_bytes(struct night *n, struct arrival *a, const struct pkg_confirm *c)
{
	const char *id, *bytes = NULL;
	bool truehit = false;
	char seen[DIGEST_HEX];
	struct stmt *s;
	int64_t number;

	number = ruling_number(a->arena, c->ruling, &id);
	s = db_query(n->hub->db, SQL_TRUEHIT_OF_RULING, "ti", id, number);
	if (db_row(s)) {
		truehit = true;
		bytes = db_textdup(s, 2, a->arena);
		db_end(s);
	}
	if (truehit != c->has_bytes)
		return refuse(&a->why, REASON_BAD_MANIFEST,
		    "confirm: bytes go with a truehit that stands, and only with one: ruling %s",
		    c->ruling);
	digest_hex(&c->bytes, seen);
	if (truehit && (bytes == NULL || strcmp(bytes, seen) != 0))
		return unknown(a, "confirm: bytes", seen);
	return 0;
}

/* Nobody confirms his own ruling or request, under whichever of his keys. */
static int
check_confirm(struct night *n, struct arrival *a, const struct pkg_confirm *c)
{
	bool request = valid_request(c->ruling);
	bool chapter = valid_chapter(c->ruling);
	const char *by;

	if (chapter)
		by = chapter_analyst(n->hub->db, a->arena, c->ruling);
	else if (request)
		by = request_analyst(n->hub->db, a->arena, c->ruling);
	else
		by = ruling_analyst(n->hub->db, a->arena, c->ruling);
	if (by == NULL)
		return unknown(a, "confirm:", c->ruling);
	if ((request || chapter) && c->has_bytes)
		return refuse(&a->why, REASON_BAD_MANIFEST,
		    "confirm: %s has no bytes", c->ruling);
	if (!request && !chapter && check_bytes(n, a, c) == -1)
		return -1;
	if (c->approve && strcmp(by, a->member) == 0)
		return refuse(&a->why, REASON_NOT_ALLOWED,
		    "%s is the sender's own: another analyst confirms it",
		    c->ruling);
	return 0;
}

static int
check_withdrawal(
    struct night *n, struct arrival *a, const struct pkg_withdrawal *w)
{
	const char *id = identity_of(n, a->arena, a->member, w->package), *sub;

	if (id == NULL)
		return unknown(a,
		    w->submission != 0 ? "withdrawal: submission of"
				       : "withdrawal: package",
		    w->package);
	if (w->submission == 0)
		return 0;
	sub = arena_printf(a->arena, "%s/%u", id, w->submission);
	return owner(n, a, SQL_SUBMISSION_MEMBER, sub) != NULL
		   ? 0
		   : unknown(a, "withdrawal: submission of", w->package);
}

/* Whether the sender reads, or read, for an audience.  What it never got and
 * what there never was answer alike. */
static bool
reads(struct night *n, const struct arrival *a, const char *audience)
{
	const struct roster_member *m;
	size_t i;

	m = roster_member(n->hub->roster, a->member);
	if (m == NULL)
		return strcmp(audience, a->member) == 0;
	for (i = 0; i < m->in_count; i++)
		if (strcmp(m->ins[i].audience, audience) == 0)
			return true;
	return false;
}

static bool
was_told(struct night *n, struct arrival *a, const char *item)
{
	const char **list = NULL;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(n->hub->db, SQL_ITEM_AUDIENCES, "t", item);
	while (db_row(s))
		arena_push_str(
		    a->arena, &list, &count, db_textdup(s, 0, a->arena));
	for (i = 0; i < count; i++)
		if (reads(n, a, list[i]))
			return true;
	return false;
}

/* What an answer says to answer.  Told to others, or not yet, or never made:
 * all answer alike. */
static int
check_asked(struct night *n, struct arrival *a, const char *request)
{
	const char *audience, *member = NULL;
	struct request q;
	bool asked;

	if (request == NULL)
		return 0;
	asked = request_load(n->hub->db, a->arena, request, &q);
	audience = asked ? q.audience : NULL;
	if (audience != NULL)
		asked = q.told && reads(n, a, audience);
	else if (asked) {
		member = owner(n, a, SQL_SUBMISSION_MEMBER, q.submission);
		asked = member != NULL && strcmp(member, a->member) == 0;
	}
	return asked ? 0 : unknown(a, "request", request);
}

/* An item that its audience never had would be told by asking for it. */
static int
check_request(struct night *n, struct arrival *a, const struct pkg_request *q)
{
	if (q->closes != NULL)
		return request_analyst(n->hub->db, a->arena, q->closes) != NULL
			   ? 0
			   : unknown(a, "request: closes", q->closes);
	if (q->submission != NULL)
		return owner(n, a, SQL_SUBMISSION_MEMBER, q->submission) != NULL
			   ? 0
			   : unknown(a, "request: submission", q->submission);
	if (roster_audience(n->hub->roster, q->audience) == NULL)
		return unknown(a, "request: audience", q->audience);
	if (q->item != NULL && db_one(n->hub->db, SQL_ITEM_HAD_BY, 0, "tt",
				   q->item, q->audience) == 0)
		return unknown(a, "request: item", q->item);
	return 0;
}

static int
check_ack(struct night *n, struct arrival *a, const struct pkg_ack *k)
{
	const char *dash, *audience;
	int64_t sequence;

	dash = strrchr(k->bundle, '-');
	sequence = strtoll(dash + 1, NULL, 10);
	audience =
	    arena_strndup(a->arena, k->bundle, (size_t)(dash - k->bundle));
	if (!reads(n, a, audience))
		return unknown(a, "ack: bundle", k->bundle);
	/* Perhaps of a line that is over: taken, and what is counts for
	 * nothing. */
	if (!lines_behind(n, audience, sequence) &&
	    db_one(n->hub->db, SQL_BUNDLE_EXISTS, 0, "tit", audience, sequence,
		k->digest) == 0)
		return unknown(a, "ack: bundle", k->bundle);
	return 0;
}

static int
check_consent(struct night *n, struct arrival *a, const struct pkg_consent *c)
{
	char preview[DIGEST_HEX];
	const char *m;

	digest_hex(&c->preview, preview);
	m = owner(n, a, SQL_PREVIEW_MEMBER, preview);
	if (m == NULL || strcmp(m, a->member) != 0)
		return unknown(a, "consent: preview", preview);
	if (check_readers(
		n, a, "consent: except", c->except, c->except_count) == -1)
		return -1;
	return check_readers(n, a, "consent: whole", c->whole, c->whole_count);
}

/* A chapter whose place is misspelt would stand where nobody looks for it. */
static int
check_chapter(struct arrival *a, const struct pkg_chapter *c)
{
	enum chapter_place place;
	const char *list = "";

	if (c->after == NULL || chapter_place_parse(c->after, &place))
		return 0;
	for (place = 0; place < PLACES; place++)
		list = arena_printf(
		    a->arena, "%s %s", list, chapter_place_word(place));
	return refuse(&a->why, REASON_UNKNOWN_REFERENCE,
	    "chapter: after %s is not known here; there are:%s", c->after,
	    list);
}

static int
check_references(struct night *n, struct arrival *a)
{
	const struct package *p = a->package;
	size_t i;

	for (i = 0; i < p->submission_count; i++)
		if (check_asked(n, a, p->submissions[i].request) == -1)
			return -1;
	for (i = 0; i < p->sighting_count; i++) {
		if (!was_told(n, a, p->sightings[i].item))
			return unknown(
			    a, "sighting: item", p->sightings[i].item);
		if (check_asked(n, a, p->sightings[i].request) == -1)
			return -1;
	}
	for (i = 0; i < p->consent_count; i++)
		if (check_consent(n, a, &p->consents[i]) == -1)
			return -1;
	for (i = 0; i < p->withdrawal_count; i++)
		if (check_withdrawal(n, a, &p->withdrawals[i]) == -1)
			return -1;
	for (i = 0; i < p->ack_count; i++)
		if (check_ack(n, a, &p->acks[i]) == -1)
			return -1;
	for (i = 0; i < p->ruling_count; i++)
		if (check_ruling(n, a, &p->rulings[i]) == -1)
			return -1;
	for (i = 0; i < p->request_count; i++)
		if (check_request(n, a, &p->requests[i]) == -1)
			return -1;
	for (i = 0; i < p->confirm_count; i++)
		if (check_confirm(n, a, &p->confirms[i]) == -1)
			return -1;
	for (i = 0; i < p->chapter_count; i++)
		if (check_chapter(a, &p->chapters[i]) == -1)
			return -1;
	return 0;
}

/* What is wrong with the readers that a manifest names, all of it. */
struct misnamed {
	struct night *n;
	struct arrival *a;
	struct sender sender;
	struct buf text;
};

static bool
may_name(const struct misnamed *m, bool agency, const char *id)
{
	const struct roster *r = m->n->hub->roster;
	const struct roster_audience *to = roster_audience(r, id);

	if (!agency)
		return sender_may_choose(r, &m->sender, id, m->n->day);
	return to != NULL && to->kind == AUDIENCE_AGENCY;
}

/* Agencies; or the SIGs that the sender takes part in, from outside all. */
static const char *
choice(const struct misnamed *m, bool agency)
{
	const struct roster *r = m->n->hub->roster;
	const char *list = "", *id;
	size_t i;

	for (i = 0; i < r->audience_count; i++) {
		id = r->audiences[i].id;
		if (may_name(m, agency, id))
			list = arena_printf(m->a->arena, "%s%s%s", list,
			    *list == '\0' ? "" : ", ", id);
	}
	return *list == '\0' ? "-" : list;
}

static void
check_name(struct misnamed *m, unsigned line, bool agency, const char *id)
{
	if (id == NULL || may_name(m, agency, id))
		return;
	if (m->text.len > LIMIT_FAULTS_TEXT)
		return;
	buf_printf(&m->text,
	    "%sline %u: share: %s wants one of these (%s), seen %s",
	    m->text.len == 0 ? "" : "; ", line, agency ? "agency" : "sig",
	    choice(m, agency), id);
}

/* One that is misspelt, or that the sender takes no part in, would get
 * nothing, and nobody would hear of it. */
static int
check_share(struct night *n, struct arrival *a)
{
	struct misnamed m = { .n = n, .a = a };
	const struct pkg_submission *s;
	size_t i, k;
	int rc = 0;

	sender_find(n->hub->roster, a->member, &m.sender);
	for (i = 0; i < a->package->submission_count; i++) {
		s = &a->package->submissions[i];
		check_name(&m, s->share_line, false, s->sig);
		for (k = 0; k < s->agency_count; k++)
			check_name(
			    &m, s->agencies[k].line, true, s->agencies[k].id);
	}
	if (m.text.len > 0)
		rc = refuse_all(&a->why, REASON_BAD_MANIFEST, buf_str(&m.text));
	buf_free(&m.text);
	return rc;
}

int
validate(struct night *n, struct arrival *a)
{
	identity_reset(a);
	a->package_id = arena_strdup(n->arena, a->package->id);
	a->state = PACKAGE_ACCEPTED;
	if (check_sender(n, a) == -1 || check_identity(n, a) == -1)
		return -1;
	if (a->state == PACKAGE_DUPLICATE)
		return 0;
	if (check_window(n, a) == -1 || check_role(n, a) == -1 ||
	    check_share(n, a) == -1)
		return -1;
	return check_references(n, a);
}
