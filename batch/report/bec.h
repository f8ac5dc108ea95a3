/*
 * The section of business e-mail compromise.
 */
#ifndef BATCH_REPORT_BEC_H
#define BATCH_REPORT_BEC_H

struct figures;
struct xmlw;

void section_bec(struct xmlw *x, const struct figures *f);

#endif
