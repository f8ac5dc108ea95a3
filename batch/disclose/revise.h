/*
 * A report that is made again, against what was told before.  A reader lays
 * both beside each other: every cell that both show, what both hide together,
 * and the totals.  Where one of these differs by less than the threshold, he
 * sees what became of single submissions; then nothing of the change may be
 * told.  Datasets "told" are those of the ledger: their hidden cells are not
 * known any more.
 */
#ifndef BATCH_REVISE_H
#define BATCH_REVISE_H

#include <stdbool.h>
#include <stdint.h>

struct dataset;
struct figures;
struct ledger_report;

/* Counted now, it would look the same. */
bool revise_holds(
    const struct dataset *told, const struct dataset *now, int64_t min);
/* Some figure that readers can compare differs, and by less than min;
 * total: what the cells sum to, then and now. */
bool revise_is_few(const struct dataset *told, int64_t told_total,
    const struct dataset *now, int64_t total, int64_t min);
/* Whether any figure of it was told that is not open in any case. */
bool revise_was_told(const struct dataset *told, const struct dataset *now);
/* Puts the figures as they were told in place of those counted. */
void revise_carry(struct figures *f, struct dataset *d,
    const struct ledger_report *from, const struct dataset *told,
    int64_t told_total);

/* Marks in every dataset what was told otherwise before edition f->edition. */
void revise_mark(struct figures *f);

#endif
