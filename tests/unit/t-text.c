/* Text of outsiders, made safe and made comparable; values and their normal
 * forms; the cursor over hostile bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <unicase.h>
#include <uninorm.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/base/text.h"
#include "formats/base/valid.h"
#include "formats/indicators/observable.h"
#include "formats/names/charset.h"
#include "formats/names/textfold.h"
#include "formats/report/fotext.h"

static struct arena *a;

static void
utf8(void **state)
{
	static const char *const bad[] = { "\xff", "\xc3", "\xc0\x80",
		"\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
		"\xf8\x88\x80\x80\x80", "a\x80" };
	size_t i;

	(void)state;
	assert_true(text_valid("日本\xf0\xa0\xae\xb7", 10));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(text_valid(bad[i], strlen(bad[i])));
}

static void
shown(void **state)
{
	struct buf b = { 0 };

	(void)state;
	assert_true(text_printable("a\tb", false));
	assert_false(text_printable("a\nb", false));
	assert_true(text_printable("a\nb", true));
	assert_false(text_printable("\x7f", true));
	assert_false(text_printable("\xc2\x85", true));
	assert_true(text_has_bidi("a\xe2\x80\xae"
				  "b"));
	assert_string_equal(text_escape(a, "\x1b[31m\xff\xe2\x80\xae", 9, 100),
	    "\\x1B[31m\\xFF\\u{202E}");
	assert_string_equal(text_escape(a,
				"a\xe2\x80\x8b"
				"b\xe2\x80\xa8"
				"c\xf3\xa0\x81\x81",
				13, 100),
	    "a\\u{200B}b\\u{2028}c\\u{E0041}");
	assert_string_equal(text_visible(a, "\xe2\x80\xaegpj"), "[U+202E]gpj");
	assert_string_equal(
	    text_clean(a, "a\x01\xff\n", false), "a \xef\xbf\xbd ");
	text_xml(&b, "<a href=\"x\">&'</a>");
	assert_null(strpbrk(buf_str(&b), "<>\"'"));
	b.len = 0;
	text_csv(&b, "=cmd|x");
	assert_true(buf_str(&b)[0] != '=');
	buf_free(&b);
}

static void
folded(const char *x, const char *y)
{
	assert_string_equal(
	    text_fold(a, x, strlen(x)), text_fold(a, y, strlen(y)));
}

/* Names are found however they are written. */
static void
folds(void **state)
{
	(void)state;
	folded("ＫａｋｕＧａｓ", "kakugas");
	folded("ｶﾞｽ", "がす");
	folded("ガス", "がす");
	folded("髙島屋", "高島屋");
	folded("Kaku-Gas, Ltd.", "KAKU GAS LTD");
	folded("サーバー", "サーバ");
	folded("kаkugаs", "kakugas"); /* Cyrillic а */
	folded("kaku\xe2\x80\x8bgas", "kakugas");
	folded("e\xcc\x81", "\xc3\xa9");
	folded("Straße", "STRASSE");
	folded("t0t0denkl", "totodenki");
	folded("ミカヅキ", "みかずき");
	folded("茅ヶ崎", "茅ケ崎");
	folded("Hokuyō", "hokuyo");
	folded("ʜᴏᴋᴜʏᴏ", "hokuyo");
	folded("🅷🅾🅺🆄🆈🅾", "hokuyo");
	folded("hok\xe3\x85\xa4uyo", "hokuyo"); /* Hangul filler */
	assert_string_equal(text_nfkc(a, "ABC日Ａé"), "abc日aé");
}

/* Old and variant forms, as names have them; and words that are others. */
static void
kanji(void **state)
{
	static const char *const pairs[] = { "髙高", "﨑崎", "邊辺", "邉辺",
		"齋斎", "齊斉", "澤沢", "濱浜", "櫻桜", "廣広", "國国", "嶋島",
		"嶌島", "榮栄", "關関", "藏蔵", "龍竜", "冨富", "惠恵", "瀨瀬",
		"德徳", "眞真", "條条", "萬万", "鐵鉄", "圓円", "實実", "壽寿",
		"澁渋", "豐豊", "縣県", "會会", "發発", "氣気", "驛駅", "鹽塩",
		"學学", "靜静", "淺浅", "經経", "總総", "緣縁", "與与", "曉暁",
		"來来", "兒児", "歷歴", "槇槙", "鶯鴬", "檜桧", "舘館", "籠篭",
		"渕淵", "㐂喜", "𠮷吉" };
	static const char *const others[] = { "庄荘", "惣総", "裡裏", "島鳥",
		"埼崎", "畑畠", "橋端", "高喬", "崎埼", "富福", "斎済" };
	const char *x, *y;
	uint32_t cp;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		y = pairs[i] + text_next(pairs[i], strlen(pairs[i]), &cp);
		x = arena_strndup(a, pairs[i], (size_t)(y - pairs[i]));
		folded(x, y);
	}
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_string_not_equal(
		    text_fold(a, others[i], 3), text_fold(a, others[i] + 3, 3));
}

