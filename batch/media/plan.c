#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/media/book.h"
#include "batch/media/plan.h"
#include "batch/media/pouch.h"
#include "batch/night/night.h"
#include "batch/record/post.h"
#include "batch/release/state.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"

/* Everything new of an audience, as far as a reader was given all before. */
struct stock {
	const char *audience;
	int64_t behind; /* what stands here comes after that one */
	struct stocked {
		int64_t sequence;
		const char *day;
		uint64_t size;
		bool there;
	} * list;
	size_t count;
	bool missed; /* it was said that some are gone */
};

struct planning {
	struct night *n;
	struct arena *a;
	struct medium *medium;
	struct plan *plan;
	struct stock *stocks;
	size_t stock_count;
	const char **undone; /* letters that may still grow */
	size_t undone_count;
};

static bool
size_of(struct planning *p, const char *path, uint64_t *size)
{
	struct stat st;

	if (fstatat(p->n->hub->dir, path, &st, AT_SYMLINK_NOFOLLOW) == -1 ||
	    !S_ISREG(st.st_mode))
		return false;
	*size = (uint64_t)st.st_size;
	return true;
}

/* A night that is not in the outbox whole holds up those behind it: bundles
 * go out in their order. */
static void
fill_stock(struct planning *p, struct stock *k)
{
	struct stocked *b;
	struct stmt *s;

	k->count = 0;
	s = db_query(
	    p->n->hub->db, SQL_MEDIA_BUNDLES, "ti", k->audience, k->behind);
	while (db_row(s)) {
		if (db_int(s, 2) == 0) {
			db_end(s);
			break;
		}
		b = arena_push(p->a, &k->list, &k->count, sizeof(*b));
		*b = (struct stocked){ .sequence = db_int(s, 0),
			.day = db_textdup(s, 1, p->a) };
		b->there = size_of(p,
		    hub_bundle_path(p->a, k->audience, b->sequence), &b->size);
	}
}

static struct stock *
stock_of(struct planning *p, const char *audience, int64_t last)
{
	struct stock *k;
	size_t i;

	for (i = 0; i < p->stock_count; i++)
		if (strcmp(p->stocks[i].audience, audience) == 0)
			break;
	if (i == p->stock_count) {
		k = arena_push(p->a, &p->stocks, &p->stock_count, sizeof(*k));
		*k =
		    (struct stock){ .audience = audience, .behind = INT64_MAX };
	}
	k = &p->stocks[i];
	if (last < k->behind) {
		k->behind = last;
		k->list = NULL;
		fill_stock(p, k);
	}
	return k;
}

static void
say_gone(struct planning *p, struct stock *k, const struct stocked *b)
{
	if (k->missed)
		return;
	k->missed = true;
	night_attention(p->n,
	    "%s-%06" PRId64
	    ", and others of that age, are in the outbox no more and go on no medium; export --state gives who lacks them all that is in force",
	    k->audience, b->sequence);
}

static void
add_file(struct planning *p, struct pouch *u, const char *name,
    const char *path, uint64_t size, uint64_t *room)
{
	struct pouch_file *f;

	f = arena_push(p->a, &u->files, &u->count, sizeof(*f));
	*f = (struct pouch_file){ .name = name, .path = path, .size = size };
	*room += pouch_takes(f);
}

static void
add_bundle(struct planning *p, struct pouch *u, const char *audience,
    int64_t sequence, uint64_t size)
{
	add_file(p, u,
	    arena_printf(p->a, "bundles/%s-%06" PRId64 ".tar.zst.gpg", audience,
		sequence),
	    hub_bundle_path(p->a, audience, sequence), size, &u->bundles);
}

static void
note_bundle(
    struct planning *p, struct given *g, const char *audience, int64_t sequence)
{
	struct given_bundles *b;

	b = g->bundle_count == 0 ? NULL : &g->bundles[g->bundle_count - 1];
	if (b != NULL && strcmp(b->audience, audience) == 0 &&
	    b->last + 1 == sequence) {
		b->last = sequence;
		return;
	}
	b = arena_push(p->a, &g->bundles, &g->bundle_count, sizeof(*b));
	*b = (struct given_bundles){ audience, sequence, sequence };
}

