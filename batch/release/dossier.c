#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "batch/cases/feature.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/release/dossier.h"
#include "batch/release/ownwords.h"
#include "batch/release/seen.h"
#include "batch/release/truefact.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/indicators/unique.h"

static void
text_digest(struct dossier *d)
{
	struct digest_run *r;
	struct digest out;
	const char *texts[] = { class_word(d->class), d->title, d->analysis,
		d->countermeasure };
	size_t i;

	r = digest_begin();
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (texts[i] != NULL)
			digest_add(r, texts[i], strlen(texts[i]) + 1);
		else
			digest_add(r, "\1", 1);
	digest_end(r, &out);
	digest_hex(&out, d->text);
}

/* A preview answers for exact bytes: those facts under those texts. */
static void
consult_previews(struct night *n, struct dossier *d, struct dossier_part *p)
{
	struct stmt *s;
	const char *decision;
	bool approved_before = false;

	s = db_query(n->hub->db, SQL_PREVIEW_STATE, "t", p->id);
	while (db_row(s)) {
		decision = db_text(s, 2);
		if (decision == NULL)
			continue;
		if (strcmp(decision, "refuse") == 0)
			p->refused = true;
		else if (strcmp(db_text(s, 1), d->text) == 0)
			p->agreed = true;
		else
			approved_before = true;
	}
	if (p->refused)
		p->agreed = false;
	/* Its facts are out already; new texts around them wait for it. */
	if (!p->agreed && !p->refused && approved_before &&
	    db_one(n->hub->db, SQL_PROVENANCE_HAS, 0, "t", p->id) != 0)
		d->held = true;
}

static void
load_parts(struct night *n, struct dossier *d)
{
	struct dossier_part *p;
	struct stmt *s;
	size_t i;

	s = db_query(n->hub->db, SQL_CASE_SUBMISSIONS, "t", d->id);
	while (db_row(s)) {
		p = arena_push(n->arena, &d->parts, &d->part_count, sizeof(*p));
		p->id = db_textdup(s, 0, n->arena);
		p->member = db_textdup(s, 1, n->arena);
		p->own = db_int(s, 2) != 0;
		p->title = db_textdup(s, 3, n->arena);
		/* A word that we do not know lets nothing out. */
		if (!consent_parse(db_text(s, 4), &p->consent))
			p->consent = CONSENT_NONE;
		if (!scope_parse(db_text(s, 5), &p->scope))
			p->scope = SCOPE_SIG;
		if (!tlp_parse(db_text(s, 6), &p->tlp))
			p->tlp = TLP_RED;
		p->day = db_textdup(s, 7, n->arena);
		p->withdrawn = !db_null(s, 8);
		p->agreed = p->consent == CONSENT_GIVEN;
	}
	for (i = 0; i < d->part_count; i++) {
		if (d->parts[i].consent == CONSENT_PREVIEW)
			consult_previews(n, d, &d->parts[i]);
		d->parts[i].truehit = truehit_load(n, d->parts[i].id);
	}
}

struct dossier *
dossier_load(struct night *n, const char *casefile)
{
	struct dossier *d;
	struct stmt *s;

	d = arena_alloc(n->arena, sizeof(*d));
	d->id = casefile;
	s = db_query(n->hub->db, SQL_CASE_LOAD, "t", casefile);
	if (db_row(s)) {
		if (!class_parse(db_text(s, 0), &d->class))
			d->class = CLASS_UNCLASSIFIED;
		d->grave = db_int(s, 1) != 0;
		d->release = db_null(s, 2)	 ? SAID_NOTHING
			     : db_int(s, 2) != 0 ? SAID_YES
						 : SAID_NO;
		d->ruled = !db_null(s, 3);
		d->title = db_textdup(s, 4, n->arena);
		d->analysis = db_textdup(s, 5, n->arena);
		d->countermeasure = db_textdup(s, 6, n->arena);
		d->closed = !db_null(s, 7);
		db_end(s);
	}
	text_digest(d);
	s = db_query(n->hub->db, SQL_CASE_ITEM, "t", casefile);
	if (db_row(s)) {
		d->item = db_textdup(s, 0, n->arena);
		d->first_shared = db_textdup(s, 1, n->arena);
		db_end(s);
	}
	load_parts(n, d);
	return d;
}

