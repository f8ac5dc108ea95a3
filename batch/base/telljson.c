#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/tell.h"
#include "batch/base/tellvoice.h"
#include "formats/base/buf.h"
#include "formats/base/jsonwrite.h"
#include "formats/base/mem.h"

/* One form for all commands; six digits are more than any number of ours has.
 */
#define FORM (JSON_ENCODE_ANY | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(6))

/* Written as it is told, in the form that jansson gives with JSON_INDENT(1): a
 * run may tell of a hundred thousand packages. */
struct level {
	bool list;
	bool filled;
};

struct document {
	struct tell tell;
	struct buf out;
	struct level open[TELL_DEPTH]; /* the root first */
	size_t depth;
};

static struct document *
document(struct tell *t)
{
	return (struct document *)t;
}

static int
take(const char *text, size_t len, void *arg)
{
	buf_put(arg, text, len);
	return 0;
}

static void
put_value(struct document *j, json_t *value)
{
	json_dump_callback(value, take, &j->out, FORM);
	json_decref(value);
}

static void
new_line(struct document *j)
{
	size_t i;

	buf_puts(&j->out, "\n");
	for (i = 0; i < j->depth; i++)
		buf_puts(&j->out, " ");
}

/* What stands before a value: a comma, and in a map its name. */
static void
begin_value(struct document *j, const char *name)
{
	struct level *in;

	if (j->depth == 0)
		return;
	in = &j->open[j->depth - 1];
	if (in->filled)
		buf_puts(&j->out, ",");
	in->filled = true;
	new_line(j);
	if (in->list)
		return;
	put_value(j, json_string(name));
	buf_puts(&j->out, ": ");
}

static void
put(struct tell *t, const char *name, json_t *value)
{
	begin_value(document(t), name);
	put_value(document(t), value);
}

static void
begin(struct tell *t, const char *name, bool is_list)
{
	struct document *j = document(t);

	if (j->depth == TELL_DEPTH)
		abort();
	begin_value(j, name);
	buf_puts(&j->out, is_list ? "[" : "{");
	j->open[j->depth++] = (struct level){ .list = is_list };
}

static void
map(struct tell *t, const char *name)
{
	begin(t, name, false);
}

static void
list(struct tell *t, const char *name)
{
	begin(t, name, true);
}

static void
end(struct tell *t)
{
	struct document *j = document(t);
	struct level of;

	if (j->depth == 0)
		abort();
	of = j->open[--j->depth];
	if (of.filled)
		new_line(j);
	buf_puts(&j->out, of.list ? "]" : "}");
	tell_drain(t, &j->out);
}

/* Letters as they are, so that a person can read them; what turns, hides or
 * breaks text by its number. */
static void
string(struct tell *t, const char *name, const char *value)
{
	struct document *j = document(t);

	begin_value(j, name);
	if (value == NULL)
		buf_puts(&j->out, "null");
	else
		jsonw_quoted(&j->out, value);
}

static void
number(struct tell *t, const char *name, int64_t value)
{
	put(t, name, json_integer(value));
}

static void
real(struct tell *t, const char *name, double value)
{
	put(t, name, json_real(value));
}

static void
truth(struct tell *t, const char *name, bool value)
{
	put(t, name, json_boolean(value));
}

static void
words(struct tell *t, const char *name, const char *const *w, size_t count)
{
	size_t i;

	list(t, name);
	for (i = 0; i < count; i++)
		string(t, NULL, w[i]);
	end(t);
}

static void
close_json(struct tell *t, struct buf *out)
{
	struct document *j = document(t);

	if (j->out.len > 0 || t->flowed)
		buf_puts(&j->out, "\n");
	buf_move(out, &j->out);
	free(j);
}

struct tell *
tell_json(void)
{
	static const struct voice voice = {
		.map = map,
		.list = list,
		.end = end,
		.string = string,
		.number = number,
		.share = number,
		.real = real,
		.truth = truth,
		.words = words,
		.close = close_json,
	};
	struct document *j = mem_alloc(sizeof(*j));

	j->tell.voice = &voice;
	return &j->tell;
}
