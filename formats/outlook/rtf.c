#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <unistr.h>

#include "formats/base/buf.h"
#include "formats/base/hex.h"
#include "formats/base/limits.h"
#include "formats/names/charset.h"
#include "formats/outlook/mapi.h"
#include "formats/outlook/rtf.h"

#define DEEPEST 64  /* groups in each other that have a state of their own */
#define FONTS	512 /* fonts whose charset is kept */
#define WORD	32  /* letters of a control word */

/* What a group says of the text in it. */
struct group {
	bool skip;	     /* it is no text */
	bool wrapping;	     /* RTF that stands beside the HTML it is made of */
	bool fonts;	     /* the table of them */
	bool link;	     /* where a field leads */
	unsigned alternates; /* bytes that stand for a letter by number */
	unsigned font;
};

/* Word numbers its own from 31500. */
struct font {
	unsigned number, codepage;
};

struct rtf {
	struct buf *out, bytes, field;
	size_t room; /* length that out may have */
	bool html;   /* it was HTML before */
	struct group now, stack[DEEPEST];
	unsigned depth;
	bool starred;
	unsigned codepage;
	struct font fonts[FONTS]; /* those of the table */
	size_t font_count;
	unsigned passed; /* alternates still to come */
	uint32_t high;	 /* the first half of a letter */
};

static const struct {
	unsigned charset, codepage;
} font_charsets[] = { { 0, 1252 }, { 128, 932 }, { 129, 949 }, { 134, 936 },
	{ 136, 950 }, { 161, 1253 }, { 162, 1254 }, { 163, 1258 },
	{ 177, 1255 }, { 178, 1256 }, { 186, 1257 }, { 204, 1251 },
	{ 222, 874 }, { 238, 1250 } };

static void
put_out(struct rtf *r, const void *p, size_t len)
{
	if (r->out->len + len <= r->room)
		buf_put(r->out, p, len);
}

/* Text for which HTML has signs. */
static void
put_escaped(struct rtf *r, const char *p, size_t len)
{
	for (; len > 0; p++, len--)
		if (*p == '<')
			put_out(r, "&lt;", 4);
		else if (*p == '>')
			put_out(r, "&gt;", 4);
		else if (*p == '&')
			put_out(r, "&amp;", 5);
		else if (*p == '"')
			put_out(r, "&quot;", 6);
		else
			put_out(r, p, 1);
}

static void
put_text(struct rtf *r, const char *p, size_t len)
{
	if (r->now.link)
		buf_put(&r->field, p, len);
	else if (r->html)
		put_out(r, p, len);
	else
		put_escaped(r, p, len);
}

/* Of the font in use; 0: none is said. */
static unsigned
codepage_of(const struct rtf *r)
{
	size_t i;

	for (i = 0; i < r->font_count; i++)
		if (r->fonts[i].number == r->now.font)
			return r->fonts[i].codepage;
	return 0;
}

/* The bytes up to here, in the charset of their font. */
static void
flush(struct rtf *r)
{
	unsigned codepage = r->bytes.len == 0 ? 0 : codepage_of(r);
	struct buf text = { 0 };
	bool bad = false;

	if (r->bytes.len == 0)
		return;
	charset_decode(&text,
	    mapi_charset(codepage == 0 ? r->codepage : codepage), r->bytes.data,
	    r->bytes.len, &bad);
	put_text(r, (char *)text.data, text.len);
	buf_free(&text);
	r->bytes.len = 0;
}

static bool
is_silent(const struct rtf *r)
{
	return r->now.skip || (r->html && r->now.wrapping);
}

static void
put_byte(struct rtf *r, int c)
{
	char byte = (char)c;

	if (r->passed > 0)
		r->passed--;
	else if (!is_silent(r))
		buf_put(&r->bytes, &byte, 1);
}

/* What stands for a sign: in HTML that was wrapped, the same. */
static void
put_sign(struct rtf *r, const char *s)
{
	if (is_silent(r))
		return;
	flush(r);
	if (r->now.link)
		buf_puts(&r->field, s);
	else
		put_out(r, s, strlen(s));
}

