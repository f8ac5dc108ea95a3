#include <errno.h>
#include <gpgme.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/safe.h"
#include "keys/accept.h"
#include "keys/keyfile.h"
#include "keys/known.h"
#include "keys/packets.h"
#include "keys/ring.h"
#include "keys/status.h"

struct ring {
	gpgme_ctx_t ctx;
	gpgme_ctx_t asking; /* about keys, while ctx holds a result */
	char *passphrase;
	struct evidence *seen; /* of the message being opened */
	struct known *known;   /* of asking */
};

/* Plaintext on its way out, counted. */
struct sink {
	int fd;
	uint64_t cap, size;
	bool over;
};

static int
fault(gpgme_error_t e, const char *what, char *err, size_t errlen)
{
	snprintf(err, errlen, "%s: %s", what, gpgme_strerror(e));
	return -1;
}

static gpgme_error_t
give_passphrase(void *arg, const char *uid, const char *info, int bad, int fd)
{
	struct ring *r = arg;

	(void)uid;
	(void)info;
	if (bad || r->passphrase == NULL)
		return gpgme_error(GPG_ERR_BAD_PASSPHRASE);
	if (gpgme_io_writen(fd, r->passphrase, strlen(r->passphrase)) != 0 ||
	    gpgme_io_writen(fd, "\n", 1) != 0)
		return gpgme_error(GPG_ERR_EIO);
	return 0;
}

/* "SUBKEY PRIMARY TRUST", of the key that opened the message. */
static void
note_opener(struct evidence *e, const char *args)
{
	const char *primary = strchr(args, ' ');

	if (primary != NULL && strcspn(primary + 1, " ") == 40)
		snprintf(e->opener, sizeof(e->opener), "%s", primary + 1);
}

/* Keywords and fingerprints only; nothing here is text that a sender could
 * write. */
static gpgme_error_t
on_status(void *arg, const char *keyword, const char *args)
{
	struct ring *r = arg;
	struct evidence *e = r->seen;

	if (e == NULL || keyword == NULL)
		return 0;
	if (strcmp(keyword, "BEGIN_DECRYPTION") == 0)
		e->layers++;
	else if (strcmp(keyword, "PLAINTEXT") == 0)
		e->plaintexts++;
	else if (strcmp(keyword, "NEWSIG") == 0)
		e->signatures++;
	else if (strcmp(keyword, "DECRYPTION_OKAY") == 0)
		e->decrypted = true;
	else if (strcmp(keyword, "DECRYPTION_KEY") == 0 && args != NULL)
		note_opener(e, args);
	return 0;
}

static gpgme_key_t
look_up(struct ring *r, const char *fingerprint, bool secret)
{
	return known_find(r->known, fingerprint, secret);
}

static gpgme_error_t
new_context(gpgme_ctx_t *ctx)
{
	gpgme_error_t e;

	e = gpgme_new(ctx);
	if (e == 0)
		e = gpgme_set_protocol(*ctx, GPGME_PROTOCOL_OpenPGP);
	if (e == 0)
		gpgme_set_offline(*ctx, 1);
	return e;
}

/* Each time gpgme is told where gpg lives it starts one, so it is told before
 * the contexts are made. */
static gpgme_error_t
new_contexts(struct ring *r, const char *homedir)
{
	gpgme_error_t e;

	/* gpg stands where Debian has it: gpgconf need not be asked. */
	gpgme_set_global_flag("disable-gpgconf", "1");
	gpgme_check_version(NULL);
	e = gpgme_set_engine_info(GPGME_PROTOCOL_OpenPGP, NULL, homedir);
	if (e == 0)
		e = new_context(&r->ctx);
	if (e == 0)
		e = new_context(&r->asking);
	if (e == 0 && gpgme_ctx_get_engine_info(r->ctx)->version == NULL)
		e = gpgme_error(GPG_ERR_INV_ENGINE);
	return e;
}

