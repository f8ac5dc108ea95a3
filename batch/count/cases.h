/*
 * What single cases are told of: consultations, and suspicious traffic.
 */
#ifndef BATCH_CASES_H
#define BATCH_CASES_H

#include <stdbool.h>

struct dataset;
struct figures;

void count_consultations(struct figures *f);
/* One dataset for each remote address. */
void count_observations(struct figures *f);
bool is_observations(const struct dataset *d);

#endif
