#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch/apart/server.h"
#include "batch/base/clock.h"
#include "batch/gate/gate-read.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatecanary.h"
#include "batch/gate/gatefact.h"
#include "batch/gate/gatepassed.h"
#include "batch/gate/gatesearch.h"
#include "batch/gate/gateserver.h"
#include "batch/gate/gatewire.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/writeall.h"

/* How long a searcher may take: this, and a second more for so many
 * bytes.  Decoding has its own bound; this is for a library that hangs, and
 * for one that was taken over. */
#define APART_SECONDS 60
#define APART_BYTES   20000
#define SEARCHERS     8
/* What a file costs besides its bytes: the canary's copy. */
#define FILE_COST 2048
/* To begin one more searcher costs as much as to read some of this. */
#define SHARE_LEAST (192U << 10)
/* How often a server is begun for a search. */
#define SERVER_TRIES 3

unsigned gate_patience = APART_SECONDS;

/* Of a file that no searcher needs. */
#define NOBODY UINT8_MAX

/* A search of all files. */
struct all {
	struct gate *g;
	const struct gate_file *files;
	struct buf *unread;	     /* of each, what has not passed */
	const unsigned char *owners; /* of each: the searcher that reads it */
	size_t count;
	const char *except;
	uint64_t turn;
	struct gatecanary canary;
};

/* What one searcher has to search. */
struct share {
	pid_t pid;
	int from;      /* its answer; -1: it was not begun */
	size_t *files; /* which of them */
	size_t count;
	struct gatewire_proof *planted; /* into each */
	int64_t until;			/* clock_monotonic() */
};

static bool
write_out(int fd, struct buf *b)
{
	if (!writeall(fd, b->data, b->len))
		return false;
	b->len = 0;
	return true;
}

/* What is to be read of a file, and the copies with the canaries. */
static struct gatewire_proof
put_file(struct buf *b, const struct all *all, size_t i)
{
	struct gatewire_file w = { .file = all->files[i],
		.unread = all->unread[i].data,
		.unread_len = all->unread[i].len };
	struct buf fixed = { 0 }, fresh = { 0 };
	struct gatewire_proof planted = { .fixed = GATECANARY_FIXED };

	if (w.file.fact_count > 0) {
		w.file.data = w.unread;
		w.file.len = w.unread_len;
	}
	if (w.file.said != NULL) {
		w.file.data = w.file.said;
		w.file.len = w.file.said_len;
	}
	if (!w.file.literal)
		w.file.len = 0;
	planted.fresh = gatecanary_plant(&all->canary, w.unread, w.unread_len,
	    all->turn + i, &fixed, &fresh);
	w.fixed = fixed.data;
	w.fixed_len = fixed.len;
	w.fresh = fresh.data;
	w.fresh_len = fresh.len;
	gatewire_put_file(b, &w);
	buf_free(&fixed);
	buf_free(&fresh);
	return planted;
}

static bool
write_request(int fd, const struct all *all, struct share *s)
{
	struct buf b = { 0 };
	size_t i;
	bool ok;

	gatewire_put_head(&b, all->except, &all->canary, s->count);
	gate_put_own(&b, all->g);
	ok = write_out(fd, &b);
	for (i = 0; ok && i < s->count; i++) {
		s->planted[i] = put_file(&b, all, s->files[i]);
		ok = write_out(fd, &b);
	}
	buf_free(&b);
	return ok;
}

/* Its files and its words, and of the hub nothing else; -1 where there is no
 * room. */
static int
request(const struct all *all, struct share *s)
{
	int fd = memfd_create("search", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd == -1)
		return -1;
	if (write_request(fd, all, s) &&
	    fcntl(fd, F_ADD_SEALS,
		F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) == 0)
		return fd;
	close(fd);
	return -1;
}

static bool
ready(struct gate *roster)
{
	struct gateserver *server = gate_server(roster);
	struct buf terms = { 0 };
	bool ok;

	if (gateserver_runs(server))
		return true;
	gate_put(&terms, roster);
	ok = gateserver_begin(server, &terms);
	buf_free(&terms);
	return ok;
}

/* -1 where the machine has no searcher left. */
static pid_t
begin_searcher(struct gate *roster, int in, int out)
{
	unsigned tries;
	pid_t pid;

	for (tries = 0; tries < SERVER_TRIES && ready(roster); tries++) {
		pid = gateserver_search(gate_server(roster), in, out);
		if (pid != -1)
			return pid;
		gateserver_end(gate_server(roster));
	}
	return -1;
}