struct ring *
ring_open(const char *homedir, char *err, size_t errlen)
{
	struct ring *r;
	gpgme_error_t e;

	r = mem_alloc(sizeof(*r));
	e = new_contexts(r, homedir);
	r->known = known_new(r->asking);
	if (e != 0) {
		fault(e, "gpg", err, errlen);
		ring_close(r);
		return NULL;
	}
	if (homedir != NULL)
		gpgme_set_pinentry_mode(r->ctx, GPGME_PINENTRY_MODE_ERROR);
	gpgme_set_ctx_flag(r->ctx, "full-status", "1");
	gpgme_set_status_cb(r->ctx, on_status, r);
	return r;
}

char *
ring_default_home(void)
{
	gpgme_check_version(NULL);
	return mem_strdup(gpgme_get_dirinfo("homedir"));
}

void
ring_ask(struct ring *r)
{
	gpgme_set_pinentry_mode(r->ctx, GPGME_PINENTRY_MODE_DEFAULT);
}

void
ring_close(struct ring *r)
{
	if (r == NULL)
		return;
	known_free(r->known);
	if (r->ctx != NULL)
		gpgme_release(r->ctx);
	if (r->asking != NULL)
		gpgme_release(r->asking);
	safe_wipe(r->passphrase);
	free(r);
}

void
ring_passphrase(struct ring *r, const char *passphrase)
{
	safe_wipe(r->passphrase);
	r->passphrase = safe_put(passphrase);
	gpgme_set_pinentry_mode(r->ctx, GPGME_PINENTRY_MODE_LOOPBACK);
	gpgme_set_passphrase_cb(r->ctx, give_passphrase, r);
}

const char *
ring_its_passphrase(const struct ring *r)
{
	return r->passphrase;
}

static ssize_t
sink_write(void *arg, const void *p, size_t len)
{
	struct sink *s = arg;

	if (s->size + len > s->cap) {
		s->over = true;
		gpgme_err_set_errno(EFBIG);
		return -1;
	}
	s->size += len;
	return write(s->fd, p, len);
}

/* Whole: binary, with subkeys that have expired, which gpg leaves out of what
 * it calls minimal. */
static int
export_key(struct ring *r, const char *fingerprint, bool whole, struct buf *out,
    char *err, size_t errlen)
{
	gpgme_data_t d = NULL;
	gpgme_error_t e;
	size_t len = 0;
	char *p;

	gpgme_set_armor(r->asking, !whole);
	e = gpgme_data_new(&d);
	if (e == 0)
		e = gpgme_op_export(r->asking, fingerprint,
		    whole ? 0 : GPGME_EXPORT_MODE_MINIMAL, d);
	if (e != 0) {
		gpgme_data_release(d);
		return fault(e, "export", err, errlen);
	}
	p = gpgme_data_release_and_get_mem(d, &len);
	buf_put(out, p, len);
	gpgme_free(p);
	return len > 0 ? 0 : fault(GPG_ERR_NO_PUBKEY, "export", err, errlen);
}

/* The first revocation of the primary key or of its subkey of that number;
 * gpgme does not tell its date.  0: not known. */
static int64_t
revoked_since(struct ring *r, const char *fingerprint, size_t subkey)
{
	struct keyfile k;
	struct buf b = { 0 };
	struct arena *a;
	char err[RING_ERR];
	int64_t at = 0, sub;

	a = arena_new();
	if (export_key(r, fingerprint, true, &b, err, sizeof(err)) == 0 &&
	    keyfile_read(&k, a, b.data, b.len) == 0 && subkey < k.count) {
		at = k.parts[0].revoked_at;
		sub = k.parts[subkey].revoked_at;
		if (sub != 0 && (at == 0 || sub < at))
			at = sub;
	}
	buf_free(&b);
	arena_free(a);
	return at;
}

