/*
 * What would hurt the HTML library, or mislead it: it compares each attribute
 * of a tag with each before it, and looks for the beginning of what ends
 * through all that is open.  Neither a person nor a browser makes pages like
 * that.
 */
#ifndef FORMATS_HTMLGUARD_H
#define FORMATS_HTMLGUARD_H

#include <libxml/HTMLparser.h>

struct buf;

/* Takes out what browsers take for a comment and the library for text, as
 * <![if !mso]>, and a comment that ends as it begins, which the library lets go
 * on. */
void htmlguard_comments(struct buf *page);
/* Blanks out what a tag has beyond LIMIT_HTML_ATTRIBUTES, and a / before an
 * attribute, which browsers skip and the library takes for a part of it.  Any
 * <letter may begin a tag, in a comment or a value too: what the library takes
 * for one is its own to say. */
void htmlguard_attributes(struct buf *page);
/* What is nested deeper than LIMIT_HTML_DEPTH is taken for a part of what it
 * stands in: libxml2 would read nothing that follows.  Before the parser
 * begins. */
void htmlguard_depth(htmlParserCtxtPtr c);

#endif
