#include <stdlib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/out/item.h"
#include "formats/out/mark.h"

int
mark_order(
    enum ind_type t, const char *value, enum ind_type u, const char *other)
{
	return t != u ? (int)t - (int)u : strcmp(value, other);
}

static int
by_value(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	return mark_order(x->type, x->value, y->type, y->value);
}

static void
merge(struct mark *to, const struct mark *from)
{
	to->roles |= from->roles;
	to->inbound |= from->inbound;
	to->outbound |= from->outbound;
	if (to->file == NULL)
		to->file = from->file;
}

static size_t
take_files(struct arena *a, const struct item *it, struct mark *list)
{
	const struct item_file *f;
	char hex[DIGEST_HEX];
	size_t i, k = 0;

	for (i = 0; i < it->file_count; i++) {
		f = &it->files[i];
		digest_hex(&f->sha256, hex);
		list[k++] = (struct mark){ .type = IND_SHA256,
			.value = arena_strdup(a, hex),
			.file = f };
		if (f->name != NULL)
			list[k++] = (struct mark){ .type = IND_FILE_NAME,
				.value = f->name,
				.file = f };
	}
	return k;
}

static size_t
take_all(struct arena *a, const struct item *it, struct mark *list)
{
	const struct item_observation *o;
	size_t i, k = 0;

	for (i = 0; i < it->indicator_count; i++)
		list[k++] = (struct mark){ .type = it->indicators[i].type,
			.value = it->indicators[i].value,
			.roles = 1U << it->indicators[i].role };
	for (i = 0; i < it->observation_count; i++) {
		o = &it->observations[i];
		list[k++] =
		    (struct mark){ .type = strchr(o->address, ':') == NULL
					       ? IND_IPV4
					       : IND_IPV6,
			    .value = o->address,
			    .inbound = o->inbound,
			    .outbound = !o->inbound };
	}
	return k + take_files(a, it, list + k);
}

/* Both stand in the same order. */
static void
lay_signs(const struct item *it, struct mark *list, size_t count)
{
	const struct item_sign *s = it->signs, *end = s + it->sign_count;
	size_t i;

	for (i = 0; i < count; i++) {
		list[i].use = "";
		list[i].since = it->edition;
		list[i].day =
		    it->updated != NULL ? it->updated : it->first_shared;
		while (s < end && mark_order(s->type, s->value, list[i].type,
				      list[i].value) < 0)
			s++;
		if (s == end || mark_order(s->type, s->value, list[i].type,
				    list[i].value) != 0)
			continue;
		list[i].since = s->since;
		list[i].day = s->day;
		list[i].use = s->use;
	}
}

struct mark *
marks_of(struct arena *a, const struct item *it, size_t *count)
{
	size_t all =
	    it->indicator_count + it->observation_count + 2 * it->file_count;
	struct mark *list = arena_alloc(a, (all + 1) * sizeof(*list));
	size_t i, k = 0;

	all = take_all(a, it, list);
	if (all > 1)
		qsort(list, all, sizeof(*list), by_value);
	for (i = 0; i < all; i++)
		if (k > 0 && by_value(&list[k - 1], &list[i]) == 0)
			merge(&list[k - 1], &list[i]);
		else
			list[k++] = list[i];
	lay_signs(it, list, k);
	*count = k;
	return list;
}

const char *
mark_form(struct arena *a, const struct mark *m)
{
	return arena_printf(a, "%u%s%s%s%s", m->roles, m->inbound ? " in" : "",
	    m->outbound ? " out" : "", m->file == NULL ? "" : " ",
	    m->file == NULL ? "" : file_kind_word(m->file->kind));
}

bool
mark_has(const struct mark *m, enum ind_role r)
{
	return (m->roles & 1U << r) != 0;
}

size_t
mark_hole(const char *s)
{
	static const char *const holes[] = { "{}", "〓〓" };
	size_t i;

	for (i = 0; i < sizeof(holes) / sizeof(holes[0]); i++)
		if (strncmp(s, holes[i], strlen(holes[i])) == 0)
			return strlen(holes[i]);
	return 0;
}

bool
mark_is_whole(const char *value)
{
	for (; *value != '\0'; value++)
		if (mark_hole(value) > 0)
			return false;
	return true;
}
