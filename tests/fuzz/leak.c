/* The gate's decoders: whatever comes, they end, within their own bound. */
#include <locale.h>
#include <string.h>

#include "formats/base/text.h"
#include "formats/leak/leak.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	setlocale(LC_CTYPE, "C.UTF-8");
	return leak_setup() ? 0 : -1;
}

static bool
look(void *arg, const char *text, size_t len)
{
	size_t *seen = arg;

	MUST(strlen(text) == len);
	*seen += len;
	return false;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t seen = 0;

	leak_decode(data, size, true, look, &seen);
	/* Each text is shown as it is, reversed and turned. */
	MUST(seen <= 3 * (LEAK_WORK * size + (4U << 20)));
	return 0;
}
