#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/files/personal.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailguard.h"
#include "formats/mail/mailshape.h"
#include "formats/mail/mailwire.h"

static struct arena *a;

static struct mail *
parse(const char *text)
{
	return mail_parse(a, text, strlen(text), NULL);
}

static void
subject_is(const char *raw, const char *wanted)
{
	struct mail *m;

	m = parse(arena_printf(a,
	    "From: x@evil.example\r\nSubject: %s\r\n\r\n"
	    "text\r\n",
	    raw));
	assert_non_null(m->subject);
	assert_string_equal(m->subject, wanted);
}

static void
japanese(void **state)
{
	(void)state;
	subject_is("=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=", "日本");
	/* vendor characters in Windows' Shift_JIS: ①㈱髙 */
	subject_is("=?Shift_JIS?B?h0CHivv8?=", "①㈱髙");
	subject_is("=?EUC-JP?B?xvzL3A==?=", "日本");
	/* half-width kana by ESC ( I, and NEC's ① in JIS */
	subject_is("=?ISO-2022-JP?B?GyhJMTIzGyhC?=", "ｱｲｳ");
	subject_is("=?ISO-2022-JP?B?GyRCLSEbKEI=?=", "①");
	/* one character over two words */
	subject_is("=?UTF-8?B?5pel5g==?=\r\n =?UTF-8?B?nKw=?=", "日本");
	subject_is("=?UTF-8?Q?=E6=97=A5=E6?= =?UTF-8?Q?=9C=AC?= x", "日本 x");
	/* raw eight-bit bytes, unlabelled: UTF-8, then CP932 */
	subject_is("日本", "日本");
	subject_is("\x93\xfa\x96\x7b", "日本");
	subject_is("\x1b$BF|K\\\x1b(B", "日本");
	/* an escape of no letters, and one that nothing follows */
	subject_is("a\x1b$z b", "a $z b");
	subject_is("a\x1b$Bz\x1b$", "az $");
}

/* Encoded words without an end: so many are left to the MIME library, of one
 * more none; those that end stay, however many they are. */
static void
words_without_end(void **state)
{
	static const char open[] = "=?utf-8?q?a ";
	const char *out;
	struct buf b;
	size_t n, i;

	(void)state;
	for (n = LIMIT_WORDS; n <= LIMIT_WORDS + 1; n++) {
		b = (struct buf){ 0 };
		buf_puts(&b, "Subject: =?utf-8?q?b?= ");
		for (i = 1; i < n; i++)
			buf_puts(&b, open);
		buf_puts(&b, "\r\n\r\n");
		out = mailguard_defuse(a, buf_str(&b), b.len);
		assert_non_null(strstr(out, "=?utf-8?q?b?="));
		assert_int_equal(
		    strstr(out, "=?utf-8?q?a") != NULL, n == LIMIT_WORDS);
		assert_int_equal(out == buf_str(&b), n == LIMIT_WORDS);
		buf_free(&b);
	}
}

/* Whatever stands in a field, what the worker says is what the hub reads: a
 * mail must not be lost because it is ugly. */
static void
ugly(void **state)
{
	static const char *const fields[] = { "=?utf-8?q?a=0Ab=00c?=",
		"=?utf-8?q?a=C2=85b=7Fc=1B[2J?=", "=?utf-8?b?/////w==?=",
		"a\x01\x02\x7f\xff\xfe", "=?utf-8?q?=EF=BF=BE=ED=A0=80?=",
		"=?utf-8?q?=E2=80=AEgpj.exe?=", "=?unknown-8bit?q?=80?=",
		"a@b\r\n c@d", "\"=?utf-8?q?=0D=0A?=\" <a=0A@b.example>",
		"<a@[1.2.3.4]>", "<@@@>", "(((((", "\"" };
	static const char *const names[] = { "From", "Reply-To", "Return-Path",
		"Subject", "Message-ID", "X-Mailer", "To", "References",
		"Received", "Date", "Content-Type" };
	struct buf b = { 0 };
	struct cursor c;
	char *text;
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (k = 0; k < sizeof(fields) / sizeof(fields[0]); k++) {
			text = arena_printf(a, "%s: %s\r\n\r\ntext \x01\r\n",
			    names[i], fields[k]);
			b.len = 0;
			mail_write(&b, parse(text));
			cursor_init(&c, b.data, b.len);
			mail_read(&c, a);
			if (!cursor_done(&c))
				fail_msg("%s: %s", names[i], fields[k]);
		}
	buf_free(&b);
}

static void
seen_is(const char *html, const char *wanted)
{
	struct mail *m;

	m = parse(arena_printf(a,
	    "From: x@evil.example\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: text/html; charset=utf-8\r\n\r\n%s\r\n",
	    html));
	assert_string_equal(m->norm, wanted);
}

static size_t
cut(struct mailguard *g, size_t lines, const char *line)
{
	struct buf b = { 0 };
	size_t i, at;

	buf_puts(&b, "From: a@lure.example\nSubject: x\n\n");
	for (i = 0; i < lines; i++)
		buf_puts(&b, line);
	at = mailguard_cut(g, (char *)b.data, b.len);
	at = at == b.len ? lines : (at - 33) / strlen(line);
	buf_free(&b);
	return at;
}

/* Of so many parts and fields, the library is given the first ones; a text is
 * neither, and a file's mails share what there is. */
static void
many(void **state)
{
	struct mailguard g = { 0 }, none = { 0 }, heads = { 0 };

	(void)state;
	assert_int_equal(cut(&g, LIMIT_MARKS, "--\"x\r\n"), LIMIT_MARKS);
	assert_int_equal(cut(&g, 2, "--x\n"), 0);
	assert_int_equal(
	    cut(&none, LIMIT_MARKS + 9, "--\r\n"), LIMIT_MARKS + 9);
	assert_int_equal(cut(&none, LIMIT_MARKS, " --x\n\n"), LIMIT_MARKS);
	assert_int_equal(
	    cut(&none, LIMIT_FIELDS, "text\nName: x\n"), LIMIT_FIELDS);
	assert_int_equal(none.marks, 0);
	assert_int_equal(none.fields, 6);
	/* Two of its own, two of each that a mail inside may have. */
	assert_int_equal(cut(&heads, LIMIT_FIELDS, "A: x\nB : y\n\n"),
	    (LIMIT_FIELDS - 2) / 2);
}