bool
dossier_releasable(const struct night *n, const struct dossier *d)
{
	if (d->closed || d->release == SAID_NO)
		return false;
	if (d->class == CLASS_BULK)
		return d->release == SAID_YES;
	if (n->hub->settings.ruled)
		return d->release == SAID_YES ||
		       (d->ruled && d->class != CLASS_UNCLASSIFIED);
	return true;
}

bool
dossier_reaches(struct night *n, const struct dossier *d,
    const struct dossier_part *p, const struct roster_audience *to)
{
	const struct roster_member *m;

	if (p->withdrawn || !p->agreed)
		return false;
	switch (to->kind) {
	case AUDIENCE_AGENCY:
		return (!to->grave || d->grave) &&
		       db_one(n->hub->db, SQL_SUBMISSION_AGENCY, 0, "tt", p->id,
			   to->id) != 0;
	case AUDIENCE_SCHEME:
		return p->scope == SCOPE_ALL;
	case AUDIENCE_SIG:
		if (p->scope == SCOPE_ALL)
			return true;
		m = roster_member(n->hub->roster, p->member);
		return m != NULL && roster_in_sig(m, to->id, p->day);
	}
	return false;
}

static void
add_indicators(
    struct night *n, struct composition *c, const struct dossier_part *p)
{
	struct fact f = { .tlp = p->tlp };
	struct stmt *s;

	s = db_query(n->hub->db, SQL_SUBMISSION_INDICATORS, "t", p->id);
	while (db_row(s)) {
		f.extracted = strcmp(db_text(s, 3), "mail") == 0;
		ind_type_parse(db_text(s, 0), &f.indicator.type);
		ind_role_parse(db_text(s, 1), &f.indicator.role);
		f.indicator.value = db_textdup(s, 2, n->arena);
		if (f.extracted)
			f.indicator.value = unique_clean(
			    n->arena, f.indicator.type, f.indicator.value);
		if (f.indicator.value != NULL)
			*(struct fact *)arena_push(
			    n->arena, &c->facts, &c->fact_count, sizeof(f)) = f;
	}
}

/* A sample is called what somebody saved it as: its kind says enough. */
static void
add_files(struct night *n, struct composition *c, const struct dossier_part *p)
{
	struct fact f = { .tlp = p->tlp, .is_file = true, .extracted = true };
	const char *name;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_SUBMISSION_FILES, "t", p->id);
	while (db_row(s)) {
		f.personal = strstr(db_text(s, 4), "personal") != NULL;
		f.shown = p->consent == CONSENT_PREVIEW || p->own || p->shown;
		name = db_textdup(s, 0, n->arena);
		if (name != NULL &&
		    unique_clean(n->arena, IND_FILE_NAME, name) == NULL)
			continue;
		f.file.name =
		    strcmp(db_text(s, 5), "sample") == 0 ? NULL : name;
		digest_parse(db_text(s, 1), &f.file.sha256);
		f.file.size = (uint64_t)db_int(s, 2);
		file_kind_parse(db_text(s, 3), &f.file.kind);
		*(struct fact *)arena_push(
		    n->arena, &c->facts, &c->fact_count, sizeof(f)) = f;
	}
}

static void
add_texts(struct night *n, const struct dossier *d, struct composition *c)
{
	struct item_step *step;
	struct stmt *s;
	enum step_kind k;

	s = db_query(n->hub->db, SQL_CASE_REDACT, "t", d->id);
	while (db_row(s))
		*(const char **)arena_push(
		    n->arena, &c->redact, &c->redact_count, sizeof(char *)) =
		    db_textdup(s, 0, n->arena);
	s = db_query(n->hub->db, SQL_CASE_STEPS, "t", d->id);
	while (db_row(s)) {
		step = arena_push(
		    n->arena, &c->steps, &c->step_count, sizeof(*step));
		for (k = 0; k < STEPS; k++)
			if (strcmp(step_word(k), db_text(s, 0)) == 0)
				step->kind = k;
		step->text = db_textdup(s, 1, n->arena);
	}
}

