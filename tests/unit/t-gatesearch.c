/*
 * The last reading, and searchers that were taken over: one may say what it
 * likes, die as it likes, or say nothing, and nothing goes out for it.  This
 * program is started as the server; the searchers of a gate that knows a liar
 * are played, and what they search names the lie.
 */
#include <errno.h>
#include <linux/futex.h>
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "batch/apart/lockdown.h"
#include "batch/apart/server-main.h"
#include "batch/apart/server.h"
#include "batch/gate/gate-read.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatefact.h"
#include "batch/gate/gatesearch.h"
#include "batch/gate/gatesearcher.h"
#include "batch/gate/gateserver.h"
#include "batch/gate/gatewire.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/files/archive.h"

#define ROSTER(alias)                                                      \
	"<roster xmlns=\"urn:toiyaba:roster:1\">"                          \
	"<sig id=\"gas\" from=\"2012-04-01\"><name xml:lang=\"ja\">業界" \
	"</name></sig><member id=\"gas-01\"><name xml:lang=\"ja\">"        \
	"架空瓦斯株式会社</name><alias>" alias "</alias></member></roster>"

#define FILES 3

/* Of the request, all that is there. */
static const char *
request(size_t *len)
{
	off_t size = lseek(0, 0, SEEK_END);

	*len = (size_t)size;
	return mmap(NULL, *len, PROT_READ, MAP_PRIVATE, 0, 0);
}

static bool
holds(const char *word)
{
	size_t len;
	const char *p = request(&len);

	return memmem(p, len, word, strlen(word)) != NULL;
}

static void
say(const void *p, size_t len)
{
	if (write(1, p, len) != (ssize_t)len)
		_exit(1);
}

static void
answer(enum gate_kind kind, size_t file, uint32_t fixed, uint32_t fresh,
    size_t count)
{
	const struct gatewire_finding f = { file, kind };
	struct gatewire_proof proofs[FILES + 1];
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i <= FILES; i++)
		proofs[i] = (struct gatewire_proof){ fixed, fresh };
	gatewire_put_answer(&b, &f, proofs, count);
	say(b.data, b.len);
}

static void
flood(void)
{
	static char block[1 << 16];

	while (write(1, block, sizeof(block)) > 0)
		continue;
}

static void
hang(void)
{
	static uint32_t never;

	for (;;)
		syscall(SYS_futex, &never, FUTEX_WAIT, 0, NULL, NULL, 0);
}

/* Does this searcher have anything but what it must search? */
static void
peek(void)
{
	int i, open = 0;

	for (i = 0; i < 1024; i++)
		open += lseek(i, 0, SEEK_CUR) != -1 || errno != EBADF;
	answer(open == 3 && !holds("of another searcher") ? GATE_ID : GATE_NAME,
	    0, 0, 0, 0);
}

static void
play(const unsigned char *message, size_t len)
{
	(void)message;
	(void)len;
	lockdown(LOCKDOWN_WORKER, NULL);
	if (holds("LIE nothing"))
		answer(GATE_NOTHING, 0, 0, 0, FILES);
	else if (holds("LIE guess"))
		answer(GATE_NOTHING, 0, GATECANARY_FIXED, 7, FILES);
	else if (holds("LIE fewer"))
		answer(GATE_NOTHING, 0, GATECANARY_FIXED, 7, FILES - 1);
	else if (holds("LIE more"))
		answer(GATE_NOTHING, 0, GATECANARY_FIXED, 7, FILES + 1);
	else if (holds("LIE kind"))
		answer((enum gate_kind)77, 0, 0, 0, 0);
	else if (holds("LIE file"))
		answer(GATE_NAME, FILES, 0, 0, 0);
	else if (holds("LIE junk"))
		say("\xff\xff\xff", 3);
	else if (holds("LIE flood"))
		flood();
	else if (holds("LIE hangs"))
		hang();
	else if (holds("LIE peek"))
		peek();
	else if (holds("LIE dies")) {
		answer(GATE_NOTHING, 0, GATECANARY_FIXED, 7, FILES);
		__builtin_trap();
	} else if (holds("LIE fails")) {
		answer(GATE_NOTHING, 0, GATECANARY_FIXED, 7, FILES);
		_exit(3);
	}
	_exit(0);
}

