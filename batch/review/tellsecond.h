/*
 * What another analyst decided and wants a second one for, told on its card
 * with all that the second would put his name to.
 */
#ifndef BATCH_TELLSECOND_H
#define BATCH_TELLSECOND_H

#include "formats/base/say.h"

struct hub;
struct pile_card;
struct tell;

/* Nothing, where the card is a case's own. */
void tellsecond(
    struct tell *t, struct hub *h, const struct pile_card *p, enum lang lang);

#endif
