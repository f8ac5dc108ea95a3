/*
 * Names of items: S-YEAR- and eight characters of Crockford's base32, a keyed
 * digest (HMAC, RFC 2104) of the facts that were told first, of their audience
 * unless all of it may go to everybody, and of how many equal ones the audience
 * had before; one that spells somebody's name is passed over.  So a name tells
 * neither who came first nor how many came.  The secret lies beside the
 * keyring; a replay takes the names from the journal.
 */
#ifndef BATCH_ITEMNAME_H
#define BATCH_ITEMNAME_H

struct night;
struct outgoing;

/* Names a new item, in the night's arena. */
const char *itemname(struct night *n, const struct outgoing *o);

#endif
