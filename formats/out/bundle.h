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
#include "formats/indicators/observable.h"
#include "formats/out/chain.h"
#include "formats/package/packagewords.h"

struct archive_file;
struct arena;
struct filepile;
struct buf;
struct held;
struct item_sign;

struct bundle_file {
	const char *path;
	uint64_t size;
	struct digest sha256;
};

/* An item whose facts another tells now. */
struct bundle_superseded {
	const char *item, *by;
};

/* What lists may hold of an item and no live one tells: to be taken out.  Of
 * a file its digest, as sha256. */
struct bundle_value {
	enum ind_type type;
	const char *value;
};

struct bundle_retraction {
	const char *item;
	struct bundle_value *values; /* by type and value; none where quiet */
	size_t value_count;
};

/* What others' formats must take back under the ids that it has there. */
struct bundle_revoked {
	const char *item;
	bool retracted;
	const char *by; /* superseded by that; or NULL */
	const char *first_shared, *on;
	unsigned edition;	 /* that says so */
	struct item_sign *signs; /* by type and value; none where quiet */
	size_t sign_count;
};

/* What its readers are asked for. */
struct bundle_request {
	const char *name;  /* R-2017-7K3QM2XB, which the answer gives */
	const char *item;  /* that it is about; or NULL */
	const char *until; /* the last day */
	const char *text;
};

struct bundle {
	const char *audience;
	const char *audience_ja, *audience_en; /* names, for notices */
	const char *hub_ja, *hub_en;	       /* issuer's name */
	uint64_t sequence;		       /* 1.. */
	struct digest previous; /* of the bundle before; zero: first */
	bool state; /* all that the audience has: it stands for the bundle of
		       this number, whose digest `previous` then is, and for
		       all before it */
	struct chain_line *lines; /* that the hub began; the newest last */
	size_t line_count;
	int64_t created, expires;
	const char *timezone; /* IANA name, for the dates shown */
	enum tlp tlp;	      /* the strictest of its items and lists */
	struct bundle_retraction *retractions; /* by item */
	size_t retraction_count;
	struct bundle_superseded *superseded; /* by item */
	size_t superseded_count;
	struct bundle_revoked *revoked; /* by item; not in bundle.xml */
	size_t revoked_count;
	struct bundle_request *requests; /* by name */
	size_t request_count;
	const struct held *held;   /* that lists are made of; NULL: nothing */
	struct noticeparts *parts; /* of pages made before; NULL: none */
	/* filled by bundle_read: */
	struct bundle_file *files;
	size_t file_count;
};

/* Adds to the files that outputs_write() gave README.txt and the page on how to
 * open it, bundle.xml, which lists all these, and SHA256SUMS over all.  0, or
 * -1 for machine trouble. */
int bundle_list(const struct bundle *b, struct filepile *files);
/*
 * The same, and packs all to the end of *archive.  *digest: SHA-256 of the
 * archive, which is not signed yet (signedfront.h).  The files stay, for the
 * gate to read, by name.
 */
int bundle_write(const struct bundle *b, struct filepile *files,
    struct buf *archive, struct digest *digest);
/* SHA256SUMS of files, as sha256sum has it; of itself and its signature it says
 * nothing. */
void bundle_sums(struct buf *b, const struct archive_file *files, size_t count);
/* The elements of its requests. */
struct xmlw;
void bundle_put_requests(struct xmlw *x, const struct bundle *b);
/* Whether a file of a bundle holds the program's own words and no item's:
 * README.txt, the page on how to open it, SHA256SUMS, bundle.xml. */
bool bundle_is_own(const char *path);
/* Before they are written: retractions by item, the values of each by type and
 * value, none twice. */
void bundle_sort(struct bundle *b);
/* bundle.xml back to a struct; NULL and a message in err. */
struct bundle *bundle_read(
    struct arena *a, const void *xml, size_t len, char *err, size_t errlen);

#endif
