#include <stdio.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "keys/enrol.h"
#include "keys/home.h"
#include "keys/keyfile.h"

/* In a home of its own: what gpg makes of it. */
static int
look(struct enrol_key *k, struct arena *a, const char *home, const void *p,
    size_t len, char *err, size_t errlen)
{
	struct ring_key *keys;
	struct ring *r;
	size_t count;
	int rc = -1;

	r = ring_open(home, err, errlen);
	if (r == NULL)
		return -1;
	if (ring_import(r, p, len, err, errlen) == -1)
		goto out;
	keys = ring_all(r, a, &count);
	if (count != 1) {
		snprintf(
		    err, errlen, "holds %zu usable keys; wanted one", count);
		goto out;
	}
	k->seen = keys[0];
	rc = ring_export_whole(r, keys[0].fingerprint, &k->bytes, err, errlen);
out:
	ring_close(r);
	return rc;
}

int
enrol_read(struct enrol_key *k, struct arena *a, const void *p, size_t len,
    int64_t at, char *err, size_t errlen)
{
	struct home home;
	int rc = -1;

	memset(k, 0, sizeof(*k));
	if (keyfile_is_secret(a, p, len)) {
		snprintf(err, errlen,
		    "holds a secret key, which nobody should have given away; wanted the public one");
		return -1;
	}
	if (home_make(&home, err, errlen) == -1)
		return -1;
	if (home_configure(home.path, at, err, errlen) == 0)
		rc = look(k, a, home.path, p, len, err, errlen);
	home_empty(home.path);
	home_remove(&home);
	return rc;
}

void
enrol_free(struct enrol_key *k)
{
	buf_free(&k->bytes);
}

static bool
holds(const struct ring_key *k, const char *fingerprint)
{
	size_t i;

	for (i = 0; i < k->subkey_count; i++)
		if (strcmp(k->subkeys[i].fingerprint, fingerprint) == 0)
			return true;
	return false;
}

/* The key of the ring, under another primary key, that has the part too: its
 * owner would be unknown from then on. */
static const struct ring_key *
adopted_from(const struct enrol_question *q, const char *part)
{
	size_t i;

	for (i = 0; i < q->ring_count; i++)
		if (strcmp(q->ring[i].fingerprint, q->key->fingerprint) != 0 &&
		    holds(&q->ring[i], part))
			return &q->ring[i];
	return NULL;
}

static bool
is_useful(const struct ring_subkey *s)
{
	return !s->revoked && !s->expired && s->strong &&
	       (s->can_sign || s->can_encrypt);
}

bool
enrol_takes(const struct enrol_question *q, size_t part)
{
	const struct ring_subkey *s = &q->key->subkeys[part];
	size_t i;

	if (part == 0 || is_useful(s))
		return true;
	for (i = 0; i < q->ring_count; i++)
		if (strcmp(q->ring[i].fingerprint, q->key->fingerprint) == 0)
			return holds(&q->ring[i], s->fingerprint);
	return false;
}

/* Parts that are somebody else's. */
static const char *
refuse_foreign(struct arena *a, const struct enrol_question *q)
{
	const struct ring_key *other;
	const char *part, *holder;
	size_t i;

	for (i = 0; i < q->key->subkey_count; i++) {
		part = q->key->subkeys[i].fingerprint;
		if (strcmp(part, q->hub_key) == 0)
			return arena_printf(a, "%s is the hub's own key", part);
		holder = roster_holder(q->roster, part, NULL);
		if (holder != NULL && (i > 0 || strcmp(holder, q->holder) != 0))
			return arena_printf(a,
			    "%s stands in roster.xml as a key of %s", part,
			    holder);
		other = adopted_from(q, part);
		if (other == NULL)
			continue;
		if (strcmp(other->fingerprint, q->hub_key) == 0)
			holder = "the hub";
		else
			holder =
			    roster_holder(q->roster, other->fingerprint, NULL);
		return arena_printf(a,
		    "%s is in the keyring already, with the key %s of %s", part,
		    other->fingerprint, holder == NULL ? "nobody" : holder);
	}
	return NULL;
}

static bool
can_receive(const struct ring_key *k)
{
	size_t i;

	for (i = 0; i < k->subkey_count; i++)
		if (is_useful(&k->subkeys[i]) && k->subkeys[i].can_encrypt)
			return true;
	return false;
}

const char *
enrol_refusal(struct arena *a, const struct enrol_question *q)
{
	const char *foreign;

	if (roster_member(q->roster, q->holder) == NULL &&
	    roster_audience(q->roster, q->holder) == NULL)
		return arena_printf(a,
		    "roster.xml knows no %s: write who that is there first",
		    q->holder);
	foreign = refuse_foreign(a, q);
	if (foreign != NULL)
		return foreign;
	if (q->key->revoked)
		return "it is revoked";
	if (q->key->expired)
		return "it has expired";
	if (!q->key->subkeys[0].strong)
		return arena_printf(a,
		    "%s; wanted RSA of 3072 bits or more, Ed25519 or ECDSA",
		    q->key->subkeys[0].algorithm);
	if (!can_receive(q->key))
		return "it has no subkey that can encrypt, of RSA of 3072 bits or more or ECDH";
	return NULL;
}

int
enrol_bytes(
    const struct enrol_key *k, const struct enrol_question *q, struct buf *out)
{
	struct keyfile file;
	struct arena *a;
	bool *keep;
	size_t i;
	int rc = -1;

	a = arena_new();
	if (keyfile_read(&file, a, k->bytes.data, k->bytes.len) == 0 &&
	    file.primaries == 1 && file.count == k->seen.subkey_count) {
		keep = arena_alloc(a, file.count * sizeof(*keep));
		for (i = 0; i < file.count; i++)
			keep[i] = enrol_takes(q, i);
		keyfile_reduce(&file, k->bytes.data, keep, out);
		rc = 0;
	}
	arena_free(a);
	return rc;
}
