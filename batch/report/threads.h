/*
 * The section of exchanges of mails: their picture, and a table of each.
 */
#ifndef BATCH_REPORT_THREADS_H
#define BATCH_REPORT_THREADS_H

struct figures;
struct xmlw;

void section_threads(struct xmlw *x, const struct figures *f);

#endif
