/* What a crypt process that was taken over says to the hub. */
#include <string.h>

#include "batch/apart/crypt-wire.h"
#include "formats/base/buf.h"
#include "formats/base/reason.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"
#include "keys/accept.h"
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
	static const struct roster nobody;
	const struct accept_terms terms = { .roster = &nobody,
		.hub_key = "0123456789ABCDEF0123456789ABCDEF01234567",
		.today = "2017-08-04" };
	struct sender sender;
	struct refusal why = { 0 };
	struct evidence e;
	struct cursor c;

	cursor_init(&c, data, size);
	evidence_read(&c, &e);
	MUST(memchr(e.fingerprint, '\0', sizeof(e.fingerprint)) != NULL);
	MUST(memchr(e.cipher, '\0', sizeof(e.cipher)) != NULL);
	MUST(memchr(e.curve, '\0', sizeof(e.curve)) != NULL);
	MUST(memchr(e.opener, '\0', sizeof(e.opener)) != NULL);
	MUST(accept_judge(&e, &terms, &sender, &why) == -1);
	MUST(why.reason != REASON_NONE);
	return 0;
}
