/* What a member has opened: whatever the order, the same; what is to be taken
 * out; and the text that is kept of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/files/filepile.h"
#include "formats/opened/blocklists.h"
#include "formats/opened/inforce.h"
#include "formats/opened/opened.h"
#include "formats/opened/openedtext.h"
#include "formats/opened/turned.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"

#define A "S-2017-AAAAAAAA"
#define B "S-2017-BBBBBBBB"
#define C "S-2017-CCCCCCCC"
#define D "S-2017-DDDDDDDD"

static struct arena *a;

/* A bundle as a hub makes it, by hand. */
struct made {
	struct bundle b;
	const struct item **items;
	size_t count;
};

static struct made *
bundle(const char *audience, uint64_t sequence)
{
	struct made *m = arena_alloc(a, sizeof(*m));

	m->b.audience = audience;
	m->b.sequence = sequence;
	m->b.expires = 1500000000 + (int64_t)sequence;
	return m;
}

/* Domains, words in one text; retracted: the file says so itself. */
static struct item *
tell(struct made *m, const char *id, unsigned edition, const char *domains)
{
	struct item *it = arena_alloc(a, sizeof(*it));
	struct item_indicator *i;
	char *copy = arena_strdup(a, domains), *word;

	it->id = id;
	it->edition = edition;
	it->title = "t";
	for (word = strtok(copy, " "); word != NULL; word = strtok(NULL, " ")) {
		i = arena_push(
		    a, &it->indicators, &it->indicator_count, sizeof(*i));
		i->type = IND_DOMAIN;
		i->value = word;
	}
	*(const struct item **)arena_push(
	    a, &m->items, &m->count, sizeof(const struct item *)) = it;
	return it;
}

static void
retract(struct made *m, const char *id, const char *domains)
{
	struct bundle_retraction *r;
	struct bundle_value *v;
	char *copy = arena_strdup(a, domains), *word;

	r = arena_push(
	    a, &m->b.retractions, &m->b.retraction_count, sizeof(*r));
	r->item = id;
	for (word = strtok(copy, " "); word != NULL; word = strtok(NULL, " ")) {
		v = arena_push(a, &r->values, &r->value_count, sizeof(*v));
		v->type = IND_DOMAIN;
		v->value = word;
	}
}

static void
supersede(struct made *m, const char *id, const char *by)
{
	struct bundle_superseded *s;

	s = arena_push(a, &m->b.superseded, &m->b.superseded_count, sizeof(*s));
	s->item = id;
	s->by = by;
}

static void
ask(struct made *m, const char *name, const char *item, const char *text)
{
	struct bundle_request *q;

	q = arena_push(a, &m->b.requests, &m->b.request_count, sizeof(*q));
	*q = (struct bundle_request){ name, item, "2017-08-31", text };
}

static struct digest
digest_for(const char *audience, uint64_t sequence)
{
	struct digest d;
	const char *s =
	    arena_printf(a, "%s %llu", audience, (unsigned long long)sequence);

	digest_of(s, strlen(s), &d);
	return d;
}

static void
take(struct opened *o, const struct made *m)
{
	struct chain_link l = { .sequence = m->b.sequence,
		.digest = digest_for(m->b.audience, m->b.sequence),
		.previous = digest_for(m->b.audience, m->b.sequence - 1),
		.expires = m->b.expires };
	const struct opened_series *s = opened_series_find(o, m->b.audience);

	if (s != NULL)
		assert_int_equal(chain_judge(&s->chain, &l), CHAIN_FITS);
	opened_take(o, &m->b, &l, m->items, m->count);
}

/* Values alone, each with the name of its first item: "bad.example/A". */
static const char *
short_list(const struct inforce_row *r, size_t count, bool why)
{
	struct buf b = { 0 };
	const char *s;
	size_t i;

	for (i = 0; i < count; i++)
		buf_printf(&b, "%s%s/%c%s%s", i == 0 ? "" : " ", r[i].value,
		    r[i].item[7], why ? "/" : "",
		    why ? inforce_why_word(r[i].why) : "");
	s = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return s;
}

static const char *
in(const struct opened *o)
{
	struct inforce f;

	inforce_of(a, o, &f);
	return short_list(f.in, f.in_count, false);
}

