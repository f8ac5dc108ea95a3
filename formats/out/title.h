/*
 * The title of an item for which no analyst wrote one: the hub's own words and
 * what is told anyway.  What its providers called it is no input, for people
 * have habits.
 */
#ifndef FORMATS_TITLE_H
#define FORMATS_TITLE_H

#include "formats/base/say.h"
#include "formats/package/package.h"

struct arena;

enum title_kind { TITLE_MAIL, TITLE_FILE, TITLE_TRAFFIC, TITLE_OTHER };

/* The class is named where somebody decided on one.  subject: as it is told,
 * its beginning; host: where there is no subject; either may be NULL. */
const char *title_of(struct arena *a, enum lang l, enum class class,
    enum title_kind kind, const char *subject, const char *host);

#endif
