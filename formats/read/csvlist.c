#include <stdbool.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/names/charset.h"
#include "formats/read/columns.h"
#include "formats/read/csvlist.h"
#include "formats/read/listing.h"

/* A text on its way into rows. */
struct csv {
	const char *at;
	char comma;
	size_t row;
	const char *cells[LIMIT_COLUMNS];
	size_t count;
	bool broken; /* a quote that does not end */
};

/* The text as UTF-8; NULL: it is none. */
static const char *
decoded(struct arena *a, const char *p, size_t len)
{
	struct buf b = { 0 };
	const char *out;
	bool bad = false;

	if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
		p += 3;
		len -= 3;
	}
	if (memchr(p, 0, len) != NULL)
		return NULL;
	if (text_valid(p, len))
		return arena_strndup(a, p, len);
	charset_decode(&b, "CP932", p, len, &bad);
	out = bad ? NULL : arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
put_cell(struct csv *c, const char *s)
{
	if (c->count < LIMIT_COLUMNS)
		c->cells[c->count++] = s;
}

/* "a ""b"" c": what stands between the quotes, and what follows them. */
static const char *
quoted(struct csv *c, struct arena *a)
{
	struct buf b = { 0 };
	const char *out, *end;

	c->at++;
	while ((end = strchr(c->at, '"')) != NULL) {
		buf_put(&b, c->at, (size_t)(end - c->at));
		c->at = end + 1;
		if (*c->at != '"')
			break;
		buf_put(&b, c->at++, 1);
	}
	if (end == NULL) {
		c->broken = true;
		c->at += strlen(c->at);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static const char *
cell(struct csv *c, struct arena *a)
{
	const char ends[] = { c->comma, '\r', '\n', '\0' };
	const char *s;
	size_t n;

	if (*c->at == '"') {
		s = quoted(c, a);
		c->at += strcspn(c->at, ends);
		return s;
	}
	n = strcspn(c->at, ends);
	s = arena_strndup(a, c->at, n);
	c->at += n;
	return s;
}

static void
end_line(struct csv *c)
{
	if (*c->at == '\r')
		c->at++;
	if (*c->at == '\n')
		c->at++;
}

/* The next row; its cells hang from the arena. */
static bool
next_row(struct csv *c, struct arena *a)
{
	if (*c->at == '\0')
		return false;
	c->count = 0;
	c->row++;
	for (;;) {
		put_cell(c, cell(c, a));
		if (*c->at != c->comma)
			break;
		c->at++;
	}
	end_line(c);
	return true;
}

static bool
is_empty(const struct csv *c)
{
	return c->count == 1 && *c->cells[0] == '\0';
}

static bool
read_with(struct arena *a, const char *text, char comma, struct listing *l)
{
	struct csv c = { .at = text, .comma = comma };
	struct columns *columns = columns_new(a);
	struct arena *row = arena_new();

	while (next_row(&c, row)) {
		/* A head behind a sign of a comment is a head all the same. */
		if (!columns_found(columns) && *c.cells[0] == '#')
			c.cells[0] += strspn(c.cells[0], "# \"");
		if (!is_empty(&c))
			columns_row(columns, row, c.cells, c.count, c.row, l);
		if (!columns_found(columns) && c.row > LIMIT_HEAD_ROWS)
			break;
		arena_reset(row);
	}
	arena_free(row);
	if (c.broken && columns_found(columns)) {
		l->trouble = LISTING_BROKEN;
		listing_leave(l, LEFT_VALUE, c.row);
	}
	return columns_found(columns);
}

void
csvlist_read(struct arena *a, const void *p, size_t len, struct listing *l)
{
	static const char commas[] = ",\t;";
	const char *text = decoded(a, p, len), *s;
	const struct listing before = *l;

	if (text == NULL) {
		l->trouble = LISTING_ENCODING;
		return;
	}
	for (s = commas; *s != '\0'; s++) {
		if (read_with(a, text, *s, l)) {
			l->form = LISTING_CSV;
			return;
		}
		*l = before;
	}
	l->trouble = LISTING_NO_LIST;
}
