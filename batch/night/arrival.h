/*
 * One file that was found, on its way through a night: where it came from, how
 * far it is, and what became of it.
 */
#ifndef BATCH_ARRIVAL_H
#define BATCH_ARRIVAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"
#include "formats/base/reason.h"

struct arena;
struct package;
struct worker;

enum arrival_state {
	ARRIVAL_NEW,
	ARRIVAL_OPENING,
	ARRIVAL_READING,
	ARRIVAL_JUDGED
};
enum package_state {
	PACKAGE_WAITING,
	PACKAGE_ACCEPTED,
	PACKAGE_DUPLICATE,
	PACKAGE_QUARANTINED
};
#define PACKAGE_STATES (PACKAGE_QUARANTINED + 1)

struct arrival {
	const char *path;   /* as found, for people */
	const char *unlink; /* beneath the hub, when filed; or NULL */
	const char *from;   /* path in the inbox, for the journal */
	const char *folder; /* member whose folder it lay in; or NULL */
	const char
	    *lane; /* whose turn it takes: folder or medium; NULL: replayed */
	uint64_t size;
	size_t turn;
	char sha256[DIGEST_HEX];
	bool spooled;	  /* bytes are in spool/SHA256 */
	bool may_wait;	  /* lies in the inbox: may be arriving */
	bool deferred;	  /* referred to what may come later */
	bool replayed;	  /* the journal has it already */
	bool entered;	  /* journalled by this run */
	bool left_behind; /* original of what a killed run took */
	enum arrival_state phase;
	struct worker *worker;
	struct arena *arena; /* of the package, until it is filed */
	struct package *package;
	/* the outcome */
	enum package_state state;
	struct refusal why;
	const char *member; /* verified sender; or NULL */
	char signer[41];    /* fingerprint of its key; or "" */
	int64_t signed_at;  /* as its signature says */
	int64_t key_made;
	const char *package_id; /* manifest's; or NULL */
	const char *called;	/* by its manifest, where another sender's
				   package has that id; or NULL */
};

const char *package_state_word(enum package_state s);
/* A word that is none of ours is PACKAGE_WAITING. */
enum package_state package_state_parse(const char *word);

/* The newest signature that verified, and whose it is, also of one that was
 * refused for its time; NULL: none did. */
const struct arrival *arrival_newest(const struct arrival *list, size_t count);
/* Takes over where another file with the same bytes was found. */
void arrival_take_place(struct arrival *to, const struct arrival *from);

/* Bytes that another night has, or another folder, sent once more: of them the
 * receipt is all that is kept.  Refused ones, too: that somebody else had them
 * before must not show by silence. */
bool arrival_is_again(const struct arrival *a);
/* Who is told of it: its sender, or of refused bytes whose sender is not known
 * the member whose folder it lay in; NULL: nobody. */
const char *arrival_whose(const struct arrival *a);

#endif