/* member: NULL where the audience reads for itself. */
static bool
read_then(const struct roster_member *member, const struct roster_audience *to,
    const char *day)
{
	return member == NULL ? span_holds(&to->span, day)
			      : roster_in_sig(member, to->id, day);
}

/* Those of the nights in which it read for the audience.  A file has its
 * bounds: what is more waits. */
static void
take_bundles(struct planning *p, struct pouch *u, struct given *g,
    const struct roster_member *member, const struct roster_audience *to)
{
	int64_t last = book_last(p->n->hub->db, u->reader, to->id);
	struct stock *k = stock_of(p, to->id, last);
	const struct stocked *b;
	bool any = false;

	for (b = k->list; b < k->list + k->count; b++) {
		if (b->sequence <= last || !read_then(member, to, b->day))
			continue;
		any = true;
		if (!b->there)
			say_gone(p, k, b);
		else if (u->bundles > 0 && u->bundles + b->size > POUCH_MOST) {
			u->waits++;
			break;
		} else {
			add_bundle(p, u, to->id, b->sequence, b->size);
			note_bundle(p, g, to->id, b->sequence);
		}
	}
	if (any && !read_then(member, to, p->n->day))
		u->group = arena_printf(p->a, "%s %s", u->group, to->id);
}

/* The audiences that it reads for today. */
static const char *
group_of(struct planning *p, const struct sender *s)
{
	const struct roster *r = p->n->hub->roster;
	const char *group = s->member == NULL ? s->audience->id : "";
	size_t i;

	for (i = 0; s->member != NULL && i < r->audience_count; i++)
		if (roster_in_sig(s->member, r->audiences[i].id, p->n->day))
			group = arena_printf(
			    p->a, "%s %s", group, r->audiences[i].id);
	return group;
}

/* What a folder of the outbox holds under names of that kind, sorted. */
struct paper_file {
	const char *name; /* without its ending */
	const char *order;
};

static int
by_order(const void *a, const void *b)
{
	const struct paper_file *x = a, *y = b;
	int c = strcmp(x->order, y->order);

	return c != 0 ? c : strcmp(x->name, y->name);
}

#define STATE "-state-"

/* Of gas-state-000004; NULL: it is called otherwise. */
static const struct roster_audience *
state_of(struct planning *p, const char *name, int64_t *sequence)
{
	const char *at = NULL, *next;

	for (next = strstr(name, STATE); next != NULL;
	     next = strstr(next + 1, STATE))
		at = next;
	if (at == NULL)
		return NULL;
	*sequence = strtoll(at + strlen(STATE), NULL, 10);
	return roster_audience(
	    p->n->hub->roster, arena_strndup(p->a, name, (size_t)(at - name)));
}

/* Of a first night, while its reader reads for the audience. */
static const char *
order_of_state(struct planning *p, const char *reader, const char *name)
{
	const struct roster_audience *to;
	int64_t sequence = 0;
	const char *run;
	struct stmt *s;

	to = state_of(p, name, &sequence);
	if (to == NULL ||
	    !roster_reads(p->n->hub->roster, to, reader, p->n->day))
		return NULL;
	s = db_query(p->n->hub->db, SQL_MEDIA_STATE, "ti", to->id, sequence);
	if (!db_row(s))
		return NULL;
	run = db_textdup(s, 0, p->a);
	db_end(s);
	return run;
}

static bool
is_undone(const struct planning *p, const char *run)
{
	size_t i;

	for (i = 0; i < p->undone_count; i++)
		if (strcmp(p->undone[i], run) == 0)
			return true;
	return false;
}

/* By what they are put in order; NULL: it is none that may go. */
static const char *
order_of(
    struct planning *p, const char *reader, enum paper what, const char *name)
{
	const char *run = NULL;
	struct stmt *s;

