/*
 * The hub's own reading of what members gave: masks, the gate, normal forms.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/likeness.h"
#include "batch/gate/gate-read.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatefact.h"
#include "batch/gate/gatemask.h"
#include "batch/gate/gatesearch.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/indicators/unique.h"
#include "formats/leak/leak.h"
#include "formats/mail/mailnames.h"
#include "formats/mail/mailnorm.h"
#include "tests/cost/count.h"
#include "tests/cost/grow.h"

static struct gate *roster;

void
gate_dimensions_setup(void)
{
	static const char *domains[] = { "hokuto.example" };
	static const char *networks[] = { "192.0.2.0/24" };
	static struct roster_member m = { .id = "gas-03",
		.name = { "北斗電力株式会社", "Hokuto Power" },
		.domains = domains,
		.domain_count = 1,
		.networks = networks,
		.network_count = 1 };
	static struct roster r = { .members = &m, .member_count = 1 };

	roster = gate_new(arena_new(), &r);
}

/* As a searcher reads it, in this process: another one's work is not counted.
 */
static void
read_with(struct gate *g, const void *p, size_t len, const char *except)
{
	struct gate_found hit;

	gate_read(g, p, len, except, false, &hit);
}

/* n words, each # its number. */
static struct gate_word *
words_of(struct arena *a, size_t n, const char *text)
{
	struct gate_word *w = arena_alloc(a, n * sizeof(*w));
	size_t before = strcspn(text, "#"), i;

	for (i = 0; i < n; i++)
		w[i] = (struct gate_word){ "gas-03",
			text[before] == '\0'
			    ? text
			    : arena_printf(a, "%.*s%zu%s", (int)before, text, i,
				  text + before + 1),
			false };
	return w;
}

static const char *
text_of(struct arena *a, size_t n, const struct dimension *d)
{
	struct buf b = { 0 };
	const char *text;

	buf_puts(&b, d->head == NULL ? "" : d->head);
	grow_put(&b, n, d->piece);
	buf_puts(&b, d->tail == NULL ? "" : d->tail);
	text = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return text;
}

static void
mask(struct arena *a, size_t n, const struct gate_word *words, size_t count,
    const char *text, const struct dimension *d)
{
	struct gate *g;

	count_begin();
	g = gate_with(roster, words, count);
	gate_mask(g, a, text);
	count_end(d->name, n);
	gate_free(g);
}

/* As many words as places where one stands. */
static void
words_hits(struct arena *a, size_t n, const struct dimension *d)
{
	mask(a, n, words_of(a, n, "word-#.corp.example"), n, text_of(a, n, d),
	    d);
}

static void
hits(struct arena *a, size_t n, const struct dimension *d)
{
	mask(a, n, words_of(a, 1, "akagi-kikai"), 1, text_of(a, n, d), d);
}

/* Words that end in one another. */
static struct gate_word *
nested(struct arena *a, size_t n, bool weak, size_t *count)
{
	struct gate_word *list = NULL, *w;
	char *s;
	size_t i;

	for (i = 8, *count = 0; i * i < 2 * n + 64; i++) {
		s = arena_alloc(a, i + 1);
		memset(s, 'a', i);
		w = arena_push(a, &list, count, sizeof(*w));
		*w = (struct gate_word){ "gas-03", s, weak };
	}
	return list;
}

static void
hits_nested(struct arena *a, size_t n, const struct dimension *d)
{
	size_t count;
	struct gate_word *w = nested(a, n, false, &count);

	mask(a, n, w, count, text_of(a, n, d), d);
}

static void
one_word(struct arena *a, size_t n, const struct dimension *d)
{
	struct gate_word w = { "gas-03", text_of(a, n, d), false };

	mask(a, n, &w, 1, "nothing", d);
}

static void
words_same(struct arena *a, size_t n, const struct dimension *d)
{
	mask(a, n, words_of(a, n, "akagi-kikai"), n, text_of(a, n, d), d);
}

/* What is masked makes two halves of the next word one. */
static void
words_around(struct arena *a, size_t n, const struct dimension *d)
{
	struct gate_word *w = arena_alloc(a, n * sizeof(*w));
	struct buf b = { 0 }, all = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		b.len = 0;
		buf_printf(&b, "left%zuright%zu", i, i);
		w[i] = (struct gate_word){ "gas-03",
			arena_strdup(a, buf_str(&b)), false };
		buf_printf(&all, "left%zu", n - 1 - i);
	}
	for (i = 0; i < n; i++)
		buf_printf(&all, "right%zu", i);
	mask(a, n, w, n, buf_str(&all), d);
	buf_free(&b);
	buf_free(&all);
}

