#include <libxml/tree.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/base/words.h"
#include "formats/picture/svgread.h"
#include "formats/picture/svgvalue.h"
#include "formats/xml/xmlread.h"
#include "formats/xml/xmlwrite.h"

#define NAMESPACE    "http://www.w3.org/2000/svg"
#define BLANKS	     " \t\r\n"
#define LARGEST	     20000 /* units of a side */
#define PART_TO_READ 500   /* of the longer side: letters are not smaller */

static const char *const shapes[] = { "rect", "circle", "ellipse", "line",
	"polyline", "polygon", "path" };
/* Neither drawn nor about what is drawn. */
static const char *const asides[] = { "title", "desc", "metadata" };

/* In the order in which they are written. */
enum attribute {
	A_X,
	A_Y,
	A_DX,
	A_DY,
	A_FILL,
	A_FONT_SIZE,
	A_TRANSFORM,
	A_REST
};
static const struct {
	const char *name, *wanted;
	enum svgvalue kind;
} attributes[] = {
	[A_X] = { "x", "a number", SVGVALUE_NUMBER },
	[A_Y] = { "y", "a number", SVGVALUE_NUMBER },
	[A_DX] = { "dx", "a number", SVGVALUE_NUMBER },
	[A_DY] = { "dy", "a number", SVGVALUE_NUMBER },
	[A_FILL] = { "fill", "a colour", SVGVALUE_COLOUR },
	[A_FONT_SIZE] = { "font-size", "a number", SVGVALUE_LENGTH },
	[A_TRANSFORM] = { "transform", "matrix, translate, scale or rotate",
	    SVGVALUE_TRANSFORM },
	[A_REST] = { "width", "a number", SVGVALUE_LENGTH },
	{ "height", "a number", SVGVALUE_LENGTH },
	{ "rx", "a number", SVGVALUE_LENGTH },
	{ "ry", "a number", SVGVALUE_LENGTH },
	{ "cx", "a number", SVGVALUE_NUMBER },
	{ "cy", "a number", SVGVALUE_NUMBER },
	{ "r", "a number", SVGVALUE_LENGTH },
	{ "x1", "a number", SVGVALUE_NUMBER },
	{ "y1", "a number", SVGVALUE_NUMBER },
	{ "x2", "a number", SVGVALUE_NUMBER },
	{ "y2", "a number", SVGVALUE_NUMBER },
	{ "points", "numbers", SVGVALUE_NUMBERS },
	{ "d", "a path", SVGVALUE_PATH },
	{ "fill-rule", "nonzero or evenodd", SVGVALUE_RULE },
	{ "stroke", "a colour", SVGVALUE_COLOUR },
	{ "stroke-width", "a number", SVGVALUE_LENGTH },
	{ "stroke-dasharray", "numbers", SVGVALUE_DASHES },
	{ "stroke-linecap", "butt, round or square", SVGVALUE_CAP },
	{ "stroke-linejoin", "miter, round or bevel", SVGVALUE_JOIN },
	{ "font-weight", "normal, bold or a number", SVGVALUE_WEIGHT },
	{ "font-style", "normal or italic", SVGVALUE_STYLE },
	{ "text-anchor", "start, middle or end", SVGVALUE_ANCHOR },
};
#define ATTRIBUTES (sizeof(attributes) / sizeof(attributes[0]))

struct drawing {
	struct arena *a;
	struct xmlw x;
	const char *wrong;
	double left, top, width, height;
	unsigned count;
};

/* What a group's parts take over from it. */
struct pen {
	struct svgvalue_place place;
	double size; /* of letters */
	bool clear;  /* not filled */
	double x, y; /* where the next word stands */
	unsigned depth;
};

/* The values of one element's attributes. */
struct look {
	const char *v[ATTRIBUTES];
};

static bool
fault(struct drawing *d, const xmlNode *n, const char *what, const char *more)
{
	if (d->wrong == NULL)
		d->wrong = arena_printf(d->a, "line %ld: %s: %s%s",
		    xmlGetLineNo((xmlNode *)n),
		    text_escape(d->a, (const char *)n->name,
			strlen((const char *)n->name), 40),
		    what, more);
	return false;
}