static void
canon(enum ind_type t, const char *value, const char *wanted)
{
	const char *seen = observable_canon(a, t, value);

	if (wanted == NULL)
		assert_null(seen);
	else {
		assert_non_null(seen);
		assert_string_equal(seen, wanted);
	}
}

static void
observables(void **state)
{
	(void)state;
	canon(IND_IPV4, " 198.51.100.1 ", "198.51.100.1");
	canon(IND_IPV4, "198[.]51[.]100[.]1", "198.51.100.1");
	canon(IND_IPV4, "198.51.100.256", NULL);
	canon(IND_IPV4, "1.2.3", NULL);
	canon(IND_IPV6, "2001:DB8:0:0::1", "2001:db8::1");
	canon(IND_IPV6, "2001:db8::g", NULL);
	canon(IND_DOMAIN, "EVIL.Example.", "evil.example");
	canon(IND_DOMAIN, "evil[.]example", "evil.example");
	canon(IND_DOMAIN, "日本語.example", "xn--wgv71a119e.example");
	canon(IND_DOMAIN, "no spaces.example", NULL);
	canon(IND_URL, "hxxp://Evil.Example/A?B", "http://evil.example/A?B");
	canon(IND_URL, "javascript:alert(1)", NULL);
	canon(IND_EMAIL, "A@Evil.EXAMPLE", "A@evil.example");
	canon(IND_EMAIL, "no address", NULL);
	canon(IND_EMAIL, "evil@lure.example;b@lure.example", NULL);
	canon(IND_EMAIL, "root@lure.example(Cron)", NULL);
	canon(IND_EMAIL, "a:b@lure.example", NULL);
	canon(IND_EMAIL, "mailto:b@lure.example", NULL);
	canon(IND_EMAIL, "a[@]b[.]example", "a@b.example");
	canon(IND_EMAIL, "taro..k.@docomo.example", "taro..k.@docomo.example");
	canon(IND_EMAIL, "\"a@b\"@c.example", "\"a@b\"@c.example");
	canon(IND_EMAIL, "佐藤@b.example", "佐藤@b.example");
	canon(IND_SHA256, "xyz", NULL);
	canon(IND_SUBJECT, "  ", NULL);
	assert_string_equal(
	    observable_host(a, "http://u:p@evil.example:8080/x"),
	    "evil.example");
	assert_string_equal(
	    observable_host(a, "http://[2001:db8::1]/x"), "2001:db8::1");
}

static void
values(void **state)
{
	int64_t t;

	(void)state;
	assert_true(valid_date("2016-02-29") && !valid_date("2017-02-29"));
	assert_true(!valid_date("2017-2-1") && !valid_date("2017-13-01"));
	assert_true(valid_time("2017-08-03T09:12:00+09:00", &t));
	assert_int_equal(t, 1501719120);
	assert_true(valid_time("2017-08-03T00:12:00Z", &t));
	assert_int_equal(t, 1501719120);
	assert_false(valid_time("2017-08-03T09:12:00", &t));
	assert_false(valid_time("2017-08-03T25:12:00Z", &t));
	assert_true(valid_id("gas-03") && !valid_id("Gas") && !valid_id(""));
	assert_true(!valid_id("-x") && !valid_id("a/b") && !valid_id("a.b"));
	assert_true(valid_case("C-2017-0031") && valid_case("C-2017-12345"));
	assert_true(!valid_case("C-2017-31") && !valid_case("S-2017-0031"));
	assert_true(valid_bundle("gas-000017") && !valid_bundle("gas-17"));
	assert_true(valid_period("2017Q3") && valid_period("FY2016"));
	assert_true(!valid_period("2017Q5") && !valid_period("FY20167"));
	assert_true(valid_path("a/b c/日本.eml"));
	assert_true(!valid_path("../a") && !valid_path("/a") &&
		    !valid_path("a//b") && !valid_path("a/./b") &&
		    !valid_path("a\\b") && !valid_path("C:x") &&
		    !valid_path("") && !valid_path("a/"));
	assert_true(valid_uuid("7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10"));
	assert_false(valid_uuid("7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d1"));
	assert_false(valid_fingerprint("00"));
}

