#include <libpsl.h>
#include <stddef.h>
#include <string.h>

#include "formats/base/network.h"
#include "formats/base/valid.h"
#include "formats/indicators/inside.h"

/* RFC 6890, 6598, 4193; addresses of the old family within the new one. */
static const char *const networks[] = { "0.0.0.0/8", "10.0.0.0/8",
	"100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.168.0.0/16", "::/127", "fc00::/7", "fe80::/10", "fec0::/10",
	"::ffff:0.0.0.0/104", "::ffff:10.0.0.0/104", "::ffff:100.64.0.0/106",
	"::ffff:127.0.0.0/104", "::ffff:169.254.0.0/112",
	"::ffff:172.16.0.0/108", "::ffff:192.168.0.0/112",
	"64:ff9b::10.0.0.0/104", "64:ff9b::172.16.0.0/108",
	"64:ff9b::192.168.0.0/112" };

/* Names that are public though the list has them not, and the way back. */
static const char *const outside[] = { "example", "onion" };
static const char *const within[] = { "home.arpa" };

static bool
is_address_inside(const char *host)
{
	struct network all, one;
	size_t i;

	for (i = 0; i < sizeof(networks) / sizeof(networks[0]); i++)
		if (network_parse(networks[i], &all) &&
		    network_parse(host, &one) && network_holds(&all, &one))
			return true;
	return false;
}

static bool
is_under(const char *host, const char *suffix)
{
	size_t h = strlen(host), s = strlen(suffix);

	return h >= s && strcmp(host + h - s, suffix) == 0 &&
	       (h == s || host[h - s - 1] == '.');
}

bool
inside_host(const char *host)
{
	const char *last = strrchr(host, '.');
	size_t i;

	if (valid_ipv4(host) || valid_ipv6(host))
		return is_address_inside(host);
	if (last == NULL)
		return true;
	for (i = 0; i < sizeof(within) / sizeof(within[0]); i++)
		if (is_under(host, within[i]))
			return true;
	for (i = 0; i < sizeof(outside) / sizeof(outside[0]); i++)
		if (strcmp(last + 1, outside[i]) == 0)
			return false;
	return !psl_is_public_suffix2(
	    psl_builtin(), last + 1, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE);
}