static bool
is_svg(const xmlNode *n)
{
	return n->ns != NULL &&
	       strcmp((const char *)n->ns->href, NAMESPACE) == 0;
}

static bool
is_named(const xmlNode *n, const char *name)
{
	return strcmp((const char *)n->name, name) == 0;
}

static bool
is_one_of(const xmlNode *n, const char *const *names, size_t count)
{
	return word_index(names, (int)count, (const char *)n->name) != -1;
}

#define IS_ONE_OF(n, names) \
	is_one_of(n, names, sizeof(names) / sizeof((names)[0]))

/* Without blanks round it, and px behind a number. */
static const char *
trimmed(struct arena *a, const char *s, enum svgvalue kind)
{
	size_t len;

	s += strspn(s, BLANKS);
	len = strlen(s);
	while (len > 0 && strchr(BLANKS, s[len - 1]) != NULL)
		len--;
	if ((kind == SVGVALUE_NUMBER || kind == SVGVALUE_LENGTH) && len > 2 &&
	    strncmp(s + len - 2, "px", 2) == 0)
		len -= 2;
	return arena_strndup(a, s, len);
}

/* One that is not known says nothing here. */
static bool
take_value(struct drawing *d, const xmlNode *n, struct look *l,
    const char *name, const char *value)
{
	size_t i;

	for (i = 0; i < ATTRIBUTES; i++)
		if (strcmp(attributes[i].name, name) == 0)
			break;
	if (i == ATTRIBUTES)
		return true;
	value = trimmed(d->a, value, attributes[i].kind);
	if (!svgvalue_is(attributes[i].kind, value))
		return fault(d, n,
		    arena_printf(
			d->a, "its %s wants to be ", attributes[i].name),
		    attributes[i].wanted);
	l->v[i] = value;
	return true;
}

/* style="fill:none;stroke:#000000": it has the last word. */
static bool
take_style(struct drawing *d, const xmlNode *n, struct look *l, char *style)
{
	char *part, *rest = NULL, *colon;

	for (part = strtok_r(style, ";", &rest); part != NULL;
	     part = strtok_r(NULL, ";", &rest)) {
		colon = strchr(part, ':');
		if (colon == NULL)
			continue;
		*colon = '\0';
		if (!take_value(d, n, l, trimmed(d->a, part, SVGVALUE_COLOUR),
			colon + 1))
			return false;
	}
	return true;
}

/* What would run, or fetch, is not passed over. */
static bool
is_dangerous(const xmlAttr *p)
{
	return strncasecmp((const char *)p->name, "on", 2) == 0 ||
	       strcasecmp((const char *)p->name, "href") == 0;
}

static bool
take_look(struct drawing *d, const xmlNode *n, struct look *l)
{
	const char *style;
	const xmlAttr *p;

	*l = (struct look){ 0 };
	for (p = n->properties; p != NULL; p = p->next) {
		if (is_dangerous(p))
			return fault(
			    d, n, "scripts and references are not taken", "");
		if (p->ns == NULL &&
		    !take_value(d, n, l, (const char *)p->name,
			xml_attr(d->a, n, (const char *)p->name)))
			return false;
	}
	style = xml_attr(d->a, n, "style");
	return style == NULL || take_style(d, n, l, arena_strdup(d->a, style));
}

static void
put_look(struct drawing *d, const struct look *l)
{
	size_t i;

	for (i = 0; i < ATTRIBUTES; i++)
		xmlw_attr(&d->x, attributes[i].name, l->v[i]);
}

static double
number_of(const struct look *l, enum attribute which, double instead)
{
	double v;

	return l->v[which] != NULL && svgvalue_number(l->v[which], &v)
		   ? v
		   : instead;
}

/* As the element's own attributes change it. */
static struct pen
moved(const struct pen *before, const struct look *l)
{
	struct pen p = *before;

	p.depth++;
	if (l->v[A_TRANSFORM] != NULL)
		svgvalue_transform(l->v[A_TRANSFORM], &p.place);
	if (l->v[A_FILL] != NULL)
		p.clear = strcmp(l->v[A_FILL], "none") == 0;
	p.size = number_of(l, A_FONT_SIZE, p.size);
	p.x = number_of(l, A_X, p.x) + number_of(l, A_DX, 0);
	p.y = number_of(l, A_Y, p.y) + number_of(l, A_DY, 0);
	return p;
}