static const char *
out(const struct opened *o)
{
	struct inforce f;

	inforce_of(a, o, &f);
	return short_list(f.out, f.out_count, true);
}

static const char *
text(const struct opened *o)
{
	struct buf b = { 0 };
	const char *s;

	opened_write(o, &b);
	s = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return s;
}

/* As a later call finds it. */
static struct opened *
kept(const struct opened *o)
{
	struct opened *again = arena_alloc(a, sizeof(*again));
	const char *t = text(o);
	char err[200] = "";

	again->a = a;
	if (opened_read(again, t, strlen(t), err, sizeof(err)) !=
	    OPENED_READ_OK)
		fail_msg("%s\n%s", err, t);
	assert_string_equal(text(again), t);
	return again;
}

static struct opened *
fresh(void)
{
	struct opened *o = arena_alloc(a, sizeof(*o));

	o->a = a;
	return o;
}

/* Every order of the bundles, each call with what the one before kept; calls
 * back with each result. */
static void
each_order(struct made **m, size_t count, size_t fixed,
    void (*check)(const struct opened *o))
{
	struct opened *o;
	struct made *was;
	size_t i;

	if (fixed == count) {
		o = fresh();
		for (i = 0; i < count; i++) {
			take(o, m[i]);
			o = kept(o);
		}
		check(o);
		return;
	}
	for (i = fixed; i < count; i++) {
		was = m[fixed];
		m[fixed] = m[i];
		m[i] = was;
		each_order(m, count, fixed + 1, check);
		m[i] = m[fixed];
		m[fixed] = was;
	}
}

static const char *first_text;

static void
is_edited_and_retracted(const struct opened *o)
{
	assert_string_equal(in(o), "two.example/B");
	assert_string_equal(
	    out(o), "old.example/A/edition one.example/A/retracted");
	if (first_text == NULL)
		first_text = text(o);
	assert_string_equal(text(o), first_text);
}

/* Edited, its value told by another item too, taken back. */
static void
test_any_order(void **state)
{
	struct made *m[4];
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++)
		m[i] = bundle("gas", i + 1);
	tell(m[0], A, 1, "one.example old.example two.example");
	tell(m[1], B, 1, "two.example");
	tell(m[2], A, 2, "one.example two.example");
	tell(m[3], A, 3, "")->retracted_on = "2017-08-04";
	retract(m[3], A, "one.example");
	first_text = NULL;
	each_order(m, 4, 0, is_edited_and_retracted);
}

static void
is_merged(const struct opened *o)
{
	assert_string_equal(in(o), "one.example/B three.example/B");
	assert_string_equal(out(o), "two.example/A/superseded");
}

static void
test_superseded(void **state)
{
	struct made *m[3];
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++)
		m[i] = bundle("gas", i + 1);
	tell(m[0], A, 1, "one.example two.example");
	tell(m[1], B, 1, "three.example");
	tell(m[2], B, 2, "one.example three.example");
	tell(m[2], A, 2, "one.example two.example");
	supersede(m[2], A, B);
	each_order(m, 3, 0, is_merged);
}

/* The bundle that told the successor is missing: nothing goes on a guess. */
static void
test_successor_missing(void **state)
{
	struct made *m[4];
	struct opened *o = fresh();
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++)
		m[i] = bundle("gas", i + 1);
	tell(m[0], A, 1, "one.example two.example");
	tell(m[1], C, 1, "one.example");
	supersede(m[2], A, B);
	supersede(m[3], B, C);
	take(o, m[0]);
	take(o, m[2]);
	assert_string_equal(in(o), "one.example/A two.example/A");
	take(o, m[3]);
	assert_string_equal(in(o), "one.example/A two.example/A");
	assert_string_equal(out(o), "");
	take(o, m[1]);
	assert_string_equal(in(o), "one.example/C");
	assert_string_equal(out(o), "two.example/A/superseded");
}

