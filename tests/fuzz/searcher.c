/* What a searcher of the gate that was taken over says to the hub: only the
 * very canaries that were planted let anything pass. */
#include <string.h>

#include "batch/gate/gatewire.h"
#include "formats/base/buf.h"
#include "tests/fuzz/fuzz.h"

#define FILES 3

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
	static const struct gatewire_proof planted[FILES] = {
		{ GATECANARY_FIXED, 1 }, { GATECANARY_FIXED, 17 },
		{ GATECANARY_FIXED, GATECANARY_WORDS }
	};
	struct gatewire_finding f = { 99, GATE_KINDS }, none = f;
	struct buf b = { 0 };

	gatewire_get_answer(data, size, planted, FILES, &f);
	MUST(f.file < FILES || f.kind == GATE_NOTHING);
	MUST(f.kind <= GATE_NOTHING);
	if (f.kind == GATE_NOTHING) {
		none.file = 0;
		gatewire_put_answer(&b, &none, planted, FILES);
		MUST(size == b.len &&
		     memcmp(data + 8, b.data + 8, size - 8) == 0);
	}
	buf_free(&b);
	return 0;
}
