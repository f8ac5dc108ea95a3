#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/mail/mailunwrap.h"

/* Own words above a forwarded mail: more than this is a text of its own. */
#define UNWRAP_NOTE 400
/* A forward of a forward of a forward ... */
#define UNWRAP_DEPTH 8

struct line {
	const char *p;
	size_t len;
};

enum field { FIELD_NONE, FIELD_FROM, FIELD_TO, FIELD_DATE, FIELD_SUBJECT };

/* The names of header fields as mail programs write them into a forward. */
static const struct {
	const char *name;
	enum field field;
} fields[] = {
	{ "from", FIELD_FROM },
	{ "差出人", FIELD_FROM },
	{ "送信者", FIELD_FROM },
	{ "送信元", FIELD_FROM },
	{ "von", FIELD_FROM },
	{ "de", FIELD_FROM },
	{ "da", FIELD_FROM },
	{ "van", FIELD_FROM },
	{ "od", FIELD_FROM },
	{ "发件人", FIELD_FROM },
	{ "寄件者", FIELD_FROM },
	{ "보낸 사람", FIELD_FROM },
	{ "to", FIELD_TO },
	{ "cc", FIELD_TO },
	{ "reply-to", FIELD_TO },
	{ "宛先", FIELD_TO },
	{ "an", FIELD_TO },
	{ "para", FIELD_TO },
	{ "à", FIELD_TO },
	{ "a", FIELD_TO },
	{ "aan", FIELD_TO },
	{ "收件人", FIELD_TO },
	{ "收件者", FIELD_TO },
	{ "받는 사람", FIELD_TO },
	{ "date", FIELD_DATE },
	{ "sent", FIELD_DATE },
	{ "日時", FIELD_DATE },
	{ "日付", FIELD_DATE },
	{ "送信日時", FIELD_DATE },
	{ "gesendet", FIELD_DATE },
	{ "datum", FIELD_DATE },
	{ "enviado", FIELD_DATE },
	{ "enviado el", FIELD_DATE },
	{ "enviada em", FIELD_DATE },
	{ "fecha", FIELD_DATE },
	{ "data", FIELD_DATE },
	{ "envoyé", FIELD_DATE },
	{ "inviato", FIELD_DATE },
	{ "verzonden", FIELD_DATE },
	{ "发送时间", FIELD_DATE },
	{ "日期", FIELD_DATE },
	{ "보낸 날짜", FIELD_DATE },
	{ "subject", FIELD_SUBJECT },
	{ "件名", FIELD_SUBJECT },
	{ "betreff", FIELD_SUBJECT },
	{ "assunto", FIELD_SUBJECT },
	{ "asunto", FIELD_SUBJECT },
	{ "objet", FIELD_SUBJECT },
	{ "oggetto", FIELD_SUBJECT },
	{ "onderwerp", FIELD_SUBJECT },
	{ "主题", FIELD_SUBJECT },
	{ "主旨", FIELD_SUBJECT },
	{ "제목", FIELD_SUBJECT },
};

static struct line *
lines_of(struct arena *a, const char *text, size_t *count)
{
	struct line *lines = NULL, *l;
	const char *end;

	*count = 0;
	for (; *text != '\0'; text = *end == '\0' ? end : end + 1) {
		end = strchrnul(text, '\n');
		l = arena_push(a, &lines, count, sizeof(*l));
		l->p = text;
		l->len = (size_t)(end - text);
		while (l->len > 0 && strchr(" \t\r", l->p[l->len - 1]) != NULL)
			l->len--;
	}
	return lines;
}

/* Steps over blanks, wide ones too, and what programs put around a name. */
static void
skip_dress(struct line *l)
{
	size_t n;

	for (;;) {
		if (l->len > 0 && strchr(" \t*", l->p[0]) != NULL)
			n = 1;
		else if (l->len >= 3 && (memcmp(l->p, "　", 3) == 0 ||
					    memcmp(l->p, "\ufeff", 3) == 0))
			n = 3;
		else
			return;
		l->p += n;
		l->len -= n;
	}
}

static enum field
field_of(struct line l)
{
	size_t i, n;

	skip_dress(&l);
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		/* Most lines begin no field. */
		if (l.len == 0 || ((l.p[0] ^ fields[i].name[0]) & ~0x20) != 0)
			continue;
		n = strlen(fields[i].name);
		if (l.len <= n || strncasecmp(l.p, fields[i].name, n) != 0)
			continue;
		for (; n < l.len && strchr(" \t*", l.p[n]) != NULL; n++)
			continue;
		if (n < l.len && l.p[n] == ':')
			return fields[i].field;
		if (n + 3 <= l.len && memcmp(l.p + n, "：", 3) == 0)
			return fields[i].field;
	}
	return FIELD_NONE;
}

/*
 * The lines of a header block that begins at i: who, and when or about what,
 * and one more.  0: none.
 */
static size_t
header_block(const struct line *lines, size_t count, size_t i)
{
	bool seen[FIELD_SUBJECT + 1] = { false };
	size_t n, named = 0, end = 0;
	enum field f;

	if (field_of(lines[i]) == FIELD_NONE)
		return 0;
	for (n = i; n < count && n < i + 12; n++) {
		f = field_of(lines[n]);
		if (f == FIELD_NONE && lines[n].len == 0 && named >= 3)
			break;
		if (f == FIELD_NONE)
			continue;
		named++;
		seen[f] = true;
		end = n + 1;
	}
	if (named < 3 || !seen[FIELD_FROM] ||
	    !(seen[FIELD_DATE] || seen[FIELD_SUBJECT]))
		return 0;
	return end - i;
}

