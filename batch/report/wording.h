/*
 * What the sentences of a report call things: its period, the hub, whose
 * report it is.  In both languages, from settings and calendar alone.
 */
#ifndef BATCH_REPORT_WORDING_H
#define BATCH_REPORT_WORDING_H

#include "batch/count/label.h"

struct figures;

/* 2019年7月～9月, July to September 2019; 2016年度... */
struct label wording_period(const struct figures *f);
/* The same without its months where it is a year: 2016年度, FY2016. */
struct label wording_name(const struct figures *f);
/* 本四半期, this quarter. */
struct label wording_term(const struct figures *f);
/* 2019年9月末, the end of September 2019, of a day. */
struct label wording_end_of(const struct figures *f, const char *day);
/* The hub, in a sentence. */
struct label wording_hub(const struct figures *f);
/* Whose report it is. */
struct label wording_initiative(const struct figures *f);
/* In front of "members": its short name, with what parts it from them; empty
 * where it has none. */
struct label wording_who(const struct figures *f);
/* A list with one more: a, b. */
struct label wording_list(
    const struct figures *f, struct label list, struct label next);

#endif