static void
read_text(struct arena *a, size_t n, const struct dimension *d)
{
	const char *text = text_of(a, n, d);

	count_begin();
	read_with(roster, text, strlen(text), NULL);
	count_end(d->name, n);
}

static void
read_words(struct arena *a, size_t n, const struct dimension *d)
{
	const char *text = text_of(a, n, d);
	struct gate_word *words = words_of(a, n, "nowhere-#.corp.example");
	struct gate *g;

	count_begin();
	g = gate_with(roster, words, n);
	read_with(g, text, strlen(text), NULL);
	count_end(d->name, n);
	gate_free(g);
}

static void
read_weak(struct arena *a, size_t n, const struct dimension *d)
{
	const char *text = text_of(a, n, d);
	struct gate *g;
	size_t count;
	struct gate_word *words = nested(a, n, true, &count);

	count_begin();
	g = gate_with(roster, words, count);
	read_with(g, text, strlen(text), NULL);
	count_end(d->name, n);
	gate_free(g);
}

static void
cut(struct arena *a, size_t n, const struct dimension *d)
{
	const char *text = text_of(a, n, d);
	struct gate_fact *facts = arena_alloc(a, n * sizeof(*facts));
	struct buf out = { 0 };
	struct gate_file f = { .name = "x",
		.data = text,
		.len = strlen(text),
		.facts = facts,
		.fact_count = n };
	size_t i;

	for (i = 0; i < n; i++)
		facts[i] = (struct gate_fact){ "gas-03",
			arena_printf(a, "value-%zu", i + 1) };
	count_begin();
	gate_cut(&out, &f);
	count_end(d->name, n);
	buf_free(&out);
}

static void
names(struct arena *a, size_t n, const struct dimension *d)
{
	const char *text = text_of(a, n, d);
	const char **list = NULL;
	size_t count = 0, i;

	for (i = 0; i < n; i++)
		arena_push_str(
		    a, &list, &count, arena_printf(a, "山田%zu商店", i));
	count_begin();
	mailnames_apply(mailnames_new(a, list, count), a, text);
	count_end(d->name, n);
}

static void
name_long(struct arena *a, size_t n, const struct dimension *d)
{
	const char *text = text_of(a, n, d), *name;

	name = arena_printf(a, "%sい", text);
	count_begin();
	mailnames_apply(mailnames_new(a, &name, 1), a, text);
	count_end(d->name, n);
}

static void
norm(struct arena *a, size_t n, const struct dimension *d)
{
	const char *text = text_of(a, n, d);

	count_begin();
	mail_norm(a, text, "s");
	mail_norm_subject(a, text);
	count_end(d->name, n);
}

static void
like(struct arena *a, size_t n, const struct dimension *d)
{
	const char *text = text_of(a, n, d);
	struct likeness *x, *y;
	struct likeness_score score;
	int64_t keys[LIKENESS_KEYS];

	count_begin();
	x = likeness_new(a, text);
	y = likeness_new(a, arena_printf(a, "%s.", text));
	likeness_keys(x, keys);
	likeness_compare(x, y, &score);
	likeness_subjects(text, text);
	count_end(d->name, n);
}

static void
url(struct arena *a, size_t n, const struct dimension *d)
{
	const char *text = text_of(a, n, d), *canon;

	count_begin();
	canon = observable_canon(a, IND_URL, text);
	if (canon != NULL) {
		unique_clean(a, IND_URL, canon);
		unique_form(a, IND_URL, canon);
	}
	count_end(d->name, n);
}

static void
subject(struct arena *a, size_t n, const struct dimension *d)
{
	const char *text = text_of(a, n, d);

	count_begin();
	unique_clean(a, IND_SUBJECT, text);
	unique_form(a, IND_SUBJECT, text);
	count_end(d->name, n);
}

static void
copies(struct arena *a, size_t n, const struct dimension *d)
{
	struct unique_found *found = arena_alloc(a, n * sizeof(*found));
	const char **stated = arena_alloc(a, n * sizeof(*stated));
	bool *copied = arena_alloc(a, n * sizeof(*copied));
	size_t i;

	for (i = 0; i < n; i++) {
		stated[i] = arena_printf(a, "http://h%zu.evil.example/x", i);
		found[i] = (struct unique_found){ IND_URL,
			arena_printf(a, "http://h%zu.evil.example/x/y", i) };
	}
	count_begin();
	unique_copies(a, stated, n, found, n, copied);
	count_end(d->name, n);
}

