#include <string.h>

#include "batch/evidence/evidence.h"
#include "batch/review/card.h"
#include "batch/review/pile.h"
#include "batch/review/whom.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

struct card *
card_of(struct hub *h, struct whomdesk *d, const struct pile_card *pile,
    size_t n, size_t of)
{
	struct card *c = arena_alloc(h->arena, sizeof(*c));

	c->pile = pile;
	c->n = n;
	c->of = of;
	if (pile->casefile != NULL) {
		c->evidence = evidence_of(h, pile->casefile);
		c->whom = whom_of(d, pile->casefile, &c->whom_count);
	}
	return c;
}
