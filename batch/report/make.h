/*
 * The maker of a report: counts, hides, writes report.xml and every form of it,
 * has them searched for members' names, and publishes them all or none.
 */
#ifndef BATCH_REPORT_MAKE_H
#define BATCH_REPORT_MAKE_H

#include <stdbool.h>
#include <stdint.h>

struct hub;
struct period;

/*
 * Of a period, as it is known at a time; with a SIG its annex for that.  The
 * hub is locked.  Published once, a report is that report for good: asked for
 * again, it comes from the archive.  The name of its directory under
 * HUB/reports; ends the program where nothing may be published.  attention: it
 * was written, and wants a person to look at it.
 */
const char *report_make(struct hub *h, const struct period *p, const char *sig,
    int64_t at, bool *attention);

#endif
