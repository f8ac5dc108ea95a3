#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/release/lists.h"
#include "batch/release/outgoing.h"
#include "batch/release/retraction.h"
#include "batch/release/struck.h"
#include "batch/release/told.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/words.h"
#include "formats/config/roster.h"
#include "formats/out/bundle.h"
#include "formats/out/held.h"
#include "formats/out/item.h"
#include "formats/tools/postfixlist.h"
#include "formats/tools/rpzlist.h"
#include "formats/tools/rulenumber.h"
#include "formats/tools/squidlist.h"

/* So many values the gate reads at once. */
#define AT_ONCE 200
/* Stopped values that one message names. */
#define NAMED 3

/* What an item says of all its values. */
struct teller {
	const char *item;
	enum tlp tlp;
	uint64_t least;
	const char *first, *last; /* seen */
	const char *since;	  /* the item was first told */
};

/* A value as one item tells it. */
struct telling {
	const struct teller *by;
	const char *first, *last; /* seen, or as the item says */
	uint64_t size;
	unsigned roles;
	bool attested;
};

/* A value, and who tells it. */
struct voiced {
	enum ind_type type;
	const char *value;
	struct telling *tellings;
	size_t count;
};

/* What the bundle before held of a value. */
struct before {
	enum ind_type type;
	const char *value, *items, *why;
	bool stopped;
	enum held_use use;
	unsigned rule, rev;
};

/* Why a value that is told stands in no list. */
enum fate { FATE_NONE, FATE_EXPIRED, FATE_STOPPED };

/* The lists of one bundle on their way into it. */
struct filling {
	struct night *n;
	const struct roster_audience *to;
	struct arena *a;
	struct held_terms terms;
	GHashTable *tonight;	     /* id: edition that leaves */
	GHashTable *quiet;	     /* id: whether it was taken back quietly */
	GHashTable *voices;	     /* of struct voiced, by itself */
	const struct teller *teller; /* whose values are taken */
	struct held *h;
	const struct held_value *
	    *order;	  /* as lists have them beside each other */
	const char **why; /* of those: why the gate stops them; or NULL */
	struct before *before;
	size_t before_count;
	GHashTable *fates; /* "TYPE VALUE" of those */
};

static char *
key_of(struct arena *a, enum ind_type type, const char *value)
{
	return arena_printf(a, "%s %s", ind_type_word(type), value);
}

static bool
type_of(const char *told, enum ind_type *out)
{
	if (strcmp(told, TOLD_FILE) == 0) {
		*out = IND_SHA256;
		return true;
	}
	return ind_type_parse(told, out);
}

static guint
voice_bucket(gconstpointer p)
{
	const struct voiced *x = p;

	return g_str_hash(x->value) + (guint)x->type;
}

static gboolean
voice_same(gconstpointer p, gconstpointer q)
{
	const struct voiced *x = p, *y = q;

	return x->type == y->type && strcmp(x->value, y->value) == 0;
}

static struct voiced *
voice_of(struct filling *f, enum ind_type type, const char *value)
{
	struct voiced key = { .type = type, .value = value }, *x;

	x = g_hash_table_lookup(f->voices, &key);
	if (x != NULL)
		return x;
	x = arena_alloc(f->a, sizeof(*x));
	x->type = type;
	x->value = arena_strdup(f->a, value);
	g_hash_table_add(f->voices, x);
	return x;
}

/* Of the item that stands in f->teller. */
static void
take(void *to, const struct told *t)
{
	struct filling *f = to;
	struct voiced *v;
	struct telling *x;
	enum ind_type type;

	if (!type_of(t->type, &type))
		return;
	v = voice_of(f, type, t->value);
	x = arena_push(f->a, &v->tellings, &v->count, sizeof(*x));
	*x = (struct telling){ .by = f->teller,
		.roles = t->roles,
		.attested = t->attested,
		.size = t->size,
		.first = t->first == NULL ? f->teller->first
					  : arena_strdup(f->a, t->first),
		.last = t->last == NULL ? f->teller->last
					: arena_strdup(f->a, t->last) };
}

static const char *
text_or_null(struct filling *f, struct stmt *s, int column)
{
	return db_text(s, column) == NULL ? NULL : db_textdup(s, column, f->a);
}

/* Items that were told before, by name, as their last editions say. */
struct tellers {
	struct teller *list;
	size_t count;
};

