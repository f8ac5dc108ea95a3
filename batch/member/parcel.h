/*
 * A bundle's file that is believed: one good signature, the hub's; an archive
 * that holds what bundle.xml and SHA256SUMS list, byte for byte, and nothing
 * else; the hub's signature over SHA256SUMS; items that can be read.  Until all
 * of that holds nothing of it is used.
 */
#ifndef BATCH_PARCEL_H
#define BATCH_PARCEL_H

#include <stddef.h>

#include "formats/base/digest.h"
#include "formats/base/say.h"

struct archive_file;
struct arena;
struct bundle;
struct item;
struct ring;

struct parcel {
	const struct bundle *bundle;
	struct digest digest; /* of the archive before signing */
	struct archive_file *files;
	size_t file_count;
	const struct item **items;
	size_t item_count;
};

/*
 * Opens the file for who believes the hub of that primary key ("": none yet).
 * NULL, and in *why a sentence for a person: what is wrong and what to do.
 */
const struct parcel *parcel_open(struct arena *a, struct ring *r,
    const char *path, const char *hub, enum lang l, const char **why);

#endif
