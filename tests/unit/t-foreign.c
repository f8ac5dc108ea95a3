#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/mem.h"
#include "formats/mail/mailforeign.h"

static struct arena *a;

static void
found(const char *text, const char *from)
{
	struct mailforeign f;

	assert_true(mailforeign_find(a, text, &f));
	assert_non_null(strstr(f.from, from));
}

static void
none(const char *text)
{
	struct mailforeign f;

	assert_false(mailforeign_find(a, text, &f));
}

/* What a head looks like, whatever its words. */
static void
heads(void **state)
{
	struct mailforeign f;

	(void)state;
	found("Zur Info\n\nLah: X <a@b.example>\nPav: 28.10.2021 12:46\n"
	      "Aih: foo\n\ntext\n",
	    "a@b.example");
	found("> Lah: X <a@b.example>\n> Aih: foo\n> Pav: klo 17.55.44 "
	      "28 marra 2021\n",
	    "a@b.example");
	found("*Från lång väg:* a@b.example\n\n*Pav:* 2021-10-28 9:01\n\n"
	      "*Aih:* foo\n",
	    "a@b.example");
	found("送り主：a@b.example\nいつ：2021年10月28日 12:46\n題：foo\n",
	    "a@b.example");
	assert_true(mailforeign_find(a,
	    "Aih: foo\nLah: a@b.example\nVas: c@d.example,\n e@f.example\n"
	    "Pav: 2021 12:46\n",
	    &f));
	assert_int_equal(f.people_count, 2);
	/* Behind what only begins as one. */
	found("Nimi: x\nAika: y\nloppu\nLah: a@b.example\nPav: 2021 12:46\n"
	      "Aih: foo\n",
	    "a@b.example");
	none("Lah: a@b.example\nPav: 28.10.2021 12:46\n\ntext\n");
	none("Lah: a@b.example\nAih: foo\nVas: bar\n");
	none("Lah: foo\nAih: foo\nPav: 28.10.2021 12:46\n");
	/* A card. */
	none("TEL: 03-2011-1234\nFAX: 03-2011-1235\nE-Mail: a@b.example\n"
	     "Web: http://b.example/\n");
	none("ask us: http://b.example/ 2021 12:46\nmail: a@b.example\n");
}

static void
lines(void **state)
{
	(void)state;
	found("ok\n\nLe 28/10/2021 12:46, « X » <a@b.example> a écrit :\n\nx\n",
	    "a@b.example");
	found("Qo 2021 12:46, X\n(a@b.example) mur:\n> x\n", "a@b.example");
	found("2021年10月28日 12:46 X <a@b.example>：\nx\n", "a@b.example");
	none("Write to a@b.example:\nx\n");
	none("On 28/10/2021 12:46, X wrote:\nx\n");
	none("On 28/10/2021 12:46, X <a@b.example> came.\nx\n");
	found(
	    "----- Zop mur ----- Lah: X <a@b.example>Vas: y\n", "a@b.example");
	found(
	    "---------- Zop mur ---------\n\nX <a@b.example>\n", "a@b.example");
	none("----- Zop mur -----\n1\n2\n3\n4\n5\na@b.example\n");
	none("----------------\na@b.example\n----------------\n");
	none("-- \nX\na@b.example\n");
	none("");
	none("@");
	none("a@b");
}

static int
setup(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heads),
		cmocka_unit_test(lines),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
