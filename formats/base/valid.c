#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "formats/base/limits.h"
#include "formats/base/text.h"
#include "formats/base/valid.h"

static bool
all_of(const char *s, size_t len, const char *set)
{
	return strspn(s, set) == len && strlen(s) == len;
}

#define HEX    "0123456789abcdefABCDEF"
#define DIGITS "0123456789"
#define LOWER  "abcdefghijklmnopqrstuvwxyz"
#define WORD   LOWER "ABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS
/* Crockford's base32 has no I, L, O and U. */
#define ITEM_LETTERS DIGITS "ABCDEFGHJKMNPQRSTVWXYZ"

bool
valid_id(const char *s)
{
	size_t len = strlen(s);

	return len >= 1 && len <= 63 && *s != '-' &&
	       all_of(s, len, LOWER DIGITS "-");
}

bool
valid_uuid(const char *s)
{
	size_t i;

	if (strlen(s) != 36)
		return false;
	for (i = 0; i < 36; i++)
		if (i == 8 || i == 13 || i == 18 || i == 23
			? s[i] != '-'
			: strchr(HEX, s[i]) == NULL)
			return false;
	return true;
}

bool
valid_fingerprint(const char *s)
{
	return all_of(s, 40, HEX);
}

bool
valid_digest(const char *s)
{
	return all_of(s, 64, HEX);
}

static bool
digits(const char *s, size_t n, int *out)
{
	*out = 0;
	while (n-- > 0) {
		if (*s < '0' || *s > '9')
			return false;
		*out = *out * 10 + (*s++ - '0');
	}
	return true;
}

/* Year, month and day at s; false where there is no such day. */
static bool
date_parts(const char *s, struct tm *out)
{
	struct tm tm = { 0 }, real;

	if (!digits(s, 4, &tm.tm_year) || s[4] != '-' ||
	    !digits(s + 5, 2, &tm.tm_mon) || s[7] != '-' ||
	    !digits(s + 8, 2, &tm.tm_mday) || tm.tm_year < 1900)
		return false;
	tm.tm_year -= 1900;
	tm.tm_mon--;
	/* timegm() makes the 30th of February the 2nd of March. */
	real = tm;
	timegm(&real);
	*out = tm;
	return real.tm_mon == tm.tm_mon && real.tm_mday == tm.tm_mday;
}

bool
valid_date(const char *s)
{
	struct tm tm;

	return strlen(s) == 10 && date_parts(s, &tm);
}

/* LETTER-YEAR-NNNN, four digits and more. */
static bool
numbered(const char *s, char letter)
{
	size_t len = strlen(s);
	int year;

	return len >= 11 && len <= 16 && s[0] == letter && s[1] == '-' &&
	       digits(s + 2, 4, &year) && s[6] == '-' &&
	       strspn(s + 7, DIGITS) == len - 7;
}

bool
valid_case(const char *s)
{
	return numbered(s, 'C');
}

static bool
is_dealt(const char *s, const char *kind)
{
	return strlen(s) == 15 && strncmp(s, kind, 2) == 0 &&
	       strspn(s + 2, DIGITS) >= 4 && s[6] == '-' &&
	       strspn(s + 7, ITEM_LETTERS) == 8;
}

bool
valid_item(const char *s)
{
	return is_dealt(s, "S-");
}

bool
valid_request(const char *s)
{
	return is_dealt(s, "R-");
}

bool
valid_run(const char *s)
{
	size_t day = strspn(s, DIGITS), time;

	if (day != 8 || s[8] != 'T')
		return false;
	time = strspn(s + 9, DIGITS);
	s += 9 + time;
	if (time != 6 || *s == '\0')
		return time == 6;
	return *s == '-' && s[1] != '0' && strlen(s) >= 2 && strlen(s) <= 5 &&
	       strspn(s + 1, DIGITS) == strlen(s) - 1;
}

bool
valid_submission(const char *s)
{
	char uuid[37];
	size_t len = strlen(s);

	if (len < 38 || len > 43 || s[36] != '/' || s[37] == '0' ||
	    strspn(s + 37, DIGITS) != len - 37)
		return false;
	memcpy(uuid, s, 36);
	uuid[36] = '\0';
	return valid_uuid(uuid);
}

