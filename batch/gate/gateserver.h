/*
 * Where the searchers of one gate are begun: a server of its own (server.h),
 * which holds that gate's terms and nothing else of the hub, and forks a
 * searcher for each search.
 */
#ifndef BATCH_GATESERVER_H
#define BATCH_GATESERVER_H

#include <stdbool.h>
#include <sys/types.h>

struct buf;

/* Zeroed: not begun. */
struct gateserver {
	pid_t pid;
	int sock;
};

/* Tasks: a server of a gate, and below it a searcher. */
#define GATESERVER_TASK	  'G'
#define GATESERVER_SEARCH 'S'

bool gateserver_runs(const struct gateserver *s);
/* terms: of gate_put().  false where the machine has no room for it. */
bool gateserver_begin(struct gateserver *s, const struct buf *terms);
/* A searcher that reads the request and answers to `out`; -1: the server is
 * gone, and must be begun again. */
pid_t gateserver_search(struct gateserver *s, int request, int out);
void gateserver_end(struct gateserver *s);

#endif
