/*
 * Reason codes: the stable word for every refusal, what it means and what the
 * sender should do, in Japanese and English.  The table is reasons.xml; the
 * enumeration, the manual's section and the receipts' texts are made from it.
 */
#ifndef FORMATS_REASON_H
#define FORMATS_REASON_H

#include <stdbool.h>
#include <stddef.h>

#include "reason-enum.h" /* generated: enum reason, REASON_COUNT */

struct reason_entry {
	const char *word;
	const char *means_ja;
	const char *means_en;
	const char *advice_ja;
	const char *advice_en;
};

/* A refusal: which rule, and where and what was seen and wanted.  detail is
 * UTF-8, may quote outside bytes escaped by text_escape(); it stays as long as
 * the program, and equal ones are one: a night may have a hundred thousand. */
#define REFUSAL_DETAIL 512 /* bytes, with the NUL */
struct refusal {
	enum reason reason; /* REASON_NONE: not refused */
	const char *detail; /* NULL where nothing was refused */
	const char *all;    /* where it is longer, the whole of it; else NULL */
};

const struct reason_entry *reason_entry(enum reason r);
const char *reason_word(enum reason r);
/* REASON_NONE where the word is unknown. */
enum reason reason_parse(const char *word);
/* Whether a parser worker may state it. */
bool reason_from_worker(enum reason r);
/* The whole detail. */
const char *refusal_detail(const struct refusal *why);
/* As refuse(), of a text that may be longer than a detail. */
int refuse_all(struct refusal *out, enum reason r, const char *text);
/* Fills *out; the first refusal stands, later ones are ignored. Returns -1,
 * so that a reader can "return refuse(...)". */
int refuse(struct refusal *out, enum reason r, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