/* What browsers pass over, and the library would show, or the other way. */
static void
comments(void **state)
{
	struct mail *m;

	(void)state;
	seen_is("pa<![if !mso]>ss<![endif]>word", "password");
	seen_is("a<!foo>b<![CDATA[x]]>c</?o>d</>e<?xml x?>f", "abcdef");
	seen_is("a<!--[if mso]><p>x</p><![endif]-->b<!--[if !mso]><!-->c"
		"<!--<![endif]-->d<!-- <!x> -->e",
	    "abcde");
	seen_is("a<!-->b<!--->c<!-- x --!>d<!-- x <!--> e", "abcd e");
	seen_is("<!DOCTYPE html>a <! b", "a <! b");
	/* Not out of a value more than itself. */
	m = parse("Content-Type: text/html\r\n\r\n<a title='<!x' "
		  "href='http://lure.example/'>a</a>\r\n");
	assert_int_equal(m->url_count, 1);
	m = parse("Content-Type: text/html\r\n\r\n<a title='<!--' "
		  "href='http://lure.example/'>a</a>\r\n");
	assert_int_equal(m->url_count, 1);
}

/* What a person sees of HTML. */
static void
html(void **state)
{
	char *deep;
	size_t i;

	(void)state;
	seen_is("<p>a &amp; b&nbsp;&yen;1 &eacute;</p>", "a & b ¥0 é");
	seen_is("<title>t</title><style>s</style><script>x</script>a", "a");
	seen_is("a<!-- hidden -->b<span hidden>c</span>d", "abd");
	seen_is("<div style=\"display : none\">x<div>y</div>z</div>a", "a");
	seen_is("<span style='FONT-SIZE:0px'>x</span>a", "a");
	seen_is("<div style='font-size:10px;opacity:0.9'>a</div>", "a");
	/* A cell of no size, as who lays out by tables writes it. */
	seen_is("<td style='font-size: 0px'>x<h1 style='font-size:28px'>a</h1>"
		"<p>y</p></td>",
	    "a");
	seen_is(
	    "<div style='font-size:0'><b style='font-size:2em'>x</b>"
	    "<b style='font-size:100%'>x</b><b style='font-size:inherit'>x</b>"
	    "<b style='mso-ansi-font-size:9pt'>x</b><i style='font-size:9pt'>"
	    "a<u style='font-size:1px'>x</u></i></div>",
	    "a");
	/* an unclosed one inside a hidden one ends with it */
	seen_is("<div style=\"display:none\"><span>x<b>y</div>seen", "seen");
	seen_is("<table><tr><td>a<td>b</table>c", "a\nb\nc");
	seen_is("a<br>b</p></div></div>c", "a\nb\nc");
	seen_is("a < b and c > d", "a < b and c > d");
	seen_is("<a href=\"http://x.example/?a&amp;b\">k</a>", "k");
	/* as deep as an enemy likes */
	deep = arena_alloc(a, 4 * 50000 + 8);
	for (i = 0; i < 50000; i++)
		memcpy(deep + 3 * i, "<b>", 3);
	memcpy(deep + 3 * i, "seen", 5);
	parse(arena_printf(a, "Content-Type: text/html\r\n\r\n%s\r\n", deep));
}

static void
to_is(const char *raw, const char *wanted)
{
	struct mail *m;
	const char *seen = "";
	size_t i;

	m = parse(arena_printf(
	    a, "From: x@evil.example\r\nTo: %s\r\n\r\ntext\r\n", raw));
	for (i = 0; i < m->recipient_count; i++)
		seen = arena_printf(a, "%s{%s}", seen, m->recipients[i]);
	assert_string_equal(seen, wanted);
}

/* Addresses and names apart, however they are written together. */
static void
recipients(void **state)
{
	(void)state;
	to_is("Taro <a@b.example>", "{a@b.example}{Taro}");
	to_is("a@b.example (Taro, K.), c@d.example",
	    "{a@b.example}{Taro, K.}{c@d.example}");
	to_is("a@b.example (Taro (the <first>))",
	    "{a@b.example}{Taro (the <first>)}");
	to_is("(Taro) a@b.example", "{a@b.example}{Taro}");
	to_is("<a@b.example> (Taro)", "{a@b.example}{Taro}");
	to_is("Taro K a@b.example", "{a@b.example}{Taro K}");
	to_is("Taro (K) <a@b.example>", "{a@b.example}{Taro (K)}");
	to_is("Taro :( <a@b.example>, c@d.example",
	    "{a@b.example}{Taro :(}{c@d.example}");
	to_is("\"a, (b\" <a@b.example>, c@d.example",
	    "{a@b.example}{a, (b}{c@d.example}");
	to_is("a@b.example c@d.example",
	    "{a@b.example c@d.example}{a@b.example}{c@d.example}");
	to_is("<@relay.example,@two.example:a@b.example>, <c@d . example>",
	    "{a@b.example}{c@d.example}");
	to_is("\"Taro\" .X <a@b.example>", "{a@b.example}{Taro .X}");
	to_is("Ta\"ro <a@b.example>", "{a@b.example}{Ta\"ro}");
	/* As often as the field stands there. */
	to_is("a@b.example\r\nCc: c@d.example\r\nto: e@f.example\r\n"
	      "cc: g@h.example",
	    "{a@b.example}{c@d.example}{e@f.example}{g@h.example}");
	/* JIS whose bytes look like a quote mark and an angle bracket */
	to_is("\"\x1b$B<j<h@n1?M\"\x1b(B\" <a@b.example>",
	    "{a@b.example}{手取川運輸}");
}

