#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "keys/keyfile.h"

enum tag {
	TAG_SIG = 2,
	TAG_SECRET = 5,
	TAG_PRIMARY = 6,
	TAG_SECRET_SUBKEY = 7,
	TAG_TRUST = 12,
	TAG_USER_ID = 13,
	TAG_SUBKEY = 14,
	TAG_ATTRIBUTE = 17
};

#define SIG_KEY_REVOKED	   0x20
#define SIG_SUBKEY_REVOKED 0x28
#define SUBPACKET_CREATED  2

struct packet {
	unsigned tag;
	size_t start, body, end; /* offsets */
};

static uint64_t
number(struct cursor *c, unsigned bytes)
{
	uint64_t n = 0;

	while (bytes-- > 0)
		n = n << 8 | cursor_u8(c);
	return n;
}

/* Keys have no packets of partial or open length. */
static uint64_t
packet_length(struct cursor *c, unsigned head)
{
	uint64_t n;

	if ((head & 0x40) == 0) {
		if ((head & 3) == 3)
			cursor_fail(c);
		return number(c, 1U << (head & 3));
	}
	n = cursor_u8(c);
	if (n < 192)
		return n;
	if (n < 224)
		return ((n - 192) << 8) + cursor_u8(c) + 192;
	if (n < 255)
		cursor_fail(c);
	return number(c, 4);
}

static bool
next_packet(struct cursor *c, struct packet *p)
{
	unsigned head;
	uint64_t len;

	p->start = c->off;
	head = cursor_u8(c);
	p->tag = head & 0x40 ? head & 0x3f : (head & 0x3f) >> 2;
	len = packet_length(c, head);
	if (c->failed || (head & 0x80) == 0 || len > c->len - c->off)
		return false;
	p->body = c->off;
	c->off += (size_t)len;
	p->end = c->off;
	return true;
}

/* Length of a subpacket, its type included. */
static uint64_t
subpacket_length(struct cursor *c)
{
	uint64_t n;

	n = cursor_u8(c);
	if (n < 192)
		return n;
	if (n < 255)
		return ((n - 192) << 8) + cursor_u8(c) + 192;
	return number(c, 4);
}

/* When a version 4 signature of that type was made; 0 else. */
static int64_t
made_at(const unsigned char *p, size_t len, unsigned type)
{
	struct cursor c;
	uint64_t n;

	cursor_init(&c, p, len);
	if (cursor_u8(&c) != 4 || cursor_u8(&c) != type)
		return 0;
	number(&c, 2);
	n = number(&c, 2);
	if (c.failed || n > c.len - c.off)
		return 0;
	c.len = c.off + (size_t)n;
	while (!c.failed && c.off < c.len) {
		n = subpacket_length(&c);
		if (c.failed || n == 0 || n > c.len - c.off)
			return 0;
		if ((p[c.off] & 0x7f) == SUBPACKET_CREATED && n == 5) {
			c.off++;
			return (int64_t)number(&c, 4);
		}
		c.off += (size_t)n;
	}
	return 0;
}

static void
note_revocation(
    struct keyfile *k, const unsigned char *bytes, const struct packet *p)
{
	struct keyfile_part *part = &k->parts[k->count - 1];
	int64_t at;

	at = made_at(bytes + p->body, p->end - p->body,
	    k->count == 1 ? SIG_KEY_REVOKED : SIG_SUBKEY_REVOKED);
	if (at != 0 && (part->revoked_at == 0 || at < part->revoked_at))
		part->revoked_at = at;
}

static bool
take_packet(struct keyfile *k, struct arena *a, const unsigned char *bytes,
    const struct packet *p)
{
	struct keyfile_part *part;

	switch (p->tag) {
	case TAG_SECRET:
	case TAG_SECRET_SUBKEY:
		k->secret = true;
		return true;
	case TAG_PRIMARY:
		k->primaries++;
		break;
	case TAG_SUBKEY:
		break;
	case TAG_SIG:
	case TAG_TRUST:
	case TAG_USER_ID:
	case TAG_ATTRIBUTE:
		if (k->count > 0) {
			if (p->tag == TAG_SIG)
				note_revocation(k, bytes, p);
			k->parts[k->count - 1].len =
			    p->end - k->parts[k->count - 1].offset;
		}
		return k->count > 0 || k->secret;
	default:
		return false;
	}
	part = arena_push(a, &k->parts, &k->count, sizeof(*part));
	part->offset = p->start;
	part->len = p->end - p->start;
	return true;
}

int
keyfile_read(struct keyfile *k, struct arena *a, const void *p, size_t len)
{
	struct packet packet;
	struct cursor c;

	memset(k, 0, sizeof(*k));
	cursor_init(&c, p, len);
	while (c.off < c.len)
		if (!next_packet(&c, &packet) || !take_packet(k, a, p, &packet))
			return -1;
	return 0;
}

bool
keyfile_is_secret(struct arena *a, const void *p, size_t len)
{
	static const char armor[] = "-----BEGIN PGP PRIVATE KEY BLOCK-----";
	struct keyfile k;

	/* Also of what is broken further down. */
	keyfile_read(&k, a, p, len);
	return k.secret || memmem(p, len, armor, sizeof(armor) - 1) != NULL;
}

void
keyfile_reduce(
    const struct keyfile *k, const void *p, const bool *keep, struct buf *out)
{
	const unsigned char *bytes = p;
	size_t i;

	for (i = 0; i < k->count; i++)
		if (keep[i])
			buf_put(
			    out, bytes + k->parts[i].offset, k->parts[i].len);
}
