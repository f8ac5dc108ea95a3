/* What was said in English, said again; what nobody knows stays as it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/mem.h"
#include "formats/base/retell.h"

static struct arena *a;

static void
same(const char *english, const char *japanese)
{
	assert_string_equal(retell(a, english, LANG_JA), japanese);
	assert_ptr_equal(retell(a, english, LANG_EN), english);
}

static void
sentences(void **state)
{
	(void)state;
	same("no signature inside", "中に署名がない");
	same("entry 7: holds less than it says",
	    "7番目のもの: 書かれている大きさより少ない");
	same("line 6: share: tlp, seen \"ambar\"; wanted: clear | green",
	    "6行目: share: tlpに\"ambar\"とある; 必要なもの: clear | green");
	same(
	    "line 2: file: sha256 wants 64 hex digits; line 9: title: is empty; 3 more",
	    "2行目: file: sha256は16進64桁で書く; 9行目: title: 空である; ほか3件");
	same("S-2017-AAAAAAAA is left out: items/x.xml holds a member's name",
	    "S-2017-AAAAAAAA is left out: items/x.xmlに組織の名前がある");
}

/* A sender's words stay his, whatever they look like. */
static void
strange(void **state)
{
	char deep[4000] = "";
	size_t i;

	(void)state;
	same("", "");
	same("entry x: holds", "entry x: holds");
	same("what nobody says", "what nobody says");
	same("line 1: title: role unknown, seen is empty",
	    "1行目: title: 知らないrole（is emptyとある）");
	same("; line ; line ", "; line ; line ");
	for (i = 0; i < 1000; i++)
		strcat(deep, "a: ");
	same(deep, deep);
}

static const char *said(enum lang l, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static const char *
said(enum lang l, const char *fmt, ...)
{
	const char *out;
	va_list ap;

	va_start(ap, fmt);
	out = retell_printf(a, l, fmt, ap);
	va_end(ap);
	return out;
}

/* Values in the order of the language, numbers as they are printed. */
static void
values(void **state)
{
	static const char fmt[] =
	    "%s is stopped at the gate: the item for %s holds %s; redact or reword it by a ruling";

	(void)state;
	assert_string_equal(said(LANG_EN, fmt, "C-1", "gas", "a member's name"),
	    "C-1 is stopped at the gate: the item for gas holds a member's name; redact or reword it by a ruling");
	assert_non_null(strstr(
	    said(LANG_JA, fmt, "C-1", "gas", "a member's name"), "組織の名前"));
	assert_null(strstr(
	    said(LANG_JA, fmt, "C-1", "gas", "a member's name"), "member"));
	assert_string_equal(said(LANG_JA, "100%% of %06d, %.*s", 7, 2, "abc"),
	    "100% of 000007, ab");
	assert_string_equal(said(LANG_JA, "nothing"), "nothing");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences),
		cmocka_unit_test(strange),
		cmocka_unit_test(values),
	};
	int failed;

	a = arena_new();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return failed;
}
