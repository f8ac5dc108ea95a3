/* The table of who sends what, as the manual shows it and as it must be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"
#include "formats/xml/xmlread.h"

static struct arena *a;

/* The manual's line of an element: .It Cm ack Ta yes Ta ... */
static const char *
line_of(enum sends what)
{
	const char *line = arena_printf(a, ".It Cm %s", sends_word(what));
	enum sender_role r;

	for (r = 0; r < SENDER_ROLES; r++)
		line = arena_printf(
		    a, "%s Ta %s", line, sender_may(r, what) ? "yes" : "-");
	return arena_printf(a, "%s\n", line);
}

static const char *
head(void)
{
	const char *line = ".It";
	enum sender_role r;

	for (r = 0; r < SENDER_ROLES; r++)
		line = arena_printf(a, "%s Ta %s", line, sender_word(r));
	return arena_printf(a, "%s\n", line);
}

static bool
has_line(const char *text, const char *line)
{
	const char *at = strstr(text, line);

	return at != NULL && at > text && at[-1] == '\n';
}

static void
manual(void **state)
{
	static char text[1 << 20];
	enum sends what;
	FILE *f;

	(void)state;
	f = fopen("batch/toiyaba-package.5", "re");
	assert_non_null(f);
	text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
	fclose(f);
	assert_true(has_line(text, head()));
	for (what = 0; what < SENDS; what++)
		if (!has_line(text, line_of(what)))
			fail_msg("the manual lacks %s", line_of(what));
}

/* What decides is for analysts, and what is given is for all others. */
static void
apart(void **state)
{
	enum sender_role r;
	enum sends what;

	(void)state;
	for (r = 0; r < SENDER_ROLES; r++)
		for (what = 0; what < SENDS; what++)
			if (what >= SENDS_RULING || r == SENDER_ANALYST)
				assert_int_equal(sender_may(r, what),
				    what >= SENDS_RULING &&
					r == SENDER_ANALYST);
	for (r = 0; r < SENDER_ANALYST; r++)
		assert_true(sender_may(r, SENDS_SUBMISSION) &&
			    sender_may(r, SENDS_WITHDRAWAL));
}

#define NAME "<name xml:lang=\"ja\">n</name>"
#define IN(attr, id)               \
	"<in " attr "=\"" id "\" " \
	"from=\"2017-04-01\" until=\"2017-09-30\"/>"

static struct roster *
roster(void)
{
	static const char xml[] =
	    "<roster xmlns=\"urn:toiyaba:roster:1\">"
	    "<sig id=\"gas\" from=\"2012-04-01\">" NAME "</sig>"
	    "<sig id=\"new\" from=\"2018-04-01\">" NAME "</sig>"
	    "<scheme id=\"med\" from=\"2012-04-01\">" NAME "</scheme>"
	    "<agency id=\"cert\" from=\"2012-04-01\" until=\"2017-12-31\" "
	    "trust=\"release\">" NAME "</agency>"
	    "<member id=\"both\">" NAME IN("sig", "gas") IN("scheme",
		"med") "</member><member id=\"body\">" NAME IN("scheme",
		"med") "</member><member id=\"hub\" role=\"hub\">" NAME
		       "</member>"
		       "<member id=\"duty\" role=\"analyst\">" NAME
		       "</member></roster>";
	char err[300];
	struct roster *r;

	r = roster_parse(a, xml, sizeof(xml) - 1, err, sizeof(err));
	if (r == NULL)
		fail_msg("%s", err);
	return r;
}

static void
roles(void **state)
{
	static const struct {
		const char *id;
		enum sender_role role;
		bool now, later, outside, trusted;
	} all[] = {
		{ "both", SENDER_MEMBER, true, false, false, true },
		{ "body", SENDER_BODY, true, false, false, true },
		{ "med", SENDER_SCHEME, true, true, true, false },
		{ "cert", SENDER_AGENCY, true, false, true, true },
		{ "hub", SENDER_HUB, true, true, false, true },
		{ "duty", SENDER_ANALYST, true, true, false, true },
	};
	struct roster *r = roster();
	struct sender s;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		assert_true(sender_find(r, all[i].id, &s));
		assert_string_equal(s.id, all[i].id);
		assert_int_equal(s.role, all[i].role);
		assert_int_equal(sender_counts(&s, "2017-08-01"), all[i].now);
		assert_int_equal(sender_counts(&s, "2018-08-01"), all[i].later);
		assert_int_equal(sender_is_outside(s.role), all[i].outside);
		assert_int_equal(sender_is_trusted(&s), all[i].trusted);
	}
	assert_false(sender_find(r, "gas", &s));
	assert_false(sender_find(r, "nobody", &s));
}

static bool
chooses(const char *id, const char *audience, const char *day)
{
	struct roster *r = roster();
	struct sender s;

	assert_true(sender_find(r, id, &s));
	return sender_may_choose(r, &s, audience, day);
}

static void
choices(void **state)
{
	(void)state;
	assert_true(chooses("both", "gas", "2017-08-01"));
	assert_true(chooses("both", "med", "2017-08-01"));
	assert_false(chooses("both", "gas", "2018-08-01"));
	assert_false(chooses("body", "gas", "2017-08-01"));
	assert_true(chooses("cert", "gas", "2017-08-01"));
	assert_true(chooses("cert", "med", "2017-08-01"));
	assert_false(chooses("cert", "new", "2017-08-01"));
	assert_false(chooses("cert", "cert", "2017-08-01"));
	assert_false(chooses("cert", "nobody", "2017-08-01"));
	assert_false(chooses("hub", "gas", "2017-08-01"));
}

static const char *
readers(const char *audience, const char *day)
{
	struct roster *r = roster();
	const char **list, *text = "";
	size_t count, i;

	list = roster_readers(a, r, roster_audience(r, audience), day, &count);
	for (i = 0; i < count; i++)
		text = arena_printf(a, "%s%s ", text, list[i]);
	return text;
}

static void
reading(void **state)
{
	struct roster *r = roster();
	const struct roster_audience *med = roster_audience(r, "med");

	(void)state;
	assert_string_equal(readers("gas", "2017-08-01"), "both ");
	assert_string_equal(readers("gas", "2018-08-01"), "");
	assert_string_equal(readers("med", "2017-08-01"), "both body ");
	assert_string_equal(readers("med", "2018-08-01"), "med ");
	assert_string_equal(readers("cert", "2017-08-01"), "cert ");
	assert_true(roster_reads(r, med, "body", "2017-08-01"));
	assert_false(roster_reads(r, med, "body", "2018-08-01"));
	assert_true(roster_reads(r, med, "med", "2017-08-01"));
	assert_false(roster_reads(r, med, "cert", "2017-08-01"));
	assert_false(
	    roster_reads(r, roster_audience(r, "gas"), "gas", "2017-08-01"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(manual),
		cmocka_unit_test(apart),
		cmocka_unit_test(roles),
		cmocka_unit_test(choices),
		cmocka_unit_test(reading),
	};
	int rc;

	xml_setup_one(XML_ROSTER);
	a = arena_new();
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return rc;
}
