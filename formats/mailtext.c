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
	const char *canon, *amp;

	/* In HTML, & is written &amp;. */
	while ((amp = memmem(p, len, "&amp;", 5)) != NULL) {
		buf_put(&plain, p, (size_t)(amp - p) + 1);
		len -= (size_t)(amp - p) + 5;
		p = amp + 5;
	}
	buf_put(&plain, p, len);
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
