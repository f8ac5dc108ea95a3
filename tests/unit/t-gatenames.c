/* What the gate finds of names and addresses, and where it stops: as short, as
 * wide as may be, and one further. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/pages/ownpages.h"
#include "formats/xml/xmlread.h"

static struct arena *a;

static bool
finds(const char *names, const char *text)
{
	const char *xml = arena_printf(a,
	    "<roster xmlns=\"urn:toiyaba:roster:1\"><member id=\"m-1\">"
	    "<name xml:lang=\"ja\">架空別名</name>%s</member></roster>",
	    names);
	char err[256] = "";
	struct roster *r = roster_parse(a, xml, strlen(xml), err, sizeof(err));
	struct gate *g;
	bool found;

	if (r == NULL)
		fail_msg("%s", err);
	ownpages_mark(a, r, "");
	g = gate_new(a, r);
	found = gate_hit(g, text, strlen(text), NULL) != NULL;
	gate_free(g);
	return found;
}

#define NAME(s)	   "<alias>" s "</alias>"
#define NETWORK(s) "<network>" s "</network>"

static void
sounds(void **state)
{
	(void)state;
	/* Six letters of a kana name, as a word; eight anywhere. */
	assert_true(finds(NAME("ホクト"), "by hokuto and"));
	assert_false(finds(NAME("ホクト"), "by hokutor and"));
	assert_false(finds(NAME("ナント"), "by nanto and"));
	assert_true(finds(NAME("ホクトデン"), "xxhokutodenxx"));
	/* Latin names in kana: of four kana. */
	assert_true(finds(NAME("Hokutoden"), "件のホクトデンは"));
	assert_false(finds(NAME("Hokuto"), "件の ホクト は"));
	assert_true(finds(NAME("ホクヨウ"), "件の ホクヨー は"));
	assert_true(finds(NAME("Hokuyo Gas"), "Hokuyō-Gas"));
	assert_false(finds(NAME("Hokuyo Gas"), "Hokuya Gas"));
}

static void
networks(void **state)
{
	const char *small = NETWORK("198.51.96.0/20");
	const char *wide = NETWORK("198.51.96.0/19");

	(void)state;
	/* 198.51.100.7 */
	assert_true(finds(small, "x 3325256711 x"));
	assert_false(finds(wide, "x 3325256711 x"));
	assert_true(finds(wide, "http://3325256711/"));
	assert_true(finds(wide, "0xc6336407"));
	assert_true(finds(wide, "0306.063.0144.07"));
	assert_true(finds(wide, "198.051.100.007"));
	assert_true(finds(wide, "::ffff:c633:6407"));
	assert_true(finds(wide, "2002:c633:6407::1"));
	assert_true(finds(wide, "64:ff9b::c633:6407"));
	assert_false(finds(wide, "2003:c633:6407::1"));
	assert_false(finds(small, "a3325256711"));
	assert_false(finds(small, "33252567110"));
	assert_false(finds(NETWORK("0.255.255.0/24"), "x 16777215 x"));
	assert_true(finds(NETWORK("1.0.0.0/24"), "x 16777216 x"));
}

static void
whole_names(void **state)
{
	const char *link = "<name xml:lang=\"ja\">株式会社リンク</name>";

	(void)state;
	assert_false(finds(link, "リンクを開く"));
	assert_true(finds(link, "株式会社リンクの件"));
	assert_true(finds(link, "リンク株式会社の件"));
	assert_true(finds(link, "リンク㈱の件"));
	assert_false(
	    finds("<name xml:lang=\"ja\">リンク</name>", "リンクを開く"));
}

/* Of a digest the first sixteen digits are enough. */
static void
digests(void **state)
{
	const char *domain = "<domain>hokuyo.example</domain>";

	(void)state;
	/* sha256 of hokuyo.example, and with a line's end. */
	assert_true(finds(domain, "687fd8e163ab9a70"));
	assert_false(finds(domain, "687fd8e163ab9a7"));
	assert_true(finds(domain,
	    "2058ffdb21729f0d6a2efb83bb2736a3d74fe7225b64e59fd88f7b0bde545f85"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sounds),
		cmocka_unit_test(networks),
		cmocka_unit_test(whole_names),
		cmocka_unit_test(digests),
	};
	int rc;

	setlocale(LC_CTYPE, "C.UTF-8");
	xml_setup_one(XML_ROSTER);
	a = arena_new();
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return rc;
}
