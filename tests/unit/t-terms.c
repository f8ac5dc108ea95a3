/*
 * The search for many words against one that tries each word at each place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/names/terms.h"

#define WORDS  40
#define LENGTH 7
#define TEXT   200

static enum terms_next
tell(void *arg, size_t id, size_t end)
{
	buf_printf(arg, "%zu@%zu ", id, end);
	return TERMS_SHORTER;
}

/* The longest first; of equal ones the last that was added. */
static void
tell_each(struct buf *out, char words[WORDS][LENGTH + 1], size_t count,
    const char *text, size_t len)
{
	size_t end, n, i;

	for (end = 1; end <= len; end++)
		for (n = LENGTH; n > 0; n--)
			for (i = count; i-- > 0;)
				if (strlen(words[i]) == n && n <= end &&
				    memcmp(text + end - n, words[i], n) == 0)
					buf_printf(out, "%zu@%zu ", i, end);
}

static void
draw(char *out, size_t len, unsigned letters)
{
	size_t i;

	for (i = 0; i < len; i++)
		out[i] = (char)('a' + (unsigned)rand() % letters);
	out[len] = '\0';
}

static void
one(unsigned seed)
{
	struct arena *a = arena_new();
	struct terms *t = terms_new(a);
	struct buf seen = { 0 }, wanted = { 0 };
	char words[WORDS][LENGTH + 1], text[TEXT + 1];
	size_t count, len, least, i;
	unsigned letters;

	srand(seed);
	letters = 1 + (unsigned)rand() % 8;
	count = 1 + (size_t)rand() % WORDS;
	len = (size_t)rand() % TEXT;
	least = 1 + (size_t)rand() % LENGTH;
	draw(text, len, letters + 1);
	for (i = 0; i < count; i++) {
		draw(words[i], least + (size_t)rand() % (LENGTH + 1 - least),
		    letters);
		/* A word may come when the others were searched for. */
		if (i == count / 2)
			terms_walk(t, text, len, tell, &seen);
		terms_add(t, words[i], i);
	}
	seen.len = 0;
	terms_walk(t, text, len, tell, &seen);
	tell_each(&wanted, words, count, text, len);
	assert_string_equal(buf_str(&seen), buf_str(&wanted));
	buf_free(&seen);
	buf_free(&wanted);
	arena_free(a);
}

static void
as_each_word(void **state)
{
	unsigned seed;

	(void)state;
	for (seed = 0; seed < 1500; seed++)
		one(seed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_each_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
