/*
 * Bounds on what a package may make the hub do: at the limit it is taken, with
 * one more it is refused, in the worker and again where its answer is read.
 */
#include <locale.h>
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
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/mail/mailhtml.h"
#include "formats/package/package.h"
#include "formats/package/packagewire.h"

static struct arena *a;
static struct buf text;

static int
begin(void **state)
{
	(void)state;
	a = arena_new();
	text.len = 0;
	buf_puts(&text,
	    "<package xmlns=\"urn:toiyaba:package:1\" "
	    "id=\"7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10\" "
	    "to=\"00000000000000000000000000000000000000AA\" from=\"gas-03\" "
	    "created=\"2017-08-03T09:12:00+09:00\">"
	    "<submission id=\"1\" kind=\"mail\"><title>t</title>");
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(a);
	buf_free(&text);
	return 0;
}

static void
put(size_t n, const char *piece)
{
	for (; n > 0; n--)
		buf_puts(&text, piece);
}

/* The reason of the refusal; -1: it is taken. */
static int
refused(struct package **out)
{
	struct refusal why = { 0 };
	struct package *p;
	size_t before = text.len;

	buf_puts(&text, "</submission></package>");
	p = package_parse(a, text.data, text.len, &why);
	text.len = before;
	if (out != NULL)
		*out = p;
	return p == NULL ? (int)why.reason : -1;
}

static bool
crosses(const struct package *p)
{
	struct buf wire = { 0 };
	bool read;

	package_write(&wire, p);
	read = package_read(a, wire.data, wire.len) != NULL;
	buf_free(&wire);
	return read;
}

#define WORD "<sensitive>0123456789abcdef</sensitive>"

static void
sensitive_words(void **state)
{
	struct package *p;

	(void)state;
	put(LIMIT_SENSITIVE / 16, WORD);
	assert_int_equal(refused(&p), -1);
	assert_true(crosses(p));
	/* A worker that was taken over. */
	p->submissions[0].sensitive[0] = "0123456789abcdef0";
	assert_false(crosses(p));
	put(1, "<sensitive>x</sensitive>");
	assert_int_equal(refused(NULL), REASON_TOO_MANY);
}

static void
elements(void **state)
{
	(void)state;
	put(LIMIT_XML_CHILDREN - 1,
	    "<indicator type=\"ipv4-addr\">198.51.100.1</indicator>");
	assert_int_equal(refused(NULL), -1);
	put(1, "<indicator type=\"ipv4-addr\">198.51.100.1</indicator>");
	assert_int_equal(refused(NULL), REASON_BAD_MANIFEST);
}

/* A number is used once, and what refers to one finds it; up to the last. */
static void
numbers(void **state)
{
	struct package_numbers used = { 0 };

	(void)state;
	assert_false(package_number(&used, LIMIT_NUMBER));
	assert_true(package_number(&used, LIMIT_NUMBER));
	assert_false(package_has_number(&used, LIMIT_NUMBER - 1));
	assert_false(package_number(&used, LIMIT_NUMBER + 1));
	assert_false(package_has_number(&used, LIMIT_NUMBER + 1));
	assert_false(package_has_number(&used, UINT32_MAX));
}

static const char *
seen(void)
{
	struct buf out = { 0 };
	const char *s;

	mailhtml_text(&out, NULL, NULL, (char *)text.data, text.len);
	s = arena_strdup(a, buf_str(&out));
	buf_free(&out);
	return s;
}

/* What is cut off a page of an enemy takes none of its text. */
static void
pages(void **state)
{
	(void)state;
	text.len = 0;
	put(10 * LIMIT_HTML_DEPTH, "<i>a<b>");
	put(20 * LIMIT_HTML_DEPTH, "</u>");
	put(1, "<p>end");
	assert_int_equal(strlen(strchr(seen(), 'a')),
	    10 * LIMIT_HTML_DEPTH + strlen("\nend\n"));
	text.len = 0;
	put(1, "<!-- <a \" --><p x=\">\"");
	put(LIMIT_HTML_ATTRIBUTES - 1, " y");
	put(1, " style=\"display:none\">hidden</p>shown");
	assert_null(strstr(seen(), ">\""));
	assert_non_null(strstr(seen(), "hidden"));
	assert_non_null(strstr(seen(), "shown"));
	text.len = 0;
	put(1, "<p");
	put(LIMIT_HTML_ATTRIBUTES - 1, " y");
	put(1, " style=\"display:none\">hidden</p>shown");
	assert_null(strstr(seen(), "hidden"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(sensitive_words, begin, end),
		cmocka_unit_test_setup_teardown(elements, begin, end),
		cmocka_unit_test_setup_teardown(numbers, begin, end),
		cmocka_unit_test_setup_teardown(pages, begin, end),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	digest_setup();
	package_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
