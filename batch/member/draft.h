/*
 * A package out of a folder: every file in it, what each is by its name, and a
 * few answers, as a manifest.  Files are read as they lie, never looked into.
 */
#ifndef BATCH_DRAFT_H
#define BATCH_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct archive_file;
struct arena;
struct buf;

/* In the manifest's own words; NULL: not said. */
struct draft {
	const char *from; /* member's id */
	const char *hub;  /* fingerprint */
	const char *kind, *title, *description;
	const char *consent, *scope, *sig, *tlp;
	bool publish;
	const char **agencies, **sensitive;
	size_t agency_count, sensitive_count;
	int64_t created; /* seconds */
};

/*
 * The regular files below dir, without what file managers leave there, by
 * path; memory in the arena.  NULL and a message in err where there are none,
 * too many, or something that is no file.
 */
struct archive_file *draft_files(
    struct arena *a, const char *dir, size_t *count, char *err, size_t errlen);
/* Appends manifest.xml: one submission with all of them, and an id of its own.
 * Whether it is one the package's reader says (package_parse). */
void draft_manifest(struct buf *out, const struct draft *d,
    const struct archive_file *files, size_t count);

#endif
