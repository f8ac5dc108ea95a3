#include <glib.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/lure.h"
#include "batch/store/db.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/mail/boilerplate.h"
#include "formats/names/textfold.h"

/* Bytes of prepared texts before they are forgotten: some hundreds of mails,
 * while the few that a mail is compared with are asked for again and again. */
#define LURES_MAX (16U << 20)
/* Bytes that a character costs, both kinds of sequences made. */
#define PER_CHARACTER 60

struct lures {
	struct db *db;
	struct arena *listed; /* keeps what follows */
	struct boilerplate *boilerplate;
	struct arena *arena;
	GHashTable *byid;
	size_t used;
};

struct lures *
lures_new(struct db *d)
{
	struct lures *l;

	l = mem_alloc(sizeof(*l));
	l->db = d;
	l->listed = arena_new();
	l->boilerplate = boilerplate_new(l->listed);
	l->arena = arena_new();
	l->byid = g_hash_table_new(g_str_hash, g_str_equal);
	return l;
}

void
lures_free(struct lures *l)
{
	g_hash_table_destroy(l->byid);
	arena_free(l->arena);
	arena_free(l->listed);
	free(l);
}

void
lures_tidy(struct lures *l)
{
	if (l->used < LURES_MAX)
		return;
	g_hash_table_remove_all(l->byid);
	arena_free(l->arena);
	l->arena = arena_new();
	l->used = 0;
}

static const char *
hosts_of(struct lures *l, const char *submission)
{
	struct stmt *s;
	const char *all = "";

	s = db_query(l->db, SQL_NEAR_HOSTS, "t", submission);
	while (db_row(s))
		all = arena_printf(l->arena, "%s %s", all, db_text(s, 0));
	return all;
}

static struct lure *
load(struct lures *l, const char *submission, int64_t n)
{
	struct lure *lure;
	struct stmt *s;
	const char *norm = "", *name = "", *sender = "";

	lure = arena_alloc(l->arena, sizeof(*lure));
	lure->subject = "";
	s = db_query(l->db, SQL_NEAR_LURE, "ti", submission, n);
	if (db_row(s)) {
		norm = db_textdup(s, 0, l->arena);
		lure->subject = db_textdup(s, 1, l->arena);
		name = text_nfkc(l->arena, db_text(s, 2));
		sender = db_textdup(s, 3, l->arena);
		db_end(s);
	}
	lure->norm = boilerplate_without(l->boilerplate, l->arena, norm);
	lure->marks = arena_printf(l->arena, "%s %s %s%s", lure->subject, name,
	    sender, hosts_of(l, submission));
	lure->text = likeness_new(l->arena, lure->norm);
	l->used += PER_CHARACTER * lure->text->length;
	return lure;
}

struct lure *
lures_get(struct lures *l, const char *submission, int64_t n)
{
	struct lure *lure;
	char *id;

	id = arena_printf(l->arena, "%s#%" PRId64, submission, n);
	lure = g_hash_table_lookup(l->byid, id);
	if (lure == NULL) {
		lure = load(l, submission, n);
		g_hash_table_insert(l->byid, id, lure);
	}
	return lure;
}