/* One field of many lines is one field. */
static void
long_fields(void **state)
{
	struct buf b = { 0 };
	struct mail *m;
	size_t i;

	(void)state;
	buf_puts(&b, "From: x@evil.example\r\nTo: a@b.example");
	for (i = 0; i < 2 * LIMIT_HEADER_LINES; i++)
		buf_printf(&b, ",\r\n\ta%zu@b.example", i);
	buf_puts(&b, "\r\nSubject: s\r\n\r\ntext\r\n");
	m = parse(buf_str(&b));
	assert_string_equal(m->subject, "s");
	assert_int_equal(m->recipient_count, LIMIT_NAMED);
	b.len = 0;
	for (i = 0; i < 2 * LIMIT_HEADER_LINES; i++)
		buf_printf(&b, "A%zu: b\r\n", i);
	buf_puts(&b, "From: x@evil.example\r\n\r\n");
	assert_true(parse(buf_str(&b))->flags & MAIL_OPAQUE);
	buf_free(&b);
}

static void
from_is(const char *raw, const char *wanted)
{
	struct mail *m;

	m = parse(arena_printf(a, "From: %s\r\n\r\ntext\r\n", raw));
	if (wanted == NULL)
		assert_null(m->from);
	else
		assert_string_equal(m->from, wanted);
}

/* What is no address is not told as one. */
static void
senders(void **state)
{
	(void)state;
	from_is("root@lure.example (Cron Daemon)", "root@lure.example");
	from_is("Big Bug bb@lure.example", "bb@lure.example");
	from_is("A <a@B.example>", "a@b.example");
	from_is("a@b.example c@d.example", NULL);
	from_is("nobody", NULL);
	from_is("<a b@c.example>", NULL);
	from_is("a@b@c", NULL);
	from_is("A <a@ b.example>", "a@b.example");
	from_is("<@b.example>", NULL);
	from_is("<@b.example: c>", NULL);
}

static void
name_is(const char *field, const char *wanted)
{
	struct mail *m;

	m = parse(arena_printf(a,
	    "From: x@evil.example\r\nContent-Type: application/x; %s\r\n"
	    "\r\nMZ\r\n",
	    field));
	assert_int_equal(m->file_count, 1);
	assert_string_equal(m->files[0].name, wanted);
}

/* Decoded before anything is looked for in it, or taken out of it. */
static void
file_names(void **state)
{
	(void)state;
	name_is("name=\"\x1b$B<j<h@n1?M\"3t<02q<R\x1b(B.exe\"",
	    "手取川運輸株式会社.exe");
	name_is("name*=utf-8''%1B$B%3Cj%3Ch@n1?M%223t%3C02q%3CR%1B(B.exe",
	    "手取川運輸株式会社.exe");
	name_is("name=\"=?utf-8?B?GyRCPGo8aEBuMT9NIhsoQi5leGU=?=\"",
	    "手取川運輸.exe");
	name_is("name=\"=?us-ascii?B?GyRCPGo8aEBuMT9NIhsoQi5leGU=?=\"",
	    "手取川運輸.exe");
	name_is("name=\"\x95\x5c\x8e\xa6\x83\x5c\x83\x74\x83\x67.exe\"",
	    "表示ソフト.exe");
	name_is("name=\"=?utf-8?B?lVyOpoNcg3SDZy5leGU=?=\"", "表示ソフト.exe");
	name_is("name=\"a\\\"b.exe\"", "a\"b.exe");
}

#define ATTACK                                                \
	"From: boss@lure.example\r\nTo: me@group.example\r\n" \
	"Subject: pay\r\n\r\nhttp://lure.example/pay\r\n"
#define COVER                                                      \
	"From: Me <me@group.example>\r\nTo: csirt@gas.example\r\n" \
	"Subject: please look\r\nX-Mailer: ours\r\n"               \
	"Received: from a ([203.0.113.25]) by b\r\n"

static struct mail *
wrapped(const char *field, const char *inner)
{
	return parse(arena_printf(a,
	    COVER "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
		  "--b\r\n\r\nnote\r\n"
		  "-- \r\nhttp://www.group.example/\r\n"
		  "--b\r\n%s\r\n\r\n%s\r\n--b--\r\n",
	    field, inner));
}

static void
is_attack(const struct mail *m)
{
	assert_string_equal(m->from, "boss@lure.example");
	assert_string_equal(m->subject, "pay");
	assert_int_equal(m->url_count, 1);
	assert_string_equal(m->urls[0].url, "http://lure.example/pay");
	assert_null(m->sender_ip);
	assert_null(m->mailer);
	assert_true(m->flags & MAIL_FORWARDED);
	assert_null(m->next);
}

