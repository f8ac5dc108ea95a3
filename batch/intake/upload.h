/*
 * Whether a file in the drop may still be arriving: by the name that a client
 * gives it, by whoever has it open for writing, by how lately it changed.
 */
#ifndef BATCH_UPLOAD_H
#define BATCH_UPLOAD_H

#include <stdbool.h>

struct stat;

/* A file that changed within so many seconds is looked at twice, so many
 * seconds apart, where nobody can say whether it is open for writing. */
#define UPLOAD_QUIET 3

enum upload {
	UPLOAD_DONE,
	UPLOAD_OPEN,   /* somebody has it open for writing */
	UPLOAD_UNKNOWN /* the file is another user's, and the system does not
			  tell */
};

/* Names that SFTP clients give to an upload under way. */
bool upload_is_name(const char *name);
enum upload upload_look(int fd);
/* Changed a moment ago, or later than now. */
bool upload_is_young(const struct stat *st);
/* The same file, and nobody wrote it or changed it between the two. */
bool upload_is_same(const struct stat *a, const struct stat *b);

#endif
