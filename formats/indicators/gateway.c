#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/indicators/gateway.h"
#include "formats/indicators/observable.h"

#define DEEPEST 8 /* a mail passes few gateways */

enum wrapping {
	PERCENT,      /* in a parameter, percent-coded */
	PROOFPOINT_2, /* the same with - for % and _ for / */
	BASE64,	      /* in a parameter, in Base64 */
	BETWEEN,      /* in the path: __URL__; or ___URL___. */
	LAST_PART,    /* in the path behind the last slash */
	OPAQUE	      /* a number in its maker's books */
};

/* host "" is any: the gateway stands at its customer's.  From makers' manuals
 * and links seen. */
static const struct gateway {
	const char *host, *path;
	enum wrapping how;
	const char *param;
} gateways[] = {
	{ "safelinks.protection.outlook.com", "/", PERCENT, "url" },
	{ "safelinks.protection.office365.us", "/", PERCENT, "url" },
	{ "statics.teams.cdn.office.net", "/evergreen-assets/safelinks/",
	    PERCENT, "url" },
	{ "urldefense.proofpoint.com", "/v1/url", PERCENT, "u" },
	{ "urldefense.com", "/v1/url", PERCENT, "u" },
	{ "urldefense.proofpoint.com", "/v2/url", PROOFPOINT_2, "u" },
	{ "urldefense.com", "/v2/url", PROOFPOINT_2, "u" },
	{ "urldefense.us", "/v2/url", PROOFPOINT_2, "u" },
	{ "urldefense.proofpoint.com", "/v3/__", BETWEEN, "__" },
	{ "urldefense.com", "/v3/__", BETWEEN, "__" },
	{ "urldefense.us", "/v3/__", BETWEEN, "__" },
	{ "urldefense.proofpoint.com", "/", OPAQUE, "" },
	{ "urldefense.com", "/", OPAQUE, "" },
	{ "urldefense.us", "/", OPAQUE, "" },
	{ "protection.sophos.com", "/", BASE64, "u" },
	{ "linkprotect.cudasvc.com", "/url", PERCENT, "a" },
	{ "secure-web.cisco.com", "/", LAST_PART, "" },
	{ "fireeye.com", "/", PERCENT, "u" },
	{ "protect.trellix.com", "/", PERCENT, "u" },
	{ "clicktime.symantec.com", "/", PERCENT, "u" },
	{ "clicktime.cloud.postoffice.net", "/", PERCENT, "u" },
	{ "trendmicro.com", "/wis/clicktime/", PERCENT, "url" },
	{ "scanmail.trustwave.com", "/", PERCENT, "u" },
	{ "urlsand.esvalabs.com", "/", PERCENT, "u" },
	{ "link.edgepilot.com", "/", PERCENT, "u" },
	{ "url.avanan.click", "/v2/___", BETWEEN, "___" },
	{ "checkpoint.com", "/v2/___", BETWEEN, "___" },
	{ "url.avanan.click", "/", OPAQUE, "" },
	{ "protect.checkpoint.com", "/", OPAQUE, "" },
	{ "mimecast.com", "/", OPAQUE, "" },
	{ "mimecastprotect.com", "/", OPAQUE, "" },
	{ "hornetsecurity.com", "/", OPAQUE, "" },
	{ "emailprotection.link", "/", OPAQUE, "" },
	{ "inky.com", "/link", OPAQUE, "" },
	{ "inkyphishfence.com", "/", OPAQUE, "" },
	{ "slack-redir.net", "/link", PERCENT, "url" },
	{ "www.google.com", "/url", PERCENT, "q" },
	{ "www.google.com", "/url", PERCENT, "url" },
	{ "www.google.co.jp", "/url", PERCENT, "q" },
	{ "www.google.co.jp", "/url", PERCENT, "url" },
	{ "l.facebook.com", "/l.php", PERCENT, "u" },
	{ "", "/fmlurlsvc/", PERCENT, "url" },
};

#define GATEWAYS (sizeof(gateways) / sizeof(gateways[0]))

static bool
is_at(const char *host, const char *domain)
{
	size_t h = strlen(host), d = strlen(domain);

	return d == 0 || (h >= d && strcmp(host + h - d, domain) == 0 &&
			     (h == d || host[h - d - 1] == '.'));
}

static int
hex_value(char c)
{
	const char *digits = "0123456789abcdefABCDEF", *at;

	at = c == '\0' ? NULL : strchr(digits, c);
	if (at == NULL)
		return -1;
	return at - digits < 16 ? (int)(at - digits) : (int)(at - digits) - 6;
}

static char *
percent_decoded(struct arena *a, const char *s, size_t len, char mark)
{
	char *out = arena_alloc(a, len + 1), *to = out;
	size_t i;
	int high, low;

	for (i = 0; i < len; i++) {
		high = s[i] == mark && i + 2 < len ? hex_value(s[i + 1]) : -1;
		low = high == -1 ? -1 : hex_value(s[i + 2]);
		if (low != -1) {
			*to++ = (char)(high << 4 | low);
			i += 2;
		} else
			*to++ = mark == '-' && s[i] == '_' ? '/' : s[i];
	}
	*to = '\0';
	return out;
}