/* What wraps a mail is not the mail. */
static void
wrappers(void **state)
{
	struct mail *m;
	char *deep = arena_printf(a, "%s", ATTACK);
	int i;

	(void)state;
	is_attack(wrapped("Content-Type: message/rfc822", ATTACK));
	is_attack(wrapped(
	    "Content-Type: application/octet-stream; name=a.eml", ATTACK));
	is_attack(wrapped("Content-Type: message/rfc822\r\n"
			  "Content-Transfer-Encoding: base64",
	    "RnJvbTogYm9zc0BsdXJlLmV4YW1wbGUNClRvOiBtZUBncm91cC5leGFtcGxlDQpT"
	    "dWJqZWN0OiBwYXkNCg0KaHR0cDovL2x1cmUuZXhhbXBsZS9wYXkNCg=="));
	is_attack(parse(
	    COVER "\r\nnote\r\n\r\n-----Original Message-----\r\n"
		  "From: B [mailto:boss@lure.example]\r\nSent: Monday\r\n"
		  "To: me\r\nSubject: pay\r\n\r\nhttp://lure.example/pay\r\n"));
	/* So many, and one more. */
	for (i = 0; i < 8; i++)
		deep = arena_printf(
		    a, COVER "Content-Type: message/rfc822\r\n\r\n%s", deep);
	is_attack(parse(deep));
	m = parse(arena_printf(
	    a, COVER "Content-Type: message/rfc822\r\n\r\n%s", deep));
	assert_null(m->from);
	assert_true(m->flags & MAIL_MORE);
	/* Nobody knows whose it is. */
	m = wrapped("Content-Type: application/octet-stream; name=a.msg",
	    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
	assert_null(m->from);
	assert_true(m->flags & MAIL_OPAQUE);
	assert_int_equal(m->file_count, 0);
}

static struct mail *
sent_on(const char *how, const char *link, const char *inner, const char *got)
{
	return parse(arena_printf(a,
	    "%sFrom: Boss <boss@lure.example>\r\nTo: me@group.example\r\n"
	    "Subject: FW: pay\r\n\r\npay at %s today\r\n\r\n"
	    "-----Original Message-----\r\nFrom: A <%s>\r\nSent: Monday\r\n"
	    "To: %s\r\nSubject: pay\r\n\r\n"
	    "http://www.honest.example/spring\r\n",
	    how, link, inner, got));
}

#define LURE "http://pay.lure.example/now"
#define NEWS "news@honest.example"
#define OWN_NOTE                                                                    \
	"From: me@gas.example\r\nTo: csirt@gas.example\r\n"                         \
	"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"              \
	"call 03-1234-5678\r\n-- \r\n"                                              \
	"https://gas.example\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" ATTACK \
	"--b--\r\n"

static void
is_headless(const struct mail *m)
{
	assert_null(m->from);
	assert_null(m->subject);
	assert_string_equal(m->norm, "");
	assert_int_equal(m->file_count, 1);
}

/* The attacker's mail with another inside, which he may have made. */
static struct mail *
decoy(const char *link, const char *from, const char *got)
{
	return parse(arena_printf(a,
	    "From: boss@lure.example\r\nTo: you@gas.example\r\n"
	    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	    "--b\r\n\r\npay at %s today\r\n"
	    "--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%%PDF\r\n"
	    "--b\r\nContent-Type: application/x; name=a.exe\r\n\r\nMZ\r\n"
	    "--b\r\nContent-Type: image/png; name=a.png\r\n\r\nlogo\r\n"
	    "--b\r\nContent-Type: message/rfc822\r\n\r\n"
	    "From: %s\r\n%s\r\nSubject: spring\r\n\r\n"
	    "http://www.honest.example/spring\r\n--b--\r\n",
	    link, from, got));
}

/* Whoever writes himself among those that got the decoy hides the way to his
 * own house, which is said, and his name, and nothing else; nor is the decoy's
 * sender told as the attack's. */
static void
forged_recipients(void **state)
{
	static const char *const got[] = { "To: boss@lure.example",
		"To: x@y.example\r\nDelivered-To: boss@mx.lure.example",
		"Received: from a by b for <boss@lure.example>; Monday",
		"Cc: A <a@b.example>, Boss\r\n <boss@lure.example>" };
	struct mail *m;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(got) / sizeof(got[0]); i++) {
		m = decoy("http://evil.example/x", NEWS, got[i]);
		is_headless(m);
		assert_string_equal(m->files[0].name, "a.exe");
		assert_false(m->flags & MAIL_LEFT_OUT);
		m = m->next;
		is_headless(m);
		assert_string_equal(m->files[0].name, "a.pdf");
		assert_int_equal(m->url_count, 1);
		assert_string_equal(m->urls[0].url, "http://evil.example/x");
		m = m->next;
		assert_string_equal(m->from, NEWS);
		assert_true(m->flags & MAIL_EITHER);
		assert_false(m->flags & MAIL_SEEN);
		assert_null(m->next);
		m = decoy(LURE, NEWS, got[i]);
		assert_true(m->flags & MAIL_LEFT_OUT);
		assert_int_equal(m->next->url_count, 0);
		assert_true(m->next->next->flags & MAIL_EITHER);
	}
	/* His own mail inside is his, too: and one that plays the house of
	 * those who got it is not theirs. */
	m = decoy(LURE, "a@in.lure.example", "To: x@y.example");
	assert_string_equal(m->from, "boss@lure.example");
	assert_string_equal(m->next->from, "a@in.lure.example");
	assert_false(m->next->flags & (MAIL_SEEN | MAIL_EITHER));
	m = decoy(LURE, "it@lure.example", "To: boss@lure.example");
	is_headless(m);
	/* The way to his own house alone is what any note may have. */
	m = parse(COVER "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
			"--b\r\n\r\nhttp://wiki.group.example/how/to\r\n"
			"--b\r\nContent-Type: message/rfc822\r\n\r\n" ATTACK
			"--b--\r\n");
	is_attack(m);
	assert_true(m->flags & MAIL_LEFT_OUT);
	assert_false(m->flags & MAIL_EITHER);
	m = sent_on("", LURE, "it@lure.example", "boss@lure.example");
	assert_string_equal(m->from, "it@lure.example");
	assert_true(m->flags & MAIL_LEFT_OUT);
	assert_null(m->next);
}

/* A colleague's forward by way of the cloud, or a lure in his name. */
static struct mail *
relayed(const char *link, const char *got)
{
	const char *text = arena_printf(a,
	    "Received: from a ([203.0.113.25]) by b\r\n"
	    "From: me@gas.example\r\nTo: csirt@gas.example\r\n"
	    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	    "--b\r\n\r\nticket %s\r\n"
	    "--b\r\nContent-Type: message/rfc822\r\n\r\n"
	    "From: boss@lure.example\r\n%s\r\nSubject: pay\r\n\r\n"
	    "http://lure.example/pay\r\n--b--\r\n",
	    link, got);
	struct personal *names = personal_new(a, NULL);

	personal_add(names, "gas.example");
	return mail_parse(a, text, strlen(text), names);
}