static void
take_teller(struct filling *f, struct tellers *all, struct stmt *s)
{
	struct teller *t = all->count == 0 ? NULL : &all->list[all->count - 1];

	if (t == NULL || strcmp(t->item, db_text(s, 0)) != 0) {
		t = arena_push(f->a, &all->list, &all->count, sizeof(*t));
		t->item = db_textdup(s, 0, f->a);
		t->since = text_or_null(f, s, 5);
	}
	if (!tlp_parse(db_text(s, 1), &t->tlp))
		t->tlp = TLP_RED;
	t->least = (uint64_t)db_int(s, 2);
	t->first = text_or_null(f, s, 3);
	t->last = text_or_null(f, s, 4);
}

static struct tellers
load_tellers(struct filling *f)
{
	struct tellers all = { 0 };
	struct stmt *s;

	s = db_query(f->n->hub->db, SQL_LISTS_ITEMS, "t", f->to->id);
	while (db_row(s))
		take_teller(f, &all, s);
	return all;
}

/* The item's, which is not before *at; both lists are by name. */
static const struct teller *
next_teller(const struct tellers *all, size_t *at, const char *item)
{
	while (*at < all->count && strcmp(all->list[*at].item, item) < 0)
		(*at)++;
	return *at < all->count && strcmp(all->list[*at].item, item) == 0
		   ? &all->list[*at]
		   : NULL;
}

static void
take_before(struct filling *f)
{
	struct tellers all = load_tellers(f);
	size_t at = 0;
	struct stmt *s;
	struct told t;

	s = db_query(f->n->hub->db, SQL_LISTS_TOLD, "t", f->to->id);
	while (db_row(s)) {
		if (g_hash_table_contains(f->tonight, db_text(s, 0)))
			continue;
		if (f->teller == NULL ||
		    strcmp(f->teller->item, db_text(s, 0)) != 0) {
			f->teller = next_teller(&all, &at, db_text(s, 0));
			if (f->teller == NULL)
				continue;
			arena_push_str(f->a, &f->h->items, &f->h->item_count,
			    f->teller->item);
		}
		t = (struct told){ .type = db_text(s, 1),
			.value = db_text(s, 2),
			.roles = (unsigned)db_int(s, 3),
			.attested = db_int(s, 4) != 0,
			.size = (uint64_t)db_int(s, 5),
			.first = db_text(s, 6),
			.last = db_text(s, 7) };
		take(f, &t);
	}
}

static const struct teller *
teller_of(struct filling *f, const struct outgoing *o)
{
	struct teller *t = arena_alloc(f->a, sizeof(*t));

	*t = (struct teller){ .item = o->id,
		.tlp = o->item->tlp,
		.least = o->item->sightings,
		.first = o->item->seen_first,
		.last = o->item->seen_last,
		.since = o->item->first_shared };
	return t;
}

static void
take_tonights(struct filling *f)
{
	const struct outgoing *o;
	size_t i;

	for (i = 0; i < f->n->outgoing_count; i++) {
		o = &f->n->outgoing[i];
		if (o->audience != f->to)
			continue;
		f->teller = teller_of(f, o);
		if (!item_is_over(o->item))
			arena_push_str(
			    f->a, &f->h->items, &f->h->item_count, o->id);
		told_each(o->item, take, f);
	}
}

static int
by_value(const void *a, const void *b)
{
	const struct held_value *x = a, *y = b;

	return held_order(x->type, x->value, y->type, y->value);
}

static int
by_voice(const void *a, const void *b)
{
	const struct voiced *x = *(struct voiced *const *)a;
	const struct voiced *y = *(struct voiced *const *)b;

	return held_order(x->type, x->value, y->type, y->value);
}

static int
by_teller(const void *a, const void *b)
{
	const struct telling *x = a, *y = b;

	return strcmp(x->by->item, y->by->item);
}

static int
by_removal(const void *a, const void *b)
{
	const struct held_removal *x = a, *y = b;

	return held_order(x->type, x->value, y->type, y->value);
}

/* Dates of this form sort as they follow each other. */
static void
widen(struct held_value *v, const struct telling *x)
{
	v->roles |= x->roles;
	v->attested |= x->attested;
	if (x->size > v->size)
		v->size = x->size;
	if (x->by->tlp > v->tlp)
		v->tlp = x->by->tlp;
	if (x->by->least > v->least)
		v->least = x->by->least;
	if (x->first != NULL &&
	    (v->first == NULL || strcmp(x->first, v->first) < 0))
		v->first = x->first;
	if (x->last != NULL &&
	    (v->last == NULL || strcmp(x->last, v->last) > 0))
		v->last = x->last;
}

