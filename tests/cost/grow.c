/*
 * What the work costs when one dimension doubles, and doubles again:
 *   grow [-FACTOR] [NAME...]
 * those, or all, at so many times their size; grow -l: their names.
 */
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/leak/leak.h"
#include "formats/mail/mail.h"
#include "formats/package/package.h"
#include "tests/cost/grow.h"

void
grow_put(struct buf *b, size_t n, const char *text)
{
	const char *from, *at;
	size_t i;

	for (i = 0; i < n; i++) {
		for (from = text; *(at = strchrnul(from, '#')) != '\0';
		     from = at + 1) {
			buf_put(b, from, (size_t)(at - from));
			buf_printf(b, "%zu", i + 1);
		}
		buf_puts(b, from);
	}
}

static bool
is_wanted(const char *name, char **names)
{
	if (*names == NULL)
		return true;
	for (; *names != NULL; names++)
		if (strcmp(name, *names) == 0)
			return true;
	return false;
}

static void
grow(const struct dimension *d, size_t factor)
{
	struct arena *a;
	size_t i;

	for (i = 1; i <= 4; i *= 2) {
		a = arena_new();
		d->grow(a, factor * d->size * i, d);
		arena_free(a);
	}
}

int
main(int argc, char **argv)
{
	static const struct dimension *const all[] = { package_dimensions,
		mail_dimensions, gate_dimensions, list_dimensions };
	const struct dimension *d;
	size_t factor = 1, i;

	setlocale(LC_CTYPE, "C.UTF-8");
	digest_setup();
	mail_setup();
	package_setup();
	if (!leak_setup())
		return 1;
	package_dimensions_setup();
	gate_dimensions_setup();
	if (argc > 1 && argv[1][0] == '-')
		factor = strtoul(*++argv + 1, NULL, 10);
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		for (d = all[i]; d->name != NULL; d++)
			if (factor == 0)
				puts(d->name);
			else if (is_wanted(d->name, argv + 1))
				grow(d, factor);
	return 0;
}
