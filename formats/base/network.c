#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/network.h"

bool
network_parse(const char *s, struct network *out)
{
	char text[64], *end;
	const char *slash = strchr(s, '/');
	size_t len = slash == NULL ? strlen(s) : (size_t)(slash - s);
	unsigned long n;

	if (len >= sizeof(text))
		return false;
	memcpy(text, s, len);
	text[len] = '\0';
	memset(out, 0, sizeof(*out));
	out->family = strchr(text, ':') == NULL ? AF_INET : AF_INET6;
	out->bits = out->family == AF_INET ? 32 : 128;
	if (inet_pton(out->family, text, out->addr) != 1)
		return false;
	if (slash == NULL)
		return true;
	if (slash[1] < '0' || slash[1] > '9')
		return false;
	n = strtoul(slash + 1, &end, 10);
	if (*end != '\0' || n > out->bits)
		return false;
	out->bits = (unsigned)n;
	return true;
}

bool
network_holds(const struct network *outer, const struct network *inner)
{
	unsigned i;

	if (outer->family != inner->family || outer->bits > inner->bits)
		return false;
	for (i = 0; i < outer->bits; i++)
		if ((outer->addr[i / 8] ^ inner->addr[i / 8]) & (0x80 >> i % 8))
			return false;
	return true;
}