static int64_t
sooner(int64_t a, int64_t b)
{
	return a == 0 || (b != 0 && b < a) ? b : a;
}

static void
look_at_subkey(gpgme_key_t key, gpgme_subkey_t sub, struct evidence *e)
{
	e->pubkey = (int)sub->pubkey_algo;
	e->bits = sub->length;
	if (sub->curve != NULL)
		snprintf(e->curve, sizeof(e->curve), "%s", sub->curve);
	e->revoked = key->revoked || sub->revoked;
	e->key_made = sub->timestamp > key->subkeys->timestamp
			  ? sub->timestamp
			  : key->subkeys->timestamp;
	e->key_expires = sooner(key->subkeys->expires, sub->expires);
	/* Of a key that is not yet there gpg knows no flags. */
	e->wrong_usage |= !sub->can_sign && !sub->invalid;
}

/* The subkey that signed, and the primary key it belongs to; e->status is
 * known. */
static void
look_at_signer(struct ring *r, const char *fpr, struct evidence *e)
{
	gpgme_key_t key;
	gpgme_subkey_t sub;
	size_t n = 0;

	key = fpr == NULL ? NULL : look_up(r, fpr, false);
	/* gpg had the key a moment ago: it is worth another try. */
	if (key == NULL && e->status == GPG_ERR_NO_ERROR)
		e->failed = true;
	if (key == NULL)
		return;
	snprintf(
	    e->fingerprint, sizeof(e->fingerprint), "%s", key->subkeys->fpr);
	for (sub = key->subkeys; sub != NULL; sub = sub->next, n++)
		if (known_is_called(sub, fpr)) {
			look_at_subkey(key, sub, e);
			break;
		}
	if (e->revoked)
		e->revoked_at = revoked_since(r, e->fingerprint, n);
}

static void
look_at_signatures(struct ring *r, struct evidence *e)
{
	gpgme_verify_result_t v;
	gpgme_signature_t sig;
	unsigned count = 0;

	v = gpgme_op_verify_result(r->ctx);
	for (sig = v == NULL ? NULL : v->signatures; sig != NULL;
	     sig = sig->next)
		count++;
	if (count > e->signatures)
		e->signatures = count;
	if (count == 0)
		return;
	sig = v->signatures;
	e->status = gpgme_err_code(sig->status);
	e->hash = (int)sig->hash_algo;
	e->wrong_usage = sig->wrong_key_usage;
	e->signed_at = (int64_t)sig->timestamp;
	look_at_signer(r, sig->fpr, e);
}

static void
look_at_decryption(struct ring *r, gpgme_error_t err, struct evidence *e)
{
	gpgme_decrypt_result_t d;
	gpgme_err_code_t code = gpgme_err_code(err);

	d = gpgme_op_decrypt_result(r->ctx);
	if (d != NULL && d->symkey_algo != NULL)
		snprintf(e->cipher, sizeof(e->cipher), "%s", d->symkey_algo);
	if (d != NULL && d->legacy_cipher_nomdc)
		e->no_integrity = true;
	e->unsupported |= d != NULL && d->unsupported_algorithm != NULL;
	e->no_key = code == GPG_ERR_NO_SECKEY;
	e->failed = code != 0;
}

void
ring_open_message(
    struct ring *r, int in_fd, int out_fd, uint64_t cap, struct evidence *e)
{
	struct sink sink = { .fd = out_fd, .cap = cap };
	struct gpgme_data_cbs cbs = { .write = sink_write };
	gpgme_data_t in = NULL, out = NULL;
	gpgme_error_t err;

