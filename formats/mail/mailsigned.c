#include <stdint.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/mail/mailsigned.h"

enum {
	TAG_END = 0x00,
	TAG_INTEGER = 0x02,
	TAG_OCTETS = 0x04,
	TAG_OID = 0x06,
	TAG_OCTET_PIECES = 0x24, /* octets in pieces */
	TAG_SEQUENCE = 0x30,
	TAG_SET = 0x31,
	TAG_EXPLICIT_0 = 0xa0
};

/* What is left to be read. */
struct rest {
	const unsigned char *p;
	size_t len;
};

/* One element; its content may be longer than what there is.  Without a
 * length it ends where an end stands. */
struct element {
	unsigned tag;
	bool endless;
	size_t len;
};

static bool
take(struct rest *r, struct element *e)
{
	size_t i, n;

	if (r->len < 2 || (r->p[0] & 0x1f) == 0x1f)
		return false;
	*e = (struct element){ .tag = r->p[0], .len = r->p[1] };
	n = e->len & 0x7f;
	r->p += 2;
	r->len -= 2;
	if (e->len < 0x80)
		return true;
	e->endless = n == 0;
	if (n > 4 || n > r->len)
		return false;
	for (i = 0, e->len = 0; i < n; i++)
		e->len = e->len << 8 | r->p[i];
	r->p += n;
	r->len -= n;
	return true;
}

static bool
skip_bytes(struct rest *r, size_t n)
{
	if (n > r->len)
		return false;
	r->p += n;
	r->len -= n;
	return true;
}

/* Goes into an element with that tag. */
static bool
enter(struct rest *r, unsigned tag)
{
	struct element e;

	if (!take(r, &e) || e.tag != tag)
		return false;
	if (!e.endless && e.len < r->len)
		r->len = e.len;
	return true;
}

/* Past an element with that tag, and all that is in it. */
static bool
skip(struct rest *r, unsigned tag)
{
	struct element e;
	size_t open = 0;

	if (!take(r, &e) || e.tag != tag)
		return false;
	for (;;) {
		if (e.endless)
			open++;
		else if (e.tag == TAG_END && e.len == 0 && open > 0)
			open--;
		else if (!skip_bytes(r, e.len))
			return false;
		if (open == 0)
			return true;
		if (!take(r, &e))
			return false;
	}
}

/* Octets, whole or in pieces; of what is cut, what there is. */
static void
put_octets(struct rest *r, struct buf *out)
{
	struct element e;
	size_t open = 0;

	while (take(r, &e)) {
		if (e.tag == TAG_OCTET_PIECES)
			open += e.endless;
		else if (e.tag == TAG_OCTETS && !e.endless) {
			if (e.len > r->len)
				e.len = r->len;
			buf_put(out, r->p, e.len);
			skip_bytes(r, e.len);
		} else if (e.tag == TAG_END && open > 0)
			open--;
		else
			return;
	}
}

static bool
takes_oid(struct rest *r, const char *oid, size_t len)
{
	struct rest at = *r;
	struct element e;

	if (!take(&at, &e) || e.tag != TAG_OID || e.len != len ||
	    len > at.len || memcmp(at.p, oid, len) != 0)
		return false;
	skip_bytes(&at, len);
	*r = at;
	return true;
}

enum mailsigned
mailsigned_open(struct buf *out, const void *p, size_t len)
{
	static const char data[] = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
	static const char signed_data[] =
	    "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
	static const char enveloped[] = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03";
	static const char authenticated[] =
	    "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17";
	struct rest r = { p, len };
	size_t before = out->len;

	if (!enter(&r, TAG_SEQUENCE))
		return MAILSIGNED_NONE;
	if (takes_oid(&r, enveloped, sizeof(enveloped) - 1) ||
	    takes_oid(&r, authenticated, sizeof(authenticated) - 1))
		return MAILSIGNED_CLOSED;
	if (!takes_oid(&r, signed_data, sizeof(signed_data) - 1) ||
	    !enter(&r, TAG_EXPLICIT_0) || !enter(&r, TAG_SEQUENCE) ||
	    !skip(&r, TAG_INTEGER) || !skip(&r, TAG_SET) ||
	    !enter(&r, TAG_SEQUENCE) ||
	    !takes_oid(&r, data, sizeof(data) - 1) ||
	    !enter(&r, TAG_EXPLICIT_0))
		return MAILSIGNED_NONE;
	put_octets(&r, out);
	return out->len > before ? MAILSIGNED_OPEN : MAILSIGNED_NONE;
}
