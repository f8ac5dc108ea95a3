#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/say.h"

#define SAY_VALUES_MAX 16 /* no text takes more */

static const struct {
	const char *id;
	const char *text[LANGS];
} table[] = {
#include "say-table.h"
};

const char *
lang_word(enum lang l)
{
	return l == LANG_JA ? "ja" : "en";
}

const char *
say(enum say what, enum lang l)
{
	return table[what].text[l];
}

const char *
say_id(enum say what)
{
	return table[what].id;
}

static int
by_id(const void *a, const void *b)
{
	return strcmp(
	    table[*(const enum say *)a].id, table[*(const enum say *)b].id);
}

static int
of_id(const void *id, const void *s)
{
	return strcmp(id, table[*(const enum say *)s].id);
}

/* A page asks for some texts for each item that it tells. */
enum say
say_parse(const char *id)
{
	static enum say order[SAY_COUNT];
	static bool ready;
	const enum say *found;
	enum say s;

	if (!ready) {
		for (s = 0; s < SAY_COUNT; s++)
			order[s] = s;
		qsort(order, SAY_COUNT, sizeof(order[0]), by_id);
		ready = true;
	}
	found = bsearch(id, order, SAY_COUNT, sizeof(order[0]), of_id);
	return found == NULL ? SAY_COUNT : *found;
}

/* A sentence of C in each language: a line ends with a pilcrow in the table. */
struct same {
	const char *text[LANGS];
};

static struct same sames[SAY_COUNT];
static size_t same_count;

static char *
with_ends(const char *s)
{
	static const char end[] = "\302\266";
	char *out = mem_strdup(s), *p;

	while ((p = strstr(out, end)) != NULL) {
		*p = '\n';
		memmove(p + 1, p + 2, strlen(p + 2) + 1);
	}
	return out;
}

static int
by_english(const void *a, const void *b)
{
	return strcmp(((const struct same *)a)->text[LANG_EN],
	    ((const struct same *)b)->text[LANG_EN]);
}

static int
of_english(const void *english, const void *s)
{
	return strcmp(english, ((const struct same *)s)->text[LANG_EN]);
}

static void
list_sames(void)
{
	enum lang l;
	enum say s;

	for (s = 0; s < SAY_COUNT; s++) {
		if (strncmp(table[s].id, "message.", 8) != 0)
			continue;
		for (l = 0; l < LANGS; l++)
			sames[same_count].text[l] = with_ends(table[s].text[l]);
		same_count++;
	}
	qsort(sames, same_count, sizeof(sames[0]), by_english);
}

const char *
say_same(const char *english, enum lang l)
{
	const struct same *found;

	if (l == LANG_EN)
		return english;
	if (same_count == 0)
		list_sames();
	found =
	    bsearch(english, sames, same_count, sizeof(sames[0]), of_english);
	return found == NULL ? english : found->text[l];
}

static const char *
value_of(
    const struct say_value *values, size_t count, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strlen(values[i].name) == len &&
		    memcmp(values[i].name, name, len) == 0)
			return values[i].text;
	return NULL;
}

/* What stands for the braces at s, which end at end. */
static void
put_place(struct buf *b, const char *s, const char *end,
    const struct say_value *values, size_t count)
{
	size_t len = strcspn(s + 1, ":}");
	const char *forms = s + 1 + len, *bar, *v;

	v = value_of(values, count, s + 1, len);
	bar = memchr(forms, '|', (size_t)(end - forms));
	if (v == NULL)
		buf_put(b, s, (size_t)(end + 1 - s));
	else if (*forms == '}' || bar == NULL)
		buf_puts(b, v);
	else if (strcmp(v, "1") == 0)
		buf_put(b, forms + 1, (size_t)(bar - forms - 1));
	else
		buf_put(b, bar + 1, (size_t)(end - bar - 1));
}

char *
say_fill(struct arena *a, const char *s, const struct say_value *values,
    size_t count)
{
	const char *open, *end;
	struct buf b = { 0 };
	char *out;

	while ((open = strchr(s, '{')) != NULL &&
	       (end = strchr(open, '}')) != NULL) {
		buf_put(&b, s, (size_t)(open - s));
		put_place(&b, open, end, values, count);
		s = end + 1;
	}
	buf_puts(&b, s);
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

char *
say_with(struct arena *a, enum say what, enum lang l,
    const struct say_value *values, size_t count)
{
	return say_fill(a, say(what, l), values, count);
}

char *
say_of(struct arena *a, enum say what, enum lang l, ...)
{
	struct say_value v[SAY_VALUES_MAX];
	const char *name;
	size_t n = 0;
	va_list ap;

	va_start(ap, l);
	while (n < SAY_VALUES_MAX && (name = va_arg(ap, const char *)) != NULL)
		v[n++] = (struct say_value){ name, va_arg(ap, const char *) };
	va_end(ap);
	return say_with(a, what, l, v, n);
}
