#include <stdarg.h>
#include <stdio.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/base/machine.h"

static const int codes[] = {
	[MACHINE_FILE] = EX_IOERR,
	[MACHINE_FULL] = EX_TEMPFAIL,
	[MACHINE_PLACE] = EX_CANTCREAT,
	[MACHINE_RIGHTS] = EX_NOPERM,
	[MACHINE_SYSTEM] = EX_OSERR,
	[MACHINE_AGENT] = EX_UNAVAILABLE,
	[MACHINE_ARCHIVE] = EX_SOFTWARE,
	[MACHINE_PARTS] = EX_OSFILE,
};

void
machine_ends(enum machine what, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	log_fatal(codes[what], "%s", text);
}
