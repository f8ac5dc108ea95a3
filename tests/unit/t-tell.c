/* One telling in three voices: the same facts, nothing that a value can break
 * out of, and nothing of one map in the next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "batch/base/tell.h"
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
	    "  {\n   \"path\": \"a\\\"< \\uFFFD\",\n   \"reason\": null,\n"
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text),
		cmocka_unit_test(json),
		cmocka_unit_test(xml),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
