/*
 * An item that tells one thing of each kind, and of each nothing: what the
 * outputs make of it is what they say of themselves.
 */
#ifndef FORMATS_SPECIMEN_H
#define FORMATS_SPECIMEN_H

struct arena;
struct item;

/* day: stands for all dates. */
struct item specimen_item(struct arena *a, const char *id, const char *day);

#endif
