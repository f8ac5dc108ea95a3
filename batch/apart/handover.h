/*
 * One datagram a message, with descriptors beside it: how the hub asks a
 * server (server.h).
 */
#ifndef BATCH_HANDOVER_H
#define BATCH_HANDOVER_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

#define HANDOVER_FDS	 4
#define HANDOVER_MESSAGE 1024

/* The descriptors stay the caller's.  false where the other side is gone. */
bool handover_send(int sock, const struct buf *b, const int *fds, size_t count);
/*
 * Length; 0 where the other side is gone, or what came is no message.  Those
 * of fds that were not sent are -1; the others are closed on exec.
 */
size_t handover_receive(int sock, void *p, size_t size, int fds[HANDOVER_FDS]);

#endif
