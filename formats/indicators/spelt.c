#include <arpa/inet.h>
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/indicators/refang.h"
#include "formats/indicators/spelt.h"

/* Bytes of a value that is no text and no link, with all that can stand round
 * it: a domain has 253, an address of a mailbox 320. */
#define LONGEST 512

/* Words of an attacker's: nothing but their ends is touched. */
static bool
is_text(enum ind_type t)
{
	return t == IND_SUBJECT || t == IND_FILE_NAME || t == IND_USER_AGENT ||
	       t == IND_MUTEX || t == IND_REGISTRY_KEY || t == IND_MALWARE;
}

static bool
begins(const char *s, const char *with)
{
	return strncasecmp(s, with, strlen(with)) == 0;
}

/* "x", 'x', <x>, 「x」: what stands between; s itself. */
static char *
unquoted(struct arena *a, char *s)
{
	static const char *const pairs[][2] = { { "\"", "\"" }, { "'", "'" },
		{ "<", ">" }, { "`", "`" }, { "「", "」" }, { "『", "』" },
		{ "“", "”" } };
	size_t i, len = strlen(s), open, close;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		open = strlen(pairs[i][0]);
		close = strlen(pairs[i][1]);
		if (len > open + close && strncmp(s, pairs[i][0], open) == 0 &&
		    strcmp(s + len - close, pairs[i][1]) == 0)
			return arena_strndup(a, s + open, len - open - close);
	}
	return s;
}

/* What a list in running text leaves behind a value. */
static void
cut_end(char *s)
{
	size_t len = strlen(s);

	while (len > 0 && strchr(",; ", s[len - 1]) != NULL)
		s[--len] = '\0';
	if (len >= 3 && strcmp(s + len - 3, "、") == 0)
		s[len - 3] = '\0';
}

/* Of a link its scheme and host alone: what follows is the attacker's own. */
static char *
narrow_link(struct arena *a, char *s)
{
	char *sep = strstr(s, "://");
	size_t host = sep == NULL ? 0 : (size_t)(sep - s) + 3;

	host += strcspn(s + host, "/?#");
	return arena_printf(
	    a, "%s%s", refang_narrow(a, arena_strndup(a, s, host)), s + host);
}

/* evil.example/x, evil.example:8080/x: a link that lacks its scheme. */
static char *
with_scheme(struct arena *a, char *s)
{
	size_t host = strcspn(s, "/?#");

	if (strstr(s, "://") != NULL || memchr(s, '@', host) != NULL ||
	    memchr(s, '.', host) == NULL)
		return s;
	if (begins(s, "//"))
		return s;
	return arena_printf(a, "http://%s", s);
}

static const char *
spelt_url(struct arena *a, char *s)
{
	const char *out = NULL;
	char *slash;

	if (begins(s, "http:\\\\") || begins(s, "https:\\\\")) {
		s = arena_strdup(a, s);
		slash = strchr(s, '\\');
		slash[0] = slash[1] = '/';
	}
	if (strstr(s, "://") != NULL)
		out = observable_canon(a, IND_URL, s);
	if (out != NULL)
		return out;
	return observable_canon(a, IND_URL, with_scheme(a, s));
}

/* *.evil.example, .evil.example, http://evil.example/ */
static const char *
spelt_domain(struct arena *a, char *s)
{
	const char *url;
	size_t len;

	if (strstr(s, "://") != NULL) {
		url = observable_canon(a, IND_URL, s);
		if (url == NULL || strchr(url, '?') != NULL ||
		    strchr(strstr(url, "://") + 3, '/')[1] != '\0' ||
		    strchr(url, '@') != NULL ||
		    strchr(strstr(url, "://") + 3, ':') != NULL)
			return NULL;
		return observable_canon(a, IND_DOMAIN, observable_host(a, url));
	}
	if (begins(s, "*."))
		s += 2;
	else if (*s == '.')
		s++;
	len = strlen(s);
	if (len > 1 && s[len - 1] == '/')
		s = arena_strndup(a, s, len - 1);
	return observable_canon(a, IND_DOMAIN, s);
}

