/* Ways to write bytes in letters: what they stand for, and how short or long a
 * row may be. */
#include <iconv.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/base/text.h"
#include "formats/leak/encodings.h"
#include "formats/leak/escapes.h"
#include "formats/leak/leak.h"
#include "formats/leak/leakmemory.h"

static struct buf out;

static void
is(const char *wanted)
{
	assert_string_equal(buf_str(&out), wanted);
	out.len = 0;
}

static void
word(void (*way)(struct buf *out, const char *s, size_t len), const char *s,
    const char *wanted)
{
	way(&out, s, strlen(s));
	is(wanted);
}

static void
words(void **state)
{
	static char ones[ENCODING_BASE58_MAX + 1];

	(void)state;
	word(encoding_base32, "NBXWW5LZN4======", "hokuyo");
	word(encoding_base32, "nbxww5lzn4", "hokuyo");
	word(encoding_base32, "NBXWW5L1N4", "");
	word(encoding_base58, "u1LANRUz", "hokuyo");
	word(encoding_base58, "u1LANRUz0", "");
	word(encoding_ascii85, "BQ%[/H#E", "hokuyo");
	word(encoding_ascii85, "<~BQ%[/H#E~>", "hokuyo");
	word(encoding_base85, "Xm4wEd2a", "hokuyo");
	word(encoding_base85, "", "");
	word(encoding_ascii85, "<~", "");
	/* As long as a word may be, and one more. */
	memset(ones, '2', sizeof(ones));
	encoding_base58(&out, ones, ENCODING_BASE58_MAX);
	assert_true(out.len > 90);
	out.len = 0;
	encoding_base58(&out, ones, ENCODING_BASE58_MAX + 1);
	assert_int_equal(out.len, 0);
}

static void
row(const char *s, unsigned base, size_t taken, const char *wanted)
{
	assert_int_equal(encoding_numbers(&out, s, base), taken);
	is(wanted);
}

static void
numbers(void **state)
{
	(void)state;
	row("104 111 107 117 end", 10, 15, "hoku");
	row("104, 111, 107, 117", 10, 18, "hoku");
	row("104 111 107 end", 10, 0, "");
	row("21271 27915", 10, 11, "北洋");
	row("21271 end", 10, 0, "");
	row("0x68, 0x6f, 0x6B, 0x75", 16, 22, "hoku");
	row("68:6f:6b:75", 16, 11, "hoku");
	row("5317 6d0b", 16, 9, "北洋");
	row("686f6b75", 16, 0, "");
	row("150 157 153 165", 8, 15, "hoku");
	row("150 157 15 165", 8, 0, "");
	row("104    111 107 117", 10, 0, "");
	row("1234567890 1 2 3", 10, 0, "");
	row("", 10, 0, "");
}

static void
group(const char *s, size_t taken, const char *wanted)
{
	assert_int_equal(encoding_groups(&out, s), taken);
	is(wanted);
}

static void
groups(void **state)
{
	(void)state;
	group("5YyX 5rSL zz", 12, "5YyX5rSLzz");
	group("68 6f 6b.", 8, "686f6b");
	group("aaaa bbbbb", 4, "aaaa");
	group("a b c", 0, "");
	group("aaaaaaaaaaaaaaaa bb", 19, "aaaaaaaaaaaaaaaabb");
	group("aaaaaaaaaaaaaaaaa bb", 0, "");
	group("aaaa", 0, "");
	group("aaaa ", 4, "aaaa");
}

static void
uu(void **state)
{
	(void)state;
	encoding_uu(&out, "x\nbegin 644 a\n&:&]K=7EO\n`\nend\nrest");
	is("hokuyo");
	encoding_uu(&out, "begin 644 a");
	is("");
	encoding_uu(&out, "begin 644 a\nM");
	is("");
}

static void
escape(size_t (*way)(const char *s, struct buf *out), const char *s,
    size_t taken, const char *wanted)
{
	assert_int_equal(way(s, &out), taken);
	is(wanted);
}

