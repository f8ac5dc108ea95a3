/*
 * A published report onto a medium for whoever is to have it, a regulator or
 * the press: one zip that any system opens, with its signature, so that each
 * can check that the hub made it.
 */
#ifndef BATCH_HANDOUT_H
#define BATCH_HANDOUT_H

#include <stdint.h>

struct buf;
struct hub;

/*
 * Lays reports/PERIOD as PERIOD.zip into the directory, read back and compared:
 * what the report wrote, which must still be that, and what was set from it as
 * PDF; SHA256SUMS over all, signed now.  A line or two for the courier go to
 * the end of slip.  Ends the program where there is no such report or the key
 * cannot sign; nothing lies on the medium then.
 */
void handout_lay(struct hub *h, const char *period, const char *dir, int64_t at,
    struct buf *slip);

#endif
