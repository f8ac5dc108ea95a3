/* What the contract shows as an example is taken as it stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/config/history.h"
#include "formats/config/roster.h"
#include "formats/package/package.h"

static void
read_example(struct buf *b, const char *name)
{
	char path[64], piece[4096];
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "tests/contract/%s.xml", name);
	f = fopen(path, "r");
	assert_non_null(f);
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_put(b, piece, n);
	fclose(f);
	assert_true(b->len > 0);
}

static struct package *
package_of(struct arena *a, const char *name)
{
	struct buf b = { 0 };
	struct refusal r = { 0 };
	struct package *p;

	read_example(&b, name);
	p = package_parse(a, b.data, b.len, &r);
	if (p == NULL)
		print_error("%s: %s\n", name, refusal_detail(&r));
	assert_non_null(p);
	buf_free(&b);
	return p;
}

static void
packages(void **state)
{
	struct arena *a = arena_new();
	const struct package *p;

	(void)state;
	package_setup();
	assert_true(package_of(a, "submission")->submission_count > 0);
	p = package_of(a, "answers");
	assert_true(p->sighting_count > 0 && p->consent_count > 0 &&
		    p->withdrawal_count > 0 && p->ack_count > 0);
	p = package_of(a, "rulings");
	assert_true(p->ruling_count == 8 && p->chapter_count == 1);
	assert_int_equal(p->rulings[6].technique_count, 1);
	assert_string_equal(p->rulings[6].techniques[0], "executable-rlo");
	arena_free(a);
}

static void
settings(void **state)
{
	struct buf b = { 0 };
	struct arena *a = arena_new();
	char err[512] = "";

	(void)state;
	read_example(&b, "roster");
	if (roster_parse(a, b.data, b.len, err, sizeof(err)) == NULL)
		fail_msg("roster: %s", err);
	buf_free(&b);
	read_example(&b, "history");
	if (history_parse(a, b.data, b.len, err, sizeof(err)) == NULL)
		fail_msg("history: %s", err);
	buf_free(&b);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packages),
		cmocka_unit_test(settings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
