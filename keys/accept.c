#include <gpgme.h>
#include <string.h>

#include "formats/base/limits.h"
#include "formats/base/reason.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"
#include "keys/accept.h"
#include "keys/looks.h"

/* The form of the message, before anything is believed. */
static int
judge_form(const struct evidence *e, struct refusal *why)
{
	const char *looks = looks_text((enum looks)e->looks);

	if (e->not_openpgp)
		return refuse(why, REASON_NOT_OPENPGP, "no OpenPGP packet%s%s",
		    *looks == '\0' ? "" : ": ", looks);
	if (e->bad_armor)
		return refuse(why, REASON_BAD_ARMOR, "%s",
		    *looks != '\0'
			? looks
			: "text around the armor, two blocks, or a wrong checksum");
	if (e->truncated)
		return refuse(why, REASON_TRUNCATED, "ends inside a packet");
	if (e->plain_signed)
		return refuse(why, REASON_NOT_ENCRYPTED,
		    "the outer packet is not encrypted");
	if (e->trailing)
		return refuse(
		    why, REASON_TRAILING_DATA, "bytes after the message");
	if (e->skesk > 0)
		return refuse(why, REASON_PASSPHRASE,
		    "%u passphrase packets; wanted none", e->skesk);
	if (e->pkesk > LIMIT_RECIPIENTS)
		return refuse(why, REASON_MANY_RECIPIENTS,
		    "%u keys; at most %d", e->pkesk, LIMIT_RECIPIENTS);
	if (e->no_integrity)
		return refuse(why, REASON_NO_INTEGRITY, "no MDC packet");
	if (e->aead || e->unsupported)
		return refuse(why, REASON_UNSUPPORTED,
		    "a packet version or algorithm that is not read here");
	if (!e->well_formed || e->pkesk == 0)
		return refuse(
		    why, REASON_NOT_OPENPGP, "not one encrypted message");
	return 0;
}

static int
judge_cipher(const struct evidence *e, struct refusal *why)
{
	static const char *const ciphers[] = { "AES.CFB", "AES128.CFB",
		"AES192.CFB", "AES256.CFB" };
	size_t i;

	for (i = 0; i < sizeof(ciphers) / sizeof(ciphers[0]); i++)
		if (strcmp(e->cipher, ciphers[i]) == 0)
			return 0;
	return refuse(why, REASON_WEAK_CIPHER, "%s; wanted AES", e->cipher);
}

static int
judge_decryption(
    const struct evidence *e, const char *hub_key, struct refusal *why)
{
	bool over_signature;

	if (e->tool_died)
		return refuse(why, REASON_PARSER_DIED,
		    "gpg ended over it twice: a possible attack on gpg");
	if (e->no_key)
		return refuse(
		    why, REASON_WRONG_KEY, "none of its keys is the hub's");
	if (e->bomb)
		return refuse(why, REASON_TOO_LARGE,
		    "decrypts to more than max-unpacked");
	/* gpg stops at a bad signature; then that is what is told. */
	over_signature =
	    e->failed && e->signatures == 1 && e->status != GPG_ERR_NO_ERROR;
	if ((!e->decrypted || e->failed) && !over_signature)
		return refuse(why, REASON_CANNOT_DECRYPT,
		    "gpg gave no plaintext that it stands by");
	if (strcmp(e->opener, hub_key) != 0)
		return refuse(why, REASON_WRONG_KEY,
		    "key %s opens it; the hub's is %s", e->opener, hub_key);
	if (judge_cipher(e, why) == -1)
		return -1;
	if (e->layers != 1)
		return refuse(
		    why, REASON_NESTED, "%u encrypted layers", e->layers);
	if (e->plaintexts > 1)
		return refuse(
		    why, REASON_MANY_MESSAGES, "%u messages", e->plaintexts);
	if (e->plaintexts == 0)
		return refuse(
		    why, REASON_NESTED, "no plaintext in the encrypted layer");
	return 0;
}

static int
judge_algorithms(const struct evidence *e, struct refusal *why)
{
	bool strong;

	if (e->hash != GPGME_MD_SHA256 && e->hash != GPGME_MD_SHA384 &&
	    e->hash != GPGME_MD_SHA512)
		return refuse(why, REASON_WEAK_DIGEST,
		    "%s; wanted SHA256, SHA384 or SHA512",
		    gpgme_hash_algo_name((gpgme_hash_algo_t)e->hash) == NULL
			? "an unknown digest"
			: gpgme_hash_algo_name((gpgme_hash_algo_t)e->hash));
	switch (e->pubkey) {
	case GPGME_PK_RSA:
	case GPGME_PK_RSA_S:
		strong = e->bits >= 3072;
		break;
	case GPGME_PK_EDDSA:
	case GPGME_PK_ECDSA:
		strong = e->bits >= 255;
		break;
	default:
		strong = false;
	}
	if (!strong)
		return refuse(why, REASON_WEAK_KEY,
		    "%s of %u bits; wanted RSA of 3072 or more, Ed25519 or ECDSA",
		    gpgme_pubkey_algo_name((gpgme_pubkey_algo_t)e->pubkey) ==
			    NULL
			? "unknown algorithm"
			: gpgme_pubkey_algo_name(
			      (gpgme_pubkey_algo_t)e->pubkey),
		    e->bits);
	if (e->wrong_usage)
		return refuse(
		    why, REASON_WRONG_USAGE, "the key has no flag for signing");
	return 0;
}

