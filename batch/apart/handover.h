/*
 * One datagram a message, with descriptors beside it: how the hub asks a
 * server (server.h) and a crypt process.
 */
#ifndef BATCH_HANDOVER_H
#define BATCH_HANDOVER_H

#include <spawn.h>
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
/* The descriptors of a process to be started: its end of the socket, as that
 * number, the caller's standard error, which it closes when it is locked down,
 * and nothing else that is open here.  The caller destroys fa. */
void handover_table(posix_spawn_file_actions_t *fa, int sock, int as);

#endif
