/* What gpg says of a message, user ids and file names in it. */
#include <string.h>

#include "keys/status.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}

static bool
is_hex(const char *s)
{
	return strlen(s) == 40 && strspn(s, "0123456789ABCDEF") == 40;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct status whole, parts;
	size_t i;

	status_begin(&whole, "m.gpg");
	status_feed(&whole, (const char *)data, size);
	status_begin(&parts, "m.gpg");
	for (i = 0; i < size; i++)
		status_feed(&parts, (const char *)data + i, 1);
	/* The same, however it comes in. */
	MUST(status_good(&whole) == status_good(&parts));
	MUST(whole.odd == parts.odd && whole.step == parts.step);
	if (!status_good(&whole))
		return 0;
	MUST(memcmp(&whole.told, &parts.told, sizeof(whole.told)) == 0);
	MUST(is_hex(whole.told.signer) && is_hex(whole.told.opener));
	MUST(whole.told.signed_at >= 0 && whole.told.hash >= 0);
	MUST(strncmp(whole.told.cipher, "AES", 3) == 0);
	/* No line but gpg's own, and one step's each. */
	MUST(
	    size > 9 && memcmp(data, "[GNUPG:] FILE_START 3 m.gpg\n", 28) == 0);
	MUST(memcmp(data + size - 19, "[GNUPG:] FILE_DONE\n", 19) == 0);
	return 0;
}
