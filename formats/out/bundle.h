/*
 * bundle.xml (urn:toiyaba:bundle:1, bundle.rng) and the archive around it:
 * what one audience gets in one night.  Same input, same bytes.
 */
#ifndef FORMATS_BUNDLE_H
#define FORMATS_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"
#include "formats/package/packagewords.h"

struct archive_file;
struct arena;
struct buf;

struct bundle_file {
	const char *path;
	uint64_t size;
	struct digest sha256;
};

/* What was told, and is to be taken out of lists: no live item of the audience
 * tells it. */
struct bundle_value {
	const char *type; /* of an indicator; a file is sha256 */
	const char *value;
};
struct bundle_retraction {
	const char *item;
	struct bundle_value *values; /* by type, value; none where quiet */
	size_t value_count;
};
struct bundle_superseded {
	const char *item, *by;
};

struct bundle {
	const char *audience;
	const char *audience_ja, *audience_en; /* names, for notices */
	const char *hub_ja, *hub_en;	       /* issuer's name */
	uint64_t sequence;		       /* 1.. */
	struct digest previous; /* of the bundle before; zero: first */
	int64_t created, expires;
	const char *timezone; /* IANA name, for the dates shown */
	enum tlp tlp;	      /* the strictest of its items */
	struct bundle_retraction *retractions; /* by item */
	size_t retraction_count;
	struct bundle_superseded *superseded; /* by item */
	size_t superseded_count;
	/* filled by bundle_read: */
	struct bundle_file *files;
	size_t file_count;
};

/*
 * Adds README.txt, SHA256SUMS and bundle.xml to the files that outputs_write()
 * gave, and packs all to the end of *archive.  *digest: SHA-256 of the archive.
 * The files stay, for the gate to read; memory in the arena.
 */
int bundle_write(struct arena *a, const struct bundle *b,
    struct archive_file **files, size_t *count, struct buf *archive,
    struct digest *digest);
/* Whether a file of a bundle holds the program's own words and no item's:
 * README.txt, SHA256SUMS, bundle.xml. */
bool bundle_is_own(const char *path);
/* bundle.xml back to a struct; NULL and a message in err. */
struct bundle *bundle_read(
    struct arena *a, const void *xml, size_t len, char *err, size_t errlen);

#endif