/* It hides nothing of what it sends on, and is not told for sure. */
static void
relayed_forward(void **state)
{
	struct mail *m = relayed(
			"http://t.saas.example/4711", "To: me@gas.example"),
		    *in = m->next;

	(void)state;
	assert_null(m->from);
	assert_null(m->subject);
	assert_int_equal(m->url_count, 1);
	assert_true(m->flags & MAIL_SEEN);
	assert_string_equal(in->from, "boss@lure.example");
	assert_true(in->flags & MAIL_EITHER);
	assert_false(in->flags & MAIL_SEEN);
	assert_true(*in->norm != '\0');
	/* What nobody says that the member got may be a decoy, and compares. */
	m = relayed("http://t.saas.example/4711", "To: list@news.example");
	assert_true(m->next->flags & MAIL_EITHER);
	assert_true(m->next->flags & MAIL_SEEN);
	assert_true(*m->next->norm != '\0');
	/* The way to the member's own house is a forwarder's. */
	m = relayed("http://t.gas.example/4711", "To: list@news.example");
	assert_string_equal(m->from, "boss@lure.example");
	assert_true(m->flags & MAIL_LEFT_OUT);
	assert_false(m->flags & (MAIL_SEEN | MAIL_EITHER));
}

/* A mail of words, and another inside; or the same in its text. */
static struct mail *
worded(const char *field, const char *words, const char *got)
{
	return parse(arena_printf(a,
	    "From: boss@lure.example\r\nTo: you@gas.example\r\n%s"
	    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	    "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n"
	    "--b\r\nContent-Type: message/rfc822\r\n\r\n"
	    "From: " NEWS "\r\nTo: %s\r\nSubject: spring\r\n\r\n"
	    "http://www.honest.example/spring\r\n--b--\r\n",
	    field, words, got));
}

static void
is_left_out(const struct mail *m, bool either, bool left_out)
{
	assert_string_equal(m->from, NEWS);
	assert_int_equal(m->url_count, 1);
	assert_int_equal(!!(m->flags & MAIL_EITHER), either);
	assert_int_equal(!!(m->flags & MAIL_LEFT_OUT), left_out);
	assert_false(m->flags & MAIL_SEEN);
	assert_null(m->next);
}

/* A lure needs no link and no file: what of its words is not read is said, and
 * the honest mail in it is not told as the attack for sure. */
static void
words_alone(void **state)
{
	static const char *const asking[] = { "call 03-1234-5678 now",
		"call （０３）１２３４−５６７８", "+81 3 1234 5678",
		"888-555-1234", "see https://lure.example/",
		"-- \r\nhttp://lure.example" };
	static const char *const silent[] = { "I got this on 2017-07-08 09:58",
		"Ticket 20170708-123456", "please look; case 12345",
		"-- \r\nTEL 03-1234-5678", "see https://gas.example/" };
	static const char *const paying[] = {
		"to DE89 3704 0044 0532 0130 00 today",
		"普通預金　１２３４５６７ まで",
		"send 1 BTC to 1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
		"account number: 1234 5678"
	};
	struct personal *names = personal_new(a, NULL);
	struct mail *m;
	size_t i;

	(void)state;
	personal_add(names, "gas.example");
	is_left_out(worded("", "are you there?", "x@y.example"), true, true);
	is_left_out(worded("", "", "x@y.example"), false, false);
	for (i = 0; i < sizeof(silent) / sizeof(silent[0]) - 1; i++)
		is_left_out(
		    worded("", silent[i], "boss@lure.example"), false, false);
	for (i = 0; i < sizeof(asking) / sizeof(asking[0]); i++)
		is_left_out(
		    worded("", asking[i], "boss@lure.example"), false, true);
	is_left_out(
	    worded("Reply-To: b@else.example\r\n", "ok", "boss@lure.example"),
	    false, true);
	is_left_out(worded("Reply-To: b@in.lure.example\r\n", "ok",
			"boss@lure.example"),
	    false, false);
	for (i = 0; i < sizeof(paying) / sizeof(paying[0]); i++) {
		m = worded("", paying[i], "x@y.example");
		assert_string_equal(m->from, "boss@lure.example");
		assert_true(m->next->flags & MAIL_SEEN);
		m = worded("", paying[i], "boss@lure.example");
		assert_null(m->from);
		assert_true(*m->norm != '\0');
		assert_true(m->next->flags & MAIL_EITHER);
	}
	/* The member's own people ask for a call, too. */
	m = mail_parse(a, OWN_NOTE, strlen(OWN_NOTE), names);
	assert_false(m->flags & (MAIL_EITHER | MAIL_LEFT_OUT));
	assert_null(m->next);
	/* In a text. */
	is_left_out(sent_on("", "the bank", NEWS, "x@y.example"), false, true);
	is_left_out(
	    sent_on("", "the bank", NEWS, "boss@lure.example"), false, false);
	is_left_out(sent_on("", "03-1234-5678", NEWS, "boss@lure.example"),
	    false, true);
	is_left_out(
	    sent_on("", "http://lure.example", NEWS, "boss@lure.example"),
	    false, true);
	m = sent_on("", "account number 1234567", NEWS, "boss@lure.example");
	assert_null(m->from);
	assert_true(m->flags & MAIL_EITHER);
}

/* Files of its own, and another's domain: read too; one of those who may have
 * got it: what tells of nobody is. */
