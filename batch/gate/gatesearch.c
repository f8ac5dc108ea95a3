#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch/apart/lockdown.h"
#include "batch/gate/gate-read.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatefact.h"
#include "batch/gate/gatesearch.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

/* Bytes of a file into which the canary is planted. */
#define PROOF_BYTES 8192
/* How long a process may take: this, and a second more for so many
 * bytes.  Decoding has its own bound; the alarm is for a library that hangs. */
#define APART_SECONDS 60
#define APART_BYTES   20000
#define SEARCHERS     8
/* What a file costs besides its bytes: the canary's copy. */
#define FILE_COST 8192

/* What a process apart says; GATE_NOTHING: it found nothing. */
struct finding {
	uint32_t file;
	uint32_t kind;
};

/* The canary as it could hide; one of them each time. */
static const char *const hidden[] = { "問屋場検査鳥",
	"%E5%95%8F%E5%B1%8B%E5%A0%B4%E6%A4%9C%E6%9F%BB%E9%B3%A5",
	"&#21839;&#23627;&#22580;&#26908;&#26619;&#40165;",
	"\\u554f\\u5c4b\\u5834\\u691c\\u67fb\\u9ce5",
	"eOWVj+Wxi+WgtOaknOafu+mzpXk=", "YWLllY/lsYvloLTmpJzmn7vps6U=",
	"T1VLXDRYHGn7Z+Wc", "96e289ae8fea8c9f8db892b9",
	"=E5=95=8F=E5=B1=8B=E5=A0=B4=E6=A4=9C=E6=9F=BB=E9=B3=A5",
	"=?ISO-2022-JP?B?GyRCTGQyMD5sOCE6OkQ7GyhC?=",
	"CANARY-KENSADORI.EXAMPLE", "elpmaxe.irodasnek-yranac",
	"問 屋 場 検 査 鳥", "canary-kensadori[.]example" };

/* Whether a member that does not exist is found, planted into a copy of the
 * bytes. */
static bool
finds_canary(struct gate *g, const void *p, size_t len, const char *except,
    uint64_t turn)
{
	const char *form = hidden[turn % (sizeof(hidden) / sizeof(hidden[0]))];
	const unsigned char *bytes = p;
	struct buf b = { 0 };
	enum gate_kind hit = GATE_NOTHING;
	enum leak outcome;
	size_t at;

	if (len > PROOF_BYTES)
		len = PROOF_BYTES;
	at = len / 2;
	while (at > 0 && (bytes[at] & 0xc0) == 0x80)
		at--;
	buf_put(&b, bytes, at);
	buf_printf(&b, " %s ", form);
	buf_put(&b, bytes + at, len - at);
	outcome = gate_read(g, b.data, b.len, except, true, &hit);
	buf_free(&b);
	return outcome == LEAK_FOUND && hit == GATE_CANARY;
}

static enum gate_kind
read_apart(struct gate *g, const void *p, size_t len, const char *except)
{
	enum gate_kind hit = GATE_NOTHING;

	switch (gate_read(g, p, len, except, true, &hit)) {
	case LEAK_NONE:
		return GATE_NOTHING;
	case LEAK_FOUND:
		return hit;
	default:
		return GATE_TOO_MUCH;
	}
}

/* A value that may stand in the file must name nobody but its provider. */
static enum gate_kind
judge_facts(struct gate *g, const struct gate_file *f)
{
	enum gate_kind k = GATE_NOTHING;
	size_t i;

	for (i = 0; k == GATE_NOTHING && i < f->fact_count; i++)
		k = read_apart(g, f->facts[i].value, strlen(f->facts[i].value),
		    f->facts[i].member);
	return k;
}

static enum gate_kind
judge_rest(struct gate *g, const struct gate_file *f, const char *except,
    uint64_t turn)
{
	enum gate_kind k;

	k = judge_facts(g, f);
	if (k == GATE_NOTHING)
		k = read_apart(g, f->data, f->len, except);
	if (k == GATE_NOTHING)
		k = read_apart(g, f->name, strlen(f->name), except);
	if (k == GATE_NOTHING &&
	    !finds_canary(g, f->data, f->len, except, turn))
		k = GATE_BLIND;
	return k;
}

static enum gate_kind
judge_with_words(struct gate *g, const struct gate_file *f, const char *except,
    uint64_t turn)
{
	struct gate *with;
	enum gate_kind k;

	if (f->literal)
		return gate_says(g, f) ? GATE_WORD
				       : judge_rest(g, f, except, turn);
	with = gate_with(g, f->words, f->word_count);
	k = judge_rest(with, f, except, turn);
	gate_free(with);
	return k;
}

static enum gate_kind
judge(struct gate *g, const struct gate_file *f, const char *except,
    uint64_t turn)
{
	struct gate_file rest = *f;
	struct buf b = { 0 };
	enum gate_kind k;

	if (f->fact_count > 0) {
		gate_cut(&b, f);
		rest.data = buf_str(&b);
		rest.len = b.len;
	}
	k = judge_with_words(g, &rest, except, turn);
	buf_free(&b);
	return k;
}

