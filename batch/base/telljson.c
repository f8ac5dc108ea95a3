#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/tell.h"
#include "batch/base/tellvoice.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

/* One form for all commands; six digits are more than any number of ours has.
 */
#define FORM (JSON_INDENT(1) | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(6))

struct document {
	struct tell tell;
	json_t *root;
	json_t *open[TELL_DEPTH]; /* the root first */
	size_t depth;
};

static struct document *
document(struct tell *t)
{
	return (struct document *)t;
}

static void
put(struct tell *t, const char *name, json_t *value)
{
	struct document *j = document(t);
	json_t *in;

	if (j->depth == 0) {
		j->root = value;
		return;
	}
	in = j->open[j->depth - 1];
	if (json_is_array(in))
		json_array_append_new(in, value);
	else
		json_object_set_new(in, name, value);
}

static void
begin(struct tell *t, const char *name, json_t *value)
{
	struct document *j = document(t);

	if (j->depth == TELL_DEPTH)
		abort();
	put(t, name, value);
	j->open[j->depth++] = value;
}

static void
map(struct tell *t, const char *name)
{
	begin(t, name, json_object());
}

static void
list(struct tell *t, const char *name)
{
	begin(t, name, json_array());
}

static void
end(struct tell *t)
{
	if (document(t)->depth == 0)
		abort();
	document(t)->depth--;
}

/* A name of a file may be any bytes. */
static json_t *
valid_string(const char *value)
{
	struct arena *a;
	json_t *s;

	if (value == NULL)
		return json_null();
	if (text_valid(value, strlen(value)))
		return json_string(value);
	a = arena_new();
	s = json_string(text_clean(a, value, true));
	arena_free(a);
	return s;
}

static void
string(struct tell *t, const char *name, const char *value)
{
	put(t, name, valid_string(value));
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

static int
take(const char *text, size_t len, void *arg)
{
	buf_put(arg, text, len);
	return 0;
}

static void
close_json(struct tell *t, struct buf *out)
{
	json_t *root = document(t)->root;

	if (root != NULL) {
		json_dump_callback(root, take, out, FORM);
		buf_puts(out, "\n");
	}
	json_decref(root);
	free(t);
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
