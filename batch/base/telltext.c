#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/tell.h"
#include "batch/base/tellvoice.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

struct value {
	const char *name;
	const char *text; /* NULL: none */
};

struct lines {
	struct tell tell;
	struct buf out;
	struct arena *arena;
	struct value *values; /* of all maps that are open */
	size_t count;
	size_t open[TELL_DEPTH]; /* how many were there before */
	size_t depth;
};

static struct lines *
lines(struct tell *t)
{
	return (struct lines *)t;
}

static void
begin(struct tell *t, const char *name)
{
	struct lines *w = lines(t);

	(void)name;
	if (w->depth == TELL_DEPTH)
		abort();
	w->open[w->depth++] = w->count;
}

static void
end(struct tell *t)
{
	struct lines *w = lines(t);

	if (w->depth == 0)
		abort();
	w->count = w->open[--w->depth];
}

static void
put(struct tell *t, const char *name, const char *text)
{
	struct lines *w = lines(t);
	struct value *v;

	v = arena_push(w->arena, &w->values, &w->count, sizeof(*v));
	*v = (struct value){ name, text };
}

static const char *
safe(struct lines *w, const char *value)
{
	return text_escape(w->arena, value, strlen(value), TELL_SHOWN);
}

static void
string(struct tell *t, const char *name, const char *value)
{
	put(t, name, value == NULL ? NULL : safe(lines(t), value));
}

static void
number(struct tell *t, const char *name, int64_t value)
{
	put(t, name, arena_printf(lines(t)->arena, "%" PRId64, value));
}

static void
share(struct tell *t, const char *name, int64_t thousandths)
{
	put(t, name,
	    arena_printf(lines(t)->arena, "%.2f", (double)thousandths / 1000));
}

static void
real(struct tell *t, const char *name, double value)
{
	put(t, name, arena_printf(lines(t)->arena, "%.1f", value));
}

static void
truth(struct tell *t, const char *name, bool value)
{
	put(t, name, value ? "yes" : "no");
}

static void
words(struct tell *t, const char *name, const char *const *list, size_t count)
{
	struct lines *w = lines(t);
	struct buf all = { 0 };
	size_t i;

	for (i = 0; i < count; i++)
		buf_printf(&all, "%s%s", i == 0 ? "" : ", ", safe(w, list[i]));
	put(t, name, arena_strdup(w->arena, buf_str(&all)));
	buf_free(&all);
}

static void
phrase(struct tell *t, const char *name, const char *value)
{
	put(t, name,
	    text_escape(lines(t)->arena, value, strlen(value), SIZE_MAX));
}

static const char *
value_of(const struct lines *w, const char *name, size_t len)
{
	size_t from = w->depth == 0 ? 0 : w->open[w->depth - 1], i;

	for (i = w->count; i-- > from;)
		if (strlen(w->values[i].name) == len &&
		    memcmp(w->values[i].name, name, len) == 0)
			return w->values[i].text;
	return NULL;
}

/* The form up to its end or the bracket that closes; true where every value
 * is there. */
static bool
put_form(struct lines *w, const char **form)
{
	size_t len, before;
	const char *text;
	bool all = true;

	while (**form != '\0' && **form != ']') {
		len = strcspn(*form, "{[]");
		buf_put(&w->out, *form, len);
		*form += len;
		if (**form == '{') {
			len = strcspn(++*form, "}");
			text = value_of(w, *form, len);
			all &= text != NULL && *text != '\0';
			buf_puts(&w->out, text == NULL ? "-" : text);
			*form += len + 1;
		} else if (**form == '[') {
			++*form;
			before = w->out.len;
			if (!put_form(w, form))
				w->out.len = before;
			*form += **form == ']';
		}
	}
	return all;
}

static void
line(struct tell *t, const char *form)
{
	put_form(lines(t), &form);
}

static void
close_text(struct tell *t, struct buf *out)
{
	struct lines *w = lines(t);

	buf_put(out, w->out.data, w->out.len);
	buf_free(&w->out);
	arena_free(w->arena);
	free(w);
}

struct tell *
tell_text(void)
{
	static const struct voice voice = {
		.map = begin,
		.list = begin,
		.end = end,
		.string = string,
		.number = number,
		.share = share,
		.real = real,
		.truth = truth,
		.words = words,
		.phrase = phrase,
		.line = line,
		.close = close_text,
	};
	struct lines *w = mem_alloc(sizeof(*w));

	w->tell.voice = &voice;
	w->arena = arena_new();
	return &w->tell;
}
