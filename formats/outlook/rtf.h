/*
 * The RTF in which Outlook keeps the text of a mail (MS-OXRTFCP, MS-OXRTFEX):
 * unpacked, and the HTML that is wrapped in it taken out again.
 */
#ifndef FORMATS_RTF_H
#define FORMATS_RTF_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* Appends what the compressed bytes hold, up to LIMIT_HTML bytes; false: it
 * is cut, or no such thing. */
bool rtf_unpack(struct buf *out, const void *p, size_t len);
/* Appends the HTML that was made to RTF, or HTML for the text of what was
 * none, with its links; UTF-8, up to LIMIT_HTML bytes.  Needs
 * charset_setup().  Linear in len. */
void rtf_html(struct buf *out, const void *p, size_t len);

#endif
