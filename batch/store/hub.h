/*
 * A hub on disk: its directory, settings, roster and database.  Nobody else
 * joins paths.
 */
#ifndef BATCH_HUB_H
#define BATCH_HUB_H

#include <stdbool.h>
#include <stdint.h>

#include "formats/base/digest.h"
#include "formats/config/settings.h"

struct arena;
struct db;
struct roster;

struct hub {
	const char *path;    /* as named on the command line */
	int dir;	     /* O_PATH-free descriptor of it */
	int lock;	     /* OFD lock; -1: not held */
	struct arena *arena; /* lives as long as the hub */
	struct settings settings;
	struct roster *roster;
	const char *roster_fault; /* what a new roster must not say, and one
				     of a past night may */
	struct db *db;
	/* snapshots of what people wrote, for the archive */
	const char *roster_text, *settings_text;
	size_t roster_len, settings_len;
};

enum hub_need {
	HUB_SETTINGS = 1, /* settings, and the zone set */
	HUB_ROSTER = 2,
	HUB_DB = 4,    /* database, read-only */
	HUB_WRITE = 8, /* database writable, made where absent */
	HUB_LOCK = 16  /* else EX_TEMPFAIL, at once */
};

/* Opens what `needs` says or ends the program with a message and the right
 * code (64 no hub there, 75 locked, 77 not ours, 78 settings, roster). */
struct hub *hub_open(const char *path, unsigned needs);
void hub_close(struct hub *h);

/* Reads other texts in place of the hub's own roster and settings: a past
 * night's.  Ends the program with EX_CONFIG where they do not parse. */
void hub_take_settings(struct hub *h, const char *text, size_t len);
void hub_take_roster(struct hub *h, const char *text, size_t len);

/* The passphrase of the hub's key, the caller's to wipe (safe.h); NULL where
 * hub.conf names none.  Ends the program with EX_UNAVAILABLE where it cannot
 * be read. */
char *hub_passphrase(struct hub *h);

/* Whole file beneath the hub into the hub's arena; NULL where absent. */
char *hub_read(struct hub *h, const char *path, size_t *len);
/* Of a file beneath the hub; false where it cannot be read whole. */
bool hub_digest(struct hub *h, const char *path, char sha256[DIGEST_HEX]);

/* Where things lie beneath the hub; in the arena. */
const char *hub_below(struct arena *a, const char *dir, const char *name);
const char *hub_archive_path(struct arena *a, const char *sha256);
const char *hub_quarantine_path(struct arena *a, const char *sha256);
/* Where a person puts what was refused and is settled. */
const char *hub_aside_path(struct arena *a, const char *sha256);
const char *hub_reason_path(struct arena *a, const char *sha256);
/* roster.xml and hub.conf of past nights, by digest. */
const char *hub_roster_path(struct arena *a, const char *sha256);
const char *hub_settings_path(struct arena *a, const char *sha256);
const char *hub_run_path(struct arena *a, const char *run, const char *name);
/* What is kept of an outgoing medium. */
const char *hub_medium_path(
    struct arena *a, const char *medium, const char *name);
/* What goes out, by who may take it: a member, or an audience. */
const char *hub_letter_path(struct arena *a, const char *who, const char *run);
const char *hub_preview_path(
    struct arena *a, const char *member, const char *digest);
const char *hub_bundles_path(struct arena *a, const char *audience);
const char *hub_bundle_path(
    struct arena *a, const char *audience, int64_t sequence);
/* The same bundle with one who reads for the audience. */
const char *hub_bundle_link(
    struct arena *a, const char *who, const char *audience, int64_t sequence);
/* All that an audience has, for one who reads for it. */
const char *hub_state_path(
    struct arena *a, const char *who, const char *audience, int64_t sequence);
const char *hub_key_path(struct arena *a, const char *audience);

/* "HUB/reports/2017Q3" for messages and for libraries that want a path. */
char *hub_path(struct hub *h, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
