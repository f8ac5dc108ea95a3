/* Ways to write bytes in letters: what they stand for, and how short or long a
 * row may be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/leak/encodings.h"
#include "formats/leak/escapes.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),
		cmocka_unit_test(numbers),
		cmocka_unit_test(groups),
		cmocka_unit_test(uu),
		cmocka_unit_test(escapes),
	};
	int rc;

	rc = cmocka_run_group_tests(tests, NULL, NULL);
	buf_free(&out);
	return rc;
}