/* Name <a@b>, a@b (Name), mailto:a@b */
static const char *
spelt_mailbox(struct arena *a, char *s)
{
	char *open = strrchr(s, '<'), *close;

	if (open != NULL) {
		close = strchr(open, '>');
		if (close == NULL || close[1] != '\0')
			return NULL;
		s = arena_strndup(a, open + 1, (size_t)(close - open) - 1);
	} else if ((open = strstr(s, " (")) != NULL && s[strlen(s) - 1] == ')')
		s = arena_strndup(a, s, (size_t)(open - s));
	if (begins(s, "mailto:"))
		s += strlen("mailto:");
	return observable_canon(a, IND_EMAIL, s);
}

/* [2001:db8::1], 198.51.100.7/32 */
static const char *
spelt_address(struct arena *a, enum ind_type t, char *s)
{
	const char *all = t == IND_IPV4 ? "/32" : "/128";
	size_t len = strlen(s), tail = strlen(all);

	if (len > tail && strcmp(s + len - tail, all) == 0)
		s = arena_strndup(a, s, len -= tail);
	if (t == IND_IPV6 && len > 2 && *s == '[' && s[len - 1] == ']')
		s = arena_strndup(a, s + 1, len - 2);
	return observable_canon(a, t, s);
}

/* 198.51.100.7|443, 198.51.100.7 443, 198.51.100.7:443/tcp */
static const char *
spelt_port(struct arena *a, enum ind_type t, char *s)
{
	size_t len = strlen(s), address;
	const char *rest;

	if (len > 4 &&
	    (begins(s + len - 4, "/tcp") || begins(s + len - 4, "/udp")))
		s = arena_strndup(a, s, len - 4);
	address = strcspn(s, "| ");
	rest = s + address + strspn(s + address, "| :");
	if (begins(rest, "port"))
		rest += strlen("port") + strspn(rest + 4, " :");
	if (s[address] != '\0')
		s = arena_printf(a,
		    t == IND_IPV6_PORT && *s != '[' ? "[%.*s]:%s" : "%.*s:%s",
		    (int)address, s, rest);
	return observable_canon(a, t, s);
}

/* SHA256:AA:BB..., aa bb ...: hex digits, whatever parts them. */
static const char *
spelt_digest(struct arena *a, enum ind_type t, const char *s)
{
	static const char *const names[] = { "sha256", "sha-256", "sha1",
		"sha-1", "md5" };
	struct buf b = { 0 };
	const char *out;
	size_t i, n;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		n = strlen(names[i]);
		if (begins(s, names[i]) && strchr(":=( ", s[n]) != NULL &&
		    s[n] != '\0') {
			s += n + 1;
			break;
		}
	}
	for (; *s != '\0'; s++)
		if (strchr(" :-", *s) == NULL)
			buf_put(&b, s, 1);
	out = observable_canon(a, t, buf_str(&b));
	buf_free(&b);
	return out;
}

/* CVE 2017-0199, CVE2017-0199; "CVE-2017-0199 (Office)" names more than one
 * thing. */
static const char *
spelt_vulnerability(struct arena *a, const char *s)
{
	if (!begins(s, "CVE"))
		return NULL;
	s += 3;
	s += strspn(s, " -:_");
	return observable_canon(
	    a, IND_VULNERABILITY, arena_printf(a, "CVE-%s", s));
}

/* T1566/001, https://attack.mitre.org/techniques/T1566/001/ */
static const char *
spelt_technique(struct arena *a, const char *s)
{
	static const char place[] = "://attack.mitre.org/techniques/";
	const char *at = strstr(s, place);
	char *out;
	size_t len;

	out = arena_strdup(a, at == NULL ? s : at + strlen(place));
	len = strlen(out);
	if (len > 0 && out[len - 1] == '/')
		out[--len] = '\0';
	if (len == 9 && out[5] == '/')
		out[5] = '.';
	return observable_canon(a, IND_TECHNIQUE, out);
}

static const char *
spelt_as(struct arena *a, enum ind_type t, char *s)
{
	switch (t) {
	case IND_DOMAIN:
		return spelt_domain(a, s);
	case IND_EMAIL:
		return spelt_mailbox(a, s);
	case IND_IPV4:
	case IND_IPV6:
		return spelt_address(a, t, s);
	case IND_IPV4_PORT:
	case IND_IPV6_PORT:
		return spelt_port(a, t, s);
	case IND_MD5:
	case IND_SHA1:
	case IND_SHA256:
	case IND_CERTIFICATE:
		return spelt_digest(a, t, s);
	case IND_VULNERABILITY:
		return spelt_vulnerability(a, s);
	case IND_TECHNIQUE:
		return spelt_technique(a, s);
	default:
		return observable_canon(a, t, s);
	}
}

