/*
 * Lists of a bundle: values that any member may add to, night after night.
 */
#include <stdio.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/files/filepile.h"
#include "formats/out/bundle.h"
#include "formats/out/held.h"
#include "formats/tools/outputs.h"
#include "formats/tools/rulenumber.h"
#include "tests/cost/count.h"
#include "tests/cost/grow.h"

static const enum ind_type types[] = { IND_DOMAIN, IND_IPV4, IND_URL, IND_EMAIL,
	IND_SUBJECT, IND_SHA256, IND_IPV4_PORT, IND_USER_AGENT };

#define TYPES (sizeof(types) / sizeof(types[0]))

static const char *
value_of(struct arena *a, enum ind_type t, size_t i)
{
	unsigned n = (unsigned)i;

	switch (t) {
	case IND_DOMAIN:
		return arena_printf(a, "h%08zu.a.b.c.d.e.example", i);
	case IND_IPV4:
		return arena_printf(
		    a, "20.%u.%u.%u", n >> 16 & 255, n >> 8 & 255, n & 255);
	case IND_IPV4_PORT:
		return arena_printf(
		    a, "21.%u.%u.%u:443", n >> 16 & 255, n >> 8 & 255, n & 255);
	case IND_URL:
		return arena_printf(a, "http://u%08zu.example/a(b)?c=d", i);
	case IND_EMAIL:
		return arena_printf(a, "m%08zu@m.example", i);
	case IND_SHA256:
		return arena_printf(a, "%064zu", i);
	case IND_SUBJECT:
		return arena_printf(a, "ご請求書 %08zu", i);
	default:
		return arena_printf(a, "Agent/%08zu", i);
	}
}

/* All lists of n values, each told in its own item. */
static void
lists(struct arena *a, size_t n, const struct dimension *d)
{
	struct held h = { .values = arena_alloc(a, n * sizeof(*h.values)) };
	struct bundle b = { .audience = "gas",
		.audience_ja = "",
		.audience_en = "",
		.hub_ja = "",
		.hub_en = "",
		.timezone = "Asia/Tokyo",
		.held = &h };
	struct filepile *files = filepile_new();
	size_t i, k;

	for (k = 0; k < TYPES; k++)
		for (i = 0; i < n / TYPES; i++)
			h.values[h.count++] =
			    (struct held_value){ .type = types[k],
				    .value = value_of(a, types[k], i),
				    .roles = HELD_AS(ROLE_C2),
				    .items = "S-2017-7K3QM2XB",
				    .rule = (unsigned)h.count + 1,
				    .rev = 1,
				    .use = types[k] == IND_EMAIL ||
						   types[k] == IND_SUBJECT
					       ? HELD_SEARCH
					       : HELD_BLOCK };
	count_begin();
	outputs_write(a, &b, NULL, 0, files);
	count_end(d->name, n);
	filepile_free(files);
}

/* Numbers for as many values as there may be, at most all that there are. */
static void
numbers(struct arena *a, size_t n, const struct dimension *d)
{
	struct rulenumbers *r = rulenumbers_new(a, (unsigned)n);
	size_t i;

	count_begin();
	for (i = 0; i <= n; i++)
		rulenumbers_take(r, arena_printf(a, "domain-name %zu", i));
	count_end(d->name, n);
}

const struct dimension list_dimensions[] = { { "listed-values", 1600, lists,
						 NULL, NULL, NULL },
	{ "rule-numbers", 1000, numbers, NULL, NULL, NULL },
	{ NULL, 0, NULL, NULL, NULL, NULL } };
