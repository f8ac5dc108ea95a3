/*
 * The medium while it is filled: a directory that was named.  Files are laid
 * into a folder of ours, made durable, read back past the cache and compared;
 * only when all are right do they get their names beside it.  Nothing that was
 * there before is replaced, followed or removed, but for what one of our own
 * runs left behind.
 */
#ifndef BATCH_MEDIA_TRAY_H
#define BATCH_MEDIA_TRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"

struct arena;
struct tray;

/* Ends the program where there is no such directory. */
struct tray *tray_open(struct arena *a, const char *path);
void tray_close(struct tray *t); /* NULL is fine */

/* What is called as a file of ours will be; NULL: nothing. */
const char *tray_taken(struct tray *t, const char *const *names, size_t count);
/* Bytes that are left on it. */
uint64_t tray_left(struct tray *t);

/* A new folder, without what a run before left there. */
void tray_begin(struct tray *t);
/* Lays down what fd holds; its digest as it was read back.  false, with errno:
 * it did not get there whole. */
bool tray_lay(
    struct tray *t, const char *name, int fd, char sha256[DIGEST_HEX]);
/* The folder goes, and all that was laid there. */
void tray_drop(struct tray *t);
/* Of a file that lies in the folder or stands beside it; false: neither. */
bool tray_digest(struct tray *t, const char *name, char sha256[DIGEST_HEX]);
/* Gives each that lies in the folder its name; durable behind it. */
void tray_place(struct tray *t, const char *const *names, size_t count);

#endif
