/* One telling in three voices: the same facts, nothing that a value can break
 * out of, and nothing of one map in the next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "batch/base/tell.h"
#include "batch/base/tellprose.h"
#include "formats/base/buf.h"

static void
one(struct tell *t, const char *path, const char *reason)
{
	tell_map(t, "package");
	tell_string(t, "path", path);
	tell_string(t, "reason", reason);
	tell_line(t, "{path} {state}[: {reason}]\n");
	tell_list(t, "submissions");
	tell_end(t);
	tell_end(t);
}

static void
all(struct tell *t)
{
	static const char *const to[] = { "gas", "nisc" };

	tell_map(t, "run");
	tell_id(t, "run", "2017-08-04");
	tell_bool(t, "dry-run", false);
	tell_share(t, "score", 871);
	tell_real(t, "bits", 8.5);
	tell_words(t, "audiences", to, 2);
	tell_words(t, "nobody", to, 0);
	tell_phrase(t, "state", "%s", "of the run");
	tell_line(
	    t, "run {run}, {score}, {bits} bits, {audiences}[; {nobody}]\n");
	tell_list(t, "packages");
	one(t, "a\"<\x1b\xff", NULL);
	one(t, "b", "late");
	tell_end(t);
	tell_picture(t, "<picture/>");
	tell_list(t, "attention");
	tell_string(t, "attention", "x & y");
	tell_end(t);
	tell_end(t);
}

static void
says(struct tell *t, const char *wanted)
{
	struct buf b = { 0 };

	all(t);
	tell_close(t, &b);
	assert_string_equal(buf_str(&b), wanted);
	buf_free(&b);
}

static void
text(void **state)
{
	(void)state;
	says(tell_text(), "run 2017-08-04, 0.87, 8.5 bits, gas, nisc\n"
			  "a\"<\\x1B\\xFF -\n"
			  "b -: late\n");
}

static void
json(void **state)
{
	(void)state;
	says(tell_json(),
	    "{\n"
	    " \"run\": \"2017-08-04\",\n"
	    " \"dry-run\": false,\n"
	    " \"score\": 871,\n"
	    " \"bits\": 8.5,\n"
	    " \"audiences\": [\n  \"gas\",\n  \"nisc\"\n ],\n"
	    " \"nobody\": [],\n"
	    " \"packages\": [\n"
	    "  {\n   \"path\": \"a\\\"<\\u001b\xef\xbf\xbd\",\n   \"reason\": null,\n"
	    "   \"submissions\": []\n  },\n"
	    "  {\n   \"path\": \"b\",\n   \"reason\": \"late\",\n"
	    "   \"submissions\": []\n  }\n"
	    " ],\n"
	    " \"attention\": [\n  \"x & y\"\n ]\n"
	    "}\n");
}

static void
xml(void **state)
{
	(void)state;
	says(tell_xml("urn:x", "ja"),
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<run xmlns=\"urn:x\" lang=\"ja\" id=\"2017-08-04\" dry-run=\"no\" "
	    "score=\"871\" bits=\"8.5\" audiences=\"gas nisc\" nobody=\"\">\n"
	    "  <package path=\"a&quot;&lt;[U+001B]\xef\xbf\xbd\"></package>\n"
	    "  <package path=\"b\" reason=\"late\"></package>\n"
	    "  <picture/>\n"
	    "  <attention>x &amp; y</attention>\n"
	    "</run>\n");
}

/* What a person wrote begins no line and fits each, whatever it holds. */
static void
prose(void **state)
{
	struct tell *t = tell_text();
	struct buf b = { 0 };
	size_t i;

	(void)state;
	tell_map(t, "prose");
	assert_int_equal(
	    tellprose(t, "one\r\n\ttwo\x1b\n\nhttp://a.example", "| ", 0), 0);
	assert_int_equal(tellprose(t, "1\n2\n3", "# ", 2), 1);
	tellprose(t, NULL, "! ", 0);
	for (i = 0; i < 40; i++)
		buf_puts(&b, "\xe3\x81\x82");
	tellprose(t, buf_str(&b), "| ", 0);
	buf_free(&b);
	for (i = 0; i < 20; i++)
		buf_puts(&b, "words ");
	tellprose(t, buf_str(&b), "| ", 0);
	buf_free(&b);
	tell_end(t);
	tell_close(t, &b);
	assert_string_equal(buf_str(&b),
	    "| one\n|  two\\x1B\n| \n| hxxp://a[.]example\n# 1\n# 2\n"
	    "| ああああああああああああああああああああああああああああああああああああ"
	    "あ\n| あああ\n"
	    "| words words words words words words words words words words words "
	    "words\n"
	    "| words words words words words words words words\n");
	buf_free(&b);
}

#define MANY 5000

static void
tell_many(struct tell *t)
{
	size_t i;

	tell_map(t, "run");
	tell_list(t, "packages");
	for (i = 0; i < MANY; i++)
		one(t, "a path of some length", i % 2 == 0 ? NULL : "late");
	tell_end(t);
	tell_end(t);
}

struct flown {
	struct buf all;
	size_t pieces, largest;
};

static void
fly(void *arg, const void *piece, size_t len)
{
	struct flown *f = arg;

	buf_put(&f->all, piece, len);
	f->pieces++;
	f->largest = len > f->largest ? len : f->largest;
}

/* The same bytes, and never many of them at once. */
static void
flows(struct tell *t, struct tell *whole, size_t pieces)
{
	struct flown f = { .pieces = 0 };
	struct buf b = { 0 };

	tell_many(whole);
	tell_close(whole, &b);
	tell_flow(t, fly, &f);
	tell_many(t);
	tell_end_flow(t);
	assert_string_equal(buf_str(&f.all), buf_str(&b));
	assert_true(f.pieces >= pieces);
	if (pieces > 1)
		assert_true(f.largest < 70000);
	buf_free(&f.all);
	buf_free(&b);
}

static void
flow(void **state)
{
	(void)state;
	flows(tell_json(), tell_json(), 3);
	flows(tell_xml("urn:x", "ja"), tell_xml("urn:x", "ja"), 3);
	flows(tell_text(), tell_text(), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text),
		cmocka_unit_test(json),
		cmocka_unit_test(xml),
		cmocka_unit_test(prose),
		cmocka_unit_test(flow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
