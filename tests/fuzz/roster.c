/* roster.xml and history.xml, written by people. */
#include <string.h>

#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/config/history.h"
#include "formats/config/roster.h"
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

	if (roster_parse(a, data, size, err, sizeof(err)) == NULL)
		MUST(*err != '\0');
	*err = '\0';
	if (history_parse(a, data, size, err, sizeof(err)) == NULL)
		MUST(*err != '\0');
	arena_free(a);
	return 0;
}