static void
take_share(struct share *s, const struct all *all, unsigned char own)
{
	size_t bytes = 0, i;

	s->files = mem_alloc((all->count + 1) * sizeof(*s->files));
	s->planted = mem_alloc((all->count + 1) * sizeof(*s->planted));
	s->from = -1;
	for (i = 0; i < all->count; i++) {
		if (all->owners[i] != own)
			continue;
		s->files[s->count++] = i;
		bytes += all->unread[i].len;
	}
	s->until = clock_monotonic() +
		   (int64_t)(gate_patience + bytes / APART_BYTES) * 1000;
}

static void
begin(struct share *s, const struct all *all, unsigned char own)
{
	int in, ends[2];

	take_share(s, all, own);
	in = request(all, s);
	if (in == -1)
		return;
	if (pipe2(ends, O_CLOEXEC) == 0) {
		s->pid = begin_searcher(gate_roster(all->g), in, ends[1]);
		close(ends[1]);
		if (s->pid == -1)
			close(ends[0]);
		else
			s->from = ends[0];
	}
	close(in);
}

static bool
is_readable(const struct share *s)
{
	struct pollfd fd = { s->from, POLLIN, 0 };
	int64_t left = s->until - clock_monotonic();

	if (left > INT32_MAX)
		left = INT32_MAX;
	return poll(&fd, 1, left < 0 ? 0 : (int)left) == 1 || errno == EINTR;
}

/* The answer, to its end; false where it does not come, or is too long. */
static bool
hear(const struct share *s, struct buf *b)
{
	size_t most = 8 + s->count * sizeof(*s->planted);
	unsigned char chunk[4096];
	ssize_t n;

	for (;;) {
		errno = 0;
		if (!is_readable(s))
			return false;
		if (errno == EINTR)
			continue;
		n = read(s->from, chunk, sizeof(chunk));
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		buf_put(b, chunk, (size_t)n);
		if (b->len > most)
			return false;
	}
}

/* What a searcher found.  One that died, is late, or says what cannot be, may
 * have been taken over: that is a hit. */
static struct gatewire_finding
finish(struct share *s)
{
	struct gatewire_finding f = { 0, GATE_TOO_MUCH };
	struct buf b = { 0 };
	int status = 0;
	bool heard;

	if (s->from != -1) {
		heard = hear(s, &b);
		if (!heard)
			server_kill(s->pid);
		close(s->from);
		if (server_wait(s->pid, &status, NULL) && heard && status == 0)
			gatewire_get_answer(
			    b.data, b.len, s->planted, s->count, &f);
	}
	f.file = f.kind == GATE_NOTHING ? SIZE_MAX : s->files[f.file];
	buf_free(&b);
	free(s->files);
	free(s->planted);
	return f;
}

/* The largest first. */
static int
by_size(const void *a, const void *b, void *arg)
{
	const struct buf *unread = arg;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	if (unread[x].len != unread[y].len)
		return unread[x].len > unread[y].len ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* Each file to the process that has the least to read by then: one notice may
 * be as long as all items together.  The caller frees the owners. */
static void
deal(const struct all *all, unsigned char *owners, size_t searchers)
{
	size_t *order = mem_alloc((all->count + 1) * sizeof(*order));
	size_t load[SEARCHERS] = { 0 }, i, k, least, count = 0;

	for (i = 0; i < all->count; i++)
		if (owners[i] != NOBODY)
			order[count++] = i;
	qsort_r(order, count, sizeof(*order), by_size, all->unread);
	for (i = 0; i < count; i++) {
		for (least = 0, k = 1; k < searchers; k++)
			if (load[k] < load[least])
				least = k;
		owners[order[i]] = (unsigned char)least;
		load[least] += all->unread[order[i]].len + FILE_COST;
	}
	free(order);
}

/* A file without what may stand in it is another one each time. */
static bool
take_unread(struct all *all, struct gatepassed *p, size_t i)
{
	const struct gate_file *f = &all->files[i];

	if (f->fact_count > 0) {
		gate_cut(&all->unread[i], f);
		return true;
	}
	if (p == NULL) {
		buf_put(&all->unread[i], f->data, f->len);
		return true;
	}
	return gatepassed_unread(p, f, all->except, &all->unread[i]) ||
	       (f->literal && f->word_count > 0);
}

/* How many searchers what is to be read is worth, no more than files. */
static size_t
take_all(struct all *all, struct gatepassed *p, unsigned char *owners)
{
	size_t i, count = 0, bytes = 0;

	all->unread = mem_alloc((all->count + 1) * sizeof(*all->unread));
	for (i = 0; i < all->count; i++) {
		owners[i] = take_unread(all, p, i) ? 0 : NOBODY;
		count += owners[i] != NOBODY;
		bytes += all->unread[i].len;
	}
	return count < 1 + bytes / SHARE_LEAST ? count
					       : 1 + bytes / SHARE_LEAST;
}

static void
drop_unread(struct all *all)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		buf_free(&all->unread[i]);
	free(all->unread);
}

