/* What a member has opened, as it lies on disk. */
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/opened/blocklists.h"
#include "formats/opened/inforce.h"
#include "formats/opened/opened.h"
#include "formats/opened/openedtext.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	digest_setup();
	return 0;
}

/* What was read is written as it was, and every list can be made of it. */
static void
check(struct arena *a, const struct opened *o, const char *lines, size_t size)
{
	struct opened again = { .a = a };
	struct inforce f;
	struct buf b = { 0 };
	char err[200] = "";

	opened_write(o, &b);
	MUST(b.len > size && memmem(b.data, b.len, lines, size) != NULL);
	MUST(opened_read(&again, buf_str(&b), b.len, err, sizeof(err)) ==
	     OPENED_READ_OK);
	inforce_of(a, o, &f);
	b.len = 0;
	blocklists_in_force(a, &b, &f);
	blocklists_take_out(a, &b, &f);
	blocklists_take_out_plain(a, &b, &f);
	buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct opened o = { .a = a }, whole = { .a = a };
	const char *lines = arena_strndup(a, (const char *)data, size);
	char err[200] = "";

	if (opened_read_lines(&o, lines, size, err, sizeof(err)) == 0)
		check(a, &o, lines, size);
	else
		MUST(*err != '\0');
	*err = '\0';
	if (opened_read(&whole, lines, size, err, sizeof(err)) !=
	    OPENED_READ_OK)
		MUST(*err != '\0');
	arena_free(a);
	return 0;
}