static bool
is_quoted(struct line l)
{
	skip_dress(&l);
	return l.len > 0 && l.p[0] == '>';
}

static size_t
letters(const struct line *lines, size_t from, size_t to)
{
	size_t n = 0;

	for (; from < to; from++)
		n += lines[from].len;
	return n;
}

static bool
is_mostly_quoted(const struct line *lines, size_t from, size_t to)
{
	size_t i, quoted = 0;

	for (i = from; i < to; i++)
		if (is_quoted(lines[i]))
			quoted += lines[i].len;
	return 2 * quoted > letters(lines, from, to);
}

/* Quoted lines lose their marks where they are the most of it (somebody sent
 * the mail on), and are left out where they are what is answered to. */
static char *
unquote(struct arena *a, struct line *lines, size_t from, size_t to)
{
	struct buf b = { 0 };
	size_t i;
	bool keep;
	char *out;

	keep = is_mostly_quoted(lines, from, to);
	for (i = from; i < to; i++) {
		if (is_quoted(lines[i]) && !keep)
			continue;
		while (is_quoted(lines[i])) {
			skip_dress(&lines[i]);
			lines[i].p++;
			lines[i].len--;
		}
		buf_put(&b, lines[i].p, lines[i].len);
		buf_puts(&b, "\n");
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* "-----Original Message-----" and its like above a header block. */
static bool
is_rule(struct line l)
{
	static const char *const words[] = { "--", "__",
		"==", "begin forwarded message", NULL };
	size_t i;

	skip_dress(&l);
	for (i = 0; words[i] != NULL; i++)
		if (l.len >= strlen(words[i]) &&
		    strncasecmp(l.p, words[i], strlen(words[i])) == 0)
			return true;
	return l.len == 0;
}

/* What the subject says of the text: sent on, or answered. */
static const char *const forwards[] = { "fw:", "fwd:", "転送:", "wg:", "enc:",
	"rv:", "tr:", "i:", "fw：", "fwd：", "転送：", NULL };

/* Length of the one of the words that begins s, with the blanks before it. */
static size_t
begins_with_one(const char *s, const char *const *words)
{
	size_t blanks = strspn(s, " \t");

	for (s += blanks; *words != NULL; words++)
		if (strncasecmp(s, *words, strlen(*words)) == 0)
			return blanks + strlen(*words);
	return 0;
}

const char *
mail_subject_meant(const char *subject)
{
	size_t n;

	while ((n = begins_with_one(subject, forwards)) > 0)
		subject += n;
	return subject + strspn(subject, " \t");
}

/* How much text above a header block still counts as a note on a forward. */
static size_t
note_allowed(const char *subject)
{
	static const char *const answers[] = {
		"re:", "返信:", "aw:", "sv:", "res:", "re：", "返信：", NULL
	};

	if (subject != NULL && begins_with_one(subject, forwards) > 0)
		return SIZE_MAX;
	if (subject != NULL && begins_with_one(subject, answers) > 0)
		return 0;
	return UNWRAP_NOTE;
}

char *
mail_unwrap(struct arena *a, const char *text, const char *subject)
{
	struct line *lines;
	size_t count, i, n, top, depth;
	char *out;

	out = arena_strdup(a, text);
	for (depth = 0; depth < UNWRAP_DEPTH; depth++) {
		lines = lines_of(a, out, &count);
		out = unquote(a, lines, 0, count);
		lines = lines_of(a, out, &count);
		for (i = n = 0; i < count && n == 0; i++)
			n = header_block(lines, count, i);
		if (n == 0)
			return out;
		for (top = i - 1; top > 0 && is_rule(lines[top - 1]); top--)
			continue;
		if (letters(lines, 0, top) > note_allowed(subject) ||
		    letters(lines, i - 1 + n, count) == 0)
			return unquote(a, lines, 0, top);
		out = unquote(a, lines, i - 1 + n, count);
	}
	return out;
}

/* The lines that carry a quote mark, without one level of it. */
static char *
quoted_lines(struct arena *a, const struct line *lines, size_t count)
{
	struct buf b = { 0 };
	struct line l;
	size_t i;
	char *out;

	for (i = 0; i < count; i++) {
		if (!is_quoted(lines[i]))
			continue;
		l = lines[i];
		skip_dress(&l);
		buf_put(&b, l.p + 1, l.len - 1);
		buf_puts(&b, "\n");
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

char *
mail_quoted(struct arena *a, const char *text, const char *subject)
{
	struct line *lines;
	size_t count, i, n, top;

	lines = lines_of(a, text, &count);
	for (i = n = 0; i < count && n == 0; i++)
		n = header_block(lines, count, i);
	if (n > 0) {
		for (top = i - 1; top > 0 && is_rule(lines[top - 1]); top--)
			continue;
		if (letters(lines, 0, top) <= note_allowed(subject))
			return arena_strdup(a, "");
		return arena_strdup(
		    a, i - 1 + n < count ? lines[i - 1 + n].p : "");
	}
	if (is_mostly_quoted(lines, 0, count) && note_allowed(subject) > 0)
		return arena_strdup(a, "");
	return quoted_lines(a, lines, count);
}
