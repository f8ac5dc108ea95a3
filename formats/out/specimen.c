#include "formats/out/specimen.h"
#include "formats/base/mem.h"
#include "formats/out/item.h"

/* Of each type in each role. */
static void
put_indicators(struct arena *a, struct item *it)
{
	static const char *const values[IND_TYPES] = {
		[IND_SUBJECT] = "{}",
		[IND_IPV4_PORT] = "0.0.0.0:1",
		[IND_IPV6_PORT] = "[::]:1",
	};
	struct item_indicator *x;
	int t, r;

	for (t = 0; t < IND_TYPES; t++)
		for (r = 0; r < ROLES; r++) {
			x = arena_push(a, &it->indicators, &it->indicator_count,
			    sizeof(*x));
			x->type = (enum ind_type)t;
			x->role = (enum ind_role)r;
			x->value = values[t] == NULL ? "" : values[t];
		}
}

static void
put_files(struct arena *a, struct item *it)
{
	struct item_file *f;
	int k;

	for (k = 0; k < FILE_KINDS; k++) {
		f = arena_push(a, &it->files, &it->file_count, sizeof(*f));
		f->kind = (enum file_kind)k;
		f->name = "";
	}
}

static void
put_traffic(struct arena *a, struct item *it, const char *day)
{
	struct item_observation *o;
	int inbound;

	for (inbound = 0; inbound < 2; inbound++) {
		o = arena_push(
		    a, &it->observations, &it->observation_count, sizeof(*o));
		o->inbound = inbound != 0;
		o->address = "";
		o->port = 1;
		o->protocol = "tcp";
		o->first = o->last = day;
	}
}

static void
put_words(struct arena *a, struct item *it)
{
	struct item_comparison *c;
	struct item_step *s;
	int i;

	for (i = 0; i < STEPS; i++) {
		s = arena_push(a, &it->steps, &it->step_count, sizeof(*s));
		s->kind = (enum step_kind)i;
		s->text = "";
	}
	for (i = 0; i < 2; i++) {
		c = arena_push(
		    a, &it->compared, &it->compared_count, sizeof(*c));
		c->feature = "subject";
		c->same = i != 0;
	}
	arena_push_str(a, &it->related, &it->related_count, "");
}

struct item
specimen_item(struct arena *a, const char *id, const char *day)
{
	struct item it = { .id = id,
		.edition = 1,
		.first_shared = day,
		.updated = day,
		.title = "",
		.analysis = "",
		.countermeasure = "",
		.seen_first = day,
		.seen_last = day,
		.sightings = 3,
		.false_alarms = 3 };

	put_indicators(a, &it);
	put_files(a, &it);
	put_traffic(a, &it, day);
	put_words(a, &it);
	return it;
}
