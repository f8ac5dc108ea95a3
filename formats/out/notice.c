#include <string.h>

#include "formats/out/item.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/out/bundle.h"
#include "formats/out/notice.h"
#include "formats/xml/xmltransform.h"

/* Without the XML declaration, which may stand only once. */
static void
put_item(struct buf *b, const struct item *it)
{
	struct buf one = { 0 };
	const char *body;

	item_write(&one, it);
	body = strchr(buf_str(&one), '\n');
	buf_puts(b, body == NULL ? "" : body + 1);
	buf_free(&one);
}

/* A bundle is read by people too: nothing in it may be clicked. */
static struct item
defanged(struct arena *a, const struct item *it)
{
	struct item out = *it;
	size_t i;
	enum ind_type t;

	out.indicators =
	    arena_alloc(a, (it->indicator_count + 1) * sizeof(*out.indicators));
	for (i = 0; i < it->indicator_count; i++) {
		out.indicators[i] = it->indicators[i];
		t = it->indicators[i].type;
		if (t == IND_URL || t == IND_DOMAIN || t == IND_EMAIL ||
		    t == IND_IPV4)
			out.indicators[i].value =
			    text_defang(a, it->indicators[i].value);
	}
	return out;
}

int
notice_ja(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count)
{
	static const char *const params[] = { NULL };
	struct buf xml = { 0 };
	struct item it;
	char err[256];
	size_t i;
	int rc;

	buf_printf(&xml, "<notice sequence=\"%llu\" tlp=\"%s\" hub=\"",
	    (unsigned long long)b->sequence, tlp_word(b->tlp));
	text_xml(&xml, b->hub_ja);
	buf_puts(&xml, "\" audience=\"");
	text_xml(&xml, b->audience_ja);
	buf_puts(&xml, "\">\n");
	for (i = 0; i < count; i++) {
		it = defanged(a, &items[i]);
		put_item(&xml, &it);
	}
	for (i = 0; i < b->retraction_count; i++)
		buf_printf(
		    &xml, "<retraction item=\"%s\"/>\n", b->retractions[i]);
	buf_puts(&xml, "</notice>\n");
	rc = xml_transform(
	    SHEET_NOTICE, xml.data, xml.len, params, out, err, sizeof(err));
	buf_free(&xml);
	return rc;
}
