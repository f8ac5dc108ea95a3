#include <string.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/care/rostercare.h"
#include "batch/night/night.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

/* The roster that the last night with a decision worked with; NULL: none. */
static struct roster *
last_roster(struct night *n)
{
	const char *digest, *text;
	char err[512];
	size_t len;

	digest = night_recall(n, "night-roster");
	if (digest == NULL)
		return NULL;
	text = hub_read(n->hub, hub_roster_path(n->arena, digest), &len);
	return text == NULL
		   ? NULL
		   : roster_parse(n->arena, text, len, err, sizeof(err));
}

void
rostercare(struct night *n)
{
	const struct roster *before = last_roster(n);
	size_t gone = 0, i;

	if (before == NULL)
		return;
	for (i = 0; i < before->member_count; i++) {
		if (roster_member(n->hub->roster, before->members[i].id) !=
		    NULL)
			continue;
		gone++;
		night_attention(n,
		    "%s stood in the roster last time and is gone: put it back, with a last day (until) if it left",
		    before->members[i].id);
	}
	if (gone > 2 && 2 * gone > before->member_count)
		log_fatal(EX_CONFIG,
		    "%zu of %zu members are gone from roster.xml; nothing was taken",
		    gone, before->member_count);
}
