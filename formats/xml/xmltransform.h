/*
 * Our own stylesheets over our own XML: libxslt with exslt, no file, no
 * network, no writing.  Imports between stylesheets use "embed:NAME.xsl".
 */
#ifndef FORMATS_XMLTRANSFORM_H
#define FORMATS_XMLTRANSFORM_H

#include <stddef.h>

struct buf;

enum xml_sheet {
	SHEET_HOWTO,
	SHEET_NOTICE,
	SHEET_PREVIEW,
	SHEET_RECEIPTS,
	SHEET_RUN,
	SHEET_STATUS,
	SHEET_REPORT_FO,
	SHEET_REPORT_HTML,
	SHEET_REPORT_FIGURE,
	SHEET_WORDS,
	SHEET_SVG,
	SHEET_TIMELINE,
	SHEET_ORGANISATION,
	SHEETS
};

/* The stylesheet as it is embedded. */
const char *xml_sheet_source(enum xml_sheet sheet, size_t *len);
/* params: name, XPath expression, ..., NULL.  0, or -1 and err. */
int xml_transform(enum xml_sheet sheet, const void *xml, size_t len,
    const char *const *params, struct buf *out, char *err, size_t errlen);

#endif
