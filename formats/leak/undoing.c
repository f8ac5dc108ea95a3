#include <string.h>

#include "formats/base/buf.h"
#include "formats/leak/bytekind.h"
#include "formats/leak/decoding.h"
#include "formats/leak/escapes.h"
#include "formats/leak/undoing.h"

/* A text with escapes undone, as far as that has come. */
struct undoing {
	struct buf done;
	size_t from;	   /* what of the text stands in it already */
	size_t word;	   /* where in it the word at hand begins */
	bool changed, any; /* that word; any */
};

static void
catch_up(struct undoing *u, const char *text, size_t to)
{
	buf_put(&u->done, text + u->from, to - u->from);
	u->from = to;
}

/* An escape stands at i of the text, and at before of what is done: its word
 * began at low or behind it. */
static void
begin_change(
    struct undoing *u, const char *text, size_t low, size_t i, size_t before)
{
	size_t k = i;

	while (k > low && !bytekind_is(text[k - 1], BYTE_END))
		k--;
	u->word = before - (i - k);
	u->changed = u->any = true;
}

static void
end_change(struct decoding *d, struct undoing *u)
{
	if (u->done.len > u->word)
		decoding_inner(
		    d, u->done.data + u->word, u->done.len - u->word);
	u->changed = false;
}

/* The next mark at i or behind it; in a word that has changed, or where that
 * ends. */
static size_t
next_mark(const struct undoing *u, const char *text, size_t len, size_t i,
    const char *marks)
{
	const char *at;

	if (u->changed) {
		while (i < len && !bytekind_is(text[i], BYTE_END) &&
		       strchr(marks, text[i]) == NULL)
			i++;
		return i;
	}
	if (marks[1] != '\0')
		return i + strcspn(text + i, marks);
	at = memchr(text + i, marks[0], len - i);
	return at == NULL ? len : (size_t)(at - text);
}

/* Replaces what unwrap() understands wherever one of marks stands; reads the
 * result where it differs, each changed word by itself too. */
static void
replace(struct decoding *d, const char *text, size_t len, const char *marks,
    size_t (*unwrap)(const char *s, struct buf *out))
{
	struct undoing u = { 0 };
	size_t i, n, low = 0, before;

	for (i = next_mark(&u, text, len, 0, marks); i < len;
	     i = next_mark(&u, text, len, i + n, marks)) {
		n = 0;
		if (strchr(marks, text[i]) != NULL) {
			catch_up(&u, text, i);
			before = u.done.len;
			n = unwrap(text + i, &u.done);
			if (n > 0 && !u.changed)
				begin_change(&u, text, low, i, before);
			/* An escape that runs past the end of the text is cut
			 * there. */
			n = n > len - i ? len - i : n;
			u.from += n;
		}
		if (n > 0)
			continue;
		n = 1;
		if (!u.changed || !bytekind_is(text[i], BYTE_END))
			continue;
		catch_up(&u, text, i);
		end_change(d, &u);
		low = i + 1;
	}
	if (u.any)
		catch_up(&u, text, len);
	if (u.changed)
		end_change(d, &u);
	if (u.any)
		decoding_inner_whole(d, &u.done);
	buf_free(&u.done);
}

void
undoing_read(struct decoding *d, const char *text, size_t len)
{
	replace(d, text, len, "%", escape_percent);
	replace(d, text, len, "&", escape_entity);
	replace(d, text, len, "\\", escape_backslash);
	replace(d, text, len, "\\", escape_rtf);
	replace(d, text, len, "=", escape_quoted_printable);
	replace(d, text, len, "<", escape_tag);
	replace(d, text, len, "[({", escape_defanged);
	replace(d, text, len, "+", escape_utf7);
	if (strstr(text, "U+") != NULL || strstr(text, "u+") != NULL)
		replace(d, text, len, "Uu", escape_point);
}