/* \u26481, or one half of a letter. */
static void
put_letter(struct rtf *r, long n)
{
	uint32_t u = (uint32_t)n & 0xffff;
	uint8_t utf8[6];
	int len;

	r->passed = r->now.alternates;
	if (is_silent(r))
		return;
	flush(r);
	if (u >= 0xd800 && u < 0xdc00) {
		r->high = u;
		return;
	}
	if (u >= 0xdc00 && u < 0xe000 && r->high != 0)
		u = 0x10000 + ((r->high - 0xd800) << 10) + (u - 0xdc00);
	r->high = 0;
	len = u == 0 ? 0 : u8_uctomb(utf8, u, sizeof(utf8));
	if (len > 0)
		put_text(r, (char *)utf8, (size_t)len);
}

/* HYPERLINK "http://a.example/": programs show the words that follow. */
static void
end_field(struct rtf *r)
{
	static const char word[] = "HYPERLINK";
	const char *s = strstr(buf_str(&r->field), word);
	size_t n;

	r->now.link = false;
	if (s != NULL && !r->html) {
		s += strlen(word);
		s += strspn(s, " ");
		if (strncmp(s, "\\l ", 3) == 0)
			s += 3;
		s += *s == '"';
		n = strcspn(s, "\"\r\n");
		put_out(r, "<a href=\"", 9);
		put_escaped(r, s, n);
		put_out(r, "\"></a>", 6);
	}
	r->field.len = 0;
}

static void
open_group(struct rtf *r)
{
	flush(r);
	if (r->depth < DEEPEST)
		r->stack[r->depth] = r->now;
	r->depth++;
	r->passed = 0;
}

static void
close_group(struct rtf *r)
{
	bool link = r->now.link;

	flush(r);
	r->passed = 0;
	if (r->depth == 0)
		return;
	r->depth--;
	if (r->depth >= DEEPEST)
		return;
	if (link && !r->stack[r->depth].link)
		end_field(r);
	r->now = r->stack[r->depth];
}

static bool
is_word(const char *word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(word, *list) == 0)
			return true;
	return false;
}

static void
begin_link(struct rtf *r)
{
	r->now.skip = false;
	r->now.link = true;
	r->field.len = 0;
}

/* What begins a group that is no text; false: none of those. */
static bool
take_destination(struct rtf *r, const char *word)
{
	static const char *const silent[] = { "colortbl", "stylesheet", "info",
		"pict", "header", "footer", "headerl", "headerr", "footerl",
		"footerr", "objdata", "listtable", "filetbl", "revtbl",
		"rsidtbl", "pntext", "bkmkstart", "bkmkend", "themedata",
		"generator", "datastore", "latentstyles", "mhtmltag", NULL };

	if (strcmp(word, "fonttbl") == 0)
		r->now.skip = r->now.fonts = true;
	else if (strcmp(word, "fldinst") == 0)
		begin_link(r);
	else if (strcmp(word, "htmltag") == 0)
		r->now.skip = r->now.wrapping = false;
	else if (r->starred || is_word(word, silent))
		r->now.skip = true;
	else
		return false;
	return true;
}

static void
take_font(struct rtf *r, long n)
{
	flush(r);
	r->now.font = n >= 0 ? (unsigned)n : 0;
}

static void
take_font_charset(struct rtf *r, long n)
{
	size_t i;

	for (i = 0; i < sizeof(font_charsets) / sizeof(font_charsets[0]); i++)
		if (r->now.fonts && n >= 0 && r->font_count < FONTS &&
		    font_charsets[i].charset == (unsigned)n)
			r->fonts[r->font_count++] = (struct font){ r->now.font,
				font_charsets[i].codepage };
}

