/*
 * Who has acknowledged what was sent, who has not and since when, and who had
 * hits, as commands tell it.
 */
#ifndef BATCH_TELLACKS_H
#define BATCH_TELLACKS_H

#include <stdbool.h>
#include <stdint.h>

struct hub;
struct tell;

/* Who has not acknowledged what is over; of one item or one reader where that
 * is not NULL. */
void tell_silent(
    struct tell *t, struct hub *h, const char *item, const char *reader);
/* Whom an operator let off an item, and who had hits of it. */
void tell_item_acks(struct tell *t, struct hub *h, const char *item);
/* Hits that were acknowledged since a time. */
void tell_hits(struct tell *t, struct hub *h, int64_t since);
/* AUDIENCE-NNNNNN, with its items and its acknowledgements; false where there
 * is none. */
bool tell_bundle(struct tell *t, struct hub *h, const char *id);
/* A member, or an audience that reads for itself; false where there is none. */
bool tell_reader(struct tell *t, struct hub *h, const char *id);

#endif
