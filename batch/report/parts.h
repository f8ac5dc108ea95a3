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
/* A text with its values, in which {SET KEY MEASURE} points at a figure and
 * [[...]] is a footnote. */
void part_prose(struct xmlw *x, enum say what, enum lang l,
    const struct part_value *values, size_t count);
/* The element once in each language, with that. */
void part_both(struct xmlw *x, const char *element, enum say what,
    const struct part_value *values, size_t count);

void part_open(struct xmlw *x, const char *id, enum say title);
/* With the chapters that analysts want after the section. */
void part_close(struct xmlw *x, const struct figures *f, const char *id);

/* A row for each key, or a column. */
enum part_keys { KEYS_IN_ROWS, KEYS_IN_COLUMNS };
/* Nothing where the dataset is not there or empty. */
void part_table(struct xmlw *x, const struct figures *f, const char *id,
    enum part_keys keys);
/* In rows, and each with its share of the whole. */
void part_table_shares(struct xmlw *x, const struct figures *f, const char *id);
void part_chart(
    struct xmlw *x, const struct figures *f, const char *id, const char *type);

#endif