static void
serve(const unsigned char *message, size_t len)
{
	static const struct server_task liar[] = { { GATESERVER_SEARCH, NULL,
	    play } };

	if (holds("liar"))
		server_serve(liar, 1);
	gatesearcher_serve(message, len);
}

static const struct server_task task = { GATESERVER_TASK, gatesearcher_setup,
	serve };

static struct arena *arena;

static struct gate *
gate_of(const char *roster)
{
	char err[200];
	struct roster *r =
	    roster_parse(arena, roster, strlen(roster), err, sizeof(err));

	assert_non_null(r);
	return gate_new(arena, r);
}

/* What is said of files with these contents, NULL: nothing. */
static const char *
search(struct gate *g, const char *const *texts, unsigned jobs)
{
	struct gate_file files[FILES] = { 0 };
	struct gate_fault fault = { 0 };
	size_t i;

	for (i = 0; i < FILES; i++) {
		files[i].name = "items/x.xml";
		files[i].data = texts[i];
		files[i].len = strlen(texts[i]);
	}
	if (gate_search(g, files, FILES, jobs, NULL, 5, &fault) == 0)
		return NULL;
	return fault.what;
}

/* The gate names the kind of term in words of its own. */
#define ANY(kind) gate_kind_word(kind)

static void
test_lies(void **state)
{
	static const char *const lies[] = { "fewer", "more", "kind", "file",
		"junk", "flood", "dies", "fails", "silence" };
	struct gate *g = gate_of(ROSTER("Liar Gas"));
	const char *texts[FILES] = { "text", "", "more text" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		print_message("%s\n", lies[i]);
		texts[1] = arena_printf(arena, "LIE %s", lies[i]);
		assert_string_equal(search(g, texts, 1), ANY(GATE_TOO_MUCH));
	}
	/* It would have to know what was planted. */
	texts[1] = "LIE nothing";
	assert_string_equal(search(g, texts, 1), ANY(GATE_BLIND));
	texts[1] = "LIE guess";
	for (i = 0; i < 20; i++)
		if (search(g, texts, 1) == NULL)
			break;
	assert_int_equal(i, 20);
	gate_patience = 1;
	texts[1] = "LIE hangs";
	assert_string_equal(search(g, texts, 1), ANY(GATE_TOO_MUCH));
	gate_patience = 60;
	gate_free(g);
}

/* Of two searchers each has its own files, and no descriptor besides. */
static void
test_holds_its_own(void **state)
{
	struct gate *g = gate_of(ROSTER("Liar Gas"));
	static char longer[1 << 18];
	const char *texts[FILES] = { "LIE peek, of a searcher", longer, "" };
	struct gate_file both[2] = {
		{ .name = "a", .data = texts[0], .len = strlen(texts[0]) },
		{ .name = "b", .data = longer, .len = sizeof(longer) }
	};
	struct gate_fault fault;

	(void)state;
	memset(longer, '-', sizeof(longer));
	memcpy(longer, "LIE peek of another searcher", 28);
	assert_int_equal(gate_search(g, both, 2, 2, NULL, 0, &fault), -1);
	/* The first of the two speaks: it holds nothing of the other's. */
	assert_int_equal(fault.file, 0);
	assert_string_equal(fault.what, ANY(GATE_ID));
	gate_free(g);
}

static void
test_honest(void **state)
{
	const char *texts[FILES] = { "<item>text</item>", "本文", "" };
	struct gate *g;
	unsigned jobs;

	(void)state;
	for (jobs = 1; jobs < 4; jobs++) {
		g = gate_of(ROSTER("Kakugas"));
		texts[1] = "本文";
		assert_null(search(g, texts, jobs));
		texts[1] = "to kakugas[.]example";
		assert_string_equal(search(g, texts, jobs), ANY(GATE_NAME));
		gate_free(g);
	}
}

