#include <inttypes.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/find/find.h"
#include "batch/find/wanted.h"
#include "batch/release/told.h"
#include "batch/store/acked.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/indicators/observable.h"
#include "formats/out/itemlife.h"

struct finding {
	struct hub *hub;
	struct arena *arena;
	const char **audiences; /* that were ever told a thing */
	size_t audience_count;
	char today[11];
	struct find_answer *out;
};

static void
read_audiences(struct finding *f)
{
	struct stmt *s = db_query(f->hub->db, SQL_FIND_AUDIENCES, "");

	while (db_row(s))
		arena_push_str(f->arena, &f->audiences, &f->audience_count,
		    db_textdup(s, 0, f->arena));
}

/* Room for one more; false where there are enough. */
static bool
add_hit(struct finding *f, const struct find_hit *hit)
{
	struct find_answer *o = f->out;

	if (hit->source_count == 0 && hit->item_count == 0)
		return true;
	if (o->count == FIND_MOST) {
		o->more = true;
		return false;
	}
	*(struct find_hit *)arena_push(
	    f->arena, &o->hits, &o->count, sizeof(*hit)) = *hit;
	return true;
}

static bool
is_known(const struct finding *f, const char *type, const char *value)
{
	const struct find_hit *h = f->out->hits, *end = h + f->out->count;

	for (; h < end; h++)
		if (strcmp(h->type, type) == 0 && strcmp(h->value, value) == 0)
			return true;
	return false;
}

/* Columns from `first`: submission, case, member, package, run, day. */
static struct find_source *
add_source(struct finding *f, struct find_hit *hit, struct stmt *s, int first)
{
	struct find_source *o;
	struct arena *a = f->arena;

	if (hit->source_count == FIND_MOST) {
		hit->more = true;
		return NULL;
	}
	o = arena_push(a, &hit->sources, &hit->source_count, sizeof(*o));
	o->submission = db_textdup(s, first, a);
	o->casefile = db_textdup(s, first + 1, a);
	o->member = db_textdup(s, first + 2, a);
	o->package = db_textdup(s, first + 3, a);
	o->run = db_textdup(s, first + 4, a);
	o->day = db_textdup(s, first + 5, a);
	return o;
}

/* And role, how, withdrawn behind them. */
static void
read_sources(struct finding *f, struct find_hit *hit, struct stmt *s)
{
	struct find_source *o;

	while (db_row(s)) {
		o = add_source(f, hit, s, 0);
		if (o == NULL)
			continue;
		o->role = db_textdup(s, 6, f->arena);
		o->how = db_textdup(s, 7, f->arena);
		o->withdrawn = !db_null(s, 8);
	}
}

static void
read_editions(struct finding *f, struct find_item *it, struct ended *end)
{
	struct arena *a = f->arena;
	struct find_edition *e;
	enum life is;
	struct stmt *s;

	s = db_query(f->hub->db, SQL_FIND_EDITIONS, "tt", it->id, it->audience);
	while (db_row(s)) {
		e = arena_push(
		    a, &it->editions, &it->edition_count, sizeof(*e));
		e->edition = db_int(s, 0);
		e->bundle = arena_printf(
		    a, "%s-%06" PRId64, it->audience, db_int(s, 1));
		e->day = db_textdup(s, 2, a);
		is = life_of(
		    (unsigned)e->edition, db_int(s, 3) != 0, !db_null(s, 4));
		e->state = life_word(is);
		e->by = db_textdup(s, 4, a);
		it->ended = life_is_live(is) ? NULL : e->day;
		*end = (struct ended){ it->id, e->by, db_int(s, 1), e->day,
			db_int(s, 5) };
	}
}

/* An audience that the roster has no more is asked for nothing. */
static void
read_silent(struct finding *f, struct find_item *it, const struct ended *end)
{
	const struct roster_audience *to;

	to = roster_audience(f->hub->roster, it->audience);
	if (it->ended == NULL || to == NULL)
		return;
	it->silent = acked_silent(
	    acked_open(f->hub, f->arena, to, f->today), end, &it->silent_count);
}

static void
add_item(struct finding *f, struct find_hit *hit, const char *id,
    const char *audience, enum find_how how)
{
	struct find_item *it;
	struct ended end = { 0 };
	size_t i;

	for (i = 0; i < hit->item_count; i++)
		if (strcmp(hit->items[i].id, id) == 0 &&
		    strcmp(hit->items[i].audience, audience) == 0)
			return;
	it = arena_push(f->arena, &hit->items, &hit->item_count, sizeof(*it));
	*it = (struct find_item){ .id = id, .audience = audience, .how = how };
	read_editions(f, it, &end);
	read_silent(f, it, &end);
}

struct told_row {
	const char *item;
	enum find_how how;
};

static void
read_told(struct finding *f, struct find_hit *hit, const char *type,
    const char *value, const char *audience)
{
	struct told_row *rows = NULL, *r;
	size_t count = 0, i;
	struct stmt *s;

	s = db_query(f->hub->db, SQL_FIND_TOLD, "ttti", audience, type, value,
	    (int64_t)FIND_MOST);
	while (db_row(s)) {
		r = arena_push(f->arena, &rows, &count, sizeof(*r));
		r->item = db_textdup(s, 0, f->arena);
		r->how = db_int(s, 1) != 0 ? FIND_TELLS : FIND_TOLD_BEFORE;
	}
	for (i = 0; i < count; i++)
		add_item(f, hit, rows[i].item, audience, rows[i].how);
}

static void
read_told_to_all(struct finding *f, struct find_hit *hit, const char *type)
{
	size_t i;

	for (i = 0; i < f->audience_count; i++)
		read_told(f, hit, type, hit->value, f->audiences[i]);
}

