#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "keys/known.h"

/* To look up two costs as much as to list some hundreds. */
#define ONE_BY_ONE 2

struct found {
	char fingerprint[41];
	bool secret;
	gpgme_key_t key;
};

/* One fingerprint of a listed key. */
struct entry {
	const char *fingerprint; /* the key's own text */
	gpgme_key_t key;
	unsigned worth; /* how well the key answers to it */
	size_t order;	/* in the keyring */
};

struct known {
	gpgme_ctx_t ctx;
	struct found *found; /* one by one */
	size_t count;
	bool tried, listed; /* all public keys, in the keyring's order: */
	gpgme_key_t *all;
	size_t all_count, all_room;
	struct entry *index; /* and by fingerprint, the best one first */
	size_t index_count, index_room;
};

struct known *
known_new(gpgme_ctx_t ctx)
{
	struct known *k;

	k = mem_alloc(sizeof(*k));
	k->ctx = ctx;
	return k;
}

static void
forget_list(struct known *k)
{
	while (k->all_count > 0)
		gpgme_key_unref(k->all[--k->all_count]);
	k->index_count = 0;
	k->listed = false;
}

void
known_forget(struct known *k)
{
	while (k->count > 0)
		gpgme_key_unref(k->found[--k->count].key);
	forget_list(k);
	k->tried = false;
}

void
known_free(struct known *k)
{
	if (k == NULL)
		return;
	known_forget(k);
	free(k->found);
	free(k->all);
	free(k->index);
	free(k);
}

bool
known_is_called(gpgme_subkey_t s, const char *name)
{
	size_t len = strlen(name), all = strlen(s->fpr);

	return (len == all || len == 16) && len <= all &&
	       strcmp(s->fpr + all - len, name) == 0;
}

/* How well a key answers to the fingerprint of one of its subkeys: as its own,
 * as one's that may sign, as any one's. */
static unsigned
worth_of(gpgme_key_t key, gpgme_subkey_t s)
{
	return s == key->subkeys ? 3 : s->can_sign ? 2 : 1;
}

/* The same for a name; 0: not at all. */
static unsigned
fit_of(gpgme_key_t key, const char *name)
{
	gpgme_subkey_t s;

	for (s = key->subkeys; s != NULL; s = s->next)
		if (known_is_called(s, name))
			return worth_of(key, s);
	return 0;
}

/* gpgme_get_key() gives up where two keys hold one subkey: whoever takes
 * another's key as a subkey would make both unknown. */
static gpgme_key_t
search(struct known *k, const char *fingerprint, bool secret)
{
	gpgme_key_t key = NULL, best = NULL;
	unsigned have = 0;
	gpgme_error_t e;

	e = gpgme_op_keylist_start(k->ctx, fingerprint, secret);
	while (e == 0 && (e = gpgme_op_keylist_next(k->ctx, &key)) == 0) {
		if (fit_of(key, fingerprint) > have) {
			gpgme_key_unref(best);
			have = fit_of(key, fingerprint);
			best = key;
		} else
			gpgme_key_unref(key);
	}
	gpgme_op_keylist_end(k->ctx);
	return best;
}

static int
compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int rc = strcmp(x->fingerprint, y->fingerprint);

	if (rc == 0)
		rc = (x->worth < y->worth) - (x->worth > y->worth);
	return rc != 0 ? rc : (x->order > y->order) - (x->order < y->order);
}

/* Room for one more in an array, by doubling. */
static void *
grown(void *array, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return array;
	*room = *room * 2 + 64;
	return mem_grow(array, *room, size);
}

static void
add(struct known *k, gpgme_key_t key)
{
	gpgme_subkey_t s;

	for (s = key->subkeys; s != NULL; s = s->next) {
		k->index = grown(k->index, k->index_count, &k->index_room,
		    sizeof(*k->index));
		k->index[k->index_count++] = (struct entry){ s->fpr, key,
			worth_of(key, s), k->all_count };
	}
	k->all = grown(k->all, k->all_count, &k->all_room, sizeof(*k->all));
	k->all[k->all_count++] = key;
}

static void
list(struct known *k)
{
	gpgme_key_t key = NULL;
	gpgme_error_t e;

	e = gpgme_op_keylist_start(k->ctx, NULL, 0);
	while (e == 0 && (e = gpgme_op_keylist_next(k->ctx, &key)) == 0)
		add(k, key);
	gpgme_op_keylist_end(k->ctx);
	k->listed = gpgme_err_code(e) == GPG_ERR_EOF;
	if (!k->listed)
		forget_list(k);
	else if (k->index_count > 0)
		qsort(k->index, k->index_count, sizeof(*k->index), compare);
}

/* Some of a key's digits are asked for by chance only. */
static gpgme_key_t
search_all(const struct known *k, const char *name)
{
	gpgme_key_t best = NULL;
	unsigned have = 0;
	size_t i;

	for (i = 0; i < k->all_count; i++)
		if (fit_of(k->all[i], name) > have) {
			best = k->all[i];
			have = fit_of(best, name);
		}
	return best;
}

static gpgme_key_t
search_list(const struct known *k, const char *fingerprint)
{
	size_t low = 0, high = k->index_count, middle;

	if (strlen(fingerprint) != 40)
		return search_all(k, fingerprint);
	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(k->index[middle].fingerprint, fingerprint) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < k->index_count &&
		       strcmp(k->index[low].fingerprint, fingerprint) == 0
		   ? k->index[low].key
		   : NULL;
}

void
known_expect(struct known *k, size_t count)
{
	if (k->tried || k->count + count <= ONE_BY_ONE)
		return;
	k->tried = true;
	list(k);
}

gpgme_key_t
known_find(struct known *k, const char *fingerprint, bool secret)
{
	struct found *f;
	gpgme_key_t key;
	size_t i;

	for (i = 0; i < k->count; i++)
		if (k->found[i].secret == secret &&
		    strcmp(k->found[i].fingerprint, fingerprint) == 0)
			return k->found[i].key;
	if (strlen(fingerprint) > 40)
		return NULL;
	if (!secret)
		known_expect(k, 1);
	if (!secret && k->listed)
		return search_list(k, fingerprint);
	key = search(k, fingerprint, secret);
	if (key == NULL)
		return NULL;
	k->found = mem_grow(k->found, k->count + 1, sizeof(*k->found));
	f = &k->found[k->count++];
	snprintf(f->fingerprint, sizeof(f->fingerprint), "%s", fingerprint);
	f->secret = secret;
	f->key = key;
	return key;
}
