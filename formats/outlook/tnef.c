#include <string.h>

#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/outlook/le.h"
#include "formats/outlook/mapi.h"
#include "formats/outlook/tnef.h"

#define SIGNATURE  0x223e9f78U
#define NAMED_FROM 0x8000U /* numbers from here on have a name beside them */
#define GUID	   16
#define TAIL	   4 /* bytes at the end that encoders leave */

/* Attributes, without the type in their upper half. */
enum {
	ATTR_FROM = 0x8000,
	ATTR_SUBJECT = 0x8004,
	ATTR_CLASS = 0x8008,
	ATTR_BODY = 0x800c,
	ATTR_DATA = 0x800f,
	ATTR_TITLE = 0x8010,
	ATTR_BEGINS = 0x9002, /* an attachment */
	ATTR_PROPS = 0x9003,
	ATTR_RECIPIENTS = 0x9004,
	ATTR_ATTACHMENT = 0x9005, /* its properties */
	ATTR_CODEPAGE = 0x9007
};

/* What is left to be read; its error sticks. */
struct rest {
	const unsigned char *p;
	size_t len;
	bool failed;
};

struct tnef {
	struct arena *a;
	unsigned depth;
	bool *partial;
	struct mapi_item *item;
};

static const unsigned char *
take(struct rest *r, size_t n)
{
	const unsigned char *p = r->p;

	if (r->failed || n > r->len) {
		r->failed = true;
		return NULL;
	}
	r->p += n;
	r->len -= n;
	return p;
}

static uint32_t
take32(struct rest *r)
{
	const unsigned char *p = take(r, 4);

	return p == NULL ? 0 : le32(p);
}

static uint32_t
take16(struct rest *r)
{
	const unsigned char *p = take(r, 2);

	return p == NULL ? 0 : le16(p);
}

/* Everything begins at a multiple of four. */
static const unsigned char *
take_padded(struct rest *r, size_t len)
{
	const unsigned char *p = take(r, len);
	size_t pad = (4 - len % 4) % 4;

	if (p != NULL)
		take(r, pad < r->len ? pad : r->len);
	return p;
}

static size_t
fixed_size(unsigned type)
{
	switch (type) {
	case 0x0002:
	case 0x0003:
	case 0x0004:
	case 0x000a:
	case 0x000b:
		return 4;
	case 0x0005:
	case 0x0006:
	case 0x0007:
	case 0x0014:
	case 0x0040:
		return 8;
	case 0x0048:
		return GUID;
	default:
		return 0;
	}
}

static bool
is_variable(unsigned type)
{
	return type == MAPI_STRING8 || type == MAPI_UNICODE ||
	       type == MAPI_BINARY || type == MAPI_OBJECT;
}

static void
skip_name(struct rest *r)
{
	take(r, GUID);
	if (take32(r) == 0)
		take32(r);
	else
		take_padded(r, take32(r));
}

/* One value, or several; each takes bytes, or the reading fails. */
static void
take_values(struct rest *r, struct mapi_prop *one)
{
	unsigned type = one->type & ~(unsigned)MAPI_MANY;
	uint32_t count = 1, i;
	const unsigned char *p;
	size_t size = fixed_size(type);

	if (is_variable(type) || (one->type & MAPI_MANY))
		count = take32(r);
	if (size == 0 && !is_variable(type))
		r->failed = true;
	for (i = 0; i < count && !r->failed; i++) {
		if (size > 0) {
			p = take(r, size);
			if (p != NULL && i == 0)
				one->n =
				    size == 8 ? le64(p)
				    : type == MAPI_INT16 || type == MAPI_BOOLEAN
					? le16(p)
					: le32(p);
			continue;
		}
		one->len = take32(r);
		one->p = take_padded(r, one->len);
	}
}

static void
take_props(struct tnef *t, struct rest *r, struct mapi_props *out)
{
	struct mapi_prop one;
	uint32_t count = take32(r), i;

	for (i = 0; i < count && !r->failed; i++) {
		one = (struct mapi_prop){ .type = take16(r) };
		one.id = take16(r);
		if (one.id >= NAMED_FROM)
			skip_name(r);
		take_values(r, &one);
		if (!r->failed && !(one.type & MAPI_MANY))
			mapi_add(t->a, out, &one);
	}
	if (r->failed)
		*t->partial = true;
}

static void
take_recipients(struct tnef *t, struct rest *r)
{
	struct mapi_item *item = t->item;
	uint32_t count = take32(r), i;

	for (i = 0;
	     i < count && !r->failed && item->recipient_count < LIMIT_NAMED;
	     i++)
		take_props(t, r,
		    arena_push(t->a, &item->recipients, &item->recipient_count,
			sizeof(*item->recipients)));
}

/* A name and an address, "SMTP:a@b.example", each with its length before. */
static void
take_from(struct tnef *t, struct rest r)
{
	struct mapi_prop name = { .id = MAPI_SENDER_NAME,
		.type = MAPI_STRING8 };
	struct mapi_prop addr = { .id = MAPI_SENDER_EMAIL,
		.type = MAPI_STRING8 };

	take(&r, 4);
	name.len = take16(&r);
	addr.len = take16(&r);
	name.p = take(&r, name.len);
	addr.p = take(&r, addr.len);
	if (r.failed)
		return;
	if (addr.len > 5 && memcmp(addr.p, "SMTP:", 5) == 0) {
		addr.p += 5;
		addr.len -= 5;
	}
	mapi_add(t->a, &t->item->props, &name);
	mapi_add(t->a, &t->item->props, &addr);
}

