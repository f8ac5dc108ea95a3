/*
 * What a voice must know to tell; a struct of its own begins with struct tell.
 * What it does not say is NULL.
 */
#ifndef BATCH_TELLVOICE_H
#define BATCH_TELLVOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/base/tell.h"

struct buf;

struct voice {
	const char *id; /* what tell_id() is called; NULL: by its name */
	void (*map)(struct tell *t, const char *name);
	void (*list)(struct tell *t, const char *name);
	void (*end)(struct tell *t);
	void (*string)(struct tell *t, const char *name, const char *value);
	void (*number)(struct tell *t, const char *name, int64_t value);
	void (*share)(struct tell *t, const char *name, int64_t thousandths);
	void (*real)(struct tell *t, const char *name, double value);
	void (*truth)(struct tell *t, const char *name, bool value);
	void (*words)(struct tell *t, const char *name,
	    const char *const *words, size_t count);
	void (*phrase)(struct tell *t, const char *name, const char *value);
	void (*line)(struct tell *t, const char *form);
	void (*picture)(struct tell *t, const char *xml);
	void (*close)(struct tell *t, struct buf *out);
};

/* Bytes that are handed on together. */
#define TELL_PIECE (1U << 16)

struct tell {
	const struct voice *voice;
	tell_take *take; /* NULL: all is kept until it is closed */
	void *arg;
	bool flowed; /* something was handed on */
};

/* Where enough was told: between two things, for what is told of one may be
 * written once more. */
void tell_drain(struct tell *t, struct buf *out);

#endif
