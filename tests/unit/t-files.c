/* Files written by people and archives: roster, settings, history; packing
 * and walking; bundle.xml there and back. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/config/history.h"
#include "formats/config/roster.h"
#include "formats/config/settings.h"
#include "formats/files/archive.h"
#include "formats/files/filefact.h"

#define FPR  "40E0E4D91F05B4ED6DDF9BD1F98A0C8B17F0A2A4"
#define FPR2 "50E0E4D91F05B4ED6DDF9BD1F98A0C8B17F0A2A4"

static struct arena *a;
static char err[512];

static struct roster *
roster(const char *body)
{
	const char *xml;

	xml = arena_printf(a,
	    "<roster xmlns=\"urn:toiyaba:roster:1\">\n"
	    "<sig id=\"gas\" from=\"2012-07-01\"><name xml:lang=\"ja\">g</name>"
	    "</sig>\n%s</roster>",
	    body);
	*err = '\0';
	return roster_parse(a, xml, strlen(xml), err, sizeof(err));
}

static const char *
member(const char *id, const char *more)
{
	return arena_printf(a,
	    "<member id=\"%s\"><name xml:lang=\"ja\">m</name>%s</member>\n", id,
	    more);
}

static void
rosters(void **state)
{
	const struct roster_key *key = NULL;
	const struct roster_member *m;
	struct roster *r;

	(void)state;
	r = roster(member("gas-03",
	    "<domain>a.example</domain><network>203.0.113.0/24</network>"
	    "<key fingerprint=\"40E0 E4D9 1F05 B4ED 6DDF  9BD1 F98A 0C8B 17F0 "
	    "a2a4\" from=\"2016-04-01\" until=\"2017-03-31\" "
	    "distrusted=\"2017-03-01\"/>"
	    "<in sig=\"gas\" from=\"2012-07-01\" until=\"2016-12-31\"/>"));
	assert_non_null(r);
	assert_string_equal(roster_holder(r, FPR, &key), "gas-03");
	m = roster_member(r, "gas-03");
	/* until is the last day in */
	assert_true(span_holds(&key->span, "2016-04-01") &&
		    span_holds(&key->span, "2017-03-31"));
	assert_true(!span_holds(&key->span, "2016-03-31") &&
		    !span_holds(&key->span, "2017-04-01"));
	assert_true(roster_key_counts(key, "2017-02-28"));
	assert_false(roster_key_counts(key, "2017-03-01"));
	assert_true(roster_in_sig(m, "gas", "2016-12-31"));
	assert_false(roster_in_sig(m, "gas", "2017-01-01"));
	assert_false(roster_in_sig(m, "oil", "2016-12-31"));
	assert_null(roster_member(r, "gas-04"));
}

static void
refuses(const char *body, const char *says)
{
	assert_null(roster(body));
	if (strstr(err, says) == NULL)
		fail_msg("wanted \"%s\" in \"%s\"", says, err);
	if (strncmp(err, "line ", 5) != 0)
		fail_msg("no line in \"%s\"", err);
}

static void
bad_rosters(void **state)
{
	const char *key = "<key fingerprint=\"" FPR "\" from=\"2016-04-01\"/>";

	(void)state;
	refuses(
	    arena_printf(a, "%s%s", member("a", key), member("b", key)), FPR);
	refuses(arena_printf(a, "%s%s", member("a", ""), member("a", "")), "a");
	refuses(member("gas", ""), "gas");
	refuses(
	    arena_printf(a,
		"<agency id=\"x\" from=\"2012-07-01\"><name xml:lang=\"ja\">x"
		"</name>%s</agency>%s",
		key, member("a", key)),
	    "two holders");
	refuses(member("b", "\n<in scheme=\"med\" from=\"2012-07-01\"/>"),
	    "line 4: in: no such scheme, seen med");
	refuses(member("b", "<in scheme=\"gas\" from=\"2012-07-01\"/>"),
	    "no such scheme, seen gas");
	refuses(member("b", "<in from=\"2012-07-01\"/>"), "in");
	refuses(member("a", "<in sig=\"oil\" from=\"2012-07-01\"/>"), "oil");
	refuses(member("a", "<in sig=\"gas\" from=\"2012-07-01\" "
			    "until=\"2011-07-01\"/>"),
	    "until");
	refuses(
	    member("a", "<network>203.0.113.0/33</network>"), "address range");
	refuses(member("a", "<network>nonsense</network>"), "address range");
	refuses(member("a", "<domain>no domain</domain>"), "domain");
	refuses(member("a", "<key fingerprint=\"AB\" from=\"2016-04-01\"/>"),
	    "fingerprint");
	refuses(member("a", "<frob/>"), "frob");
}

static void
conf(const char *text, const char *says)
{
	struct settings s;

	settings_defaults(&s);
	*err = '\0';
	assert_int_equal(
	    settings_parse(&s, text, strlen(text), err, sizeof(err)),
	    says == NULL ? 0 : -1);
	if (says != NULL && strstr(err, says) == NULL)
		fail_msg("wanted \"%s\" in \"%s\"", says, err);
}