static bool
is_inside(const struct drawing *d, const struct pen *p)
{
	const struct svgvalue_place *m = &p->place;
	double x = m->a * p->x + m->c * p->y + m->e;
	double y = m->b * p->x + m->d * p->y + m->f;

	return x >= d->left && x <= d->left + d->width && y >= d->top &&
	       y <= d->top + d->height;
}

/* As large as the smaller of its two directions. */
static bool
is_legible(const struct drawing *d, const struct pen *p)
{
	const struct svgvalue_place *m = &p->place;
	double across = hypot(m->a, m->b), down = hypot(m->c, m->d);

	return p->size * fmin(across, down) >=
	       fmax(d->width, d->height) / PART_TO_READ;
}

/* Blanks in a row are one. */
static const char *
closed_up(struct arena *a, const char *s)
{
	struct buf b = { 0 };
	const char *out;
	bool blank = false;

	for (; *s != '\0'; s++) {
		if (strchr(BLANKS, *s) != NULL) {
			blank = true;
			continue;
		}
		if (blank)
			buf_puts(&b, " ");
		blank = false;
		buf_put(&b, s, 1);
	}
	if (blank)
		buf_puts(&b, " ");
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static bool
put_words(struct drawing *d, const xmlNode *n, const struct pen *p)
{
	const char *words = closed_up(d->a, (const char *)n->content);

	if (words[strspn(words, BLANKS)] != '\0') {
		if (!text_printable(words, false) || text_has_bidi(words))
			return fault(
			    d, n->parent, "characters that nobody sees", "");
		if (!is_inside(d, p))
			return fault(
			    d, n->parent, "words outside the picture", "");
		if (p->clear || !is_legible(d, p))
			return fault(
			    d, n->parent, "words that nobody can read", "");
	}
	xmlw_text(&d->x, words);
	return true;
}

/* Counted, and not too deep. */
static bool
may_follow(struct drawing *d, const xmlNode *n, const struct pen *p)
{
	if (++d->count > LIMIT_SHAPES)
		return fault(d, n, "more shapes than are taken", "");
	if (p->depth >= LIMIT_SHAPE_DEPTH)
		return fault(d, n, "nested too deep", "");
	return true;
}

/* text and tspan; where a tspan ends the next words stand somewhere behind. */
static bool
put_text(struct drawing *d, const xmlNode *n, const struct pen *before)
{
	const xmlNode *c;
	struct look l;
	struct pen p;

	if (!may_follow(d, n, before) || !take_look(d, n, &l))
		return false;
	p = moved(before, &l);
	xmlw_start(&d->x, is_named(n, "text") ? "text" : "tspan");
	put_look(d, &l);
	for (c = n->children; c != NULL; c = c->next) {
		if (c->type == XML_TEXT_NODE) {
			if (!put_words(d, c, &p))
				return false;
		} else if (c->type == XML_ELEMENT_NODE && is_svg(c)) {
			if (IS_ONE_OF(c, asides))
				continue;
			if (!is_named(c, "tspan"))
				return fault(
				    d, c, "does not stand in a text here", "");
			if (!put_text(d, c, &p))
				return false;
		}
	}
	xmlw_end(&d->x);
	return true;
}

static bool
put_shape(struct drawing *d, const xmlNode *n, const struct pen *p)
{
	struct look l;

	if (!may_follow(d, n, p) || !take_look(d, n, &l))
		return false;
	xmlw_start(&d->x, (const char *)n->name);
	put_look(d, &l);
	xmlw_end(&d->x);
	return true;
}

static bool put_parts(struct drawing *d, const xmlNode *n, const struct pen *p);

static bool
put_group(struct drawing *d, const xmlNode *n, const struct pen *before)
{
	struct look l;
	struct pen p;

	if (!may_follow(d, n, before) || !take_look(d, n, &l))
		return false;
	l.v[A_X] = l.v[A_Y] = l.v[A_DX] = l.v[A_DY] = NULL;
	p = moved(before, &l);
	xmlw_start(&d->x, "g");
	put_look(d, &l);
	if (!put_parts(d, n, &p))
		return false;
	xmlw_end(&d->x);
	return true;
}

/* What programs of other kinds left there is not drawn. */
static bool
put_part(struct drawing *d, const xmlNode *n, const struct pen *p)
{
	if (!is_svg(n) || IS_ONE_OF(n, asides))
		return true;
	if (is_named(n, "defs") && xml_child(n, NULL, NULL) == NULL)
		return true;
	if (is_named(n, "g"))
		return put_group(d, n, p);
	if (is_named(n, "text"))
		return put_text(d, n, p);
	if (IS_ONE_OF(n, shapes))
		return put_shape(d, n, p);
	return fault(d, n,
	    "is not taken here; there are g, text, tspan, rect, circle, ellipse, line, polyline, polygon, path",
	    "");
}

static bool
put_parts(struct drawing *d, const xmlNode *n, const struct pen *p)
{
	const xmlNode *c = NULL;

	while ((c = xml_child(n, c, NULL)) != NULL)
		if (!put_part(d, c, p))
			return false;
	return true;
}

/* viewBox, or width and height. */
static bool
measure(struct drawing *d, const xmlNode *root)
{
	const char *box = xml_attr(d->a, root, "viewBox"), *width, *height;
	bool said;

	if (box != NULL) {
		box += strspn(box, BLANKS);
		said = svgvalue_next(&box, &d->left) &&
		       svgvalue_next(&box, &d->top) &&
		       svgvalue_next(&box, &d->width) &&
		       svgvalue_next(&box, &d->height) && *box == '\0';
	} else {
		width = xml_attr(d->a, root, "width");
		height = xml_attr(d->a, root, "height");
		said = width != NULL && height != NULL &&
		       svgvalue_number(width, &d->width) &&
		       svgvalue_number(height, &d->height);
	}
	if (said && d->width >= 1 && d->height >= 1 && d->width <= LARGEST &&
	    d->height <= LARGEST)
		return true;
	return fault(d, root, "wants a viewBox of four numbers", "");
}

static bool
put_root(struct drawing *d, const xmlNode *root)
{
	struct pen p = { .place = { 1, 0, 0, 1, 0, 0 }, .size = 16 };
	struct look l;
	size_t i;

	if (!is_svg(root) || !is_named(root, "svg"))
		return fault(
		    d, root, "the root wants to be svg of " NAMESPACE, "");
	if (!measure(d, root) || !take_look(d, root, &l))
		return false;
	for (i = 0; i < ATTRIBUTES; i++)
		if (strncmp(attributes[i].name, "f", 1) != 0 &&
		    strncmp(attributes[i].name, "s", 1) != 0 &&
		    strcmp(attributes[i].name, "text-anchor") != 0)
			l.v[i] = NULL;
	p = moved(&p, &l);
	xmlw_start(&d->x, "svg");
	xmlw_attr(&d->x, "xmlns", NAMESPACE);
	xmlw_attrf(&d->x, "viewBox", "%.6g %.6g %.6g %.6g", d->left, d->top,
	    d->width, d->height);
	put_look(d, &l);
	if (!put_parts(d, root, &p))
		return false;
	xmlw_end(&d->x);
	return true;
}

bool
svgread_is(const void *p, size_t len)
{
	return memmem(p, len, "<svg", 4) != NULL ||
	       memmem(p, len, ":svg", 4) != NULL;
}

const char *
svgread(struct arena *a, struct buf *out, const void *p, size_t len,
    struct svgread_size *size)
{
	struct drawing d = { .a = a };
	struct buf drawn = { 0 };
	char err[512];
	xmlDocPtr doc;

	doc = xml_open(p, len, err, sizeof(err));
	if (doc == NULL)
		return arena_strdup(a, err);
	xmlw_begin(&d.x, &drawn);
	put_root(&d, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
	buf_move(out, &drawn);
	*size = (struct svgread_size){ d.width, d.height };
	return d.wrong;
}