/* Successors in a circle, which no hub writes, end nothing. */
static void
test_circle(void **state)
{
	struct made *m = bundle("gas", 1);
	struct opened *o = fresh();

	(void)state;
	tell(m, A, 1, "one.example");
	tell(m, B, 1, "two.example");
	supersede(m, A, B);
	supersede(m, B, A);
	take(o, m);
	assert_string_equal(in(o), "");
	assert_string_equal(
	    out(o), "one.example/A/superseded two.example/B/superseded");
}

/* A quiet hub, or an old one, names the item only; one that is not known here
 * is named with its values. */
static void
test_retracted(void **state)
{
	struct made *quiet = bundle("gas", 2), *loud = bundle("gas", 9);
	struct made *first = bundle("gas", 1), *late = bundle("gas", 8);
	struct opened *o = fresh();

	(void)state;
	tell(first, A, 1, "one.example");
	retract(quiet, A, "");
	retract(loud, B, "three.example two.example");
	take(o, first);
	take(o, quiet);
	assert_string_equal(out(o), "one.example/A/retracted");
	take(o, loud);
	assert_string_equal(out(o),
	    "one.example/A/retracted three.example/B/retracted two.example/B/retracted");
	/* What told it comes behind, and brings nothing back. */
	tell(late, B, 1, "two.example three.example four.example");
	take(o, late);
	assert_string_equal(in(o), "");
	assert_string_equal(out(o),
	    "four.example/B/retracted one.example/A/retracted three.example/B/retracted two.example/B/retracted");
}

/* Told again after it was taken back, as an undo does. */
static void
test_told_again(void **state)
{
	struct made *m[3];
	size_t i;
	struct opened *o = fresh();

	(void)state;
	for (i = 0; i < 3; i++)
		m[i] = bundle("gas", i + 1);
	tell(m[0], A, 1, "one.example");
	retract(m[1], A, "one.example");
	tell(m[2], A, 2, "one.example");
	take(o, m[2]);
	take(o, m[0]);
	take(o, m[1]);
	assert_string_equal(in(o), "one.example/A");
	assert_string_equal(out(o), "");
}

/* What another audience of the member's still tells stays. */
static void
test_audiences(void **state)
{
	struct made *gas = bundle("gas", 1), *power = bundle("power", 7),
		    *back = bundle("gas", 2);
	struct opened *o = fresh();

	(void)state;
	tell(gas, A, 1, "one.example");
	tell(power, B, 1, "one.example");
	retract(back, A, "one.example");
	take(o, gas);
	take(o, power);
	take(o, back);
	assert_string_equal(in(o), "one.example/B");
	assert_string_equal(out(o), "");
}

/* Values of a bundle alone are taken back where its file stands beside. */
static void
test_value_alone(void **state)
{
	struct made *first = bundle("gas", 1), *next = bundle("gas", 2);
	struct opened *o = fresh();

	(void)state;
	tell(first, A, 1, "one.example two.example");
	tell(next, A, 2, "two.example");
	retract(next, A, "one.example");
	take(o, first);
	take(o, next);
	assert_string_equal(in(o), "two.example/A");
	assert_string_equal(out(o), "one.example/A/edition");
}

/* Each bundle in order, as a person would keep a list by hand: what is told
 * replaces what was; what is over tells nothing. */
struct by_hand {
	unsigned told[4]; /* domains of each item, as bits */
	unsigned ever;
};

static const char *const names[4] = { A, B, C, D };

static const char *
domains(unsigned bits)
{
	return arena_printf(a, "%s%s%s%s", bits & 1 ? "a.example " : "",
	    bits & 2 ? "b.example " : "", bits & 4 ? "c.example " : "",
	    bits & 8 ? "d.example " : "");
}

static struct made *
random_bundle(uint64_t sequence, struct by_hand *h)
{
	struct made *m = bundle("gas", sequence);
	unsigned i, bits;

	for (i = 0; i < 4; i++) {
		bits = (unsigned)rand() % 16;
		switch (rand() % 5) {
		case 0:
			tell(m, names[i], (unsigned)sequence, domains(bits));
			h->told[i] = bits;
			h->ever |= bits;
			break;
		case 1:
			retract(m, names[i], domains(h->told[i]));
			h->told[i] = 0;
			break;
		case 2: /* by one that was told at the beginning */
			if (i == 3)
				break;
			supersede(m, names[i], D);
			h->told[i] = 0;
			break;
		default:
			break;
		}
	}
	return m;
}

