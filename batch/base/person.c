#include <pwd.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/base/person.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

const char *
person_name(struct arena *a)
{
	const struct passwd *p = getpwuid(getuid());

	return p != NULL ? arena_strdup(a, p->pw_name)
			 : arena_printf(a, "%lu", (unsigned long)getuid());
}

const char *
person_reason(struct arena *a, const char *reason, const char *wanted)
{
	if (reason == NULL || *reason == '\0' || strlen(reason) > PERSON_REASON)
		log_fatal(EX_USAGE,
		    "--reason wants a text of at most %d bytes: %s",
		    PERSON_REASON, wanted);
	return text_clean(a, reason, false);
}
