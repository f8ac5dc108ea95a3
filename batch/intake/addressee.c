#include <ctype.h>
#include <string.h>

#include "batch/intake/addressee.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

/* Of one mail. */
#define ADDRESSEES_MAX 1000
/* Bytes of a name, and of either side of an address. */
#define NAME_MAX_BYTES 200

static bool
in_address(char c)
{
	return isalnum((unsigned char)c) ||
	       (c != '\0' && strchr(".-_+=%'&", c));
}

static void
push(struct arena *a, const char ***list, size_t *count, const char *s,
    size_t len)
{
	if (len == 0 || len >= 2 * NAME_MAX_BYTES)
		return;
	*(const char **)arena_push(a, list, count, sizeof(**list)) =
	    arena_strndup(a, s, len);
}

/* What stands between the last mark and the '<' at end. */
static void
push_name(struct arena *a, const char ***list, size_t *count, const char *text,
    const char *end)
{
	static const char *const blanks = " \t\"'";
	const char *s = end, *wide = "：";

	while (s > text && end - s < 2 * NAME_MAX_BYTES &&
	       strchr("\n:,;>", s[-1]) == NULL &&
	       !(s - text >= 3 && memcmp(s - 3, wide, 3) == 0))
		s--;
	while (s < end && strchr(blanks, *s) != NULL)
		s++;
	while (end > s && strchr(blanks, end[-1]) != NULL)
		end--;
	push(a, list, count, s, (size_t)(end - s));
}

const char **
addressees(
    struct arena *a, const struct roster *r, const char *text, size_t *count)
{
	const char **list = NULL, *at, *from, *to;

	*count = 0;
	for (at = text;
	     *count < ADDRESSEES_MAX && (at = strchr(at, '@')) != NULL; at++) {
		for (from = at; from > text && in_address(from[-1]);)
			from--;
		for (to = at + 1;
		     isalnum((unsigned char)*to) || *to == '-' ||
		     (*to == '.' && isalnum((unsigned char)to[1]));)
			to++;
		if (from == at || to == at + 1 || to - at > NAME_MAX_BYTES ||
		    !roster_has_host(
			r, arena_strndup(a, at + 1, (size_t)(to - at - 1))))
			continue;
		push(a, &list, count, from, (size_t)(to - from));
		if (from > text && from[-1] == '<')
			push_name(a, &list, count, text, from - 1);
	}
	return list;
}
