/*
 * Where what resembles is looked for (table band).  Places under a key are
 * bounded for each member and each set of readers: what one reader may not
 * have takes no place from what it may, and nobody fills a band for others.
 */
#ifndef BATCH_BAND_H
#define BATCH_BAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct night;

/* Places under one key, and how many of them one mail is compared with: those
 * that share the most keys with it. */
#define BAND_PLACES   16
#define BAND_COMPARED 16

/* What shares keys with something. */
struct band_entry {
	const char *submission;
	int64_t n, place;
	unsigned keys; /* how many */
};

/* Whose a submission is and who may have it, as a number. */
int64_t band_place(struct night *n, const char *submission);
/* Whether it may be found by what comes later: what was taken back before it
 * had a place takes none from what goes out. */
bool band_stays(struct db *d, const char *submission);
/* The number of mail n of a submission, 0: its files, by which it stands under
 * keys; hangs on nothing else. */
int64_t band_mail(struct db *d, const char *submission, int64_t n);
/* Whether anything stands under the key. */
bool band_any(struct db *d, int64_t key);
/* Puts a mail under the key where there is room; or whether there is or not. */
void band_put(struct db *d, int64_t key, int64_t place, int64_t mail);
void band_force(struct db *d, int64_t key, int64_t place, int64_t mail);
/* What stands under any of the keys, the submission itself aside; of each place
 * the BAND_COMPARED that share most.  In the arena. */
struct band_entry *band_near(struct db *d, struct arena *a, const int64_t *keys,
    size_t count, const char *submission, size_t *found);

#endif
