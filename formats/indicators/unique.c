#include <ctype.h>
#include <libpsl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/indicators/unique.h"

static bool
is_date(const char *s, size_t len)
{
	return (len == 8 || len == 6) &&
	       (memcmp(s, "20", 2) == 0 || memcmp(s, "19", 2) == 0) &&
	       s[4] <= '1' && (len == 6 || s[6] <= '3');
}

/* Letters and digits of one part, counted. */
struct count {
	size_t digits, hex, switches, case_switches;
};

static struct count
count(const char *s, size_t len)
{
	struct count c = { 0 };
	size_t i;

	for (i = 0; i < len; i++) {
		c.digits += isdigit((unsigned char)s[i]) != 0;
		c.hex += isxdigit((unsigned char)s[i]) != 0;
		if (i == 0)
			continue;
		c.switches += !isdigit((unsigned char)s[i]) !=
			      !isdigit((unsigned char)s[i - 1]);
		/* In camel case a capital begins a word, so a small letter is
		 * followed by a large one once in each word. */
		c.case_switches += isupper((unsigned char)s[i]) &&
				   !isupper((unsigned char)s[i - 1]);
	}
	return c;
}

/* Length of a piece of camel case: a word, or capitals before one. */
static size_t
piece(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && isupper((unsigned char)s[n]))
		n++;
	if (n > 1 && n < len && islower((unsigned char)s[n]))
		return n - 1;
	while (n < len && islower((unsigned char)s[n]))
		n++;
	return n == 0 ? 1 : n;
}

/* Whether letters of both cases make a token: most of their pieces are no
 * words, for a word of three letters or more holds a vowel. */
static bool
is_shuffled(const char *s, size_t len)
{
	size_t i, n, k, pieces = 0, odd = 0;

	for (i = 0; i < len; i += n, pieces++) {
		n = piece(s + i, len - i);
		for (k = 0; k < n && strchr("aeiouyAEIOUY", s[i + k]) == NULL;
		     k++)
			continue;
		odd += n < 3 || k == n;
	}
	return odd >= 2 && 2 * odd >= pieces;
}

static bool
is_token(const char *s, size_t len)
{
	struct count c = count(s, len);

	if (c.digits == len)
		return len >= 6 && !is_date(s, len);
	return len >= 32 || (len >= 8 && c.switches >= 2 && c.digits >= 3) ||
	       (len >= 12 && c.hex == len && c.digits > 0) ||
	       (len >= 8 && c.case_switches > 0 && is_shuffled(s, len));
}

static bool
in_run(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '_';
}

static bool
run_has_token(const char *s, size_t len)
{
	size_t i, n;

	for (i = 0; i < len; i += n + 1) {
		for (n = 0; i + n < len && isalnum((unsigned char)s[i + n]);
		     n++)
			continue;
		if (n > 0 && is_token(s + i, n))
			return true;
	}
	return false;
}

/* Appends s with its tokens cut out; a percent escape belongs to its run. */
static void
put_slotted(struct buf *b, const char *s, size_t len)
{
	size_t i, n;

	for (i = 0; i < len; i += n) {
		for (n = 0; i + n < len && in_run(s[i + n]); n++)
			continue;
		if (n == 0) {
			n = s[i] == '%' && i + 2 < len ? 3 : 1;
			buf_put(b, s + i, n);
		} else if (run_has_token(s + i, n))
			buf_puts(b, "{}");
		else
			buf_put(b, s + i, n);
	}
}

static void
put_host(struct buf *b, const char *host)
{
	const char *own;

	own = psl_registrable_domain(psl_builtin(), host);
	if (own == NULL)
		own = host;
	put_slotted(b, host, (size_t)(own - host));
	buf_puts(b, own);
}

static void
put_url(struct arena *a, struct buf *b, const char *url)
{
	const char *host = observable_host(a, url), *at;

	at = host == NULL ? NULL : strstr(url, host);
	if (at == NULL || strchr(host, ':') != NULL ||
	    isdigit((unsigned char)host[strlen(host) - 1])) {
		at = at == NULL ? url : at + strlen(host);
		buf_put(b, url, (size_t)(at - url));
		put_slotted(b, at, strlen(at));
		return;
	}
	buf_put(b, url, (size_t)(at - url));
	put_host(b, host);
	at += strlen(host);
	put_slotted(b, at, strlen(at));
}

const char *
unique_slots(struct arena *a, enum ind_type type, const char *value)
{
	struct buf b = { 0 };
	const char *at, *out = value;

	switch (type) {
	case IND_URL:
		put_url(a, &b, value);
		break;
	case IND_DOMAIN:
		put_host(&b, value);
		break;
	case IND_EMAIL:
		at = strrchr(value, '@');
		if (at == NULL)
			break;
		put_slotted(&b, value, (size_t)(at - value));
		buf_puts(&b, "@");
		put_host(&b, at + 1);
		break;
	case IND_SUBJECT:
	case IND_FILE_NAME:
		put_slotted(&b, value, strlen(value));
		break;
	default:
		break;
	}
	if (b.len > 0 && strcmp(buf_str(&b), value) != 0)
		out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}