static void
digests(void **state)
{
	struct digest d, e;
	struct digest_run *r;
	char hex[DIGEST_HEX];

	(void)state;
	digest_of("abc", 3, &d);
	digest_hex(&d, hex);
	/* FIPS 180-4, example */
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a3961"
				 "77a9cb410ff61f20015ad");
	r = digest_begin();
	digest_add(r, "a", 1);
	digest_add(r, "", 0);
	digest_add(r, "bc", 2);
	digest_end(r, &e);
	assert_true(digest_equal(&d, &e));
	assert_true(digest_parse(hex, &e) && digest_equal(&d, &e));
	hex[63] = 'g';
	assert_false(digest_parse(hex, &e));
	assert_false(digest_parse("ba78", &e));
}

/* Cut anywhere, a message fails and gives nothing it was not asked for. */
static void
cursors(void **state)
{
	struct buf b = { 0 };
	struct cursor c;
	char blob[4];
	size_t i;

	(void)state;
	buf_put_u8(&b, 7);
	buf_put_u32(&b, 70000);
	buf_put_u64(&b, UINT64_MAX);
	buf_put_str(&b, "日");
	buf_put_str(&b, NULL);
	buf_put_blob(&b, "blob", 4);
	for (i = 0; i <= b.len; i++) {
		cursor_init(&c, b.data, i);
		cursor_u8(&c);
		cursor_u32(&c);
		cursor_u64(&c);
		cursor_str(&c, a, 3);
		cursor_str(&c, a, 3);
		cursor_blob(&c, blob, 4);
		assert_int_equal(cursor_done(&c), i == b.len);
	}
	assert_memory_equal(blob, "blob", 4);
	cursor_init(&c, b.data + 13, b.len - 13);
	cursor_str(&c, a, 2); /* longer than allowed */
	assert_true(c.failed);
	b.len = 0;
	buf_put_u32(&b, 1000000000);
	cursor_init(&c, b.data, b.len);
	assert_int_equal(cursor_count(&c, 4, 2000000000), 0);
	assert_true(c.failed); /* more than the bytes can hold */
	buf_free(&b);
}

static void
reasons(void **state)
{
	const struct reason_entry *e;
	int i;

	(void)state;
	for (i = 1; i < REASON_COUNT; i++) {
		e = reason_entry((enum reason)i);
		assert_int_equal(reason_parse(e->word), i);
		assert_true(strlen(e->means_ja) > 5 && strlen(e->means_en) > 5);
		assert_true(
		    strlen(e->advice_ja) > 5 && strlen(e->advice_en) > 5);
	}
	assert_int_equal(reason_parse("frobnicate"), REASON_NONE);
	assert_false(reason_from_worker(REASON_UNSIGNED));
	assert_true(reason_from_worker(REASON_BAD_MANIFEST));
}

static void
links(void **state)
{
	static const char *const plain[][2] = {
		{ "見よHTTP://evil.example:80/a.php?x=y.zを",
		    "見よhxxp://evil[.]example:80/a.php?x=y.zを" },
		{ "https://u@h.example.", "hxxps://u[@]h[.]example[.]" },
		{ "ftp://a.b www.c.d x@y.z.",
		    "fxp://a[.]b www[.]c[.]d x[@]y[.]z[.]" },
		{ "smb://a.b file:///c", "smb[:]//a[.]b file[:]///c" },
		{ "hxxp://a[.]b, x[@]y[.]z", "hxxp://a[.]b, x[@]y[.]z" },
		{ "v1.2, 10.3% of e.g. this", "v1.2, 10.3% of e.g. this" },
		{ "", "" },
	};
	static const char xml[] =
	    "<p><link href=\"https://www.a.b/\">http://c.d</link>@e.f</p>";
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		assert_string_equal(
		    text_unlink(a, plain[i][0], false), plain[i][1]);
	assert_string_equal(text_unlink(a, xml, true),
	    "<p><link "
	    "href=\"https://www.a.b/\">hxxp://c[.]d</link>[@]e[.]f</p>");
}

