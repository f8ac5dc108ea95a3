#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/indicators/observable.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailurl.h"

static bool
url_char(unsigned char c)
{
	return c > ' ' && c < 0x7f && strchr("<>\"'`{}|\\^", c) == NULL;
}

static void
add_url(struct arena *a, struct mail *m, const char *p, size_t len)
{
	struct buf plain = { 0 };
	struct mail_url *u;
	const char *canon, *amp;

	/* In HTML, & is written &amp;. */
	while ((amp = memmem(p, len, "&amp;", 5)) != NULL) {
		buf_put(&plain, p, (size_t)(amp - p) + 1);
		len -= (size_t)(amp - p) + 5;
		p = amp + 5;
	}
	buf_put(&plain, p, len);
	while (plain.len > 0 &&
	       strchr(".,;:!?)]", plain.data[plain.len - 1]) != NULL)
		plain.len--;
	canon = observable_canon(a, IND_URL, buf_str(&plain));
	buf_free(&plain);
	if (canon == NULL || m->url_count >= LIMIT_URLS)
		return;
	u = arena_push(a, &m->urls, &m->url_count, sizeof(*u));
	u->url = canon;
	u->host = observable_host(a, canon);
}

/* http://, and as people write it to keep others from clicking: hxxps[:]// */
static bool
begins_url(const char *p, size_t len)
{
	static const char *const schemes[] = { "https", "http", "hxxps", "hxxp",
		"ftp" };
	static const char *const signs[] = { "://", "[:]//", "[://]" };
	size_t i, k, n;

	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		n = strlen(schemes[i]);
		if (len <= n || strncasecmp(p, schemes[i], n) != 0)
			continue;
		for (k = 0; k < sizeof(signs) / sizeof(signs[0]); k++)
			if (len - n > strlen(signs[k]) &&
			    strncmp(p + n, signs[k], strlen(signs[k])) == 0)
				return true;
	}
	return false;
}

void
mailurl_add(struct arena *a, struct mail *m, const char *p, size_t len)
{
	size_t i, n;

	for (i = 0; i + 8 < len; i++) {
		/* Most letters begin no URL. */
		if ((p[i] | 0x20) != 'h' && (p[i] | 0x20) != 'f')
			continue;
		if (!begins_url(p + i, len - i))
			continue;
		n = 0;
		while (i + n < len && url_char((unsigned char)p[i + n]))
			n++;
		add_url(a, m, p + i, n);
		i += n;
	}
}

static int
by_host(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "http://www.w3.org/1999/xhtml" and its like name what a page is made of. */
static bool
names_format(const char *url)
{
	static const char *const begins[] = { "http://www.w3.org/",
		"https://www.w3.org/", "http://schemas.microsoft.com/" };
	size_t i, len = strlen(url);

	for (i = 0; i < sizeof(begins) / sizeof(begins[0]); i++)
		if (strncmp(url, begins[i], strlen(begins[i])) == 0)
			return true;
	return len > 4 && strcmp(url + len - 4, ".dtd") == 0;
}

void
mailurl_add_missed(struct arena *a, struct mail *m, const char *p, size_t len)
{
	struct mail found = { 0 };
	const char **hosts, *host;
	size_t i, count = m->url_count;

	hosts = arena_alloc(a, (count + 1) * sizeof(*hosts));
	for (i = 0; i < count; i++)
		hosts[i] = m->urls[i].host;
	if (count > 1)
		qsort(hosts, count, sizeof(*hosts), by_host);
	mailurl_add(a, &found, p, len);
	for (i = 0; i < found.url_count && m->url_count < LIMIT_URLS; i++) {
		host = found.urls[i].host;
		if (!names_format(found.urls[i].url) &&
		    (count == 0 || bsearch(&host, hosts, count, sizeof(*hosts),
				       by_host) == NULL))
			*(struct mail_url *)arena_push(a, &m->urls,
			    &m->url_count, sizeof(*m->urls)) = found.urls[i];
	}
}

/* What else than itself a sign stands for: by a name that the library does not
 * know, or as a full stop of another script. */
static size_t
put_named(struct buf *out, const char *s)
{
	static const char *const names[][2] = { { "&colon;", ":" },
		{ "&sol;", "/" }, { "&bsol;", "/" }, { "&period;", "." },
		{ "&commat;", "@" }, { "&Tab;", "" }, { "&NewLine;", "" },
		{ "。", "." }, { "．", "." }, { "｡", "." } };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncmp(s, names[i][0], strlen(names[i][0])) == 0) {
			buf_puts(out, names[i][1]);
			return strlen(names[i][0]);
		}
	return 0;
}