static void
take_string(struct tnef *t, struct mapi_props *props, unsigned id,
    unsigned type, const struct rest *r)
{
	struct mapi_prop one = {
		.id = id, .type = type, .p = r->p, .len = r->len
	};

	mapi_add(t->a, props, &one);
}

static struct mapi_attachment *
last_attachment(struct tnef *t)
{
	struct mapi_item *item = t->item;

	if (item->attachment_count == 0)
		return NULL;
	return &item->attachments[item->attachment_count - 1];
}

static void
new_attachment(struct tnef *t)
{
	if (t->item->attachment_count > LIMIT_PARTS)
		*t->partial = true;
	else
		arena_push(t->a, &t->item->attachments,
		    &t->item->attachment_count, sizeof(*t->item->attachments));
}

/* An attachment that is a mail holds its TNEF, behind an identifier. */
static void
open_inner(
    struct tnef *t, const struct mapi_props *props, struct mapi_attachment *to)
{
	const struct mapi_prop *data = mapi_get(props, MAPI_ATTACH_DATA);

	if (data == NULL || data->type != MAPI_OBJECT || data->len < GUID ||
	    !tnef_is(data->p + GUID, data->len - GUID))
		return;
	if (t->depth == 0)
		*t->partial = true;
	else
		to->inner = tnef_read(t->a, data->p + GUID, data->len - GUID,
		    t->depth - 1, t->partial);
}

/* What stands for the mail's bytes before its properties is a mere picture,
 * unless the file is no mail by its own word. */
static void
take_attached(struct tnef *t, struct rest *r, struct mapi_attachment *to)
{
	bool held = mapi_get(&to->props, MAPI_ATTACH_DATA) != NULL;
	struct mapi_props props = { 0 };
	size_t i;

	take_props(t, r, &props);
	for (i = 0; i < props.count; i++)
		mapi_add(t->a, &to->props, &props.list[i]);
	if (!held ||
	    mapi_number(&to->props, MAPI_ATTACH_METHOD) == MAPI_METHOD_EMBEDDED)
		open_inner(t, &props, to);
}

static void
take_of_message(struct tnef *t, unsigned attr, struct rest *r)
{
	struct mapi_props *props = &t->item->props;

	switch (attr) {
	case ATTR_FROM:
		take_from(t, *r);
		break;
	case ATTR_SUBJECT:
		take_string(t, props, MAPI_SUBJECT, MAPI_STRING8, r);
		break;
	case ATTR_CLASS:
		take_string(t, props, MAPI_MESSAGE_CLASS, MAPI_STRING8, r);
		break;
	case ATTR_BODY:
		take_string(t, props, MAPI_BODY, MAPI_STRING8, r);
		break;
	case ATTR_PROPS:
		take_props(t, r, props);
		break;
	case ATTR_RECIPIENTS:
		take_recipients(t, r);
		break;
	case ATTR_CODEPAGE:
		t->item->codepage = take32(r);
		break;
	default:
		break;
	}
}

static void
take_of_attachment(struct tnef *t, unsigned attr, struct rest *r)
{
	struct mapi_attachment *to;

	if (attr == ATTR_BEGINS)
		new_attachment(t);
	to = last_attachment(t);
	if (to == NULL)
		return;
	switch (attr) {
	case ATTR_TITLE:
		take_string(t, &to->props, MAPI_ATTACH_NAME, MAPI_STRING8, r);
		break;
	case ATTR_DATA:
		take_string(t, &to->props, MAPI_ATTACH_DATA, MAPI_BINARY, r);
		break;
	case ATTR_ATTACHMENT:
		take_attached(t, r, to);
		break;
	default:
		break;
	}
}

/* What programs and transports leave behind the last attribute. */
static bool
is_filling(const struct rest *r)
{
	size_t i;

	for (i = 0; i < r->len; i++)
		if (r->p[i] != '\0' && strchr("\r\n \x1a", r->p[i]) == NULL)
			return false;
	return true;
}

bool
tnef_is(const void *p, size_t len)
{
	return len >= 6 && le32(p) == SIGNATURE;
}

/* Depth is bounded by the caller. */
struct mapi_item *
tnef_read(
    struct arena *a, const void *p, size_t len, unsigned depth, bool *partial)
{
	struct tnef t = { a, depth, partial, NULL };
	struct rest all = { p, len, false }, one;
	const unsigned char *level, *data;
	unsigned attr;

	if (!tnef_is(p, len))
		return NULL;
	t.item = arena_alloc(a, sizeof(*t.item));
	take(&all, 6);
	while (all.len > TAIL) {
		level = take(&all, 1);
		attr = take32(&all) & 0xffff;
		one = (struct rest){ .len = take32(&all) };
		data = take(&all, one.len);
		/* Of one that is cut, what there is. */
		one.p = data == NULL ? all.p : data;
		if (data == NULL)
			one.len = all.len;
		take16(&all);
		if (*level == 1)
			take_of_message(&t, attr, &one);
		else if (*level == 2)
			take_of_attachment(&t, attr, &one);
		else
			all.failed = true;
		if (all.failed)
			break;
	}
	if (all.failed || !is_filling(&all))
		*partial = true;
	return t.item;
}
