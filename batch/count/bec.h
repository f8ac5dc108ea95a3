/*
 * Business e-mail compromise: the cases that members submitted.
 */
#ifndef BATCH_BEC_H
#define BATCH_BEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/count/label.h"

struct figures;

struct bec_case {
	const char *day, *victim;
	int64_t type; /* as IPA numbers them */
	bool partial, damage;
	bool told;	      /* its provider lets it stand in a row */
	const char *outline;  /* in the words of an analyst; or NULL */
	const char *language; /* of its mails; or NULL */
};

/* All of the period, in the order of the report: those that are not told are
 * counted in the totals only. */
struct bec_case *bec_cases(const struct figures *f, size_t *count);
/* The name of a type; of none that is known: "". */
struct label bec_type(int64_t type);
void count_bec(struct figures *f);

#endif