/* Dates decide, not what gpg calls the key today: what was good on the night
 * that is run again is good. */
static int
judge_key(const struct evidence *e, int64_t now, struct refusal *why)
{
	if (e->key_made > now || e->key_made > e->signed_at)
		return refuse(why, REASON_SIGNATURE_TIME,
		    "key %s was made %lld seconds after %s", e->fingerprint,
		    (long long)(e->key_made -
				(e->key_made > now ? now : e->signed_at)),
		    e->key_made > now ? "the hub's time" : "it signed");
	if (e->revoked && e->revoked_at <= now)
		return refuse(
		    why, REASON_KEY_REVOKED, "key %s", e->fingerprint);
	if (e->key_expires != 0 && e->key_expires <= now)
		return refuse(
		    why, REASON_KEY_EXPIRED, "key %s", e->fingerprint);
	return 0;
}

/* What gpg says of a signature that is good but for its key, which is judged
 * by its dates. */
static bool
is_good(const struct evidence *e)
{
	return e->status == GPG_ERR_NO_ERROR ||
	       (e->status == GPG_ERR_CERT_REVOKED && e->revoked &&
		   e->revoked_at != 0) ||
	       (e->status == GPG_ERR_KEY_EXPIRED && e->key_expires != 0);
}

int
accept_signature(
    const struct evidence *e, int64_t now, int64_t ahead, struct refusal *why)
{
	/* Of such a one gpg tells no time. */
	if (e->status == GPG_ERR_BAD_SIGNATURE)
		return refuse(why, REASON_BAD_SIGNATURE, "it does not verify");
	if (judge_key(e, now, why) == -1)
		return -1;
	if (is_good(e) && e->signed_at > now && e->signed_at - now > ahead)
		return refuse(why, REASON_SIGNATURE_TIME,
		    "%lld seconds ahead of the hub's clock; at most %lld",
		    (long long)(e->signed_at - now), (long long)ahead);
	if (is_good(e))
		return judge_algorithms(e, why);
	switch (e->status) {
	case GPG_ERR_KEY_EXPIRED:
		return refuse(
		    why, REASON_KEY_EXPIRED, "key %s", e->fingerprint);
	case GPG_ERR_CERT_REVOKED:
		return refuse(
		    why, REASON_KEY_REVOKED, "key %s", e->fingerprint);
	case GPG_ERR_SIG_EXPIRED:
		return refuse(
		    why, REASON_SIGNATURE_EXPIRED, "key %s", e->fingerprint);
	/* gpg calls digests that it will not check by this name. */
	case GPG_ERR_DIGEST_ALGO:
		return refuse(
		    why, REASON_WEAK_DIGEST, "a digest that is not accepted");
	default:
		return refuse(
		    why, REASON_BAD_SIGNATURE, "status %u", e->status);
	}
}

static int
judge_roster(const struct sender *m, const struct roster_key *k,
    const char *today, struct refusal *why)
{
	if (strcmp(today, k->span.from) < 0)
		return refuse(why, REASON_NOT_ACTIVE, "the key counts from %s",
		    k->span.from);
	if (!span_holds(&k->span, today))
		return refuse(why, REASON_KEY_EXPIRED,
		    "the key counted until %s", k->span.until);
	if (!roster_key_counts(k, today))
		return refuse(why, REASON_KEY_REVOKED,
		    "the hub distrusts the key from %s on", k->distrusted);
	if (!sender_counts(m, today))
		return refuse(why, REASON_NOT_ACTIVE,
		    m->audience != NULL ? "%s takes no part on %s"
					: "%s is in no SIG or scheme on %s",
		    m->id, today);
	return 0;
}

/* Whoever could not have signed this is told nothing: a signature is bad, or
 * its key was not there yet and gpg did not look at it. */
static bool
is_the_signers(const struct evidence *e)
{
	return e->status == GPG_ERR_NO_ERROR ||
	       e->status == GPG_ERR_KEY_EXPIRED ||
	       e->status == GPG_ERR_SIG_EXPIRED ||
	       e->status == GPG_ERR_CERT_REVOKED ||
	       e->status == GPG_ERR_DIGEST_ALGO;
}

int
accept_judge(const struct evidence *e, const struct accept_terms *t,
    struct sender *sender, struct refusal *why)
{
	const struct roster_key *key = NULL;
	struct sender by = { .id = NULL };
	const char *holder = NULL;

	*sender = by;
	if (judge_form(e, why) == -1 ||
	    judge_decryption(e, t->hub_key, why) == -1)
		return -1;
	if (e->signatures == 0)
		return refuse(why, REASON_UNSIGNED, "no signature inside");
	if (e->signatures > 1)
		return refuse(why, REASON_MANY_SIGNATURES,
		    "%u signatures; wanted 1", e->signatures);
	if (e->fingerprint[0] != '\0')
		holder = roster_holder(t->roster, e->fingerprint, &key);
	if (holder == NULL || !sender_find(t->roster, holder, &by))
		return refuse(why, REASON_UNKNOWN_SIGNER, "key %s",
		    e->fingerprint[0] == '\0' ? "not in the keyring"
					      : e->fingerprint);
	if (is_the_signers(e))
		*sender = by;
	if (accept_signature(e, t->now, t->ahead, why) == -1 ||
	    judge_roster(&by, key, t->today, why) == -1)
		return -1;
	*sender = by;
	return 0;
}
