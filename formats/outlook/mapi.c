#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/names/charset.h"
#include "formats/outlook/mapi.h"

static const unsigned short wanted[] = { MAPI_MESSAGE_CLASS, MAPI_SUBJECT,
	MAPI_SUBMIT_TIME, MAPI_RECEIVED_BY_NAME, MAPI_REPRESENTING_NAME,
	MAPI_RECEIVED_FOR_NAME, MAPI_REPRESENTING_EMAIL, MAPI_RECEIVED_BY_EMAIL,
	MAPI_RECEIVED_FOR_EMAIL, MAPI_HEADERS, MAPI_RECIPIENT_TYPE,
	MAPI_SENDER_NAME, MAPI_SENDER_EMAIL, MAPI_DISPLAY_BCC, MAPI_DISPLAY_CC,
	MAPI_DISPLAY_TO, MAPI_DELIVERY_TIME, MAPI_BODY, MAPI_RTF, MAPI_HTML,
	MAPI_MESSAGE_ID, MAPI_REFERENCES, MAPI_IN_REPLY_TO, MAPI_DISPLAY_NAME,
	MAPI_EMAIL, MAPI_ATTACH_DATA, MAPI_ATTACH_NAME, MAPI_ATTACH_METHOD,
	MAPI_ATTACH_LONG_NAME, MAPI_ATTACH_PATH, MAPI_ATTACH_LONG_PATH,
	MAPI_ATTACH_MIME, MAPI_ATTACH_CONTENT_ID, MAPI_ATTACH_FLAGS, MAPI_SMTP,
	MAPI_INTERNET_CODEPAGE, MAPI_LOCALE, MAPI_CODEPAGE, MAPI_SENDER_SMTP,
	MAPI_REPRESENTING_SMTP, MAPI_RECEIVED_BY_SMTP, MAPI_RECEIVED_FOR_SMTP,
	MAPI_ATTACH_HIDDEN };

static const struct {
	unsigned codepage;
	const char *charset;
} charsets[] = { { 932, "cp932" }, { 936, "gbk" }, { 949, "cp949" },
	{ 950, "big5" }, { 874, "tis-620" }, { 1200, "utf-16le" },
	{ 1201, "utf-16be" }, { 1250, "windows-1250" },
	{ 1251, "windows-1251" }, { 1252, "windows-1252" },
	{ 1253, "windows-1253" }, { 1254, "windows-1254" },
	{ 1255, "windows-1255" }, { 1256, "windows-1256" },
	{ 1257, "windows-1257" }, { 1258, "windows-1258" },
	{ 20127, "us-ascii" }, { 20866, "koi8-r" }, { 20932, "euc-jp" },
	{ 21866, "koi8-u" }, { 28591, "iso-8859-1" }, { 28592, "iso-8859-2" },
	{ 28593, "iso-8859-3" }, { 28594, "iso-8859-4" },
	{ 28595, "iso-8859-5" }, { 28596, "iso-8859-6" },
	{ 28597, "iso-8859-7" }, { 28598, "iso-8859-8" },
	{ 28599, "iso-8859-9" }, { 28603, "iso-8859-13" },
	{ 28605, "iso-8859-15" }, { 50220, "iso-2022-jp" },
	{ 50221, "iso-2022-jp" }, { 50222, "iso-2022-jp" }, { 51932, "euc-jp" },
	{ 51936, "gb2312" }, { 51949, "euc-kr" }, { 52936, "gb2312" },
	{ 54936, "gb18030" }, { 65001, "utf-8" } };

bool
mapi_wanted(unsigned id)
{
	size_t i;

	for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (wanted[i] == id)
			return true;
	return false;
}

void
mapi_add(struct arena *a, struct mapi_props *props, const struct mapi_prop *p)
{
	size_t i;

	if (!mapi_wanted(p->id))
		return;
	for (i = 0; i < props->count; i++)
		if (props->list[i].id == p->id) {
			if (props->list[i].type == MAPI_STRING8 &&
			    p->type == MAPI_UNICODE)
				props->list[i] = *p;
			return;
		}
	*(struct mapi_prop *)arena_push(
	    a, &props->list, &props->count, sizeof(*props->list)) = *p;
}

const struct mapi_prop *
mapi_get(const struct mapi_props *props, unsigned id)
{
	size_t i;

	for (i = 0; i < props->count; i++)
		if (props->list[i].id == id)
			return &props->list[i];
	return NULL;
}

