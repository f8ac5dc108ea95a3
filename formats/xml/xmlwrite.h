/*
 * XML as it is written: elements nest and close by construction, values of
 * attributes and text are escaped by construction, so that no value can become
 * markup.  Names are the program's own.  Blanks between elements are the
 * caller's: what leaves has one form, byte for byte.
 */
#ifndef FORMATS_XMLWRITE_H
#define FORMATS_XMLWRITE_H

#include <stdbool.h>

struct buf;

#define XMLW_DEPTH 24 /* deeper than any document of ours */

struct xmlw {
	struct buf *out;
	const char *open[XMLW_DEPTH];
	unsigned depth;
	bool in_tag; /* attributes may follow */
};

/* Writes to the end of out, which is the caller's. */
void xmlw_begin(struct xmlw *x, struct buf *out);
/* The declaration: version 1.0, UTF-8. */
void xmlw_head(struct xmlw *x);
void xmlw_start(struct xmlw *x, const char *name);
/* Of the element that was just started; nothing where value is NULL. */
void xmlw_attr(struct xmlw *x, const char *name, const char *value);
void xmlw_attrf(struct xmlw *x, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void xmlw_text(struct xmlw *x, const char *text);
/* Text from outside: what turns or hides characters is shown (text_visible). */
void xmlw_visible(struct xmlw *x, const char *text);
/* White space between elements, as it is. */
void xmlw_blank(struct xmlw *x, const char *blank);
/* XML that this writer, or a schema, has made sure of. */
void xmlw_raw(struct xmlw *x, const char *xml);
/* "<name/>" where nothing stands in it. */
void xmlw_end(struct xmlw *x);
/* An element with text alone; nothing where text is NULL. */
void xmlw_leaf(struct xmlw *x, const char *name, const char *text);

#endif
