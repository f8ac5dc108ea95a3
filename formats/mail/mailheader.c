#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/base/base64.h"
#include "formats/base/buf.h"
#include "formats/base/hex.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/mail/mailheader.h"
#include "formats/names/charset.h"

/* Comments inside comments. */
#define COMMENTS_MAX 20

/* One =?charset?B?text?= */
struct word {
	char charset[40];
	char encoding; /* B or Q */
	const char *text;
	size_t len;
	const char *end;
};

/* Where a word may end at the latest, so that one that does not end is not
 * looked for from each beginning. */
static const char *
last_end(const char *s)
{
	const char *at = s + strlen(s);

	while (at > s && strncmp(at, "?=", 2) != 0)
		at--;
	return at;
}

static bool
parse_word(const char *s, const char *last, struct word *w)
{
	const char *q, *star;
	size_t n;

	if (s[0] != '=' || s[1] != '?')
		return false;
	q = strchr(s + 2, '?');
	if (q == NULL || q[1] == '\0' || q[2] != '?')
		return false;
	n = (size_t)(q - (s + 2));
	star = memchr(s + 2, '*', n); /* language, RFC 2231 */
	if (star != NULL)
		n = (size_t)(star - (s + 2));
	if (n == 0 || n >= sizeof(w->charset))
		return false;
	memcpy(w->charset, s + 2, n);
	w->charset[n] = '\0';
	w->encoding = (char)toupper((unsigned char)q[1]);
	if (w->encoding != 'B' && w->encoding != 'Q')
		return false;
	w->text = q + 3;
	w->end = w->text > last ? NULL : strstr(w->text, "?=");
	if (w->end == NULL)
		return false;
	w->len = (size_t)(w->end - w->text);
	w->end += 2;
	return true;
}

static void
put_escaped(struct buf *b, const char *s, size_t len, char mark)
{
	size_t i;
	unsigned char c;
	int v;

	for (i = 0; i < len; i++) {
		v = s[i] == mark && i + 2 < len ? hex_byte(s + i + 1) : -1;
		if (v >= 0) {
			c = (unsigned char)v;
			i += 2;
		} else
			c = (unsigned char)(mark == '=' && s[i] == '_' ? ' '
								       : s[i]);
		buf_put(b, &c, 1);
	}
}

static size_t
blank(const char *s)
{
	return strspn(s, " \t\r\n");
}

/* Whether a text in base64 is whole: some senders cut the letters, and not
 * what they stand for.  One without its padding leaves no bits over. */
static bool
is_whole(const char *s, size_t len)
{
	int bits = base64_value(s[len - 1], BASE64_PLAIN);

	return len % 4 == 0 || bits == -1 || (len % 4 == 2 && bits % 16 == 0) ||
	       (len % 4 == 3 && bits % 4 == 0);
}

/* Bytes of a word, behind those of the words before it; held: letters that
 * wait for those of the next. */
static void
put_word(struct buf *bytes, struct buf *held, const struct word *w)
{
	if (w->encoding != 'B') {
		put_escaped(bytes, w->text, w->len, '=');
		return;
	}
	buf_put(held, w->text, w->len);
	if (held->len > 0 && !is_whole((char *)held->data, held->len))
		return;
	base64_put(bytes, (char *)held->data, held->len, BASE64_PLAIN);
	held->len = 0;
}

/*
 * A run of encoded words of one charset and encoding is one text: mailers
 * split it inside a character.  Returns where it ends.
 */
static const char *
put_run(struct buf *out, struct word *w, const char *last, bool *bad)
{
	struct buf bytes = { 0 }, held = { 0 };
	struct word next;
	const char *end, *s;

	for (;;) {
		put_word(&bytes, &held, w);
		end = w->end;
		s = end + blank(end);
		if (!parse_word(s, last, &next) ||
		    next.encoding != w->encoding ||
		    strcasecmp(next.charset, w->charset) != 0)
			break;
		*w = next;
	}
	base64_put(&bytes, (char *)held.data, held.len, BASE64_PLAIN);
	charset_decode(out, w->charset, bytes.data, bytes.len, bad);
	buf_free(&bytes);
	buf_free(&held);
	/* White space between two words is not text. */
	return parse_word(s, last, &next) ? s : end;
}