static const char *
later(const char *x, const char *y)
{
	if (x == NULL || y == NULL)
		return x == NULL ? y : x;
	return strcmp(x, y) > 0 ? x : y;
}

/* Tellings of one value, as one; what was seen of it last, or else told. */
static struct held_value
put_together(struct filling *f, struct voiced *x)
{
	struct held_value v = {
		.type = x->type, .value = x->value, .tlp = x->tellings->by->tlp
	};
	const char *seen = NULL, *item = NULL;
	const struct telling *t;
	struct buf items = { 0 };

	if (x->count > 1)
		qsort(x->tellings, x->count, sizeof(*x->tellings), by_teller);
	for (t = x->tellings; t < x->tellings + x->count; t++) {
		widen(&v, t);
		seen = later(seen, t->last != NULL ? t->last : t->by->since);
		if (item != NULL && strcmp(item, t->by->item) == 0)
			continue;
		if (item != NULL)
			buf_puts(&items, " ");
		item = t->by->item;
		buf_puts(&items, item);
	}
	v.items = arena_strdup(f->a, buf_str(&items));
	buf_free(&items);
	v.until = held_until(f->a, &f->terms, v.type, seen);
	v.use = held_use(&f->terms, &v);
	return v;
}

static void
note_fate(struct filling *f, const struct held_value *v, enum fate is)
{
	g_hash_table_insert(
	    f->fates, key_of(f->a, v->type, v->value), GINT_TO_POINTER(is));
}

static void
stop(struct filling *f, const struct held_value *v, const char *why)
{
	struct held_kept_out *out;

	out = arena_push(
	    f->a, &f->h->kept_out, &f->h->kept_out_count, sizeof(*out));
	*out = (struct held_kept_out){ .v = *v, .why = why };
	note_fate(f, v, FATE_STOPPED);
}

/* Those that are neither over nor nobody's to block. */
static void
judge(struct filling *f, struct held_value *v)
{
	const char *why;

	if (v->until != NULL && strcmp(v->until, f->n->day) < 0) {
		note_fate(f, v, FATE_EXPIRED);
		return;
	}
	why = held_stopped(f->a, &f->terms, v->type, v->value);
	if (why != NULL) {
		stop(f, v, why);
		return;
	}
	f->h->values[f->h->count++] = *v;
}

static void
merge(struct filling *f)
{
	guint count;
	struct voiced **list;
	struct held_value v;
	size_t i;

	list =
	    (struct voiced **)g_hash_table_get_keys_as_array(f->voices, &count);
	f->h->values = arena_alloc(f->a, (count + 1) * sizeof(v));
	if (count > 1)
		qsort(list, count, sizeof(struct voiced *), by_voice);
	for (i = 0; i < count; i++) {
		v = put_together(f, list[i]);
		judge(f, &v);
	}
	g_free(list);
}

/* Values as they are told, and as lists write them that turn an address round
 * or say a subject in letters of its own: whoever gives one may choose what
 * that spells. */
static void
write_out(struct arena *a, struct buf *out, const struct held *h)
{
	struct bundle b = { .audience = "", .held = h };
	size_t i;

	for (i = 0; i < h->count; i++)
		buf_printf(out, "%s\n", h->values[i].value);
	rpzlist_block(a, out, &b, NULL, 0);
	rpzlist_search(a, out, &b, NULL, 0);
	squidlist_urls(a, out, &b, NULL, 0);
	postfixlist(a, out, &b, NULL, 0);
}

/* What the gate says of the values from .. to that it does not stop yet. */
static const char *
read_values(struct filling *f, size_t from, size_t to)
{
	struct arena *a = arena_new();
	struct held h = { .values =
			      arena_alloc(a, (to - from) * sizeof(*h.values)) };
	const char *hit = NULL;
	struct buf b = { 0 };

	for (; from < to; from++)
		if (f->why[from] == NULL)
			h.values[h.count++] = *f->order[from];
	if (h.count > 0) {
		write_out(a, &b, &h);
		hit = gate_hit(f->n->gate, b.data, b.len, NULL);
	}
	buf_free(&b);
	arena_free(a);
	return hit;
}

/* Which of them name somebody, alone or side by side: who is in the roster
 * since, or what was told as it is by all who agreed to that item. */
