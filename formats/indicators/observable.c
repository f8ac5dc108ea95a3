#include <arpa/inet.h>
#include <ctype.h>
#include <idn2.h>
#include <libpsl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/base/valid.h"
#include "formats/base/words.h"
#include "formats/indicators/addressport.h"
#include "formats/indicators/catalogue.h"
#include "formats/indicators/hostnumber.h"
#include "formats/indicators/observable.h"

static const char *const type_words[IND_TYPES] = { "ipv4-addr", "ipv6-addr",
	"domain-name", "url", "email-addr", "subject", "sha256", "file-name",
	"user-agent", "mutex", "registry-key", "md5", "sha1", "ipv4-addr-port",
	"ipv6-addr-port", "cidr", "vulnerability", "certificate-sha256",
	"malware", "attack-pattern" };
static const char *const role_words[ROLES] = { "c2", "sender", "link",
	"download", "scanner", "other" };

WORDS(ind_type, ind_type, type_words, IND_TYPES)
WORDS(ind_role, ind_role, role_words, ROLES)

static char *
trimmed(struct arena *a, const char *s)
{
	size_t len;

	while (isspace((unsigned char)*s))
		s++;
	len = strlen(s);
	while (len > 0 && isspace((unsigned char)s[len - 1]))
		len--;
	return arena_strndup(a, s, len);
}

/* hxxp, [.], (.), [:], [@] as people write them to keep others from
 * clicking. */
