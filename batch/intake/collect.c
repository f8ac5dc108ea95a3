#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/machine.h"
#include "batch/intake/collect.h"
#include "batch/intake/names.h"
#include "batch/intake/original.h"
#include "batch/intake/room.h"
#include "batch/intake/spool.h"
#include "batch/intake/turns.h"
#include "batch/intake/upload.h"
#include "batch/night/arrival.h"
#include "batch/night/night.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/base/valid.h"

#define COLLECT_DEPTH 8
#define CHUNK	      16384
/* Names of a folder that are told of what is more than may come in a night. */
#define NAMED 1000

/* A file that is to be taken; its path stays as long as the night. */
struct found {
	const char *path, *folder;
	struct stat seen;
	size_t turn;
};

/* What a walk over one place carries along. */
struct walk {
	struct night *n;
	const char *folder; /* member's folder; or NULL */
	const char *place;  /* inbox, or the medium */
	int root;	    /* what paths are beneath, after... */
	size_t skip;	    /* ...so many bytes of them */
	struct room *room;
	bool inbox;
	unsigned seen; /* files of the folder or medium */
	unsigned left; /* of them, for another night */
	int64_t until; /* clock_monotonic(): the medium's time is over */
	bool slow;     /* it was */
	struct found *found;
	size_t found_count;
	bool young; /* one of them may still be arriving */
};

static bool
ends_with(const char *s, const char *end)
{
	size_t a = strlen(s), b = strlen(end);

	return a >= b && strcasecmp(s + a - b, end) == 0;
}

