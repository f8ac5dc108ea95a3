#include <string.h>
#include <strings.h>

#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/mail/mailguard.h"

/* Of an encoded word, RFC 2047 allows 75. */
#define WORD_BYTES 256

bool
mailguard_too_large(const char *p, size_t len)
{
	size_t i, lines = 0;

	for (i = 0; i < len; i++) {
		if (p[i] != '\n')
			continue;
		/* Those of one field are as many as it is long. */
		lines += i + 1 == len || (p[i + 1] != ' ' && p[i + 1] != '\t');
		if (i + 1 < len &&
		    (p[i + 1] == '\n' ||
			(p[i + 1] == '\r' && i + 2 < len && p[i + 2] == '\n')))
			return false;
		if (i > LIMIT_HEADERS || lines > LIMIT_HEADER_LINES)
			return true;
	}
	return i > LIMIT_HEADERS && lines < 2;
}

/* Where the lines of a mail stand: fields begin behind what may be a boundary,
 * and, in a mail inside, behind the blank line that ends others. */
enum place { PLACE_HEAD, PLACE_BLANK, PLACE_TEXT };

static bool
is_blank(const char *p, size_t len)
{
	return len == 0 || (len == 1 && *p == '\r');
}

static bool
is_mark(const char *p, size_t len)
{
	return len > 2 && p[0] == '-' && p[1] == '-' && p[2] != '\r';
}

static bool
is_field(const char *p, size_t len)
{
	size_t i = 0;

	while (i < len && p[i] > ' ' && p[i] < 0x7f && p[i] != ':')
		i++;
	while (i < len && (p[i] == ' ' || p[i] == '\t'))
		i++;
	return i > 0 && i < len && p[i] == ':';
}

static enum place
behind(enum place was, const char *p, size_t len, struct mailguard *g)
{
	if (is_mark(p, len)) {
		g->marks++;
		return PLACE_HEAD;
	}
	if (was == PLACE_TEXT)
		return PLACE_TEXT;
	if (is_blank(p, len))
		return PLACE_BLANK;
	if (!is_field(p, len))
		return was == PLACE_HEAD ? PLACE_HEAD : PLACE_TEXT;
	g->fields++;
	return PLACE_HEAD;
}

size_t
mailguard_cut(struct mailguard *g, const char *p, size_t len)
{
	enum place at = PLACE_HEAD;
	const char *nl;
	size_t i, end;

	for (i = 0; i < len; i = end + 1) {
		nl = memchr(p + i, '\n', len - i);
		end = nl == NULL ? len : (size_t)(nl - p);
		at = behind(at, p + i, end - i, g);
		if (g->marks > LIMIT_MARKS || g->fields > LIMIT_FIELDS)
			return i;
	}
	return len;
}

/* Length of the name of a field that GMime reads itself, if one begins at p,
 * colon included: of addresses but for the first; 0: none does. */
static size_t
read_field(const char *p, size_t len, bool *addresses)
{
	static const char *const names[] = { "subject:", "to:", "cc:", "bcc:",
		"from:", "sender:", "reply-to:", "resent-to:", "resent-cc:",
		"resent-bcc:", "resent-from:", "resent-sender:",
		"resent-reply-to:", "disposition-notification-to:" };
	size_t i, n;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		/* Most lines begin none. */
		if ((*p | 0x20) != names[i][0])
			continue;
		n = strlen(names[i]) - 1;
		if (len <= n || strncasecmp(p, names[i], n) != 0)
			continue;
		/* White space may stand before the colon. */
		while (n < len && (p[n] == ' ' || p[n] == '\t'))
			n++;
		if (n < len && p[n] == ':') {
			*addresses = i > 0;
			return n + 1;
		}
	}
	return 0;
}

/* End of the field at p: a line end that no white space follows. */
static size_t
field_end(const char *p, size_t len)
{
	const char *nl;
	size_t i = 0;

	while (i < len) {
		nl = memchr(p + i, '\n', len - i);
		if (nl == NULL)
			return len;
		i = (size_t)(nl - p) + 1;
		if (i >= len || (p[i] != ' ' && p[i] != '\t'))
			return i;
	}
	return len;
}

static size_t
colons(const char *p, size_t len)
{
	size_t n = 0, i;

	for (i = 0; i < len; i++)
		n += p[i] == ':';
	return n;
}

/* Whether the encoded word that begins at p ends soon, as those do of which a
 * field has many. */
static bool
word_ends(const char *p, size_t len)
{
	size_t i;

	for (i = 2; i + 1 < len && i < WORD_BYTES; i++)
		if (p[i] == '?' && p[i + 1] == '=' && i > 4)
			return true;
	return false;
}

static size_t
word_begins(const char *p, size_t len)
{
	size_t n = 0, i;

	for (i = 0; i + 1 < len; i++)
		n += p[i] == '=' && p[i + 1] == '?';
	return n;
}

/* A field of many groups, or of many encoded words that do not end: GMime
 * looks for the end of each from its beginning. */
static void
defuse_field(struct arena *a, const char *p, size_t len, char **copy,
    size_t from, size_t to, bool addresses)
{
	bool groups = addresses && colons(p + from, to - from) > LIMIT_GROUPS;
	bool words = word_begins(p + from, to - from) > LIMIT_WORDS;
	size_t i;

	if (!groups && !words)
		return;
	if (*copy == NULL)
		*copy = arena_strndup(a, p, len);
	for (i = from; i < to; i++) {
		if (groups && p[i] == ':')
			(*copy)[i] = ' ';
		if (words && i + 1 < to && p[i] == '=' && p[i + 1] == '?' &&
		    !word_ends(p + i, to - i))
			(*copy)[i] = ' ';
	}
}

const char *
mailguard_defuse(struct arena *a, const char *p, size_t len)
{
	struct mailguard seen = { 0 };
	enum place at = PLACE_HEAD;
	bool addresses = false;
	char *copy = NULL;
	const char *nl;
	size_t i, k, end;

	for (i = 0; i < len; i = (size_t)(nl - p) + 1) {
		k = at == PLACE_TEXT ? 0
				     : read_field(p + i, len - i, &addresses);
		end = k == 0 ? 0 : field_end(p + i, len - i);
		if (end > k)
			defuse_field(
			    a, p, len, &copy, i + k, i + end, addresses);
		nl = memchr(p + i, '\n', len - i);
		if (nl == NULL)
			break;
		at = behind(at, p + i, (size_t)(nl - (p + i)), &seen);
	}
	return copy == NULL ? p : copy;
}
