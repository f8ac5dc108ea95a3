#include <string.h>

#include "batch/night/night.h"
#include "batch/release/asked.h"
#include "batch/release/outgoing.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/request.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"

static bool
is_taken_back(
    struct night *n, const struct roster_audience *to, const char *item)
{
	const struct outgoing *o;
	size_t i;

	for (i = 0; item != NULL && i < n->outgoing_count; i++) {
		o = &n->outgoing[i];
		if (o->audience == to && strcmp(o->id, item) == 0)
			return o->item->retracted_on != NULL;
	}
	return false;
}

bool
asked_list(struct night *n, const struct roster_audience *to, struct bundle *b)
{
	struct bundle_request *out;
	struct request *list;
	size_t count, i;
	bool anew = false;

	if (!span_holds(&to->span, n->day))
		return false;
	list = requests_to(n->hub->db, n->arena, to->id, n->day, &count);
	for (i = 0; i < count; i++) {
		if (is_taken_back(n, to, list[i].item))
			continue;
		out = arena_push(
		    n->arena, &b->requests, &b->request_count, sizeof(*out));
		*out = (struct bundle_request){ list[i].name, list[i].item,
			list[i].until, list[i].text };
		anew = anew || !list[i].told;
	}
	if (b->request_count > 0 && b->tlp < TLP_AMBER)
		b->tlp = TLP_AMBER;
	return anew;
}

void
asked_note(struct night *n, const struct bundle *b)
{
	size_t i;

	for (i = 0; i < b->request_count; i++)
		db_run(n->hub->db, SQL_REQUEST_TOLD, "tt", b->requests[i].name,
		    n->run);
}

void
asked_tell_providers(struct night *n)
{
	db_run(n->hub->db, SQL_REQUEST_TOLD_PROVIDERS, "tt", n->run, n->day);
}
