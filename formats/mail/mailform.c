#include <ctype.h>
#include <string.h>

#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/mail/mailform.h"
#include "formats/names/charset.h"
#include "formats/outlook/outlook.h"

/* Bytes in which the line ends of a file show. */
#define LOOK 65536

static const char postmark[] = "From ";

/* Bytes before the first field: a byte order mark, blank lines. */
static size_t
before_head(const char *p, size_t len)
{
	size_t n = 0, line = 0;

	if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		line = n = 3;
	for (; n < len && p[n] != '\0' && strchr(" \t\r\n", p[n]) != NULL; n++)
		if (p[n] == '\n')
			line = n + 1;
	return line;
}

static void
take_made(struct mailform *f)
{
	buf_str(&f->made);
	f->p = (char *)f->made.data;
	f->len = f->made.len;
}

static bool
is_utf16(const unsigned char *p, size_t len)
{
	return len >= 4 && ((p[0] == 0xff && p[1] == 0xfe && p[3] == 0) ||
			       (p[0] == 0xfe && p[1] == 0xff && p[2] == 0));
}

static void
from_utf16(struct mailform *f)
{
	bool bad = false;

	charset_decode(&f->made, *f->p == '\xff' ? "utf-16le" : "utf-16be",
	    f->p + 2, f->len - 2, &bad);
	f->partial |= bad;
	take_made(f);
}

static bool
has_returns_only(const char *p, size_t len)
{
	size_t n = len < LOOK ? len : LOOK;

	return memchr(p, '\r', n) != NULL && memchr(p, '\n', n) == NULL;
}

static void
from_returns(struct mailform *f)
{
	size_t i;

	buf_put(&f->made, f->p, f->len);
	for (i = 0; i < f->made.len; i++)
		if (f->made.data[i] == '\r')
			f->made.data[i] = '\n';
	take_made(f);
}

/* Apple's: the length on a line, so many bytes of mail, a property list. */
static void
skip_emlx(struct mailform *f)
{
	size_t n = 0, value = 0;

	while (n < f->len && n < 9 && isdigit((unsigned char)f->p[n]))
		value = 10 * value + (size_t)(f->p[n++] - '0');
	if (n == 0)
		return;
	while (n < f->len && (f->p[n] == ' ' || f->p[n] == '\r'))
		n++;
	if (n == f->len || f->p[n] != '\n' || value > f->len - n - 1)
		return;
	f->p += n + 1;
	f->len = value;
	f->form = MAIL_FORM_EMLX;
}

bool
mailform_open(struct mailform *f, const void *p, size_t len)
{
	size_t n;

	*f = (struct mailform){ .p = p, .len = len };
	if (len > LIMIT_MAIL)
		return false;
	if (outlook_is_compound(p, len) || outlook_is_tnef(p, len)) {
		if (!outlook_mail(&f->made, p, len, &f->partial))
			return false;
		take_made(f);
		f->form =
		    outlook_is_tnef(p, len) ? MAIL_FORM_TNEF : MAIL_FORM_MSG;
	} else if (is_utf16(p, len)) {
		from_utf16(f);
		f->form = MAIL_FORM_UTF16;
	} else if (has_returns_only(p, len))
		from_returns(f);
	n = before_head(f->p, f->len);
	f->p += n;
	f->len -= n;
	skip_emlx(f);
	f->mbox = f->len >= strlen(postmark) &&
		  memcmp(f->p, postmark, strlen(postmark)) == 0;
	if (f->mbox)
		f->form = MAIL_FORM_MBOX;
	return true;
}

static size_t
line_length(const char *p, size_t len)
{
	const char *nl = len == 0 ? NULL : memchr(p, '\n', len);

	return nl == NULL ? len : (size_t)(nl - p) + 1;
}

static bool
has_time(const char *p, size_t len)
{
	size_t i;

	for (i = 2; i + 2 < len; i++)
		if (p[i] == ':' && isdigit((unsigned char)p[i - 1]) &&
		    isdigit((unsigned char)p[i + 1]) &&
		    isdigit((unsigned char)p[i + 2]))
			return true;
	return false;
}

static bool
begins_field(const char *p, size_t len)
{
	size_t n = 0;

	while (n < len && (isalnum((unsigned char)p[n]) || p[n] == '-'))
		n++;
	return n > 0 && n < len && p[n] == ':';
}

/* Whether another mail begins at p: a postmark with a time, and a field on the
 * line below; people write "From" too. */
static bool
is_postmark(const char *p, size_t len)
{
	size_t n = line_length(p, len);

	return len > strlen(postmark) &&
	       memcmp(p, postmark, strlen(postmark)) == 0 && has_time(p, n) &&
	       begins_field(p + n, len - n);
}

/* Where the mail at p ends, behind its blank line. */
static size_t
mail_length(const char *p, size_t len)
{
	static const char sign[] = "\nFrom ";
	const char *at = p;
	size_t n;

	while ((at = memmem(at, len - (size_t)(at - p), sign, strlen(sign))) !=
	       NULL) {
		n = (size_t)(at - p);
		if ((n > 0 && (p[n - 1] == '\n' || (p[n - 1] == '\r' && n > 1 &&
						       p[n - 2] == '\n'))) &&
		    is_postmark(at + 1, len - n - 1))
			return n + 1;
		at++;
	}
	return len;
}

/* ">From " at the beginning of a line. */
static size_t
quote_marks(const char *p, size_t len)
{
	size_t n = 0;

	while (n < len && p[n] == '>')
		n++;
	return n > 0 && len - n >= strlen(postmark) &&
		       memcmp(p + n, postmark, strlen(postmark)) == 0
		   ? n
		   : 0;
}

/* Lines that would have looked like a postmark have a mark before them. */
static const char *
unquoted(struct arena *a, const char *p, size_t *len)
{
	size_t i, n, to = 0;
	char *copy;

	if (memmem(p, *len, "\n>From ", 7) == NULL &&
	    memmem(p, *len, "\n>>From ", 8) == NULL)
		return p;
	copy = arena_alloc(a, *len + 1);
	for (i = 0; i < *len; i += n) {
		if (quote_marks(p + i, *len - i) > 0)
			i++;
		n = line_length(p + i, *len - i);
		memcpy(copy + to, p + i, n);
		to += n;
	}
	*len = to;
	return copy;
}

void
mailform_skip_postmark(struct mailform *f)
{
	size_t n = f->mbox ? line_length(f->p, f->len) : 0;

	f->p += n;
	f->len -= n;
}

bool
mailform_next(
    struct mailform *f, struct arena *a, const char **mail, size_t *len)
{
	size_t n;

	if (f->p == NULL)
		return false;
	*mail = f->p;
	*len = f->len;
	if (!f->mbox) {
		f->p = NULL;
		return true;
	}
	mailform_skip_postmark(f);
	n = mail_length(f->p, f->len);
	*mail = f->p;
	*len = n;
	f->p = n < f->len ? f->p + n : NULL;
	f->len -= n;
	*mail = unquoted(a, *mail, len);
	return true;
}

void
mailform_close(struct mailform *f)
{
	buf_free(&f->made);
}
