/*
 * What the books have of something: where it came from, whom it was told to.
 * In the order of nights; as much of it as a person reads, and how much more.
 */
#ifndef BATCH_FIND_H
#define BATCH_FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hub;
struct wanted;

/* Of one thing, and of things: what a person reads at once. */
#define FIND_MOST 100

/* One submission that it came with. */
struct find_source {
	const char *submission, *casefile, *member, *package, *run, *day;
	const char *role; /* of a value or a file */
	const char *how;  /* manifest, list, mail, traffic; a file: its name */
	bool withdrawn;
};

/* One edition of an item. */
struct find_edition {
	int64_t edition;
	const char *bundle; /* gas-000001 */
	const char *day, *state;
	const char *by; /* superseded by; or NULL */
};

enum find_how {
	FIND_TELLS,	  /* its last edition tells just that */
	FIND_TOLD_BEFORE, /* an earlier one did */
	FIND_BEHIND /* a submission that it came with stands behind it: told
		       without its marks, or left out */
};

/* An item of one audience. */
struct find_item {
	const char *id, *audience;
	enum find_how how;
	struct find_edition *editions;
	size_t edition_count;
	const char *ended;   /* the day; NULL: it is not over */
	const char **silent; /* then: who has not acknowledged that */
	size_t silent_count;
};

enum find_kind { FIND_VALUE, FIND_FILE, FIND_TEXT };

struct find_hit {
	enum find_kind kind;
	const char *type; /* of a value; of a text: title, subject, file */
	const char *value;
	struct find_source *sources;
	size_t source_count;
	struct find_item *items;
	size_t item_count;
	bool more; /* sources than are told */
};

struct find_answer {
	struct find_hit *hits; /* first what is meant, then what holds it */
	size_t count;
	bool more;
};

/* In the hub's arena. */
void find_all(struct hub *h, const struct wanted *w, struct find_answer *out);

#endif