/* One search, over those of the files that are its own. */
struct share {
	struct gate *g;
	const struct gate_file *files;
	const unsigned char *owners; /* of each: the process that reads it */
	size_t count;
	unsigned char own;
	const char *except;
	uint64_t turn;
	bool bare; /* content only, the words as they are */
};

/* A process that can do nothing but read: large readers work on an enemy's
 * bytes. */
static void
confine(const struct share *s, int to)
{
	static const char *const nowhere[] = { NULL };
	size_t bytes = 0, i;
	int none;

	/* The lock-down takes the size of standard input for its limit of
	 * memory, so that must be empty; and it closes all but the three
	 * standard descriptors. */
	none = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (none == -1 || dup2(none, STDIN_FILENO) == -1 ||
	    dup2(to, STDOUT_FILENO) == -1)
		_exit(1);
	for (i = 0; i < s->count; i++)
		bytes += s->owners[i] == s->own ? s->files[i].len : 0;
	alarm(APART_SECONDS + (unsigned)(bytes / APART_BYTES));
	lockdown(LOCKDOWN_WORKER, nowhere);
}

static void __attribute__((noreturn))
search_and_exit(const struct share *s, int to)
{
	struct finding f = { UINT32_MAX, GATE_NOTHING };
	size_t i;

	confine(s, to);
	for (i = 0; i < s->count && f.kind == GATE_NOTHING; i++) {
		if (s->owners[i] != s->own)
			continue;
		f.file = (uint32_t)i;
		f.kind =
		    s->bare ? read_apart(s->g, s->files[i].data,
				  s->files[i].len, s->except)
			    : judge(s->g, &s->files[i], s->except, s->turn + i);
	}
	if (write(STDOUT_FILENO, &f, sizeof(f)) != sizeof(f))
		_exit(1);
	_exit(0);
}

/* Takes what a process found.  A process that died, or says what cannot be,
 * may have been taken over: that is a hit. */
static struct finding
hear(pid_t child, int from, size_t first, size_t count)
{
	struct finding f;
	ssize_t n;
	int status;

	do
		n = read(from, &f, sizeof(f));
	while (n == -1 && errno == EINTR);
	close(from);
	while (waitpid(child, &status, 0) == -1 && errno == EINTR)
		continue;
	if (n != sizeof(f) || !WIFEXITED(status) || WEXITSTATUS(status) != 0 ||
	    f.kind > GATE_NOTHING || (f.kind < GATE_NOTHING && f.file >= count))
		f = (struct finding){ (uint32_t)first, GATE_TOO_MUCH };
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
static struct finding
search(struct share *all, size_t searchers)
{
	struct finding least = { UINT32_MAX, GATE_NOTHING }, f;
	unsigned char *owners;
	pid_t child[SEARCHERS];
	int ends[SEARCHERS][2];
	size_t i;

	owners = deal(all->files, all->count, searchers);
	all->owners = owners;
	for (i = 0; i < searchers; i++) {
		all->own = (unsigned char)i;
		child[i] = pipe2(ends[i], O_CLOEXEC) == -1 ? -2 : fork();
		if (child[i] == 0)
			search_and_exit(all, ends[i][1]);
		if (child[i] != -2)
			close(ends[i][1]);
	}
	for (i = 0; i < searchers; i++) {
		f = (struct finding){ (uint32_t)i, GATE_TOO_MUCH };
		if (child[i] > 0)
			f = hear(child[i], ends[i][0], i, all->count);
		else if (child[i] == -1)
			close(ends[i][0]);
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
	struct share all = { .g = g,
		.files = files,
		.count = count,
		.except = except,
		.turn = turn };
	struct finding f = { 0, GATE_TOO_MUCH };
	size_t searchers = jobs < SEARCHERS ? jobs : SEARCHERS;

	fault->file = 0;
	fault->what = "an empty list of names";
	if (!gate_knows(g))
		return -1;
	/* The processes share the index: it is made before they fork. */
	gate_ready(g);
	if (count > 0)
		f = search(&all, searchers < count ? searchers : count);
	else
		f.kind = GATE_NOTHING;
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
	struct share one = { .g = g,
		.files = &file,
		.count = 1,
		.except = except,
		.bare = true };
	struct finding f = search(&one, 1);

	return f.kind == GATE_NOTHING ? NULL : gate_kind_word(f.kind);
}

const char *
gate_hit(struct gate *g, const void *p, size_t len, const char *except)
{
	enum gate_kind hit = GATE_NOTHING;

	if (!gate_knows(g))
		return "an empty list of names";
	switch (gate_read(g, p, len, except, false, &hit)) {
	case LEAK_FOUND:
		return gate_kind_word(hit);
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