/* Of a mail that a member wrote itself, to send another on: its own sender and
 * program are nobody else's business. */
static void
forget_wrapper(struct night *n, struct feature_row *r)
{
	static const enum feature own[] = { FEATURE_SENDER, FEATURE_SENDER_NAME,
		FEATURE_SENDER_DOMAIN, FEATURE_REPLY_TO, FEATURE_SENDER_IP,
		FEATURE_MAILER };
	const char *host = r->value[FEATURE_SENDER_DOMAIN];
	size_t i;

	if (host != NULL && roster_has_host(n->hub->roster, host))
		for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
			r->value[own[i]] = NULL;
}

/* Two mails must not differ by whom they name. */
static enum same
compared(struct arena *a, struct gate *g, enum feature f, struct feature_row *x,
    struct feature_row *y)
{
	enum same is;

	is = feature_same(a, f, x->value[f], y->value[f]);
	if (is != SAME_NO)
		return is;
	x->value[f] = gate_mask(g, a, x->value[f]);
	y->value[f] = gate_mask(g, a, y->value[f]);
	return feature_same(a, f, x->value[f], y->value[f]);
}

static bool
known_of_all(const struct feature_row *rows, size_t count, enum feature f)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (rows[i].value[f] == NULL)
			return false;
	return true;
}

static char *
fact_key(struct arena *a, const struct fact *f)
{
	char hex[DIGEST_HEX];

	if (!f->is_file)
		return arena_printf(a, "%s %s",
		    ind_type_word(f->indicator.type), f->indicator.value);
	digest_hex(&f->file.sha256, hex);
	return arena_strdup(a, hex);
}

/* One file has many names. */
static char *
name_key(struct arena *a, const struct fact *f)
{
	return arena_printf(a, "%s %s", fact_key(a, f),
	    f->file.name == NULL ? "" : f->file.name);
}

/* Whom a member counts for: those of one group are one. */
static const char *
organisation(const char *member)
{
	return member;
}

#define EVERYBODY 1000000 /* no setting asks for more */

/* Who gave what, and how many organisations gave it. */
struct witnesses {
	GHashTable *seen, *counts;
};

static unsigned
witnesses_of(const struct witnesses *w, const char *key)
{
	return (unsigned)(uintptr_t)g_hash_table_lookup(w->counts, key);
}

/* One more organisation, or everybody at once. */
static void
note_one(struct arena *a, const struct witnesses *w,
    const struct dossier_part *p, char *key)
{
	unsigned had = witnesses_of(w, key);
	const char *who = organisation(p->member);

	if (!g_hash_table_add(w->seen, arena_printf(a, "%s %s", who, key)))
		return;
	had = p->own || had >= EVERYBODY ? EVERYBODY : had + 1;
	g_hash_table_insert(w->counts, key, (void *)(uintptr_t)had);
}

/* Facts that were added for a part.  What the hub obtained is everybody's. */
static void
note_witness(struct arena *a, const struct witnesses *w,
    const struct composition *c, size_t from, const struct dossier_part *p)
{
	const struct fact *f;

	for (f = c->facts + from; f < c->facts + c->fact_count; f++) {
		if (!f->is_file && f->indicator.value == NULL)
			continue;
		note_one(a, w, p, fact_key(a, f));
		if (f->is_file)
			note_one(a, w, p, name_key(a, f));
	}
}

static void
push_found(struct arena *a, struct unique_found **found, size_t *count,
    enum ind_type type, const char *value)
{
	struct unique_found *f;

	if (value == NULL)
		return;
	f = arena_push(a, found, count, sizeof(*f));
	f->type = type;
	f->value = value;
}

/* What a member copies out of its own mails is what stood there, whoever
 * writes it. */