	memset(e, 0, sizeof(*e));
	packets_look(in_fd, e);
	/* What its form already condemns is not fed to gpg. */
	if (!e->well_formed || e->skesk > 0 || e->no_integrity)
		return;
	lseek(in_fd, 0, SEEK_SET);
	r->seen = e;
	err = gpgme_data_new_from_fd(&in, in_fd);
	if (err == 0)
		err = gpgme_data_new_from_cbs(&out, &cbs, &sink);
	if (err == 0)
		err = gpgme_op_decrypt_verify(r->ctx, in, out);
	look_at_decryption(r, err, e);
	look_at_signatures(r, e);
	r->seen = NULL;
	e->bomb = sink.over;
	e->plain_size = sink.size;
	gpgme_data_release(in);
	gpgme_data_release(out);
}

void
ring_verify(struct ring *r, const void *signature, size_t signature_len,
    const void *p, size_t len, struct evidence *e)
{
	gpgme_data_t sig = NULL, text = NULL;
	gpgme_error_t err;

	memset(e, 0, sizeof(*e));
	err = gpgme_data_new_from_mem(&sig, signature, signature_len, 0);
	if (err == 0)
		err = gpgme_data_new_from_mem(&text, p, len, 0);
	if (err == 0)
		err = gpgme_op_verify(r->ctx, sig, text, NULL);
	e->failed = err != 0;
	if (!e->failed)
		look_at_signatures(r, e);
	gpgme_data_release(sig);
	gpgme_data_release(text);
}

static void
take_told(struct ring *r, const struct told *t, struct evidence *e)
{
	e->decrypted = true;
	e->layers = e->plaintexts = e->signatures = 1;
	memcpy(e->cipher, t->cipher, sizeof(e->cipher));
	memcpy(e->opener, t->opener, sizeof(e->opener));
	e->status = GPG_ERR_NO_ERROR;
	e->hash = t->hash;
	e->signed_at = t->signed_at;
	look_at_signer(r, t->signer, e);
}

enum nightgpg_word
ring_open_good(struct ring *r, struct nightgpg *g, int in_fd, int out_fd,
    uint64_t cap, unsigned seconds, struct evidence *e)
{
	enum nightgpg_word word;
	struct told told;

	memset(e, 0, sizeof(*e));
	packets_look(in_fd, e);
	if (!e->well_formed || e->skesk > 0 || e->no_integrity)
		return NIGHTGPG_DOUBT;
	lseek(in_fd, 0, SEEK_SET);
	word = nightgpg_open(
	    g, in_fd, out_fd, cap, seconds, &told, &e->plain_size);
	if (word != NIGHTGPG_GOOD)
		return word;
	take_told(r, &told, e);
	return e->failed ? NIGHTGPG_DOUBT : NIGHTGPG_GOOD;
}

static int
add_signer(struct ring *r, const char *signer, char *err, size_t errlen)
{
	gpgme_key_t key;
	gpgme_error_t e;

	gpgme_signers_clear(r->ctx);
	key = look_up(r, signer, true);
	if (key == NULL) {
		snprintf(
		    err, errlen, "secret key %s is not in the keyring", signer);
		return -1;
	}
	e = gpgme_signers_add(r->ctx, key);
	return e == 0 ? 0 : fault(e, "signer", err, errlen);
}

static int
add_recipient(
    struct ring *r, const char *fpr, gpgme_key_t *key, char *err, size_t errlen)
{
	*key = look_up(r, fpr, false);
	if (*key == NULL) {
		snprintf(err, errlen, "key %s is not in the keyring", fpr);
		return -1;
	}
	if ((*key)->revoked || (*key)->expired || (*key)->disabled ||
	    !(*key)->can_encrypt) {
		snprintf(err, errlen, "key %s %s", fpr,
		    (*key)->revoked   ? "is revoked"
		    : (*key)->expired ? "has expired"
				      : "cannot encrypt");
		return -1;
	}
	return 0;
}

