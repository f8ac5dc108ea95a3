/*
 * What our own stylesheets and schemas bring into a document: names of elements
 * and attributes, values that are listed, texts.
 */
#ifndef FORMATS_XMLWORDS_H
#define FORMATS_XMLWORDS_H

struct buf;

/* Appends all of them, a line each. */
void xmlwords_put(struct buf *out);

#endif
