#include <string.h>

#include "formats/base/limits.h"
#include "formats/read/jsonguard.h"

/* Behind the string whose quote stands at i. */
static size_t
behind_string(const char *p, size_t len, size_t i)
{
	for (i++; i < len && p[i] != '"'; i++)
		i += p[i] == '\\';
	return i;
}

bool
jsonguard_allows(const char *p, size_t len)
{
	size_t depth = 0, tokens = 0, i;

	for (i = 0; i < len; i++) {
		if (p[i] == '"')
			i = behind_string(p, len, i);
		else if (p[i] == '{' || p[i] == '[') {
			if (++depth > LIMIT_JSON_DEPTH)
				return false;
			tokens++;
		} else if (p[i] == '}' || p[i] == ']')
			depth -= depth > 0;
		else if (p[i] == ',' || p[i] == ':')
			tokens++;
		if (tokens > LIMIT_JSON_TOKENS)
			return false;
	}
	return true;
}