struct pair {
	const char *type, *value;
};

/* Audience and item. */
static void
read_behind(struct finding *f, struct find_hit *hit, const char *submission)
{
	struct pair *list = NULL, *p;
	size_t count = 0, i;
	struct stmt *s;

	s = db_query(
	    f->hub->db, SQL_FIND_BEHIND, "ti", submission, (int64_t)FIND_MOST);
	while (db_row(s)) {
		p = arena_push(f->arena, &list, &count, sizeof(*p));
		p->value = db_textdup(s, 0, f->arena);
		p->type = db_textdup(s, 1, f->arena);
	}
	for (i = 0; i < count; i++)
		add_item(f, hit, list[i].value, list[i].type, FIND_BEHIND);
}

static void
read_all_behind(struct finding *f, struct find_hit *hit)
{
	size_t i;

	for (i = 0; i < hit->source_count; i++)
		read_behind(f, hit, hit->sources[i].submission);
}

static bool
find_value(struct finding *f, const char *type, const char *value)
{
	struct find_hit hit = {
		.kind = FIND_VALUE, .type = type, .value = value
	};

	if (is_known(f, type, value))
		return true;
	read_sources(f, &hit,
	    db_query(f->hub->db, SQL_FIND_VALUE, "tti", value, type,
		(int64_t)FIND_MOST + 1));
	read_told_to_all(f, &hit, type);
	read_all_behind(f, &hit);
	return add_hit(f, &hit);
}

static bool
find_file(struct finding *f, const char *sha256)
{
	struct find_hit hit = {
		.kind = FIND_FILE, .type = TOLD_FILE, .value = sha256
	};

	read_sources(f, &hit,
	    db_query(f->hub->db, SQL_FIND_FILE, "ti", sha256,
		(int64_t)FIND_MOST + 1));
	read_told_to_all(f, &hit, TOLD_FILE);
	read_all_behind(f, &hit);
	return add_hit(f, &hit);
}

/* Under whichever type it was given or told. */
static void
find_meant(struct finding *f, const char *value)
{
	enum ind_type t;

	find_file(f, value);
	for (t = 0; t < IND_TYPES; t++)
		find_value(f, ind_type_word(t), value);
}

/* Told it is as an address, whatever it was seen as. */
static void
find_traffic(struct finding *f, const struct wanted_address *w)
{
	struct find_hit hit = { .kind = FIND_VALUE, .type = "traffic" };

	hit.value = w->port == -1 ? w->address
				  : arena_printf(f->arena, "%s port %lld",
					w->address, (long long)w->port);
	read_sources(f, &hit,
	    db_query(f->hub->db, SQL_FIND_TRAFFIC, "tii", w->address, w->port,
		(int64_t)FIND_MOST + 1));
	read_all_behind(f, &hit);
	add_hit(f, &hit);
}

static void
find_holding(struct finding *f, const char *like)
{
	struct pair *list = NULL, *p;
	size_t count = 0, i;
	struct stmt *s;

	s = db_query(f->hub->db, SQL_FIND_VALUES_LIKE, "ti", like,
	    (int64_t)FIND_MOST + 1);
	while (db_row(s)) {
		p = arena_push(f->arena, &list, &count, sizeof(*p));
		p->type = db_textdup(s, 0, f->arena);
		p->value = db_textdup(s, 1, f->arena);
	}
	for (i = 0; i < count; i++)
		if (!find_value(f, list[i].type, list[i].value))
			break;
}

/* One text is told once, with all that it came with. */
static struct find_hit *
text_hit(struct finding *f, const char *what, const char *text)
{
	struct find_answer *o = f->out;
	struct find_hit hit = {
		.kind = FIND_TEXT, .type = what, .value = text
	};
	size_t i;

	for (i = 0; i < o->count; i++)
		if (o->hits[i].kind == FIND_TEXT &&
		    strcmp(o->hits[i].type, what) == 0 &&
		    strcmp(o->hits[i].value, text) == 0)
			return &o->hits[i];
	if (o->count == FIND_MOST) {
		o->more = true;
		return NULL;
	}
	*(struct find_hit *)arena_push(
	    f->arena, &o->hits, &o->count, sizeof(hit)) = hit;
	return &o->hits[o->count - 1];
}

static void
add_text(struct finding *f, struct stmt *s)
{
	struct find_source *source;
	struct find_hit *hit;

	hit =
	    text_hit(f, db_textdup(s, 0, f->arena), db_textdup(s, 1, f->arena));
	source = hit == NULL ? NULL : add_source(f, hit, s, 2);
	if (source != NULL)
		source->withdrawn = !db_null(s, 8);
}

static void
find_texts(struct finding *f, const char *folded)
{
	size_t before = f->out->count, i, rows = 0;
	struct stmt *s;

	s = db_query(
	    f->hub->db, SQL_FIND_TEXTS, "ti", folded, (int64_t)FIND_MOST * 10);
	while (db_row(s)) {
		add_text(f, s);
		rows++;
	}
	f->out->more |= rows == (size_t)FIND_MOST * 10;
	for (i = before; i < f->out->count; i++)
		read_all_behind(f, &f->out->hits[i]);
}

void
find_all(struct hub *h, const struct wanted *w, struct find_answer *out)
{
	struct finding f = { .hub = h, .arena = h->arena, .out = out };
	size_t i;

	*out = (struct find_answer){ 0 };
	clock_day(clock_now(), f.today);
	read_audiences(&f);
	for (i = 0; i < w->count; i++)
		find_meant(&f, w->values[i]);
	for (i = 0; i < w->address_count; i++)
		find_traffic(&f, &w->addresses[i]);
	if (w->sha256 != NULL)
		return;
	find_holding(&f, w->like);
	find_texts(&f, w->folded);
}