static void
sift(struct filling *f, size_t from, size_t to)
{
	size_t middle = from + (to - from) / 2, i;
	const char *hit = read_values(f, from, to);

	if (hit == NULL)
		return;
	if (to - from == 1) {
		f->why[from] = hit;
		return;
	}
	sift(f, from, middle);
	sift(f, middle, to);
	for (i = 0; (hit = read_values(f, from, to)) != NULL; i++) {
		if (middle > from + i)
			f->why[middle - 1 - i] = hit;
		if (middle + i < to)
			f->why[middle + i] = hit;
	}
}

static int
by_use(const void *a, const void *b)
{
	const struct held_value *x = *(struct held_value *const *)a;
	const struct held_value *y = *(struct held_value *const *)b;

	return x->use != y->use ? (int)x->use - (int)y->use : by_value(x, y);
}

static bool
is_stopped(struct filling *f, const struct held_value *v)
{
	return g_hash_table_contains(f->fates, key_of(f->a, v->type, v->value));
}

/* One value that the gate stops must not hold all others back. */
static void
leave_names(struct filling *f)
{
	struct held *h = f->h;
	size_t i, kept = 0;

	f->order = arena_alloc(f->a, (h->count + 1) * sizeof(*f->order));
	for (i = 0; i < h->count; i++)
		f->order[i] = &h->values[i];
	if (h->count > 1)
		qsort(f->order, h->count, sizeof(*f->order), by_use);
	f->why = arena_alloc(f->a, (h->count + 1) * sizeof(*f->why));
	for (i = 0; i < h->count; i += AT_ONCE - 1)
		sift(f, i, i + AT_ONCE < h->count ? i + AT_ONCE : h->count);
	for (i = 0; i < h->count; i++)
		if (f->why[i] != NULL)
			stop(f, f->order[i], f->why[i]);
	for (i = 0; i < h->count; i++)
		if (!is_stopped(f, &h->values[i]))
			h->values[kept++] = h->values[i];
	h->count = kept;
}

static struct before *
load_before(struct night *n, const char *audience, size_t *count)
{
	struct before *list = NULL, *x;
	struct stmt *s;

	*count = 0;
	s = db_query(n->hub->db, SQL_LISTS_BEFORE, "t", audience);
	while (db_row(s)) {
		x = arena_push(n->arena, &list, count, sizeof(*x));
		ind_type_parse(db_text(s, 0), &x->type);
		x->value = db_textdup(s, 1, n->arena);
		x->stopped = !held_use_parse(db_text(s, 2), &x->use);
		x->rule = (unsigned)db_int(s, 3);
		x->rev = (unsigned)db_int(s, 4);
		x->items = db_textdup(s, 5, n->arena);
		x->why =
		    db_text(s, 6) == NULL ? NULL : db_textdup(s, 6, n->arena);
	}
	return list;
}

static const struct held_value *
find(const struct held *h, const struct before *x)
{
	struct held_value key = { .type = x->type, .value = x->value };

	return h->count == 0
		   ? NULL
		   : bsearch(&key, h->values, h->count, sizeof(key), by_value);
}

/* A value keeps its number while lists hold it; a new one takes the first that
 * is free from a place that its bytes choose. */
static void
number_rules(struct filling *f)
{
	struct rulenumbers *all = rulenumbers_new(f->a, HELD_RULES);
	struct held_value *v;
	size_t i;

	for (i = 0; i < f->before_count; i++) {
		v = (struct held_value *)(uintptr_t)find(f->h, &f->before[i]);
		if (v != NULL && v->use != HELD_TOLD &&
		    f->before[i].rule != 0) {
			v->rule = f->before[i].rule;
			v->rev =
			    f->before[i].rev + (v->use != f->before[i].use);
			rulenumbers_use(all, v->rule);
		} else if (v == NULL)
			/* Tonight it says what came out. */
			rulenumbers_use(all, f->before[i].rule);
	}
	for (v = f->h->values; v < f->h->values + f->h->count; v++)
		if (v->rule == 0 && v->use != HELD_TOLD &&
		    held_has_rules(v->type)) {
			v->rule = rulenumbers_take(
			    all, key_of(f->a, v->type, v->value));
			v->rev = 1;
		}
}

/* Asked once of an item, however many values it told. */
static bool
is_quiet(struct filling *f, char *item)
{
	gpointer quiet;

	if (!g_hash_table_lookup_extended(f->quiet, item, NULL, &quiet)) {
		quiet =
		    GINT_TO_POINTER(retraction_is_quiet(f->n, f->to->id, item));
		g_hash_table_insert(f->quiet, item, quiet);
	}
	return GPOINTER_TO_INT(quiet) != 0;
}

