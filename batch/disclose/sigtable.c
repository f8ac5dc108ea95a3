#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/disclose/sigtable.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

const char *
sigtable_text(struct arena *a, const struct sig_table *t)
{
	const struct sig_column *c;
	struct buf b = { 0 };
	const char *text;
	size_t i;
	int r;

	buf_puts(&b, t->day);
	for (r = 0; r < SIG_ROWS; r++)
		buf_printf(&b, " %" PRId64, t->total[r]);
	for (i = 0; i < t->count; i++) {
		c = &t->columns[i];
		buf_printf(&b, " %s %s", c->sig, c->hidden ? "hidden" : "told");
		for (r = 0; r < SIG_ROWS; r++)
			buf_printf(&b, " %" PRId64, c->n[r]);
	}
	text = arena_strndup(a, buf_str(&b), b.len);
	buf_free(&b);
	return text;
}

/* So many numbers; false where one of them is none. */
static bool
numbers(char **rest, int64_t n[SIG_ROWS])
{
	char *w, *end;
	int r;

	for (r = 0; r < SIG_ROWS; r++) {
		w = strsep(rest, " ");
		if (w == NULL)
			return false;
		n[r] = strtoll(w, &end, 10);
		if (end == w || *end != '\0')
			return false;
	}
	return true;
}

struct sig_table *
sigtable_parse(struct arena *a, const char *text)
{
	struct sig_table *t = arena_alloc(a, sizeof(*t));
	char *rest = arena_strdup(a, text), *mark;
	struct sig_column *c;

	t->day = strsep(&rest, " ");
	if (strlen(t->day) != 10 || !numbers(&rest, t->total))
		return NULL;
	while (rest != NULL) {
		c = arena_push(a, &t->columns, &t->count, sizeof(*c));
		c->sig = strsep(&rest, " ");
		mark = strsep(&rest, " ");
		if (mark == NULL || !numbers(&rest, c->n))
			return NULL;
		c->hidden = strcmp(mark, "told") != 0;
	}
	return t;
}

struct sig_column *
sigtable_column(const struct sig_table *t, const char *sig)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		if (strcmp(t->columns[i].sig, sig) == 0)
			return &t->columns[i];
	return NULL;
}

/* Columns that one of them does not have count as hidden there. */
static bool
same_shown(const struct sig_table *told, const struct sig_table *now)
{
	const struct sig_column *c;
	size_t i, shown = 0;

	for (i = 0; i < told->count; i++)
		shown += !told->columns[i].hidden;
	for (i = 0; i < now->count; i++) {
		if (now->columns[i].hidden)
			continue;
		c = sigtable_column(told, now->columns[i].sig);
		if (c == NULL || c->hidden)
			return false;
		shown--;
	}
	return shown == 0;
}

bool
sigtable_agree(
    const struct sig_table *told, const struct sig_table *now, int64_t min)
{
	const struct sig_column *c;
	int64_t rest, change;
	size_t i;
	int r;

	if (!same_shown(told, now))
		return false;
	for (r = 0; r < SIG_ROWS; r++) {
		rest = now->total[r] - told->total[r];
		for (i = 0; i < now->count; i++) {
			c = &now->columns[i];
			if (c->hidden)
				continue;
			change = c->n[r] - sigtable_column(told, c->sig)->n[r];
			rest -= change;
			if (!sigrule_tells(llabs(change), min))
				return false;
		}
		if (!sigrule_tells(llabs(rest), min))
			return false;
	}
	return true;
}
