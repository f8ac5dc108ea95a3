/*
 * The annexes that were made of one quarter, as one table: what all industries'
 * columns were when an annex was told, which of them were hidden.  The ledger
 * keeps it as a text with each annex, for what the next may tell depends on
 * the columns that no annex showed.
 */
#ifndef BATCH_SIGTABLE_H
#define BATCH_SIGTABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/disclose/sigrule.h"

struct arena;
struct limits;

struct sig_table {
	const char *day; /* of which it is, YYYY-MM-DD */
	struct sig_column *columns;
	size_t count;
	struct sig_column total; /* over the hub */
};

/* "DAY TOTALS SIG=FIGURES..." in the arena, and back; NULL where it is no
 * such text.  Who gave the figures is not kept. */
const char *sigtable_text(struct arena *a, const struct sig_table *t);
struct sig_table *sigtable_parse(struct arena *a, const char *text);

/* The column of a SIG; NULL: it had none. */
struct sig_column *sigtable_column(const struct sig_table *t, const char *sig);
/*
 * Whether both may be told.  They show the same columns, for what only one
 * hides the other gives away to whoever supposes that it did not change; and
 * no figure of them, nor what they leave of the totals, changed by less than
 * min.
 */
bool sigtable_agree(
    const struct sig_table *told, const struct sig_table *now, int64_t min);
/* Whether a figure of them, or what they leave, changed by what few gave; then:
 * told as it was counted, where it says what was told. */
bool sigtable_changed_by_few(struct arena *a, const struct sig_table *told,
    const struct sig_table *then, const struct sig_table *now,
    const struct limits *l);

#endif
