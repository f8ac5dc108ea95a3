#include <arpa/inet.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/base/network.h"
#include "formats/indicators/addressport.h"

/* Five digits, no zero before them; 0: none. */
static unsigned
port_of(const char *s)
{
	size_t len = strspn(s, "0123456789");
	unsigned long v;

	if (len == 0 || len > 5 || s[len] != '\0' || *s == '0')
		return 0;
	v = strtoul(s, NULL, 10);
	return v > 65535 ? 0 : (unsigned)v;
}

static char *
address_of(struct arena *a, int family, const char *s)
{
	char out[INET6_ADDRSTRLEN];
	unsigned char bytes[16];

	if (inet_pton(family, s, bytes) != 1 ||
	    inet_ntop(family, bytes, out, sizeof(out)) == NULL)
		return NULL;
	return arena_strdup(a, out);
}

/* What stands before the port, and the port; false: there is none. */
static bool
take_apart(
    struct arena *a, int family, const char *s, char **address, unsigned *port)
{
	const char *end = family == AF_INET ? strchr(s, ':') : strstr(s, "]:");

	if (end == NULL || (family == AF_INET6 && *s != '['))
		return false;
	if (family == AF_INET6) {
		*address = arena_strndup(a, s + 1, (size_t)(end - s) - 1);
		end++;
	} else
		*address = arena_strndup(a, s, (size_t)(end - s));
	*port = port_of(end + 1);
	return *port != 0;
}

char *
addressport_canon(struct arena *a, int family, const char *s)
{
	char *address;
	unsigned port;

	if (!take_apart(a, family, s, &address, &port))
		return NULL;
	address = address_of(a, family, address);
	if (address == NULL)
		return NULL;
	return family == AF_INET ? arena_printf(a, "%s:%u", address, port)
				 : arena_printf(a, "[%s]:%u", address, port);
}

char *
addressport_address(struct arena *a, const char *canon)
{
	char *address = NULL;
	unsigned port;

	take_apart(
	    a, *canon == '[' ? AF_INET6 : AF_INET, canon, &address, &port);
	return address;
}

char *
addressport_network(struct arena *a, const char *s)
{
	char out[INET6_ADDRSTRLEN];
	struct network n;
	unsigned i;

	if (strchr(s, '/') == NULL || !network_parse(s, &n) ||
	    n.bits == (n.family == AF_INET ? 32 : 128))
		return NULL;
	for (i = n.bits; i < 128; i++)
		n.addr[i / 8] &= (unsigned char)~(0x80 >> i % 8);
	if (inet_ntop(n.family, n.addr, out, sizeof(out)) == NULL)
		return NULL;
	return arena_printf(a, "%s/%u", out, n.bits);
}
