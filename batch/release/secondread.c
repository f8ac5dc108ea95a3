#include <glib.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/gate/gatefact.h"
#include "batch/night/night.h"
#include "batch/release/outgoing.h"
#include "batch/release/secondread.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"
#include "formats/config/roster.h"
#include "formats/files/archive.h"
#include "formats/files/filepile.h"
#include "formats/indicators/unique.h"
#include "formats/out/item.h"

/* What comes from a scheme or agency goes nowhere by itself. */
static bool
is_let_go(struct night *n, const char *submission)
{
	return db_one(n->hub->db, SQL_SECOND_OUTSIDE, 0, "t", submission) == 1;
}

/* Shares nothing with due.c, which decided the same before. */
static bool
may_have(
    struct night *n, const char *submission, const struct roster_audience *to)
{
	const struct roster *r = n->hub->roster;
	const char *member, *scope, *day, *only;
	struct stmt *s;
	bool agreed, agency, withdrawn;

	s = db_query(n->hub->db, SQL_SECOND_TERMS, "tt", submission, to->id);
	if (!db_row(s))
		return false;
	member = db_textdup(s, 0, n->arena);
	scope = db_textdup(s, 1, n->arena);
	day = db_textdup(s, 2, n->arena);
	agreed = db_int(s, 3) != 0;
	agency = db_int(s, 4) != 0;
	withdrawn = db_int(s, 5) != 0;
	only = db_textdup(s, 6, n->arena);
	db_end(s);
	if (!agreed || withdrawn || !is_let_go(n, submission))
		return false;
	if (to->kind == AUDIENCE_AGENCY)
		return agency && strcmp(member, to->id) != 0;
	if (strcmp(scope, "all") == 0)
		return true;
	if (only != NULL && strcmp(only, to->id) != 0)
		return false;
	if (roster_member(r, member) != NULL)
		return roster_in_sig(roster_member(r, member), to->id, day);
	return roster_audience(r, member) != NULL &&
	       (only != NULL || strcmp(member, to->id) == 0);
}

/* The readings of one item say what does not agree, or NULL. */
static const char *
check_terms(struct night *n, const struct outgoing *o)
{
	size_t i;

	if (o->submission_count == 0)
		return arena_printf(
		    n->arena, "nothing stands behind %s", o->id);
	for (i = 0; i < o->submission_count; i++)
		if (!may_have(n, o->submissions[i], o->audience))
			return arena_printf(n->arena,
			    "%s holds facts of %s, which may not go there",
			    o->id, o->submissions[i]);
	return NULL;
}

/* A value that names its provider leaves where an analyst, the provider and
 * another analyst have said so. */
static const char *
check_truehits(struct night *n, const struct outgoing *o)
{
	const struct gate_fact *f;
	struct stmt *s;
	size_t i, k;
	bool agreed;

	for (i = 0; i < o->fact_count; i++) {
		f = &o->facts[i];
		agreed = false;
		for (k = 0; !agreed && k < o->submission_count; k++) {
			s = db_query(n->hub->db, SQL_SECOND_TRUEHIT, "ttt",
			    f->value, f->member, o->submissions[k]);
			while (db_row(s))
				agreed = true;
		}
		if (!agreed)
			return arena_printf(n->arena,
			    "%s tells of a member what not all have agreed to",
			    o->id);
	}
	return NULL;
}

/* Texts may be masked or made visible; what is none must be there. */
static bool
is_text(enum ind_type type)
{
	return type == IND_SUBJECT || type == IND_FILE_NAME;
}

static bool
is_exact(const struct item_indicator *i)
{
	return !is_text(i->type) && strstr(i->value, "〓") == NULL &&
	       strstr(i->value, "[U+") == NULL;
}

static void
add_said(
    struct arena *a, GHashTable *said, enum ind_type type, const char *value)
{
	if (value != NULL)
		g_hash_table_add(
		    said, arena_printf(a, "%s %s", ind_type_word(type), value));
}

/* What may be said of indicators that are no texts: as they are, or without
 * marks and traces. */
