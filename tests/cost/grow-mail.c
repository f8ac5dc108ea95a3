/*
 * One mail: read, and carried over the wire.
 */
#include <stdio.h>
#include <stdlib.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/files/personal.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailwire.h"
#include "tests/cost/count.h"
#include "tests/cost/grow.h"

#define HEAD  "From: A <a@evil.example>\nTo: b@bank.example\nSubject: s\n"
#define MIXED HEAD "Content-Type: multipart/mixed; boundary=x\n\n"
#define HTML  HEAD "Content-Type: text/html; charset=utf-8\n\n"

static void
mail(struct arena *a, size_t n, const struct dimension *d)
{
	struct personal *names = personal_new(a, NULL);
	struct buf b = { 0 }, wire = { 0 };
	struct cursor c;

	personal_add(names, "北斗電力株式会社");
	personal_add(names, "hokuto.example");
	buf_puts(&b, d->head);
	grow_put(&b, n, d->piece);
	buf_puts(&b, d->tail);
	count_begin();
	mail_write(&wire, mail_parse(a, b.data, b.len, names));
	cursor_init(&c, wire.data, wire.len);
	mail_read(&c, a);
	count_end(d->name, n);
	if (!cursor_done(&c)) {
		fprintf(
		    stderr, "%s %zu: the wire does not hold it\n", d->name, n);
		exit(1);
	}
	buf_free(&b);
	buf_free(&wire);
}

const struct dimension mail_dimensions[] = {
	{ "mail/recipients", 40, mail, "From: a@evil.example\nTo: ",
	    "Name # <n#@bank.example>,\n ", "x@bank.example\n\ntext\n" },
	{ "mail/headers", 200, mail, HEAD, "X-Other-#: value\n", "\ntext\n" },
	{ "mail/hops", 10, mail, HEAD,
	    "Received: from a#.example ([192.0.2.1]) by b#.example\n",
	    "\ntext\n" },
	{ "mail/references", 400, mail, HEAD "References: ",
	    "<r#@evil.example>\n ", "<x@evil.example>\n\ntext\n" },
	{ "mail/links", 50, mail, HEAD "\n",
	    "see http://h#.evil.example/x?y=#\n", "" },
	{ "mail/links-html", 50, mail, HTML,
	    "<p><a href=\"http://h#.evil.example/x\">here</a></p>\n", "" },
	{ "mail/parts", 50, mail, MIXED,
	    "--x\nContent-Type: text/plain\n\npart #\n", "--x--\n" },
	{ "mail/bare-parts", 400, mail, MIXED, "--x\n\n", "--x--\n" },
	{ "mail/part-fields", 400, mail, MIXED, "--x\nA#: b\nC#: d\n\n", "" },
	{ "mail/like-parts", 400, mail, MIXED, "--y#\nA: b\n\n", "--x\n\nz\n" },
	{ "mail/attachments", 25, mail, MIXED,
	    "--x\nContent-Type: application/x-a\n"
	    "Content-Disposition: attachment; filename=a#.exe\n\nMZ #\n",
	    "--x--\n" },
	{ "mail/depth", 4, mail, HEAD,
	    "Content-Type: multipart/mixed; boundary=x#\n\n--x#\n",
	    "Content-Type: text/plain\n\ntext\n" },
	{ "mail/boundaries", 150, mail,
	    HEAD "Content-Type: multipart/mixed; boundary=x\n\n",
	    "--x#\n--x\n\n", "--x--\n" },
	{ "mail/inner", 10, mail, MIXED,
	    "--x\nContent-Type: message/rfc822\n\nFrom: c#@evil.example\n"
	    "To: b@bank.example\nSubject: s\n\nhttp://h#.evil.example/x\n",
	    "--x--\n" },
	{ "mail/forwards", 20, mail, HEAD "\n",
	    "-----Original Message-----\nFrom: c#@evil.example\n"
	    "To: b@bank.example\nSent: today\nSubject: s\n\nhello #\n",
	    "" },
	{ "mail/quoted-deep", 400, mail, HEAD "\n", ">", " text\n" },
	{ "mail/quoted-lines", 150, mail, HEAD "\n",
	    "> line # of what was said\n", "" },
	{ "mail/long-line", 400, mail, HEAD "\n", "word# 語 ", "\n" },
	{ "mail/subject", 400, mail,
	    "From: a@evil.example\nSubject: ", "word # ", "\n\ntext\n" },
	{ "mail/subject-answers", 400, mail,
	    "From: a@evil.example\nSubject: ", "Re: ", "\n\ntext\n" },
	{ "mail/encoded-words", 200, mail, "From: a@evil.example\nSubject: ",
	    "=?UTF-8?B?6KuL?=\n ", "\n\ntext\n" },
	{ "mail/encoded-open", 400, mail,
	    "From: a@evil.example\nSubject: ", "=?a?Q? ", "\n\ntext\n" },
	{ "mail/encoded-open-to", 400, mail, "Subject: s\nTo: ", "=?a?Q? ",
	    "?= <a@b.example>\n\ntext\n" },
	{ "mail/encoded-charsets", 150, mail,
	    "From: a@evil.example\nSubject: ", "=?x#?Q?a?=", "\n\ntext\n" },
	{ "mail/parameters", 400, mail, HEAD "Content-Type: text/plain",
	    "; a#=b#", "\n\ntext\n" },
	{ "mail/parameter-pieces", 400, mail,
	    MIXED "--x\nContent-Type: application/x-a\n"
		  "Content-Disposition: attachment",
	    ";\n filename*#*=a%41", "\n\nx\n--x--\n" },
	{ "mail/parameter-blanks", 400, mail,
	    HEAD "Content-Type: text/plain; a", "    ", "=b\n\ntext\n" },
	{ "mail/address-dots", 400, mail, "To: \"a@b", "....", "\"\n\ntext\n" },
	{ "mail/address-open", 300, mail, "To: b@bank.example, ", "(",
	    "\n\ntext\n" },
	{ "mail/address-quotes", 400, mail, "To: ", "\"\\\" <a#@b.example>",
	    "\n\ntext\n" },
	{ "mail/address-angles", 400, mail, "To: ", "a <", "\n\ntext\n" },
	{ "mail/greetings", 150, mail, HEAD "\n", "山田#様\n", "" },
	{ "mail/tokens", 400, mail, HEAD "\n", "a1b2c3d4e5-", "\n" },
	{ "mail/at-signs", 400, mail, HEAD "\n", "a@", "\n" },
	{ "mail/html-plain", 120, mail, HTML, "<p>text # of a page</p>\n", "" },
	{ "mail/html-deep", 400, mail, HTML, "<div>", "text\n" },
	{ "mail/html-unclosed", 400, mail, HTML "<div>", "<i></u>", "text\n" },
	{ "mail/html-attributes", 400, mail, HTML "<p", " a#=b", ">text\n" },
	{ "mail/html-styles", 150, mail, HTML,
	    "<p style=\"display : none; a:#\">x</p>", "text\n" },
	{ "mail/html-comment", 400, mail, HTML, "<!-- <", "text\n" },
	{ "mail/html-conditions", 400, mail, HTML, "<![if x", ">text\n" },
	{ "mail/html-lists", 400, mail, HTML, "<ul><li>x", "text\n" },
	{ "mail/html-tables", 400, mail, HTML, "<table><tr><td>x", "text\n" },
	{ "mail/html-entities", 150, mail, HTML, "&amp;&#12354;&x", "text\n" },
	{ "mail/html-forms", 60, mail, HTML,
	    "<form action=\"http://e#.example/\">", "text\n" },
	{ .name = NULL },
};
