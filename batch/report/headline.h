/*
 * The section of the figures: what was submitted and shared; and, after what
 * readers come for, that of what these are made of and how they went.
 */
#ifndef BATCH_REPORT_HEADLINE_H
#define BATCH_REPORT_HEADLINE_H

struct figures;
struct xmlw;

void section_figures(struct xmlw *x, const struct figures *f);
void section_details(struct xmlw *x, const struct figures *f);
/* Says where the period is not whole. */
void headline_partial(struct xmlw *x, const struct figures *f);

#endif