	if (what == PAPER_STATE)
		return order_of_state(p, reader, name);
	if (what == PAPER_LETTER)
		return valid_run(name) && !is_undone(p, name) ? name : NULL;
	if (!valid_digest(name))
		return NULL;
	s = db_query(p->n->hub->db, SQL_MEDIA_PREVIEW, "t", name);
	if (!db_row(s))
		return NULL;
	if (db_int(s, 1) != 0)
		run = db_textdup(s, 0, p->a);
	db_end(s);
	return run;
}

static const struct {
	const char *folder, *ending;
} kinds[] = {
	[PAPER_LETTER] = { "receipts", ".gpg" },
	[PAPER_PREVIEW] = { "previews", ".tar.zst.gpg" },
	[PAPER_STATE] = { "bundles", ".tar.zst.gpg" },
};

/* NULL: not called so. */
static const char *
stem(struct planning *p, const char *name, const char *ending)
{
	size_t len = strlen(name), end = strlen(ending);

	if (len <= end || strcmp(name + len - end, ending) != 0)
		return NULL;
	return arena_strndup(p->a, name, len - end);
}

static struct paper_file *
new_papers(
    struct planning *p, const char *reader, enum paper what, size_t *count)
{
	struct paper_file *all = NULL, f;
	struct dirent *e;
	DIR *d;
	int fd;

	*count = 0;
	fd = publish_openat(p->n->hub->dir,
	    arena_printf(p->a, "outbox/%s/%s", reader, kinds[what].folder),
	    O_RDONLY | O_DIRECTORY);
	d = fd == -1 ? NULL : fdopendir(fd);
	while (d != NULL && (e = readdir(d)) != NULL) {
		f.name = stem(p, e->d_name, kinds[what].ending);
		if (f.name == NULL ||
		    (f.order = order_of(p, reader, what, f.name)) == NULL ||
		    book_has(p->n->hub->db, reader, what, f.name))
			continue;
		*(struct paper_file *)arena_push(
		    p->a, &all, count, sizeof(*all)) = f;
	}
	if (d != NULL)
		closedir(d);
	if (*count > 1)
		qsort(all, *count, sizeof(*all), by_order);
	return all;
}

static const char *
paper_path(
    struct planning *p, const char *reader, enum paper what, const char *name)
{
	return arena_printf(p->a, "outbox/%s/%s/%s%s", reader,
	    kinds[what].folder, name, kinds[what].ending);
}

static const char *
paper_name(struct planning *p, enum paper what, const char *name)
{
	return arena_printf(
	    p->a, "%s/%s%s", kinds[what].folder, name, kinds[what].ending);
}

/* Letters and previews have a room, states go with the bundles.  false: there
 * is none left on this medium. */
static bool
add_paper(
    struct planning *p, struct pouch *u, enum paper what, const char *name)
{
	const char *path = paper_path(p, u->reader, what, name);
	bool bounded = what != PAPER_STATE;
	struct pouch_file f = { .name = paper_name(p, what, name) };

	if (!size_of(p, path, &f.size))
		return false;
	if (bounded && pouch_takes(&f) > POUCH_PAPERS)
		night_attention(p->n,
		    "%s is larger than the room for letters and previews on a medium: hand it over by itself",
		    path);
	if (bounded && u->papers + pouch_takes(&f) > POUCH_PAPERS)
		return false;
	add_file(
	    p, u, f.name, path, f.size, bounded ? &u->papers : &u->bundles);
	return true;
}

static void
take_papers(
    struct planning *p, struct pouch *u, struct given *g, enum paper what)
{
	struct paper_file *list;
	size_t count, i;

	list = new_papers(p, u->reader, what, &count);
	for (i = 0; i < count; i++) {
		if (add_paper(p, u, what, list[i].name))
			arena_push_str(p->a, &g->papers[what],
			    &g->paper_count[what], list[i].name);
		else
			u->waits++;
	}
}

