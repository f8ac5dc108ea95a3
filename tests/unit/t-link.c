#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/indicators/hostnumber.h"
#include "formats/mail/mail.h"

static struct arena *a;

/* The URLs of a mail with these fields and text, each in braces. */
static const char *
urls(const char *fields, const char *text)
{
	const char *raw, *seen = "";
	struct mail *m;
	size_t i;

	raw = arena_printf(
	    a, "From: x@evil.example\r\n%s\r\n\r\n%s\r\n", fields, text);
	m = mail_parse(a, raw, strlen(raw), NULL);
	for (i = 0; i < m->url_count; i++)
		seen = arena_printf(a, "%s{%s}", seen, m->urls[i].url);
	return seen;
}

static void
page_is(const char *html, const char *wanted)
{
	assert_string_equal(
	    urls("Content-Type: text/html; charset=utf-8", html), wanted);
	/* The same where it is attached. */
	assert_string_equal(
	    urls("Content-Type: text/html; charset=utf-8; name=a.html",
		arena_printf(a, "%s<form>", html)),
	    wanted);
}

/* A link is where a browser goes. */
static void
pages(void **state)
{
	(void)state;
	page_is("<a href='https://lure.example/a?b&amp;c'>x</a>",
	    "{https://lure.example/a?b&c}");
	page_is("<a href='&#104;ttps&colon;//lure&#46;example/a'>x</a>",
	    "{https://lure.example/a}");
	page_is("<a href=' \n http://l\nure.exam\tple/a b '>x</a>",
	    "{http://lure.example/a%20b}");
	page_is("<a href='https:\\\\lure.example\\a?b\\c'>x</a>",
	    "{https://lure.example/a?b%5Cc}");
	page_is("<a href='https:/lure.example/a'>x</a>",
	    "{https://lure.example/a}");
	page_is("<a href='http://lure.example /a'>x</a>",
	    "{http://lure.example/a}");
	page_is("<a href='http://lure.example/{日}'>x</a>",
	    "{http://lure.example/%7B%E6%97%A5%7D}");
	/* Hidden, or of an element that shows nothing. */
	page_is("<div style='display:none'><a href='http://lure.example/'>"
		"</a></div><meta content='0;url=http://two.example/'>",
	    "{http://lure.example/}{http://two.example/}");
	page_is("<form action='http://lure.example/'><button "
		"formaction='http://two.example/'></form>",
	    "{http://lure.example/}{http://two.example/}");
	/* What browsers skip, and the library does not. */
	page_is("<img /src='http://lure.example/'><a/href='http://two.example'"
		"/title=a>",
	    "{http://lure.example/}{http://two.example/}");
	page_is(
	    "<a href=http://lure.example/a/b/>", "{http://lure.example/a/b/}");
	/* What it finds no place for is seen all the same. */
	page_is(
	    "<a hre'http://lure.example/a'>x</a>", "{http://lure.example/a}");
	/* What a page is made of is no link. */
	page_is("<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0//EN' "
		"'http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd'>"
		"<html xmlns='http://www.w3.org/1999/xhtml'>a",
	    "");
}

/* In the letters of other alphabets, and in look-alikes of ours. */
static void
letters(void **state)
{
	(void)state;
	page_is("<a href='http://例え.example/a'>x</a>",
	    "{http://xn--r8jz45g.example/a}");
	page_is("<a href='https://𝘄𝗮𝗸𝗲.example/a'>x</a>",
	    "{https://wake.example/a}");
	page_is("<a href='https://lure。example/a'>x</a>",
	    "{https://lure.example/a}");
	/* A reference to a place of Latin-1 where Windows has a letter. */
	page_is("<a href='http://&#159;lure.example/'>x</a>",
	    "{http://xn--lure-fsa.example/}");
	page_is("<a href='http://\u202elure.example/'>x</a>", "");
}

static void
number_is(const char *host, const char *wanted)
{
	const char *out = hostnumber_address(a, host);

	if (wanted == NULL)
		assert_null(out);
	else
		assert_string_equal(out, wanted);
}

/* WHATWG URL, "IPv4 parser". */
static void
numbers(void **state)
{
	(void)state;
	number_is("3325256711", "198.51.100.7");
	number_is("0xc6336407", "198.51.100.7");
	number_is("030614662007", "198.51.100.7");
	number_is("0306.063.0144.07", "198.51.100.7");
	number_is("198.51.25607", "198.51.100.7");
	number_is("198.3367943", "198.51.100.7");
	number_is("198.51.100.7", "198.51.100.7");
	number_is("198.51.100.7.", "198.51.100.7");
	number_is("198.51.0x.7", "198.51.0.7");
	number_is("0xFFFFFFFF", "255.255.255.255");
	number_is("4294967296", NULL);
	number_is("99999999999999999999", NULL);
	number_is("256.1.1.1", NULL);
	number_is("1.1.1.256", NULL);
	number_is("1.2.3.4.5", NULL);
	number_is("1..2", NULL);
	number_is(".1", NULL);
	number_is("", NULL);
	number_is(".", NULL);
	number_is("7", NULL);
	number_is("08.1.1.1", NULL);
	number_is("0xg.1.1.1", NULL);
	number_is("198.51.100.a", NULL);
	number_is("-1.1.1.1", NULL);
	page_is(
	    "<a href='http://3325256711/a'>x</a>", "{http://198.51.100.7/a}");
	assert_string_equal(
	    urls("X: y", "http://0xc6336407:8080/a http://0306.51.100.7/"),
	    "{http://198.51.100.7/}{http://198.51.100.7:8080/a}");
}

/* Where an invitation leads, over folded lines. */
static void
invitations(void **state)
{
	static const char fields[] = "Content-Type: text/calendar";

	(void)state;
	assert_string_equal(
	    urls(fields,
		"BEGIN:VCALENDAR\r\nDESCRIPTION:Go\\nhttps://lure.ex"
		"\r\n ample/a\\,b\\;c\\nnow\r\nURL:http://two.exa\n\tmple/"
		"\r\nEND:VCALENDAR"),
	    "{http://two.example/}{https://lure.example/a,b;c}");
	assert_string_equal(urls(fields, "a\\"), "");
	assert_string_equal(urls("Content-Type: application/octet-stream; "
				 "name=a.ICS",
				"URL:http://lure.exam\r\n ple/"),
	    "{http://lure.example/}");
}

/* A line of a text is no field, whatever it begins with; what is taken for one,
 * and spoilt, is said. */
static void
no_field(void **state)
{
	struct buf b = { 0 };
	struct mail *m;
	const char *raw;
	size_t i;

	(void)state;
	for (i = 0; i <= 2 * LIMIT_GROUPS; i++)
		buf_printf(&b, "http://h%zu.example/ ", i);
	assert_non_null(strstr(
	    urls("X: y", arena_printf(a, "Dear all,\nTo see: %s", buf_str(&b))),
	    "{http://h200.example/}"));
	assert_non_null(
	    strstr(urls("X: y", arena_printf(a, "To see %s", buf_str(&b))),
		"{http://h200.example/}"));
	raw = arena_printf(
	    a, "From: x@evil.example\nTo: %s\n\ntext\n", buf_str(&b));
	m = mail_parse(a, raw, strlen(raw), NULL);
	assert_true(m->flags & MAIL_CUT);
	buf_free(&b);
}

static int
setup(void **state)
{
	(void)state;
	digest_setup();
	mail_setup();
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
		cmocka_unit_test(pages),
		cmocka_unit_test(letters),
		cmocka_unit_test(numbers),
		cmocka_unit_test(invitations),
		cmocka_unit_test(no_field),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
