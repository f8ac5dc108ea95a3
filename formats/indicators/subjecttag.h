/*
 * What stands before and behind a subject that its sender did not write: marks
 * of answers and forwards, tags of lists, tickets and mail gateways.
 */
#ifndef FORMATS_SUBJECTTAG_H
#define FORMATS_SUBJECTTAG_H

#include <stdbool.h>

struct arena;

/*
 * The subject without its chain of Re: and Fwd:, and without tags that are
 * plainly of the reader's own systems ([list:01234], [EXTERNAL], SPAM:); all:
 * without any tag in brackets but those that lures begin with.  The rest is
 * as it was.
 */
const char *subjecttag_without(struct arena *a, const char *subject, bool all);

#endif
