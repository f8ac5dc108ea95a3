/*
 * What the sections of report.xml are written with.  report_text() and
 * report_label() take any text, the others XML.
 */
#ifndef BATCH_REPORT_PARTS_H
#define BATCH_REPORT_PARTS_H

#include <stdbool.h>

struct buf;
struct figures;

void report_text(struct buf *b, const char *s);
/* Text from outside on its way into a document that people click in. */
void report_outside(struct buf *b, const char *s);
void report_label(struct buf *b, const char *ja, const char *en);
/* XML in which {SET KEY MEASURE} points at a figure. */
void report_fill(struct buf *b, const char *text);
/* The element once in each language, filled in. */
void report_both(
    struct buf *b, const char *element, const char *ja, const char *en);
void report_open(struct buf *b, const char *id, const char *ja, const char *en);
/* With the chapters that analysts want after the section. */
void report_close(struct buf *b, const struct figures *f, const char *id);
/* Nothing where the dataset is not there or empty; keys: rows, columns. */
void report_table(struct buf *b, const struct figures *f, const char *id,
    const char *keys, bool share);
void report_chart(
    struct buf *b, const struct figures *f, const char *id, const char *type);

/* Sections in files of their own. */
void report_members(struct buf *b, const struct figures *f);
/* Says where the period is not whole. */
void report_partial(struct buf *b, const struct figures *f);
void report_sig(struct buf *b, const struct figures *f);
void report_bec(struct buf *b, const struct figures *f);
/* From submission to sharing: within the section of the figures. */
void report_flow(struct buf *b, const struct figures *f);

#endif