/* Either alphabet; what is in neither ends it. */
static char *
base64_decoded(struct arena *a, const char *s, size_t *len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/-_";
	char *out = arena_alloc(a, *len + 1), *to = out;
	unsigned bits = 0, held = 0;
	const char *at;
	size_t i;

	for (i = 0; i < *len && s[i] != '\0'; i++) {
		at = strchr(digits, s[i]);
		if (at == NULL)
			break;
		held = (held << 6 |
			   (unsigned)((at - digits) > 63 ? (at - digits) - 2
							 : (at - digits))) &
		       0xffff;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			*to++ = (char)(held >> bits & 0xff);
		}
	}
	*to = '\0';
	*len = (size_t)(to - out);
	return out;
}

/* The value of a parameter of the query; NULL: none. */
static const char *
parameter(const char *url, const char *name, size_t *len)
{
	const char *at = strchr(url, '?');
	size_t n = strlen(name);

	while (at != NULL && *at != '#' && *at != '\0') {
		at++;
		*len = strcspn(at, "&;#");
		if (strncmp(at, name, n) == 0 && at[n] == '=') {
			at += n + 1;
			*len -= n + 1;
			return at;
		}
		if (strncmp(at, "amp;", 4) != 0)
			at += strcspn(at, "&#");
		else
			at += 3;
	}
	return NULL;
}

/* How many letters a star stands for: itself, or with another and a digit of
 * Base64 behind it, two and more. */
static size_t
star_run(const char **s, const char *end)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	const char *at;

	if (*s + 2 >= end || (*s)[1] != '*' || (*s)[2] == '\0')
		return 1;
	at = strchr(digits, (*s)[2]);
	if (at == NULL)
		return 1;
	*s += 2;
	return (size_t)(at - digits) + 2;
}

/* Version 3: letters that links do not hold are stars, and follow in
 * Base64. */
static const char *
unstarred(struct arena *a, const char *s, const char *end, const char *rest)
{
	struct buf b = { 0 };
	const char *letters, *out;
	size_t left, n, w;
	uint32_t cp;

	left = strcspn(rest, "!");
	letters = base64_decoded(a, rest, &left);
	for (; s < end; s++) {
		if (*s != '*') {
			buf_put(&b, s, 1);
			continue;
		}
		for (n = star_run(&s, end); n > 0; n--) {
			w = text_next(letters, left, &cp);
			buf_put(&b, letters, w);
			letters += w;
			left -= w;
		}
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static const char *
between(struct arena *a, const char *path, const char *mark)
{
	const char *s, *end, *next;
	size_t n = strlen(mark);

	s = strstr(path, mark);
	if (s == NULL)
		return NULL;
	s += n;
	end = strstr(s, mark);
	while (end != NULL && (next = strstr(end + 1, mark)) != NULL)
		end = next;
	if (end == NULL)
		return NULL;
	return n == 2 && end[n] == ';' ? unstarred(a, s, end, end + n + 1)
				       : arena_strndup(a, s, (size_t)(end - s));
}

static const char *
unwrapped(
    struct arena *a, const struct gateway *g, const char *url, const char *path)
{
	const char *s;
	size_t len = 0;

	if (g->how == OPAQUE)
		return NULL;
	if (g->how == BETWEEN)
		return between(a, path, g->param);
	if (g->how == LAST_PART) {
		s = strrchr(path, '/');
		return s == path ? NULL
				 : percent_decoded(
				       a, s + 1, strcspn(s + 1, "?#"), '%');
	}
	s = parameter(url, g->param, &len);
	if (s == NULL)
		return NULL;
	s = percent_decoded(a, s, len, g->how == PROOFPOINT_2 ? '-' : '%');
	if (g->how != BASE64)
		return s;
	len = strlen(s);
	return base64_decoded(a, s, &len);
}

/* A gateway wrote it, it may lack the scheme, or a slash of it. */
static const char *
canonical(struct arena *a, const char *s)
{
	const char *colon;

	if (s == NULL || *s == '\0')
		return NULL;
	colon = strstr(s, ":/");
	if (colon == NULL)
		s = arena_printf(a, "http://%s", s);
	else if (colon[2] != '/')
		s = arena_printf(
		    a, "%.*s://%s", (int)(colon - s), s, colon + 2);
	return observable_canon(a, IND_URL, s);
}

/* NULL: cannot be read.  The URL itself: no gateway's. */
static const char *
one_layer(struct arena *a, const char *url)
{
	const char *host = observable_host(a, url), *path, *target;
	bool found = false;
	size_t i;

	if (host == NULL || (path = strstr(url, "://")) == NULL)
		return url;
	path += 3;
	path += strcspn(path, "/?#");
	for (i = 0; i < GATEWAYS; i++) {
		if (!is_at(host, gateways[i].host) ||
		    strncmp(path, gateways[i].path, strlen(gateways[i].path)) !=
			0)
			continue;
		found = true;
		target = canonical(a, unwrapped(a, &gateways[i], url, path));
		if (target != NULL)
			return target;
	}
	return found ? NULL : url;
}

const char *
gateway_target(struct arena *a, const char *url)
{
	const char *inner;
	unsigned n;

	for (n = 0; n < DEEPEST; n++) {
		inner = one_layer(a, url);
		if (inner == NULL || strcmp(inner, url) == 0)
			return inner;
		url = inner;
	}
	return NULL;
}