/* What has no audience in the roster of today is nobody's. */
static void
take_of(struct planning *p, struct pouch *u, struct given *g,
    const struct sender *s)
{
	const struct roster *r = p->n->hub->roster;
	const struct roster_audience *to;
	enum paper what;
	size_t i, k;

	if (s->member == NULL)
		take_bundles(p, u, g, NULL, s->audience);
	for (i = 0; s->member != NULL && i < s->member->in_count; i++) {
		to = roster_audience(r, s->member->ins[i].audience);
		for (k = 0; k < i; k++)
			if (strcmp(s->member->ins[k].audience, to->id) == 0)
				break;
		if (k == i)
			take_bundles(p, u, g, s->member, to);
	}
	for (what = 0; what < PAPERS; what++)
		take_papers(p, u, g, what);
}

/* Who takes part today and has a key: it is sealed to it. */
static bool
may_read(
    struct planning *p, const char *id, struct sender *s, struct readers *keys)
{
	*keys = (struct readers){ 0 };
	if (!sender_find(p->n->hub->roster, id, s) ||
	    s->role == SENDER_ANALYST || s->role == SENDER_HUB ||
	    !sender_counts(s, p->n->day))
		return false;
	readers_of_member(p->n, id, keys);
	if (keys->count > 0)
		return true;
	night_attention(p->n,
	    "%s has no key that counts today, and no file on the medium", id);
	return false;
}

static void
add_pouch(struct planning *p, const struct pouch *u, const struct given *g)
{
	if (u->count == 0 && !p->n->hub->settings.cover)
		return;
	*(struct pouch *)arena_push(
	    p->a, &p->plan->pouches, &p->plan->count, sizeof(*u)) = *u;
	*(struct given *)arena_push(
	    p->a, &p->medium->given, &p->medium->count, sizeof(*g)) = *g;
}