int
ring_seal(struct ring *r, const char *signer, int in_fd, int out_fd,
    const char *const *fingerprints, size_t count, bool hidden,
    const char *name, char *err, size_t errlen)
{
	gpgme_encrypt_flags_t flags = GPGME_ENCRYPT_ALWAYS_TRUST |
				      GPGME_ENCRYPT_NO_COMPRESS |
				      (hidden ? GPGME_ENCRYPT_THROW_KEYIDS : 0);
	gpgme_data_t in = NULL, out = NULL;
	gpgme_key_t *keys;
	gpgme_error_t e = 0;
	size_t i;
	int rc = -1;

	keys = mem_alloc((count + 1) * sizeof(gpgme_key_t));
	known_expect(r->known, count);
	if (add_signer(r, signer, err, errlen) == -1)
		goto out;
	for (i = 0; i < count; i++)
		if (add_recipient(r, fingerprints[i], &keys[i], err, errlen) ==
		    -1)
			goto out;
	lseek(in_fd, 0, SEEK_SET);
	e = gpgme_data_new_from_fd(&in, in_fd);
	if (e == 0 && name != NULL)
		e = gpgme_data_set_file_name(in, name);
	if (e == 0)
		e = gpgme_data_new_from_fd(&out, out_fd);
	if (e == 0)
		e = gpgme_op_encrypt_sign(r->ctx, keys, flags, in, out);
	rc = e == 0 ? 0 : fault(e, "sign and encrypt", err, errlen);
out:
	free(keys);
	gpgme_data_release(in);
	gpgme_data_release(out);
	return rc;
}

int
ring_sign(struct ring *r, const char *signer, int in_fd, int out_fd, char *err,
    size_t errlen)
{
	gpgme_data_t in = NULL, out = NULL;
	gpgme_error_t e;

	if (add_signer(r, signer, err, errlen) == -1)
		return -1;
	gpgme_set_armor(r->ctx, 1);
	lseek(in_fd, 0, SEEK_SET);
	e = gpgme_data_new_from_fd(&in, in_fd);
	if (e == 0)
		e = gpgme_data_new_from_fd(&out, out_fd);
	if (e == 0)
		e = gpgme_op_sign(r->ctx, in, out, GPGME_SIG_MODE_DETACH);
	gpgme_set_armor(r->ctx, 0);
	gpgme_data_release(in);
	gpgme_data_release(out);
	return e == 0 ? 0 : fault(e, "sign", err, errlen);
}

int
ring_signed_by(struct ring *r, const char *signer, int sig_fd, int in_fd,
    char *err, size_t errlen)
{
	gpgme_data_t sig = NULL, in = NULL;
	struct evidence seen = { .failed = false };
	gpgme_error_t e;

	e = gpgme_data_new_from_fd(&sig, sig_fd);
	if (e == 0)
		e = gpgme_data_new_from_fd(&in, in_fd);
	if (e == 0)
		e = gpgme_op_verify(r->ctx, sig, in, NULL);
	gpgme_data_release(sig);
	gpgme_data_release(in);
	if (e == 0)
		look_at_signatures(r, &seen);
	if (seen.signatures == 1 && !seen.failed &&
	    strcmp(seen.fingerprint, signer) == 0 &&
	    (seen.status == GPG_ERR_NO_ERROR ||
		seen.status == GPG_ERR_KEY_EXPIRED))
		return 0;
	snprintf(err, errlen, "is not signed by %s", signer);
	return -1;
}

int
ring_may_sign(struct ring *r, const char *fingerprint, char *err, size_t errlen)
{
	gpgme_key_t key;

	key = look_up(r, fingerprint, true);
	if (key != NULL && key->can_sign && !key->revoked && !key->expired)
		return 0;
	snprintf(err, errlen, "secret key %s %s", fingerprint,
	    key == NULL		    ? "is not in the keyring"
	    : key->revoked	    ? "is revoked"
	    : key->expired	    ? "has expired"
	    : key->subkeys->invalid ? "is not valid at this time"
				    : "cannot sign");
	return -1;
}

static unsigned
key_flags(const struct ring *r)
{
	return GPGME_CREATE_NOEXPIRE |
	       (r->passphrase == NULL ? GPGME_CREATE_NOPASSWD : 0);
}