bool
valid_chapter(const char *s)
{
	static const char start[] = "chapter/";

	return strncmp(s, start, sizeof(start) - 1) == 0 &&
	       valid_submission(s + sizeof(start) - 1);
}

bool
valid_technique(const char *s)
{
	size_t len = strspn(s, WORD ".-");

	return strspn(s, WORD) > 0 && s[len] == '\0' && len <= 64;
}

bool
valid_bundle(const char *s)
{
	const char *dash;
	char id[64];
	size_t len;

	dash = strrchr(s, '-');
	if (dash == NULL)
		return false;
	len = strlen(dash + 1);
	if (len < 6 || len > 12 || strspn(dash + 1, DIGITS) != len ||
	    (size_t)(dash - s) >= sizeof(id))
		return false;
	memcpy(id, s, (size_t)(dash - s));
	id[dash - s] = '\0';
	return valid_id(id);
}

bool
valid_period(const char *s)
{
	if (strlen(s) != 6)
		return false;
	if (strncmp(s, "FY", 2) == 0)
		return strspn(s + 2, DIGITS) == 4;
	return strspn(s, DIGITS) == 4 && s[4] == 'Q' && s[5] >= '1' &&
	       s[5] <= '4';
}

bool
valid_path(const char *s)
{
	const char *part = s, *end;
	size_t len = strlen(s);

	if (len == 0 || len > LIMIT_PATH || !text_printable(s, false) ||
	    strpbrk(s, "\\:\t") != NULL)
		return false;
	for (;;) {
		end = strchr(part, '/');
		len = end == NULL ? strlen(part) : (size_t)(end - part);
		if (len == 0 || (len == 1 && part[0] == '.') ||
		    (len == 2 && part[0] == '.' && part[1] == '.'))
			return false;
		if (end == NULL)
			return true;
		part = end + 1;
	}
}

bool
valid_ipv4(const char *s)
{
	struct in_addr a;

	return inet_pton(AF_INET, s, &a) == 1;
}

bool
valid_ipv6(const char *s)
{
	struct in6_addr a;

	return inet_pton(AF_INET6, s, &a) == 1;
}

bool
valid_domain(const char *s)
{
	size_t len = strlen(s), label = 0;
	bool dot = false;

	if (len == 0 || len > 253 || !text_printable(s, false))
		return false;
	for (; *s != '\0'; s++) {
		if (*s == '.') {
			if (label == 0)
				return false;
			label = 0;
			dot = true;
		} else if ((unsigned char)*s < 0x80 &&
			   strchr(LOWER "ABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS
					"-_",
			       *s) == NULL)
			return false;
		else
			label++;
		if (label > 63 && (unsigned char)*s < 0x80)
			return false;
	}
	return label > 0 && dot;
}

/* "Z", "+09:00": seconds east of Greenwich. */
static bool
zone_offset(const char *s, int *out)
{
	int h, m;

	*out = 0;
	if (*s == 'Z' || *s == 'z')
		return s[1] == '\0';
	if ((*s != '+' && *s != '-') || strlen(s) != 6 ||
	    !digits(s + 1, 2, &h) || s[3] != ':' || !digits(s + 4, 2, &m) ||
	    h > 23 || m > 59)
		return false;
	*out = (*s == '-' ? -1 : 1) * (h * 3600 + m * 60);
	return true;
}

bool
valid_time(const char *s, int64_t *out)
{
	struct tm tm;
	int offset;

	if (strlen(s) < 20 || !date_parts(s, &tm) ||
	    (s[10] != 'T' && s[10] != 't') || !digits(s + 11, 2, &tm.tm_hour) ||
	    s[13] != ':' || !digits(s + 14, 2, &tm.tm_min) || s[16] != ':' ||
	    !digits(s + 17, 2, &tm.tm_sec) || tm.tm_hour > 23 ||
	    tm.tm_min > 59 || tm.tm_sec > 60)
		return false;
	s += 19;
	if (*s == '.') {
		if (strspn(s + 1, DIGITS) == 0)
			return false;
		s += 1 + strspn(s + 1, DIGITS);
	}
	if (!zone_offset(s, &offset))
		return false;
	*out = timegm(&tm) - offset;
	return true;
}
