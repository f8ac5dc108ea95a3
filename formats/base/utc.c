#include <time.h>

#include "formats/base/utc.h"

void
utc_text(int64_t t, char out[UTC_TEXT])
{
	time_t seconds = (time_t)t;
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(out, UTC_TEXT, "%Y-%m-%dT%H:%M:%SZ", &tm);
}
