#include <stdint.h>

#include "batch/care/clockcare.h"
#include "batch/night/arrival.h"
#include "batch/night/night.h"

/* A member's clock may be off by a little; by more, one of the two is wrong,
 * long before signatures are refused for it. */
#define CLOCK_TOLD 120

void
clockcare(struct night *n)
{
	const struct arrival *a;

	a = arrival_newest(n->arrivals, n->arrival_count);
	if (a == NULL || a->signed_at <= n->at + CLOCK_TOLD)
		return;
	night_attention(n,
	    "the newest signature, of %s, is %lld seconds ahead of the hub's clock: which of the two is wrong?",
	    a->member, (long long)(a->signed_at - n->at));
}
