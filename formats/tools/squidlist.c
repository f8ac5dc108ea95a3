#include <stdlib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/base/network.h"
#include "formats/base/valid.h"
#include "formats/out/bundle.h"
#include "formats/tools/listfile.h"
#include "formats/tools/plainlist.h"
#include "formats/tools/squidlist.h"

static void
put_includes(struct listfile *l, const struct held *h)
{
	(void)h;
	buf_puts(&l->body,
	    "acl toiyaba_domains dstdomain \"/etc/squid/toiyaba/squid-domains.acl\"\n"
	    "acl toiyaba_ips dst \"/etc/squid/toiyaba/squid-ips.acl\"\n"
	    "acl toiyaba_urls url_regex \"/etc/squid/toiyaba/squid-urls.acl\"\n"
	    "http_access deny toiyaba_domains\n"
	    "http_access deny toiyaba_ips\n"
	    "http_access deny toiyaba_urls\n");
}

/* Squid refuses a host beneath one that is listed. */
static bool
is_beneath_listed(const struct held *h, const char *host)
{
	const struct held_value *v;

	while ((host = strchr(host, '.')) != NULL) {
		host++;
		v = held_find(h, IND_DOMAIN, host);
		if (v != NULL && v->use == HELD_BLOCK)
			return true;
	}
	return false;
}

static bool
put_domain(struct listfile *l, const struct held_value *v)
{
	if (!listfile_is_plain(v->value) || !valid_domain(v->value))
		return false;
	if (!is_beneath_listed(l->from, v->value))
		buf_printf(&l->body, ".%s\n", v->value);
	return true;
}

static void
put_domains(struct listfile *l, const struct held *h)
{
	listfile_each(l, h, put_domain);
}

/* A place and its network. */
struct place {
	struct network network;
	const char *text;
};

/* A network before what it holds. */
static int
by_network(const void *a, const void *b)
{
	const struct network *x = &((const struct place *)a)->network;
	const struct network *y = &((const struct place *)b)->network;
	int c;

	if (x->family != y->family)
		return x->family < y->family ? -1 : 1;
	c = memcmp(x->addr, y->addr, sizeof(x->addr));
	return c != 0 ? c : (int)x->bits - (int)y->bits;
}

/* Without those that another holds: Squid complains of them. */
static void
put_places(struct listfile *l, const struct held *h)
{
	const struct place *last = NULL;
	const char **texts;
	struct place *p;
	size_t count, i, k = 0;

	texts = plainlist_lines(l, h, &count);
	p = arena_alloc(l->a, (count + 1) * sizeof(*p));
	for (i = 0; i < count; i++) {
		p[k].text = texts[i];
		k += network_parse(texts[i], &p[k].network);
	}
	if (k > 1)
		qsort(p, k, sizeof(*p), by_network);
	for (i = 0; i < k; i++) {
		if (last != NULL &&
		    network_holds(&last->network, &p[i].network))
			continue;
		last = &p[i];
		buf_printf(&l->body, "%s\n", p[i].text);
	}
}

/* As a proxy sees it: without user and fragment; each sign means itself. */
static void
put_pattern(struct buf *out, const char *url)
{
	const char *sep = strstr(url, "://"), *host, *s, *end;

	host = sep == NULL ? url : sep + 3;
	end = host + strcspn(host, "/?#");
	for (s = host; s < end; s++)
		if (*s == '@')
			host = s + 1;
	buf_puts(out, "^");
	if (sep != NULL)
		buf_put(out, url, (size_t)(sep + 3 - url));
	for (s = host; *s != '\0' && *s != '#'; s++) {
		if (strchr("\\.[]{}()*+?^$|", *s) != NULL)
			buf_puts(out, "\\");
		buf_put(out, s, 1);
	}
	buf_puts(out, "$\n");
}

static bool
put_url(struct listfile *l, const struct held_value *v)
{
	if (!listfile_is_plain(v->value) || strstr(v->value, "://") == NULL)
		return false;
	put_pattern(&l->body, v->value);
	return true;
}

static void
put_urls(struct listfile *l, const struct held *h)
{
	listfile_each(l, h, put_url);
}

#define KIND(id, list, all, put)                            \
	static const struct listkind id = { .name = (list), \
		.comment = "#",                             \
		.use = HELD_BLOCK,                          \
		.types = (all),                             \
		.lines = (put) }
KIND(conf, "squid", 0, put_includes);
KIND(domains, "squid-domains", LISTFILE_OF(IND_DOMAIN), put_domains);
KIND(ips, "squid-ips", LISTFILE_PLACES, put_places);
KIND(urls, "squid-urls", LISTFILE_OF(IND_URL), put_urls);
LISTFILE(squidlist_conf, conf)
LISTFILE(squidlist_domains, domains)
LISTFILE(squidlist_ips, ips)
LISTFILE(squidlist_urls, urls)
LISTFILE_REMOVED(squidlist_domains_removed, domains)
LISTFILE_REMOVED(squidlist_ips_removed, ips)
LISTFILE_REMOVED(squidlist_urls_removed, urls)
