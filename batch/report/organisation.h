/*
 * The section of who takes part.
 */
#ifndef BATCH_REPORT_ORGANISATION_H
#define BATCH_REPORT_ORGANISATION_H

struct figures;
struct xmlw;

void section_organisation(struct xmlw *x, const struct figures *f);
/* Its tables, for the annex. */
void organisation_tables(struct xmlw *x, const struct figures *f);

#endif
