/* XML as it is written: nesting and escaping that no value gets round. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/xml/xmlwrite.h"

static void
escapes(void **state)
{
	struct buf b = { 0 };
	struct xmlw x;

	(void)state;
	xmlw_begin(&x, &b);
	xmlw_start(&x, "a");
	xmlw_attr(&x, "k", "\"><b c='");
	xmlw_attr(&x, "none", NULL);
	xmlw_attrf(&x, "n", "%d&", 7);
	xmlw_text(&x, "</a>\x1b");
	xmlw_leaf(&x, "c", "x");
	xmlw_leaf(&x, "d", NULL);
	xmlw_start(&x, "e");
	xmlw_end(&x);
	xmlw_end(&x);
	assert_string_equal(buf_str(&b),
	    "<a k=\"&quot;&gt;&lt;b c=&#39;\" n=\"7&amp;\">&lt;/a&gt;[U+001B]<c>x</c><e/></a>");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(escapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
