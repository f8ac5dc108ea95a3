/*
 * HUB/last-backup and HUB/last-drill: when a backup of the hub was taken last,
 * and when a drill passed last on one.  They are no books: no decision of a
 * night depends on them, they are not derived, and in no backup themselves.
 */
#ifndef BATCH_BACKED_H
#define BATCH_BACKED_H

#include <stdint.h>

struct hub;

#define BACKED_BACKUP "last-backup"
#define BACKED_DRILL  "last-drill"

struct backed {
	int64_t backup, drill; /* 0: none that is known */
	int64_t since;	       /* the first backup; 0 */
};

void backed_read(struct hub *h, struct backed *out);
/* A backup was taken then; its list is called so. */
void backed_note(struct hub *h, int64_t at, const char *list);
/* A drill on that one has passed. */
void backed_note_drill(struct hub *h, int64_t at, const char *list);

#endif