static void
settings(void **state)
{
	struct settings s, t;
	struct buf b = { 0 };

	(void)state;
	/* What init writes is what stands without it. */
	memset(&s, 0, sizeof(s));
	memset(&t, 0, sizeof(t));
	settings_defaults(&s);
	settings_defaults(&t);
	settings_template(&b);
	assert_int_equal(
	    settings_parse(&t, buf_str(&b), b.len, err, sizeof(err)), 0);
	assert_memory_equal(&s, &t, sizeof(s));
	buf_free(&b);
	conf("[hub]\nname = x\n", NULL);
	conf("[intake]\nmax-package = 3G\n", NULL);
	conf("[intake]\nmax-package = many\n", "line 2");
	conf("[hub]\nnmae = x\n", "nearest is name");
	conf("[hub]\nname = x\nname = y\n", "line 2 already");
	conf("[frob]\n", "unknown section");
	conf("name\n", "key = value");
	conf("[release]\nrelease = perhaps\n", "release wants");
}

static void
histories(void **state)
{
	static const char xml[] =
	    "<history xmlns=\"urn:toiyaba:history:1\"><period id=\"FY2016\" "
	    "submitted=\"2505\" targeted=\"177\" shared=\"96\"/></history>";
	const struct history_period *p;
	struct history *h;

	(void)state;
	h = history_parse(a, xml, strlen(xml), err, sizeof(err));
	assert_non_null(h);
	p = history_period(h, "FY2016");
	assert_non_null(p);
	assert_int_equal(p->submitted, 2505);
	assert_null(history_period(h, "FY2015"));
	assert_null(history_parse(a, "<x/>", 4, err, sizeof(err)));
}

static uint64_t
hold(void *arg, const char *name)
{
	(void)arg;
	return strcmp(name, "b") == 0 ? 2 : 100;
}

static int
each(void *arg, const struct archive_entry_seen *e, struct refusal *why)
{
	struct buf *b = arg;
	struct digest d;

	(void)why;
	digest_of("twelve bytes", 12, &d);
	if (strcmp(e->name, "b") == 0)
		assert_true(digest_equal(&d, &e->sha256) && e->size == 12);
	buf_printf(b, "%s=%.*s;", e->name, (int)e->len, (const char *)e->data);
	return 0;
}

static void
archives(void **state)
{
	struct archive_file files[] = { { "b", "twelve bytes", 12 },
		{ "a", "", 0 }, { "c/日本", "x", 1 } };
	struct archive_caps caps = { 1 << 20, 10 };
	struct refusal why = { 0 };
	struct buf out = { 0 }, again = { 0 }, seen = { 0 };
	struct archive_visitor v = { &seen, hold, each, false };

	(void)state;
	assert_int_equal(archive_pack(&out, files, 3, 86400), 0);
	assert_int_equal(archive_pack(&again, files, 3, 86400), 0);
	assert_int_equal(out.len, again.len);
	assert_memory_equal(out.data, again.data, out.len);
	assert_int_equal(archive_walk(out.data, out.len, &caps, &v, &why), 0);
	/* sorted; of b only what was to be held, its digest of all */
	assert_string_equal(buf_str(&seen), "a=;b=tw;c/日本=x;");
	caps.entries = 2;
	assert_int_equal(archive_walk(out.data, out.len, &caps, &v, &why), -1);
	assert_int_equal(why.reason, REASON_TOO_MANY);
	caps.entries = 10;
	caps.unpacked = 12;
	why.reason = REASON_NONE;
	assert_int_equal(archive_walk(out.data, out.len, &caps, &v, &why), -1);
	assert_int_equal(why.reason, REASON_TOO_LARGE);
	buf_free(&out);
	buf_free(&again);
	buf_free(&seen);
}

static void
fact(const char *name, const char *content, size_t len, enum file_kind kind)
{
	struct filefact f = { .name = name };

	filefact_look(&f, content, len);
	if (f.kind != kind)
		fail_msg("%s is %s", name, file_kind_word(f.kind));
}

/* By content first, then by name. */
static void
facts(void **state)
{
	struct filefact f = { .name = "\xe2\x80\xaexcod.exe" };

	(void)state;
	fact("invoice.pdf", "MZ\x90", 3, FILE_EXECUTABLE);
	fact("x.exe", "%PDF-1.4", 8, FILE_PDF);
	fact("x", "PK\3\4", 4, FILE_ARCHIVE);
	fact("x", "{\\rtf1", 6, FILE_OFFICE);
	fact("x", "<html><body>", 12, FILE_HTML);
	fact("x", "L\0\0\0\1\x14\2\0", 8, FILE_SHORTCUT);
	fact("run.js", "var x", 5, FILE_SCRIPT);
	fact("x", "\x89PNG\r\n", 6, FILE_IMAGE);
	fact("x", "text", 4, FILE_OTHER);
	fact("x.exe. ", "text", 4, FILE_EXECUTABLE);
	filefact_look(&f, "MZ", 2);
	assert_int_equal(f.kind, FILE_EXECUTABLE_RLO);
	assert_true(f.rlo);
	f = (struct filefact){ .name = "請求書.pdf      .exe" };
	filefact_look(&f, "MZ", 2);
	assert_true(f.double_ext);
}

static int
begin(void **state)
{
	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rosters),
		cmocka_unit_test(bad_rosters),
		cmocka_unit_test(settings),
		cmocka_unit_test(histories),
		cmocka_unit_test(archives),
		cmocka_unit_test(facts),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
