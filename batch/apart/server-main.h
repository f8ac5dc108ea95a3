/*
 * `toiyaba --server`: what the server does (server.h), and what a task is to
 * it.
 */
#ifndef BATCH_SERVER_MAIN_H
#define BATCH_SERVER_MAIN_H

#include <stddef.h>

#define SERVER_SOCKET 3

struct server_task {
	char name;	     /* first byte of a message that asks for it */
	void (*setup)(void); /* once, before the server locks itself down */
	/* What the process does that was forked for it, with the rest of the
	 * message and its own descriptors; it need not return. */
	void (*work)(const unsigned char *message, size_t len);
};

/* The child's main.  Does not return. */
void server_main(const struct server_task *tasks, size_t count)
    __attribute__((noreturn));
/*
 * For a task that serves others: from now on this process, too, does only what
 * it is asked for at its own SERVER_SOCKET.
 */
void server_serve(const struct server_task *tasks, size_t count)
    __attribute__((noreturn));

#endif
