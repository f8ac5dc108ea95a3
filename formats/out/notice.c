#include <inttypes.h>

#include "formats/base/buf.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"
#include "formats/out/notice.h"
#include "formats/xml/xmltransform.h"
#include "formats/xml/xmlwrite.h"

static void
put_retraction(
    struct arena *a, struct xmlw *x, const struct bundle_retraction *r)
{
	const struct bundle_value *v;

	xmlw_start(x, "retraction");
	xmlw_attr(x, "item", r->item);
	for (v = r->values; v < r->values + r->value_count; v++) {
		xmlw_start(x, "value");
		xmlw_attr(x, "type", ind_type_word(v->type));
		xmlw_visible(x, item_defanged_value(a, v->type, v->value));
		xmlw_end(x);
	}
	xmlw_end(x);
}

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
	for (i = 0; i < b->superseded_count; i++) {
		xmlw_start(&x, "superseded");
		xmlw_attr(&x, "item", b->superseded[i].item);
		xmlw_attr(&x, "by", b->superseded[i].by);
		xmlw_end(&x);
	}
	for (i = 0; i < b->retraction_count; i++)
		put_retraction(a, &x, &b->retractions[i]);
	bundle_put_requests(&x, b);
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
