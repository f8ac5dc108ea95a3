#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/indicators/hostnumber.h"

/* Digits of a number beyond which none is an address. */
#define DIGITS_MOST 16

/* One number; end: the dot behind it, or the end. */
static bool
read_number(const char *s, const char *end, uint64_t *out)
{
	bool hex = end - s >= 2 && s[0] == '0' && (s[1] | 0x20) == 'x';
	bool octal = !hex && end - s >= 2 && s[0] == '0';
	const char *digits = hex     ? "0123456789abcdefABCDEF"
			     : octal ? "01234567"
				     : "0123456789";

	s += hex ? 2 : 0;
	if (end - s > DIGITS_MOST || (!hex && s == end) ||
	    strspn(s, digits) != (size_t)(end - s))
		return false;
	*out = s == end ? 0 : strtoull(s, NULL, hex ? 16 : octal ? 8 : 10);
	return true;
}

char *
hostnumber_address(struct arena *a, const char *host)
{
	uint64_t part, address = 0;
	const char *end;
	unsigned n;

	for (n = 0; n < 4; n++, host = end + 1) {
		end = strchrnul(host, '.');
		if (!read_number(host, end, &part))
			return NULL;
		if (*end == '\0' || (end[1] == '\0' && end > host))
			break;
		if (part > 255)
			return NULL;
		address |= part << (24 - 8 * n);
	}
	if (n == 4 || part >> (32 - 8 * n) != 0)
		return NULL;
	address |= part;
	/* "This network": whatever stands there was no address. */
	if (address >> 24 == 0)
		return NULL;
	return arena_printf(a, "%u.%u.%u.%u", (unsigned)(address >> 24),
	    (unsigned)(address >> 16 & 255), (unsigned)(address >> 8 & 255),
	    (unsigned)(address & 255));
}
