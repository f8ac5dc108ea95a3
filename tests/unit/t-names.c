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
#include "formats/files/personal.h"
#include "formats/names/charset.h"
#include "formats/names/nameparts.h"
#include "formats/names/romaji.h"

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

static bool
sounds(const char *kana, const char *latin)
{
	const char **list;
	size_t count;

	list = romaji_of(a, kana, &count);
	return has(list, count, latin);
}

static void
romaji(void **state)
{
	(void)state;
	assert_true(sounds("ホクトデンリョク", "hokutodenryoku"));
	assert_true(sounds("ﾎｸﾄﾃﾞﾝﾘｮｸ", "hokutodenryoku"));
	assert_true(sounds("しんじょう", "shinjou"));
	assert_true(sounds("しんじょう", "shinjo"));
	assert_true(sounds("しんじょう", "sinzyou"));
	assert_true(sounds("ハットリ・センター", "hattorisenta"));
	assert_true(sounds("マッチ", "matchi"));
	assert_false(sounds("北斗", "hokuto"));
	assert_false(sounds("ホクト Power", "hokutopower"));
	assert_string_equal(romaji_kana(a, "Minato-maru"), "ミナトマル");
	assert_string_equal(romaji_kana(a, "SHINJO"), "シンジョ");
	assert_string_equal(romaji_kana(a, "Hattori"), "ハットリ");
	assert_null(romaji_kana(a, "Summit"));
	assert_null(romaji_kana(a, "Kakugas"));
	assert_null(romaji_kana(a, "gas-01"));
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(romaji),
		cmocka_unit_test(names),
		cmocka_unit_test(personal),
	};
	int rc;

	setlocale(LC_CTYPE, "C.UTF-8");
	charset_setup();
	a = arena_new();
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return rc;
}
