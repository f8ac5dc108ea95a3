#include "formats/out/outputs.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/files/archive.h"
#include "formats/out/csv.h"
#include "formats/out/item.h"
#include "formats/out/notice.h"

struct output {
	const char *path; /* in the bundle */
	/* 0, or -1 for machine trouble. Nothing written: file left out. */
	int (*write)(struct arena *a, struct buf *out, const struct bundle *b,
	    const struct item *items, size_t count);
};

static const struct output outputs[] = {
	{ "indicators.csv", csv_indicators },
	{ "items.csv", csv_items },
	{ "observations.csv", csv_observations },
	{ "notice.ja.html", notice_ja },
};

int
outputs_write(struct arena *a, const struct bundle *u, const struct item *items,
    size_t count, struct archive_file **files, size_t *file_count)
{
	struct buf b = { 0 };
	size_t i;
	int rc = 0;

	for (i = 0; i < count; i++) {
		item_write(&b, &items[i]);
		archive_add(a, files, file_count,
		    arena_printf(a, "items/%s.xml", items[i].id), &b);
	}
	for (i = 0; rc == 0 && i < sizeof(outputs) / sizeof(outputs[0]); i++) {
		rc = outputs[i].write(a, &b, u, items, count);
		if (rc == 0 && b.len > 0)
			archive_add(a, files, file_count, outputs[i].path, &b);
	}
	buf_free(&b);
	return rc;
}