const struct dimension gate_dimensions[] = {
	{ "mask/words-x-hits", 40, words_hits, NULL, "see word-#.corp.example ",
	    NULL },
	{ "mask/hits", 60, hits, NULL, "of akagi-kikai # ", NULL },
	{ "mask/hits-touching", 80, hits, NULL, "akagikikai", NULL },
	{ "mask/local-parts", 200, hits, NULL, "a%40", "akagi-kikai" },
	{ "mask/local-parts-many", 60, hits, NULL, "a%40akagi-kikai.", NULL },
	{ "mask/nested", 300, hits_nested, NULL, "aaaa", NULL },
	{ "mask/around", 30, words_around, NULL, NULL, NULL },
	{ "mask/same", 100, words_same, NULL, "akagi-kikai ", NULL },
	{ "mask/word-long", 80, one_word, NULL, "田ケ", NULL },
	{ "mask/word-long-kana", 200, one_word, NULL, "アイ", NULL },
	{ "mask/word-long-latin", 1600, one_word, NULL, "a.b ", NULL },
	{ "mask/word-long-at", 200, one_word, NULL, "a.b", "@c.example" },
	{ "gate/words-x-text", 100, read_words, NULL,
	    "line # of a text that is read\n", NULL },
	{ "gate/weak-nested", 150, read_weak, NULL, "aaaa", NULL },
	{ "gate/text", 200, read_text, NULL, "line # of a text\n", NULL },
	{ "gate/base64", 200, read_text, NULL, "QUJDREVG", NULL },
	{ "gate/base64-lines", 50, read_text, NULL,
	    "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo#=\n", NULL },
	{ "gate/percent", 200, read_text, NULL, "%41%42 #", NULL },
	{ "gate/percent-deep", 100, read_text, "%", "25", "41" },
	{ "gate/entities", 100, read_text, NULL, "&#x41;&amp;# ", NULL },
	{ "gate/backslashes", 200, read_text, NULL, "\\u0041\\n#", NULL },
	{ "gate/quoted-printable", 200, read_text, NULL, "=41=3D#", NULL },
	{ "gate/tags", 800, read_text, NULL, "<b>#</b", NULL },
	{ "gate/tags-open", 400, read_text, NULL, "<", NULL },
	{ "gate/utf7", 200, read_text, NULL, "+AEEAQg#-", NULL },
	{ "gate/encoded-words", 100, read_text, NULL, "=?a?Q? #", NULL },
	{ "gate/punycode", 100, read_text, NULL, "xn--a#.", NULL },
	{ "gate/jis", 200, read_text, NULL, "$B", NULL },
	{ "gate/jis-runs", 200, read_text, NULL, "$BAA", NULL },
	{ "gate/numbers", 200, read_text, NULL, "65 66 # ", NULL },
	{ "gate/hex", 200, read_text, NULL, "41424344", NULL },
	{ "gate/groups", 80, read_text, NULL, "QUJD REVG #", NULL },
	{ "gate/quotes", 200, read_text, NULL, "\"abc'#", NULL },
	{ "gate/uu", 100, read_text, NULL, "begin 644 a\nM#ABC\n", NULL },
	{ "gate/western", 200, read_text, NULL, "å\u0152\u2014", NULL },
	{ "gate/addresses", 1000, read_text, NULL, "198.51.100.1.# ", NULL },
	{ "gate/addresses6", 200, read_text, NULL, "2001:db8:", NULL },
	{ "gate/dots", 400, read_text, NULL, "1.", NULL },
	{ "gate/defanged", 200, read_text, NULL, "a[.]b[at]#", NULL },
	{ "gate/facts", 100, cut, NULL, "value-#,", NULL },
	{ "names/words-x-text", 200, names, NULL, "山田 #山田山田", NULL },
	{ "names/long", 200, name_long, NULL, "あ", NULL },
	{ "norm/text", 200, norm, NULL, "山田# 御中 a1b2c3 x@y.z\n", NULL },
	{ "norm/line", 200, norm, NULL, "山田様# ", NULL },
	{ "norm/answers", 200, norm, NULL, "re: ", "x" },
	{ "norm/brackets", 200, norm, NULL, "【a】", "x" },
	{ "norm/quotes", 200, norm, NULL, "> ", "x" },
	{ "like/text", 200, like, NULL, "word# alike ", NULL },
	{ "unique/url", 100, url, "http://a.example/", "p#/x?y=#&", NULL },
	{ "unique/host", 30, url, "http://", "a#.", "example/" },
	{ "unique/wrapped", 30, url, "http://a.example/?url=", "http%3A%2F%2F",
	    "b.example" },
	{ "unique/subject", 200, subject, NULL, "[tag:#] ", "x" },
	{ "unique/subject-words", 200, subject, NULL, "word# 件 ", "x" },
	{ "unique/subject-tags", 100, subject, "x", "[tag:#]", NULL },
	{ "unique/copies", 50, copies, NULL, NULL, NULL },
	{ .name = NULL },
};
