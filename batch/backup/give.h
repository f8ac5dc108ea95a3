/*
 * A hub out of a backup, into an empty folder: each file as the list says, read
 * back; what an audience's bundle has for further names beneath the outbox are
 * names of one file again.  It is at home nowhere: see anew.h.
 */
#ifndef BATCH_GIVE_H
#define BATCH_GIVE_H

#include <stddef.h>
#include <stdint.h>

struct hub;
struct list;
struct shelf;

struct given_back {
	size_t files;
	uint64_t bytes;
};

/* Into the open folder dir, which path names; its journal where `journal` says.
 * Ends the program where a file cannot be had as the list says. */
void give_hub(struct shelf *s, const struct list *l, int dir, const char *path,
    const char *journal, struct given_back *out);

#endif