static const char *
fitted(const char *s)
{
	static struct buf b;

	b.len = 0;
	fotext_fit(&b, s, strlen(s));
	return buf_str(&b);
}

static void
fits(void **state)
{
	(void)state;
	/* As long as the narrowest column, and one more. */
	assert_string_equal(
	    fitted("<fo:flow>0123456789abcdef&amp;123</fo:flow>"),
	    "<fo:flow>0123456789abcdef&amp;123</fo:flow>");
	assert_non_null(strstr(
	    fitted(
		"<fo:flow "
		"a=\"0123456789abcdefghijklmnop\">0123456789abcdef&amp;1234"),
	    "nop\">0&#x200B;1&#x200B;2"));
	assert_non_null(strstr(fitted("<fo:flow>0123456789abcdef&amp;1234"),
	    "f&#x200B;&amp;&#x200B;1&#x200B;2&#x200B;3&#x200B;4"));
	/* Nothing but the flow, and no picture in it. */
	assert_null(strstr(fitted("<t>0123456789abcdefghijklmno</t>"), "200B"));
	assert_null(
	    strstr(fitted("<fo:flow><svg><text>0123456789abcdefghijklmno"
			  "</text></svg>a</fo:flow>0123456789abcdefghijklmno"),
		"200B"));
	/* Japanese breaks by itself, but not before these. */
	assert_null(strstr(
	    fitted("<fo:flow>発注書を装う不審なメールを確認した発注"), "200B"));
	assert_non_null(
	    strstr(fitted("<fo:flow>ーーーーーーーーーーー"), "200B"));
	assert_string_equal(fitted("é ž ① 髙 \xee\x80\x80 \xc2\xad e\xcc\x81"),
	    "é ž ① 髙 [U+E000] [U+00AD] e[U+0301]");
	assert_string_equal(fitted("<fo:flow>[U+202E][U+202D][U+1F600]"),
	    "<fo:flow>[U+202E]&#x200B;[U+202D]&#x200B;[U+1F600]");
	/* What the font lacks, in text and alternatives. */
	assert_string_equal(
	    fitted("<fo:flow t=\"한\">\xe2\x80\xae \xf0\x9f\x98\x80"),
	    "<fo:flow t=\"[U+D55C]\">[U+202E] [U+1F600]");
}

static int
begin(void **state)
{
	(void)state;
	charset_setup();
	digest_setup();
	a = arena_new();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

/* The short ways round the library give what it gives. */
static void
nfkc_as_the_library(void **state)
{
	static const char *const parts[] = { "a", "K", "か", "が", "ハ",
		"\u3099", "\u309a", "漢", "ー", "Ａ", "é", "e", "\u0301", "ﾊ",
		"ﾞ", "ｶﾞ", "①", "ß", "가", "\u1100", "\u1161", " ", "。", "ゔ",
		"゛", "豈", "㈱", "İ", "ǅ", "　", "（", "：", "＜", "\u0338",
		"・", "〓", "ｚ", "｡", "ｦ", "ﾝ", "ﾟ", "\uf8ff",
		"The Quick FOX@[" };
	uint8_t *want;
	size_t len, i, k;
	char text[256];

	(void)state;
	srandom(7);
	for (i = 0; i < 20000; i++) {
		*text = '\0';
		for (k = 0; k < 1 + i % 8; k++)
			strcat(text, parts[(size_t)random() %
					   (sizeof(parts) / sizeof(parts[0]))]);
		want = u8_casefold((uint8_t *)text, strlen(text) + 1, NULL,
		    UNINORM_NFKC, NULL, &len);
		assert_string_equal(text_nfkc(a, text), (char *)want);
		free(want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nfkc_as_the_library),
		cmocka_unit_test(utf8),
		cmocka_unit_test(shown),
		cmocka_unit_test(folds),
		cmocka_unit_test(kanji),
		cmocka_unit_test(observables),
		cmocka_unit_test(values),
		cmocka_unit_test(digests),
		cmocka_unit_test(cursors),
		cmocka_unit_test(reasons),
		cmocka_unit_test(links),
		cmocka_unit_test(fits),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
