#include <inttypes.h>
#include <stdlib.h>

#include "batch/base/tell.h"
#include "batch/base/tellvoice.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/xml/xmlwrite.h"

/* An element, or a list in one. */
struct level {
	bool list;
	bool filled; /* with elements */
};

struct page {
	struct tell tell;
	struct buf out;
	struct xmlw x;
	const char *namespace, *lang;
	struct level open[TELL_DEPTH];
	size_t depth;
	unsigned elements; /* of those */
};

static struct page *
page(struct tell *t)
{
	return (struct page *)t;
}

static void
begin_line(struct page *w)
{
	unsigned i;

	xmlw_blank(&w->x, "\n");
	for (i = 0; i < w->elements; i++)
		xmlw_blank(&w->x, "  ");
}

static void
push(struct page *w, bool is_list)
{
	if (w->depth == TELL_DEPTH)
		abort();
	w->open[w->depth++] = (struct level){ .list = is_list };
	w->elements += !is_list;
}

/* A list has no element: what is in it stands in the map around it. */
static void
begin_child(struct page *w)
{
	size_t i;

	if (w->depth == 0)
		return;
	for (i = w->depth - 1; i > 0 && w->open[i].list; i--)
		continue;
	w->open[i].filled = true;
	begin_line(w);
}

static void
map(struct tell *t, const char *name)
{
	struct page *w = page(t);

	begin_child(w);
	xmlw_start(&w->x, name);
	if (w->depth == 0) {
		xmlw_attr(&w->x, "xmlns", w->namespace);
		xmlw_attr(&w->x, "lang", w->lang);
	}
	push(w, false);
}

static void
list(struct tell *t, const char *name)
{
	struct page *w = page(t);

	(void)name;
	xmlw_blank(&w->x, "");
	push(w, true);
}

static void
end(struct tell *t)
{
	struct page *w = page(t);
	const struct level *l;

	if (w->depth == 0)
		abort();
	l = &w->open[--w->depth];
	if (l->list)
		return;
	w->elements--;
	if (l->filled)
		begin_line(w);
	xmlw_end(&w->x);
	tell_drain(t, &w->out);
}

static void
string(struct tell *t, const char *name, const char *value)
{
	struct page *w = page(t);

	if (!w->open[w->depth - 1].list) {
		xmlw_attr(&w->x, name, value);
		return;
	}
	begin_child(w);
	xmlw_leaf(&w->x, name, value);
}

static void
number(struct tell *t, const char *name, int64_t value)
{
	xmlw_attrf(&page(t)->x, name, "%" PRId64, value);
}

static void
real(struct tell *t, const char *name, double value)
{
	xmlw_attrf(&page(t)->x, name, "%.1f", value);
}

static void
truth(struct tell *t, const char *name, bool value)
{
	string(t, name, value ? "yes" : "no");
}

static void
words(struct tell *t, const char *name, const char *const *w, size_t count)
{
	struct buf all = { 0 };
	size_t i;

	for (i = 0; i < count; i++)
		buf_printf(&all, "%s%s", i == 0 ? "" : " ", w[i]);
	xmlw_attr(&page(t)->x, name, buf_str(&all));
	buf_free(&all);
}

static void
picture(struct tell *t, const char *xml)
{
	struct page *w = page(t);

	begin_child(w);
	xmlw_raw(&w->x, xml);
}

static void
close_xml(struct tell *t, struct buf *out)
{
	struct page *w = page(t);

	xmlw_blank(&w->x, "\n");
	buf_move(out, &w->out);
	free(w);
}

struct tell *
tell_xml(const char *namespace, const char *lang)
{
	static const struct voice voice = {
		.id = "id",
		.map = map,
		.list = list,
		.end = end,
		.string = string,
		.number = number,
		.share = number,
		.real = real,
		.truth = truth,
		.words = words,
		.picture = picture,
		.close = close_xml,
	};
	struct page *w = mem_alloc(sizeof(*w));

	w->tell.voice = &voice;
	w->namespace = namespace;
	w->lang = lang;
	xmlw_begin(&w->x, &w->out);
	xmlw_head(&w->x);
	return &w->tell;
}
