/*
 * Bytes to disk, whole or not at all: temporary file, fsync, rename, fsync of
 * the directory.  Paths are relative to an open directory and never leave it
 * (openat2 RESOLVE_BENEATH, no links).
 */
#ifndef BATCH_PUBLISH_H
#define BATCH_PUBLISH_H

#include <stddef.h>

/* openat beneath dir that follows no link and leaves no tree: descriptor
 * (close-on-exec), or -1 and errno. */
int publish_openat(int dir, const char *path, int flags);
/* Writes dir/path, making the directories between; replaces what is there.
 * Ends the program with EX_IOERR where the machine fails. */
void publish_bytes(int dir, const char *path, const void *p, size_t len);
/* The same from a descriptor, read from its start. */
void publish_fd(int dir, const char *path, int fd);
/* mkdir -p beneath dir, mode 0700, synced. */
void publish_mkdir(int dir, const char *path);
/* Everything that was done on the file system of dir/path. */
void publish_syncfs(int dir, const char *path);
/* Renames within dir and syncs both directories. */
void publish_rename(int dir, const char *from, const char *to);

#endif
