#include <inttypes.h>

#include "formats/base/buf.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"
#include "formats/out/notice.h"
#include "formats/xml/xmltransform.h"
#include "formats/xml/xmlwrite.h"

/* What notice.xsl reads. */
static void
write_source(struct arena *a, struct buf *xml, const struct bundle *b,
    const struct item *items, size_t count)
{
	struct item it;
	struct xmlw x;
	size_t i;

	xmlw_begin(&x, xml);
	xmlw_start(&x, "notice");
	xmlw_attrf(&x, "sequence", "%" PRIu64, b->sequence);
	xmlw_attr(&x, "tlp", tlp_word(b->tlp));
	xmlw_attr(&x, "hub", b->hub_ja);
	xmlw_attr(&x, "audience", b->audience_ja);
	for (i = 0; i < count; i++) {
		it = item_defanged(a, &items[i]);
		item_put(&x, &it);
	}
	for (i = 0; i < b->retraction_count; i++) {
		xmlw_start(&x, "retraction");
		xmlw_attr(&x, "item", b->retractions[i].item);
		xmlw_end(&x);
	}
	xmlw_end(&x);
}

int
notice_ja(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count)
{
	static const char *const params[] = { "lang", "'ja'", NULL };
	struct buf xml = { 0 };
	char err[256];
	int rc;

	write_source(a, &xml, b, items, count);
	rc = xml_transform(
	    SHEET_NOTICE, xml.data, xml.len, params, out, err, sizeof(err));
	buf_free(&xml);
	return rc;
}
