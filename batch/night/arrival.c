#include <string.h>

#include "batch/night/arrival.h"

static const char *const words[PACKAGE_STATES] = { "waiting", "accepted",
	"duplicate", "quarantined" };

const char *
package_state_word(enum package_state s)
{
	return words[s];
}

enum package_state
package_state_parse(const char *word)
{
	enum package_state s = PACKAGE_QUARANTINED;

	while (s > PACKAGE_WAITING && strcmp(words[s], word) != 0)
		s--;
	return s;
}

/* Bytes that were seen before are not opened, and tell no time. */
static bool
tells_time(const struct arrival *a)
{
	return a->signed_at != 0 && a->member != NULL &&
	       (a->state != PACKAGE_QUARANTINED ||
		   a->why.reason == REASON_SIGNATURE_TIME);
}

const struct arrival *
arrival_newest(const struct arrival *list, size_t count)
{
	const struct arrival *best = NULL;
	size_t i;

	for (i = 0; i < count; i++)
		if (tells_time(&list[i]) &&
		    (best == NULL || list[i].signed_at > best->signed_at))
			best = &list[i];
	return best;
}

void
arrival_take_place(struct arrival *to, const struct arrival *from)
{
	to->path = from->path;
	to->unlink = from->unlink;
	to->from = from->from;
	to->folder = from->folder;
	to->may_wait = from->may_wait;
}

const char *
arrival_whose(const struct arrival *a)
{
	return a->member == NULL && a->state == PACKAGE_QUARANTINED ? a->folder
								    : a->member;
}

bool
arrival_is_again(const struct arrival *a)
{
	return !a->entered && !a->left_behind && a->unlink != NULL &&
	       (a->state == PACKAGE_DUPLICATE ||
		   (a->state == PACKAGE_QUARANTINED && a->spooled)) &&
	       arrival_whose(a) != NULL;
}
