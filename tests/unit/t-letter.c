/* The letter of a member that sent thousands: receipts.xml has all, a page its
 * first rows, and on it what was refused before what was accepted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/files/archive.h"
#include "formats/out/letter.h"

#define SENT	1500
#define REFUSED 100

struct seen {
	size_t in_xml, on_page, refused_on_page;
	int first;
};

static size_t
times(const char *text, const char *what)
{
	size_t n = 0;

	for (text = strstr(text, what); text != NULL;
	     text = strstr(text + 1, what))
		n++;
	return n;
}

static void
look(void *arg, const struct archive_entry_seen *e)
{
	struct seen *s = arg;
	char *text = mem_printf("%.*s", (int)e->len, (const char *)e->data);

	if (strcmp(e->name, "receipts.xml") == 0)
		s->in_xml = times(text, "<receipt ");
	if (strcmp(e->name, "receipts.en.html") == 0) {
		s->on_page = times(text, "SHA-256 ");
		s->refused_on_page = times(text, "unsigned");
		s->first = strstr(text, "1000</p>") != NULL;
	}
	free(text);
}

/* The refused ones come last. */
static struct seen
pages_of(size_t sent)
{
	struct arena *a = arena_new();
	struct receipt *list = arena_alloc(a, sent * sizeof(*list));
	struct letter l = { .run = "20170804T013000", .at = 1501777800 };
	struct seen s = { 0 };
	struct buf zip = { 0 };
	size_t i;

	for (i = 0; i < sent; i++) {
		list[i].sha256 = arena_printf(a, "%064zx", i);
		list[i].state = i + REFUSED < sent ? "accepted" : "quarantined";
		list[i].reason =
		    i + REFUSED < sent ? REASON_NONE : REASON_UNSIGNED;
		list[i].at = l.at;
	}
	l.receipts = list;
	l.receipt_count = sent;
	assert_int_equal(letter_pack(a, &zip, &l), 0);
	assert_int_equal(
	    archive_peek(zip.data, zip.len, 10, 1U << 24, look, &s),
	    PEEK_WHOLE);
	buf_free(&zip);
	arena_free(a);
	return s;
}

static void
few(void **state)
{
	struct seen s = pages_of(1000);

	(void)state;
	assert_int_equal(s.in_xml, 1000);
	assert_int_equal(s.on_page, 1000);
	assert_false(s.first);
}

static void
many(void **state)
{
	struct seen s = pages_of(SENT);

	(void)state;
	assert_int_equal(s.in_xml, SENT);
	assert_int_equal(s.on_page, 1000);
	assert_true(s.refused_on_page >= REFUSED);
	assert_true(s.first);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few),
		cmocka_unit_test(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
