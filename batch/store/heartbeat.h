/*
 * HUB/heartbeat: when a run ended last, and how; written by every run of any
 * outcome, also one that took nothing, so that who watches it sees a dead
 * timer.  It is not derived, and no decision of a night depends on it.
 */
#ifndef BATCH_HEARTBEAT_H
#define BATCH_HEARTBEAT_H

#include <stdbool.h>
#include <stdint.h>

struct hub;

struct heartbeat {
	char run[32]; /* "-": it ended before it had a name */
	int64_t at;   /* of the run, --at included */
	int code;     /* with which it ended */
};

/* From now on the end of this process writes it, whatever ends it but a
 * signal. */
void heartbeat_arm(struct hub *h, int64_t at);
/* What the run is called, once that is known. */
void heartbeat_name(const char *run);
/* False where there is none, or none that can be read. */
bool heartbeat_read(struct hub *h, struct heartbeat *b);

#endif
