/*
 * What stands in an analyst's chapter besides words: its pictures, which are
 * files of the archive, its tables, and the places that name either by id.
 */
#ifndef FORMATS_CHAPTERFILE_H
#define FORMATS_CHAPTERFILE_H

#include <libxml/tree.h>

struct arena;
struct pkg_chapter;
struct xml_faults;

/* Notes the files that the element lists; faults: an id that is given twice or
 * to nothing, a row that is longer or shorter than its head, a bad path. */
void chapterfile_read(struct arena *a, struct pkg_chapter *c,
    const xmlNode *chapter, struct xml_faults *faults);
/* Puts what was made of each file where the chapter lists it. */
void chapterfile_show(struct arena *a, struct pkg_chapter *c);

#endif
