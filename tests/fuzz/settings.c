/* hub.conf. */
#include "formats/config/settings.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct settings s;
	char err[512] = "";

	settings_defaults(&s);
	if (settings_parse(&s, (const char *)data, size, err, sizeof(err)) ==
	    -1)
		MUST(*err != '\0');
	return 0;
}