/* Whether a value that is told no more may be named once more. */
static bool
may_be_named(struct filling *f, const struct before *x)
{
	const struct outgoing *o;
	char *item, *save = NULL;

	if (gate_hit(f->n->gate, x->value, strlen(x->value), NULL) != NULL)
		return false;
	for (item = strtok_r(arena_strdup(f->a, x->items), " ", &save);
	     item != NULL; item = strtok_r(NULL, " ", &save)) {
		o = g_hash_table_lookup(f->tonight, item);
		if ((o != NULL && struck_from(o, x->value)) ||
		    is_quiet(f, item))
			return false;
	}
	return true;
}

/* Why it left the list in which it stood; false: it did not. */
static bool
has_gone(struct filling *f, const struct before *x, enum held_gone *why)
{
	const struct held_value *v = find(f->h, x);
	enum fate is;

	if (x->stopped)
		return false;
	if (v != NULL) {
		*why = v->use == HELD_BLOCK ? GONE_BLOCKED : GONE_SEARCHED;
		return x->use != v->use;
	}
	is = (enum fate)GPOINTER_TO_INT(
	    g_hash_table_lookup(f->fates, key_of(f->a, x->type, x->value)));
	*why = is == FATE_EXPIRED   ? GONE_EXPIRED
	       : is == FATE_STOPPED ? GONE_STOPPED
				    : GONE_RETRACTED;
	return true;
}

/* As they are told, and as the lists beside the lists write them. */
static bool
names_somebody(struct filling *f, struct held_removal *from, size_t count)
{
	struct held part = { .removals = from, .removal_count = count };
	struct held values = held_removed(f->a, &part);
	struct buf b = { 0 };
	const char *hit;
	size_t i;

	for (i = 0; i < values.count; i++)
		values.values[i].items = ITEM_UNNAMED;
	write_out(f->a, &b, &values);
	hit = gate_hit(f->n->gate, b.data, b.len, NULL);
	buf_free(&b);
	return hit != NULL;
}

/* What came out stands side by side, too, and must not hold up what is in. */
static void
leave_removals(struct filling *f)
{
	struct held *h = f->h;
	size_t i, count, kept = 0;

	for (i = 0; i < h->removal_count; i += count) {
		count = h->removal_count - i < AT_ONCE ? h->removal_count - i
						       : AT_ONCE;
		if (names_somebody(f, &h->removals[i], count))
			continue;
		memmove(&h->removals[kept], &h->removals[i],
		    count * sizeof(*h->removals));
		kept += count;
	}
	h->removal_count = kept;
}

static const char *
first_of(struct arena *a, const char *items)
{
	return arena_strndup(a, items, strcspn(items, " "));
}

static void
list_removals(struct filling *f)
{
	struct held *h = f->h;
	const struct before *x;
	enum held_gone why;

	for (x = f->before; x < f->before + f->before_count; x++)
		if (has_gone(f, x, &why) && may_be_named(f, x))
			*(struct held_removal *)arena_push(f->a, &h->removals,
			    &h->removal_count, sizeof(*h->removals)) =
			    (struct held_removal){ x->type, x->value, x->use,
				    why, first_of(f->a, x->items), x->rule };
	if (h->removal_count > 1)
		qsort(h->removals, h->removal_count, sizeof(*h->removals),
		    by_removal);
}

static void
note_tonights(struct filling *f)
{
	struct outgoing *o;
	size_t i;

	for (i = 0; i < f->n->outgoing_count; i++) {
		o = &f->n->outgoing[i];
		if (o->audience == f->to)
			g_hash_table_insert(
			    f->tonight, (char *)(uintptr_t)o->id, o);
	}
}

