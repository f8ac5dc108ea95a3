/*
 * Fuzz targets: each reads bytes as an outsider wrote them, and says by
 * abort() what must never be.  LLVMFuzzerTestOneInput is libFuzzer's entry.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(what)               \
	do {                     \
		if (!(what))     \
			abort(); \
	} while (0)

#endif
