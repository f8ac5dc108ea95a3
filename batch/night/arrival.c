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

void
arrival_take_place(struct arrival *to, const struct arrival *from)
{
	to->path = from->path;
	to->unlink = from->unlink;
	to->from = from->from;
	to->folder = from->folder;
	to->may_wait = from->may_wait;
}

bool
arrival_is_again(const struct arrival *a)
{
	return a->state == PACKAGE_DUPLICATE && !a->entered &&
	       !a->left_behind && a->member != NULL && a->unlink != NULL;
}
