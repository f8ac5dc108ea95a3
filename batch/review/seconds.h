/*
 * What an analyst decided and another one is to confirm, as cards: rulings,
 * true hits, requests and chapters of reports.
 */
#ifndef BATCH_SECONDS_H
#define BATCH_SECONDS_H

#include <stddef.h>

struct hub;
struct pile_card;

/* Each with one reason, whose detail is who decided it; in the hub's arena. */
struct pile_card *seconds_of(struct hub *h, size_t *count);

#endif