/* Names that file systems and file managers leave lying about. */
static bool
is_litter(const char *name)
{
	static const char *const names[] = { "Thumbs.db", "desktop.ini",
		"autorun.inf", "System Volume Information", "$RECYCLE.BIN",
		"lost+found", "RECYCLER" };
	size_t i;

	if (name[0] == '.' || ends_with(name, ".sha256"))
		return true;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

/* Names come from outside. */
static const char *
shown(struct night *n, const char *path)
{
	return text_escape(n->arena, path, strlen(path), 4096);
}

/* The same of a path that stays, which most are themselves: one string is all
 * that is kept of it. */
static const char *
shown_path(struct night *n, const char *path)
{
	struct arena *kept = night_aside(n);
	const char *as = shown(n, path);

	as = strcmp(as, path) == 0 ? path : arena_strdup(kept, as);
	night_back(n, kept);
	return as;
}

static struct arrival *
arrive_as(struct walk *w, const char *shown_as)
{
	struct night *n = w->n;
	struct arrival *a;

	a = night_arrival(n);
	a->path = shown_as;
	a->folder = w->folder;
	a->lane = w->folder != NULL ? w->folder : w->place;
	a->may_wait = w->inbox;
	return a;
}

static struct arrival *
arrive(struct walk *w, const char *path)
{
	return arrive_as(w, shown(w->n, path));
}

static void
refuse_by_name(
    struct walk *w, const char *path, enum reason r, const char *seen)
{
	struct arrival *a;

	a = arrive(w, path);
	a->phase = ARRIVAL_JUDGED;
	a->state = PACKAGE_QUARANTINED;
	refuse(&a->why, r, "%s; left where it is", seen);
	night_attention_at(
	    w->n, a->path, "%s: %s", reason_word(r), a->why.detail);
}

static void
wait_for(struct walk *w, const char *path, const char *what)
{
	struct arrival *a;

	a = arrive(w, path);
	a->phase = ARRIVAL_JUDGED;
	a->state = PACKAGE_WAITING;
	log_info("%s: waiting: %s", a->path, what);
}

/* Whether it goes on is told from what was seen of it in other nights. */
static void
wait_unfinished(struct walk *w, const char *path, const struct stat *st)
{
	struct arrival *a;

	wait_for(w, path, "still being uploaded");
	a = &w->n->arrivals[w->n->arrival_count - 1];
	a->why.reason = REASON_UNFINISHED;
	a->size = (uint64_t)st->st_size;
}

static bool
out_of_time(struct walk *w)
{
	w->slow = w->slow || (!w->inbox && clock_monotonic() >= w->until);
	return w->slow;
}

static void
spool_write(int out, const char *p, size_t len)
{
	ssize_t n;

	while (len > 0) {
		n = write(out, p, len);
		if (n == -1)
			machine_ends(
			    errno == ENOSPC ? MACHINE_FULL : MACHINE_FILE,
			    "spool: %s; nothing was taken, run again",
			    strerror(errno));
		p += n;
		len -= (size_t)n;
	}
}

/* Copies fd to out while hashing; 0, or -1 where the medium fails or takes
 * too long. */
static int
copy_out(struct walk *w, int fd, int out, char sha256[DIGEST_HEX])
{
	struct digest_run *r;
	struct digest d;
	char chunk[CHUNK];
	ssize_t got;

	r = digest_begin();
	while ((got = read(fd, chunk, sizeof(chunk))) > 0) {
		if (out_of_time(w)) {
			got = -1;
			break;
		}
		digest_add(r, chunk, (size_t)got);
		spool_write(out, chunk, (size_t)got);
	}
	digest_end(r, &d);
	digest_hex(&d, sha256);
	return got == -1 ? -1 : 0;
}

static void
unreadable(struct walk *w, const char *path)
{
	wait_for(w, path,
	    w->slow ? "the medium is too slow" : "the medium cannot be read");
	if (!w->slow)
		night_attention_at(w->n,
		    w->n->arrivals[w->n->arrival_count - 1].path,
		    "cannot be read");
}

static void
spool_copy(struct walk *w, const struct found *f, int fd)
{
	const char *path = f->path;
	struct night *n = w->n;
	struct arrival *a;
	struct stat before, after;
	const char *tmp;
	char sha256[DIGEST_HEX];
	int out, rc;

	fstat(fd, &before);
	if (!room_for(w->room, w->folder != NULL ? w->folder : w->place,
		(uint64_t)before.st_size)) {
		wait_for(w, path, "no room for it tonight");
		n->arrivals[n->arrival_count - 1].why.reason = REASON_BUSY;
		return;
	}
	tmp = arena_printf(n->arena, "%s/.tmp", spool_dir(n));
	out = publish_openat(n->hub->dir, tmp, O_WRONLY | O_CREAT | O_TRUNC);
	if (out == -1)
		machine_ends(MACHINE_PLACE, "%s: %s", tmp, strerror(errno));
	rc = copy_out(w, fd, out, sha256);
	close(out);
	if (rc == -1) {
		unreadable(w, path);
		return;
	}
	fstat(fd, &after);
	if (!upload_is_same(&before, &after)) {
		if (w->inbox)
			wait_for(w, path, "it changed while it was read");
		else
			refuse_by_name(w, path, REASON_CHANGED_WHILE_READ,
			    "changed between two looks");
		return;
	}
	if (renameat(n->hub->dir, tmp, n->hub->dir, spool_path(n, sha256)) ==
	    -1)
		machine_ends(MACHINE_FILE, "spool: %s", strerror(errno));
	a = arrive_as(w, shown_path(n, path));
	memcpy(a->sha256, sha256, sizeof(a->sha256));
	a->spooled = true;
	a->size = (uint64_t)after.st_size;
	if (!w->inbox)
		return;
	a->unlink = path;
	a->from = shown_path(n, original_path(n->arena, path));
}

static void
take_later(struct walk *w, const char *path, const struct stat *st)
{
	struct found *f;

	f = mem_push(&w->found, &w->found_count, sizeof(*f));
	*f = (struct found){ arena_strdup(w->n->arena, path), w->folder, *st,
		0 };
}

static void
take(struct walk *w, int fd, const char *name, const char *path,
    const struct stat *st)
{
	enum upload u;

	if (!w->inbox) {
		take_later(w, path, st);
		return;
	}
	u = upload_look(fd);
	if (upload_is_name(name)) {
		wait_unfinished(w, path, st);
		return;
	}
	if (u == UPLOAD_OPEN) {
		wait_for(w, path, "still being uploaded");
		return;
	}
	w->young = w->young || (u == UPLOAD_UNKNOWN && upload_is_young(st));
	take_later(w, path, st);
}

/* By folder, small ones first. */
static int
in_folder(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int c;

	c = strcmp(x->folder == NULL ? "" : x->folder,
	    y->folder == NULL ? "" : y->folder);
	if (c == 0)
		c = (x->seen.st_size > y->seen.st_size) -
		    (x->seen.st_size < y->seen.st_size);
	return c != 0 ? c : strcmp(x->path, y->path);
}

static int
by_turn(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int c = (x->turn > y->turn) - (x->turn < y->turn);

	return c != 0 ? c : in_folder(a, b);
}

/* Each folder's first file before anybody's second: who fills the disk fills
 * his own part of it. */
static void
order_found(struct walk *w)
{
	struct found *f = w->found;
	size_t i;

	if (w->found_count < 2)
		return;
	qsort(f, w->found_count, sizeof(*f), in_folder);
	for (i = 1; i < w->found_count; i++)
		f[i].turn =
		    f[i].folder == f[i - 1].folder ? f[i - 1].turn + 1 : 0;
	qsort(f, w->found_count, sizeof(*f), by_turn);
}

static void
take_one(struct walk *w, const struct found *f, int fd)
{
	struct stat st;

	if (fd != -1 && fstat(fd, &st) == 0 && upload_is_same(&f->seen, &st))
		spool_copy(w, f, fd);
	else if (w->inbox)
		wait_for(w, f->path, "still being uploaded");
	else if (fd == -1)
		unreadable(w, f->path);
	else
		refuse_by_name(w, f->path, REASON_CHANGED_WHILE_READ,
		    "changed between two looks");
}

/* Nobody tells whether they are open for writing: what changes between two
 * looks is. */
static void
take_found(struct walk *w)
{
	const struct found *f;
	int fd;

	if (w->young)
		sleep(UPLOAD_QUIET);
	order_found(w);
	for (f = w->found; f < w->found + w->found_count; f++) {
		w->folder = f->folder;
		if (out_of_time(w)) {
			wait_for(w, f->path, "the medium is too slow");
			continue;
		}
		fd = publish_openat(w->root, f->path + w->skip,
		    O_RDONLY | O_NONBLOCK | O_NOCTTY);
		if (fd == -1 && errno == ENOENT)
			continue;
		take_one(w, f, fd);
		if (fd != -1)
			close(fd);
	}
	free(w->found);
	w->found = NULL;
	w->found_count = 0;
}

static void
look_at(struct walk *w, int dir, const char *name, const char *path)
{
	struct stat st;
	int fd;

	if (out_of_time(w)) {
		wait_for(w, path, "the medium is too slow");
		return;
	}
	fd = publish_openat(dir, name, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	if (fd == -1 && (errno == EACCES || errno == EIO)) {
		wait_for(w, path, strerror(errno));
		night_attention_at(w->n,
		    w->n->arrivals[w->n->arrival_count - 1].path,
		    "cannot be read: %s", strerror(errno));
		return;
	}
	if (fd == -1) {
		if (errno != ENOENT)
			refuse_by_name(
			    w, path, REASON_NOT_A_FILE, strerror(errno));
		return;
	}
	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode))
		refuse_by_name(w, path, REASON_NOT_A_FILE, "not a plain file");
	else if (st.st_nlink > 1)
		refuse_by_name(
		    w, path, REASON_LINKED_FILE, "has a second name");
	else if ((uint64_t)st.st_size > w->n->hub->settings.max_package)
		refuse_by_name(
		    w, path, REASON_TOO_LARGE, "larger than max-package");
	else
		take(w, fd, name, path, &st);
	close(fd);
}