static void
pack(struct buf *b, const char *text)
{
	struct archive_file file = { "x.txt", text, strlen(text) };

	b->len = 0;
	assert_int_equal(archive_pack(b, &file, 1, 0), 0);
}

/* In an archive, of words at hand too. */
static void
test_inside(void **state)
{
	struct gate *g = gate_of(ROSTER("Kakugas"));
	const struct gate_word word = { "gas-01", "himitsu-keikaku", false };
	struct gate *with = gate_with(g, &word, 1);
	struct buf b = { 0 };

	(void)state;
	pack(&b, "nothing at all");
	assert_null(gate_hit(g, b.data, b.len, NULL));
	assert_null(gate_hit(with, b.data, b.len, NULL));
	pack(&b, "to Kakugas");
	assert_string_equal(gate_hit(g, b.data, b.len, NULL), ANY(GATE_NAME));
	assert_null(gate_hit(g, b.data, b.len, "gas-01"));
	pack(&b, "the himitsu-keikaku");
	assert_null(gate_hit(g, b.data, b.len, NULL));
	assert_string_equal(
	    gate_hit(with, b.data, b.len, NULL), ANY(GATE_WORD));
	buf_free(&b);
	gate_free(with);
	gate_free(g);
}

/* One file, under a gate that has read others before. */
static const char *
look(struct gate *g, const struct gate_file *f, const char *except)
{
	struct gate_fault fault = { 0 };

	return gate_search(g, f, 1, 1, except, 0, &fault) == 0 ? NULL
							       : fault.what;
}

/* What has passed is known by its bytes, its words and who may be named. */
static void
test_passed(void **state)
{
	static const struct gate_word word = { "gas-01", "himitsu-keikaku",
		false };
	static const struct gate_word other = { "gas-01", "betsu-no-keikaku",
		false };
	struct gate *g = gate_of(ROSTER("Kakugas"));
	struct gate_file f = { .name = "items/x.xml",
		.data = "the himitsu-keikaku of Kakugas" };

	(void)state;
	f.len = strlen(f.data);
	assert_null(look(g, &f, "gas-01"));
	assert_string_equal(look(g, &f, NULL), ANY(GATE_NAME));
	assert_string_equal(look(g, &f, "gas-02"), ANY(GATE_NAME));
	f.len = strlen("the himitsu-keikaku");
	assert_null(look(g, &f, NULL));
	f.words = &other;
	f.word_count = 1;
	assert_null(look(g, &f, NULL));
	f.words = &word;
	assert_string_equal(look(g, &f, NULL), ANY(GATE_WORD));
	/* As they are they are looked for each time, and hidden ones not. */
	f.literal = true;
	assert_string_equal(look(g, &f, NULL), ANY(GATE_WORD));
	f.words = &other;
	assert_null(look(g, &f, NULL));
	f.words = &word;
	assert_string_equal(look(g, &f, NULL), ANY(GATE_WORD));
	f.words = NULL;
	f.word_count = 0;
	f.name = "items/Kakugas.xml";
	assert_string_equal(look(g, &f, NULL), ANY(GATE_NAME));
	gate_free(g);
}

/* Of a list only the pieces are read that have not passed: a searcher that
 * would say anything of a lie finds none, and each new piece is found. */
