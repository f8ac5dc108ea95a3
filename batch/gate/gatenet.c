#include <arpa/inet.h>
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "batch/gate/gatenet.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

/* Bytes of a member's id that another process is told. */
#define MEMBER_MOST 1024
/* A bare number is taken for an address from here on ... */
#define NUMBER_LEAST 0x1000000
/* ... and for that of a network of 4,096 or fewer: one number in a million
 * lies in it by chance. */
#define NUMBER_BITS 20
/* Who lies in a wider network than these is not known by it. */
#define WIDEST_V4 8
#define WIDEST_V6 16

struct search {
	const struct gatenet_range *ranges;
	size_t count;
	const char *text; /* in which they are looked for */
	const char *except;
};

/* The letters from s on that satisfy in(). */
static size_t
span(const char *s, bool (*in)(char c))
{
	size_t n = 0;

	while (in(s[n]))
		n++;
	return n;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
of_any(char c)
{
	return isxdigit((unsigned char)c) || c == '.' || c == ':';
}

/* bits: of wider networks so many numbers would be addresses by chance. */
static bool
holds(const struct search *s, const struct network *host, unsigned bits)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (s->ranges[i].network.bits >= bits &&
		    (s->except == NULL ||
			strcmp(s->ranges[i].member, s->except) != 0) &&
		    network_holds(&s->ranges[i].network, host))
			return true;
	return false;
}

/* Where an address of IPv4 stands in one of IPv6 that was made of it: mapped
 * and compatible (RFC 4291), 6to4 (RFC 3056), NAT64 (RFC 6052); 0: in none. */
static size_t
inner_v4(const unsigned char v6[16])
{
	static const unsigned char zero[10],
	    nat64[12] = { 0x00, 0x64, 0xff, 0x9b };

	if (v6[0] == 0x20 && v6[1] == 0x02)
		return 2;
	if (memcmp(v6, nat64, sizeof(nat64)) == 0)
		return 12;
	if (memcmp(v6, zero, sizeof(zero)) == 0 &&
	    ((v6[10] == 0xff && v6[11] == 0xff) ||
		(v6[10] == 0 && v6[11] == 0 && v6[12] != 0)))
		return 12;
	return 0;
}

static bool
is_theirs(const struct search *s, const char *word)
{
	struct network host, v4 = { .family = AF_INET, .bits = 32 };
	size_t at;

	if (!network_parse(word, &host))
		return false;
	if (holds(s, &host, 0))
		return true;
	at = host.family == AF_INET6 ? inner_v4(host.addr) : 0;
	if (at == 0)
		return false;
	memcpy(v4.addr, host.addr + at, 4);
	return holds(s, &v4, 0);
}

/* Whether one of theirs lies in the network; one of the old family also in the
 * addresses that were made of it. */
static bool
covers(const struct search *s, const struct network *outer)
{
	struct network v4 = { .family = AF_INET };
	size_t i, at;

	if (outer->bits < (outer->family == AF_INET ? WIDEST_V4 : WIDEST_V6))
		return false;
	for (i = 0; i < s->count; i++)
		if ((s->except == NULL ||
			strcmp(s->ranges[i].member, s->except) != 0) &&
		    network_holds(outer, &s->ranges[i].network))
			return true;
	at = outer->family == AF_INET6 ? inner_v4(outer->addr) : 0;
	if (at == 0 || outer->bits < 8 * at + WIDEST_V4)
		return false;
	memcpy(v4.addr, outer->addr + at, 4);
	v4.bits =
	    outer->bits < 8 * at + 32 ? outer->bits - 8 * (unsigned)at : 32;
	return covers(s, &v4);
}

/* 198.51.0.0/16: a network that holds a member's names it as well; p is where
 * the prefix's length would stand, behind the slash. */
static bool
covers_theirs(const struct search *s, const char *word, const char *p)
{
	size_t len = span(p, is_digit);
	struct network outer;
	char text[72];

	if (len == 0 || len > 3)
		return false;
	snprintf(text, sizeof(text), "%s/%.*s", word, (int)len, p);
	return network_parse(text, &outer) && covers(s, &outer);
}

/* 7.100.51.198 of 7.100.51.198.in-addr.arpa. */
static bool
is_turned(const struct search *s, const char *word, const char *behind)
{
	unsigned a, b, c, d;
	char turned[32];

	if (strncasecmp(behind, "in-addr.arpa", strlen("in-addr.arpa")) != 0 ||
	    sscanf(word, "%3u.%3u.%3u.%3u", &a, &b, &c, &d) != 4)
		return false;
	snprintf(turned, sizeof(turned), "%u.%u.%u.%u", d, c, b, a);
	return is_theirs(s, turned);
}

/* With dots for dashes, and numbers without the zeros before them. */
static void
put_numbers(char *word, const char *p, size_t len)
{
	bool begun = false;
	size_t i;

	for (i = 0; i < len; i++) {
		if (p[i] == '0' && !begun && i + 1 < len &&
		    isxdigit((unsigned char)p[i + 1]))
			continue;
		begun = isxdigit((unsigned char)p[i]);
		*word++ = p[i] == '-' ? '.' : p[i];
	}
	*word = '\0';
}

