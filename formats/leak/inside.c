#include <stdint.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/files/archive.h"
#include "formats/leak/decoding.h"
#include "formats/leak/inside.h"

/* How many bytes, and members, may come out of one archive that is met
 * inside. */
#define INSIDE_BYTES   (8U << 20)
#define INSIDE_MEMBERS 200
/* What opening an archive costs, and each member of it, besides the bytes
 * that come out. */
#define OPEN_COST   8192
#define MEMBER_COST 256
/* Of deflate without a head: the least that holds a name, the most that is read
 * of it, and what trying costs. */
#define RAW_MIN	  8
#define RAW_BYTES 16384
#define RAW_COST  64

enum inside_kind { INSIDE_MEMBERED, INSIDE_STREAM, INSIDE_ZLIB };

/* What an archive or a compressed stream begins with. */
static const struct inside {
	const char *magic;
	size_t len;
	enum inside_kind kind;
} insides[] = {
	{ "PK\3\4", 4, INSIDE_MEMBERED },
	{ "7z\xbc\xaf\x27\x1c", 6, INSIDE_MEMBERED },
	{ "\x1f\x8b\x08", 3, INSIDE_STREAM },
	{ "\x28\xb5\x2f\xfd", 4, INSIDE_STREAM },
	{ "\xfd"
	  "7zXZ",
	    5, INSIDE_STREAM },
	{ "BZh91AY&SY", 10, INSIDE_STREAM },
	{ "\x78\x01", 2, INSIDE_ZLIB },
	{ "\x78\x9c", 2, INSIDE_ZLIB },
	{ "\x78\xda", 2, INSIDE_ZLIB },
};
#define INSIDES (sizeof(insides) / sizeof(insides[0]))

/* Whether one may begin with the byte. */
static bool begins[256];

void
inside_setup(void)
{
	size_t i;

	for (i = 0; i < INSIDES; i++)
		begins[(unsigned char)insides[i].magic[0]] = true;
}

/* How much may come out of one that is opened now. */
static size_t
room(const struct decoding *d)
{
	return d->left < INSIDE_BYTES ? d->left : INSIDE_BYTES;
}

static bool
see_member(struct decoding *d, const struct archive_entry_seen *e)
{
	if (d->outcome != LEAK_NONE || !decoding_spend(d, e->len + MEMBER_COST))
		return false;
	decoding_inner(d, e->name, strlen(e->name));
	if (e->data != NULL)
		decoding_inner(d, e->data, e->len);
	return d->outcome == LEAK_NONE;
}

static void
each_member(void *arg, const struct archive_entry_seen *e)
{
	see_member(arg, e);
}

/* A zlib stream, as much of it as comes out. */
static void
inflated(struct decoding *d, const unsigned char *p, size_t len)
{
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)p,
		.avail_in = (unsigned)(len > UINT32_MAX ? UINT32_MAX : len) };
	static unsigned char out[16384];
	struct buf b = { 0 };
	int rc;

	if (inflateInit(&z) != Z_OK)
		return;
	do {
		z.next_out = out;
		z.avail_out = sizeof(out);
		rc = inflate(&z, Z_NO_FLUSH);
		buf_put(&b, out, sizeof(out) - z.avail_out);
	} while (rc == Z_OK && b.len < INSIDE_BYTES && b.len < d->left);
	inflateEnd(&z);
	if (b.len >= INSIDE_BYTES || !decoding_spend(d, b.len))
		d->outcome = LEAK_TOO_MUCH;
	decoding_inner_buf(d, &b);
}

/* A stream of deflate without a head, which anything may be: one that ends, and
 * tells a text. */
static void
deflated(struct decoding *d, const unsigned char *p, size_t len)
{
	static unsigned char out[RAW_BYTES];
	struct buf b = { 0 };

	/* Of a block with a table, or with the one that all know. */
	if (len < RAW_MIN || ((p[0] & 6) != 2 && (p[0] & 6) != 4) ||
	    !decoding_spend(d, RAW_COST))
		return;
	if (d->raw.state == NULL && inflateInit2(&d->raw, -15) != Z_OK)
		return;
	inflateReset(&d->raw);
	d->raw.next_in = (unsigned char *)(uintptr_t)p;
	d->raw.avail_in = (unsigned)(len > UINT32_MAX ? UINT32_MAX : len);
	d->raw.next_out = out;
	d->raw.avail_out = sizeof(out);
	if (inflate(&d->raw, Z_FINISH) != Z_STREAM_END)
		return;
	buf_put(&b, out, sizeof(out) - d->raw.avail_out);
	decoding_inner_likely(d, &b);
	buf_free(&b);
}

static void
decompressed(struct decoding *d, const unsigned char *p, size_t len)
{
	struct buf b = { 0 };

	if (archive_unfilter(p, len, room(d), &b) == PEEK_TOO_MUCH ||
	    !decoding_spend(d, b.len))
		d->outcome = LEAK_TOO_MUCH;
	decoding_inner_buf(d, &b);
}

static void
members(struct decoding *d, const unsigned char *p, size_t len)
{
	if (archive_peek(p, len, INSIDE_MEMBERS, INSIDE_BYTES, each_member,
		d) == PEEK_TOO_MUCH &&
	    d->outcome == LEAK_NONE)
		d->outcome = LEAK_TOO_MUCH;
}

static void
open_at(struct decoding *d, enum inside_kind kind, const unsigned char *p,
    size_t len)
{
	if (!decoding_spend(d, OPEN_COST))
		return;
	if (kind == INSIDE_ZLIB)
		inflated(d, p, len);
	else
		members(d, p, len);
	if (kind == INSIDE_STREAM && d->outcome == LEAK_NONE)
		decompressed(d, p, len);
}

/* Those whose first two bytes stand somewhere. */
static unsigned
may_begin(const unsigned char *p, size_t len)
{
	unsigned may = 0, k;
	size_t i;

	for (i = 0; i + 1 < len; i++) {
		if (!begins[p[i]])
			continue;
		for (k = 0; k < INSIDES; k++)
			if (memcmp(p + i, insides[k].magic, 2) == 0)
				may |= 1U << k;
	}
	return may;
}

void
inside_read(struct decoding *d, const unsigned char *p, size_t len)
{
	const unsigned char *at, *end = p + len;
	unsigned may;
	size_t i;

	/* Plain ASCII holds none of them. */
	for (i = 0; i < len && p[i] >= 0x20 && p[i] < 0x7f; i++)
		continue;
	if (i == len)
		return;
	if (d->depth > 0 && d->open_inside)
		deflated(d, p, len);
	may = may_begin(p, len);
	for (i = 0; i < INSIDES; i++)
		for (at = p; (may >> i & 1) && d->outcome == LEAK_NONE; at++) {
			at = memmem(at, (size_t)(end - at), insides[i].magic,
			    insides[i].len);
			if (at == NULL)
				break;
			d->met_inside = true;
			if (!d->open_inside)
				break;
			open_at(d, insides[i].kind, at, (size_t)(end - at));
		}
	if (len > 262 && memcmp(p + 257, "ustar", 5) == 0) {
		d->met_inside = true;
		if (d->open_inside)
			members(d, p, len);
	}
}