bool
ring_has_primary(struct ring *r, const char *fingerprint)
{
	gpgme_key_t key = look_up(r, fingerprint, true);

	return key != NULL && key->subkeys->secret;
}

int
ring_add_encryption(
    struct ring *r, const char *fingerprint, char *err, size_t errlen)
{
	gpgme_key_t key;
	gpgme_error_t e;

	known_forget(r->known);
	key = look_up(r, fingerprint, true);
	if (key == NULL)
		return fault(GPG_ERR_NO_SECKEY, fingerprint, err, errlen);
	e = gpgme_op_createsubkey(
	    r->ctx, key, "cv25519", 0, 0, key_flags(r) | GPGME_CREATE_ENCR);
	known_forget(r->known);
	return e == 0 ? 0 : fault(e, "make the encryption key", err, errlen);
}

int
ring_make_key(struct ring *r, const char *uid, char fingerprint[41], char *err,
    size_t errlen)
{
	gpgme_genkey_result_t g;
	gpgme_error_t e;

	e = gpgme_op_createkey(r->ctx, uid, "ed25519", 0, 0, NULL,
	    key_flags(r) | GPGME_CREATE_SIGN | GPGME_CREATE_CERT |
		GPGME_CREATE_FORCE);
	if (e != 0)
		return fault(e, "make the key", err, errlen);
	g = gpgme_op_genkey_result(r->ctx);
	snprintf(fingerprint, 41, "%s", g->fpr);
	return ring_add_encryption(r, fingerprint, err, errlen);
}

int
ring_export(struct ring *r, const char *fingerprint, struct buf *out, char *err,
    size_t errlen)
{
	return export_key(r, fingerprint, false, out, err, errlen);
}

int
ring_export_whole(struct ring *r, const char *fingerprint, struct buf *out,
    char *err, size_t errlen)
{
	return export_key(r, fingerprint, true, out, err, errlen);
}

/* The last moment at which something can be sealed to the key: its own, or
 * that of its longest-lived encryption key; 0: never. */
static int64_t
usable_until(gpgme_key_t key)
{
	gpgme_subkey_t s;
	int64_t own = key->subkeys->expires, best = -1;

	for (s = key->subkeys; s != NULL; s = s->next)
		if (s->can_encrypt && !s->revoked && best != 0 &&
		    (s->expires == 0 || s->expires > best))
			best = s->expires;
	if (best <= 0)
		return own;
	return own == 0 || best < own ? best : own;
}

static bool
is_strong(gpgme_subkey_t s)
{
	switch (s->pubkey_algo) {
	case GPGME_PK_RSA:
		return s->length >= 3072;
	case GPGME_PK_EDDSA:
	case GPGME_PK_ECDSA:
	case GPGME_PK_ECDH:
		return true;
	default:
		return false;
	}
}

static void
describe_subkey(gpgme_subkey_t s, struct ring_subkey *out)
{
	char *algo;

	snprintf(out->fingerprint, sizeof(out->fingerprint), "%s", s->fpr);
	algo = gpgme_pubkey_algo_string(s);
	snprintf(out->algorithm, sizeof(out->algorithm), "%s",
	    algo == NULL ? "?" : algo);
	gpgme_free(algo);
	out->created = s->timestamp;
	out->expires = s->expires;
	out->revoked = s->revoked;
	out->expired = s->expired;
	out->can_sign = s->can_sign;
	out->can_encrypt = s->can_encrypt;
	out->strong = is_strong(s);
}

