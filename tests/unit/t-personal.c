/* Whether a file was made for its victim: what a reader of it would see. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/files/personal.h"
#include "formats/files/readable.h"
#include "formats/names/charset.h"

static struct arena *a;

static bool
holds(const char *name, const void *data, size_t len)
{
	struct personal *p = personal_new(a, NULL);

	personal_add(p, name);
	return personal_in(p, data, len);
}

/* Wherever it stands: at the edges, and where two readings meet. */
static void
personal(void **state)
{
	static char big[200000];
	const char *name = "taro@gas-01.example";
	size_t at[] = { 0, 1, 65500, 65530, 65535, 65536, 131000,
		sizeof(big) - 19 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		memset(big, '.', sizeof(big));
		assert_false(holds(name, big, sizeof(big)));
		memcpy(big + at[i], name, strlen(name));
		assert_true(holds(name, big, sizeof(big)));
	}
	assert_true(holds("株式会社瀬戸内化成", "瀬戸内化成", 15));
	assert_true(holds("Setouchi Kasei K.K.", "for SETOUCHI KASEI!", 19));
	assert_false(holds("OHKA", "ohkami", 6));
	assert_false(holds("光", "光光光", 9));
	assert_false(holds("abc", "abc", 3));
	assert_false(personal_in(NULL, "abc", 3));
	assert_false(holds(name, "", 0));
}

static const char *
read_as(const void *p, size_t len)
{
	struct buf b = { 0 };
	const char *s;

	s = readable_text(&b, p, len) ? arena_strdup(a, buf_str(&b)) : NULL;
	buf_free(&b);
	return s;
}

/* What a person reads of it. */
static void
readable(void **state)
{
	static const struct {
		const char *file, *text;
	} files[] = {
		{ "plain", "plain" },
		{ "<p>北</p><b>洋</b>", "北洋" },
		{ "\xef\xbb\xbf<w:t>北</w:t><w:t xml:space=\"preserve\">洋</w:t>",
		    "北洋" },
		{ "a < b > c", "a < b > c" },
		{ "<p>a &#26481;&#x4EAC; &amp; b", "a 東京 &amp; b" },
		{ "<a href='x?%E6%9D%B1%8b%9e&a=%41'>", "" },
		{ "see %E6%9D%B1 and %93%8c%8b%9e", "see 東 and 東京" },
		{ "{\\rtf1\\ansi\\b \\u26481?\\u20140 ?\\'93\\'8c\\{x\\}\n}",
		    "東京東{x}" },
		{ "{\\rtf1 \\u-25791? ok", "魁"
					   " ok" },
		{ "\x1b$BKLMN\x1b(B", "北洋" },
		{ "\x96k\x97m\x8a\x43", "北洋海" },
		{ "\xff\xfe\x71\x67\xac\x4e", "東京" },
		{ "MZ\x01\x02\x03\x04\x05", NULL },
		{ "&#", "&#" },
		{ "<", "<" },
		{ "%", "%" },
		{ "{\\rtf\\", "" },
		{ "{\\rtf\\u", "" },
		{ "{\\rtf\\'9", "'9" },
	};
	const char *seen;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		seen = read_as(files[i].file, strlen(files[i].file));
		if (files[i].text == NULL)
			assert_null(seen);
		else if (seen == NULL || strcmp(seen, files[i].text) != 0)
			fail_msg("%s: seen %s, wanted %s", files[i].file, seen,
			    files[i].text);
	}
	assert_null(read_as("PK\0\0", 4));
	assert_null(read_as("", 0));
}

static bool
says(const char *name, const char *file)
{
	return holds(name, file, strlen(file));
}

static void
people(void **state)
{
	const char *box = "tanabe.yoichi@hokuyo.example";

	(void)state;
	assert_true(says("北洋瓦斯", "<w:t>北洋</w:t><w:t>瓦斯 御中</w:t>"));
	assert_true(says("ホクヨウガス", "ﾎｸﾖｳｶﾞｽ 御中"));
	assert_true(says("ホクヨウガス", "ホクヨウカ\xe3\x82\x99ス"));
	assert_true(says("北洋瓦斯", "\x1b$BKLMN4$;[\x1b(B"));
	assert_true(says("Hokuyo Gas", "Ｈｏｋｕｙｏ　Ｇａｓ 御中"));
	assert_true(says("髙嶋精機", "<p>高&#23798;精機"));
	assert_true(says("田名部 洋一", "田名部様"));
	assert_true(says(
	    "田名部 洋一", "{\\rtf \\u30000?\\u21517?\\u37096?\\u27096?}"));
	assert_false(says("田名部 洋一", "田名部の駅前"));
	assert_true(says(box, "C:\\Users\\tanabe.yoichi\\Desktop"));
	assert_true(says(box, "author Yoichi Tanabe"));
	assert_true(says(box, "for TANABE.YOICHI only"));
	assert_false(says(box, "a Tanabe of another name"));
	assert_true(says("info@hokuyo.example", "c:\\users\\info\\x.lnk"));
	assert_false(says("info@hokuyo.example", "more info for users"));
	assert_true(says("yt@hokuyo.example", "/home/yt/a"));
	assert_false(says("yt@hokuyo.example", "/home/ytb/a"));
}

/* Names further down are met as bytes only. */
static void
limit(void **state)
{
	static char big[READABLE_BYTES + 100];
	const char *wide = "Ｈｏｋｕｙｏ";
	size_t n = strlen(wide);

	(void)state;
	memset(big, ' ', sizeof(big));
	memcpy(big + READABLE_BYTES - n, wide, n);
	assert_true(holds("Hokuyo", big, sizeof(big)));
	memset(big, ' ', sizeof(big));
	memcpy(big + READABLE_BYTES - n + 1, wide, n);
	assert_false(holds("Hokuyo", big, sizeof(big)));
	memcpy(big + sizeof(big) - 6, "Hokuyo", 6);
	assert_true(holds("Hokuyo", big, sizeof(big)));
}

static void
packed(void **state)
{
	const char *text = "for ﾎｸﾖｳｶﾞｽ only";
	unsigned char out[200];
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)text,
		.avail_in = (unsigned)strlen(text),
		.next_out = out,
		.avail_out = sizeof(out) };

	(void)state;
	assert_int_equal(
	    deflateInit2(&z, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	assert_true(holds("ホクヨウガス", out, z.total_out));
	assert_false(holds("ナンヨウガス", out, z.total_out));
	deflateEnd(&z);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(personal),
		cmocka_unit_test(readable),
		cmocka_unit_test(people),
		cmocka_unit_test(limit),
		cmocka_unit_test(packed),
	};
	int rc;

	setlocale(LC_CTYPE, "C.UTF-8");
	charset_setup();
	a = arena_new();
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return rc;
}