static unsigned
bits_of(const struct inforce_row *r, size_t count)
{
	unsigned bits = 0;
	size_t i;

	for (i = 0; i < count; i++)
		bits |= 1U << (r[i].value[0] - 'a');
	return bits;
}

static void
test_random(void **state)
{
	struct made *m[12];
	struct by_hand h;
	struct opened *o;
	struct inforce f;
	size_t round, i, k;
	struct made *was;

	(void)state;
	for (round = 0; round < 500; round++) {
		srand((unsigned)round);
		memset(&h, 0, sizeof(h));
		m[0] = bundle("gas", 1);
		for (i = 0; i < 4; i++) {
			tell(m[0], names[i], 1, domains(1U << i));
			h.told[i] = 1U << i;
		}
		h.ever = 15;
		for (i = 1; i < 12; i++)
			m[i] = random_bundle(i + 1, &h);
		for (i = 11; i > 0; i--) {
			k = (size_t)rand() % (i + 1);
			was = m[i];
			m[i] = m[k];
			m[k] = was;
		}
		o = fresh();
		for (i = 0; i < 12; i++) {
			take(o, m[i]);
			if (i % 5 == 0)
				o = kept(o);
		}
		inforce_of(a, o, &f);
		assert_int_equal(bits_of(f.in, f.in_count),
		    h.told[0] | h.told[1] | h.told[2] | h.told[3]);
		assert_int_equal(bits_of(f.out, f.out_count),
		    h.ever & ~(h.told[0] | h.told[1] | h.told[2] | h.told[3]));
		arena_reset(a);
	}
}

/* The newest bundle says what is asked, whenever it comes. */
static void
test_requests(void **state)
{
	struct made *first = bundle("gas", 1), *next = bundle("gas", 2),
		    *last = bundle("gas", 3);
	const struct opened_series *s;
	struct opened *o = fresh();

	(void)state;
	ask(first, "R-2017-AAAAAAAA", A, "first");
	ask(next, "R-2017-CCCCCCCC", NULL, "two\nlines \\ and more");
	ask(next, "R-2017-BBBBBBBB", B, "");
	take(o, next);
	take(o, first);
	o = kept(o);
	s = opened_series_find(o, "gas");
	assert_int_equal(s->request_count, 2);
	assert_string_equal(s->requests[0].name, "R-2017-BBBBBBBB");
	assert_string_equal(s->requests[0].item, B);
	assert_string_equal(s->requests[0].text, "");
	assert_null(s->requests[1].item);
	assert_string_equal(s->requests[1].text, "two\nlines \\ and more");
	take(o, last);
	assert_int_equal(opened_series_find(o, "gas")->request_count, 0);
}

static void
test_lists(void **state)
{
	struct made *m = bundle("gas", 1), *next = bundle("gas", 2);
	struct opened *o = fresh();
	struct buf b = { 0 };
	struct inforce f;
	struct item *it;

	(void)state;
	it = tell(m, A, 1, "one.example x");
	it->indicators[1].type = IND_SUBJECT;
	it->indicators[1].value = "=cmd|'/c calc'!A1\nlast\xe2\x80\xae";
	it = tell(m, B, 1, "both.example");
	it->indicators[0].type = IND_FILE_NAME;
	tell(m, C, 1, "both.example");
	retract(next, A, "");
	retract(next, B, "");
	take(o, m);
	take(o, next);
	inforce_of(a, o, &f);
	blocklists_in_force(a, &b, &f);
	assert_string_equal(buf_str(&b),
	    "type,value,item,edition,audience,bundle\r\n"
	    "domain-name,both.example," C ",1,gas,gas-000001\r\n");
	b.len = 0;
	blocklists_take_out(a, &b, &f);
	assert_string_equal(buf_str(&b),
	    "type,value,item,why,audience,bundle\r\n"
	    "domain-name,one.example," A ",retracted,gas,gas-000002\r\n"
	    "file-name,both.example," B ",retracted,gas,gas-000002\r\n"
	    "subject,\"'=cmd|'/c calc'!A1 last[U+202E]\"," A
	    ",retracted,gas,gas-000002\r\n");
	b.len = 0;
	blocklists_take_out_plain(a, &b, &f);
	assert_string_equal(
	    buf_str(&b), "=cmd|'/c calc'!A1 last[U+202E]\none.example\n");
	buf_free(&b);
}

