/* The outer packets of an OpenPGP message, before gpg sees it. */
#include <sys/mman.h>
#include <unistd.h>

#include "keys/accept.h"
#include "keys/packets.h"
#include "tests/fuzz/fuzz.h"

static int fd = -1;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fd = memfd_create("message", 0);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct evidence e = { 0 };

	MUST(ftruncate(fd, 0) == 0);
	MUST(pwrite(fd, data, size, 0) == (ssize_t)size);
	lseek(fd, 0, SEEK_SET);
	packets_look(fd, &e);
	MUST(!e.well_formed || (!e.truncated && !e.trailing && !e.not_openpgp));
	return 0;
}
