/*
 * What a gate's server and its searchers do: tasks of the server's
 * (server-main.h).  A searcher has what it must search, what it must search
 * for, and a pipe to answer on.
 */
#ifndef BATCH_GATESEARCHER_H
#define BATCH_GATESEARCHER_H

#include <stddef.h>

/* In the server, once. */
void gatesearcher_setup(void);
/* GATESERVER_TASK: serves one gate. */
void gatesearcher_serve(const unsigned char *message, size_t len);

#endif