static char *
finish(struct arena *a, struct buf *b)
{
	const char *s;
	size_t len;
	char *out;

	s = buf_str(b);
	s += strspn(s, " \t");
	len = strlen(s);
	while (len > 0 && strchr(" \t", s[len - 1]) != NULL)
		len--;
	if (len > LIMIT_VALUE) {
		len = LIMIT_VALUE;
		while (len > 0 && ((unsigned char)s[len] & 0xc0) == 0x80)
			len--;
	}
	out = arena_strndup(a, s, len);
	buf_free(b);
	return (char *)(uintptr_t)text_clean(a, out, false);
}

/*
 * A field in which letters of two bytes stand as they are: a byte of one may
 * look like a quote mark or a backslash, so they are decoded before anything
 * is looked for.
 */
static const char *
without_raw(struct arena *a, const char *raw, bool *bad)
{
	size_t len = strlen(raw);
	struct buf out = { 0 };
	const char *text;

	if (!charset_has_jis(raw, len) &&
	    (text_valid(raw, len) || strstr(raw, "=?") != NULL ||
		strstr(raw, "*=") != NULL))
		return raw;
	charset_decode(&out, NULL, raw, len, bad);
	text = arena_strdup(a, buf_str(&out));
	buf_free(&out);
	return text;
}

char *
mailheader_decode(struct arena *a, const char *raw, bool *bad)
{
	struct buf out = { 0 }, plain = { 0 };
	const char *last = last_end(raw);
	struct word w;

	while (*raw != '\0') {
		if (parse_word(raw, last, &w)) {
			charset_decode(&out, NULL, plain.data, plain.len, bad);
			plain.len = 0;
			raw = put_run(&out, &w, last, bad);
		} else if (*raw == '\r' || *raw == '\n') {
			raw++; /* folded: the blank after it stays */
		} else
			buf_put(&plain, raw++, 1);
	}
	charset_decode(&out, NULL, plain.data, plain.len, bad);
	buf_free(&plain);
	return finish(a, &out);
}

/* One "name=value" of a field; s moves behind it. */
static bool
next_param(struct arena *a, const char **s, char **name, char **value)
{
	struct buf v = { 0 };
	const char *p = *s, *start;
	size_t n;

	p = strchr(p, ';');
	if (p == NULL)
		return false;
	p++;
	p += blank(p);
	start = p;
	p += strcspn(p, "=;");
	n = (size_t)(p - start);
	while (n > 0 && isspace((unsigned char)start[n - 1]))
		n--;
	*name = arena_strndup(a, start, n);
	if (*p == '=') {
		p++;
		p += blank(p);
		if (*p == '"') {
			for (p++; *p != '\0' && *p != '"'; p++) {
				if (*p == '\\' && p[1] != '\0')
					p++;
				if (*p != '\r' && *p != '\n')
					buf_put(&v, p, 1);
			}
			p += *p == '"';
		} else {
			start = p;
			p += strcspn(p, ";");
			buf_put(&v, start, (size_t)(p - start));
			while (v.len > 0 && isspace(v.data[v.len - 1]))
				v.len--;
		}
	}
	*value = arena_strdup(a, buf_str(&v));
	buf_free(&v);
	*s = p;
	return true;
}

/* name*0*=utf-8'ja'%E8..., name*1=...: in the order of their numbers, whatever
 * order they stand in. */
struct piece {
	unsigned long number;
	size_t at; /* among all of them */
	const char *value;
	bool escaped;
};

struct pieces {
	struct piece *list;
	size_t count;
	struct buf bytes, held; /* held: what may end within an escape */
	char charset[40];
};

/* tail: "*0*" or the like behind the name. */
static void
add_piece(
    struct arena *a, struct pieces *p, const char *tail, const char *value)
{
	struct piece *one;

	one = arena_push(a, &p->list, &p->count, sizeof(*one));
	*one = (struct piece){ .number = strtoul(tail + 1, NULL, 10),
		.at = p->count,
		.value = value,
		.escaped = tail[strlen(tail) - 1] == '*' };
}

static int
by_number(const void *va, const void *vb)
{
	const struct piece *a = va, *b = vb;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return a->at < b->at ? -1 : 1;
}

