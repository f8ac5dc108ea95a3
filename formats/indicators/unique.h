/*
 * Values out of a mail, as they are told while few organisations had them.  A
 * number in a link, a token in a host name, a ticket in a subject, a capital
 * letter or a blank too many tell the attacker to whom he sent it; a list's
 * tag or a gateway's rewritten link tell whose mailbox it was.
 */
#ifndef FORMATS_UNIQUE_H
#define FORMATS_UNIQUE_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/indicators/observable.h"

struct arena;

/*
 * The value without what the reader's own systems put there: links unwrapped
 * of gateways, subjects without tags and chains of answers.  NULL where
 * nothing of the attacker is left: a link into an intranet or to a quarantine,
 * a file that stands for one taken out.  So an extracted value is told
 * whoever had it.
 */
const char *unique_clean(
    struct arena *a, enum ind_type type, const char *value);

/*
 * How a value is told from one witness: {} for numbers, dates and tokens, in
 * any script; one case, one blank, one kind of sign; of a link its host,
 * port, words of every day and kind of file; of a host, the labels that are no
 * words and a customer's of a service are slots too.  Addresses and SHA-256
 * digests stay.  NULL: nothing is left to be told.  Two values that differ only
 * in a mark have the same form.
 */
const char *unique_form(struct arena *a, enum ind_type type, const char *value);

/* A value found in a mail. */
struct unique_found {
	enum ind_type type;
	const char *value;
};

/*
 * Marks those of the values that a person states which were taken from what was
 * found: the same or a part of it or, where it holds marks, it and more; but
 * for how it is written.  copied[] has count elements.
 */
void unique_copies(struct arena *a, const char *const *stated, size_t count,
    const struct unique_found *found, size_t found_count, bool *copied);

#endif
