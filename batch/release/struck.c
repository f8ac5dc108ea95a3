#include <stddef.h>
#include <string.h>

#include "batch/gate/gate.h"
#include "batch/release/outgoing.h"
#include "batch/release/struck.h"

bool
struck_from(const struct outgoing *o, const char *value)
{
	size_t i;

	for (i = 0; i < o->redact_count; i++)
		if (strstr(value, o->redact[i]) != NULL)
			return true;
	for (i = 0; i < o->word_count; i++)
		if (strcasestr(value, o->words[i].text) != NULL)
			return true;
	return false;
}
