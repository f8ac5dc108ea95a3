/*
 * The two sections of an annex for one industry.
 */
#ifndef BATCH_REPORT_SIG_H
#define BATCH_REPORT_SIG_H

struct figures;
struct xmlw;

void sections_sig(struct xmlw *x, const struct figures *f);

#endif
