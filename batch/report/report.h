/*
 * report.xml (urn:toiyaba:report:1): datasets, and the sections that point at
 * them, in Japanese and English.
 */
#ifndef BATCH_REPORT_H
#define BATCH_REPORT_H

#include <stddef.h>

struct buf;
struct figures;

void report_write(struct buf *b, struct figures *f);
/* One dataset as CSV: key, label, measures; hidden cells by their word. */
struct dataset;
void report_csv(struct buf *b, const struct dataset *d);
/* What was told otherwise before, as CSV. */
void report_revisions(struct buf *b, const struct dataset *sets, size_t count);

#endif
