#include <ctype.h>
#include <libpsl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"
#include "formats/indicators/everyday.h"
#include "formats/indicators/linkshape.h"
#include "formats/indicators/observable.h"
#include "formats/indicators/shape.h"
#include "formats/names/textfold.h"

#define MOST_WORDS 4 /* parts of a path that are told */

/* Services at which each customer has a host of its own: who works there, not
 * who attacks from there. */
static const char *const services[] = { "sharepoint.com", "onmicrosoft.com",
	"dynamics.com", "cybozu.com", "kintone.com", "kintone.cybozu.com",
	"cybozu.cn", "box.com", "zendesk.com", "slack.com", "salesforce.com",
	"force.com", "service-now.com", "atlassian.net", "backlog.jp",
	"backlog.com", "chatwork.com", "okta.com", "oktapreview.com",
	"onelogin.com", "auth0.com", "webex.com", "zoom.us", "garoon.com",
	"smarthr.jp", "freshdesk.com", "freshservice.com", "hubspot.com",
	"docusign.net", "egnyte.com", "sansan.com", "directcloud.jp",
	"gigacc.com", "mailgun.org", "directus.jp", "rakumo.com", "lgwan.jp",
	"my.site.com", "lightning.force.com", "workday.com", "myworkday.com",
	"ariba.com", "successfactors.com", "servicenow.com" };

/* Where a mailbox is an account, not any word before the domain's owner's @. */
static const char *const freemail[] = { "gmail.com", "googlemail.com",
	"outlook.com", "outlook.jp", "hotmail.com", "hotmail.co.jp", "live.com",
	"live.jp", "msn.com", "yahoo.com", "yahoo.co.jp", "ymail.ne.jp",
	"icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.de",
	"gmx.net", "mail.com", "mail.ru", "yandex.com", "yandex.ru",
	"protonmail.com", "proton.me", "tutanota.com", "zoho.com", "qq.com",
	"163.com", "126.com", "sina.com", "naver.com", "excite.co.jp",
	"docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp",
	"i.softbank.jp", "nifty.com" };

/* What a file is for, as its name says. */
static const char *const extensions[] = { "7z", "ace", "apk", "arj", "asp",
	"aspx", "bat", "bin", "bmp", "bz2", "cab", "cgi", "chm", "cmd", "com",
	"cpl", "css", "csv", "dll", "dmg", "do", "doc", "docm", "docx", "dot",
	"dotm", "eml", "exe", "gif", "gz", "hta", "htm", "html", "ics", "img",
	"iqy", "iso", "jar", "jpeg", "jpg", "js", "jse", "json", "jsp", "jtd",
	"lnk", "lzh", "mht", "mhtml", "msg", "msi", "ods", "odt", "one", "pdf",
	"php", "pif", "png", "ppt", "pptm", "pptx", "ps1", "pub", "rar", "rtf",
	"scr", "shtml", "svg", "swf", "tar", "tgz", "tif", "txt", "vbe", "vbs",
	"vcf", "vhd", "wsf", "xll", "xls", "xlsb", "xlsm", "xlsx", "xml", "xps",
	"xz", "z", "zip" };

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static bool
is_under(const char *host, const char *domain)
{
	size_t h = strlen(host), d = strlen(domain);

	return h >= d && strcmp(host + h - d, domain) == 0 &&
	       (h == d || host[h - d - 1] == '.');
}

static bool
is_listed(const char *const *list, size_t count, const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strncasecmp(list[i], s, len) == 0 && list[i][len] == '\0')
			return true;
	return false;
}

/* The part of a host that its owner registered, or the service's own. */
static const char *
owned(const char *host, bool *service)
{
	const char *own;
	size_t i;

	*service = false;
	for (i = 0; i < COUNT(services); i++)
		if (is_under(host, services[i])) {
			*service = true;
			return host + strlen(host) - strlen(services[i]);
		}
	own = psl_registrable_domain(psl_builtin(), host);
	return own == NULL ? host : own;
}

/* Words with - between them, of one kind; digits are none. */
static bool
is_wordy(const char *s, size_t len, bool (*is)(const char *, size_t))
{
	size_t i, n;

	for (i = 0; i < len; i += n + 1) {
		n = 0;
		while (i + n < len && s[i + n] != '-')
			n++;
		if (n == 0 || !is(s + i, n))
			return false;
	}
	return len > 0 && s[len - 1] != '-';
}

static bool
is_word(const char *s, size_t len)
{
	return everyday_web(s, len) || everyday_speakable(s, len);
}

/* One slot for labels side by side, or their number would tell. */
static void
put_slot(struct buf *b, char behind)
{
	const char slot[] = { '{', '}', behind };
	size_t len = behind == '\0' ? 2 : 3;

	if (b->len < len || memcmp(b->data + b->len - len, slot, len) != 0)
		buf_put(b, slot, len);
}

static void
put_host(struct buf *b, const char *host)
{
	const char *own, *s;
	struct buf labels = { 0 };
	bool service;
	size_t n;

	own = owned(host, &service);
	for (s = host; s < own; s += n + 1) {
		n = strcspn(s, ".");
		if (is_wordy(s, n, service ? everyday_web : is_word)) {
			buf_put(&labels, s, n);
			buf_puts(&labels, ".");
		} else
			put_slot(&labels, '.');
	}
	buf_put(b, labels.data, labels.len);
	buf_puts(b, own);
	buf_free(&labels);
}

/* Length of the name without extensions that are known. */
static size_t
stem(const char *name, size_t len)
{
	size_t n = len, i;

	for (;;) {
		for (i = n; i > 0 && name[i - 1] != '.'; i--)
			continue;
		if (i <= 1 ||
		    !is_listed(extensions, COUNT(extensions), name + i, n - i))
			return n;
		n = i - 1;
	}
}

