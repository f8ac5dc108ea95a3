#include <stdint.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/base/words.h"
#include "formats/indicators/spelt.h"
#include "formats/read/listing.h"

static const char *const forms[LISTING_FORMS] = { "unknown", "csv", "xlsx",
	"stix", "misp" };
static const char *const troubles[LISTING_TROUBLES] = { "fine", "no-list",
	"encoding", "broken", "too-large", "other-role" };
static const char *const reasons[LEFT_REASONS] = { "type", "value", "pattern",
	"context", "room" };

const char *
listing_form_word(enum listing_form f)
{
	return f < LISTING_FORMS ? forms[f] : "";
}

const char *
listing_trouble_word(enum listing_trouble t)
{
	return t < LISTING_TROUBLES ? troubles[t] : "";
}

const char *
listing_left_word(enum listing_left l)
{
	return l < LEFT_REASONS ? reasons[l] : "";
}

void
listing_leave(struct listing *l, enum listing_left why, size_t place)
{
	unsigned at = place > UINT32_MAX ? UINT32_MAX : (unsigned)place;

	l->left[why]++;
	if (l->place_count == LISTING_PLACES || at == 0 ||
	    (l->place_count > 0 && l->places[l->place_count - 1] == at))
		return;
	l->places[l->place_count++] = at;
}

void
listing_take(struct arena *scratch, struct listing *l, enum ind_type t,
    enum ind_role r, const char *value, size_t place)
{
	struct listing_value *v;
	const char *canon;

	if (l->count == LIMIT_LISTED) {
		listing_leave(l, LEFT_ROOM, place);
		return;
	}
	canon = spelt_canon(scratch, t, value);
	if (canon == NULL || !text_printable(canon, false)) {
		listing_leave(l, LEFT_VALUE, place);
		return;
	}
	v = arena_push(l->a, &l->values, &l->count, sizeof(*v));
	*v = (struct listing_value){ t, r, arena_strdup(l->a, canon) };
}

size_t
listing_left_out(const struct listing *l)
{
	size_t sum = 0, i;

	for (i = 0; i < LEFT_REASONS; i++)
		sum += l->left[i];
	return sum;
}

/* Reader: listing_get(). */
void
listing_write(struct buf *b, const struct listing *l)
{
	size_t i;

	buf_put_u8(b, l->form);
	buf_put_u8(b, l->trouble);
	for (i = 0; i < LEFT_REASONS; i++)
		buf_put_u32(b, (uint32_t)l->left[i]);
	buf_put_u32(b, (uint32_t)l->place_count);
	for (i = 0; i < l->place_count; i++)
		buf_put_u32(b, l->places[i]);
	buf_put_u32(b, (uint32_t)l->count);
	for (i = 0; i < l->count; i++) {
		buf_put_u8(b, l->values[i].type);
		buf_put_u8(b, l->values[i].role);
		buf_put_str(b, l->values[i].value);
	}
}

static void
get_value(struct cursor *c, struct arena *a, struct listing_value *v)
{
	unsigned type = cursor_u8(c), role = cursor_u8(c);
	const char *canon;

	v->value = cursor_str(c, a, LIMIT_VALUE);
	if (type >= IND_TYPES || role >= ROLES || v->value == NULL ||
	    !text_printable(v->value, false)) {
		cursor_fail(c);
		*v = (struct listing_value){ .value = "" };
		return;
	}
	v->type = (enum ind_type)type;
	v->role = (enum ind_role)role;
	canon = observable_canon(a, v->type, v->value);
	if (canon == NULL || strcmp(canon, v->value) != 0)
		cursor_fail(c);
}

/* Writer: listing_write(). */
struct listing *
listing_get(struct cursor *c, struct arena *a)
{
	struct listing *l = arena_alloc(a, sizeof(*l));
	unsigned form = cursor_u8(c), trouble = cursor_u8(c);
	size_t n, i;

	if (form >= LISTING_FORMS || trouble >= LISTING_TROUBLES) {
		cursor_fail(c);
		form = trouble = 0;
	}
	l->form = (enum listing_form)form;
	l->trouble = (enum listing_trouble)trouble;
	for (i = 0; i < LEFT_REASONS; i++)
		l->left[i] = cursor_u32(c);
	l->place_count = cursor_count(c, 4, LISTING_PLACES);
	for (i = 0; i < l->place_count; i++)
		l->places[i] = cursor_u32(c);
	n = cursor_count(c, 6, LIMIT_LISTED);
	for (i = 0; i < n; i++)
		get_value(c, a,
		    arena_push(a, &l->values, &l->count, sizeof(*l->values)));
	return l;
}