static void
escapes(void **state)
{
	(void)state;
	escape(escape_point, "U+5317x", 6, "北");
	escape(escape_point, "u+20BB7", 7, "𠮷");
	escape(escape_point, "U+531", 0, "");
	escape(escape_percent, "%u5317", 6, "北");
	escape(escape_percent, "%u531", 0, "");
	escape(escape_backslash, "\\u{5317}", 8, "北");
	escape(escape_backslash, "\\x{5317}", 8, "北");
	escape(escape_backslash, "\\N{U+5317}", 10, "北");
	escape(escape_backslash, "\\U00005317", 10, "北");
	escape(escape_backslash, "\\U0000531", 0, "");
	escape(escape_backslash, "\\150", 4, "h");
	escape(escape_backslash, "\\158", 0, "");
	escape(escape_backslash, "\\", 0, "");
	escape(escape_quoted_printable, "=u5317", 0, "");
}

/* A letter as iconv has it, and whether the decoder has shown it. */
struct letter {
	char text[16];
	bool shown;
};

static bool
look(void *arg, const char *text, size_t len)
{
	struct letter *l = arg;

	l->shown |= strlen(l->text) == len && strcmp(text, l->text) == 0;
	return l->shown;
}

static bool
convert(iconv_t cd, unsigned char *bytes, size_t len, struct letter *l)
{
	char *in = (char *)bytes, *to = l->text;
	size_t room = sizeof(l->text) - 1;

	iconv(cd, NULL, NULL, NULL, NULL);
	return iconv(cd, &in, &len, &to, &room) != (size_t)-1 && len == 0;
}

/* Whatever the converter takes is asked of it: all letters of two bytes, and
 * those of three whose middle is drawn. */
static void
charset(const char *name)
{
	iconv_t cd = iconv_open("UTF-8", name);
	unsigned char bytes[3];
	struct letter l;
	unsigned i, n;

	assert_true(cd != (iconv_t)-1);
	for (n = 2; n <= 3; n++)
		for (i = 0x8000; i < 0x10000; i++) {
			bytes[0] = (unsigned char)(i >> 8);
			bytes[n - 1] = (unsigned char)i;
			if (n == 3)
				bytes[1] = (unsigned char)(0x80 | i * 37);
			memset(&l, 0, sizeof(l));
			if (!convert(cd, bytes, n, &l))
				continue;
			/* What is UTF-8 is read as that. */
			if (text_valid((char *)bytes, n) ||
			    memchr(bytes, 0, n) != NULL)
				continue;
			leak_decode(bytes, n, false, look, &l);
			if (!l.shown)
				fail_msg("%s %x %x %x", name, bytes[0],
				    bytes[1], bytes[2]);
		}
	iconv_close(cd);
}

static void
charsets(void **state)
{
	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	assert_true(leak_setup());
	charset("CP932");
	charset("EUC-JP");
}

/* Who reads with a memory. */
struct reader {
	struct leakmemory *memory;
	size_t seen; /* texts that spell the word */
	bool stops, marks;
};

static bool
meet(void *arg, const char *text, size_t len)
{
	struct reader *r = arg;

	if (memmem(text, len, "himitsu", 7) == NULL)
		return false;
	r->seen++;
	if (r->marks)
		leakmemory_mark(r->memory);
	return r->stops;
}

static size_t
readings(struct reader *r, const char *text)
{
	r->seen = 0;
	leak_decode_pieces(text, strlen(text), NULL, false, r->memory, meet, r);
	return r->seen;
}

/* A run that held nothing is read once; one that holds something for anybody
 * each time. */
static void
known(void **state)
{
	static const char *const texts[] = { "a aGltaXRzdS1rZWlrYWt1 b",
		"b aGltaXRzdS1rZWlrYWt1 a" };
	struct reader r = { .memory = leakmemory_new() };
	size_t first;

	(void)state;
	r.stops = true;
	assert_int_equal(readings(&r, texts[0]), 1);
	assert_int_equal(readings(&r, texts[1]), 1);
	r.stops = false;
	r.marks = true;
	first = readings(&r, texts[0]);
	assert_true(first > 0);
	assert_int_equal(readings(&r, texts[1]), first);
	r.marks = false;
	assert_int_equal(readings(&r, texts[0]), first);
	assert_int_equal(readings(&r, texts[1]), 0);
	leakmemory_free(r.memory);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),
		cmocka_unit_test(numbers),
		cmocka_unit_test(groups),
		cmocka_unit_test(uu),
		cmocka_unit_test(escapes),
		cmocka_unit_test(charsets),
		cmocka_unit_test(known),
	};
	int rc;

	rc = cmocka_run_group_tests(tests, NULL, NULL);
	buf_free(&out);
	return rc;
}
