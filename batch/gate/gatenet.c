#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "batch/gate/gatenet.h"

struct search {
	const struct gatenet_range *ranges;
	size_t count;
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

static bool
is_theirs(const struct search *s, const char *word)
{
	struct network host;
	size_t i;

	if (!network_parse(word, &host))
		return false;
	for (i = 0; i < s->count; i++)
		if ((s->except == NULL ||
			strcmp(s->ranges[i].member, s->except) != 0) &&
		    network_holds(&s->ranges[i].network, &host))
			return true;
	return false;
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

/* A word of len letters; dots and colons at its end are punctuation. */
static bool
word_hit(const struct search *s, const char *p, size_t len)
{
	const char *behind = p + len;
	char word[64], *dash;

	while (len > 0 && (p[len - 1] == '.' || p[len - 1] == ':'))
		len--;
	if (len < 2 || len >= sizeof(word))
		return false;
	memcpy(word, p, len);
	word[len] = '\0';
	for (dash = word; (dash = strchr(dash, '-')) != NULL;)
		*dash = '.';
	return is_theirs(s, word) ||
	       is_turned(s, word, behind + (*behind == '.'));
}

/* http://3325256711/ and http://0xc6336407/: browsers take them. */
static bool
number_hit(const struct search *s, const char *p)
{
	char word[INET_ADDRSTRLEN], *end;
	unsigned long n;
	uint32_t addr;

	if (!is_digit(*p))
		return false;
	errno = 0;
	n = strtoul(p, &end, 0);
	if (errno != 0 || n > UINT32_MAX || n < 0x1000000 || *end == '.')
		return false;
	addr = htonl((uint32_t)n);
	return inet_ntop(AF_INET, &addr, word, sizeof(word)) != NULL &&
	       is_theirs(s, word);
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

bool
gatenet_hit(const struct gatenet_range *ranges, size_t count, const char *text,
    const char *except)
{
	const struct search s = { ranges, count, except };
	size_t run;

	if (count == 0)
		return false;
	for (; *text != '\0'; text += run) {
		run = span(text, is_run);
		if (run == 0) {
			run = 1;
			if (text[0] == '/' && text[1] == '/' &&
			    number_hit(&s, text + 2))
				return true;
			continue;
		}
		if (run > 2 && (word_hit(&s, text, span(text, of_any)) ||
				   fours_hit(&s, text, run, '.') ||
				   fours_hit(&s, text, run, '-')))
			return true;
	}
	return false;
}
