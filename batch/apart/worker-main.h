/*
 * What a worker does: reads one package, answers and dies.  A task of the
 * server's (server-main.h).
 */
#ifndef BATCH_WORKER_MAIN_H
#define BATCH_WORKER_MAIN_H

#include <stddef.h>

/* In the server, once. */
void worker_setup(void);
/* In the worker. */
void worker_work(const unsigned char *message, size_t len);

#endif
