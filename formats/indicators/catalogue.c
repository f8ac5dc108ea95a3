#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/indicators/catalogue.h"

/* CVE-2017-1000001 has as many digits as were ever given. */
#define NUMBER_LEAST 4
#define NUMBER_MOST  7
#define NAME_MOST    100 /* bytes of a malware's name */

static const char digits[] = "0123456789";

char *
catalogue_digest(struct arena *a, const char *s, enum catalogue_digest count)
{
	char *out;

	if (strlen(s) != (size_t)count ||
	    strspn(s, "0123456789abcdefABCDEF") != (size_t)count)
		return NULL;
	out = arena_strdup(a, s);
	for (s = out; *s != '\0'; s++)
		out[s - out] = (char)tolower((unsigned char)*s);
	return out;
}

/* So many digits and then this letter. */
static bool
are_digits(const char *s, size_t least, size_t most, char end)
{
	size_t len = strspn(s, digits);

	return len >= least && len <= most && s[len] == end;
}

char *
catalogue_vulnerability(struct arena *a, const char *s)
{
	if (strncasecmp(s, "CVE-", 4) != 0 || !are_digits(s + 4, 4, 4, '-') ||
	    (strncmp(s + 4, "19", 2) != 0 && strncmp(s + 4, "20", 2) != 0) ||
	    !are_digits(s + 9, NUMBER_LEAST, NUMBER_MOST, '\0'))
		return NULL;
	return arena_printf(a, "CVE-%s", s + 4);
}

char *
catalogue_technique(struct arena *a, const char *s)
{
	if ((*s != 'T' && *s != 't') || (!are_digits(s + 1, 4, 4, '\0') &&
					    !(are_digits(s + 1, 4, 4, '.') &&
						are_digits(s + 6, 3, 3, '\0'))))
		return NULL;
	return arena_printf(a, "T%s", s + 1);
}

char *
catalogue_name(struct arena *a, const char *s)
{
	char *out, *to;

	if (strlen(s) > NAME_MOST || !text_printable(s, false) ||
	    text_has_bidi(s))
		return NULL;
	out = to = arena_strdup(a, s);
	for (; *s != '\0'; s++)
		if ((*s != ' ' && *s != '\t') || (to > out && to[-1] != ' '))
			*to++ = *s == '\t' ? ' ' : *s;
	if (to > out && to[-1] == ' ')
		to--;
	*to = '\0';
	return *out == '\0' ? NULL : out;
}
