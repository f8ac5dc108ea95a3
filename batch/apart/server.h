/*
 * The server, seen from the hub: this program re-executed once a night, which
 * links, compiles and opens what readers need, locks itself down (lockdown.h),
 * reads nothing from outside, and forks a process for each task that it is
 * asked for.  Such a process is the hub's own child: the hub waits for it,
 * ends it, and counts its time.  Nothing of it comes back to the server.
 */
#ifndef BATCH_SERVER_H
#define BATCH_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct buf;
struct rusage;

/* What is started as the server; tests put a liar in its place. */
extern const char *server_program;

/*
 * Begins a process for the task, which stands in the first byte of the
 * message; the descriptors, which stay the caller's, are its 0, 1, 2 and 3.
 * A server that is gone is started again.  Ends the program where the machine
 * has no process left.
 */
pid_t server_fork(const struct buf *message, const int *fds, size_t count);
/* The same of another server, at the socket; false where it is gone. */
bool server_ask(int sock, const struct buf *message, const int *fds,
    size_t count, pid_t *pid);
/* Ends a process that was begun so, if it still runs. */
void server_kill(pid_t pid);
/* Waits for its end; false where it was no child of ours.  used: or NULL. */
bool server_wait(pid_t pid, int *status, struct rusage *used);

#endif