static enum opened_read
reads(const char *t, size_t len)
{
	char err[200] = "";
	enum opened_read r = opened_read(fresh(), t, len, err, sizeof(err));

	if (r != OPENED_READ_OK)
		assert_true(*err != '\0');
	return r;
}

static void
test_damaged(void **state)
{
	struct made *m = bundle("gas", 1);
	struct opened *o = fresh();
	const char *t;
	size_t len, i;
	char *bent;

	(void)state;
	tell(m, A, 1, "one.example")->indicators[0].value =
	    "back\\slash\nline \x7f \\x41";
	take(o, m);
	assert_string_equal(in(kept(o)), "back\\slash\nline \x7f \\x41/A");
	t = text(o);
	len = strlen(t);
	for (i = 0; i < len; i++) {
		assert_int_not_equal(reads(t, i), OPENED_READ_OK);
		bent = arena_strdup(a, t);
		bent[i] ^= 1;
		assert_int_not_equal(reads(bent, len), OPENED_READ_OK);
	}
	assert_int_equal(
	    reads("toiyaba-opened 2\nx\n", 19), OPENED_READ_VERSION);
	assert_int_equal(reads("gas\n", 4), OPENED_READ_DAMAGED);
	assert_int_equal(reads("", 0), OPENED_READ_DAMAGED);
}

#define NULLS	   "0000000000000000000000000000000000000000000000000000000000000000"
#define LINK(n, x) "bundle " n " " x NULLS " " NULLS " 2017-09-04T16:30:00Z\n"
#define GAS	   "series gas\n" LINK("1", "")

/* What the writer would not write is not read. */
static void
test_lines(void **state)
{
	static const char *const good[] = { "", GAS,
		GAS LINK("2", "") "series power\n" LINK("999999999999", ""),
		GAS "item " A "\nword 1 shared 1\nvalue 1 url http://x/ y\n",
		GAS "item " A "\nword 1 superseded 0 " B "\nvalue 0 url \n" };
	static const char *const bad[] = { "x", "\n", " \n", "series gas\n",
		"series Gas\n" LINK("1", ""), LINK("1", ""), GAS LINK("1", ""),
		"series gas\n" LINK("0", ""), "series gas\n" LINK("01", ""),
		"series gas\n" LINK("-1", ""),
		"series gas\n" LINK("1000000000000", ""),
		"series gas\n" LINK("99999999999999999999999", ""),
		"series gas\n" LINK("1", " "), GAS "item x\n", "item " A "\n",
		GAS "word 1 shared 1\n", GAS "item " A "\nword 2 shared 1\n",
		GAS "item " A "\nword 1 shared 0\n",
		GAS "item " A "\nword 1 edition 4294967296\n",
		GAS "item " A "\nword 1 shared 1 " B "\n",
		GAS "item " A "\nword 1 shared 1 \n",
		GAS "item " A "\nword 1 said 1\n",
		GAS "item " A "\nword 1 superseded 0\n",
		GAS "item " A "\nword 1 superseded 0 x\n",
		GAS "item " A "\nword 1 retracted 1\nvalue 1 url x\n",
		GAS "item " A "\nword 1 shared 1\nvalue 2 url x\n",
		GAS "item " A "\nword 1 shared 1\nvalue 1 URL x\n",
		GAS "item " A "\nword 1 shared 1\nvalue 1 url\n",
		GAS "item " A "\nword 1 shared 1\nvalue 1 url \\x41\n",
		GAS "item " A "\nword 1 shared 1\nvalue 1 url \xff\n",
		GAS "item " A "\nvalue 1 url x\nword 1 shared 1\n",
		GAS "item " B "\nitem " A "\n", GAS "item " A "\nitem " A "\n",
		"series power\n" LINK("1", "") GAS, GAS GAS, GAS "item " A };
	char err[200];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (opened_read_lines(fresh(), good[i], strlen(good[i]), err,
			sizeof(err)) == -1)
			fail_msg("%s: %s", good[i], err);
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		*err = '\0';
		if (opened_read_lines(
			fresh(), bad[i], strlen(bad[i]), err, sizeof(err)) == 0)
			fail_msg("taken: %s", bad[i]);
		assert_true(*err != '\0');
	}
}

