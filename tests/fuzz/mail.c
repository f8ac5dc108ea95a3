/* A mail: however ugly, the hub must be able to read what is said of it. */
#include <locale.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailwire.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	setlocale(LC_CTYPE, "C.UTF-8");
	digest_setup();
	mail_setup();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct buf b = { 0 };
	struct cursor c;

	mail_write(&b, mail_parse(a, data, size, NULL));
	cursor_init(&c, b.data, b.len);
	mail_read(&c, a);
	MUST(cursor_done(&c));
	buf_free(&b);
	arena_free(a);
	return 0;
}
