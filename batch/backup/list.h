/*
 * The list of a backup, lines of text: whose it is, of when, where the journal
 * stood, and each file of the hub by digest and path.
 *
 *	toiyaba-backup 1
 *	hub FINGERPRINT
 *	at SECONDS
 *	journal ENTRIES HEAD
 *	folder MODE PATH
 *	file SHA256 SIZE MODE TIME STAMP PATH
 *	sum SHA256
 *
 * TIME is when it was changed last; STAMP tells whether the hub's file is still
 * the one that was read.  Paths are percent-escaped.
 */
#ifndef BATCH_LIST_H
#define BATCH_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "formats/base/digest.h"

struct arena;
struct buf;

struct listed {
	const char *path; /* beneath the hub */
	bool folder;
	unsigned mode;
	/* of files: */
	char sha256[DIGEST_HEX];
	uint64_t size;
	const char *time;  /* SECONDS.NANOSECONDS */
	const char *stamp; /* inode and change time */
};
struct list {
	struct arena *a;
	char hub[41];
	int64_t at;
	uint64_t entries; /* of the journal */
	char head[DIGEST_HEX];
	struct listed *files; /* by path */
	size_t count;
};

/* TIME and STAMP of a file as it lies there. */
void list_stamp(struct arena *a, const struct stat *st, struct listed *f);
/* Whether a hub's file by that path belongs into a backup: not what is derived,
 * what is on its way, or what says where the hub is at home. */
bool list_wants(const char *path);

void list_write(const struct list *l, struct buf *out);
/* False where it is not what was written; the reason in err.  Nothing of a
 * medium is believed: paths stay beneath the hub. */
bool list_read(
    struct list *l, char *text, size_t len, char *err, size_t errlen);
/* NULL: none of this path. */
const struct listed *list_find(const struct list *l, const char *path);

#endif
