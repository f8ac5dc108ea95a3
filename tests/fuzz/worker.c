/* What a worker that was taken over says to the hub. */
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/package/package.h"
#include "formats/package/packagewire.h"
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
	struct package *p;
	struct buf b = { 0 };

	p = package_read(a, data, size);
	if (p != NULL) {
		package_write(&b, p);
		MUST(package_read(a, b.data, b.len) != NULL);
	}
	buf_free(&b);
	arena_free(a);
	return 0;
}