static void
own_content(void **state)
{
	struct mail *m;

	(void)state;
	m = parse("From: boss@lure.example\r\nTo: you@gas.example\r\n"
		  "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
		  "--b\r\n\r\nhttp://lure.example/x\r\n"
		  "--b\r\nContent-Type: message/rfc822\r\n\r\n"
		  "From: news@honest.example\r\n\r\nnews\r\n--b--\r\n");
	assert_string_equal(m->from, "boss@lure.example");
	assert_int_equal(m->url_count, 1);
	assert_false(m->flags & MAIL_SEEN);
	assert_string_equal(m->next->from, "news@honest.example");
	assert_true(m->next->flags & MAIL_SEEN);
	assert_string_equal(m->next->norm, "");
	m = wrapped("Content-Type: application/x; name=a.pdf\r\n\r\n%PDF\r\n"
		    "--b\r\nContent-Type: message/rfc822",
	    ATTACK);
	is_headless(m);
	assert_true(m->flags & MAIL_SEEN);
	assert_true(m->next->flags & MAIL_EITHER);
	is_attack(m->next);
	/* What runs is told, whoever sent it on. */
	m = wrapped("Content-Type: application/x; name=a.exe\r\n\r\nMZ\r\n"
		    "--b\r\nContent-Type: message/rfc822",
	    ATTACK);
	is_headless(m);
	assert_false(m->flags & MAIL_SEEN);
	is_attack(m->next);
	m = parse(
	    "From: d@lure.example\r\nSubject: failed\r\n"
	    "Content-Type: multipart/report; boundary=b\r\n\r\n"
	    "--b\r\n\r\nfailed\r\n"
	    "--b\r\nContent-Type: message/rfc822\r\n\r\n" ATTACK "--b--\r\n");
	assert_string_equal(m->from, "d@lure.example");
	assert_true(m->flags & MAIL_RETURNED);
	assert_int_equal(m->url_count, 0);
	assert_null(m->next);
}

/* Eight levels in a text, and one more. */
static void
levels(void **state)
{
	char *text = arena_printf(a, "http://lure.example/x\r\n");
	struct mail *m;
	int i;

	(void)state;
	for (i = 0; i < 9; i++) {
		text = arena_printf(a,
		    "note\r\n\r\n-----Original Message-----\r\n"
		    "From: a%d@lure.example\r\nSent: Monday\r\nTo: me@x.example\r\n"
		    "Subject: FW: pay\r\n\r\n%s",
		    i, text);
		m = parse(arena_printf(a, COVER "\r\n%s", text));
		assert_int_equal(m->url_count, 1);
		if (i == 7)
			assert_string_equal(m->from, "a0@lure.example");
		assert_int_equal(!!(m->flags & MAIL_MORE), i == 8);
	}
	assert_null(m->from);
}

static void
is_either(const struct mail *m, const char *link)
{
	assert_null(m->from);
	assert_null(m->reply_to);
	assert_string_equal(m->subject, "pay");
	assert_int_equal(m->url_count, 2);
	assert_string_equal(m->urls[0].url, link);
	assert_true(m->flags & MAIL_EITHER);
	assert_null(m->sender_ip);
	assert_null(m->next);
}

/* A lure above what is said to be sent on: whose that is nobody can know. */
static void
lure_above(void **state)
{
	struct mail *m = sent_on("", LURE, "a@in.lure.example", "x@y.example");

	(void)state;
	assert_string_equal(m->from, "boss@lure.example");
	assert_int_equal(m->url_count, 1);
	assert_string_equal(m->urls[0].url, "http://pay.lure.example/now");
	assert_false(m->flags & MAIL_LEFT_OUT);
	assert_string_equal(m->next->from, "a@in.lure.example");
	assert_string_equal(
	    m->next->urls[0].url, "http://www.honest.example/spring");
	is_either(sent_on("", LURE, NEWS, "list@honest.example"), LURE);
	/* Who says that he got it: the way to his own house is left out. */
	m = sent_on("", LURE, NEWS, "boss@lure.example");
	assert_string_equal(m->from, NEWS);
	assert_int_equal(m->url_count, 1);
	assert_true(m->flags & MAIL_LEFT_OUT);
	assert_null(m->next);
	is_either(
	    sent_on("", "http://evil.example/x", NEWS, "boss@lure.example"),
	    "http://evil.example/x");
	/* Nor can a signature hide one. */
	is_either(sent_on("", "\r\n-- \r\nhttp://evil.example/x\r\n", NEWS,
		      "list@honest.example"),
	    "http://evil.example/x");
}

/* Links that somebody made harmless. */
static void
defanged(void **state)
{
	struct mail *m =
	    parse("Subject: x\n\nhxxps://a[.]lure.example/x and "
		  "http[:]//b.lure.example/, hxxp[://]c.lure[.]example "
		  "(hxxp://d.lure.example/) hxxx://e.lure.example/\n");

	(void)state;
	assert_int_equal(m->url_count, 4);
	assert_string_equal(m->urls[0].url, "http://b.lure.example/");
	assert_string_equal(m->urls[1].url, "http://c.lure.example/");
	assert_string_equal(m->urls[2].url, "http://d.lure.example/");
	assert_string_equal(m->urls[3].url, "https://a.lure.example/x");
}

static void
shows(const char *mail, const char *text)
{
	struct mail *m = parse(
	    arena_printf(a, "From: boss@lure.example\nSubject: pay\n%s", mail));

	assert_string_equal(m->from, "boss@lure.example");
	assert_string_equal(m->subject, "pay");
	assert_non_null(strstr(m->text, text));
	assert_int_equal(m->url_count, 1);
}

#define TWO_PARTS "Content-Type: multipart/mixed; boundary=\"b c\"\n"
#define OTHER_PART \
	"--b c\nContent-Type: application/x; name=x.exe\n\nMZ\n--b c--\n"