static char *
refanged_once(struct arena *a, char *s)
{
	static const struct {
		const char *from, *to;
	} marks[] = { { "[.]", "." }, { "(.)", "." }, { "[:]", ":" },
		{ "[@]", "@" }, { "[://]", "://" } };
	struct buf b = { 0 };
	size_t i;
	char *out;

	if (strncasecmp(s, "hxxp", 4) == 0)
		memcpy(s, "http", 4);
	if (strpbrk(s, "[(") == NULL)
		return s;
	while (*s != '\0') {
		for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
			if (strncmp(s, marks[i].from, strlen(marks[i].from)) ==
			    0)
				break;
		if (i < sizeof(marks) / sizeof(marks[0])) {
			buf_puts(&b, marks[i].to);
			s += strlen(marks[i].from);
		} else
			buf_put(&b, s++, 1);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* What was in two disguises, [[.]], is out of both. */
static char *
refanged(struct arena *a, char *s)
{
	size_t before;

	do {
		before = strlen(s);
		s = refanged_once(a, s);
	} while (strlen(s) < before);
	return s;
}

static void
lower(char *s)
{
	for (; *s != '\0'; s++)
		*s = (char)tolower((unsigned char)*s);
}

static char *
canon_address(struct arena *a, int family, const char *s)
{
	unsigned char bytes[16];
	char out[INET6_ADDRSTRLEN];

	if (inet_pton(family, s, bytes) != 1 ||
	    inet_ntop(family, bytes, out, sizeof(out)) == NULL)
		return NULL;
	return arena_strdup(a, out);
}

/* A host: address, bracketed IPv6 address, or name as A-labels. */
static char *
canon_host(struct arena *a, const char *s)
{
	char *ascii = NULL, *out;
	size_t len = strlen(s);

	if (len > 0 && s[len - 1] == '.')
		s = arena_strndup(a, s, --len);
	if (s[0] == '[' && len > 2 && s[len - 1] == ']') {
		out = canon_address(
		    a, AF_INET6, arena_strndup(a, s + 1, len - 2));
		return out == NULL ? NULL : arena_printf(a, "[%s]", out);
	}
	if (valid_ipv4(s))
		return arena_strdup(a, s);
	if (!valid_domain(s))
		return NULL;
	if (idn2_to_ascii_8z(s, &ascii, IDN2_NONTRANSITIONAL) != IDN2_OK &&
	    idn2_to_ascii_8z(s, &ascii, IDN2_TRANSITIONAL) != IDN2_OK) {
		/* Names with an underscore are not IDNA, and are used. */
		out = arena_strdup(a, s);
		lower(out);
		for (s = out; *s != '\0'; s++)
			if ((unsigned char)*s >= 0x80)
				return NULL;
		return out;
	}
	out = arena_strdup(a, ascii);
	idn2_free(ascii);
	lower(out);
	return valid_domain(out) ? out : NULL;
}

static const char *
default_port(const char *scheme)
{
	return strcmp(scheme, "https") == 0  ? "443"
	       : strcmp(scheme, "http") == 0 ? "80"
	       : strcmp(scheme, "ftp") == 0  ? "21"
					     : "";
}

static char *
canon_url(struct arena *a, const char *s)
{
	const char *sep, *end, *at;
	char *scheme, *authority, *user = NULL, *host, *port;

	sep = strstr(s, "://");
	if (sep == NULL || sep == s || sep - s > 16)
		return NULL;
	scheme = arena_strndup(a, s, (size_t)(sep - s));
	lower(scheme);
	if (strspn(scheme, "abcdefghijklmnopqrstuvwxyz0123456789+.-") !=
	    strlen(scheme))
		return NULL;
	s = sep + 3;
	end = s + strcspn(s, "/?#");
	authority = arena_strndup(a, s, (size_t)(end - s));
	at = strrchr(authority, '@');
	if (at != NULL) {
		user = arena_strndup(a, authority, (size_t)(at - authority));
		authority += at - authority + 1;
	}
	port = strrchr(authority, ':');
	if (port != NULL && strchr(port, ']') == NULL) {
		*port++ = '\0';
		if (strspn(port, "0123456789") != strlen(port) ||
		    strlen(port) > 5)
			return NULL;
	} else
		port = NULL;
	host = hostnumber_address(a, authority);
	if (host == NULL)
		host = canon_host(a, authority);
	if (host == NULL || strpbrk(end, " \t\r\n<>\"") != NULL)
		return NULL;
	if (port != NULL &&
	    (*port == '\0' || strcmp(port, default_port(scheme)) == 0))
		port = NULL;
	return arena_printf(a, "%s://%s%s%s%s%s%s%s", scheme,
	    user == NULL ? "" : user, user == NULL ? "" : "@", host,
	    port == NULL ? "" : ":", port == NULL ? "" : port,
	    *end == '/' ? "" : "/", end);
}

/* What may stand before the @: RFC 5321, with the dots that telephone companies
 * gave, and letters beyond ASCII; or anything in quotes. */
static bool
is_local_part(const char *s, size_t len)
{
	static const char marks[] = "!#$%&'*+-/=?^_`{|}~.";
	bool quoted = len > 2 && s[0] == '"' && s[len - 1] == '"';
	size_t i;

	for (i = quoted; i + quoted < len; i++)
		if (quoted ? s[i] == '"' || s[i] == '\\'
			   : !isalnum((unsigned char)s[i]) &&
				 (signed char)s[i] > 0 &&
				 strchr(marks, s[i]) == NULL)
			return false;
	return len > 0;
}

static char *
canon_email(struct arena *a, const char *s)
{
	const char *at;
	char *host;

	at = strrchr(s, '@');
	if (at == NULL || strpbrk(s, " \t\r\n<>,") != NULL ||
	    !is_local_part(s, (size_t)(at - s)))
		return NULL;
	host = canon_host(a, at + 1);
	if (host == NULL)
		return NULL;
	return arena_printf(a, "%.*s@%s", (int)(at - s), s, host);
}

static char *
canon_sha256(struct arena *a, const char *s)
{
	char hex[DIGEST_HEX];
	struct digest d;

	if (!digest_parse(s, &d))
		return NULL;
	digest_hex(&d, hex);
	return arena_strdup(a, hex);
}

char *
observable_canon(struct arena *a, enum ind_type t, const char *value)
{
	char *s;

	if (!text_valid(value, strlen(value)))
		return NULL;
	s = trimmed(a, value);
	if (*s == '\0' || strlen(s) > LIMIT_VALUE)
		return NULL;
	switch (t) {
	case IND_IPV4:
		return canon_address(a, AF_INET, refanged(a, s));
	case IND_IPV6:
		return canon_address(a, AF_INET6, refanged(a, s));
	case IND_DOMAIN:
		s = canon_host(a, refanged(a, s));
		return s != NULL && *s != '[' && !valid_ipv4(s) ? s : NULL;
	case IND_URL:
		return canon_url(a, refanged(a, s));
	case IND_EMAIL:
		return canon_email(a, refanged(a, s));
	case IND_SHA256:
	case IND_CERTIFICATE:
		return canon_sha256(a, s);
	case IND_MD5:
		return catalogue_digest(a, s, CATALOGUE_MD5);
	case IND_SHA1:
		return catalogue_digest(a, s, CATALOGUE_SHA1);
	case IND_IPV4_PORT:
		return addressport_canon(a, AF_INET, refanged(a, s));
	case IND_IPV6_PORT:
		return addressport_canon(a, AF_INET6, refanged(a, s));
	case IND_CIDR:
		return addressport_network(a, refanged(a, s));
	case IND_VULNERABILITY:
		return catalogue_vulnerability(a, s);
	case IND_MALWARE:
		return catalogue_name(a, s);
	case IND_TECHNIQUE:
		return catalogue_technique(a, s);
	default:
		return t < IND_TYPES ? s : NULL;
	}
}

char *
observable_host(struct arena *a, const char *url)
{
	const char *s, *end, *at, *colon;

	s = strstr(url, "://");
	if (s == NULL)
		return NULL;
	s += 3;
	end = s + strcspn(s, "/?#");
	for (at = s; at < end; at++)
		if (*at == '@')
			s = at + 1;
	if (*s == '[') {
		s++;
		end = s + strcspn(s, "]");
		return arena_strndup(a, s, (size_t)(end - s));
	}
	colon = memchr(s, ':', (size_t)(end - s));
	if (colon != NULL)
		end = colon;
	return end == s ? NULL : arena_strndup(a, s, (size_t)(end - s));
}

const char *
observable_place(struct arena *a, enum ind_type t, const char *value)
{
	const char *at;

	switch (t) {
	case IND_IPV4:
	case IND_IPV6:
	case IND_DOMAIN:
	case IND_CIDR:
		return value;
	case IND_URL:
		return observable_host(a, value);
	case IND_EMAIL:
		at = strrchr(value, '@');
		return at == NULL ? NULL : at + 1;
	case IND_IPV4_PORT:
	case IND_IPV6_PORT:
		return addressport_address(a, value);
	default:
		return NULL;
	}
}

bool
observable_is_kind(enum ind_type t)
{
	return t == IND_VULNERABILITY || t == IND_MALWARE || t == IND_TECHNIQUE;
}

const char *
observable_registered(const char *host)
{
	return psl_registrable_domain(psl_builtin(), host);
}

bool
observable_is_suffix(const char *domain)
{
	return psl_is_public_suffix2(
	    psl_builtin(), domain, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE);
}
