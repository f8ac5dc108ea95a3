/*
 * The section of statistics over targeted mails.
 */
#ifndef BATCH_REPORT_STATISTICS_H
#define BATCH_REPORT_STATISTICS_H

struct figures;
struct xmlw;

void section_statistics(struct xmlw *x, const struct figures *f);

#endif
