/*
 * libarchive behind one loop.  Reading: tar (ustar, pax, gnu; plain, gz, xz,
 * zst) and zip, from memory, in the worker; nothing is ever written by path.
 * Writing: one deterministic tar.zst (sorted names, mtime given, uid and gid
 * 0, fixed level).
 */
#ifndef FORMATS_ARCHIVE_H
#define FORMATS_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"

struct archive_source;
struct filepile;
struct arena;
struct buf;
struct refusal;

struct archive_caps {
	uint64_t unpacked; /* total bytes out */
	unsigned entries;
};

struct archive_entry_seen {
	const char *name; /* valid_path() holds */
	const void *data; /* its first bytes, as many as are held */
	size_t len;
	uint64_t size;	      /* of the whole */
	struct digest sha256; /* of the whole; not set by a peek */
};

/* Who is shown the members. */
struct archive_visitor {
	void *arg;
	/* How many of the member's first bytes each() wants to see; the rest
	 * is read through, counted and digested, and not kept. */
	uint64_t (*hold)(void *arg, const char *name);
	/* 0, or -1 with its own refusal. */
	int (*each)(
	    void *arg, const struct archive_entry_seen *e, struct refusal *why);
	bool bare; /* digests are not asked for, nor set */
};

/*
 * Shows every regular file to the visitor, in archive order; directories are
 * passed over.  Anything else in the archive, any libarchive warning, a
 * repeated name (also by case or normal form), trailing bytes, a wrong
 * format, an encrypted member or a cap refuses the whole.  Returns 0, or -1
 * with *why set.  Needs setlocale(LC_CTYPE, "C.UTF-8"); CP932 names in zips
 * are understood.
 */
int archive_walk(const void *p, size_t len, const struct archive_caps *caps,
    const struct archive_visitor *visitor, struct refusal *why);
/* The same for who walks it more than once: what is alike for each walk is done
 * once.  The bytes stay the caller's, and must stand. */
struct archive_source *archive_open(const void *p, size_t len);
int archive_show(struct archive_source *s, const struct archive_caps *caps,
    const struct archive_visitor *visitor, struct refusal *why);
void archive_close(struct archive_source *s);

/* How far a best effort came. */
enum peek {
	PEEK_WHOLE,
	PEEK_BROKEN,	/* not what we read, or broken */
	PEEK_ENCRYPTED, /* a member is behind a password */
	PEEK_TOO_MUCH	/* there is more than was allowed */
};

/* Appends what a compressed stream (gzip, xz, zstd, bzip2) holds, as far as it
 * can be read, up to `most` bytes. */
enum peek archive_unfilter(
    const void *p, size_t len, size_t most, struct buf *out);
/*
 * Best effort over an archive that came as an attachment: calls each() for
 * every regular member until max; names are UTF-8 or escaped.  Of encrypted
 * members the names may have been given, with data NULL.
 */
enum peek archive_peek(const void *p, size_t len, unsigned max,
    uint64_t unpacked,
    void (*each)(void *arg, const struct archive_entry_seen *e), void *arg);

struct archive_file {
	const char *name;
	const void *data;
	size_t len;
};

/* Adds a file, moving the bytes to the arena: the buffer is empty then. */
void archive_add(struct arena *a, struct archive_file **files, size_t *count,
    const char *name, struct buf *b);
/* Appends a tar.zst of the files, sorted by name, every mtime set to the
 * given seconds, to out: same input, same bytes.  -1: machine trouble. */
int archive_pack(struct buf *out, const struct archive_file *files,
    size_t count, int64_t mtime);
/* The same of the files of a pile. */
int archive_pack_pile(struct buf *out, struct filepile *pile, int64_t mtime);
/* Appends one member of a plain tar, as archive_pack() writes it, without the
 * tar's end.  -1: machine trouble. */
int archive_member(
    struct buf *out, const struct archive_file *file, int64_t mtime);

#endif
