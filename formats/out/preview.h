/*
 * preview.xml (urn:toiyaba:preview:1): names the digest that a consent must
 * name, and the exact file it is of.
 */
#ifndef FORMATS_PREVIEW_H
#define FORMATS_PREVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"
#include "formats/base/say.h"
#include "formats/package/packagewords.h"

struct buf;

/* Who would have it. */
struct preview_reader {
	const char *id, *name_ja, *name_en;
	unsigned readers; /* organisations that read for it */
	bool grave;	  /* only what a ruling calls grave */
};

struct preview {
	struct digest digest; /* of the file's bytes */
	const char *submission;
	enum tlp tlp;
	enum scope scope;
	const char *path;
	uint64_t size;
	const struct preview_reader *readers;
	size_t reader_count;
	const char *few[LANGS]; /* that few read it; or NULL */
	const char **uncut;	/* values that name the provider */
	size_t uncut_count;
};

void preview_write(struct buf *b, const struct preview *p);

#endif
