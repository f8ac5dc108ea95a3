/*
 * A file that a member names, as bytes in memory.
 */
#ifndef BATCH_WHOLEFILE_H
#define BATCH_WHOLEFILE_H

struct buf;

/* Appends it; ends with EX_DATAERR and the file's name where it cannot be
 * read. */
void wholefile_read(const char *path, struct buf *b);

#endif
