#include <string.h>

#include "formats/base/base64.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/names/charset.h"
#include "formats/out/bundle.h"
#include "formats/tools/listfile.h"
#include "formats/tools/postfixlist.h"

/* So many bytes every writer of encoded words puts into the first one; fewer
 * than so many would match what others say. */
#define FIRST_WORD 24
#define ENOUGH	   9
/* So many letters tell a subject that is told without its marks from others. */
#define LETTERS 8

/* What a value's marks stood for may be anything. */
static void
put_literal(struct buf *out, const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (s[i] == '{' && i + 1 < len && s[i + 1] == '}') {
			buf_puts(out, ".*");
			i++;
			continue;
		}
		if (s[i] == ' ') {
			buf_puts(out, "[[:space:]]+");
			continue;
		}
		if (strchr("\\.[]{}()*+?^$|/", s[i]) != NULL)
			buf_puts(out, "\\");
		buf_put(out, s + i, 1);
	}
}

static void
put_action(struct buf *out, const struct held_value *v)
{
	buf_printf(out, "/ WARN toiyaba %.*s\n", (int)strcspn(v->items, " "),
	    v->items);
}

static void
put_sender(struct buf *out, const struct held_value *v)
{
	buf_puts(
	    out, "/^(From|Sender|Reply-To|Return-Path):(.*[^a-z0-9._+=-])?");
	put_literal(out, v->value, strlen(v->value));
	buf_puts(out, "([^a-z0-9.-].*)?$");
	put_action(out, v);
}

#define ANSWERS "/^Subject:[[:space:]]*((re|fw|fwd):[[:space:]]*)*"

static void
put_word(struct buf *out, const struct held_value *v, const char *charset,
    const struct buf *bytes)
{
	size_t len = bytes->len < FIRST_WORD ? bytes->len : FIRST_WORD;
	struct buf letters = { 0 };

	len -= len % 3;
	if (len < ENOUGH)
		return;
	base64_encode(&letters, bytes->data, len);
	buf_printf(out, ANSWERS "=\\?%s\\?b\\?", charset);
	put_literal(out, buf_str(&letters), letters.len);
	put_action(out, v);
	buf_free(&letters);
}

/* JIS X 0208 in seven bits: EUC without its high bits, after an escape. */
static bool
to_jis(struct buf *out, const char *s, size_t len, struct arena *a)
{
	struct buf euc = { 0 };
	unsigned char c;
	bool wide;
	size_t i;

	wide = charset_encode(&euc, CHARSET_EUC, arena_strndup(a, s, len));
	for (i = 0; i < euc.len; i++)
		wide = wide && euc.data[i] > 0xa0;
	buf_puts(out, "\x1b$B");
	for (i = 0; wide && i < euc.len; i++) {
		c = euc.data[i] & 0x7f;
		buf_put(out, &c, 1);
	}
	buf_free(&euc);
	return wide;
}

/* The leading part that is of one charset's wide letters, without marks. */
static size_t
wide_part(const char *s)
{
	size_t i = 0;

	while ((unsigned char)s[i] >= 0x80)
		i++;
	return i;
}

static void
put_words(struct arena *a, struct buf *out, const struct held_value *v)
{
	const char *mark = strstr(v->value, "{}");
	struct buf bytes = { 0 };

	buf_put(&bytes, v->value,
	    mark == NULL ? strlen(v->value) : (size_t)(mark - v->value));
	put_word(out, v, "utf-8", &bytes);
	bytes.len = 0;
	if (wide_part(v->value) > 0 &&
	    to_jis(&bytes, v->value, wide_part(v->value), a))
		put_word(out, v, "iso-2022-jp", &bytes);
	buf_free(&bytes);
}

static void
put_subject(struct arena *a, struct buf *out, const struct held_value *v)
{
	buf_puts(out, ANSWERS);
	put_literal(out, v->value, strlen(v->value));
	buf_puts(out, "[[:space:]]*$");
	put_action(out, v);
	if (!text_is_ascii(v->value))
		put_words(a, out, v);
}

/* Whether anything could follow from so little. */
static bool
says_little(const char *subject)
{
	size_t letters = 0;
	const char *s;

	if (strstr(subject, "{}") == NULL)
		return false;
	for (s = subject; *s != '\0'; s++)
		letters += strchr(" {}.:[]-_/#", *s) == NULL;
	return letters < LETTERS;
}

static bool
put_check(struct listfile *l, const struct held_value *v)
{
	if (!text_printable(v->value, false) || *v->value == '\0')
		return false;
	if (v->type == IND_EMAIL && listfile_is_plain(v->value))
		put_sender(&l->body, v);
	else if (v->type == IND_SUBJECT && !says_little(v->value))
		put_subject(l->a, &l->body, v);
	else
		return false;
	return true;
}

static void
put_checks(struct listfile *l, const struct held *h)
{
	charset_setup();
	listfile_each(l, h, put_check);
}

static const struct listkind checks = { .name = "search-postfix",
	.comment = "#",
	.use = HELD_SEARCH,
	.types = LISTFILE_OF(IND_EMAIL) | LISTFILE_OF(IND_SUBJECT),
	.lines = put_checks };
LISTFILE(postfixlist, checks)
LISTFILE_REMOVED(postfixlist_removed, checks)
