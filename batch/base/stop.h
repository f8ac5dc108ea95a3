/*
 * Asked to end (SIGTERM, SIGINT, SIGHUP), the hub ends between two steps, with
 * what it has decided safe; running again goes on.  A step that is not done in
 * some seconds is broken off, as if it were killed.  The processes below it
 * are not asked: one that died over a signal would look like an attack.
 */
#ifndef BATCH_STOP_H
#define BATCH_STOP_H

#include <spawn.h>
#include <stdbool.h>

/* Once, at the start of a run. */
void stop_install(void);
bool stop_asked(void);
/* Ends the program with EX_TEMPFAIL where it was asked to. */
void stop_here(void);
/* Attributes for a child that those signals do not reach. Destroy after. */
void stop_shield(posix_spawnattr_t *attr);

#endif