/* Past the charset and the language that stand before the first. */
static const char *
take_charset(struct pieces *p, const char *value)
{
	const char *q1, *q2;

	q1 = strchr(value, '\'');
	q2 = q1 == NULL ? NULL : strchr(q1 + 1, '\'');
	if (q2 == NULL)
		return value;
	if ((size_t)(q1 - value) < sizeof(p->charset)) {
		memcpy(p->charset, value, (size_t)(q1 - value));
		p->charset[q1 - value] = '\0';
	}
	return q2 + 1;
}

static void
put_held(struct pieces *p)
{
	put_escaped(&p->bytes, buf_str(&p->held), p->held.len, '%');
	p->held.len = 0;
}

static void
join_pieces(struct pieces *p)
{
	const struct piece *one;
	size_t i;

	if (p->count > 1)
		qsort(p->list, p->count, sizeof(*p->list), by_number);
	for (i = 0; i < p->count; i++) {
		one = &p->list[i];
		if (one->escaped)
			buf_puts(&p->held, one->number == 0
					       ? take_charset(p, one->value)
					       : one->value);
		else {
			put_held(p);
			buf_puts(&p->bytes, one->value);
		}
	}
	put_held(p);
}

char *
mailheader_param(struct arena *a, const char *raw, const char *name, bool *bad)
{
	struct pieces p = { 0 };
	struct buf out = { 0 };
	char *n, *v, *plain = NULL;
	size_t len = strlen(name);
	const char *tail;

	raw = without_raw(a, raw, bad);
	while (next_param(a, &raw, &n, &v)) {
		if (strncasecmp(n, name, len) != 0)
			continue;
		tail = n + len;
		if (*tail == '\0') {
			if (plain == NULL)
				plain = mailheader_decode(a, v, bad);
		} else if (*tail == '*')
			add_piece(a, &p, tail, v);
	}
	if (p.count == 0)
		return plain;
	join_pieces(&p);
	charset_decode(&out, *p.charset == '\0' ? NULL : p.charset,
	    p.bytes.data, p.bytes.len, bad);
	buf_free(&p.bytes);
	buf_free(&p.held);
	return finish(a, &out);
}

/* Length of the comment "(...)" that begins at s; 0: nothing ends it. */
static size_t
comment_length(const char *s)
{
	size_t i, depth = 0;

	for (i = 0; s[i] != '\0'; i++) {
		if (s[i] == '\\' && s[i + 1] != '\0')
			i++;
		else if (s[i] == '(')
			depth++;
		else if (s[i] == ')' && --depth == 0)
			return i + 1;
		/* Who writes so many means no comment. */
		if (depth > COMMENTS_MAX)
			break;
	}
	return 0;
}

/* One mailbox's raw text, from its start to the comma that ends it; no_comment:
 * a place behind which none was found to end. */
static size_t
box_length(const char *s, const char **no_comment)
{
	bool quoted = false;
	size_t i, n;
	int depth = 0;

	for (i = 0; s[i] != '\0'; i++) {
		if (s[i] == '\\' && s[i + 1] != '\0')
			i++;
		else if (s[i] == '"')
			quoted = !quoted;
		else if (!quoted && s[i] == '<')
			depth = 1;
		else if (!quoted && s[i] == '>')
			depth = 0;
		else if (!quoted && depth == 0 && (s[i] == ',' || s[i] == ';'))
			break;
		else if (!quoted && depth == 0 && s[i] == '(' &&
			 *no_comment == NULL) {
			n = comment_length(s + i);
			if (n == 0)
				*no_comment = s + i;
			i += n > 0 ? n - 1 : 0;
		}
	}
	return i;
}

/* A name as it is shown: of what stands in quotes, wherever, without them; one
 * that nothing ends is a letter like others. */
static char *
unquoted(struct arena *a, char *s)
{
	char *out = s, *to = s, *at;
	size_t marks = 0;

	s += strspn(s, " \t");
	for (at = s; *at != '\0'; at++)
		if (*at == '\\' && at[1] != '\0')
			at++;
		else
			marks += *at == '"';
	for (; *s != '\0'; s++) {
		if (*s == '"' && marks % 2 == 0)
			continue;
		if (*s == '\\' && s[1] != '\0')
			s++;
		*to++ = *s;
	}
	*to = '\0';
	return *out == '\0' ? NULL : arena_strdup(a, out);
}

