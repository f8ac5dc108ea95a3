#include <string.h>

#include "batch/cases/casefile.h"
#include "batch/gate/gate.h"
#include "batch/night/night.h"
#include "batch/release/compose.h"
#include "batch/release/dossier.h"
#include "batch/release/previews.h"
#include "batch/release/truehit.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

/* A part of a ruling: "TYPE VALUE". */
static void
add_fact(struct night *n, const char *submission, const char *text)
{
	const char *blank = text == NULL ? NULL : strchr(text, ' ');

	if (blank != NULL)
		db_run(n->hub->db, SQL_TRUEHIT_FACT_ADD, "ttt", submission,
		    arena_strndup(n->arena, text, (size_t)(blank - text)),
		    blank + 1);
}

bool
truehit_rule(
    struct night *n, const char *package, int64_t number, const char *analyst)
{
	struct db *d = n->hub->db;
	struct part {
		const char *submission, *text;
	} *list = NULL, *p;
	size_t count = 0, i;
	struct stmt *s;

	s = db_query(d, SQL_RULING_TRUEHIT, "ti", package, number);
	while (db_row(s)) {
		p = arena_push(n->arena, &list, &count, sizeof(*p));
		p->submission = db_textdup(s, 0, n->arena);
		p->text = db_textdup(s, 1, n->arena);
	}
	for (i = 0; i < count; i++) {
		p = &list[i];
		if (i == 0) {
			db_run(d, SQL_DIRTY_BY_SUBMISSION, "t", p->submission);
			db_run(d, SQL_TRUEHIT_FACTS_DROP, "t", p->submission);
			db_run(d, SQL_TRUEHIT_DROP, "t", p->submission);
			if (p->text != NULL)
				db_run(d, SQL_TRUEHIT_ADD, "ttit",
				    p->submission, package, number, analyst);
		}
		add_fact(n, p->submission, p->text);
	}
	return count > 0;
}

void
truehit_hear(struct night *n, const char *id, int64_t number,
    const struct truehit_word *word)
{
	const char *submission = NULL, *analyst = NULL;
	struct db *d = n->hub->db;
	struct stmt *s;

	s = db_query(d, SQL_TRUEHIT_OF_RULING, "ti", id, number);
	if (db_row(s)) {
		submission = db_textdup(s, 0, n->arena);
		analyst = db_textdup(s, 1, n->arena);
		db_end(s);
	}
	if (submission == NULL)
		return;
	db_run(d, SQL_DIRTY_BY_SUBMISSION, "t", submission);
	if (!word->approve) {
		db_run(d, SQL_TRUEHIT_FACTS_DROP, "t", submission);
		db_run(d, SQL_TRUEHIT_DROP, "t", submission);
	} else if (strcmp(analyst, word->analyst) != 0)
		db_run(d, SQL_TRUEHIT_CONFIRM, "tttt", submission, word->bytes,
		    word->analyst, word->package);
}

struct truehit *
truehit_load(struct night *n, const char *submission)
{
	struct truehit *t = NULL;
	struct truehit_fact *f;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_TRUEHIT_LOAD, "t", submission);
	if (db_row(s)) {
		t = arena_alloc(n->arena, sizeof(*t));
		t->analyst = db_textdup(s, 0, n->arena);
		t->preview = db_textdup(s, 1, n->arena);
		t->bytes = db_textdup(s, 2, n->arena);
		t->confirmed = db_textdup(s, 3, n->arena);
		t->second = db_textdup(s, 4, n->arena);
		db_end(s);
	}
	if (t == NULL)
		return NULL;
	s = db_query(n->hub->db, SQL_TRUEHIT_FACTS, "t", submission);
	while (db_row(s)) {
		f = arena_push(n->arena, &t->facts, &t->fact_count, sizeof(*f));
		ind_type_parse(db_text(s, 0), &f->type);
		f->value = db_textdup(s, 1, n->arena);
	}
	return t;
}

bool
truehit_names(const struct truehit *t, const struct fact *f)
{
	enum ind_type type = f->is_file ? IND_FILE_NAME : f->indicator.type;
	const char *value = f->is_file ? f->file.name : f->indicator.value;
	size_t i;

	for (i = 0; t != NULL && value != NULL && i < t->fact_count; i++)
		if (t->facts[i].type == type &&
		    strcmp(t->facts[i].value, value) == 0)
			return true;
	return false;
}

static bool
may_leave(const struct dossier_part *p)
{
	return p->truehit != NULL && p->agreed && !p->refused && !p->withdrawn;
}

