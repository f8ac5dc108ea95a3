/*
 * What the sections of report.xml are written with.  Their words stand in the
 * catalogue of texts; every number in them is a pointer to a figure.
 */
#ifndef BATCH_REPORT_PARTS_H
#define BATCH_REPORT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "batch/count/label.h"

struct arena;
struct figures;
struct xmlw;

/* What stands for {name} in a text, in each language. */
struct part_value {
	const char *name;
	struct label text;
};

/* Text from outside on its way into a document that people click in. */
void part_outside(struct xmlw *x, const char *s);
/* An element with a label in it. */
void part_label(struct xmlw *x, const char *element, struct label l);
/* "{SET KEY MEASURE}", for prose: the figure there. */
struct label part_figure(
    struct arena *a, const char *set, const char *key, const char *measure);
/* Text from outside that is to stand in prose: without marks of prose. */
const char *part_plain(struct arena *a, const char *s);
/* A text with its values, in which {SET KEY MEASURE} points at a figure,
 * {table SET}, {figure SET} and {n SET} name a table, a chart and an N, {share
 * SET KEY+KEY} is a share in percent, and [[...]] is a footnote. */
void part_prose(struct xmlw *x, enum say what, enum lang l,
    const struct part_value *values, size_t count);
/* The element once in each language, with that. */
void part_both(struct xmlw *x, const char *element, enum say what,
    const struct part_value *values, size_t count);

/* A line that stands over what follows it. */
void part_lead(struct xmlw *x, enum say what);

void part_open(struct xmlw *x, const char *id, enum say title);
void part_open_as(struct xmlw *x, const char *id, struct label title);
/* The chapters of those who said that section; "chapters": those who said
 * none, or one that there is not; "appendix": those at the end. */
void part_chapters(struct xmlw *x, const struct figures *f, const char *after);
/* And after it the chapters that analysts want there. */
void part_close(struct xmlw *x, const struct figures *f, const char *id);

/* A row for each key, or a column. */
enum part_keys { KEYS_IN_ROWS, KEYS_IN_COLUMNS };
/* How a table looks. */
struct part_look {
	enum part_keys keys;
	bool shares;	     /* each row with its share of the whole */
	bool numbered;	     /* rows have a number */
	bool span;	     /* first and last day in one cell */
	const char *without; /* a measure that it does not show; or NULL */
	const char *beside;  /* a set of the same keys beside it; or NULL */
};
/* Whether there is something of it to show in a table, or to draw. */
bool part_is_shown(const struct figures *f, const char *id);
bool part_is_drawn(const struct figures *f, const char *id);
/* false, and nothing written, where the dataset is not there or empty. */
bool part_table_open(struct xmlw *x, const struct figures *f, const char *id,
    const struct part_look *look);
/* A numbered note in the open table, at a measure's name or, with a key, at
 * one cell of it. */
void part_table_mark(struct xmlw *x, unsigned number, const char *measure,
    const char *key, enum say what, const struct part_value *values,
    size_t count);
void part_table_close(struct xmlw *x);
void part_table_look(struct xmlw *x, const struct figures *f, const char *id,
    const struct part_look *look);
/* Nothing where the dataset is not there or empty. */
void part_table(struct xmlw *x, const struct figures *f, const char *id,
    enum part_keys keys);
/* In rows, and each with its share of the whole. */
void part_table_shares(struct xmlw *x, const struct figures *f, const char *id);
void part_chart(
    struct xmlw *x, const struct figures *f, const char *id, const char *type);

#endif
