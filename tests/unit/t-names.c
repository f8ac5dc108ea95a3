/* Names as they sound and in parts: what is found, and what is left alone. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/mem.h"
#include "formats/names/charset.h"
#include "formats/names/nameparts.h"
#include "formats/names/othername.h"
#include "formats/names/sound.h"
#include "formats/names/textfold.h"

static struct arena *a;

static bool
has(const char **list, size_t count, const char *word)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(list[i], word) == 0)
			return true;
	return false;
}

/* Whether the two sound alike. */
static bool
alike(const char *x, const char *y)
{
	char *one = sound_of(a, text_nfkc(a, x));
	char *other = sound_of(a, text_nfkc(a, y));

	sound_join(one, strlen(one), NULL);
	sound_join(other, strlen(other), NULL);
	return strcmp(one, other) == 0;
}

static void
sound(void **state)
{
	static const char *const pairs[][2] = { { "ホクトデンリョク",
						    "hokutodenryoku" },
		{ "ﾎｸﾄﾃﾞﾝﾘｮｸ", "Hokuto Denryoku" }, { "しんじょう", "shinjou" },
		{ "しんじょう", "shinjo" }, { "しんじょう", "sinzyou" },
		{ "しんじょう", "Shinjō" }, { "しんじょう", "SHINJOH" },
		{ "しんじょう", "シンジョー" },
		{ "ハットリ・センター", "hattorisenta" },
		{ "マッチ", "matchi" }, { "マッチ", "macchi" },
		{ "ミナトマル", "Minato-maru" }, { "オオノ", "Ohno" },
		{ "オオノ", "Ono" }, { "ユウキ", "yuhki" },
		{ "シンイチ", "Shin'ichi" }, { "しんばし", "shimbashi" },
		{ "サンミャク", "sammyaku" }, { "ファイブ", "faibu" },
		{ "フィット", "fitto" }, { "ティー", "ti" },
		{ "ジェット", "jetto" }, { "チェック", "chekku" },
		{ "ウィン", "win" }, { "ヴァン", "ban" },
		{ "ツヅキ", "tsuzuki" }, { "キャット", "kyatto" },
		{ "ヂヂ", "jiji" } };
	static const char *const others[][2] = { { "北斗", "hokuto" },
		{ "ホクト Power", "hokutoden" }, { "オノ", "Oni" },
		{ "シンイチ", "シンシ" }, { "カ", "ガ" }, { "ハ", "バ" } };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (!alike(pairs[i][0], pairs[i][1]))
			fail_msg("%s, %s", pairs[i][0], pairs[i][1]);
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_false(alike(others[i][0], others[i][1]));
	assert_string_equal(sound_of(a, ""), " ");
	assert_string_equal(sound_of(a, "ほくと様 hokuto"), " +hokuto hokuto ");
	assert_string_equal(
	    sound_of(a, "ほくとガスx1y"), " +hokuto +gasu x y ");
}

/* Each letter knows where it comes from; nothing leaves its room. */
static void
sound_places(void **state)
{
	const char *norm = "x ッあャhohjaん";
	struct place of[SOUND_ROOM(64)];
	char out[SOUND_ROOM(64)];
	size_t len, i;

	(void)state;
	len = sound_put(out, norm, of);
	assert_int_equal(len, strlen(out));
	for (i = 0; i < len; i++)
		assert_true(of[i].from <= of[i].to && of[i].to <= strlen(norm));
	assert_string_equal(out, " x + +a +ya hozya +n ");
	assert_int_equal(of[13].to, strlen("x ッあャhoh"));
	assert_int_equal(of[14].from, strlen("x ッあャhoh"));
}

/* Other names of one in kanji, and what a wrong charset makes of it. */
static bool
other(const char *name, const char *wanted)
{
	const char **list;
	size_t count;

	list = othername_kanji(a, text_fold(a, name, strlen(name)), &count);
	return has(list, count, text_fold(a, wanted, strlen(wanted)));
}

static void
othernames(void **state)
{
	const char **list;
	size_t count;

	(void)state;
	othername_setup();
	assert_true(other("高嶋瓦斯", "高島ガス"));
	assert_true(other("茅ヶ崎", "茅が崎"));
	assert_true(other("茅ヶ崎瓦斯", "茅崎ガス"));
	assert_true(other("虎ノ門", "虎門"));
	assert_false(other("ケーキ", "ガーキ"));
	assert_false(other("北洋", "北洋"));
	list = othername_garbled(a, "北洋瓦斯", &count);
	assert_true(count > 0 && strstr(list[0], "蛹玲ｴ") != NULL);
	othername_garbled(a, "Hokuyo", &count);
	assert_int_equal(count, 0);
}

static bool
part(const char *name, const char *wanted)
{
	const char **list;
	size_t count;

	list = name_parts(a, name, &count);
	return has(list, count, wanted);
}

static size_t
parts(const char *name)
{
	size_t count;

	name_parts(a, name, &count);
	return count;
}

static void
names(void **state)
{
	(void)state;
	assert_true(part("山田 太郎", "山田"));
	assert_true(part("山田　太郎", "山田様"));
	assert_true(part("東 一", "東様"));
	assert_false(part("東 一", "東"));
	assert_true(part("Taro Yamada", "Yamada"));
	assert_true(part("taro.yamada@gas-01.example", "yamada"));
	assert_int_equal(parts("山田太郎"), 0);
	assert_int_equal(parts("info@gas-01.example"), 0);
	assert_int_equal(parts("sales.tokyo@gas-01.example"), 0);
	assert_int_equal(parts("Billing Department"), 0);
	assert_int_equal(parts("t.k@gas-01.example"), 0);
	assert_int_equal(parts("a b c d e"), 0);
	assert_int_equal(parts("user01.x9@gas-01.example"), 0);
	assert_int_equal(parts(""), 0);
	assert_int_equal(parts("@"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sound),
		cmocka_unit_test(sound_places),
		cmocka_unit_test(othernames),
		cmocka_unit_test(names),
	};
	int rc;

	setlocale(LC_CTYPE, "C.UTF-8");
	charset_setup();
	a = arena_new();
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return rc;
}
