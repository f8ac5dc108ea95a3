/* Sets of members that are too small, and what is said of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/config/smallset.h"
#include "formats/xml/xmlread.h"

#define DAY "2017-08-01"

static struct arena *a;

static const char *
member(const char *id, const char *group, const char *one, const char *other)
{
	return arena_printf(a,
	    "<member id=\"%s\"%s><name xml:lang=\"ja\">甲</name>"
	    "<in sig=\"%s\" from=\"2016-04-01\"/>%s</member>",
	    id, group == NULL ? "" : arena_printf(a, " group=\"%s\"", group),
	    one,
	    other == NULL
		? ""
		: arena_printf(a,
		      "<in sig=\"%s\" from=\"2016-04-01\" until=\"2018-03-31\"/>",
		      other));
}

/* Four in gas and oil, two of them of one group; three in oil; one in gas. */
static struct roster *
roster(void)
{
	const char *xml = arena_printf(a,
	    "<roster xmlns=\"urn:toiyaba:roster:1\">"
	    "<sig id=\"gas\" from=\"2016-04-01\"><name xml:lang=\"ja\">x</name></sig>"
	    "<sig id=\"oil\" from=\"2016-04-01\"><name xml:lang=\"ja\">y</name></sig>"
	    "%s%s%s%s%s%s%s%s</roster>",
	    member("a", "one", "gas", "oil"), member("b", "one", "gas", "oil"),
	    member("c", NULL, "gas", "oil"), member("d", NULL, "oil", "gas"),
	    member("e", NULL, "oil", NULL), member("f", "two", "oil", NULL),
	    member("g", NULL, "oil", NULL), member("h", "two", "gas", NULL));
	struct roster *r;
	char err[200] = "";

	r = roster_parse(a, xml, strlen(xml), err, sizeof(err));
	if (r == NULL)
		fail_msg("%s", err);
	return r;
}

static unsigned
like(const struct roster *r, const char *id, const char *day)
{
	return smallset_like(r, roster_member(r, id), day);
}

static void
sets(void **state)
{
	struct roster *r = roster();

	(void)state;
	assert_int_equal(like(r, "a", DAY), 3);
	assert_int_equal(like(r, "d", DAY), 3);
	assert_int_equal(like(r, "e", DAY), 3);
	assert_int_equal(like(r, "h", DAY), 1);
	assert_int_equal(like(r, "h", "2015-01-01"), 0);
	/* Afterwards some are in one of them only. */
	assert_int_equal(like(r, "a", "2018-04-01"), 3);
	assert_int_equal(
	    smallset_readers(r, roster_audience(r, "gas"), DAY), 4);
	assert_int_equal(
	    smallset_readers(r, roster_audience(r, "oil"), DAY), 6);
	assert_string_equal(
	    smallset_text(a, r, roster_member(r, "a"), DAY), "gas, oil");
}

static const char *
said(const char *id, const char *sig, unsigned least)
{
	struct roster *r = roster();

	return smallset_warning(
	    a, r, roster_member(r, id), sig, least, DAY, LANG_EN);
}

static void
warnings(void **state)
{
	(void)state;
	assert_null(said("a", NULL, 3));
	assert_non_null(
	    strstr(said("a", NULL, 4), "3 organisations are in just gas, oil"));
	assert_null(said("a", "oil", 4));
	assert_non_null(
	    strstr(said("a", "gas", 5), "4 organisations read gas"));
	assert_non_null(
	    strstr(said("h", NULL, 3), "1 organisations are in just gas"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets),
		cmocka_unit_test(warnings),
	};
	int rc;

	xml_setup_one(XML_ROSTER);
	a = arena_new();
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return rc;
}
