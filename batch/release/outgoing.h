/*
 * An edition of an item that leaves tonight: composed by anonymise(), put into
 * a bundle by release(), held against its providers' terms by second_read().
 */
#ifndef BATCH_OUTGOING_H
#define BATCH_OUTGOING_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/base/digest.h"

struct gate_fact;
struct gate_word;
struct item;
struct roster_audience;

struct outgoing {
	const struct roster_audience *audience;
	const char *casefile;	  /* for analysts: where to look */
	const char *id;		  /* item; NULL until dealt */
	const char *first_shared; /* NULL: tonight */
	struct item *item;
	const char *found_first, *found_last; /* as of a view */
	char content[DIGEST_HEX];
	unsigned edition;
	bool own;		  /* made only from the hub's own */
	bool everybody;		  /* all behind it is of scope all */
	const char **submissions; /* behind it */
	size_t submission_count;
	const char **again; /* to be looked at again where it is held */
	size_t again_count;
	/* of those submissions, that must not stand in it */
	const struct gate_word *words;
	size_t word_count;
	const struct gate_fact *facts; /* told as they are (uncut.h) */
	size_t fact_count;
	const char **redact; /* what an analyst struck out of it */
	size_t redact_count;
};

#endif
