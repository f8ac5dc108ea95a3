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