uint64_t
mapi_number(const struct mapi_props *props, unsigned id)
{
	const struct mapi_prop *p = mapi_get(props, id);

	return p == NULL ? 0 : p->n;
}

/* That of Windows for a language (MS-LCID); 0: there is no word of one. */
static unsigned
codepage_of_locale(unsigned locale)
{
	static const struct {
		unsigned char language;
		unsigned short codepage;
	} list[] = { { 0x01, 1256 }, { 0x02, 1251 }, { 0x05, 1250 },
		{ 0x08, 1253 }, { 0x0d, 1255 }, { 0x0e, 1250 }, { 0x11, 932 },
		{ 0x12, 949 }, { 0x15, 1250 }, { 0x18, 1250 }, { 0x19, 1251 },
		{ 0x1a, 1250 }, { 0x1b, 1250 }, { 0x1c, 1250 }, { 0x1e, 874 },
		{ 0x1f, 1254 }, { 0x20, 1256 }, { 0x22, 1251 }, { 0x23, 1251 },
		{ 0x24, 1250 }, { 0x25, 1257 }, { 0x26, 1257 }, { 0x27, 1257 },
		{ 0x29, 1256 }, { 0x2a, 1258 }, { 0x2f, 1251 } };
	unsigned language = locale & 0x3ff;
	size_t i;

	if (language == 0x04)
		return locale == 0x0804 || locale == 0x1004 ? 936 : 950;
	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (list[i].language == language)
			return list[i].codepage;
	return language == 0 ? 0 : 1252;
}

static unsigned
guessed_codepage(const struct mapi_props *props)
{
	unsigned of_locale =
	    codepage_of_locale((unsigned)mapi_number(props, MAPI_LOCALE));

	return of_locale == 0 ? 0 : of_locale | MAPI_GUESSED;
}

/* Where it is not said, that of Windows for what the mail was sent in. */
unsigned
mapi_codepage(const struct mapi_props *props)
{
	unsigned said = (unsigned)mapi_number(props, MAPI_CODEPAGE);

	if (said != 0)
		return said;
	said = (unsigned)mapi_number(props, MAPI_INTERNET_CODEPAGE);
	switch (said) {
	case 50220:
	case 50221:
	case 50222:
	case 51932:
		return 932;
	case 20127:
	case 28591:
		return 1252;
	case 65001:
	case 0:
		return guessed_codepage(props);
	default:
		return said;
	}
}

const char *
mapi_charset(unsigned codepage)
{
	size_t i;

	for (i = 0; i < sizeof(charsets) / sizeof(charsets[0]); i++)
		if (charsets[i].codepage == codepage)
			return charsets[i].charset;
	return NULL;
}

const char *
mapi_charset_of(unsigned codepage, const struct mapi_prop *string, size_t len)
{
	if ((codepage & MAPI_GUESSED) != 0 &&
	    text_valid((const char *)string->p, len))
		return NULL;
	return mapi_charset(codepage & ~(unsigned)MAPI_GUESSED);
}

/* As much of a string as is read: more of a text than of a name. */
static size_t
most_of(unsigned id)
{
	return id == MAPI_BODY	    ? 2 * LIMIT_HTML
	       : id == MAPI_HEADERS ? 2 * LIMIT_HEADERS
				    : 4 * LIMIT_VALUE;
}

/* Strings end at the first NUL, if there is one. */
static size_t
string_length(const struct mapi_prop *p)
{
	size_t len = p->len < most_of(p->id) ? p->len : most_of(p->id), i;
	const unsigned char *nul;

	if (p->type == MAPI_UNICODE) {
		for (i = 0; i + 1 < len; i += 2)
			if (p->p[i] == 0 && p->p[i + 1] == 0)
				return i;
		return len & ~(size_t)1;
	}
	nul = len == 0 ? NULL : memchr(p->p, '\0', len);
	return nul == NULL ? len : (size_t)(nul - p->p);
}

const char *
mapi_text(struct arena *a, const struct mapi_props *props, unsigned id,
    unsigned codepage)
{
	const struct mapi_prop *p = mapi_get(props, id);
	struct buf b = { 0 };
	const char *out = NULL, *charset;
	bool bad = false;

	if (p == NULL || p->p == NULL)
		return NULL;
	charset = p->type == MAPI_UNICODE
		      ? "utf-16le"
		      : mapi_charset_of(codepage, p, string_length(p));
	charset_decode(&b, charset, p->p, string_length(p), &bad);
	if (b.len > 0)
		out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}