/* Heads that no blank line ends. */
static void
no_blank_line(void **state)
{
	struct mail *m;

	(void)state;
	shows(" \nlook at http://a.example/x\nSubject: no\n\n", "look");
	shows("To: a@b.example\nlook at http://a.example/x\n\n", "look");
	shows(TWO_PARTS " \n--b c\n\nhttp://a.example/x look\n" OTHER_PART,
	    "look");
	shows(
	    TWO_PARTS "--b c\n\nhttp://a.example/x look\n" OTHER_PART, "look");
	shows(TWO_PARTS
	    "\n--b c\nlook at http://a.example/x\n\nmore\n" OTHER_PART,
	    "look");
	shows("Content-Type: message/rfc822\n\nFrom: boss@lure.example\n"
	      "Subject: pay\nlook at http://a.example/x\n",
	    "look");
	/* Lines that lost the white space before them. */
	shows("Received: from a\nby b with c\nContent-Type: text/plain\n\n"
	      "look at http://a.example/x\n",
	    "look");
	m = parse("From\r\n : <any@lure.example>\r\nSubject\r\n\t: pay\r\n"
		  "Sender: x@y.example\r\n\r\ntext\r\n");
	assert_string_equal(m->from, "any@lure.example");
	assert_string_equal(m->subject, "pay");
	/* Parts that are not there, and a type that is none. */
	shows(TWO_PARTS "\n--b cd\n\nlook at http://a.example/x\n", "look");
	shows("Content-Type: multipart/mixed\n\nlook at http://a.example/x\n",
	    "look");
	shows("Content-Type: <html>\n\nlook at http://a.example/x\n", "look");
	shows("Content-Type: \n\nlook at http://a.example/x\n", "look");
	shows("Content-Type: html; x=\"/\"\n\nlook at http://a.example/x\n",
	    "look");
	m = parse("From: x@y.example\nContent-Transfer-Encoding: base64\n"
		  "Content-Transfer-Encoding: 7bit\n\ntext\n");
	assert_true(m->flags & MAIL_DUP_HEADER);
	/* What is saved does not hang on how the mail ends. */
	m = parse("From: x@y.example\r\nContent-Type: multipart/mixed; "
		  "boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; "
		  "name=a.txt\r\n\r\ndata\r\n\r\n--b--");
	assert_int_equal(m->files[0].size, 6);
	/* No head at all. */
	m = parse("look at http://a.example/x\nnow\n");
	assert_null(m->next);
	/* Nothing of that is mended in a text. */
	m = parse("From: x@y.example\n" TWO_PARTS
		  "\n--b c\n\n--b\nno field\n--b cd\n\n" OTHER_PART);
	assert_non_null(strstr(m->text, "--b\nno field\n--b cd\n\n"));
}

/* However a program keeps a mail in a file. */
static void
forms(void **state)
{
	static const char mail[] =
	    "From: s@lure.example\n\nhttp://lure.example/x\n";
	static const char two[] =
	    "From - Sat Jul  8 09:58:00 2017\nFrom: a@lure.example\n\none\n\n"
	    "From here on 10:30: nothing\nat all\n>From there\n\n"
	    "From - Sat Jul  8 10:58:00 2017\r\nFrom: b@lure.example\r\n\r\n"
	    "two\r\n";
	struct mail *m;
	char *text;
	size_t i;

	(void)state;
	m = parse(two);
	assert_string_equal(m->from, "a@lure.example");
	assert_int_equal(mail_form_of(m->next->flags), MAIL_FORM_MBOX);
	assert_non_null(strstr(m->text, "\nFrom there"));
	assert_string_equal(m->next->from, "b@lure.example");
	assert_null(m->next->next);
	text = arena_printf(a, " \t\n\n%s", mail);
	assert_string_equal(parse(text)->from, "s@lure.example");
	text = arena_printf(a,
	    "%zu   \n%s<?xml version=\"1.0\"?><plist>"
	    "http://apple.example/x</plist>",
	    strlen(mail), mail);
	m = parse(text);
	assert_string_equal(m->from, "s@lure.example");
	assert_int_equal(mail_form_of(m->flags), MAIL_FORM_EMLX);
	assert_int_equal(m->url_count, 1);
	text = arena_strdup(a, mail);
	for (i = 0; text[i] != '\0'; i++)
		if (text[i] == '\n')
			text[i] = '\r';
	assert_string_equal(parse(text)->from, "s@lure.example");
	text = arena_alloc(a, 2 * strlen(mail) + 2);
	memcpy(text, "\xff\xfe", 2);
	for (i = 0; i < strlen(mail); i++)
		text[2 * i + 2] = mail[i];
	m = mail_parse(a, text, 2 * strlen(mail) + 2, NULL);
	assert_string_equal(m->from, "s@lure.example");
	assert_int_equal(m->url_count, 1);
}

/* So many mails in one, and one more. */
static void
width(void **state)
{
	struct buf b = { 0 };
	struct cursor c;
	struct mail *m;
	int i, count;

	(void)state;
	buf_puts(&b, COVER "Content-Type: multipart/digest; boundary=b\r\n");
	for (i = 0; i < 101; i++)
		buf_printf(&b,
		    "\r\n--b\r\n\r\nFrom: s%d@lure.example\r\n"
		    "\r\ntext\r\n",
		    i);
	m = mail_parse(a, b.data, b.len, NULL);
	assert_true(m->flags & MAIL_MORE);
	b.len = 0;
	mail_write(&b, m);
	cursor_init(&c, b.data, b.len);
	m = mail_read(&c, a);
	assert_true(cursor_done(&c));
	for (count = 0; m->next != NULL; m = m->next)
		count++;
	assert_int_equal(count + 1, 100);
	assert_string_equal(m->from, "s99@lure.example");
	buf_free(&b);
}