static GHashTable *
said_of(struct night *n, const struct outgoing *o)
{
	GHashTable *said = g_hash_table_new(g_str_hash, g_str_equal);
	const char *value, *clean;
	enum ind_type type;
	struct stmt *s;
	size_t i;

	for (i = 0; i < o->submission_count; i++) {
		s = db_query(
		    n->hub->db, SQL_SECOND_INDICATORS, "t", o->submissions[i]);
		while (db_row(s)) {
			if (!ind_type_parse(db_text(s, 0), &type) ||
			    is_text(type))
				continue;
			value = db_textdup(s, 1, n->arena);
			clean = unique_clean(n->arena, type, value);
			add_said(n->arena, said, type, value);
			add_said(n->arena, said, type, clean);
			if (clean != NULL)
				add_said(n->arena, said, type,
				    unique_form(n->arena, type, clean));
		}
	}
	return said;
}

static bool
is_said(struct arena *a, GHashTable *said, const struct item_indicator *i)
{
	return g_hash_table_contains(
	    said, arena_printf(a, "%s %s", ind_type_word(i->type), i->value));
}

/* Whether one of the submissions among the rows stands behind the item. */
static bool
is_given(GHashTable *behind, struct stmt *s)
{
	bool given = false;

	while (db_row(s))
		given = given || g_hash_table_contains(behind, db_text(s, 0));
	return given;
}

/* A file that names each who had it: told where one agreed, or two had it. */
static bool
is_nobodys(struct night *n, GHashTable *behind, const char *hex)
{
	char first[128] = "";
	struct stmt *s;
	bool agreed = false, twice = false;

	s = db_query(n->hub->db, SQL_SECOND_PERSONAL, "t", hex);
	while (db_row(s)) {
		if (!g_hash_table_contains(behind, db_text(s, 0)))
			continue;
		agreed = agreed || db_int(s, 2) != 0;
		twice = twice ||
			(*first != '\0' && strcmp(first, db_text(s, 1)) != 0);
		snprintf(first, sizeof(first), "%s", db_text(s, 1));
	}
	return agreed || twice;
}

/* One row of a submission behind the item. */
struct row {
	const char *key; /* direction, address, port, protocol */
	const char *first, *last;
	const char *soonest; /* the last day of those of the key that begin on
				this day or later */
};

struct rows {
	struct row *list; /* by key and first day */
	size_t count;
};

static int
by_day(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int c = strcmp(x->key, y->key);

	return c != 0 ? c : strcmp(x->first, y->first);
}

static const char *
key_of(struct arena *a, bool inbound, const char *address, int64_t port,
    const char *protocol)
{
	return arena_printf(
	    a, "%d %s %" PRId64 " %s", inbound, address, port, protocol);
}

static void
take_rows(struct night *n, struct rows *r, const char *submission)
{
	struct arena *a = n->arena;
	struct row *row;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_SECOND_OBSERVATIONS, "t", submission);
	while (db_row(s)) {
		row = arena_push(a, &r->list, &r->count, sizeof(*row));
		row->key = key_of(a, db_int(s, 0) != 0, db_text(s, 1),
		    db_int(s, 2), db_text(s, 3));
		row->first = db_textdup(s, 4, a);
		row->last = db_textdup(s, 5, a);
	}
}

static struct rows
rows_behind(struct night *n, const struct outgoing *o)
{
	struct rows r = { 0 };
	struct row *x, *next;
	size_t i;

	for (i = 0; i < o->submission_count; i++)
		take_rows(n, &r, o->submissions[i]);
	if (r.count > 1)
		qsort(r.list, r.count, sizeof(*r.list), by_day);
	for (i = r.count; i > 0; i--) {
		x = &r.list[i - 1];
		next =
		    i < r.count && strcmp(x[1].key, x->key) == 0 ? x + 1 : NULL;
		x->soonest = next != NULL && strcmp(next->soonest, x->last) < 0
				 ? next->soonest
				 : x->last;
	}
	return r;
}

