#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/log.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "batch/gate/ownnames.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/files/archive.h"

/* A gate knows a roster: here of nobody but whoever asks. */
static struct gate *
gate_of(struct arena *a, const char *name)
{
	struct roster *r = arena_alloc(a, sizeof(*r));
	struct roster_member *m = arena_alloc(a, sizeof(*m));

	*m = (struct roster_member){ .id = "-", .name = { name, NULL } };
	*r = (struct roster){ .members = m, .member_count = 1 };
	return gate_new(a, r);
}

static bool
is_left(const struct gate_word *left, size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(left[i].text, name) == 0)
			return true;
	return false;
}

static bool
tell_file(struct arena *a, struct gate *g, const char *const *names,
    size_t count, const struct archive_file *f)
{
	struct gate_word *words = arena_alloc(a, count * sizeof(*words));
	struct buf b = { 0 }, found = { 0 };
	size_t i, left;

	for (i = 0; i < count; i++)
		words[i] =
		    (struct gate_word){ .member = "-", .text = names[i] };
	buf_printf(&b, "%s\n", f->name);
	buf_put(&b, f->data, f->len);
	left = gate_words_left(g, words, count, b.data, b.len, NULL, 0);
	for (i = 0; i < count; i++)
		if (!is_left(words, left, names[i]))
			buf_printf(&found, "%s%s", found.len > 0 ? ", " : "",
			    names[i]);
	if (found.len > 0)
		log_warn("%s names you: %s", f->name, buf_str(&found));
	i = found.len;
	buf_free(&found);
	buf_free(&b);
	return i > 0;
}

size_t
ownnames_tell(const char *const *names, size_t name_count,
    const struct archive_file *files, size_t count)
{
	struct arena *a = arena_new();
	struct gate *g;
	size_t i, held = 0;

	if (name_count > 0) {
		g = gate_of(a, names[0]);
		for (i = 0; i < count; i++)
			held += tell_file(a, g, names, name_count, &files[i]);
		gate_free(g);
	}
	arena_free(a);
	return held;
}