static bool
is_behind_scheme(const struct search *s, const char *p)
{
	return p - s->text >= 2 && p[-1] == '/' && p[-2] == '/';
}

/* A word of len letters; dots and colons at its end are punctuation. */
static bool
word_hit(const struct search *s, const char *p, size_t len)
{
	const char *behind = p + len;
	char word[64];

	while (len > 0 && (p[len - 1] == '.' || p[len - 1] == ':'))
		len--;
	if (len < 2 || len >= sizeof(word))
		return false;
	put_numbers(word, p, len);
	return is_theirs(s, word) ||
	       (p[len] == '/' && !is_behind_scheme(s, p) &&
		   covers_theirs(s, word, p + len + 1)) ||
	       is_turned(s, word, behind + (*behind == '.'));
}

static bool
of_number(char c)
{
	return isxdigit((unsigned char)c) || c == '.' || c == 'x' || c == 'X';
}

/*
 * 3221225991, 0xc0000207, 0300.0.2.7, 192.000.002.007: what inet_aton(3) and
 * browsers take.  A number by itself is an address only of a network that is
 * small, or behind the // of a link.
 */
static bool
number_hit(const struct search *s, const char *p, bool in_link)
{
	size_t len = span(p, of_number);
	bool dotted, plain;
	struct network host = { .family = AF_INET, .bits = 32 };
	struct in_addr addr;
	char word[64];

	while (len > 0 && p[len - 1] == '.')
		len--;
	if (len < 8 || len >= sizeof(word) || isalnum((unsigned char)p[len]))
		return false;
	memcpy(word, p, len);
	word[len] = '\0';
	dotted = strchr(word, '.') != NULL;
	plain = !dotted && strpbrk(word, "xX") == NULL;
	if (inet_aton(word, &addr) != 1 || ntohl(addr.s_addr) < NUMBER_LEAST)
		return false;
	memcpy(host.addr, &addr, 4);
	return holds(s, &host, plain && !in_link ? NUMBER_BITS : 0);
}

/* Any four numbers that stand behind each other, one separator between two of
 * them. */
static bool
fours_hit(const struct search *s, const char *p, size_t run, char separator)
{
	size_t i, n, numbers;

	for (i = 0; i < run; i++) {
		if (!is_digit(p[i]) || (i > 0 && is_digit(p[i - 1])))
			continue;
		for (n = i, numbers = 0; numbers < 4 && is_digit(p[n]);
		     numbers++) {
			n += span(p + n, is_digit);
			n += numbers < 3 && p[n] == separator;
		}
		if (numbers == 4 && word_hit(s, p + i, n - i))
			return true;
	}
	return false;
}

static bool
is_run(char c)
{
	return of_any(c) || c == '-';
}

/* Whether a number may begin at p. */
static bool
begins_number(const char *text, const char *p)
{
	return is_digit(*p) &&
	       (p == text || !(isalnum((unsigned char)p[-1]) || p[-1] == '.'));
}

bool
gatenet_hit(const struct gatenet_range *ranges, size_t count, const char *text,
    const char *except)
{
	const struct search s = { ranges, count, text, except };
	const char *p;
	size_t run;

	if (count == 0)
		return false;
	for (p = text; *p != '\0'; p += run) {
		run = span(p, is_run);
		if (begins_number(text, p) &&
		    number_hit(&s, p, is_behind_scheme(&s, p)))
			return true;
		if (run > 2 && (word_hit(&s, p, span(p, of_any)) ||
				   fours_hit(&s, p, run, '.') ||
				   fours_hit(&s, p, run, '-')))
			return true;
		run += run == 0;
	}
	return false;
}

void
gatenet_put(struct buf *b, const struct gatenet_range *ranges, size_t count)
{
	size_t i;

	buf_put_u32(b, (uint32_t)count);
	for (i = 0; i < count; i++) {
		buf_put_str(b, ranges[i].member);
		buf_put_u32(b, (uint32_t)ranges[i].network.family);
		buf_put(
		    b, ranges[i].network.addr, sizeof(ranges[i].network.addr));
		buf_put_u32(b, ranges[i].network.bits);
	}
}

/* Writer: gatenet_put(). */
struct gatenet_range *
gatenet_get(struct cursor *c, struct arena *a, size_t *count)
{
	size_t n = cursor_count(c, 28, UINT32_MAX), i;
	struct gatenet_range *ranges =
	    arena_alloc(a, (n + 1) * sizeof(*ranges));

	for (i = 0; i < n && !c->failed; i++) {
		ranges[i].member = cursor_str(c, a, MEMBER_MOST);
		ranges[i].network.family = (int)cursor_u32(c);
		cursor_blob(
		    c, ranges[i].network.addr, sizeof(ranges[i].network.addr));
		ranges[i].network.bits = cursor_u32(c);
		if (ranges[i].member == NULL)
			cursor_fail(c);
	}
	*count = c->failed ? 0 : n;
	return ranges;
}
