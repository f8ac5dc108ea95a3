#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unictype.h>

#include "formats/buf.h"
#include "formats/limits.h"
#include "formats/mail.h"
#include "formats/mailtext.h"
#include "formats/mem.h"
#include "formats/observable.h"
#include "formats/text.h"

static void
put_code(struct buf *b, uint32_t cp)
{
	char c[4];

	if (cp == 0 || cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
		return;
	if (cp < 0x80) {
		c[0] = (char)cp;
		buf_put(b, c, 1);
	} else if (cp < 0x800) {
		c[0] = (char)(0xc0 | cp >> 6);
		c[1] = (char)(0x80 | (cp & 63));
		buf_put(b, c, 2);
	} else if (cp < 0x10000) {
		c[0] = (char)(0xe0 | cp >> 12);
		c[1] = (char)(0x80 | (cp >> 6 & 63));
		c[2] = (char)(0x80 | (cp & 63));
		buf_put(b, c, 3);
	} else {
		c[0] = (char)(0xf0 | cp >> 18);
		c[1] = (char)(0x80 | (cp >> 12 & 63));
		c[2] = (char)(0x80 | (cp >> 6 & 63));
		c[3] = (char)(0x80 | (cp & 63));
		buf_put(b, c, 4);
	}
}

/* Length of the entity at p ("&amp;", "&#x41;"); 0: none. */
static size_t
entity(struct buf *b, const char *p, size_t len)
{
	static const struct {
		const char *name, *text;
	} named[] = { { "amp;", "&" }, { "lt;", "<" }, { "gt;", ">" },
		{ "quot;", "\"" }, { "apos;", "'" }, { "nbsp;", " " },
		{ "copy;", "©" }, { "yen;", "¥" } };
	uint32_t cp = 0;
	size_t i, n;

	if (len > 2 && p[1] == '#') {
		bool hex = p[2] == 'x' || p[2] == 'X';

		for (i = hex ? 3 : 2; i < len && i < 12; i++) {
			if (hex ? !isxdigit((unsigned char)p[i])
				: !isdigit((unsigned char)p[i]))
				break;
			cp = cp * (hex ? 16 : 10) +
			     (uint32_t)(isdigit((unsigned char)p[i])
					    ? p[i] - '0'
					    : (p[i] | 32) - 'a' + 10);
		}
		if (i < len && p[i] == ';') {
			put_code(b, cp);
			return i + 1;
		}
		return 0;
	}
	for (i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		n = strlen(named[i].name);
		if (len > n && memcmp(p + 1, named[i].name, n) == 0) {
			buf_puts(b, named[i].text);
			return n + 1;
		}
	}
	return 0;
}

static bool
tag_is(const char *p, size_t len, const char *name)
{
	size_t n = strlen(name);

	return len >= n && strncasecmp(p, name, n) == 0 &&
	       (len == n || !isalnum((unsigned char)p[n]));
}

static bool
tag_has(const char *p, size_t len, const char *what)
{
	size_t n = strlen(what), i;

	for (i = 0; i + n <= len; i++)
		if (strncasecmp(p + i, what, n) == 0)
			return true;
	return false;
}

/* Written so that a person does not see it. */
static bool
hides(const char *p, size_t len)
{
	static const char *const signs[] = { "display:none", "display: none",
		"visibility:hidden", "visibility: hidden", "font-size:0;",
		"font-size: 0;", "font-size:0px", "font-size: 0px",
		"font-size:0\"", "font-size:1px", "font-size: 1px",
		"opacity:0;", "opacity: 0;" };
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (tag_has(p, len, signs[i]))
			return true;
	return false;
}

/* Elements that have no end tag. */
static bool
is_void(const char *p, size_t len)
{
	static const char *const names[] = { "br", "img", "hr", "meta", "link",
		"input", "area", "base", "col" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (tag_is(p, len, names[i]))
			return true;
	return len > 1 && p[len - 1] == '/';
}

static bool
breaks(const char *p, size_t len)
{
	static const char *const names[] = { "br", "p", "div", "tr", "li", "h1",
		"h2", "h3", "table", "td", "/p", "/div", "/tr", "/li", "/h1",
		"/h2", "/h3", "/table", "/td" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (tag_is(p, len, names[i]))
			return true;
	return false;
}

static size_t
tag_end(const char *p, size_t len)
{
	char quote = '\0';
	size_t i;

	for (i = 0; i < len; i++) {
		if (quote != '\0') {
			if (p[i] == quote)
				quote = '\0';
		} else if (p[i] == '"' || p[i] == '\'')
			quote = p[i];
		else if (p[i] == '>')
			return i;
	}
	/* A quote that never closes ends with the first >. */
	for (i = 0; i < len; i++)
		if (p[i] == '>')
			return i;
	return len;
}

/* Length of <script>, <style> and comments with their content; 0: none. */
static size_t
skipped(const char *p, size_t len)
{
	static const struct {
		const char *open, *close;
	} raw[] = { { "<script", "</script" }, { "<style", "</style" },
		{ "<!--", "-->" }, { "<title", "</title" } };
	const char *end;
	size_t i;

	for (i = 0; i < sizeof(raw) / sizeof(raw[0]); i++) {
		if (len < strlen(raw[i].open) ||
		    strncasecmp(p, raw[i].open, strlen(raw[i].open)) != 0)
			continue;
		end = p;
		while (end < p + len &&
		       strncasecmp(end, raw[i].close,
			   (size_t)(p + len - end) < strlen(raw[i].close)
			       ? (size_t)(p + len - end)
			       : strlen(raw[i].close)) != 0)
			end++;
		while (end < p + len && *end != '>')
			end++;
		return (size_t)(end - p) + (end < p + len);
	}
	return 0;
}

void
mailtext_html(struct buf *out, const char *p, size_t len)
{
	size_t n, hidden = 0;

	while (len > 0) {
		n = *p == '<' ? skipped(p, len) : 0;
		if (n > 0 && n <= len) {
			p += n;
			len -= n;
			continue;
		}
		if (*p == '<' && len > 1 &&
		    (isalpha((unsigned char)p[1]) || p[1] == '/' ||
			p[1] == '!')) {
			n = tag_end(p + 1, len - 1);
			if (p[1] == '/')
				hidden -= hidden > 0;
			else if (!is_void(p + 1, n) &&
				 (hidden > 0 || hides(p + 1, n)))
				hidden++;
			if (hidden == 0 && breaks(p + 1, n))
				buf_puts(out, "\n");
			n = n + 2 > len ? len : n + 2;
		} else {
			n = *p == '&' && hidden == 0 ? entity(out, p, len) : 0;
			if (n == 0) {
				n = 1;
				if (hidden == 0)
					buf_put(out, p, 1);
			}
		}
		p += n;
		len -= n;
	}
}

static bool
url_char(unsigned char c)
{
	return c > ' ' && c < 0x7f && strchr("<>\"'`{}|\\^", c) == NULL;
}

static void
add_url(struct arena *a, struct mail *m, const char *p, size_t len)
{
	struct buf plain = { 0 };
	struct mail_url *u;
	const char *canon;
	size_t i, n;

	/* In HTML, & is written &amp;. */
	for (i = 0; i < len; i += n) {
		n = p[i] == '&' ? entity(&plain, p + i, len - i) : 0;
		if (n == 0) {
			n = 1;
			buf_put(&plain, p + i, 1);
		}
	}
	while (plain.len > 0 &&
	       strchr(".,;:!?)]", plain.data[plain.len - 1]) != NULL)
		plain.len--;
	canon = observable_canon(a, IND_URL, buf_str(&plain));
	buf_free(&plain);
	if (canon == NULL || m->url_count >= LIMIT_URLS)
		return;
	u = arena_push(a, &m->urls, &m->url_count, sizeof(*u));
	u->url = canon;
	u->host = observable_host(a, canon);
}

void
mailtext_urls(struct arena *a, struct mail *m, const char *p, size_t len)
{
	size_t i, n;

	for (i = 0; i + 8 < len; i++) {
		/* Most letters begin no URL. */
		if (strchr("HhFf", p[i]) == NULL)
			continue;
		if (strncasecmp(p + i, "http://", 7) != 0 &&
		    strncasecmp(p + i, "https://", 8) != 0 &&
		    strncasecmp(p + i, "ftp://", 6) != 0)
			continue;
		n = 0;
		while (i + n < len && url_char((unsigned char)p[i + n]))
			n++;
		add_url(a, m, p + i, n);
		i += n;
	}
}

static int
by_url(const void *a, const void *b)
{
	return strcmp(((const struct mail_url *)a)->url,
	    ((const struct mail_url *)b)->url);
}

void
mailtext_urls_done(struct mail *m)
{
	size_t i, k = 0;

	if (m->url_count > 1)
		qsort(m->urls, m->url_count, sizeof(*m->urls), by_url);
	for (i = 0; i < m->url_count; i++)
		if (k == 0 || strcmp(m->urls[k - 1].url, m->urls[i].url) != 0)
			m->urls[k++] = m->urls[i];
	m->url_count = k;
}

/* Length of the URL or address at s, and the letter that stands for it. */
static size_t
slot(const char *s, char *letter)
{
	size_t n = 0, at = 0;

	if (strncmp(s, "http://", 7) == 0 || strncmp(s, "https://", 8) == 0) {
		while (url_char((unsigned char)s[n]))
			n++;
		*letter = 'U';
		return n;
	}
	while (isalnum((unsigned char)s[n]) ||
	       (s[n] != '\0' && strchr("._%+-@", s[n]) != NULL)) {
		if (s[n] == '@')
			at = n;
		n++;
	}
	*letter = 'A';
	return at > 0 && at + 1 < n ? n : 0;
}

static bool
word_char(char c)
{
	return isalnum((unsigned char)c) || (c != '\0' && strchr("._%+-@", c));
}

/* Without the tables for the letters that most mails are made of. */
static bool
is_space(uint32_t c)
{
	return c < 0x7f ? c == ' ' || (c >= '\t' && c <= '\r')
			: uc_is_property_white_space(c);
}

static bool
is_unseen(uint32_t c)
{
	return c < 0x7f ? c < ' '
			: uc_is_general_category_withtable(
			      c, UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Cc);
}

static bool
is_number(uint32_t c)
{
	return c < 0x7f ? c >= '0' && c <= '9' : uc_is_digit(c);
}

char *
mail_norm(struct arena *a, const char *text)
{
	struct buf b = { 0 };
	const char *s;
	char letter, *out;
	uint32_t cp;
	size_t n;
	bool space = false;

	for (s = text_nfkc(a, text); *s != '\0'; s += n) {
		n = b.len > 0 && word_char((char)b.data[b.len - 1]) && !space
			? 0
			: slot(s, &letter);
		if (n > 0) {
			if (space && b.len > 0)
				buf_puts(&b, " ");
			space = false;
			buf_put(&b, &letter, 1);
			continue;
		}
		/* The NUL at the end stops it within the four. */
		n = text_next(s, 4, &cp);
		if (n == 0) {
			n = 1;
			continue;
		}
		if (is_space(cp)) {
			space = true;
			continue;
		}
		if (is_unseen(cp))
			continue;
		if (space && b.len > 0)
			buf_puts(&b, " ");
		if (is_number(cp)) {
			if (space || b.len == 0 || b.data[b.len - 1] != '0')
				buf_puts(&b, "0");
		} else
			buf_put(&b, s, n);
		space = false;
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

char *
mail_norm_subject(struct arena *a, const char *subject)
{
	static const char *const prefixes[] = { "re:", "fw:", "fwd:", "返信:",
		"転送:", "aw:", "wg:", "enc:", "rv:" };
	char *s, *end;
	size_t i;

	s = mail_norm(a, subject);
again:
	s += strspn(s, " ");
	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (strncmp(s, prefixes[i], strlen(prefixes[i])) == 0) {
			s += strlen(prefixes[i]);
			goto again;
		}
	if (strncmp(s, "【", 3) == 0 && (end = strstr(s, "】")) != NULL &&
	    end[3] != '\0') {
		s = end + 3;
		goto again;
	}
	return s;
}
