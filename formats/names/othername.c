#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/names/othername.h"

/* Forms of one name; a name with more places that may be written otherwise is
 * none that people write by heart. */
#define FORMS_MAX 8
/* Shorter ones might stand in a text that was mistaken as a whole. */
#define GARBLED_MIN 9 /* bytes: three letters */

static iconv_t cp932;

void
othername_setup(void)
{
	if (cp932 == NULL)
		cp932 = iconv_open("UTF-8", "CP932");
	if (cp932 == (iconv_t)-1)
		cp932 = NULL;
}

static void
push(struct arena *a, const char ***list, size_t *count, const char *s)
{
	size_t i;

	for (i = 0; i < *count; i++)
		if (strcmp((*list)[i], s) == 0)
			return;
	if (*count < FORMS_MAX)
		arena_push_str(a, list, count, s);
}

/* Words of names that are written in two ways. */
static void
push_words(struct arena *a, const char ***list, size_t *count, const char *s)
{
	static const struct {
		const char *one, *other;
	} words[] = { { "瓦斯", "ガス" }, { "ガス", "瓦斯" },
		{ "硝子", "ガラス" }, { "ガラス", "硝子" }, { "麦酒", "ビル" },
		{ "珈琲", "コヒ" } };
	const char *at;
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		at = strstr(s, words[i].one);
		if (at != NULL)
			push(a, list, count,
			    arena_printf(a, "%.*s%s%s", (int)(at - s), s,
				words[i].other, at + strlen(words[i].one)));
	}
}

static bool
is_kanji(const char *s)
{
	uint32_t cp;

	return text_next(s, strnlen(s, 4), &cp) > 0 && cp >= 0x3400 &&
	       (cp <= 0x9fff || cp >= 0x20000);
}

/* Of kana between two kanji: another one, or none. */
static void
push_gaps(struct arena *a, const char ***list, size_t *count, const char *s)
{
	static const struct {
		const char *one, *other;
	} gaps[] = { { "ケ", "ガ" }, { "ケ", "" }, { "ガ", "ケ" }, { "ガ", "" },
		{ "ノ", "" }, { "ツ", "" } };
	const char *at;
	size_t i;

	for (i = 0; i < sizeof(gaps) / sizeof(gaps[0]); i++)
		for (at = s; *count < FORMS_MAX &&
			     (at = strstr(at, gaps[i].one)) != NULL;
		     at += 3)
			if (at - s >= 3 && is_kanji(at - 3) && is_kanji(at + 3))
				push(a, list, count,
				    arena_printf(a, "%.*s%s%s", (int)(at - s),
					s, gaps[i].other, at + 3));
}

const char **
othername_kanji(struct arena *a, const char *fold, size_t *count)
{
	const char **list = NULL;
	size_t i;

	*count = 0;
	push_words(a, &list, count, fold);
	push_gaps(a, &list, count, fold);
	for (i = 0; i < *count; i++) {
		push_words(a, &list, count, list[i]);
		push_gaps(a, &list, count, list[i]);
	}
	for (i = 0; i < *count; i++)
		if (strcmp(list[i], fold) == 0)
			list[i] = list[--*count];
	return list;
}

/* Bytes in CP932, those that are none left out, so many at a time; what is cut
 * at the end is left out too. */
static char *
mistaken(struct arena *a, const char *p, size_t len, size_t lost)
{
	char *out = arena_alloc(a, 3 * len + 1), *to = out;
	char *in = (char *)(uintptr_t)p;
	size_t room = 3 * len, skip;

	iconv(cp932, NULL, NULL, NULL, NULL);
	while (len > 0 && iconv(cp932, &in, &len, &to, &room) == (size_t)-1) {
		if (errno != EILSEQ)
			break;
		skip = lost < len ? lost : len;
		in += skip;
		len -= skip;
	}
	*to = '\0';
	return out;
}

const char **
othername_garbled(struct arena *a, const char *name, size_t *count)
{
	const char **list = NULL;
	size_t len = strlen(name), from, lost;
	char *s;

	*count = 0;
	if (cp932 == NULL || text_is_ascii(name))
		return NULL;
	for (from = 0; from < 2 && from < len; from++)
		for (lost = 1; lost <= 2; lost++) {
			s = mistaken(a, name + from, len - from, lost);
			if (!text_is_ascii(s) && strlen(s) >= GARBLED_MIN)
				push(a, &list, count, s);
		}
	return list;
}