/* However many there are of which nothing can be read, the hub can. */
static void
closed_ones(void **state)
{
	struct buf b = { 0 };
	struct cursor c;
	struct mail *m;
	int form, i, k;

	(void)state;
	for (form = 0; form < 2; form++) {
		b.len = 0;
		if (form == 0)
			buf_puts(&b, COVER
			    "Content-Type: multipart/mixed; boundary=b\r\n");
		for (i = 0; i < 150; i++) {
			if (form == 0) {
				buf_puts(&b,
				    "\r\n--b\r\nContent-Type: application/x; "
				    "name=a.msg\r\n\r\n"
				    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
				continue;
			}
			buf_puts(&b, "From x Sat Jul  8 09:58:00 2017\n");
			for (k = 0; k < 2100; k++)
				buf_puts(&b, "X: y\n");
			buf_puts(&b, "\ntext\n\n");
		}
		m = mail_parse(a, b.data, b.len, NULL);
		assert_true(m->flags & MAIL_MORE);
		b.len = 0;
		mail_write(&b, m);
		cursor_init(&c, b.data, b.len);
		mail_read(&c, a);
		assert_true(cursor_done(&c));
	}
	buf_free(&b);
}

static const char with_file[] =
    "From: \"sato@bank.example\" <x@evil.example>\r\n"
    "To: Yamada Taro <yamada@gas.example>\r\n"
    "Received: from a by gw ([192.168.1.1])\r\n"
    "Received: from mx.evil ([203.0.113.9]) by relay\r\n"
    "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n"
    "--b\r\nContent-Type: text/html\r\n\r\n"
    "<p>see <a href=\"http://Evil.example:80/a?b=1&amp;c=2\">here</a></p>"
    "<div style=\"display:none\">hidden words</div>\r\n"
    "--b\r\nContent-Type: application/octet-stream;\r\n"
    " name*0*=UTF-8''inv%E2%80%AE; name*1*=xcod.exe\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nTVoAAAAA\r\n--b--\r\n";

static void
parts(void **state)
{
	struct mail *m = parse(with_file);

	(void)state;
	assert_string_equal(m->from, "x@evil.example");
	assert_true(m->flags & MAIL_NAME_HAS_ADDR);
	assert_string_equal(m->sender_ip, "203.0.113.9");
	assert_int_equal(m->recipient_count, 2);
	assert_int_equal(m->url_count, 1);
	assert_string_equal(m->urls[0].url, "http://evil.example/a?b=1&c=2");
	assert_null(strstr(m->text, "hidden"));
	assert_int_equal(m->file_count, 1);
	assert_string_equal(m->files[0].name, "inv\u202excod.exe");
	assert_int_equal(m->files[0].kind, FILE_EXECUTABLE_RLO);
	assert_true(m->files[0].rlo);
}

static void
sameness(void **state)
{
	struct mail *x, *y, *z;

	(void)state;
	x = parse("Subject: a\r\n\r\nNo. 1234  http://a.example/x 様\r\n");
	y = parse("Subject: a\r\n\r\nNo. ９８  http://b.example/y 様\n\n");
	z = parse("Subject: a\r\n\r\nNo. 1234 http://a.example/x 殿\r\n");
	assert_string_equal(x->norm, y->norm);
	assert_string_not_equal(x->norm, z->norm);
}

/* What is never refused: it comes out as something, whatever it is. */
static void
hostile(void **state)
{
	struct buf b = { 0 };
	struct mail *m;
	int i;

	(void)state;
	parse("");
	parse("\n\n\n");
	parse("From:\nSubject:\nContent-Type: multipart/mixed\n\nx");
	assert_true(parse("From: a@b.example\nFrom: c@d.example\n\n")->flags &
		    MAIL_DUP_HEADER);
	for (i = 0; i < 3000; i++)
		buf_printf(&b, "X-%d: y\n", i);
	buf_puts(&b, "\nbody");
	m = mail_parse(a, b.data, b.len, NULL);
	assert_true(m->flags & MAIL_OPAQUE);
	b.len = 0;
	for (i = 0; i < 60; i++)
		buf_printf(&b,
		    "Content-Type: multipart/mixed; boundary=b%d\n\n"
		    "--b%d\n",
		    i, i);
	m = mail_parse(a, b.data, b.len, NULL);
	assert_true(m->flags & MAIL_OPAQUE);
	buf_free(&b);
}

static void
wire(void **state)
{
	struct mail *m = parse(with_file), *back;
	struct buf b = { 0 };
	struct cursor c;
	unsigned char *copy;
	size_t i;

	(void)state;
	mail_write(&b, m);
	cursor_init(&c, b.data, b.len);
	back = mail_read(&c, a);
	assert_true(cursor_done(&c));
	assert_string_equal(back->files[0].name, m->files[0].name);
	assert_string_equal(back->norm, m->norm);
	/* Cut anywhere, it is seen; changed anywhere, it does no harm. */
	for (i = 0; i < b.len; i++) {
		cursor_init(&c, b.data, i);
		mail_read(&c, a);
		assert_false(cursor_done(&c) && i < b.len);
		copy = arena_alloc(a, b.len);
		memcpy(copy, b.data, b.len);
		copy[i] ^= 0xff;
		cursor_init(&c, copy, b.len);
		mail_read(&c, a);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(japanese),
		cmocka_unit_test(words_without_end),
		cmocka_unit_test(ugly),
		cmocka_unit_test(html),
		cmocka_unit_test(many),
		cmocka_unit_test(comments),
		cmocka_unit_test(parts),
		cmocka_unit_test(recipients),
		cmocka_unit_test(long_fields),
		cmocka_unit_test(senders),
		cmocka_unit_test(file_names),
		cmocka_unit_test(wrappers),
		cmocka_unit_test(own_content),
		cmocka_unit_test(words_alone),
		cmocka_unit_test(forged_recipients),
		cmocka_unit_test(relayed_forward),
		cmocka_unit_test(levels),
		cmocka_unit_test(lure_above),
		cmocka_unit_test(defanged),
		cmocka_unit_test(no_blank_line),
		cmocka_unit_test(forms),
		cmocka_unit_test(width),
		cmocka_unit_test(closed_ones),
		cmocka_unit_test(sameness),
		cmocka_unit_test(hostile),
		cmocka_unit_test(wire),
	};

	digest_setup();
	mail_setup();
	a = arena_new();
	return cmocka_run_group_tests_name("mail", tests, NULL, NULL);
}
