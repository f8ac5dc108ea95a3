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
#include "batch/gate/gatesearch.h"
#include "batch/gate/gateserver.h"
#include "batch/gate/gatewire.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

/* How long a searcher may take: this, and a second more for so many
 * bytes.  Decoding has its own bound; this is for a library that hangs, and
 * for one that was taken over. */
#define APART_SECONDS 60
#define APART_BYTES   20000
#define SEARCHERS     8
/* What a file costs besides its bytes: the canary's copy. */
#define FILE_COST 8192
/* How often a server is begun for a search. */
#define SERVER_TRIES 3

unsigned gate_patience = APART_SECONDS;

/* A search of all files. */
struct all {
	struct gate *g;
	const struct gate_file *files;
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
	size_t at = 0;
	ssize_t n;

	while (at < b->len) {
		n = write(fd, b->data + at, b->len - at);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += (size_t)n;
	}
	b->len = 0;
	return true;
}

/* A file without what may stand in it, and the copies with the canaries. */
static struct gatewire_proof
put_file(struct buf *b, const struct all *all, size_t i)
{
	struct gatewire_file w = { .file = all->files[i] };
	struct buf rest = { 0 }, fixed = { 0 }, fresh = { 0 };
	struct gatewire_proof planted = { .fixed = GATECANARY_FIXED };

	if (w.file.fact_count > 0) {
		gate_cut(&rest, &w.file);
		w.file.data = buf_str(&rest);
		w.file.len = rest.len;
	}
	planted.fresh = gatecanary_plant(&all->canary, w.file.data, w.file.len,
	    all->turn + i, &fixed, &fresh);
	w.fixed = fixed.data;
	w.fixed_len = fixed.len;
	w.fresh = fresh.data;
	w.fresh_len = fresh.len;
	gatewire_put_file(b, &w);
	buf_free(&rest);
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
		bytes += all->files[i].len;
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
	const struct gate_file *files = arg;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	if (files[x].len != files[y].len)
		return files[x].len > files[y].len ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* Each file to the process that has the least to read by then: one notice may
 * be as long as all items together.  The caller frees the owners. */
static unsigned char *
deal(const struct gate_file *files, size_t count, size_t searchers)
{
	unsigned char *owners = mem_alloc(count + 1);
	size_t *order = mem_alloc((count + 1) * sizeof(*order));
	size_t load[SEARCHERS] = { 0 }, i, k, least;

	for (i = 0; i < count; i++)
		order[i] = i;
	qsort_r(
	    order, count, sizeof(*order), by_size, (void *)(uintptr_t)files);
	for (i = 0; i < count; i++) {
		for (least = 0, k = 1; k < searchers; k++)
			if (load[k] < load[least])
				least = k;
		owners[order[i]] = (unsigned char)least;
		load[least] += files[order[i]].len + FILE_COST;
	}
	free(order);
	return owners;
}

/* The first of the files that must not go out; kind GATE_NOTHING: none. */
static struct gatewire_finding
search(struct all *all, size_t searchers)
{
	struct gatewire_finding least = { SIZE_MAX, GATE_NOTHING }, f;
	struct share shares[SEARCHERS] = { 0 };
	unsigned char *owners;
	size_t i;

	gatecanary_new(&all->canary);
	owners = deal(all->files, all->count, searchers);
	all->owners = owners;
	for (i = 0; i < searchers; i++)
		begin(&shares[i], all, (unsigned char)i);
	for (i = 0; i < searchers; i++) {
		f = finish(&shares[i]);
		if (f.kind != GATE_NOTHING && f.file <= least.file)
			least = f;
	}
	free(owners);
	return least;
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
	struct gatewire_finding f = { 0, GATE_NOTHING };
	size_t searchers = jobs < SEARCHERS ? jobs : SEARCHERS;

	fault->file = 0;
	fault->what = "an empty list of names";
	if (!gate_knows(g))
		return -1;
	if (count > 0)
		f = search(&all, searchers < count ? searchers : count);
	if (f.kind == GATE_NOTHING)
		return 0;
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
	struct gatewire_finding f = search(&one, 1);

	return f.kind == GATE_NOTHING ? NULL : gate_kind_word(f.kind);
}

const char *
gate_hit(struct gate *g, const void *p, size_t len, const char *except)
{
	struct gate_found hit = { GATE_NOTHING, 0 };

	if (!gate_knows(g))
		return "an empty list of names";
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
		    strlen(f->facts[i].value), f->facts[i].member, stands);
		worst =
		    got == LEAK_TOO_MUCH || worst == LEAK_NONE ? got : worst;
	}
	gate_cut(&rest, f);
	got = gate_read_which(g, buf_str(&rest), rest.len, NULL, stands);
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
	size_t i, kept = 0;

	for (i = 0; outcome != LEAK_TOO_MUCH && i < word_count; i++)
		if (!stands[i])
			words[kept++] = words[i];
	gate_free(g);
	free(stands);
	return outcome == LEAK_INSIDE ? drop_by_halves(roster, words, kept, &f)
				      : kept;
}
