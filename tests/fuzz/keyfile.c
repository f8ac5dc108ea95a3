/* The packets of a key that somebody hands in. */
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "keys/keyfile.h"
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
	struct buf out = { 0 };
	struct keyfile k;
	struct arena *a;
	bool *keep;
	size_t i, end = 0;

	a = arena_new();
	keyfile_is_secret(a, data, size);
	if (keyfile_read(&k, a, data, size) == 0) {
		keep = arena_alloc(a, (k.count + 1) * sizeof(*keep));
		for (i = 0; i < k.count; i++) {
			MUST(k.parts[i].offset >= end);
			end = k.parts[i].offset + k.parts[i].len;
			MUST(end <= size);
			keep[i] = true;
		}
		keyfile_reduce(&k, data, keep, &out);
		MUST(out.len <= size);
		buf_free(&out);
	}
	arena_free(a);
	return 0;
}
