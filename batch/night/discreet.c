#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "batch/gate/gate.h"
#include "batch/gate/gatemask.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/discreet.h"
#include "batch/night/night.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"

static struct gate *
ready(struct night *n)
{
	if (n->discreet == NULL) {
		n->discreet = gate_new(n->arena, n->hub->roster);
		gate_pass_ids(n->discreet);
	}
	return n->discreet;
}

void
discreet_refusal(struct night *n, struct refusal *why)
{
	struct gate *g = ready(n);
	struct refusal masked = { 0 };
	const char *text;

	if (why->all != NULL)
		why->all = arena_strdup(n->arena, why->all);
	if (!gate_knows(g))
		return;
	text = gate_mask(g, n->arena, refusal_detail(why));
	if (gate_hit(g, text, strlen(text), NULL) != NULL)
		text = "it names a member, and is not kept";
	refuse_all(&masked, why->reason, arena_strdup(n->arena, text));
	*why = masked;
}

const char *
discreet_hit(struct night *n, const struct gate_file *files, size_t count)
{
	struct gate *g = ready(n);
	struct gate_fault fault;

	if (!gate_knows(g) || gate_search(g, files, count, n->jobs, NULL,
				  (uint64_t)n->at, &fault) == 0)
		return NULL;
	return fault.what;
}
