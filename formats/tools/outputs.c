#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/files/filepile.h"
#include "formats/out/item.h"
#include "formats/out/notice.h"
#include "formats/tools/clamavlist.h"
#include "formats/tools/csv.h"
#include "formats/tools/heldtable.h"
#include "formats/tools/misp.h"
#include "formats/tools/outputs.h"
#include "formats/tools/plainlist.h"
#include "formats/tools/postfixlist.h"
#include "formats/tools/rpzlist.h"
#include "formats/tools/squidlist.h"
#include "formats/tools/stix.h"
#include "formats/tools/suricatalist.h"

struct output {
	const char *path; /* in the bundle */
	/* 0, or -1 for machine trouble. Nothing written: file left out. */
	int (*write)(struct arena *a, struct buf *out, const struct bundle *b,
	    const struct item *items, size_t count);
};

#define PLAIN(name, id)                                                \
	{ "lists/" name ".txt", plainlist_##id },                      \
	{                                                              \
		"lists/" name "-removed.txt", plainlist_##id##_removed \
	}

static const struct output outputs[] = {
	{ "indicators.csv", csv_indicators },
	{ "items.csv", csv_items },
	{ "observations.csv", csv_observations },
	{ "notice.en.html", notice_en },
	{ "notice.ja.html", notice_ja },
	/* All that is in force, and what came out: also where that is nothing,
	 * for who includes a list needs the file. */
	{ "lists/README.txt", heldtable_readme },
	{ LISTS_AS_TOLD, heldtable_all },
	{ "lists/removed.csv", heldtable_removed },
	PLAIN("block-domains", block_domains),
	PLAIN("block-ips", block_ips),
	PLAIN("block-urls", block_urls),
	PLAIN("block-sha256", block_sha256),
	PLAIN("search-domains", search_domains),
	PLAIN("search-ips", search_ips),
	PLAIN("search-urls", search_urls),
	PLAIN("search-sha256", search_sha256),
	PLAIN("search-mail", search_mail),
	{ "lists/block-rpz.zone", rpzlist_block },
	{ "lists/block-rpz-removed.zone", rpzlist_block_removed },
	{ "lists/search-rpz.zone", rpzlist_search },
	{ "lists/search-rpz-removed.zone", rpzlist_search_removed },
	{ "lists/squid.conf", squidlist_conf },
	{ "lists/squid-domains.acl", squidlist_domains },
	{ "lists/squid-domains-removed.acl", squidlist_domains_removed },
	{ "lists/squid-ips.acl", squidlist_ips },
	{ "lists/squid-ips-removed.acl", squidlist_ips_removed },
	{ "lists/squid-urls.acl", squidlist_urls },
	{ "lists/squid-urls-removed.acl", squidlist_urls_removed },
	{ "lists/block-clamav.hsb", clamavlist_block },
	{ "lists/block-clamav-removed.ign2", clamavlist_block_removed },
	{ "lists/search-clamav.hsb", clamavlist_search },
	{ "lists/search-clamav-removed.ign2", clamavlist_search_removed },
	{ "lists/search-postfix.pcre", postfixlist },
	{ "lists/search-postfix-removed.pcre", postfixlist_removed },
	{ "lists/suricata.rules", suricatalist },
	{ "lists/suricata-removed.conf", suricatalist_removed },
	{ "stix.json", stix_json },
};

/* Those that are a folder of several files. */
typedef int folder_fn(struct arena *a, const struct bundle *b,
    const struct item *items, size_t count, struct filepile *files);

static folder_fn *const folders[] = { misp_folder };

/* A table once more with a byte order mark: Excel takes it for UTF-8.  No table
 * is poured out while it is written. */
static void
add_for_excel(struct arena *a, const char *path, const struct buf *b,
    struct filepile *files)
{
	static const char csv[] = ".csv", mark[] = "\xef\xbb\xbf";
	size_t len = strlen(path), stem = len - (sizeof(csv) - 1);

	if (len < sizeof(csv) || strcmp(path + stem, csv) != 0)
		return;
	filepile_put(files, mark, sizeof(mark) - 1);
	filepile_put(files, b->data, b->len);
	filepile_end(
	    files, arena_printf(a, "%.*s-excel%s", (int)stem, path, csv));
}

static void
pour(void *files, const void *p, size_t len)
{
	filepile_put(files, p, len);
}

/* What the buffer has, behind what was poured out of it. */
static void
add(struct arena *a, const char *path, struct buf *b, struct filepile *files)
{
	if (filepile_begun(files)) {
		filepile_put(files, b->data, b->len);
		filepile_end(files, path);
		b->len = 0;
	} else if (b->len > 0) {
		add_for_excel(a, path, b, files);
		filepile_add(files, path, b);
	}
}

bool
outputs_repeat(const char *path)
{
	return strncmp(path, "lists/", 6) == 0 &&
	       strcmp(path, LISTS_AS_TOLD) != 0;
}

int
outputs_write(struct arena *a, const struct bundle *u, const struct item *items,
    size_t count, struct filepile *files)
{
	struct buf b = { 0 };
	size_t i;
	int rc = 0;

	for (i = 0; i < count; i++) {
		item_write(&b, &items[i]);
		filepile_add(
		    files, arena_printf(a, "items/%s.xml", items[i].id), &b);
	}
	for (i = 0; rc == 0 && i < sizeof(outputs) / sizeof(outputs[0]); i++) {
		b.spill = pour;
		b.to = files;
		rc = outputs[i].write(a, &b, u, items, count);
		b.spill = NULL;
		if (rc == 0)
			add(a, outputs[i].path, &b, files);
	}
	for (i = 0; rc == 0 && i < sizeof(folders) / sizeof(folders[0]); i++)
		rc = folders[i](a, u, items, count, files);
	buf_free(&b);
	return rc;
}
