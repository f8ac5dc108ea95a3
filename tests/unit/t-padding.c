#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "batch/member/padding.h"
#include "formats/base/buf.h"

static void
sizes_are_few_and_near(void **state)
{
	size_t n, seen = 0, last = 0, size;

	(void)state;
	for (n = 1; n < 3000000; n += 7) {
		size = padding_size(n);
		assert_true(size >= n);
		assert_true(size == PADDING_LEAST || size - n <= n / 16);
		assert_true(size >= last);
		seen += size != last;
		last = size;
	}
	assert_true(seen < 250);
	assert_int_equal(padding_size(PADDING_LEAST), PADDING_LEAST);
	assert_true(padding_size(PADDING_LEAST + 1) > PADDING_LEAST);
}

static void
a_frame_fills_what_is_left(void **state)
{
	size_t n;
	struct buf b = { 0 };

	(void)state;
	for (n = PADDING_LEAST - 20; n < PADDING_LEAST + 20; n++) {
		b.len = 0;
		while (b.len < n)
			buf_put(&b, "x", 1);
		padding_put(&b);
		assert_int_equal(b.len, padding_size(n + 8));
		assert_memory_equal(b.data + n, "\x50\x2a\x4d\x18", 4);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes_are_few_and_near),
		cmocka_unit_test(a_frame_fills_what_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
