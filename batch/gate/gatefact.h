/*
 * Values that all have agreed to tell as they are: taken out of a file before
 * the gate searches the rest.
 */
#ifndef BATCH_GATEFACT_H
#define BATCH_GATEFACT_H

struct buf;
struct gate_file;

/* A value that may stand in a file although it names its provider, and nobody
 * else (uncut.h): only as a field of its own, byte by byte. */
struct gate_fact {
	const char *member;
	const char *value;
};

/* The file without its facts, where each is a field of its own. */
void gate_cut(struct buf *out, const struct gate_file *f);

#endif