static void
take_reader(struct planning *p, const char *id)
{
	struct pouch u = { .reader = id };
	struct given g = { .reader = id };
	struct sender s;

	if (!may_read(p, id, &s, &u.keys))
		return;
	u.group = group_of(p, &s);
	take_of(p, &u, &g, &s);
	add_pouch(p, &u, &g);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **
all_readers(struct planning *p, size_t *count)
{
	const struct roster *r = p->n->hub->roster;
	const char **ids = NULL;
	size_t i;

	*count = 0;
	for (i = 0; i < r->member_count; i++)
		if (r->members[i].role == RROLE_MEMBER)
			arena_push_str(p->a, &ids, count, r->members[i].id);
	/* A scheme without a key reads through its bodies. */
	for (i = 0; i < r->audience_count; i++)
		if (r->audiences[i].kind != AUDIENCE_SIG &&
		    r->audiences[i].key_count > 0)
			arena_push_str(p->a, &ids, count, r->audiences[i].id);
	if (*count > 1)
		qsort(ids, *count, sizeof(*ids), by_text);
	return ids;
}

/* Of all readers of the same audiences the one with most says the size, in
 * steps of a mebibyte. */
static void
set_sizes(struct plan *plan)
{
	const struct pouch *o;
	struct pouch *u;
	uint64_t most;

	for (u = plan->pouches; u < plan->pouches + plan->count; u++) {
		most = 0;
		for (o = plan->pouches; o < plan->pouches + plan->count; o++)
			if (o->bundles > most &&
			    strcmp(o->group, u->group) == 0)
				most = o->bundles;
		u->size = pouch_size(most);
	}
}

static void
read_undone(struct planning *p)
{
	struct stmt *s = db_query(p->n->hub->db, SQL_MEDIA_UNDONE, "");

	while (db_row(s))
		arena_push_str(
		    p->a, &p->undone, &p->undone_count, db_textdup(s, 0, p->a));
}

void
plan_new(struct night *n, struct medium *m, struct plan *plan)
{
	struct planning p = {
		.n = n, .a = n->arena, .medium = m, .plan = plan
	};
	const char **ids;
	size_t count, i;

	read_undone(&p);
	ids = all_readers(&p, &count);
	for (i = 0; i < count; i++)
		take_reader(&p, ids[i]);
	set_sizes(plan);
}

static void
again_bundles(struct planning *p, struct pouch *u, const struct given *g)
{
	const struct given_bundles *b;
	int64_t sequence;
	uint64_t size;

	for (b = g->bundles; b < g->bundles + g->bundle_count; b++) {
		for (sequence = b->first; sequence <= b->last; sequence++)
			if (size_of(p,
				hub_bundle_path(p->a, b->audience, sequence),
				&size))
				add_bundle(p, u, b->audience, sequence, size);
			else
				night_attention(p->n,
				    "%s: %s-%06" PRId64
				    " is in the outbox no more, and not on the medium",
				    g->reader, b->audience, sequence);
	}
}

/* Made of what the audience has today. */
static bool
add_state(struct planning *p, struct pouch *u, struct given *g,
    const struct roster_audience *to)
{
	struct pouch_file *f;
	struct state made;
	const char *name;
	struct stat st;
	int fd;

	if (!state_make(p->n, to, &made))
		return false;
	name =
	    arena_printf(p->a, "%s" STATE "%06" PRIu64, to->id, made.sequence);
	fd = post_seal_signed(p->n, name, &made.archive, made.created,
	    u->keys.fingerprints, u->keys.count,
	    p->n->hub->settings.hidden_recipients);
	if (fd == -1 || fstat(fd, &st) == -1)
		return false;
	f = arena_push(p->a, &u->files, &u->count, sizeof(*f));
	*f = (struct pouch_file){ paper_name(p, PAPER_STATE, name), name,
		(uint64_t)st.st_size, fd };
	u->bundles += pouch_takes(f);
	arena_push_str(
	    p->a, &g->papers[PAPER_STATE], &g->paper_count[PAPER_STATE], name);
	return true;
}

/* A state that is there no more is made of what there is today. */
static bool
again_state(struct planning *p, struct pouch *u, const char *name)
{
	const struct roster_audience *to;
	struct given rest = { 0 };
	int64_t sequence;

	to = state_of(p, name, &sequence);
	return to != NULL &&
	       roster_reads(p->n->hub->roster, to, u->reader, p->n->day) &&
	       add_state(p, u, &rest, to);
}

static void
again_papers(struct planning *p, struct pouch *u, const struct given *g)
{
	enum paper what;
	size_t i;

	for (what = 0; what < PAPERS; what++)
		for (i = 0; i < g->paper_count[what]; i++)
			if (!add_paper(p, u, what, g->papers[what][i]) &&
			    (what != PAPER_STATE ||
				!again_state(p, u, g->papers[what][i])))
				night_attention(p->n,
				    "%s: %s %s is in the outbox no more, and not on the medium",
				    g->reader, paper_word(what),
				    g->papers[what][i]);
}

void
plan_again(struct night *n, struct medium *m, struct plan *plan)
{
	struct planning p = {
		.n = n, .a = n->arena, .medium = m, .plan = plan
	};
	struct given *all = m->given;
	size_t count = m->count, i;
	struct sender s;

	m->given = NULL;
	m->count = 0;
	for (i = 0; i < count; i++) {
		struct pouch u = { .reader = all[i].reader };

		if (!may_read(&p, u.reader, &s, &u.keys))
			continue;
		u.group = group_of(&p, &s);
		again_bundles(&p, &u, &all[i]);
		again_papers(&p, &u, &all[i]);
		add_pouch(&p, &u, &all[i]);
	}
	set_sizes(plan);
}

bool
plan_state(
    struct night *n, const char *who, struct medium *m, struct plan *plan)
{
	struct planning p = {
		.n = n, .a = n->arena, .medium = m, .plan = plan
	};
	const struct roster *r = n->hub->roster;
	struct pouch u = { .reader = who };
	struct given g = { .reader = who };
	struct sender s;
	size_t i;

	if (!may_read(&p, who, &s, &u.keys))
		return false;
	u.group = group_of(&p, &s);
	for (i = 0; i < r->audience_count; i++)
		if (roster_reads(r, &r->audiences[i], who, n->day))
			add_state(&p, &u, &g, &r->audiences[i]);
	if (u.count > 0)
		add_pouch(&p, &u, &g);
	set_sizes(plan);
	return true;
}