/* The text without its comments, which go to said; quoted ones are none. */
static const char *
without_comments(struct arena *a, const char *text, const char **said)
{
	struct buf b = { 0 }, c = { 0 };
	const char *out;
	bool quoted = false;
	size_t n;

	for (; *text != '\0'; text += n) {
		n = *text == '(' && !quoted ? comment_length(text) : 0;
		if (n > 2) {
			buf_puts(&c, c.len > 0 ? " " : "");
			buf_put(&c, text + 1, n - 2);
		}
		if (n > 0)
			continue;
		n = 1;
		quoted ^= *text == '"';
		buf_put(&b, text, 1);
	}
	*said = c.len == 0 ? NULL : arena_strdup(a, buf_str(&c));
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	buf_free(&c);
	return out;
}

static char *
named(struct arena *a, const char *raw, bool *bad)
{
	return unquoted(a, mailheader_decode(a, raw, bad));
}

/* As old programs write it, without the road that it shall take and the blanks
 * round its dots: "@relay.example:a@b . example"; NULL: it is no address. */
static const char *
tidy_address(struct arena *a, const char *addr)
{
	const char *road = strchr(addr, ':'), *s;
	struct buf b = { 0 };

	addr += strspn(addr, " \t");
	if (*addr == '@' && road != NULL)
		addr = road + 1;
	if (strchr(addr, '@') == NULL)
		return NULL;
	if (strchr(addr, '"') != NULL)
		return addr;
	for (s = addr; *s != '\0'; s++)
		if (strchr(" \t", *s) == NULL ||
		    (b.len > 0 && strchr("@.", b.data[b.len - 1]) == NULL &&
			strchr("@. \t", s[1]) == NULL))
			buf_put(&b, s, 1);
	addr = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return addr;
}

/* "Name <addr>", with what may stand behind it. */
static void
angled_box(
    struct arena *a, char *text, char *lt, struct mailbox *box, bool *bad)
{
	const char *said = NULL;
	char *gt = strchr(lt, '>');
	const char *addr = lt + 1;

	if (gt != NULL) {
		*gt = '\0';
		without_comments(a, gt + 1, &said);
	}
	*lt = '\0';
	while (lt > text && strchr(" \t\r\n", lt[-1]) != NULL)
		*--lt = '\0';
	box->name = named(a, text, bad);
	if (box->name == NULL && said != NULL)
		box->name = named(a, said, bad);
	addr = mailheader_decode(a, without_comments(a, addr, &said), bad);
	box->addr = tidy_address(a, addr);
}

/* "addr (Name)", "Name addr", or a name alone: of several words the one that
 * holds an @ is the address. */
static void
bare_box(struct arena *a, const char *text, struct mailbox *box, bool *bad)
{
	const char *said, *plain, *at, *from, *to;

	plain = without_comments(a, text, &said);
	plain = mailheader_decode(a, plain, bad);
	at = strchr(plain, '@');
	if (at == NULL || strchr(at + 1, '@') != NULL) {
		box->name = *plain != '\0' ? plain
			    : said == NULL ? NULL
					   : named(a, said, bad);
		return;
	}
	for (from = at; from > plain && strchr(" \t", from[-1]) == NULL;)
		from--;
	to = at + strcspn(at, " \t");
	box->addr = arena_strndup(a, from, (size_t)(to - from));
	plain = arena_printf(a, "%.*s %s", (int)(from - plain), plain, to);
	box->name = named(a, plain, bad);
	if (said != NULL)
		box->name = named(a, said, bad);
}

static void
one_box(struct arena *a, char *text, struct mailbox *box, bool *bad)
{
	const char *said;

	if (strchr(without_comments(a, text, &said), '<') != NULL)
		angled_box(a, text, strrchr(text, '<'), box, bad);
	else
		bare_box(a, text, box, bad);
}

struct mailbox *
mailheader_boxes(struct arena *a, const char *raw, size_t *count, bool *bad)
{
	struct mailbox *list = NULL, box;
	const char *no_comment = NULL;
	size_t n;

	*count = 0;
	raw = without_raw(a, raw, bad);
	while (*raw != '\0' && *count < LIMIT_NAMED) {
		n = box_length(raw, &no_comment);
		box = (struct mailbox){ 0 };
		one_box(a, arena_strndup(a, raw, n), &box, bad);
		if (box.name != NULL || box.addr != NULL)
			*(struct mailbox *)arena_push(
			    a, &list, count, sizeof(box)) = box;
		raw += n;
		raw += *raw != '\0';
	}
	return list;
}
