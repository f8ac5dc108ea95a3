/*
 * Chapters of reports that wait for a second analyst.  A chapter is shown when
 * nobody's newest word refuses it and, where four eyes are wanted, another
 * analyst's newest word approves it; its own author may refuse it, too.
 */
#ifndef BATCH_CHAPTER_H
#define BATCH_CHAPTER_H

#include <stddef.h>

struct arena;
struct db;
struct hub;

/* Who wrote it, by its name, chapter/PACKAGE-ID/N; NULL: there is none. */
const char *chapter_analyst(struct db *d, struct arena *a, const char *name);

struct waiting_chapter {
	const char *name;
	const char *period, *analyst;
	const char *day;   /* since when */
	const char *after; /* where it is to stand; NULL: among the chapters */
	const char *xml;   /* without its pictures: a draft shows them */
};

/* The oldest first; in the arena. */
struct waiting_chapter *chapters_waiting(
    struct hub *h, struct arena *a, size_t *count);

#endif
