/*
 * report.xml (urn:toiyaba:report:1): datasets, and the sections that point at
 * them, in Japanese and English.
 */
#ifndef BATCH_REPORT_H
#define BATCH_REPORT_H

struct buf;
struct figures;

void report_write(struct buf *b, const struct figures *f);

#endif
