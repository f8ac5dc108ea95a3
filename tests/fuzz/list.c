/* A list of indicators: what is taken, the hub must take from the worker. */
#include <locale.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/indicators/spelt.h"
#include "formats/names/charset.h"
#include "formats/read/listing.h"
#include "formats/read/listread.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	setlocale(LC_CTYPE, "C.UTF-8");
	charset_setup();
	listread_setup();
	return 0;
}

/* A value by itself, however it is spelt. */
static void
one_value(struct arena *a, const uint8_t *data, size_t size)
{
	const char *s = arena_strndup(a, (const char *)data, size), *canon;
	enum ind_type t;

	for (t = 0; t < IND_TYPES; t++) {
		canon = spelt_canon(a, t, s);
		if (canon == NULL)
			continue;
		MUST(strcmp(observable_canon(a, t, canon), canon) == 0);
		MUST(strcmp(spelt_canon(a, t, canon), canon) == 0);
		observable_place(a, t, canon);
	}
	spelt_guess(a, s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct listing *l, *back;
	struct buf b = { 0 };
	struct cursor c;
	struct listread_room room = { 100, 1U << 20 };

	l = listread(a, data, size, &room);
	MUST(l->count <= 100);
	listing_write(&b, l);
	cursor_init(&c, b.data, b.len);
	back = listing_get(&c, a);
	MUST(cursor_done(&c) && back->count == l->count &&
	     listing_left_out(back) == listing_left_out(l));
	listread_look(a, "a.xlsx", data, size);
	if (size < 500)
		one_value(a, data, size);
	buf_free(&b);
	arena_free(a);
	return 0;
}
