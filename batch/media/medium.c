#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/machine.h"
#include "batch/base/stop.h"
#include "batch/media/book.h"
#include "batch/media/medium.h"
#include "batch/media/plan.h"
#include "batch/media/pouch.h"
#include "batch/media/tray.h"
#include "batch/night/night.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/memfile.h"
#include "formats/config/roster.h"
#include "formats/out/slip.h"

#define MIB	  (1 << 20)
#define ROUNDED	  4096 /* what a file takes of a disk is a multiple */
#define OTHER_WAY 61   /* bytes that sizes grow by where one cannot be met */

struct making {
	struct night *n;
	struct arena *a;
	const char *dir;
	struct tray *tray;
	struct medium *m;
	struct plan plan;
	const char **names; /* of the files */
	struct sum {
		const char *name, *sha256;
	} * sums;
	size_t sum_count;
};

static void
name_files(struct making *k)
{
	size_t i;

	k->names = arena_alloc(k->a, (k->m->count + 1) * sizeof(*k->names));
	for (i = 0; i < k->m->count; i++)
		k->names[i] =
		    arena_printf(k->a, "%s.gpg", k->m->given[i].reader);
}

static void
add_sum(struct making *k, const char *name, const char *sha256)
{
	struct sum *s = arena_push(k->a, &k->sums, &k->sum_count, sizeof(*s));

	*s = (struct sum){ name, arena_strdup(k->a, sha256) };
}

