#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/member/packageid.h"

const char *
packageid_new(char out[UUID_TEXT])
{
	unsigned char b[16];

	if (getrandom(b, sizeof(b), 0) != sizeof(b))
		log_fatal(EX_OSERR, "random bytes: %s", strerror(errno));
	b[6] = (b[6] & 0x0f) | 0x40;
	b[8] = (b[8] & 0x3f) | 0x80;
	snprintf(out, UUID_TEXT,
	    "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
	    b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10],
	    b[11], b[12], b[13], b[14], b[15]);
	return out;
}
