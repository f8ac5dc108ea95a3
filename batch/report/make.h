/*
 * The maker of a report: counts, hides, writes report.xml and every form of it,
 * has them searched for members' names, and publishes them all or none.
 */
#ifndef BATCH_REPORT_MAKE_H
#define BATCH_REPORT_MAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hub;
struct period;

struct report_order {
	const struct period *period;
	const char *sig; /* its annex for that one; or NULL */
	int64_t at;	 /* what is not known by then does not count */
	bool draft;
};

struct report_made {
	const char *folder; /* beneath HUB/reports */
	unsigned edition;
	bool again;	/* it was published before, and is as it was */
	size_t hidden;	/* figures that it withholds */
	bool attention; /* a person should look at it */
};

/*
 * The hub is locked.  Published once, a report is that report for good: asked
 * for again, it comes from the archive.  A draft is what would be published,
 * and counts as nothing: neither books nor later reports know of it.  Ends the
 * program where nothing may be published.
 */
void report_make(
    struct hub *h, const struct report_order *order, struct report_made *made);

#endif