/* Shows the provider the values unmasked; false where it refused them. */
static bool
ask(struct night *n, struct dossier *d, size_t part, bool *approved)
{
	struct dossier_part *p = &d->parts[part];
	struct truehit *t = p->truehit;
	const char *decision = NULL;
	struct stmt *s;

	p->uncut = true;
	t->preview = previews_uncut(n, d, part);
	p->uncut = false;
	*approved = false;
	if (t->preview == NULL)
		return false;
	s = db_query(n->hub->db, SQL_PREVIEW_DECISION, "t", t->preview);
	if (db_row(s)) {
		decision = db_textdup(s, 0, n->arena);
		db_end(s);
	}
	*approved = decision != NULL && strcmp(decision, "approve") == 0;
	return decision == NULL || *approved;
}

/* One line for each audience that would get something of the case. */
static void
put_audience(struct night *n, struct dossier *d, struct buf *b,
    const struct roster_audience *to)
{
	struct buf content = { 0 };
	struct digest digest;
	struct item it;
	char hex[DIGEST_HEX];
	bool *chosen, any = false;
	size_t i;

	chosen = arena_alloc(n->arena, (d->part_count + 1) * sizeof(*chosen));
	for (i = 0; i < d->part_count; i++) {
		chosen[i] = dossier_reaches(n, d, &d->parts[i], to);
		any = any || chosen[i];
	}
	if (!any || !span_holds(&to->span, n->day))
		return;
	dossier_compose(n, d, chosen, &it);
	compose_content(&content, &it);
	digest_of(content.data, content.len, &digest);
	digest_hex(&digest, hex);
	buf_printf(b, "%s %s\n", to->id, hex);
	buf_free(&content);
}

/* The digest of all that would leave of the case, to everybody. */
static const char *
would_leave(struct night *n, struct dossier *d)
{
	struct buf b = { 0 };
	struct digest digest;
	char hex[DIGEST_HEX];
	size_t i;

	for (i = 0; i < n->hub->roster->audience_count; i++)
		put_audience(n, d, &b, &n->hub->roster->audiences[i]);
	digest_of(buf_str(&b), b.len, &digest);
	digest_hex(&digest, hex);
	buf_free(&b);
	return arena_strdup(n->arena, hex);
}

static bool
is_confirmed(const struct truehit *t, const char *bytes)
{
	return t->confirmed != NULL && strcmp(t->confirmed, bytes) == 0 &&
	       t->second != NULL && strcmp(t->second, t->analyst) != 0;
}

void
truehit_settle(struct night *n, struct dossier *d)
{
	struct dossier_part *p;
	const char *bytes;
	bool approved, any = false, all = true;
	size_t i;

	for (i = 0; i < d->part_count; i++) {
		p = &d->parts[i];
		p->uncut = may_leave(p) && ask(n, d, i, &approved);
		any = any || p->uncut;
		all = all && (!p->uncut || approved);
	}
	if (!any)
		return;
	bytes = would_leave(n, d);
	for (i = 0; i < d->part_count; i++) {
		p = &d->parts[i];
		if (!p->uncut)
			continue;
		all = all && is_confirmed(p->truehit, bytes);
		db_run(n->hub->db, SQL_TRUEHIT_OFFER, "ttt", p->id,
		    p->truehit->preview, bytes);
	}
	for (i = 0; i < d->part_count; i++)
		d->parts[i].uncut = d->parts[i].uncut && all;
}

struct gate_fact *
truehit_facts(
    struct night *n, const struct dossier *d, const bool *chosen, size_t *count)
{
	const struct dossier_part *p;
	struct gate_fact *list = NULL, *f;
	size_t i, k;

	*count = 0;
	for (i = 0; i < d->part_count; i++) {
		p = &d->parts[i];
		for (k = 0; chosen[i] && p->uncut && k < p->truehit->fact_count;
		     k++) {
			f = arena_push(n->arena, &list, count, sizeof(*f));
			f->member = p->member;
			f->value = p->truehit->facts[k].value;
		}
	}
	return list;
}

json_t *
truehit_waiting(struct db *d)
{
	json_t *list = json_array(), *one, *values;
	struct stmt *s;
	size_t i;

	s = db_query(d, SQL_TRUEHITS_WAITING, "");
	while (db_row(s))
		json_array_append_new(
		    list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s?, s:b}",
			      "ruling", db_text(s, 0), "case", db_text(s, 1),
			      "submission", db_text(s, 2), "by", db_text(s, 3),
			      "bytes", db_text(s, 4), "provider", db_text(s, 5),
			      "confirmed", (int)db_int(s, 6)));
	json_array_foreach(list, i, one)
	{
		values = json_array();
		s = db_query(d, SQL_TRUEHIT_FACTS, "t",
		    json_string_value(json_object_get(one, "submission")));
		while (db_row(s))
			json_array_append_new(
			    values, json_string(db_text(s, 1)));
		json_object_set_new(one, "values", values);
	}
	return list;
}