/* Words for a sign. */
static bool
take_sign(struct rtf *r, const char *word)
{
	static const struct {
		const char *word, *sign;
	} signs[] = { { "tab", "\t" }, { "lquote", "\xe2\x80\x98" },
		{ "rquote", "\xe2\x80\x99" }, { "ldblquote", "\xe2\x80\x9c" },
		{ "rdblquote", "\xe2\x80\x9d" }, { "bullet", "\xe2\x80\xa2" },
		{ "endash", "\xe2\x80\x93" }, { "emdash", "\xe2\x80\x94" },
		{ "emspace", " " }, { "enspace", " " }, { "cell", "\t" } };
	size_t i;

	if (strcmp(word, "par") == 0 || strcmp(word, "line") == 0 ||
	    strcmp(word, "row") == 0) {
		put_sign(r, r->html ? "\r\n" : "<br>\r\n");
		return true;
	}
	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strcmp(word, signs[i].word) == 0) {
			put_sign(r, signs[i].sign);
			return true;
		}
	return false;
}

/* n: the number behind it; given: there is one. */
static void
take_word(struct rtf *r, const char *word, long n, bool given)
{
	if (take_destination(r, word) || take_sign(r, word))
		return;
	if (strcmp(word, "u") == 0 && given)
		put_letter(r, n);
	else if (strcmp(word, "uc") == 0 && n >= 0 && n < 16)
		r->now.alternates = (unsigned)n;
	else if (strcmp(word, "fromhtml") == 0)
		r->html = true;
	else if (strcmp(word, "htmlrtf") == 0) {
		flush(r);
		r->now.wrapping = !given || n != 0;
	} else if (strcmp(word, "f") == 0)
		take_font(r, n);
	else if (strcmp(word, "fcharset") == 0)
		take_font_charset(r, n);
	else if (strcmp(word, "ansicpg") == 0 && n > 0)
		r->codepage = (unsigned)n;
	else if (strcmp(word, "plain") == 0)
		flush(r);
}

/* A control word at s, with the number and the space behind it; how many
 * bytes it took. */
static size_t
control_word(struct rtf *r, const char *s, const char *end)
{
	char word[WORD] = "";
	const char *p = s, *digits;
	bool minus;
	size_t n;
	long value = 0;

	while (p < end && isalpha((unsigned char)*p))
		p++;
	n = (size_t)(p - s);
	memcpy(word, s, n < WORD ? n : WORD - 1);
	minus = p < end && *p == '-';
	digits = p += minus;
	for (; p < end && isdigit((unsigned char)*p); p++)
		if (p - digits < 9)
			value = 10 * value + (*p - '0');
	take_word(r, word, minus ? -value : value, p > digits);
	r->starred = false;
	n = (size_t)(p - s) + (p < end && *p == ' ');
	/* Bytes as they are. */
	if (strcmp(word, "bin") == 0 && value > 0 && !minus)
		n += (size_t)value;
	return n < (size_t)(end - s) ? n : (size_t)(end - s);
}

/* What stands behind a backslash at s. */
static size_t
control(struct rtf *r, const char *s, const char *end)
{
	if (s == end)
		return 0;
	if (isalpha((unsigned char)*s))
		return control_word(r, s, end);
	if (*s == '\'' && end - s >= 3 && hex_byte(s + 1) != -1) {
		put_byte(r, hex_byte(s + 1));
		return 3;
	}
	if (*s == '*')
		r->starred = true;
	else if (*s == '~')
		put_sign(r, "&nbsp;");
	else if (*s == '_')
		put_byte(r, '-');
	else if (*s == '\r' || *s == '\n')
		put_sign(r, r->html ? "\r\n" : "<br>\r\n");
	else if (*s == '\\' || *s == '{' || *s == '}')
		put_byte(r, *s);
	return 1;
}

void
rtf_html(struct buf *out, const void *p, size_t len)
{
	struct rtf r = { .out = out,
		.room = out->len + LIMIT_HTML,
		.codepage = 1252,
		.now = { .alternates = 1 } };
	const char *s = p, *end;

	if (len == 0)
		return;
	end = s + len;
	while (out->len < r.room) {
		if (*s == '\\')
			s += control(&r, s + 1, end);
		else if (*s == '{')
			open_group(&r);
		else if (*s == '}')
			close_group(&r);
		else if (*s != '\r' && *s != '\n' && *s != '\0')
			put_byte(&r, *s);
		if (end - s <= 1)
			break;
		s++;
	}
	flush(&r);
	buf_free(&r.bytes);
	buf_free(&r.field);
}
