/*
 * JSON as it is written: maps and lists nest and close by construction, texts
 * are escaped by construction, so that no value can become markup.  One form,
 * byte for byte.  Letters stay as they are; what turns, hides or breaks text is
 * written by its number, and what is no UTF-8 as U+FFFD.
 */
#ifndef FORMATS_JSONWRITE_H
#define FORMATS_JSONWRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

#define JSONW_DEPTH 12 /* deeper than any document of ours */

struct jsonw {
	struct buf *out;
	unsigned depth;
	char close[JSONW_DEPTH];
	bool filled[JSONW_DEPTH];
};

/* Writes to the end of out, which is the caller's. */
void jsonw_begin(struct jsonw *j, struct buf *out);
/* name: in a map; NULL in a list, or for the document. */
void jsonw_map(struct jsonw *j, const char *name);
void jsonw_list(struct jsonw *j, const char *name);
/* The map or list that was begun last. */
void jsonw_end(struct jsonw *j);
/* Nothing where text is NULL. */
void jsonw_text(struct jsonw *j, const char *name, const char *text);
void jsonw_textf(struct jsonw *j, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void jsonw_number(struct jsonw *j, const char *name, uint64_t n);
void jsonw_flag(struct jsonw *j, const char *name, bool is);
/* A value that this writer made, on a line of its own. */
void jsonw_raw(struct jsonw *j, const char *name, const void *p, size_t len);

/* The text between quotes, as JSON has it. */
void jsonw_quoted(struct buf *b, const char *text);

#endif
