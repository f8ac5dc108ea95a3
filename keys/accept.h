/*
 * The verdict on a package: a positive list over everything gpg said, pinned
 * to the roster at time T.  "gpgme reported no error" is never enough: it
 * says success for unsigned, unknown-signer, SHA-1 and 3DES messages.  Pure:
 * no gpg, no clock, no file.
 */
#ifndef KEYS_ACCEPT_H
#define KEYS_ACCEPT_H

#include <stdbool.h>
#include <stdint.h>

struct refusal;
struct roster;
struct sender;

/* What the crypt process saw in one message; travels over a pipe. */
struct evidence {
	/* outer packets, by our own walk over the bytes */
	bool well_formed;  /* PK-ESK..., one SEIPD, nothing after */
	bool truncated;	   /* ends inside a packet */
	bool trailing;	   /* bytes after the message */
	bool bad_armor;	   /* text before, two blocks, bad CRC */
	bool not_openpgp;  /* no packet at all */
	bool plain_signed; /* signed or literal, not encrypted */
	bool no_integrity; /* SED packet, or MDC missing */
	bool aead;	   /* SEIPD v2, AEAD packets: not read here */
	unsigned looks;	   /* enum looks, of what is no message */
	unsigned pkesk, skesk;
	/* gpg's verdict */
	bool decrypted;	     /* DECRYPTION_OKAY with our key */
	bool failed;	     /* gpgme returned an error, be it over the
				signature */
	bool tool_died;	     /* gpg ended over it, twice */
	bool slow;	     /* gpg had no time left for it */
	bool no_key;	     /* none of our keys */
	bool bomb;	     /* stopped at our cap */
	bool unsupported;    /* version or algorithm gpg lacks */
	unsigned layers;     /* encrypted layers seen */
	unsigned plaintexts; /* literal packets */
	unsigned signatures;
	char cipher[24]; /* "AES256.CFB" */
	char opener[41]; /* PRIMARY key of the one that opened it */
	/* the first signature */
	char fingerprint[41]; /* of the PRIMARY key; "" unknown */
	unsigned status;      /* gpg_err_code of the signature */
	int hash;	      /* gpgme_hash_algo_t */
	int pubkey;	      /* gpgme_pubkey_algo_t of the signing key */
	unsigned bits;	      /* its size */
	char curve[24];
	bool wrong_usage;    /* key may not sign */
	bool revoked;	     /* the key, or the subkey that signed */
	int64_t revoked_at;  /* since when; 0: not known */
	int64_t key_made;    /* the younger of key and subkey */
	int64_t key_expires; /* the first of both to; 0: never */
	int64_t signed_at;
	uint64_t plain_size;
	uint64_t took; /* ms */
};

/* By what a message is judged. */
struct accept_terms {
	const struct roster *roster;
	const char *hub_key; /* primary fingerprint of the hub */
	int64_t now;	     /* seconds; its date in the hub's zone: */
	const char *today;
	int64_t ahead; /* a signature may be so many seconds ahead of now */
};

/*
 * Whether the one signature of a message, whosever it is, is good at that
 * time: 0, or -1 and *why.  Keys and signatures are judged by their dates: a
 * key counts from its making to its expiry or revocation.
 */
int accept_signature(
    const struct evidence *e, int64_t now, int64_t ahead, struct refusal *why);
/*
 * 0 where it is taken: its signer is active now.  -1 and *why where refused.
 * *sender is whose key signed, where that is known, also of what is refused, so
 * that a receipt can go out; its id is NULL else.
 */
int accept_judge(const struct evidence *e, const struct accept_terms *t,
    struct sender *sender, struct refusal *why);

#endif