/* A number a long way ahead was opened first. */
static void
test_far_behind(void **state)
{
	struct made *far = bundle("gas", 5000), *late = bundle("gas", 1);
	struct opened *o = fresh();

	(void)state;
	take(o, far);
	take(o, late);
	kept(o);
}

/* bundle.xml of a hub that names values and successors. */
static void
test_bundle(void **state)
{
	struct made *m = bundle("gas", 3);
	struct filepile *files = filepile_new();
	struct buf archive = { 0 }, xml = { 0 };
	struct bundle *b = NULL;
	struct digest d;
	size_t i;
	char err[512] = "";

	(void)state;
	m->b.audience_ja = m->b.hub_ja = "x";
	retract(m, A, "one.example two.example");
	retract(m, B, "");
	supersede(m, C, D);
	assert_int_equal(bundle_write(&m->b, files, &archive, &d), 0);
	for (i = 0; i < filepile_count(files); i++)
		if (strcmp(filepile_file(files, i)->name, "bundle.xml") == 0) {
			filepile_get(files, i, &xml);
			b = bundle_read(a, xml.data, xml.len, err, sizeof(err));
		}
	buf_free(&xml);
	buf_free(&archive);
	filepile_free(files);
	if (b == NULL)
		fail_msg("%s", err);
	assert_int_equal(b->retraction_count, 2);
	assert_int_equal(b->retractions[0].value_count, 2);
	assert_string_equal(
	    ind_type_word(b->retractions[0].values[1].type), "domain-name");
	assert_string_equal(b->retractions[0].values[1].value, "two.example");
	assert_int_equal(b->retractions[1].value_count, 0);
	assert_int_equal(b->superseded_count, 1);
	assert_string_equal(b->superseded[0].item, C);
	assert_string_equal(b->superseded[0].by, D);
}

/* A hub was put back from a backup after its second bundle, having sent four.
 */
static const struct chain_line *
line(int64_t begun, uint64_t after, const char *audience)
{
	struct chain_line *l = arena_alloc(a, sizeof(*l));

	l->begun = begun;
	l->after = after;
	l->digest = digest_for(audience, after);
	return l;
}

static struct opened *
of_four(void)
{
	struct opened *o = fresh();
	struct made *m[4];
	size_t i;

	for (i = 0; i < 4; i++)
		m[i] = bundle("gas", i + 1);
	tell(m[0], A, 1, "one.example");
	tell(m[1], B, 1, "two.example");
	tell(m[2], A, 2, "one.example three.example");
	tell(m[2], C, 1, "gone.example");
	tell(m[3], A, 3, "three.example");
	retract(m[3], B, "two.example");
	retract(m[3], C, "gone.example");
	for (i = 0; i < 4; i++)
		take(o, m[i]);
	return o;
}

static struct chain_link
link_after(uint64_t sequence, const char *of, const char *before)
{
	struct chain_link l = { .sequence = sequence };

	l.digest = digest_for(of, sequence);
	l.previous = digest_for(before, sequence - 1);
	return l;
}

