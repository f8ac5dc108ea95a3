/*
 * The head of report.xml: attributes of its root element, which was started,
 * its titles, and who made it by which rules.
 */
#ifndef BATCH_REPORT_HEAD_H
#define BATCH_REPORT_HEAD_H

struct figures;
struct xmlw;

void head_write(struct xmlw *x, const struct figures *f);
/* What stands before the first section: what the report is about. */
void head_front(struct xmlw *x, const struct figures *f);

#endif
