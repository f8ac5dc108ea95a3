/*
 * An item as one audience gets it (urn:toiyaba:item:1, item.rng): only what
 * this struct holds can leave.  It has no member, package, order or exact
 * time.  Writers are pure: item to bytes.
 */
#ifndef FORMATS_ITEM_H
#define FORMATS_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"
#include "formats/files/filefact.h"
#include "formats/indicators/observable.h"
#include "formats/package/packagewords.h"

struct arena;
struct buf;
struct xmlw;

struct item_indicator {
	enum ind_type type;
	enum ind_role role;
	const char *value;
	/* Several organisations gave it, or an analyst who saw it says what
	 * attack it is of.  The item does not say so: lists do. */
	bool attested;
};
struct item_file {
	struct digest sha256;
	uint64_t size;
	enum file_kind kind;
	const char *name; /* or NULL */
	bool attested;	  /* as an indicator */
};
struct item_observation { /* of traffic */
	bool inbound;
	const char *address; /* the other side's */
	unsigned port;	     /* 0: not known */
	const char *protocol;
	const char *first, *last; /* dates */
};
struct item_step {
	enum step_kind kind;
	const char *text;
};

struct item_comparison {     /* of the mails behind the item */
	const char *feature; /* "sender-domain", see feature.h */
	bool same;
};

/* A value under the id that others' formats have for it: a new one where how it
 * is told has changed, or it is told again. */
struct item_sign {
	enum ind_type type; /* of a file's digest: IND_SHA256 */
	const char *value;
	unsigned since;	 /* the edition that told it so first */
	const char *day; /* of that */
	enum tlp tlp;
	const char *use; /* "block", "search": lists had it so; "": no list */
};

/* What stands for the name of an item that has none yet. */
#define ITEM_UNNAMED "S-0000-00000000"

struct item {
	const char *id;	  /* S-2017-7K3QM2XB; "preview" before */
	unsigned edition; /* 1..; 0 in a preview */
	enum class class;
	enum tlp tlp;
	const char *first_shared; /* date; NULL in a preview */
	const char *updated;	  /* date of this edition; NULL in a preview */
	const char *retracted_on; /* date; NULL */
	/* a date and the item that tells its facts now; or NULL */
	const char *superseded_on, *superseded_by;
	const char *title;
	const char *analysis, *countermeasure; /* or NULL */
	struct item_indicator *indicators;
	size_t indicator_count;
	struct item_file *files;
	size_t file_count;
	struct item_observation *observations;
	size_t observation_count;
	const char *seen_first, *seen_last; /* dates; NULL: not known */
	struct item_step *steps;
	size_t step_count;
	struct item_comparison *compared;
	size_t compared_count;
	uint64_t sightings;    /* organisations that had it, at least so
				  many; 0: none */
	uint64_t false_alarms; /* that call it one; the same */
	const char **related;  /* item ids */
	size_t related_count;
	struct item_sign *signs; /* by type and value; none before a bundle
				    tells them.  Not in items/ID.xml */
	size_t sign_count;
};

/* Sorts indicators, files and observations by content and drops repeats; of the
 * same traffic the days are put together. */
void item_sort(struct item *it);
/* Whether it tells nothing but a title. */
bool item_is_empty(const struct item *it);
/* Whether it says that it is over, and no facts. */
bool item_is_over(const struct item *it);
const char *item_direction(const struct item_observation *o);
/* items/ID.xml; valid against item.rng. */
void item_write(struct buf *b, const struct item *it);
/* The element alone, in another document. */
void item_put(struct xmlw *x, const struct item *it);
/* Reads items/ID.xml, for the member's side and for who reads a bundle once
 * more; NULL and a message in err. */
struct item *item_read(
    struct arena *a, const void *xml, size_t len, char *err, size_t errlen);

/* A copy for people to read: nothing in it may be clicked. */
struct item item_defanged(struct arena *a, const struct item *it);
/* The same of one value. */
const char *item_defanged_value(
    struct arena *a, enum ind_type t, const char *value);

#endif
