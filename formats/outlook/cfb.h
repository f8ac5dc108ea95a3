/*
 * Compound files of Windows (MS-CFB): a file system in a file, from memory.
 * All streams together are read up to the length of the file, so that chains
 * that share sectors give nobody more work than the bytes he sent; what cannot
 * be read is left out, and cfb_broken() says so.
 */
#ifndef FORMATS_CFB_H
#define FORMATS_CFB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct cfb;

struct cfb_node {
	const char *name; /* ASCII; other letters are "?" */
	bool storage;	  /* a folder */
	uint32_t entry;	  /* its number in the directory */
	uint32_t start;
	uint64_t size;
	size_t first, count; /* its children among all nodes */
};

bool cfb_begins(const void *p, size_t len);
/* NULL: it is none, or has no directory. */
struct cfb *cfb_open(struct arena *a, const void *p, size_t len);
const struct cfb_node *cfb_root(const struct cfb *c);
/* The i-th of its children, by name; i < parent->count. */
const struct cfb_node *cfb_child(
    const struct cfb *c, const struct cfb_node *parent, size_t i);
/* NULL: there is none of that name. */
const struct cfb_node *cfb_find(
    const struct cfb *c, const struct cfb_node *parent, const char *name);
/* The bytes of a stream, as many as can be read; in the arena. */
const unsigned char *cfb_read(
    struct cfb *c, const struct cfb_node *n, size_t *len);
bool cfb_broken(const struct cfb *c);

#endif