/* What is neither a text nor a link, out of all disguises. */
static char *
tidied(struct arena *a, const char *value)
{
	char *s = refang_narrow(a, unquoted(a, refang_trim(a, value)));

	cut_end(s);
	return refang_marks(a, s);
}

const char *
spelt_canon(struct arena *a, enum ind_type t, const char *value)
{
	const char *out;
	char *s;

	size_t len = strlen(value);

	if (len > (is_text(t) || t == IND_URL ? LIMIT_VALUE : LONGEST) ||
	    !text_valid(value, len))
		return NULL;
	/* As it stands, where that is of the type. */
	out = t == IND_URL ? NULL : observable_canon(a, t, value);
	if (out != NULL && !is_text(t))
		return out;
	if (is_text(t))
		return observable_canon(a, t, refang_trim(a, value));
	if (t == IND_URL) {
		s = unquoted(a, refang_trim(a, value));
		return spelt_url(a, refang_marks(a, narrow_link(a, s)));
	}
	return spelt_as(a, t, tidied(a, value));
}

const char *
spelt_wanted(enum ind_type t)
{
	static const char *const wanted[IND_TYPES] = {
		[IND_IPV4] = "an IPv4 address like 198.51.100.7",
		[IND_IPV6] = "an IPv6 address like 2001:db8::7",
		[IND_DOMAIN] = "a domain like evil.example",
		[IND_URL] = "a link like http://evil.example/x",
		[IND_EMAIL] = "one mail address like a@evil.example",
		[IND_SUBJECT] = "a text",
		[IND_SHA256] = "64 hex digits",
		[IND_FILE_NAME] = "a text",
		[IND_USER_AGENT] = "a text",
		[IND_MUTEX] = "a text",
		[IND_REGISTRY_KEY] = "a text",
		[IND_MD5] = "32 hex digits",
		[IND_SHA1] = "40 hex digits",
		[IND_IPV4_PORT] = "an address and port like 198.51.100.7:443",
		[IND_IPV6_PORT] = "an address and port like [2001:db8::7]:443",
		[IND_CIDR] = "a network like 198.51.100.0/24",
		[IND_VULNERABILITY] = "a number like CVE-2017-0199",
		[IND_CERTIFICATE] = "64 hex digits",
		[IND_MALWARE] = "a name on one line, of at most 100 bytes",
		[IND_TECHNIQUE] = "a number like T1566 or T1566.001",
	};

	return t < IND_TYPES ? wanted[t] : "";
}

/* 198.51.100.300 is a slip of the pen. */
static bool
is_name(const char *domain)
{
	const char *last = strrchr(domain, '.');

	last = last == NULL ? domain : last + 1;
	return strspn(last, "0123456789") != strlen(last);
}

enum ind_type
spelt_guess(struct arena *a, const char *value)
{
	/* Each before what it could be mistaken for. */
	static const enum ind_type order[] = { IND_IPV4, IND_IPV6,
		IND_IPV4_PORT, IND_IPV6_PORT, IND_CIDR, IND_MD5, IND_SHA1,
		IND_SHA256, IND_VULNERABILITY, IND_TECHNIQUE, IND_EMAIL };
	const char *domain;
	char *plain = NULL;
	size_t i;

	if (strlen(value) <= LONGEST && text_valid(value, strlen(value)))
		plain = tidied(a, value);
	for (i = 0; plain != NULL && i < sizeof(order) / sizeof(order[0]); i++)
		if (spelt_as(a, order[i], arena_strdup(a, plain)) != NULL)
			return order[i];
	if (spelt_canon(a, IND_URL, value) != NULL &&
	    strstr(plain == NULL ? value : plain, "://") != NULL)
		return IND_URL;
	domain = plain == NULL ? NULL : spelt_as(a, IND_DOMAIN, plain);
	return domain != NULL && is_name(domain) ? IND_DOMAIN : IND_TYPES;
}
