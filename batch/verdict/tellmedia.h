/*
 * Outgoing media, as commands tell them: what went out, when, to whom, and
 * whether it came back.
 */
#ifndef BATCH_TELLMEDIA_H
#define BATCH_TELLMEDIA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hub;
struct tell;

/* Out for longer than this, somebody should ask. */
#define MEDIA_DAYS 30

/* Media that are out: neither back, nor made again, nor acknowledged; and of
 * these the ones that went out before the time. */
size_t media_out(struct hub *h, int64_t before, size_t *late);
/* Those that are out since then or longer, a line each. */
void tell_media_late(struct tell *t, struct hub *h, int64_t before);
/* All, a line each. */
void tell_media(struct tell *t, struct hub *h);
/* One with what was given to whom; false where there is none. */
bool tell_medium(struct tell *t, struct hub *h, const char *id);

#endif