static void
test_pieces(void **state)
{
	static const char *const marks[] = { "S-0", "U-0", NULL };
	struct gate *g = gate_of(ROSTER("Kakugas"));
	struct gate_file f = {
		.name = "items.csv", .literal = true, .marks = marks
	};
	const char *texts[] = { "head\nS-0 one\nS-0 two\n",
		"head\nS-0 two\nS-0 Kakugas\n", "head\nS-0 two\nS-0 one\n",
		"Kakugas\nS-0 two\n", "head\nS-0 two\nKakugas\nS-0 one\n",
		"head\nU-0 three\nS-0 two\n", "head\nU-0 Kakugas\nS-0 two\n",
		"head\nS-0 two\nU-0 three\nS-0 one\n" };
	const char *want[] = { NULL, ANY(GATE_NAME), NULL, ANY(GATE_NAME),
		ANY(GATE_NAME), NULL, ANY(GATE_NAME), NULL };
	size_t i, turn;

	(void)state;
	for (turn = 0; turn < 2; turn++)
		for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
			f.data = texts[i];
			f.len = strlen(texts[i]);
			if (want[i] == NULL)
				assert_null(look(g, &f, NULL));
			else
				assert_string_equal(look(g, &f, NULL), want[i]);
		}
	/* All of it has passed: nobody is asked. */
	f.data = "S-0 one\nU-0 three\nS-0 two\n";
	f.len = strlen(f.data);
	server_kill(gate_server(g)->pid);
	assert_null(look(g, &f, NULL));
	gate_free(g);
}

/* Equal pieces of several files are read once, and found in the first. */
static void
test_once(void **state)
{
	static const char *const marks[] = { "S-0", NULL };
	struct gate *g = gate_of(ROSTER("Kakugas"));
	const char *texts[FILES] = { "head\nS-0 one\n",
		"S-0 Kakugas\nS-0 one\n", "head\nS-0 Kakugas\n" };
	struct gate_file files[FILES] = { 0 };
	struct gate_fault fault = { 0 };
	unsigned jobs;
	size_t i;

	(void)state;
	for (i = 0; i < FILES; i++)
		files[i] = (struct gate_file){ .name = "items.csv",
			.data = texts[i],
			.len = strlen(texts[i]),
			.literal = true,
			.marks = marks };
	for (jobs = 1; jobs <= FILES; jobs++) {
		assert_int_equal(
		    gate_search(g, files, FILES, jobs, NULL, 0, &fault), -1);
		assert_int_equal(fault.file, 1);
		assert_string_equal(fault.what, ANY(GATE_NAME));
	}
	/* None of it has passed with the search that stopped. */
	assert_int_equal(gate_search(g, files + 1, 1, 1, NULL, 0, &fault), -1);
	assert_int_equal(gate_search(g, files + 2, 1, 1, NULL, 0, &fault), -1);
	gate_free(g);
}

/* A canary and what stands beside it name nobody together: each letter that one
 * may end with begins an address of somebody's here. */
static void
test_canary_apart(void **state)
{
	static const char roster[] =
	    "<roster xmlns=\"urn:toiyaba:roster:1\">"
	    "<sig id=\"gas\" from=\"2012-04-01\"><name xml:lang=\"ja\">業界"
	    "</name></sig><member id=\"gas-01\"><name xml:lang=\"ja\">"
	    "架空瓦斯株式会社</name>%s</member></roster>";
	static const char ends[] = "bcdfghjkmnpqrstv";
	struct buf b = { 0 };
	const char *texts[FILES] = { NULL, "", "" };
	struct gate *g;
	size_t i;

	(void)state;
	for (i = 0; ends[i] != '\0'; i++)
		buf_printf(&b, "<alias>%c7.example</alias>", ends[i]);
	g = gate_of(arena_printf(arena, roster, buf_str(&b)));
	for (i = 100; i < 120; i++) {
		texts[0] = arena_printf(arena, "%zu 0000 7.example", i);
		assert_null(search(g, texts, 1));
	}
	buf_free(&b);
	gate_free(g);
}

/* A run of letters that one file may hold is read again in another: it spells
 * himitsu-keikaku, or Kakugas. */