static void
note_copies(struct arena *a, struct fact *facts, size_t count)
{
	const char **stated = arena_alloc(a, (count + 1) * sizeof(*stated));
	struct fact **of = arena_alloc(a, (count + 1) * sizeof(*of)), *f;
	struct unique_found *found = NULL;
	size_t stated_count = 0, found_count = 0, i;
	bool *copied = arena_alloc(a, count + 1);

	for (f = facts; f < facts + count; f++)
		if (f->is_file)
			push_found(a, &found, &found_count, IND_FILE_NAME,
			    f->file.name);
		else if (f->extracted)
			push_found(a, &found, &found_count, f->indicator.type,
			    f->indicator.value);
		else {
			of[stated_count] = f;
			stated[stated_count++] = f->indicator.value;
		}
	unique_copies(a, stated, stated_count, found, found_count, copied);
	for (i = 0; i < stated_count; i++)
		of[i]->extracted = copied[i];
}

static bool
hits(struct gate *g, const char *value)
{
	return gate_hit(g, value, strlen(value), NULL) != NULL;
}

/*
 * A value as its own submission lets it go; NULL: not at all.  A text of the
 * attacker's is masked.  What a person states, and any other value, is taken
 * out where the words of the submission forbid it; a name of the roster's in
 * it is left for the gate to stop, and a person to see.
 */
static const char *
by_own_words(struct night *n, struct gate *own, const struct fact *f,
    enum ind_type type, const char *value)
{
	if (value == NULL || f->whole)
		return value;
	if (f->extracted && (type == IND_SUBJECT || type == IND_FILE_NAME))
		value = gate_mask(own, n->arena, value);
	return hits(own, value) && !hits(n->gate, value) ? NULL : value;
}

/*
 * Each submission's facts by its own words, before they stand beside others':
 * what another declares sensitive, or whom another's mail was sent to, masks
 * and stops nothing here, and so tells nobody anything.
 */
static void
mask_part(struct night *n, const struct dossier_part *p, struct fact *facts,
    size_t count)
{
	struct gate *own = ownwords_gate(n, p->id);
	struct fact *f;

	for (f = facts; f < facts + count; f++)
		if (f->is_file)
			f->file.name = by_own_words(
			    n, own, f, IND_FILE_NAME, f->file.name);
		else
			f->indicator.value = by_own_words(
			    n, own, f, f->indicator.type, f->indicator.value);
	gate_free(own);
}

/* The facts of the chosen parts; how many organisations gave one is all that
 * is told of them. */
static void
add_facts(struct night *n, const struct dossier *d, const bool *chosen,
    struct composition *c)
{
	struct witnesses w = { g_hash_table_new(g_str_hash, g_str_equal),
		g_hash_table_new(g_str_hash, g_str_equal) };
	size_t i, k, before;
	struct fact *f;

	for (i = 0; i < d->part_count; i++) {
		if (!chosen[i])
			continue;
		before = c->fact_count;
		add_indicators(n, c, &d->parts[i]);
		add_files(n, c, &d->parts[i]);
		seen_traffic(n, c, d->parts[i].id, d->parts[i].tlp);
		seen_period(n, c, d->parts[i].id);
		note_copies(
		    n->arena, c->facts + before, c->fact_count - before);
		for (k = before; d->parts[i].uncut && k < c->fact_count; k++)
			c->facts[k].whole =
			    truehit_names(d->parts[i].truehit, &c->facts[k]);
		mask_part(
		    n, &d->parts[i], c->facts + before, c->fact_count - before);
		note_witness(n->arena, &w, c, before, &d->parts[i]);
	}
	for (i = 0; i < c->fact_count; i++) {
		f = &c->facts[i];
		if (!f->is_file && f->indicator.value == NULL)
			continue;
		f->witnesses = witnesses_of(&w, fact_key(n->arena, f));
		f->named =
		    f->is_file ? witnesses_of(&w, name_key(n->arena, f)) : 0;
	}
	g_hash_table_destroy(w.seen);
	g_hash_table_destroy(w.counts);
}

/* What an item tells of a mail; what it never tells, nobody can guess by
 * sending a mail of his own to be compared. */
