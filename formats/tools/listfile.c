#include <stdlib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/base/utc.h"
#include "formats/out/bundle.h"
#include "formats/tools/listfile.h"

const struct held *
listfile_held(const struct bundle *b)
{
	static const struct held nothing;

	return b->held == NULL ? &nothing : b->held;
}

bool
listfile_is_plain(const char *value)
{
	const unsigned char *s = (const unsigned char *)value;

	for (; *s > ' ' && *s != 0x7f; s++)
		continue;
	return *s == '\0' && s != (const unsigned char *)value;
}

static bool
has(const struct listkind *k, const struct held_value *v)
{
	return (k->use == HELD_USES ? v->use != HELD_TOLD : v->use == k->use) &&
	       (k->types & LISTFILE_OF(v->type)) != 0;
}

void
listfile_each(struct listfile *l, const struct held *h, listfile_put *put)
{
	const struct held_value *v;

	l->from = h;
	for (v = h->values; v < h->values + h->count; v++) {
		if (!has(l->kind, v))
			continue;
		if (!put(l, v)) {
			l->left_out++;
			continue;
		}
		l->values++;
		if (v->tlp > l->tlp)
			l->tlp = v->tlp;
	}
}

/* TLP:AMBER+STRICT */
static void
put_tlp(struct buf *out, enum tlp tlp)
{
	const char *s;
	char c;

	buf_puts(out, "TLP:");
	for (s = tlp_word(tlp); *s != '\0'; s++) {
		c = *s >= 'a' && *s <= 'z' ? (char)(*s - 'a' + 'A') : *s;
		buf_put(out, &c, 1);
	}
}

static void
put_head(const struct listfile *l, struct buf *out, const char *ending,
    enum say what)
{
	const char *comment = l->kind->comment;
	char created[UTC_TEXT], expires[UTC_TEXT];

	utc_text(l->b->created, created);
	utc_text(l->b->expires, expires);
	buf_printf(out, "%s %s\n%s %s\n", comment, say(what, LANG_JA), comment,
	    say(what, LANG_EN));
	buf_printf(out, "%s list: %s%s, audience: %s, bundle: %llu, ", comment,
	    l->kind->name, ending, l->b->audience,
	    (unsigned long long)l->b->sequence);
	put_tlp(out, l->tlp);
	buf_printf(
	    out, "\n%s created: %s, expires: %s", comment, created, expires);
}

static void
put_body(struct listfile *l, struct buf *out)
{
	struct buf lines = l->body;

	buf_puts(out, "\n");
	l->body = (struct buf){ 0 };
	if (l->kind->opening != NULL)
		l->kind->opening(l);
	buf_put(out, l->body.data, l->body.len);
	buf_put(out, lines.data, lines.len);
	buf_free(&l->body);
	buf_free(&lines);
}

void
listfile_write(struct arena *a, struct buf *out, const struct bundle *b,
    const struct listkind *kind)
{
	static const enum say whats[] = { SAY_LISTS_BLOCK, SAY_LISTS_SEARCH,
		SAY_LISTS_BOTH, SAY_LISTS_BOTH };
	struct listfile l = { .a = a, .b = b, .kind = kind };

	kind->lines(&l, listfile_held(b));
	put_head(&l, out, "", whats[kind->use]);
	buf_printf(out, ", values: %zu", l.values);
	if (l.left_out > 0)
		buf_printf(out, ", left out: %zu", l.left_out);
	put_body(&l, out);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Each line of the text, in the arena. */
static const char **
split(struct arena *a, struct buf *text, size_t *count)
{
	char *all = arena_strndup(a, buf_str(text), text->len), *save = NULL;
	const char **list = NULL;
	char *line;

	*count = 0;
	for (line = strtok_r(all, "\n", &save); line != NULL;
	     line = strtok_r(NULL, "\n", &save))
		arena_push_str(a, &list, count, line);
	return list;
}

/* What another value still says stays in the list. */
static size_t
leave(struct listfile *gone, struct listfile *in)
{
	size_t gone_count, in_count, kept = 0, i;
	const char **lines = split(gone->a, &gone->body, &gone_count);
	const char **all = split(gone->a, &in->body, &in_count);

	if (in_count > 1)
		qsort(all, in_count, sizeof(*all), by_text);
	gone->body.len = 0;
	for (i = 0; i < gone_count; i++) {
		if (in_count > 0 && bsearch(&lines[i], all, in_count,
					sizeof(*all), by_text) != NULL)
			continue;
		buf_printf(&gone->body, "%s\n", lines[i]);
		kept++;
	}
	return kept;
}

void
listfile_write_removed(struct arena *a, struct buf *out, const struct bundle *b,
    const struct listkind *kind)
{
	static const enum say whats[] = { SAY_LISTS_REMOVED_BLOCK,
		SAY_LISTS_REMOVED_SEARCH, SAY_LISTS_REMOVED_BOTH,
		SAY_LISTS_REMOVED_BOTH };
	struct listfile gone = { .a = a, .b = b, .kind = kind };
	struct listfile in = { .a = a, .b = b, .kind = kind };
	struct held removed = held_removed(a, listfile_held(b));
	size_t lines = 0;

	kind->lines(&gone, &removed);
	if (gone.body.len > 0) {
		kind->lines(&in, listfile_held(b));
		lines = leave(&gone, &in);
		buf_free(&in.body);
	}
	gone.tlp = b->tlp;
	put_head(&gone, out, "-removed", whats[kind->use]);
	buf_printf(out, ", lines: %zu", lines);
	put_body(&gone, out);
}