static void
put_lower(struct buf *b, const char *s, size_t len)
{
	char c;

	for (; len > 0; s++, len--) {
		c = (char)tolower((unsigned char)*s);
		buf_put(b, &c, 1);
	}
}

/* A part of a path in small letters, with one sign between its words; false
 * where one is no word of every day. */
static bool
words_of(struct buf *b, const char *s, size_t len)
{
	struct buf low = { 0 };
	bool fine;
	size_t i;

	put_lower(&low, s, len);
	for (i = 0; i < low.len; i++)
		if (strchr("_.+", low.data[i]) != NULL && low.data[i] != '\0')
			low.data[i] = '-';
	fine = is_wordy(buf_str(&low), low.len, everyday_web);
	if (fine)
		buf_put(b, low.data, low.len);
	buf_free(&low);
	return fine;
}

static void
put_part(struct buf *b, const char *s, size_t len, bool last, size_t *words)
{
	size_t n = last ? stem(s, len) : len;

	if (*words < MOST_WORDS && words_of(b, s, n))
		++*words;
	else
		put_slot(b, '\0');
	put_lower(b, s + n, len - n);
}

/* Parts that are slots side by side are one, however many. */
static void
put_path(struct buf *b, const char *path, const char *end)
{
	struct buf part = { 0 };
	bool slot = false, one;
	size_t n, words = 0;

	while (path < end) {
		path += *path == '/';
		n = 0;
		while (path + n < end && path[n] != '/')
			n++;
		if (n == 0)
			continue;
		part.len = 0;
		put_part(&part, path, n, path + n == end, &words);
		path += n;
		one = part.len == 2 && memcmp(part.data, "{}", 2) == 0;
		if (slot && memcmp(part.data, "{}", 2) == 0)
			buf_put(b, part.data + 2, part.len - 2);
		else {
			buf_puts(b, "/");
			buf_put(b, part.data, part.len);
		}
		slot = one;
	}
	buf_free(&part);
}

static void
put_rest(struct buf *b, const char *rest)
{
	const char *end = rest + strcspn(rest, "?#;");
	size_t before = b->len;

	put_path(b, rest, end);
	if (b->len == before)
		buf_puts(b, "/");
	if (end[strcspn(end, "?")] == '?')
		buf_puts(b, "?{}");
	if (strchr(end, '#') != NULL)
		buf_puts(b, "#{}");
}

static const char *
finished(struct arena *a, struct buf *b)
{
	const char *out = arena_strdup(a, buf_str(b));

	buf_free(b);
	return out;
}

const char *
linkshape_host(struct arena *a, const char *host)
{
	struct buf b = { 0 };

	put_host(&b, host);
	return finished(a, &b);
}

const char *
linkshape_url(struct arena *a, const char *url)
{
	const char *host = observable_host(a, url), *at, *end, *port;
	struct buf b = { 0 };

	at = strstr(url, "://");
	if (host == NULL || at == NULL)
		return "{}";
	at += 3;
	buf_put(&b, url, (size_t)(at - url));
	end = at + strcspn(at, "/?#");
	if (memchr(at, '@', (size_t)(end - at)) != NULL)
		buf_puts(&b, "{}@");
	if (valid_ipv6(host))
		buf_printf(&b, "[%s]", host);
	else if (valid_ipv4(host))
		buf_puts(&b, host);
	else
		put_host(&b, host);
	for (port = end; port > at && isdigit((unsigned char)port[-1]); port--)
		continue;
	if (port > at && port < end && port[-1] == ':')
		buf_put(&b, port - 1, (size_t)(end - port) + 1);
	put_rest(&b, end);
	return finished(a, &b);
}

/* An account's name at a service that gives them to anybody: words stay, so
 * that the account can be told, and with them the signs between. */
static void
put_account(struct buf *b, const char *s, size_t len, bool points)
{
	struct buf low = { 0 };
	size_t i, n;

	for (i = 0; i < len && s[i] != '+'; i++)
		if (points || s[i] != '.')
			put_lower(&low, s + i, 1);
	for (i = 0; i < low.len; i += n) {
		for (n = 0; i + n < low.len && isalnum(low.data[i + n]); n++)
			continue;
		if (n == 0)
			buf_put(b, low.data + i, n = 1);
		else if (is_word((const char *)low.data + i, n))
			buf_put(b, low.data + i, n);
		else
			put_slot(b, '\0');
	}
	buf_free(&low);
	if (i == 0)
		put_slot(b, '\0');
}

const char *
linkshape_mailbox(struct arena *a, const char *address)
{
	const char *at = strrchr(address, '@');
	struct buf b = { 0 };
	size_t len;

	if (at == NULL)
		return "{}";
	len = (size_t)(at - address);
	if (is_listed(freemail, COUNT(freemail), at + 1, strlen(at + 1)))
		put_account(&b, address, len, strncmp(at + 1, "g", 1) != 0);
	else if (!words_of(&b, address, len))
		put_slot(&b, '\0');
	buf_puts(&b, "@");
	put_host(&b, at + 1);
	return finished(a, &b);
}

const char *
linkshape_file(struct arena *a, const char *name)
{
	struct buf b = { 0 };
	const char *base, *shape;
	size_t len, n;

	while ((base = strpbrk(name, "/\\")) != NULL)
		name = base + 1;
	name = text_nfkc(a, name);
	len = strlen(name);
	n = stem(name, len);
	shape = shape_name(a, arena_strndup(a, name, n));
	buf_puts(&b, *shape == '\0' ? "{}" : shape);
	buf_puts(&b, name + n);
	return finished(a, &b);
}