static void
leave_unnamed(struct walk *w, size_t count)
{
	w->left += (unsigned)count;
	w->n->unnamed += count;
}

/* A flood from one side must not take the night from the others, nor the
 * memory. */
static void
leave(struct walk *w, const char *path)
{
	struct arrival *a;

	if (w->left >= NAMED) {
		leave_unnamed(w, 1);
		return;
	}
	a = arrive(w, path);
	a->phase = ARRIVAL_JUDGED;
	a->state = PACKAGE_WAITING;
	a->why.reason = REASON_BUSY;
	w->left++;
}

static void walk_dir(struct walk *w, int fd, const char *path, int depth);

static void
say_left(struct walk *w, const char *path)
{
	if (w->left > 0)
		night_attention_at(w->n, shown(w->n, path),
		    "more than %u files; %u wait for the next night",
		    w->n->hub->settings.max_files, w->left);
	w->left = 0;
}

static void
walk_entry(
    struct walk *w, int fd, const char *name, const char *path, int depth)
{
	struct stat st;
	const char *folder = w->folder;
	unsigned seen;
	int sub;

	if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return;
	/* A file in the inbox counts, whatever it is called. */
	if (is_litter(name) && (!w->inbox || S_ISDIR(st.st_mode)))
		return;
	if (!S_ISDIR(st.st_mode) || depth == 0) {
		if (w->seen++ >= w->n->hub->settings.max_files)
			leave(w, path);
		else if (S_ISDIR(st.st_mode))
			refuse_by_name(w, path, REASON_NOT_A_FILE,
			    "a directory where files are expected");
		else
			look_at(w, fd, name, path);
		return;
	}
	sub = publish_openat(fd, name, O_RDONLY | O_DIRECTORY);
	if (sub == -1) {
		night_attention_at(w->n, shown(w->n, path),
		    "cannot be opened: %s", strerror(errno));
		return;
	}
	if (!w->inbox) {
		walk_dir(w, sub, path, depth - 1);
		return;
	}
	w->folder = arena_strdup(w->n->arena, name);
	seen = w->seen;
	w->seen = 0;
	walk_dir(w, sub, path, depth - 1);
	say_left(w, path);
	w->seen = seen;
	w->folder = folder;
}

