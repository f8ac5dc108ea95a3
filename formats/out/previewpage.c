#include "formats/out/previewpage.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/out/item.h"
#include "formats/out/preview.h"
#include "formats/xml/xmltransform.h"
#include "formats/xml/xmlwrite.h"

static void
put_reader(struct xmlw *x, const struct preview_reader *r)
{
	xmlw_start(x, "reader");
	xmlw_attr(x, "id", r->id);
	xmlw_attrf(x, "readers", "%u", r->readers);
	xmlw_attr(x, "when", r->grave ? "grave" : NULL);
	xmlw_attr(x, "ja", r->name_ja);
	xmlw_attr(x, "en", r->name_en);
	xmlw_end(x);
}

static void
put_item(struct arena *a, struct xmlw *x, const struct item *it)
{
	struct item copy = item_defanged(a, it);

	item_put(x, &copy);
}

int
preview_page(struct arena *a, struct buf *out, enum lang l,
    const struct preview *p, const struct item *alone,
    const struct item *several, unsigned witnesses)
{
	const char *params[] = { "lang", arena_printf(a, "'%s'", lang_word(l)),
		NULL };
	struct buf xml = { 0 };
	char hex[DIGEST_HEX], err[256];
	struct xmlw x;
	size_t i;
	int rc;

	digest_hex(&p->digest, hex);
	xmlw_begin(&x, &xml);
	xmlw_start(&x, "preview");
	xmlw_attr(&x, "digest", hex);
	xmlw_attr(&x, "submission", p->submission);
	xmlw_attr(&x, "tlp", tlp_word(p->tlp));
	xmlw_attrf(&x, "witnesses", "%u", witnesses);
	xmlw_attr(&x, "few", p->few[l]);
	for (i = 0; i < p->reader_count; i++)
		put_reader(&x, &p->readers[i]);
	for (i = 0; i < p->uncut_count; i++)
		xmlw_leaf(&x, "uncut", p->uncut[i]);
	put_item(a, &x, alone);
	put_item(a, &x, several);
	xmlw_end(&x);
	rc = xml_transform(
	    SHEET_PREVIEW, xml.data, xml.len, params, out, err, sizeof(err));
	buf_free(&xml);
	return rc;
}
