#include <string.h>

#include "formats/base/hex.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/outlook/cfb.h"
#include "formats/outlook/le.h"
#include "formats/outlook/mapi.h"
#include "formats/outlook/msg.h"
#include "formats/outlook/olepackage.h"

#define STREAM	   "__substg1.0_"
#define PROPERTIES "__properties_version1.0"
#define ATTACH	   "__attach_version1.0_"
#define RECIPIENT  "__recip_version1.0_"

/* What stands before the properties, by whose they are. */
enum { HEAD_TOP = 32, HEAD_INNER = 24, HEAD_PART = 8 };

struct msg {
	struct arena *a;
	struct cfb *c;
	bool *partial;
};

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* Properties of a fixed size, 16 bytes each. */
static void
read_fixed(struct msg *m, const struct cfb_node *s, size_t head,
    struct mapi_props *out)
{
	const unsigned char *p;
	struct mapi_prop one;
	size_t len, i;

	p = cfb_read(m->c, s, &len);
	for (i = head; i + 16 <= len; i += 16) {
		one = (struct mapi_prop){ .type = le16(p + i),
			.id = le16(p + i + 2) };
		switch (one.type) {
		case MAPI_INT16:
		case MAPI_BOOLEAN:
			one.n = le16(p + i + 8);
			break;
		case MAPI_INT32:
			one.n = le32(p + i + 8);
			break;
		case MAPI_INT64:
		case MAPI_TIME:
			one.n = le64(p + i + 8);
			break;
		default:
			continue;
		}
		mapi_add(m->a, out, &one);
	}
}

/* "__substg1.0_0037001F": number and type. */
static bool
stream_tag(const char *name, struct mapi_prop *out)
{
	const char *hex = name + strlen(STREAM);
	int b[4], i;

	if (!begins(name, STREAM) || strlen(hex) != 8)
		return false;
	for (i = 0; i < 4; i++)
		if ((b[i] = hex_byte(hex + 2 * i)) == -1)
			return false;
	out->id = (unsigned)(b[0] << 8 | b[1]);
	out->type = (unsigned)(b[2] << 8 | b[3]);
	return true;
}

static void
read_props(struct msg *m, const struct cfb_node *s, size_t head,
    struct mapi_props *out)
{
	const struct cfb_node *n;
	struct mapi_prop one;
	size_t i;

	for (i = 0; i < s->count; i++) {
		n = cfb_child(m->c, s, i);
		one = (struct mapi_prop){ 0 };
		if (n->storage)
			continue;
		if (strcmp(n->name, PROPERTIES) == 0)
			read_fixed(m, n, head, out);
		else if (stream_tag(n->name, &one) && mapi_wanted(one.id) &&
			 mapi_get(out, one.id) == NULL) {
			one.p = cfb_read(m->c, n, &one.len);
			mapi_add(m->a, out, &one);
		}
	}
}

/* A file that was put into the text as an object; other objects are not read.
 */
static void
read_package(
    struct msg *m, const struct cfb_node *object, struct mapi_props *out)
{
	struct mapi_prop name = { .id = MAPI_ATTACH_LONG_NAME,
		.type = MAPI_STRING8 };
	struct mapi_prop data = { .id = MAPI_ATTACH_DATA, .type = MAPI_BINARY };
	const struct cfb_node *n;
	struct olepackage package;
	const unsigned char *p;
	size_t len;

	n = cfb_find(m->c, object, OLEPACKAGE_STREAM);
	if (n == NULL || n->storage)
		return;
	p = cfb_read(m->c, n, &len);
	if (!olepackage_open(&package, p, len))
		return;
	name.p = package.name;
	name.len = package.name_len;
	data.p = package.data;
	data.len = package.len;
	mapi_add(m->a, out, &name);
	mapi_add(m->a, out, &data);
}

static struct mapi_item *read_item(
    struct msg *m, const struct cfb_node *s, size_t head, unsigned depth);

static void
read_attachment(struct msg *m, const struct cfb_node *s, unsigned depth,
    struct mapi_item *item)
{
	const struct cfb_node *inner;
	struct mapi_attachment *t;

	if (item->attachment_count > LIMIT_PARTS) {
		*m->partial = true;
		return;
	}
	t = arena_push(
	    m->a, &item->attachments, &item->attachment_count, sizeof(*t));
	read_props(m, s, HEAD_PART, &t->props);
	inner = cfb_find(m->c, s, STREAM "3701000D");
	if (inner == NULL || !inner->storage)
		return;
	if (mapi_number(&t->props, MAPI_ATTACH_METHOD) != MAPI_METHOD_EMBEDDED)
		read_package(m, inner, &t->props);
	else if (depth == 0)
		*m->partial = true;
	else
		t->inner = read_item(m, inner, HEAD_INNER, depth - 1);
}

/* Depth is bounded by the caller of msg_read. */
static struct mapi_item *
read_item(struct msg *m, const struct cfb_node *s, size_t head, unsigned depth)
{
	struct mapi_item *item = arena_alloc(m->a, sizeof(*item));
	const struct cfb_node *n;
	size_t i;

	read_props(m, s, head, &item->props);
	item->codepage = mapi_codepage(&item->props);
	for (i = 0; i < s->count; i++) {
		n = cfb_child(m->c, s, i);
		if (!n->storage)
			continue;
		if (begins(n->name, RECIPIENT) &&
		    item->recipient_count < LIMIT_NAMED)
			read_props(m, n, HEAD_PART,
			    arena_push(m->a, &item->recipients,
				&item->recipient_count,
				sizeof(*item->recipients)));
		else if (begins(n->name, ATTACH))
			read_attachment(m, n, depth, item);
	}
	return item;
}

bool
msg_is(const struct cfb *c)
{
	const struct cfb_node *root = cfb_root(c), *n;
	size_t i;

	for (i = 0; i < root->count; i++) {
		n = cfb_child(c, root, i);
		if (strcmp(n->name, PROPERTIES) == 0 ||
		    (!n->storage && begins(n->name, STREAM)))
			return true;
	}
	return false;
}

struct mapi_item *
msg_read(
    struct arena *a, const void *p, size_t len, unsigned depth, bool *partial)
{
	struct msg m = { a, cfb_open(a, p, len), partial };
	struct mapi_item *item;

	if (m.c == NULL || !msg_is(m.c))
		return NULL;
	item = read_item(&m, cfb_root(m.c), HEAD_TOP, depth);
	if (cfb_broken(m.c))
		*partial = true;
	return item;
}