void
lists_fill(struct night *n, const struct roster_audience *to, struct bundle *b)
{
	const struct settings *set = &n->hub->settings;
	struct filling f = { .n = n, .to = to, .a = n->arena };
	size_t i;

	f.terms = (struct held_terms){ .ip_days = set->ip_days,
		.name_days = set->name_days,
		.other_days = set->other_days,
		.one_is_enough = set->one_is_enough,
		.never_block = set->never_block };
	f.h = arena_alloc(f.a, sizeof(*f.h));
	f.tonight = g_hash_table_new(g_str_hash, g_str_equal);
	f.quiet = g_hash_table_new(g_str_hash, g_str_equal);
	f.fates = g_hash_table_new(g_str_hash, g_str_equal);
	f.voices = g_hash_table_new(voice_bucket, voice_same);
	f.before = load_before(n, to->id, &f.before_count);
	note_tonights(&f);
	take_before(&f);
	take_tonights(&f);
	merge(&f);
	leave_names(&f);
	number_rules(&f);
	list_removals(&f);
	leave_removals(&f);
	for (i = 0; i < f.h->count; i++)
		if (f.h->values[i].tlp > b->tlp)
			b->tlp = f.h->values[i].tlp;
	b->held = f.h;
	g_hash_table_destroy(f.voices);
	g_hash_table_destroy(f.tonight);
	g_hash_table_destroy(f.quiet);
	g_hash_table_destroy(f.fates);
}

/* Rows on their way into the database: those that stay are not touched. */
struct keeping {
	struct night *n;
	const char *audience;
	GHashTable *before; /* "TYPE VALUE": struct before */
};

static bool
is_as_before(const struct before *x, const struct held_value *v,
    const char *use, const char *why)
{
	return strcmp(x->stopped ? "stopped" : held_use_word(x->use), use) ==
		   0 &&
	       x->rule == v->rule && x->rev == v->rev &&
	       strcmp(x->items, v->items) == 0 &&
	       (why == NULL) == (x->why == NULL) &&
	       (why == NULL || strcmp(why, x->why) == 0);
}

/* Returns whether it was there as `use` before. */
static bool
put(struct keeping *k, const struct held_value *v, const char *use,
    const char *why)
{
	char *key = key_of(k->n->arena, v->type, v->value);
	const struct before *x = g_hash_table_lookup(k->before, key);

	g_hash_table_remove(k->before, key);
	if (x != NULL && is_as_before(x, v, use, why))
		return true;
	db_run(k->n->hub->db, SQL_LISTS_PUT, "ttttiitt", k->audience,
	    ind_type_word(v->type), v->value, use, (int64_t)v->rule,
	    (int64_t)v->rev, v->items, why);
	return x != NULL && x->stopped == (why != NULL);
}

static void
drop_rest(struct keeping *k)
{
	const struct before *x;
	GHashTableIter i;
	void *at;

	g_hash_table_iter_init(&i, k->before);
	while (g_hash_table_iter_next(&i, NULL, &at)) {
		x = at;
		db_run(k->n->hub->db, SQL_LISTS_DROP, "ttt", k->audience,
		    ind_type_word(x->type), x->value);
	}
}

/* Stated by a person, it is said to a person; in mails it is everyday. */
static bool
is_for_a_person(const struct held_value *v)
{
	return (v->roles & (HELD_AS(ROLE_C2) | HELD_AS(ROLE_DOWNLOAD))) != 0;
}

static void
keep_out(struct keeping *k, const struct held *h)
{
	const struct held_kept_out *x;
	const char *list = "";
	size_t count = 0;

	for (x = h->kept_out; x < h->kept_out + h->kept_out_count; x++) {
		if (put(k, &x->v, "stopped", x->why) || !is_for_a_person(&x->v))
			continue;
		if (count++ < NAMED)
			list = arena_printf(k->n->arena, "%s%s%.*s, %s", list,
			    *list == '\0' ? "" : "; ",
			    (int)strcspn(x->v.items, " "), x->v.items, x->why);
	}
	if (count > 0)
		night_attention(k->n,
		    "%zu told to %s as C2 or download kept out of its lists (%s%s): review names all",
		    count, k->audience, list, count > NAMED ? "; ..." : "");
}

void
lists_keep(
    struct night *n, const struct roster_audience *to, const struct bundle *b)
{
	struct keeping k = { .n = n, .audience = to->id };
	const struct held *h = b->held;
	struct before *list;
	size_t count, i;

	k.before = g_hash_table_new(g_str_hash, g_str_equal);
	list = load_before(n, to->id, &count);
	for (i = 0; i < count; i++)
		g_hash_table_insert(k.before,
		    key_of(n->arena, list[i].type, list[i].value), &list[i]);
	for (i = 0; i < h->count; i++)
		if (h->values[i].use != HELD_TOLD)
			put(&k, &h->values[i], held_use_word(h->values[i].use),
			    NULL);
	keep_out(&k, h);
	drop_rest(&k);
	g_hash_table_destroy(k.before);
}