static struct gatewire_finding
read_all(struct all *all, size_t searchers)
{
	struct gatewire_finding least = { SIZE_MAX, GATE_NOTHING }, f;
	struct share shares[SEARCHERS] = { 0 };
	size_t i;

	gatecanary_new(&all->canary);
	for (i = 0; i < searchers; i++)
		begin(&shares[i], all, (unsigned char)i);
	for (i = 0; i < searchers; i++) {
		f = finish(&shares[i]);
		if (f.kind != GATE_NOTHING && f.file <= least.file)
			least = f;
	}
	return least;
}

/* The first of the files that must not go out; kind GATE_NOTHING: none.  p:
 * what has passed already; NULL: nothing has. */
static struct gatewire_finding
search(struct all *all, struct gatepassed *p, unsigned jobs)
{
	unsigned char *owners = mem_alloc(all->count + 1);
	size_t searchers = jobs < SEARCHERS ? jobs : SEARCHERS, count;
	struct gatewire_finding f;

	count = take_all(all, p, owners);
	if (count < searchers)
		searchers = count;
	deal(all, owners, searchers);
	all->owners = owners;
	f = read_all(all, searchers);
	drop_unread(all);
	free(owners);
	return f;
}

int
gate_search(struct gate *g, const struct gate_file *files, size_t count,
    unsigned jobs, const char *except, uint64_t turn, struct gate_fault *fault)
{
	struct all all = { .g = g,
		.files = files,
		.count = count,
		.except = except,
		.turn = turn };
	struct gatepassed *passed = gate_passed(gate_roster(g));
	struct gatewire_finding f;

	fault->file = 0;
	fault->what = "an empty list of names";
	if (!gate_knows(g))
		return -1;
	gatepassed_begin(passed);
	f = search(&all, passed, jobs);
	if (f.kind == GATE_NOTHING) {
		gatepassed_all(passed);
		return 0;
	}
	fault->file = f.file;
	fault->what = gate_kind_word(f.kind);
	return -1;
}

/* The same bytes with archives opened. */
static const char *
hit_inside(struct gate *g, const void *p, size_t len, const char *except)
{
	struct gate_file file = { .name = "", .data = p, .len = len };
	struct all one = {
		.g = g, .files = &file, .count = 1, .except = except
	};
	struct gatewire_finding f = search(&one, NULL, 1);

	return f.kind == GATE_NOTHING ? NULL : gate_kind_word(f.kind);
}

static const char *
hit_of(struct gate *g, const void *p, size_t len, const char *except)
{
	struct gate_found hit = { GATE_NOTHING, 0 };

	switch (gate_read(g, p, len, except, false, &hit)) {
	case LEAK_FOUND:
		return gate_kind_word(hit.kind);
	case LEAK_TOO_MUCH:
		return gate_kind_word(GATE_TOO_MUCH);
	case LEAK_INSIDE:
		return hit_inside(g, p, len, except);
	case LEAK_NONE:
		break;
	}
	return NULL;
}

/* What passes here is no less read in the last reading. */
const char *
gate_hit(struct gate *g, const void *p, size_t len, const char *except)
{
	struct gatepassed *clean;
	const char *hit;

	if (!gate_knows(g))
		return "an empty list of names";
	if (gate_roster(g) != g)
		return hit_of(g, p, len, except);
	clean = gate_clean(g);
	if (gatepassed_bytes(clean, p, len, except))
		return NULL;
	hit = hit_of(g, p, len, except);
	if (hit == NULL)
		gatepassed_all(clean);
	return hit;
}

const char *
gate_hit_but(struct gate *g, const void *p, size_t len,
    const struct gate_fact *facts, size_t count)
{
	struct gate_file f = { .name = "",
		.data = p,
		.len = len,
		.facts = facts,
		.fact_count = count };
	struct buf rest = { 0 };
	const char *hit = NULL;
	size_t i;

	for (i = 0; hit == NULL && i < count; i++)
		hit = gate_hit(
		    g, facts[i].value, strlen(facts[i].value), facts[i].member);
	if (hit == NULL) {
		gate_cut(&rest, &f);
		hit = gate_hit(g, rest.data, rest.len, NULL);
	}
	buf_free(&rest);
	return hit;
}

/* What gate_hit_but() would read, for all words at once. */
static enum leak
read_which(struct gate *g, const struct gate_file *f, bool *stands)
{
	enum leak worst = LEAK_NONE, got;
	struct buf rest = { 0 };
	size_t i;

	for (i = 0; i < f->fact_count; i++) {
		got = gate_read_which(g, f->facts[i].value,
		    strlen(f->facts[i].value), f->facts[i].member, stands,
		    NULL);
		worst =
		    got == LEAK_TOO_MUCH || worst == LEAK_NONE ? got : worst;
	}
	gate_cut(&rest, f);
	got = gate_read_which(g, buf_str(&rest), rest.len, NULL, stands, NULL);
	worst = got == LEAK_TOO_MUCH || worst == LEAK_NONE ? got : worst;
	buf_free(&rest);
	return worst;
}

