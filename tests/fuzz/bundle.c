/* bundle.xml, as a member's `toiyaba open` reads it. */
#include "formats/out/bundle.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	digest_setup();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	char err[512] = "";

	if (bundle_read(a, data, size, err, sizeof(err)) == NULL)
		MUST(*err != '\0');
	arena_free(a);
	return 0;
}
