/* An item's life: the whole table, what must never happen in it, and that the
 * manual has the same one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "formats/out/itemlife.h"

#define MANUAL "batch/toiyaba.1"

static void
each_pair(void (*check)(enum life is, enum life_event what, enum life next))
{
	enum life is;
	enum life_event what;

	for (is = LIFE_NONE; is < LIVES; is++)
		for (what = LIFE_TOLD; what < LIFE_EVENTS; what++)
			check(is, what, life_next(is, what));
}

static void
never(enum life is, enum life_event what, enum life next)
{
	/* What is taken back stays so. */
	if (is == LIFE_RETRACTED)
		assert_int_equal(next, LIFE_RETRACTED);
	/* A name is given back by a split alone, and taken by a merger alone;
	 * what is superseded is not told as taken back. */
	if (is == LIFE_SUPERSEDED)
		assert_int_equal(
		    next, what == LIFE_PARTED ? LIFE_EDITION : LIFE_SUPERSEDED);
	else if (next == LIFE_SUPERSEDED)
		assert_int_equal(what, LIFE_MERGED);
	/* Nobody is told that something is over that he never had. */
	if (is == LIFE_NONE)
		assert_int_equal(
		    next, what == LIFE_TOLD ? LIFE_SHARED : LIFE_NONE);
	/* One submission of several takes nothing back. */
	if (what == LIFE_LEFT && is != LIFE_RETRACTED)
		assert_int_not_equal(next, LIFE_RETRACTED);
	if (life_is_live(is) && (what == LIFE_EMPTY || what == LIFE_CLOSED))
		assert_int_equal(next, LIFE_RETRACTED);
	/* Told facts make a next edition, not a first one. */
	if (is != LIFE_NONE && next == LIFE_SHARED)
		assert_int_equal(is, LIFE_SHARED);
}

static void
rules(void **state)
{
	(void)state;
	each_pair(never);
}

static void
by_edition(void **state)
{
	(void)state;
	assert_int_equal(life_of(0, false, false), LIFE_NONE);
	assert_int_equal(life_of(1, false, false), LIFE_SHARED);
	assert_int_equal(life_of(2, false, false), LIFE_EDITION);
	assert_int_equal(life_of(2, false, true), LIFE_SUPERSEDED);
	assert_int_equal(life_of(2, true, false), LIFE_RETRACTED);
}

static void
line_of(enum life_event what, char *line, size_t len)
{
	enum life is;
	size_t at;

	at = (size_t)snprintf(line, len, ".It %s", life_event_word(what));
	for (is = LIFE_NONE; is < LIVES; is++)
		at += (size_t)snprintf(line + at, len - at, " Ta %s",
		    life_word(life_next(is, what)));
	snprintf(line + at, len - at, "\n");
}

static void
says(const char *manual, const char *line)
{
	if (strstr(manual, line) == NULL)
		fail_msg("%s does not say: %s", MANUAL, line);
}

static void
in_the_manual(void **state)
{
	static char manual[1 << 18];
	char line[512] = ".It Em \\&", *end = line + strlen(line);
	enum life_event what;
	enum life is;
	FILE *f = fopen(MANUAL, "r");

	(void)state;
	assert_non_null(f);
	manual[fread(manual, 1, sizeof(manual) - 1, f)] = '\0';
	fclose(f);
	for (is = LIFE_NONE; is < LIVES; is++)
		end += sprintf(end, " Ta Em %s", life_word(is));
	says(manual, line);
	for (is = LIFE_NONE; is < LIVES; is++) {
		snprintf(line, sizeof(line), ".It Cm %s\n", life_word(is));
		says(manual, line);
	}
	for (what = LIFE_TOLD; what < LIFE_EVENTS; what++) {
		line_of(what, line, sizeof(line));
		says(manual, line);
		snprintf(
		    line, sizeof(line), ".It Cm %s\n", life_event_word(what));
		says(manual, line);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules),
		cmocka_unit_test(by_edition),
		cmocka_unit_test(in_the_manual),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