/* A character of a link as HTML means it: what Latin-1 has no letters for is
 * Windows' there. */
static size_t
put_meant(struct buf *out, const char *s)
{
	static const char *const windows[32] = { "€", "", "‚", "ƒ", "„", "…",
		"†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "", "Ž", "", "", "‘", "’",
		"“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "", "ž",
		"Ÿ" };
	const unsigned char *u = (const unsigned char *)s;
	size_t n = *u == '&' || *u > 0x80 ? put_named(out, s) : 0;

	if (n > 0)
		return n;
	if (u[0] == 0xc2 && u[1] >= 0x80 && u[1] < 0xa0) {
		buf_puts(out, windows[u[1] - 0x80]);
		return 2;
	}
	if (*u != '\n' && *u != '\r' && *u != '\t')
		buf_put(out, *u == '\\' ? "/" : s, 1);
	return 1;
}

/* Length of "http:" and its like; 0: another scheme, or none. */
static size_t
web_scheme(const char *s)
{
	static const char *const schemes[] = { "http:", "https:", "ftp:" };
	size_t i;

	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (strncasecmp(s, schemes[i], strlen(schemes[i])) == 0)
			return strlen(schemes[i]);
	return 0;
}

/* The host, with what stands before it and its port. */
static void
put_authority(struct buf *out, const char *s, size_t len)
{
	struct arena *a = arena_new();
	struct buf plain = { 0 };
	const char *url, *end;
	bool ascii = true;
	size_t i;

	for (i = 0; i < len; i++) {
		ascii &= (unsigned char)s[i] < 0x80;
		if (s[i] != ' ')
			buf_put(&plain, s + i, 1);
	}
	if (!ascii) {
		url = observable_canon(
		    a, IND_URL, arena_printf(a, "http://%s/", buf_str(&plain)));
		plain.len = 0;
		end = url == NULL ? NULL : strchr(url + 7, '/');
		if (end != NULL)
			buf_put(&plain, url + 7, (size_t)(end - (url + 7)));
	}
	buf_put(out, plain.data, plain.len);
	buf_free(&plain);
	arena_free(a);
}

static void
put_path(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		if (url_char((unsigned char)*s))
			buf_put(out, s, 1);
		else
			buf_printf(out, "%%%02X", (unsigned char)*s);
}

void
mailurl_browsed(struct buf *out, const char *value)
{
	struct buf plain = { 0 };
	size_t n, slashes, len;
	const char *s;

	value += strspn(value, " \t\r\n");
	while (*value != '\0' && *value != '?' && *value != '#')
		value += put_meant(&plain, value);
	for (; *value != '\0'; value++)
		if (strchr("\n\r\t", *value) == NULL)
			buf_put(&plain, value, 1);
	while (plain.len > 0 && plain.data[plain.len - 1] == ' ')
		plain.len--;
	s = buf_str(&plain);
	n = web_scheme(s);
	slashes = strspn(s + n, "/");
	if (n > 0 && slashes > 0) {
		buf_put(out, s, n);
		buf_puts(out, "//");
		s += n + slashes;
		len = strcspn(s, "/?#");
		put_authority(out, s, len);
		put_path(out, s + len);
	}
	buf_free(&plain);
}

static int
by_url(const void *a, const void *b)
{
	return strcmp(((const struct mail_url *)a)->url,
	    ((const struct mail_url *)b)->url);
}

void
mailurl_done(struct mail *m)
{
	size_t i, k = 0;

	if (m->url_count > 1)
		qsort(m->urls, m->url_count, sizeof(*m->urls), by_url);
	for (i = 0; i < m->url_count; i++)
		if (k == 0 || strcmp(m->urls[k - 1].url, m->urls[i].url) != 0)
			m->urls[k++] = m->urls[i];
	m->url_count = k;
}
