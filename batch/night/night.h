/*
 * One night: what the stages of run.c hand on to each other.
 */
#ifndef BATCH_NIGHT_H
#define BATCH_NIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/cmd/options.h"
#include "batch/store/journal.h"
#include "formats/base/digest.h"
#include "formats/base/reason.h"

struct arena;
struct crypt;
struct gate;
struct gate_fact;
struct hub;
struct item;
struct mailnames;
struct package;
struct roster;
struct roster_audience;
struct roster_member;
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

/* One file that was found, on its way through the night. */
struct arrival {
	const char *path;   /* as found, for people */
	const char *unlink; /* beneath the hub, when filed; or NULL */
	const char *from;   /* path in the inbox, for the journal */
	const char *folder; /* member whose folder it lay in; or NULL */
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
	const char *member;	/* verified sender; or NULL */
	char signer[41];	/* fingerprint of its key; or "" */
	const char *package_id; /* manifest's; or NULL */
	unsigned submissions;
};

/* An edition of an item that leaves tonight. */
struct outgoing {
	const struct roster_audience *audience;
	const char *casefile;
	const char *id;		  /* item; NULL until dealt */
	const char *first_shared; /* NULL: tonight */
	struct item *item;
	char content[DIGEST_HEX];
	const char *all; /* what the case is for its audiences */
	unsigned edition;
	bool own;		  /* made only from the hub's own */
	const char **submissions; /* behind it */
	size_t submission_count;
	const struct gate_fact *facts; /* told as they are (truehit.h) */
	size_t fact_count;
};

/* What a person must look at. */
struct attention {
	const char *path; /* of the file it is about; or NULL */
	const char *text;
};

struct night {
	struct hub *hub;
	struct crypt *crypt;
	struct journal *journal;
	struct arena *arena;
	struct option_list media;
	bool dry_run;
	unsigned jobs;
	int64_t at;
	char day[11];
	char run[32];
	bool begun;		  /* "night" stands in the journal */
	bool replay;		  /* the journal is being followed */
	struct journal_mark mark; /* then: what the database holds */
	struct arrival *arrivals;
	size_t arrival_count;
	struct arrival *late; /* taken by a killed run of this name */
	size_t late_count;
	const struct mailnames *names; /* of everybody in the roster ... */
	const struct roster *names_of; /* ... that they were taken from */
	struct gate *gate;
	struct gate *discreet; /* discreet.h; NULL until needed */
	struct outgoing *outgoing;
	size_t outgoing_count;
	size_t differences; /* replay against journal */
	bool changed;	    /* the stages changed something */
	struct attention *attention;
	size_t attention_count;
	int exit; /* worst so far */
};

/* What a person must look at: said on stderr, in run.xml and by exit 10. */
void night_attention(struct night *n, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The same of a file whose name is its sender's. */
void night_attention_at(struct night *n, const char *path, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Writes "night" to the journal before its first entry. */
void night_begin(struct night *n);
const char *package_state_word(enum package_state s);
enum package_state package_state_parse(const char *word);

/* The stages; each says in its file what it takes and gives. */
void collect(struct night *n);
void intake(struct night *n); /* open, unpack, validate, extract */
void rule(struct night *n);
void anonymise(struct night *n); /* previews and items, through the gate */
void release(struct night *n);
void record(struct night *n);

/* Of a package: open.c, validate.c, extract.c, file.c. */
void open_start(struct night *n, struct arrival *a, uint64_t tag);
void open_answer(struct night *n);
int validate(struct night *n, struct arrival *a);
void extract(struct night *n, const struct arrival *a);
void file_rows(struct night *n, struct arrival *a);
void file_away(struct night *n, struct arrival **batch, size_t count);
bool arrival_is_again(const struct arrival *a);
void file_away_again(struct night *n);

/* secondread.c: of release. */
struct archive_file;
void second_read(struct night *n, const struct roster_audience *to,
    const struct archive_file *files, size_t count);

/* rostercare.c: who is gone from the roster since the last night. */
void rostercare(struct night *n);
/* hostcare.c: another machine, an older state. */
void hostcare(struct night *n);
/* distrust.c: of rule. */
void distrust(struct night *n);

void night_remember(struct night *n, const char *run, const char *at,
    const char *roster, const char *settings);
/* Notes in the open transaction how far the database follows the journal. */
void night_mark(struct night *n);
/* The stages from rule to release, in a transaction that stays open. */
void night_decide(struct night *n);

/* replay.c: brings hub.db to where the journal stands. */
void replay(struct night *n);

/* A night on a hub that is locked for it; needs: HUB_WRITE, or 0 where the
 * caller brings a database of its own. */
struct night *night_open(const char *path, unsigned needs, unsigned jobs);
void night_close(struct night *n);

#endif