static void
test_known_runs(void **state)
{
	static const struct gate_word word = { "gas-01", "himitsu-keikaku",
		false };
	static const struct gate_fact fact = { "gas-01",
		"to/b2YgS2FrdWdhcyA=" };
	struct gate *g = gate_of(ROSTER("Kakugas"));
	struct gate_file f[2] = { { .name = "a",
				      .data = "say aGltaXRzdS1rZWlrYWt1 a" },
		{ .name = "b", .data = "say aGltaXRzdS1rZWlrYWt1 b" } };
	struct gate_fault fault = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++)
		f[i].len = strlen(f[i].data);
	assert_int_equal(gate_search(g, f, 2, 1, NULL, 0, &fault), 0);
	f[0].data = "say aGltaXRzdS1rZWlrYWt1 A";
	f[1].words = &word;
	f[1].word_count = 1;
	assert_int_equal(gate_search(g, f, 2, 1, NULL, 0, &fault), -1);
	assert_int_equal(fault.file, 1);
	assert_string_equal(fault.what, ANY(GATE_WORD));
	/* What may be told of its provider stands in its own field alone. */
	f[0].data = "{\"say\": \"to/b2YgS2FrdWdhcyA=\"}";
	f[1].data = "and to/b2YgS2FrdWdhcyA= B";
	f[0].facts = &fact;
	f[0].fact_count = 1;
	for (i = 0; i < 2; i++)
		f[i].len = strlen(f[i].data);
	assert_int_equal(gate_search(g, f, 1, 1, NULL, 0, &fault), 0);
	assert_int_equal(gate_search(g, f, 2, 1, NULL, 0, &fault), -1);
	assert_int_equal(fault.file, 1);
	assert_string_equal(fault.what, ANY(GATE_NAME));
	gate_free(g);
}

/* The server of a gate that dies is begun again. */
static void
test_server_dies(void **state)
{
	struct gate *g = gate_of(ROSTER("Kakugas"));
	const char *texts[FILES] = { "a", "b", "c" };

	(void)state;
	assert_null(search(g, texts, 2));
	server_kill(gate_server(g)->pid);
	texts[0] = "d";
	assert_null(search(g, texts, 2));
	texts[2] = "Kakugas";
	server_kill(gate_server(g)->pid);
	assert_non_null(search(g, texts, 2));
	gate_free(g);
}

/* Cut anywhere, or any byte turned: only the very canaries that were planted
 * let a file pass. */
static void
test_answers(void **state)
{
	static const struct gatewire_proof planted[2] = {
		{ GATECANARY_FIXED, 3 }, { GATECANARY_FIXED, 60 }
	};
	struct gatewire_finding f = { 0, GATE_NOTHING };
	struct buf b = { 0 };
	unsigned bit;
	size_t i;

	(void)state;
	gatewire_put_answer(&b, &f, planted, 2);
	gatewire_get_answer(b.data, b.len, planted, 2, &f);
	assert_int_equal(f.kind, GATE_NOTHING);
	for (i = 0; i < b.len; i++) {
		gatewire_get_answer(b.data, i, planted, 2, &f);
		assert_int_equal(f.kind, GATE_TOO_MUCH);
		/* The number of a file means nothing where none was hit. */
		for (bit = 1; bit < 256 && (i < 4 || i >= 8); bit *= 2) {
			b.data[i] ^= bit;
			gatewire_get_answer(b.data, b.len, planted, 2, &f);
			assert_int_not_equal(f.kind, GATE_NOTHING);
			assert_true(f.file < 2);
			b.data[i] ^= bit;
		}
	}
	buf_free(&b);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_canary_apart),
		cmocka_unit_test(test_honest),
		cmocka_unit_test(test_inside),
		cmocka_unit_test(test_holds_its_own),
		cmocka_unit_test(test_lies),
		cmocka_unit_test(test_once),
		cmocka_unit_test(test_passed),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_known_runs),
		cmocka_unit_test(test_server_dies),
	};
	int rc;

	if (argc > 1 && strcmp(argv[1], "--server") == 0)
		server_main(&task, 1);
	signal(SIGPIPE, SIG_IGN);
	setlocale(LC_CTYPE, "C.UTF-8");
	digest_setup();
	/* By name: under valgrind /proc/self/exe is valgrind. */
	server_program = argv[0];
	arena = arena_new();
	rc = cmocka_run_group_tests_name("gatesearch", tests, NULL, NULL);
	arena_free(arena);
	return rc;
}
