#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sysexits.h>
#include <unistd.h>

#include "formats/base/safe.h"

char *
safe_put(const char *text)
{
	char *p;

	p = mmap(NULL, SAFE_TEXT, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED || madvise(p, SAFE_TEXT, MADV_WIPEONFORK) == -1 ||
	    madvise(p, SAFE_TEXT, MADV_DONTDUMP) == -1)
		_exit(EX_OSERR);
	/* Where the limit is used up it may be swapped. */
	(void)mlock(p, SAFE_TEXT);
	snprintf(p, SAFE_TEXT, "%s", text);
	return p;
}

void
safe_wipe(char *safe)
{
	if (safe == NULL)
		return;
	explicit_bzero(safe, SAFE_TEXT);
	munmap(safe, SAFE_TEXT);
}
