/*
 * One folder round everything, as Explorer, Finder and Kleopatra put it, and
 * what file managers leave beside the files.  A folder counts where it holds a
 * manifest, the root has none, and nothing that was meant lies outside.
 */
#ifndef FORMATS_WRAPPING_H
#define FORMATS_WRAPPING_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct wrapping {
	const char *folder; /* "NAME/"; NULL: none, or not yet */
	bool several;	    /* manifests in more than one folder */
	bool rooted;	    /* one at the root */
};

/* Whether the member may be the package's manifest: at the root, or in a folder
 * of the root. */
bool wrapping_is_manifest(const char *path);
/* Notes one that may be; whether it is to be read, so far as is known. */
bool wrapping_note(struct arena *a, struct wrapping *w, const char *path);
/* The member's path as the manifest has it; NULL: it lies outside. */
const char *wrapping_inside(const struct wrapping *w, const char *path);

#endif