static bool
stands_any(struct gate *roster, const struct gate_word *words, size_t count,
    const struct gate_file *f)
{
	struct gate *g = gate_with(roster, words, count);
	bool any;

	any = gate_hit_but(g, f->data, f->len, f->facts, f->fact_count) != NULL;
	gate_free(g);
	return any;
}

/* Of words that may stand in an archive in the bytes, which is read by a
 * process apart that says only whether: halves of halves. */
static size_t
drop_by_halves(struct gate *roster, struct gate_word *words, size_t count,
    const struct gate_file *f)
{
	size_t half = count / 2, kept, more;

	if (count == 0 || !stands_any(roster, words, count, f))
		return count;
	if (count == 1)
		return 0;
	kept = drop_by_halves(roster, words, half, f);
	more = drop_by_halves(roster, words + half, count - half, f);
	memmove(words + kept, words + half, more * sizeof(*words));
	return kept + more;
}

static size_t
keep_rest(struct gate_word *words, size_t count, const bool *stands)
{
	size_t i, kept = 0;

	for (i = 0; i < count; i++)
		if (!stands[i])
			words[kept++] = words[i];
	return kept;
}

size_t
gate_words_left(struct gate *roster, struct gate_word *words, size_t word_count,
    const void *p, size_t len, const struct gate_fact *facts, size_t count)
{
	struct gate_file f = { .name = "",
		.data = p,
		.len = len,
		.facts = facts,
		.fact_count = count };
	struct gate *g = gate_with(roster, words, word_count);
	bool *stands = mem_alloc(word_count + 1);
	enum leak outcome = read_which(g, &f, stands);
	size_t kept = 0;

	if (outcome != LEAK_TOO_MUCH)
		kept = keep_rest(words, word_count, stands);
	gate_free(g);
	free(stands);
	return outcome == LEAK_INSIDE ? drop_by_halves(roster, words, kept, &f)
				      : kept;
}

const char *
gate_hit_or_left(struct gate *roster, struct gate_word *words,
    size_t *word_count, const void *p, size_t len)
{
	struct gate_found hit = { GATE_NOTHING, 0 };
	const char *what = NULL;
	struct gate *g;
	bool *stands;

	if (!gate_knows(roster))
		return "an empty list of names";
	stands = mem_alloc(*word_count + 1);
	g = gate_with(roster, words, *word_count);
	switch (gate_read_which(g, p, len, NULL, stands, &hit)) {
	case LEAK_FOUND:
		what = gate_kind_word(hit.kind);
		break;
	case LEAK_TOO_MUCH:
		what = gate_kind_word(GATE_TOO_MUCH);
		break;
	case LEAK_INSIDE:
		what = hit_inside(roster, p, len, NULL);
		if (what == NULL)
			*word_count = gate_words_left(
			    roster, words, *word_count, p, len, NULL, 0);
		break;
	case LEAK_NONE:
		*word_count = keep_rest(words, *word_count, stands);
		break;
	}
	gate_free(g);
	free(stands);
	return what;
}

/* The canary of the roster's gate, hidden in a copy. */
static bool
sees(struct gate *g, const struct gate_file *f, uint64_t turn)
{
	struct gate_found hit = { GATE_NOTHING, 0 };
	struct buf fixed = { 0 }, fresh = { 0 };
	struct gatecanary canary;
	bool found;

	gatecanary_new(&canary);
	gatecanary_plant(&canary, f->data, f->len, turn, &fixed, &fresh);
	found = gate_read(g, fixed.data, fixed.len, NULL, false, &hit) ==
		    LEAK_FOUND &&
		hit.canary == GATECANARY_FIXED;
	buf_free(&fixed);
	buf_free(&fresh);
	return found;
}

const char *
gate_search_here(
    struct gate *g, const struct gate_file *files, size_t count, uint64_t turn)
{
	const struct gate_file *f;
	const char *hit = NULL;
	size_t i;

	if (!gate_knows(g))
		return "an empty list of names";
	for (i = 0; hit == NULL && i < count; i++) {
		f = &files[i];
		hit = gate_hit(g, f->data, f->len, NULL);
		if (hit == NULL)
			hit = gate_hit(g, f->name, strlen(f->name), NULL);
		if (hit == NULL && !sees(g, f, turn + i))
			hit = gate_kind_word(GATE_BLIND);
	}
	return hit;
}
