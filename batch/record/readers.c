#include <string.h>

#include "batch/night/night.h"
#include "batch/record/readers.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"

static void
add_keys(struct night *n, struct readers *r, const struct roster_key *keys,
    size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (roster_key_counts(&keys[i], n->day))
			*(const char **)arena_push(n->arena, &r->fingerprints,
			    &r->count, sizeof(char *)) = keys[i].fingerprint;
}

void
readers_of_member(struct night *n, const char *id, struct readers *r)
{
	struct sender s;

	if (sender_find(n->hub->roster, id, &s))
		add_keys(n, r, s.keys, s.key_count);
}

void
readers_of_audience(struct night *n, const char *id, struct readers *r)
{
	const struct roster *ro = n->hub->roster;
	const struct roster_audience *to;
	size_t i;

	to = roster_audience(ro, id);
	if (to == NULL)
		return;
	add_keys(n, r, to->keys, to->key_count);
	for (i = 0; i < ro->member_count; i++)
		if (roster_in_sig(&ro->members[i], to->id, n->day))
			add_keys(n, r, ro->members[i].keys,
			    ro->members[i].key_count);
}
