#include <ctype.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/mail/mailforeign.h"

/* Bytes of a line, of the name of a field; lines of a head. */
#define LINE_BYTES 1000
#define NAME_BYTES 60
#define HEAD_LINES 12
/* Lines that are looked at below what announces. */
#define BELOW 4

struct row {
	const char *p;
	size_t len;
};

/* The line without what stands around it; *text moves behind it. */
static struct row
next_row(const char **text)
{
	static const char *const dress[] = { " ", "\t", "\r", ">", "*",
		"\u00a0", "\u3000", "\ufeff" };
	const char *end = strchrnul(*text, '\n');
	struct row r = { *text, (size_t)(end - *text) };
	size_t i, n;

	*text = *end == '\0' ? end : end + 1;
	for (i = 0; i < sizeof(dress) / sizeof(dress[0]); i++) {
		n = strlen(dress[i]);
		if (r.len < n || memcmp(r.p, dress[i], n) != 0)
			continue;
		r.p += n;
		r.len -= n;
		i = (size_t)-1;
	}
	while (r.len > 0 && strchr(" \t\r*", r.p[r.len - 1]) != NULL)
		r.len--;
	return r;
}

/* Somebody at a host with a dot in its name. */
static bool
has_address(struct row r)
{
	const char *at = r.p, *end = r.p + r.len, *s;

	while ((at = memchr(at, '@', (size_t)(end - at))) != NULL) {
		if (at > r.p && isalnum((unsigned char)at[-1])) {
			for (s = at + 1;
			     s < end &&
			     (isalnum((unsigned char)*s) || *s == '-');)
				s++;
			if (s > at + 1 && s + 1 < end && *s == '.' &&
			    isalpha((unsigned char)s[1]))
				return true;
		}
		at++;
	}
	return false;
}

static size_t
digits(const char *p, const char *end)
{
	const char *s = p;

	while (s < end && isdigit((unsigned char)*s))
		s++;
	return (size_t)(s - p);
}

/* A year of the mail, and a time of day. */
static bool
has_date(struct row r)
{
	const char *p = r.p, *end = r.p + r.len;
	bool year = false, time = false;
	size_t n;

	for (; p < end; p += n == 0 ? 1 : n) {
		n = digits(p, end);
		year |= n == 4 &&
			(memcmp(p, "19", 2) == 0 || memcmp(p, "20", 2) == 0);
		time |= (n == 1 || n == 2) && p + n < end &&
			strchr(":.", p[n]) != NULL &&
			digits(p + n + 1, end) == 2;
	}
	return year && time;
}

/* What stands behind the name of a field and its colon; false: it begins
 * none. */
static bool
field_value(struct row r, struct row *value)
{
	size_t i = 0, wide;
	bool letters = false;

	while (i < r.len && i < NAME_BYTES && r.p[i] != ':' &&
	       !(wide = r.len - i >= 3 && memcmp(r.p + i, "：", 3) == 0)) {
		if (!isalpha((unsigned char)r.p[i]) && r.p[i] > 0 &&
		    strchr(" -'*/", r.p[i]) == NULL)
			return false;
		letters |= strchr(" -'*/", r.p[i]) == NULL;
		i++;
	}
	if (!letters || i == r.len || i == NAME_BYTES)
		return false;
	i += r.p[i] == ':' ? 1 : 3;
	*value = (struct row){ r.p + i, r.len - i };
	return !(value->len >= 2 && memcmp(value->p, "//", 2) == 0);
}

static const char *
kept(struct arena *a, struct row r)
{
	return arena_strndup(a, r.p, r.len < LINE_BYTES ? r.len : LINE_BYTES);
}

static void
forget(struct mailforeign *out)
{
	*out = (struct mailforeign){ 0 };
}

static void
note(struct arena *a, struct mailforeign *out, struct row r)
{
	if (!has_address(r))
		return;
	if (out->from == NULL)
		out->from = kept(a, r);
	else
		arena_push_str(a, &out->people, &out->people_count, kept(a, r));
}

/* The fields that begin at the text; it moves behind them. */
static bool
is_head(struct arena *a, const char **text, struct mailforeign *out)
{
	size_t fields = 0, dates = 0, lines;
	const char *at = *text;
	struct row r, value;

	for (lines = 0; *at != '\0' && lines < HEAD_LINES; lines++) {
		r = next_row(&at);
		if (r.len == 0)
			continue;
		if (field_value(r, &value)) {
			fields++;
			dates += !has_address(value) && has_date(value);
			note(a, out, value);
		} else if (has_address(r) && out->from != NULL)
			note(a, out, r);
		else
			break;
		*text = at;
	}
	return fields >= 3 && dates > 0 && out->from != NULL;
}

/* "On 28/10/2021 12:46, "A" <a@b.example> wrote:", in one line or two. */
static bool
tells_who(struct row before, struct row r, struct row *both)
{
	bool ends = r.len > 0 &&
		    (r.p[r.len - 1] == ':' ||
			(r.len >= 3 && memcmp(r.p + r.len - 3, "：", 3) == 0));

	*both = r;
	if (!ends || r.len > LINE_BYTES)
		return false;
	if (has_address(r) && has_date(r))
		return true;
	if (before.len == 0 || r.p < before.p ||
	    (size_t)(r.p - before.p) > LINE_BYTES)
		return false;
	*both = (struct row){ before.p, (size_t)(r.p - before.p) + r.len };
	return has_address(*both) && has_date(*both);
}

/* "----- Edelleenlähetetty viesti -----", and what may stand behind it. */
static bool
announces(struct row r, struct row *rest)
{
	size_t i = 0, from;

	while (i < r.len && r.p[i] == '-')
		i++;
	from = i;
	while (i < r.len && r.p[i] != '-')
		i++;
	if (from < 5 || i - from < 3 || r.len - i < 5 ||
	    memcmp(r.p + i, "-----", 5) != 0)
		return false;
	while (i < r.len && r.p[i] == '-')
		i++;
	*rest = (struct row){ r.p + i, r.len - i };
	return true;
}

static bool
names_below(
    struct arena *a, struct row rest, const char *text, struct mailforeign *out)
{
	unsigned lines;

	note(a, out, rest);
	for (lines = 0; lines < BELOW && *text != '\0'; lines++)
		note(a, out, next_row(&text));
	return out->from != NULL;
}

bool
mailforeign_find(struct arena *a, const char *text, struct mailforeign *out)
{
	struct row before = { 0 }, r, both;
	const char *at;

	forget(out);
	if (strchr(text, '@') == NULL)
		return false;
	for (; *text != '\0'; before = r) {
		at = text;
		r = next_row(&text);
		if (r.len == 0)
			continue;
		if (field_value(r, &both) && is_head(a, &at, out))
			return true;
		/* What was no head from its first line on is none from a later
		 * one, but for what announces it. */
		if (at > text)
			text = at;
		forget(out);
		if (tells_who(before, r, &both)) {
			out->from = kept(a, both);
			return true;
		}
		if (announces(r, &both) && names_below(a, both, text, out))
			return true;
		forget(out);
	}
	return false;
}
