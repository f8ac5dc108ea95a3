#include <string.h>

#include "formats/base/mem.h"
#include "formats/out/item.h"
#include "formats/out/itemcopy.h"

const char *
itemcopy_text(struct arena *a, const char *text)
{
	return text == NULL ? NULL : arena_strdup(a, text);
}

const char **
itemcopy_texts(struct arena *a, const char *const *list, size_t count)
{
	const char **out;
	size_t i;

	if (count == 0)
		return NULL;
	out = arena_alloc(a, count * sizeof(*out));
	for (i = 0; i < count; i++)
		out[i] = itemcopy_text(a, list[i]);
	return out;
}

/* The rows as they are; their texts are still the other's. */
static void *
rows(struct arena *a, const void *list, size_t count, size_t size)
{
	void *out;

	if (count == 0)
		return NULL;
	out = arena_alloc(a, count * size);
	memcpy(out, list, count * size);
	return out;
}

static void
copy_facts(struct arena *a, struct item *it)
{
	struct item_observation *o;
	size_t i;

	it->indicators = rows(
	    a, it->indicators, it->indicator_count, sizeof(*it->indicators));
	for (i = 0; i < it->indicator_count; i++)
		it->indicators[i].value =
		    itemcopy_text(a, it->indicators[i].value);
	it->files = rows(a, it->files, it->file_count, sizeof(*it->files));
	for (i = 0; i < it->file_count; i++)
		it->files[i].name = itemcopy_text(a, it->files[i].name);
	it->observations = rows(a, it->observations, it->observation_count,
	    sizeof(*it->observations));
	for (i = 0; i < it->observation_count; i++) {
		o = &it->observations[i];
		o->address = itemcopy_text(a, o->address);
		o->protocol = itemcopy_text(a, o->protocol);
		o->first = itemcopy_text(a, o->first);
		o->last = itemcopy_text(a, o->last);
	}
}

static void
copy_lists(struct arena *a, struct item *it)
{
	size_t i;

	it->steps = rows(a, it->steps, it->step_count, sizeof(*it->steps));
	for (i = 0; i < it->step_count; i++)
		it->steps[i].text = itemcopy_text(a, it->steps[i].text);
	it->compared =
	    rows(a, it->compared, it->compared_count, sizeof(*it->compared));
	for (i = 0; i < it->compared_count; i++)
		it->compared[i].feature =
		    itemcopy_text(a, it->compared[i].feature);
	it->related = itemcopy_texts(a, it->related, it->related_count);
	it->signs = rows(a, it->signs, it->sign_count, sizeof(*it->signs));
	for (i = 0; i < it->sign_count; i++) {
		it->signs[i].value = itemcopy_text(a, it->signs[i].value);
		it->signs[i].day = itemcopy_text(a, it->signs[i].day);
		it->signs[i].use = itemcopy_text(a, it->signs[i].use);
	}
}

struct item *
itemcopy(struct arena *a, const struct item *it)
{
	struct item *out = rows(a, it, 1, sizeof(*out));

	out->id = itemcopy_text(a, it->id);
	out->first_shared = itemcopy_text(a, it->first_shared);
	out->updated = itemcopy_text(a, it->updated);
	out->retracted_on = itemcopy_text(a, it->retracted_on);
	out->superseded_on = itemcopy_text(a, it->superseded_on);
	out->superseded_by = itemcopy_text(a, it->superseded_by);
	out->title = itemcopy_text(a, it->title);
	out->analysis = itemcopy_text(a, it->analysis);
	out->countermeasure = itemcopy_text(a, it->countermeasure);
	out->seen_first = itemcopy_text(a, it->seen_first);
	out->seen_last = itemcopy_text(a, it->seen_last);
	copy_facts(a, out);
	copy_lists(a, out);
	return out;
}