static const enum feature told[] = { FEATURE_SUBJECT, FEATURE_SENDER,
	FEATURE_SENDER_DOMAIN, FEATURE_LINK_HOSTS, FEATURE_FILE_NAMES,
	FEATURE_FILE_DIGESTS, FEATURE_FILE_KINDS };

/*
 * What the mails that may go there have in common and where they differ:
 * words only, no value.  A feature that is not known of all is left out: that
 * somebody lacks it would tell of a provider.
 */
static void
add_comparison(struct night *n, struct composition *c, struct feature_row *rows,
    size_t count)
{
	struct item_comparison *out;
	enum feature f;
	size_t i, k;

	for (i = 0; i < count; i++)
		forget_wrapper(n, &rows[i]);
	for (k = 0; k < sizeof(told) / sizeof(told[0]); k++) {
		f = told[k];
		if (!known_of_all(rows, count, f))
			continue;
		for (i = 1; i < count; i++)
			if (compared(n->arena, n->gate, f, &rows[0],
				&rows[i]) != SAME_YES)
				break;
		out = arena_push(
		    n->arena, &c->compared, &c->compared_count, sizeof(*out));
		out->feature = feature_word(f);
		out->same = i == count;
	}
}

/* Organisations among the chosen parts, by the names they are counted under;
 * the hub is none. */
static GHashTable *
organisations(const struct dossier *d, const bool *chosen)
{
	GHashTable *who = g_hash_table_new(g_str_hash, g_str_equal);
	size_t i;

	for (i = 0; i < d->part_count; i++)
		if (chosen[i] && !d->parts[i].own)
			g_hash_table_add(who, (char *)(uintptr_t)organisation(
						  d->parts[i].member));
	return who;
}

static bool
reads_for(struct night *n, const struct roster_audience *to, const char *member)
{
	const struct roster_member *m;

	if (to->kind != AUDIENCE_SIG)
		return strcmp(member, to->id) == 0;
	m = roster_member(n->hub->roster, member);
	return m != NULL && roster_in_sig(m, to->id, n->day);
}

/*
 * How many organisations had it, as far as the audience may know: those whose
 * submissions it gets, and those of its own readers who found it, each once
 * however often it says so.
 */
static uint64_t
had_by(struct night *n, const struct dossier *d, const bool *chosen,
    const struct roster_audience *to)
{
	GHashTable *who = organisations(d, chosen);
	struct stmt *s;
	uint64_t count;

	s = db_query(n->hub->db, SQL_ITEM_FINDERS, "t", d->item);
	while (db_row(s))
		if (reads_for(n, to, db_text(s, 0)))
			g_hash_table_add(who, db_textdup(s, 0, n->arena));
	count = g_hash_table_size(who);
	g_hash_table_destroy(who);
	return count;
}

static size_t
organisation_count(const struct dossier *d, const bool *chosen)
{
	GHashTable *who = organisations(d, chosen);
	size_t count = g_hash_table_size(who);

	g_hash_table_destroy(who);
	return count;
}

void
dossier_compose(struct night *n, struct dossier *d, const bool *chosen,
    const struct roster_audience *to, struct item *it)
{
	struct composition c = { .class = d->class,
		.never_block = n->hub->settings.never_block,
		.title = d->title,
		.analysis = d->analysis,
		.countermeasure = d->countermeasure,
		.witnesses = n->hub->settings.witnesses,
		.tlp = TLP_RED };
	const struct dossier_part *p;
	struct feature_row *rows = NULL;
	size_t i, mails = 0;

	for (i = 0; i < d->part_count; i++) {
		p = &d->parts[i];
		if (!chosen[i])
			continue;
		feature_rows(n->hub->db, n->arena, p->id, &rows, &mails);
		if (p->tlp < c.tlp)
			c.tlp = p->tlp;
	}
	add_facts(n, d, chosen, &c);
	if (organisation_count(d, chosen) >= c.witnesses)
		add_comparison(n, &c, rows, mails);
	add_texts(n, d, &c);
	if (to != NULL && d->item != NULL)
		c.had_by = had_by(n, d, chosen, to);
	compose(n->arena, n->gate, &c, it);
	if (d->poison == NULL)
		d->poison = c.poison;
}
