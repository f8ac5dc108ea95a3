/*
 * A hub began a new line of bundles (chain.h), and what had been opened behind
 * its begin is in its books no more.  What those bundles told stands as if it
 * had been told when the line began, until the new line says otherwise: so
 * nobody loses what he blocks by, and what was taken back stays so.
 */
#ifndef FORMATS_TURNED_H
#define FORMATS_TURNED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct chain;
struct chain_line;
struct opened_series;

/* The series takes the lines that a bundle names, at least one, before the
 * bundle itself, which need not be the first of its line.  How many bundles
 * went. */
size_t opened_turn(
    struct opened_series *s, const struct chain_line *lines, size_t count);
/* Whether what went may stand under that number, though no bundle of it was
 * opened. */
bool opened_folded(const struct chain *c, uint64_t sequence);

#endif
