/*
 * Bytes to disk, whole or not at all: temporary file, fsync, rename, fsync of
 * the directory.  Paths are relative to an open directory and never leave it
 * (openat2 RESOLVE_BENEATH, or part by part; no links).  Files are their
 * owner's alone; those in the outbox its group's, too.
 */
#ifndef BATCH_PUBLISH_H
#define BATCH_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* openat beneath dir that follows no link and leaves no tree: descriptor
 * (close-on-exec), or -1 and errno. */
int publish_openat(int dir, const char *path, int flags);
/* Writes dir/path, making the directories between; replaces what is there.
 * Ends the program with EX_IOERR where the machine fails. */
void publish_bytes(int dir, const char *path, const void *p, size_t len);
/* A new file, under its name at once.  Durable with publish_syncfs(). */
void publish_new(int dir, const char *path, const void *p, size_t len);
/* As publish_bytes(), from a descriptor, read from its start. */
void publish_fd(int dir, const char *path, int fd);
/* The same with a date of its own, in seconds since 1970, instead of the moment
 * of writing. */
void publish_dated(int dir, const char *path, int fd, int64_t at);
/* The same piece by piece: begin, add, end, which frees.  It is there at the
 * end. */
struct publishing;
struct publishing *publish_begin(int dir, const char *path);
void publish_add(struct publishing *p, const void *piece, size_t len);
void publish_end(struct publishing *p);
/* mkdir -p beneath dir, mode 0700, in the outbox 0750; synced. */
void publish_mkdir(int dir, const char *path);
/* Everything that was done on the file system of dir/path. */
void publish_syncfs(int dir, const char *path);
/* A further name for a file within dir, in place of what has it; a copy where
 * the file system gives none.  Durable with publish_syncfs(). */
void publish_link(int dir, const char *from, const char *to);
/* A name goes; whether it was there.  Durable with publish_syncfs(). */
bool publish_remove(int dir, const char *path);
/* Renames within dir and syncs both directories. */
void publish_rename(int dir, const char *from, const char *to);
/* The same of many, each directory synced once, at the end. */
struct publish_move {
	const char *from, *to;
};
void publish_rename_all(
    int dir, const struct publish_move *moves, size_t count);

#endif
