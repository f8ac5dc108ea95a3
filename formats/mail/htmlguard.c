#include <ctype.h>
#include <libxml/SAX2.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/mail/htmlguard.h"

static bool
begins(const struct buf *page, size_t at, const char *with)
{
	size_t len = strlen(with);

	return page->len - at >= len &&
	       strncasecmp((char *)page->data + at, with, len) == 0;
}

/* Where the comment ends that begins here. */
static size_t
comment_end(const struct buf *page, size_t at)
{
	for (at += strlen("<!--"); at < page->len; at++)
		if (begins(page, at, "-->"))
			return at + strlen("-->");
		else if (begins(page, at, "--!>"))
			return at + strlen("--!>");
	return page->len;
}

/*
 * The length of what is a comment to browsers alone; 0: there is none.  It may
 * stand in a value, where it must take no more with it than itself: so it holds
 * nothing that could end one.
 */
static size_t
false_comment(const struct buf *page, size_t at)
{
	size_t i;

	if (begins(page, at, "<!-->"))
		return strlen("<!-->");
	if (begins(page, at, "<!--->"))
		return strlen("<!--->");
	if (begins(page, at, "<!doctype") || at + 2 >= page->len ||
	    (page->data[at + 1] != '!' &&
		(page->data[at + 1] != '/' || isalpha(page->data[at + 2]))))
		return 0;
	for (i = at + 2; i < page->len; i++)
		if (page->data[i] == '>')
			return i + 1 - at;
		else if (strchr("<\"'=", page->data[i]) != NULL ||
			 begins(page, i, "--"))
			break;
	return 0;
}

void
htmlguard_comments(struct buf *page)
{
	size_t at = 0, kept = 0, end, skip;

	while (at < page->len) {
		skip = page->data[at] == '<' ? false_comment(page, at) : 0;
		if (skip > 0) {
			at += skip;
			continue;
		}
		end = begins(page, at, "<!--") ? comment_end(page, at) : at + 1;
		memmove(page->data + kept, page->data + at, end - at);
		kept += end - at;
		at = end;
	}
	page->len = kept;
}

/* What ends a part of a tag. */
enum stop { STOP_DOUBLE, STOP_SINGLE, STOP_VALUE, STOP_OTHER, STOPS };

/* For each stop, that from any place from .. to on the next one is at to: many
 * tags may seem to begin in one long value. */
struct scan {
	struct buf *page;
	struct {
		size_t from, to;
	} known[STOPS];
};

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char
letter(const struct scan *s, size_t at)
{
	return at < s->page->len ? (char)s->page->data[at] : '\0';
}

static bool
stops(const struct scan *s, enum stop k, size_t at)
{
	char c = letter(s, at);

	switch (k) {
	case STOP_DOUBLE:
		return c == '"';
	case STOP_SINGLE:
		return c == '\'';
	case STOP_OTHER:
		if (c == '/' && letter(s, at + 1) == '>')
			return true;
		/* FALLTHROUGH */
	default:
		return blank(c) || c == '>';
	}
}

static size_t
next(struct scan *s, enum stop k, size_t at)
{
	size_t from = at;

	if (s->known[k].to > 0 && at >= s->known[k].from &&
	    at <= s->known[k].to)
		return s->known[k].to;
	while (at < s->page->len && !stops(s, k, at))
		at++;
	s->known[k].from = from;
	s->known[k].to = at;
	return at;
}

static size_t
skip_blanks(const struct scan *s, size_t at)
{
	while (blank(letter(s, at)))
		at++;
	return at;
}

static size_t
skip_name(const struct scan *s, size_t at)
{
	while (isalnum((unsigned char)letter(s, at)) ||
	       (letter(s, at) != '\0' && strchr(":-_.", letter(s, at)) != NULL))
		at++;
	return at;
}

static size_t
skip_value(struct scan *s, size_t at)
{
	at = skip_blanks(s, at);
	if (letter(s, at) == '"')
		return next(s, STOP_DOUBLE, at + 1) + 1;
	if (letter(s, at) == '\'')
		return next(s, STOP_SINGLE, at + 1) + 1;
	return next(s, STOP_VALUE, at);
}

static size_t
skip_attribute(struct scan *s, size_t at)
{
	size_t end = skip_name(s, at), equals;

	if (end == at)
		return next(s, STOP_OTHER, at + 1);
	equals = skip_blanks(s, end);
	return letter(s, equals) == '=' ? skip_value(s, equals + 1) : end;
}

static void
blank_out(struct scan *s, size_t from, size_t to)
{
	enum stop k;

	to = to < s->page->len ? to : s->page->len;
	memset(s->page->data + from, ' ', to - from);
	for (k = 0; k < STOPS; k++)
		if (s->known[k].from < to)
			s->known[k].from = to;
}

static bool
tag_ends(const struct scan *s, size_t at)
{
	return at >= s->page->len || letter(s, at) == '>' ||
	       (letter(s, at) == '/' && letter(s, at + 1) == '>');
}

/* Where the next attribute begins. */
static size_t
next_attribute(struct scan *s, size_t at)
{
	at = skip_blanks(s, at);
	while (letter(s, at) == '/' && !tag_ends(s, at)) {
		blank_out(s, at, at + 1);
		at = skip_blanks(s, at);
	}
	return at;
}

/* The tag that may begin at this place. */
static void
cut_tag(struct scan *s, size_t at)
{
	size_t count, from;

	at = next_attribute(s, skip_name(s, at + 1));
	for (count = 0; !tag_ends(s, at); count++) {
		from = at;
		at = skip_attribute(s, at);
		if (count >= LIMIT_HTML_ATTRIBUTES)
			blank_out(s, from, at);
		at = next_attribute(s, at);
	}
}

void
htmlguard_attributes(struct buf *page)
{
	struct scan s = { .page = page };
	size_t i;

	for (i = 0; i + 1 < page->len; i++)
		if (page->data[i] == '<' && isalpha(page->data[i + 1]))
			cut_tag(&s, i);
}

/* The parser has put the name on its pile already. */
static void
start_element(void *ctx, const xmlChar *name, const xmlChar **atts)
{
	htmlParserCtxtPtr c = ctx;

	if (c->nameNr <= LIMIT_HTML_DEPTH) {
		xmlSAX2StartElement(ctx, name, atts);
		return;
	}
	c->nameNr--;
	c->name = c->nameTab[c->nameNr - 1];
}

void
htmlguard_depth(htmlParserCtxtPtr c)
{
	c->sax->startElement = start_element;
}