static int
by_name(const void *a, const void *b)
{
	const struct sum *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* Over what sha256sum says of them, sorted by name. */
static const char *
digest_of_sums(struct making *k)
{
	struct digest_run *r = digest_begin();
	const char *line;
	char hex[DIGEST_HEX];
	struct digest d;
	size_t i;

	if (k->sum_count > 1)
		qsort(k->sums, k->sum_count, sizeof(*k->sums), by_name);
	for (i = 0; i < k->sum_count; i++) {
		line = arena_printf(
		    k->a, "%s  %s\n", k->sums[i].sha256, k->sums[i].name);
		digest_add(r, line, strlen(line));
	}
	digest_end(r, &d);
	digest_hex(&d, hex);
	return arena_strdup(k->a, hex);
}

static void
check_place(struct making *k)
{
	const char *taken = tray_taken(k->tray, k->names, k->m->count);
	uint64_t left = tray_left(k->tray), want = 0;
	size_t i;

	if (taken != NULL)
		machine_ends(MACHINE_PLACE,
		    "%s/%s is there already, and nothing is written over it: take an empty medium",
		    k->dir, taken);
	for (i = 0; i < k->plan.count; i++)
		want += (k->plan.pouches[i].size / ROUNDED + 1) * ROUNDED;
	if (want > left)
		machine_ends(MACHINE_FILE,
		    "%s: %" PRIu64 " MiB are wanted for %zu files, and %" PRIu64
		    " MiB are left: nothing was written",
		    k->dir, want / MIB + 1, k->plan.count, left / MIB);
}

static void __attribute__((noreturn))
give_up(struct making *k, const char *name)
{
	int why = errno;

	tray_drop(k->tray);
	machine_ends(MACHINE_FILE,
	    "%s/%s cannot be written whole: %s; %" PRIu64
	    " MiB are left, and nothing stays there",
	    k->dir, name, strerror(why), tray_left(k->tray) / MIB);
}

/* Who has no key that works gets nothing, and is given it another time. */
static void
leave_out(struct making *k, size_t i)
{
	struct pouch *u = &k->plan.pouches[i];
	size_t rest = k->plan.count - i - 1;

	night_attention(k->n, "%s has no file on the medium", u->reader);
	memmove(u, u + 1, rest * sizeof(*u));
	memmove(
	    &k->m->given[i], &k->m->given[i + 1], rest * sizeof(*k->m->given));
	memmove(&k->names[i], &k->names[i + 1], rest * sizeof(*k->names));
	k->plan.count--;
	k->m->count--;
}

static enum pouch_end
lay_one(struct making *k, size_t i, int64_t *guess)
{
	char sha256[DIGEST_HEX];
	enum pouch_end end;
	int fd;

	stop_here();
	log_progress("%s", k->names[i]);
	fd = memfile_of("sealed", "", 0);
	if (fd == -1)
		machine_ends(MACHINE_FILE, "memory file: %s", strerror(errno));
	end = pouch_seal(k->n, &k->plan.pouches[i], k->m->id, guess, fd);
	if (end == POUCH_DONE && !tray_lay(k->tray, k->names[i], fd, sha256))
		give_up(k, k->names[i]);
	close(fd);
	if (end == POUCH_DONE)
		add_sum(k, k->names[i], sha256);
	return end;
}

/* false: one cannot be brought to its length. */
static bool
lay_all(struct making *k)
{
	enum pouch_end end;
	int64_t guess = 0;
	size_t i = 0;

	k->sum_count = 0;
	tray_begin(k->tray);
	while (i < k->plan.count) {
		end = lay_one(k, i, &guess);
		if (end == POUCH_UNEVEN)
			return false;
		if (end == POUCH_UNSEALED)
			leave_out(k, i);
		else
			i++;
	}
	log_progress(NULL);
	return true;
}

/* All grow alike: none tells more than before. */
static void
lay(struct making *k)
{
	size_t i;

	while (!lay_all(k)) {
		tray_drop(k->tray);
		for (i = 0; i < k->plan.count; i++)
			k->plan.pouches[i].size += OTHER_WAY;
	}
}

static const char *
name_of(struct making *k, const char *id)
{
	const struct roster *r = k->n->hub->roster;
	const struct roster_member *m = roster_member(r, id);
	const struct roster_audience *to = roster_audience(r, id);

	return m != NULL ? m->name.ja : to != NULL ? to->name.ja : "";
}

static void
publish_slip(struct making *k, const char *digest, struct buf *text)
{
	struct settings *set = &k->n->hub->settings;
	struct slip_reader *readers;
	struct journal_mark mark;
	struct buf page = { 0 };
	char day[11];
	struct slip s = { .medium = k->m->id,
		.again = k->m->again,
		.hub = { set->name, set->name_en },
		.day = day,
		.count = k->m->count,
		.digest = digest };
	size_t i;

	clock_day(k->m->at, day);
	journal_here(k->n->journal, &mark);
	s.head = mark.head;
	s.entries = mark.seq;
	readers = arena_alloc(k->a, (s.count + 1) * sizeof(*readers));
	for (i = 0; i < s.count; i++)
		readers[i] = (struct slip_reader){ k->m->given[i].reader,
			name_of(k, k->m->given[i].reader) };
	s.readers = readers;
	slip_text(k->a, text, &s);
	slip_page(k->a, &page, &s);
	publish_bytes(k->n->hub->dir,
	    hub_medium_path(k->a, k->m->id, "slip.txt"), text->data, text->len);
	publish_bytes(k->n->hub->dir,
	    hub_medium_path(k->a, k->m->id, "slip.html"), page.data, page.len);
	buf_free(&page);
}

/* Behind the decision: names, the slip, and that it is done. */
static void
finish(struct making *k, const char *digest, struct buf *slip)
{
	tray_place(k->tray, k->names, k->m->count);
	publish_slip(k, digest, slip);
	book_written(k->n, k->m->id, digest);
}

static void
make(struct making *k, bool decided, struct buf *slip)
{
	name_files(k);
	check_place(k);
	lay(k);
	k->m->digest = digest_of_sums(k);
	if (!decided)
		book_keep(k->n, k->m);
	finish(k, k->m->digest, slip);
}

/* Whether all of it lies there, as it was when it was decided. */
static bool
lies_there(struct making *k)
{
	char sha256[DIGEST_HEX];
	size_t i;

	name_files(k);
	k->sum_count = 0;
	for (i = 0; i < k->m->count; i++) {
		if (!tray_digest(k->tray, k->names[i], sha256))
			return false;
		add_sum(k, k->names[i], sha256);
	}
	return strcmp(digest_of_sums(k), k->m->digest) == 0;
}

/* The one that was cut off: only its names are missing, or it is made anew. */
static void
go_on(struct making *k, const char *id, struct buf *slip)
{
	k->m = book_read(k->n->hub->db, k->a, id);
	if (lies_there(k)) {
		log_info("%s was cut off and is finished here", id);
		finish(k, k->m->digest, slip);
		return;
	}
	log_info(
	    "%s was cut off and does not lie here whole: it is made here; a medium with a part of it holds the same",
	    id);
	plan_again(k->n, k->m, &k->plan);
	make(k, true, slip);
}

static void
tell_waiting(struct making *k)
{
	const struct pouch *u = k->plan.pouches;

	for (; u < k->plan.pouches + k->plan.count; u++)
		if (u->waits > 0)
			log_info("%s: %zu files wait for the next medium",
			    u->reader, u->waits);
}

/* What was given on the old one, as a new one. */
static bool
plan_lost(struct making *k, const char *again)
{
	struct medium *old = book_read(k->n->hub->db, k->a, again);

	if (old == NULL)
		return false;
	k->m->given = old->given;
	k->m->count = old->count;
	plan_again(k->n, k->m, &k->plan);
	return true;
}

static bool
begin(struct making *k, const struct medium_wish *wish, struct buf *slip)
{
	struct medium m = { .id = book_next(k->n->hub->db, k->a),
		.at = k->n->at,
		.by = wish->by,
		.again = wish->again };
	bool known = true;

	k->m = &m;
	if (wish->again != NULL)
		known = plan_lost(k, wish->again);
	else if (wish->state != NULL)
		known = plan_state(k->n, wish->state, &m, &k->plan);
	else
		plan_new(k->n, &m, &k->plan);
	if (!known)
		return false;
	if (k->plan.count == 0) {
		log_info("nothing is new for anybody: no medium was made");
		return true;
	}
	make(k, false, slip);
	tell_waiting(k);
	return true;
}

bool
medium_make(struct night *n, const char *dir, const struct medium_wish *wish,
    struct buf *slip)
{
	struct making k = { .n = n, .a = n->arena, .dir = dir };
	const char *id = book_open(n->hub->db, n->arena);
	bool known = true;

	k.tray = tray_open(n->arena, dir);
	if (id != NULL)
		go_on(&k, id, slip);
	else
		known = begin(&k, wish, slip);
	tray_close(k.tray);
	return known;
}