/* Whether some row says so, and those days. */
static bool
is_seen(struct night *n, const struct rows *r, const struct item_observation *x)
{
	struct row key = { .key = key_of(n->arena, x->inbound, x->address,
			       (int64_t)x->port, x->protocol),
		.first = x->first };
	size_t lo = 0, hi = r->count, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (by_day(&r->list[mid], &key) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < r->count && strcmp(r->list[lo].key, key.key) == 0 &&
	       strcmp(r->list[lo].soonest, x->last) <= 0;
}

static const char *
check_facts(struct night *n, const struct item *it, const struct outgoing *o)
{
	const struct item_indicator *x;
	struct db *d = n->hub->db;
	GHashTable *behind, *said = said_of(n, o);
	struct rows rows = rows_behind(n, o);
	char hex[DIGEST_HEX];
	size_t i;
	bool all = true;

	behind = g_hash_table_new(g_str_hash, g_str_equal);
	for (i = 0; i < o->submission_count; i++)
		g_hash_table_add(behind, (char *)(uintptr_t)o->submissions[i]);
	for (i = 0; i < it->indicator_count; i++) {
		x = &it->indicators[i];
		all = all && (!is_exact(x) || is_said(n->arena, said, x));
	}
	for (i = 0; i < it->observation_count; i++)
		all = all && is_seen(n, &rows, &it->observations[i]);
	for (i = 0; i < it->file_count; i++) {
		digest_hex(&it->files[i].sha256, hex);
		all =
		    all &&
		    is_given(behind, db_query(d, SQL_SECOND_FILE, "t", hex)) &&
		    is_nobodys(n, behind, hex);
	}
	g_hash_table_destroy(behind);
	g_hash_table_destroy(said);
	return all ? NULL
		   : arena_printf(n->arena,
			 "%s holds a fact that nobody gave for it", it->id);
}

/* The editions that are meant for an audience, by their items' names. */
static GHashTable *
meant_for(struct night *n, const struct roster_audience *to)
{
	GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
	struct outgoing *o;

	for (o = n->outgoing; o < n->outgoing + n->outgoing_count; o++)
		if (o->audience == to)
			g_hash_table_insert(t, (char *)(uintptr_t)o->id, o);
	return t;
}

/* What is over holds no facts, and names nothing that its readers never had. */
static const char *
check_over(struct night *n, const struct item *it, const struct outgoing *o)
{
	const char *to = o->audience->id;

	if (it->indicator_count + it->file_count + it->observation_count > 0)
		return arena_printf(
		    n->arena, "%s is over and holds facts", it->id);
	if (db_one(n->hub->db, SQL_SECOND_HAS, 0, "tt", it->id, to) == 0 ||
	    (it->superseded_by != NULL &&
		db_one(n->hub->db, SQL_SECOND_HAS, 0, "tt", it->superseded_by,
		    to) == 0))
		return arena_printf(n->arena,
		    "%s is over, and names what was not told there", it->id);
	return NULL;
}

/* Up to its name, as each item begins. */
#define BEGINS                                                           \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<item xmlns=\"urn:" \
	"toiyaba:item:1\" id=\""
#define RELATED	    "  <related item=\""
#define RELATED_END "\"/>\n"

/* What does not tell equal items of several audiences from each other: their
 * own name, and the names of those that they are related to. */
static bool
take_name(const char **at, const char *end, char name[sizeof(ITEM_UNNAMED)])
{
	size_t len = sizeof(ITEM_UNNAMED) - 1;

	if ((size_t)(end - *at) < len)
		return false;
	memcpy(name, *at, len);
	name[len] = '\0';
	*at += len;
	return valid_item(name);
}

static bool
take_text(const char **at, const char *end, const char *text)
{
	size_t len = strlen(text);

	if ((size_t)(end - *at) < len || memcmp(*at, text, len) != 0)
		return false;
	*at += len;
	return true;
}

/* Lines of related items, one behind the other.  No text of an item holds one:
 * what opens an element is escaped there. */
static const char *
behind_related(const char *at, const char *end)
{
	char name[sizeof(ITEM_UNNAMED)];
	const char *next = at;

	while (take_text(&next, end, RELATED) && take_name(&next, end, name) &&
	       take_text(&next, end, RELATED_END))
		at = next;
	return at;
}

/* All else of the file; false: it does not begin as items do. */
static bool
put_nameless(struct buf *b, const struct archive_file *f,
    char name[sizeof(ITEM_UNNAMED)])
{
	const char *at = f->data, *end = at + f->len, *related, *next;

	if (!take_text(&at, end, BEGINS) || !take_name(&at, end, name))
		return false;
	related = memmem(at, (size_t)(end - at), RELATED, strlen(RELATED));
	if (related == NULL) {
		buf_put(b, at, (size_t)(end - at));
		return true;
	}
	next = behind_related(related, end);
	buf_put(b, at, (size_t)(related - at));
	if (next > related)
		buf_puts(b, RELATED);
	buf_put(b, next, (size_t)(end - next));
	return true;
}

static void
put_text(struct buf *b, const char *text)
{
	buf_put(b, text, strlen(text) + 1);
}

/* All that the readings of facts depend on, so that they say the same. */
static void
put_behind(struct buf *b, const struct outgoing *o)
{
	size_t i;

	buf_put_u32(b, (uint32_t)o->submission_count);
	for (i = 0; i < o->submission_count; i++)
		put_text(b, o->submissions[i]);
	for (i = 0; i < o->fact_count; i++) {
		put_text(b, o->facts[i].value);
		put_text(b, o->facts[i].member);
	}
}

/* The edition that the file must be, and what it is known by; NULL: by nothing,
 * it is read. */
static const struct outgoing *
alike(GHashTable *meant, const struct archive_file *f, struct digest *out)
{
	char name[sizeof(ITEM_UNNAMED)];
	const struct outgoing *o = NULL;
	struct buf b = { 0 };

	if (put_nameless(&b, f, name))
		o = g_hash_table_lookup(meant, name);
	if (o != NULL) {
		put_behind(&b, o);
		digest_of(b.data, b.len, out);
	}
	buf_free(&b);
	return o;
}

void
second_begin(struct night *n)
{
	n->read_twice =
	    g_hash_table_new_full(digest_bucket, digest_same, g_free, NULL);
}

void
second_end(struct night *n)
{
	g_hash_table_destroy(n->read_twice);
	n->read_twice = NULL;
}

static const char *
check_said(struct night *n, const struct item *it, const struct outgoing *o)
{
	const char *what = check_truehits(n, o);

	return what == NULL ? check_facts(n, it, o) : what;
}

static const char *
check_item(struct night *n, const struct item *it, const struct outgoing *o)
{
	const char *what;

	if (o == NULL)
		return arena_printf(n->arena, "%s is not meant for it", it->id);
	if (item_is_over(it))
		return check_over(n, it, o);
	what = check_terms(n, o);
	return what == NULL ? check_said(n, it, o) : what;
}

static struct objection
read_anew(struct night *n, GHashTable *meant, const struct archive_file *f,
    const struct digest *known_by)
{
	struct objection out = { NULL, NULL };
	const struct outgoing *o;
	struct item *it;
	char err[256];

	it = item_read(n->arena, f->data, f->len, err, sizeof(err));
	if (it == NULL) {
		out.what = arena_printf(n->arena, "%s: %s", f->name, err);
		return out;
	}
	o = g_hash_table_lookup(meant, it->id);
	out.what = check_item(n, it, o);
	out.casefile = o == NULL ? NULL : o->casefile;
	if (out.what == NULL && known_by != NULL && !item_is_over(it))
		g_hash_table_add(
		    n->read_twice, g_memdup2(known_by, sizeof(*known_by)));
	return out;
}

/* Whom it may go to is asked each time; what it says, once of the same bytes
 * with the same submissions behind them. */
static struct objection
read_one(struct night *n, GHashTable *meant, const struct archive_file *f)
{
	const struct outgoing *o = NULL;
	struct digest known_by;

	if (n->read_twice != NULL)
		o = alike(meant, f, &known_by);
	if (o == NULL)
		return read_anew(n, meant, f, NULL);
	if (!g_hash_table_contains(n->read_twice, &known_by))
		return read_anew(n, meant, f, &known_by);
	return (struct objection){ check_terms(n, o), o->casefile };
}

/* With memory of its own. */
static struct objection
read_aside(struct night *n, GHashTable *meant, const struct archive_file *f)
{
	struct arena *kept = night_aside(n);
	struct objection out = read_one(n, meant, f);

	if (out.what != NULL)
		out.what = arena_strdup(kept, out.what);
	night_back(n, kept);
	return out;
}

struct objection
second_read(
    struct night *n, const struct roster_audience *to, struct filepile *files)
{
	struct objection out = { NULL, NULL };
	GHashTable *meant = meant_for(n, to);
	struct archive_file f;
	struct buf b = { 0 };
	size_t i;

	for (i = 0; out.what == NULL && i < filepile_count(files); i++) {
		f.name = filepile_file(files, i)->name;
		if (strncmp(f.name, "items/", 6) != 0)
			continue;
		b.len = 0;
		filepile_get(files, i, &b);
		f.data = buf_str(&b);
		f.len = b.len;
		out = read_aside(n, meant, &f);
	}
	buf_free(&b);
	g_hash_table_destroy(meant);
	return out;
}

struct objection
second_read_one(struct night *n, const struct roster_audience *to,
    const struct archive_file *file)
{
	GHashTable *meant = meant_for(n, to);
	struct objection out = read_aside(n, meant, file);

	g_hash_table_destroy(meant);
	return out;
}
