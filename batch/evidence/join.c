#include "batch/evidence/join.h"
#include "batch/evidence/comparison.h"
#include "batch/evidence/rarity.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

struct join
join_of(struct hub *h, const char *submission, const char *joined)
{
	struct rarity *rarity;
	struct join j = { 0 };

	joined_parse(
	    h->arena, joined == NULL ? JOINED_FIRST_WORD : joined, &j.by);
	if (j.by.rule == JOINED_LIKE)
		j.likeness =
		    comparison_best(h, submission, j.by.with, j.by.with_n);
	if (j.by.rule == JOINED_KEY) {
		rarity = arena_alloc(h->arena, sizeof(*rarity));
		*rarity = rarity_of(h, j.by.key);
		j.rarity = rarity;
	}
	return j;
}