static void
test_turned(void **state)
{
	const struct chain_line *l = line(7000, 2, "gas");
	const struct chain_line *another = line(7000, 2, "other");
	const struct chain_line *later = line(8000, 1, "gas");
	struct opened *o = of_four();
	const char *were = in(o), *went = out(o);
	struct opened_series *s = opened_series(o, "gas");
	struct chain_link third = link_after(3, "new", "gas");
	struct chain_link old = link_after(4, "gas", "gas");
	struct made *m = bundle("gas", 3);

	(void)state;
	/* Without a word, or behind a bundle that never was, it is a fork. */
	assert_int_equal(
	    chain_judge_line(&s->chain, NULL, 0, &third), CHAIN_FORK);
	assert_int_equal(
	    chain_judge_line(&s->chain, another, 1, &third), CHAIN_FORK);
	assert_int_equal(chain_judge_line(&s->chain, l, 1, &third), CHAIN_FITS);
	assert_int_equal(opened_turn(s, l, 1), 2);
	tell(m, D, 1, "new.example");
	opened_take(o, &m->b, &third, m->items, m->count);
	o = kept(o);
	s = opened_series(o, "gas");
	/* What was told stands; and so does what was taken back. */
	assert_string_equal(in(o), arena_printf(a, "new.example/D %s", were));
	assert_string_equal(out(o), went);
	/* What was sent before comes too late, and the line has no other begin.
	 */
	assert_int_equal(
	    chain_judge_line(&s->chain, NULL, 0, &old), CHAIN_VOID);
	assert_int_equal(
	    chain_judge_line(&s->chain, another, 1, &third), CHAIN_FORK);
	third = link_after(2, "gas", "gas");
	assert_int_equal(
	    chain_judge_line(&s->chain, NULL, 0, &third), CHAIN_KNOWN);
	/* Put back once more, from before the first time. */
	third = link_after(2, "newer", "gas");
	assert_int_equal(
	    chain_judge_line(&s->chain, later, 1, &third), CHAIN_FITS);
	assert_int_equal(opened_turn(s, later, 1), 2);
	m = bundle("gas", 2);
	opened_take(o, &m->b, &third, m->items, m->count);
	o = kept(o);
	assert_string_equal(in(o), arena_printf(a, "new.example/D %s", were));
	third = link_after(3, "new", "gas");
	assert_int_equal(
	    chain_judge_line(&opened_series(o, "gas")->chain, l, 1, &third),
	    CHAIN_VOID);
}

/* Nothing that was opened is left: it stands under what comes. */
static void
test_turned_whole(void **state)
{
	const struct chain_line *l = line(7000, 0, "gas");
	struct opened *o = of_four();
	const char *were = in(o), *went = out(o);
	struct chain_line none = *l;
	struct chain_link first = link_after(1, "new", "gas");
	struct made *m = bundle("gas", 1);

	(void)state;
	memset(&none.digest, 0, sizeof(none.digest));
	first.previous = none.digest;
	assert_int_equal(
	    chain_judge_line(&opened_series(o, "gas")->chain, &none, 1, &first),
	    CHAIN_FITS);
	assert_int_equal(opened_turn(opened_series(o, "gas"), &none, 1), 4);
	opened_take(o, &m->b, &first, m->items, m->count);
	o = kept(o);
	assert_string_equal(in(o), were);
	assert_string_equal(out(o), went);
}

/* Nothing that was opened is left, and the second bundle of the line comes
 * before the first, which then has the word that it would have had. */
static void
test_turned_late(void **state)
{
	const struct chain_line *l = line(7000, 2, "gas");
	struct chain_link third = link_after(3, "new", "gas");
	struct chain_link fourth = link_after(4, "new", "new");
	struct opened *o = fresh();
	struct made *m = bundle("gas", 3);

	(void)state;
	tell(m, A, 1, "one.example");
	tell(m, B, 1, "two.example");
	take(o, m);
	assert_int_equal(opened_turn(opened_series(o, "gas"), l, 1), 1);
	opened_take(o, &bundle("gas", 4)->b, &fourth, NULL, 0);
	assert_string_equal(in(o), "one.example/A two.example/B");
	m = bundle("gas", 3);
	retract(m, A, "one.example");
	tell(m, B, 2, "three.example");
	opened_take(o, &m->b, &third, m->items, m->count);
	o = kept(o);
	assert_string_equal(in(o), "three.example/B");
}

static int
setup(void **state)
{
	(void)state;
	digest_setup();
	a = arena_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_order),
		cmocka_unit_test(test_superseded),
		cmocka_unit_test(test_successor_missing),
		cmocka_unit_test(test_circle),
		cmocka_unit_test(test_retracted),
		cmocka_unit_test(test_told_again),
		cmocka_unit_test(test_audiences),
		cmocka_unit_test(test_value_alone),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_requests),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_far_behind),
		cmocka_unit_test(test_turned),
		cmocka_unit_test(test_turned_whole),
		cmocka_unit_test(test_turned_late),
		cmocka_unit_test(test_bundle),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