/* Takes fd over. */
static void
walk_dir(struct walk *w, int fd, const char *path, int depth)
{
	const struct names_terms terms = {
		.most = (size_t)w->n->hub->settings.max_files + NAMED,
		.enter = depth > 0,
		.passed = w->inbox ? NULL : is_litter
	};
	struct names names;
	char *entry;
	size_t i;

	if (names_read(fd, &terms, &names) == -1)
		night_attention_at(w->n, shown(w->n, path),
		    "cannot be listed: %s", strerror(errno));
	for (i = 0; i < names.count; i++) {
		entry = mem_printf("%s/%s", path, names.list[i]);
		walk_entry(w, fd, names.list[i], entry, depth);
		free(entry);
	}
	leave_unnamed(w, names.more);
	names_free(&names);
	close(fd);
}

static void
collect_inbox(struct night *n, struct room *room)
{
	struct walk w = { .n = n,
		.room = room,
		.inbox = true,
		.place = "inbox",
		.root = n->hub->dir };
	int fd;

	fd = publish_openat(n->hub->dir, "inbox", O_RDONLY | O_DIRECTORY);
	if (fd == -1)
		machine_ends(MACHINE_RIGHTS, "%s/inbox: %s", n->hub->path,
		    strerror(errno));
	walk_dir(&w, fd, "inbox", 1);
	say_left(&w, "inbox");
	take_found(&w);
}

static void
collect_medium(struct night *n, struct room *room, const char *dir)
{
	struct walk w = { .n = n, .room = room, .place = dir };
	int fd;

	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1) {
		night_attention_at(
		    n, dir, "medium cannot be opened: %s", strerror(errno));
		n->exit = log_worse(n->exit, EX_IOERR);
		return;
	}
	w.until = clock_monotonic() +
		  60000 * (int64_t)n->hub->settings.medium_minutes;
	w.root = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	if (w.root == -1)
		machine_ends(MACHINE_SYSTEM, "dup: %s", strerror(errno));
	w.skip = strlen(dir) + 1;
	walk_dir(&w, fd, dir, COLLECT_DEPTH);
	say_left(&w, dir);
	take_found(&w);
	close(w.root);
	if (w.slow)
		night_attention_at(n, dir,
		    "the medium is too slow: what is left waits for the next night");
}

/* The digests of what was found, each once. */
static GHashTable *
known(const struct night *n)
{
	GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);
	size_t i;

	for (i = 0; i < n->arrival_count; i++)
		if (n->arrivals[i].spooled)
			g_hash_table_add(set, n->arrivals[i].sha256);
	return set;
}

static void
survive(struct walk *w, const char *sha256)
{
	struct night *n = w->n;
	struct arrival *a;

	if (!spool_is_whole(n, sha256)) {
		unlinkat(n->hub->dir, spool_path(n, sha256), 0);
		return;
	}
	a = arrive(w, spool_path(n, sha256));
	memcpy(a->sha256, sha256, sizeof(a->sha256));
	a->spooled = true;
}

/* Copies of a night that was killed, whose original may be out of reach. */
static void
collect_survivors(struct night *n)
{
	struct walk w = { .n = n, .place = spool_dir(n) };
	const struct names_terms all = { .most = SIZE_MAX / 4 };
	GHashTable *found = known(n);
	struct names left = { 0 }, names;
	size_t i;
	int fd;

	fd = publish_openat(n->hub->dir, spool_dir(n), O_RDONLY | O_DIRECTORY);
	if (fd == -1 || names_read(fd, &all, &names) == -1)
		machine_ends(
		    MACHINE_FILE, "%s: %s", spool_dir(n), strerror(errno));
	close(fd);
	for (i = 0; i < names.count; i++)
		if (valid_digest(names.list[i]) &&
		    !g_hash_table_contains(found, names.list[i]))
			*(char **)mem_push(&left.list, &left.count,
			    sizeof(*left.list)) = names.list[i];
	/* The set looks into the arrivals, which move from here on. */
	g_hash_table_destroy(found);
	for (i = 0; i < left.count; i++)
		survive(&w, left.list[i]);
	free(left.list);
	names_free(&names);
}

void
collect(struct night *n)
{
	struct room *room;
	size_t i;

	publish_mkdir(n->hub->dir, spool_dir(n));
	room = room_new(n);
	collect_inbox(n, room);
	for (i = 0; i < n->media_count; i++)
		collect_medium(n, room, n->media[i]);
	room_free(room);
	if (!n->dry_run)
		collect_survivors(n);
	turns_order(n);
	/* One sync for the whole spool instead of one a file. */
	publish_syncfs(n->hub->dir, spool_dir(n));
}