static void
describe(struct arena *a, gpgme_key_t key, struct ring_key *out)
{
	gpgme_subkey_t s;

	memset(out, 0, sizeof(*out));
	snprintf(out->fingerprint, sizeof(out->fingerprint), "%s",
	    key->subkeys->fpr);
	if (key->uids != NULL && key->uids->uid != NULL)
		snprintf(out->uid, sizeof(out->uid), "%s", key->uids->uid);
	out->created = key->subkeys->timestamp;
	out->expires = usable_until(key);
	out->revoked = key->revoked;
	out->expired = key->expired;
	out->can_encrypt = key->can_encrypt;
	for (s = key->subkeys; s != NULL; s = s->next)
		describe_subkey(
		    s, arena_push(a, &out->subkeys, &out->subkey_count,
			   sizeof(*out->subkeys)));
}

struct ring_key *
ring_all(struct ring *r, struct arena *a, size_t *count)
{
	struct ring_key *keys = NULL;
	gpgme_key_t key = NULL;
	gpgme_error_t e;

	*count = 0;
	e = gpgme_op_keylist_start(r->ctx, NULL, 0);
	while (e == 0 && (e = gpgme_op_keylist_next(r->ctx, &key)) == 0) {
		describe(a, key, arena_push(a, &keys, count, sizeof(*keys)));
		gpgme_key_unref(key);
	}
	gpgme_op_keylist_end(r->ctx);
	return keys;
}

int
ring_import(struct ring *r, const void *p, size_t len, char *err, size_t errlen)
{
	gpgme_import_result_t res;
	gpgme_data_t d = NULL;
	gpgme_error_t e;

	known_forget(r->known);
	e = gpgme_data_new_from_mem(&d, p, len, 0);
	if (e == 0)
		e = gpgme_op_import(r->ctx, d);
	gpgme_data_release(d);
	res = gpgme_op_import_result(r->ctx);
	if (e != 0 || res == NULL || res->imports == NULL ||
	    res->imports->fpr == NULL) {
		snprintf(err, errlen, "holds no OpenPGP public key");
		return -1;
	}
	if (res->considered == 1 && res->secret_read == 0)
		return 0;
	snprintf(err, errlen, "holds %d keys; wanted one public key",
	    res->considered + res->secret_read);
	return -1;
}

/* Whether the data is one key, and that one. */
static bool
holds_only(struct ring *r, const char *fingerprint, const void *p, size_t len)
{
	gpgme_data_t d = NULL;
	gpgme_key_t key = NULL;
	gpgme_error_t e;
	unsigned count = 0, right = 0;

	e = gpgme_data_new_from_mem(&d, p, len, 0);
	if (e == 0)
		e = gpgme_op_keylist_from_data_start(r->ctx, d, 0);
	while (e == 0 && (e = gpgme_op_keylist_next(r->ctx, &key)) == 0) {
		count++;
		right += key->subkeys->fpr != NULL &&
			 strcmp(key->subkeys->fpr, fingerprint) == 0;
		gpgme_key_unref(key);
	}
	gpgme_op_keylist_end(r->ctx);
	gpgme_data_release(d);
	return count == 1 && right == 1;
}

int
ring_refresh(struct ring *r, const char *fingerprint, const void *p, size_t len,
    char *err, size_t errlen)
{
	if (look_up(r, fingerprint, false) == NULL) {
		snprintf(
		    err, errlen, "key %s is not in the keyring", fingerprint);
		return -1;
	}
	if (!holds_only(r, fingerprint, p, len)) {
		snprintf(err, errlen, "it is not the key %s", fingerprint);
		return -1;
	}
	return ring_import(r, p, len, err, errlen);
}

int
ring_delete(struct ring *r, const char *fingerprint, char *err, size_t errlen)
{
	gpgme_key_t k;
	gpgme_error_t e;

	k = look_up(r, fingerprint, false);
	if (k == NULL)
		return fault(GPG_ERR_NO_PUBKEY, fingerprint, err, errlen);
	e = gpgme_op_delete_ext(r->ctx, k, GPGME_DELETE_FORCE);
	known_forget(r->known);
	return e == 0 ? 0 : fault(e, "remove the key", err, errlen);
}
