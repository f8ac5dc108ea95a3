#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "formats/base/mem.h"
#include "formats/base/network.h"
#include "formats/base/valid.h"
#include "formats/indicators/inside.h"
#include "formats/indicators/poison.h"

/* What a network may hold and still be somebody's. */
#define WIDEST_V4 8
#define WIDEST_V6 16

/* RFC 6890 and its successors, without the ranges for documentation; public
 * resolvers by their operators' own pages. */
static const struct {
	const char *network, *what;
} networks[] = {
	{ "0.0.0.0/8", "an address that means this host" },
	{ "10.0.0.0/8", "a private address" },
	{ "100.64.0.0/10", "a private address" },
	{ "127.0.0.0/8", "an address that means this host" },
	{ "169.254.0.0/16", "a private address" },
	{ "172.16.0.0/12", "a private address" },
	{ "192.168.0.0/16", "a private address" },
	{ "224.0.0.0/3", "not the address of a host" },
	{ "1.1.1.1/32", "a public resolver" },
	{ "1.0.0.1/32", "a public resolver" },
	{ "8.8.4.4/32", "a public resolver" },
	{ "8.8.8.8/32", "a public resolver" },
	{ "9.9.9.9/32", "a public resolver" },
	{ "149.112.112.112/32", "a public resolver" },
	{ "208.67.220.220/32", "a public resolver" },
	{ "208.67.222.222/32", "a public resolver" },
	{ "::/127", "an address that means this host" },
	{ "fc00::/7", "a private address" },
	{ "fe80::/10", "a private address" },
	{ "ff00::/8", "not the address of a host" },
	{ "2001:4860:4860::/64", "a public resolver" },
	{ "2606:4700:4700::/64", "a public resolver" },
	{ "2620:fe::/64", "a public resolver" },
};

/* Blocked as a whole, these stop work, updates or certificates everywhere. */
static const char *const domains[] = { "amazonaws.com", "apple.com",
	"cloudflare.com", "digicert.com", "github.com", "google.co.jp",
	"google.com", "googleapis.com", "gstatic.com", "icloud.com",
	"ipa.go.jp", "jpcert.or.jp", "letsencrypt.org", "live.com",
	"microsoft.com", "microsoftonline.com", "mozilla.org", "office.com",
	"office365.com", "outlook.com", "windows.com", "windowsupdate.com",
	"yahoo.co.jp" };

static bool
in_network(const char *range, const char *value)
{
	struct network outer, inner;

	return network_parse(range, &outer) && network_parse(value, &inner) &&
	       network_holds(&outer, &inner);
}

/* Whether blocking the domain blocks the listed one. */
static bool
holds(const char *domain, const char *listed)
{
	size_t d = strlen(domain), l = strlen(listed);

	if (strncmp(domain, "www.", 4) == 0 && strcmp(domain + 4, listed) == 0)
		return true;
	return d <= l && strcmp(listed + l - d, domain) == 0 &&
	       (d == l || listed[l - d - 1] == '.');
}

/* A network is poison too where it holds a part of a listed one. */
static bool
meets(const char *range, const char *value)
{
	return in_network(range, value) || in_network(value, range);
}

static const char *
address_what(const char *value)
{
	size_t i;

	for (i = 0; i < sizeof(networks) / sizeof(networks[0]); i++)
		if (meets(networks[i].network, value))
			return networks[i].what;
	return NULL;
}

static const char *
network_what(const char *value)
{
	struct network n;

	if (network_parse(value, &n) &&
	    n.bits < (n.family == AF_INET ? WIDEST_V4 : WIDEST_V6))
		return "a network of everybody";
	return address_what(value);
}

/* What every sensor has seen: no bytes at all. */
static const char *
digest_what(const char *value)
{
	static const char *const empty[] = {
		"d41d8cd98f00b204e9800998ecf8427e",
		"da39a3ee5e6b4b0d3255bfef95601890afd80709",
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	};
	size_t i;

	for (i = 0; i < sizeof(empty) / sizeof(empty[0]); i++)
		if (strcmp(value, empty[i]) == 0)
			return "the digest of an empty file";
	return NULL;
}

static const char *
domain_what(const char *value)
{
	size_t i;

	if (observable_is_suffix(value))
		return "a domain under which anybody registers";
	for (i = 0; i < sizeof(domains) / sizeof(domains[0]); i++)
		if (holds(value, domains[i]))
			return "a domain that everybody's work needs";
	return NULL;
}

/* The hub's own list. */
static const char *
listed(struct arena *a, const char *list, bool address, const char *value)
{
	char *word, *save = NULL;

	for (word = strtok_r(arena_strdup(a, list), " \t", &save); word != NULL;
	     word = strtok_r(NULL, " \t", &save))
		if (address ? meets(word, value) : holds(value, word))
			return "on the list never-block";
	return NULL;
}

bool
poison_list_valid(const char *list)
{
	struct arena *a = arena_new();
	char *word, *save = NULL;
	struct network network;
	bool valid = true;

	for (word = strtok_r(arena_strdup(a, list), " \t", &save); word != NULL;
	     word = strtok_r(NULL, " \t", &save))
		valid = valid &&
			(network_parse(word, &network) || valid_domain(word));
	arena_free(a);
	return valid;
}

/* The host of a URL that names no more than a host; NULL: it names a page or
 * a file. */
static const char *
bare_host(struct arena *a, const char *url)
{
	const char *host = observable_host(a, url), *rest;

	if (host == NULL)
		return NULL;
	rest = strstr(url, host);
	rest = rest == NULL ? "?" : rest + strlen(host);
	rest += *rest == ']';
	rest += *rest == '/';
	return *rest == '\0' ? host : NULL;
}

const char *
poison_what(
    struct arena *a, const char *list, enum ind_type type, const char *value)
{
	const char *what, *host;
	bool address;

	if (type == IND_MD5 || type == IND_SHA1 || type == IND_SHA256)
		return digest_what(value);
	host = type == IND_URL ? observable_host(a, value) : value;
	if ((type == IND_URL || type == IND_DOMAIN) && host != NULL &&
	    inside_host(host))
		return "a host of somebody's own network";
	if (type == IND_EMAIL)
		return NULL;
	value = type == IND_URL ? bare_host(a, value)
				: observable_place(a, type, value);
	if (value == NULL)
		return NULL;
	address = type == IND_CIDR || valid_ipv4(value) || valid_ipv6(value);
	what = type == IND_CIDR ? network_what(value)
	       : address	? address_what(value)
				: domain_what(value);
	return what != NULL ? what : listed(a, list, address, value);
}
