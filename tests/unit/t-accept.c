#include <gpgme.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/reason.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"
#include "keys/accept.h"

#define FPR "0123456789ABCDEF0123456789ABCDEF01234567"
#define HUB "89ABCDEF0123456789ABCDEF0123456789ABCDEF"

static struct roster_key keys[] = { { FPR, { "2016-04-01", "2018-03-31" },
    "" } };
static struct roster_in ins[] = { { "gas", { "2016-04-01", "" }, NULL } };
static struct roster_member members[] = { { .id = "gas-01",
    .keys = keys,
    .key_count = 1,
    .ins = ins,
    .in_count = 1 } };
static struct roster roster = { .members = members, .member_count = 1 };

/* All that a good message shows. */
static struct evidence
good(void)
{
	struct evidence e = { .well_formed = true,
		.pkesk = 1,
		.decrypted = true,
		.layers = 1,
		.plaintexts = 1,
		.signatures = 1,
		.cipher = "AES256.CFB",
		.opener = HUB,
		.fingerprint = FPR,
		.hash = GPGME_MD_SHA512,
		.pubkey = GPGME_PK_EDDSA,
		.bits = 255,
		.key_made = 1000,
		.signed_at = 1000000 };

	return e;
}

static enum reason
verdict(const struct evidence *e, int64_t now, const char *today)
{
	const struct accept_terms terms = { .roster = &roster,
		.hub_key = HUB,
		.now = now == 0 ? 1000000 : now,
		.today = today,
		.ahead = 600 };
	struct sender sender;
	struct refusal why = { 0 };

	if (accept_judge(e, &terms, &sender, &why) == 0)
		assert_int_equal(why.reason, REASON_NONE);
	else
		assert_int_not_equal(why.reason, REASON_NONE);
	return why.reason;
}

/* Each line spoils one thing; the word is what must come of it. */
/* Whatever gpg calls it, an error is an error. */
static void
never(void **state)
{
	struct evidence e;
	unsigned status, bits;

	(void)state;
	for (status = 0; status < 1024; status++)
		for (bits = 0; bits < 4; bits++) {
			e = good();
			e.status = status;
			e.failed = bits & 1;
			e.decrypted = bits & 2;
			if (status != 0 || e.failed || !e.decrypted)
				assert_int_not_equal(
				    verdict(&e, 0, "2017-08-04"), REASON_NONE);
		}
}

static void
spoiled(void **state)
{
	struct evidence e;

	(void)state;
#define SPOIL(change, reason)                                           \
	do {                                                            \
		e = good();                                             \
		change;                                                 \
		assert_int_equal(verdict(&e, 0, "2017-08-04"), reason); \
	} while (0)
	SPOIL(e.not_openpgp = true, REASON_NOT_OPENPGP);
	SPOIL(e.bad_armor = true, REASON_BAD_ARMOR);
	SPOIL(e.truncated = true, REASON_TRUNCATED);
	SPOIL(e.plain_signed = true, REASON_NOT_ENCRYPTED);
	SPOIL(e.trailing = true, REASON_TRAILING_DATA);
	SPOIL(e.skesk = 1, REASON_PASSPHRASE);
	SPOIL(e.pkesk = 17, REASON_MANY_RECIPIENTS);
	SPOIL(e.no_integrity = true, REASON_NO_INTEGRITY);
	SPOIL(e.aead = true, REASON_UNSUPPORTED);
	SPOIL(e.well_formed = false, REASON_NOT_OPENPGP);
	SPOIL(e.pkesk = 0, REASON_NOT_OPENPGP);
	SPOIL(e.no_key = true, REASON_WRONG_KEY);
	SPOIL(e.bomb = true, REASON_TOO_LARGE);
	SPOIL(e.tool_died = true, REASON_PARSER_DIED);
	SPOIL(e.decrypted = false, REASON_CANNOT_DECRYPT);
	SPOIL(e.failed = true, REASON_CANNOT_DECRYPT);
	SPOIL((e.failed = true, e.signatures = 0), REASON_CANNOT_DECRYPT);
	/* gpg stops at an expired signature, and never says OK. */
	SPOIL((e.failed = true, e.decrypted = false,
		  e.status = GPG_ERR_SIG_EXPIRED),
	    REASON_SIGNATURE_EXPIRED);
	SPOIL(strcpy(e.cipher, "3DES.CFB"), REASON_WEAK_CIPHER);
	SPOIL(strcpy(e.cipher, "CAST5.CFB"), REASON_WEAK_CIPHER);
	SPOIL(e.cipher[0] = '\0', REASON_WEAK_CIPHER);
	SPOIL(e.layers = 2, REASON_NESTED);
	SPOIL(e.plaintexts = 0, REASON_NESTED);
	SPOIL(e.plaintexts = 2, REASON_MANY_MESSAGES);
	SPOIL(e.signatures = 0, REASON_UNSIGNED);
	SPOIL(e.signatures = 2, REASON_MANY_SIGNATURES);
	SPOIL(e.fingerprint[0] = '\0', REASON_UNKNOWN_SIGNER);
	SPOIL(e.fingerprint[39] = 'F', REASON_UNKNOWN_SIGNER);
	SPOIL(e.revoked = true, REASON_KEY_REVOKED);
	SPOIL(e.status = GPG_ERR_CERT_REVOKED, REASON_KEY_REVOKED);
	SPOIL(e.key_expires = 1000000, REASON_KEY_EXPIRED);
	SPOIL((e.revoked = true, e.revoked_at = 1000000), REASON_KEY_REVOKED);
	SPOIL(e.key_made = 1000001, REASON_SIGNATURE_TIME);
	SPOIL(e.opener[0] = '\0', REASON_WRONG_KEY);
	SPOIL(memcpy(e.opener, FPR, sizeof(e.opener)), REASON_WRONG_KEY);
	SPOIL(e.status = GPG_ERR_KEY_EXPIRED, REASON_KEY_EXPIRED);
	SPOIL(e.status = GPG_ERR_SIG_EXPIRED, REASON_SIGNATURE_EXPIRED);
	SPOIL(e.status = GPG_ERR_BAD_SIGNATURE, REASON_BAD_SIGNATURE);
	SPOIL(e.status = GPG_ERR_NO_PUBKEY, REASON_BAD_SIGNATURE);
	/* gpgme says nothing is wrong with these. */
	SPOIL(e.hash = GPGME_MD_SHA1, REASON_WEAK_DIGEST);
	SPOIL(e.hash = GPGME_MD_MD5, REASON_WEAK_DIGEST);
	SPOIL(e.hash = GPGME_MD_RMD160, REASON_WEAK_DIGEST);
	SPOIL(e.hash = 0, REASON_WEAK_DIGEST);
	SPOIL((e.pubkey = GPGME_PK_RSA, e.bits = 2048), REASON_WEAK_KEY);
	SPOIL((e.pubkey = GPGME_PK_DSA, e.bits = 3072), REASON_WEAK_KEY);
	SPOIL(e.pubkey = 0, REASON_WEAK_KEY);
	SPOIL(e.wrong_usage = true, REASON_WRONG_USAGE);
#undef SPOIL
}

static void
accepted(void **state)
{
	struct evidence e = good();

	(void)state;
	assert_int_equal(verdict(&e, 0, "2017-08-04"), REASON_NONE);
	e.pubkey = GPGME_PK_RSA;
	e.bits = 3072;
	assert_int_equal(verdict(&e, 0, "2017-08-04"), REASON_NONE);
	/* the first and the last day of the key */
	assert_int_equal(verdict(&e, 0, "2016-04-01"), REASON_NONE);
	assert_int_equal(verdict(&e, 0, "2018-03-31"), REASON_NONE);
}

static void
dates(void **state)
{
	struct evidence e = good();

	(void)state;
	assert_int_equal(verdict(&e, 0, "2016-03-31"), REASON_NOT_ACTIVE);
	assert_int_equal(verdict(&e, 0, "2018-04-01"), REASON_KEY_EXPIRED);
	strcpy(ins[0].span.until, "2017-01-01");
	assert_int_equal(verdict(&e, 0, "2017-08-04"), REASON_NOT_ACTIVE);
	ins[0].span.until[0] = '\0';
	assert_int_equal(verdict(&e, 1000000 - 600, "2017-08-04"), REASON_NONE);
	assert_int_equal(
	    verdict(&e, 1000000 - 601, "2017-08-04"), REASON_SIGNATURE_TIME);
}

/* A night that is run again long after: what has happened to the key since
 * has not happened yet, whatever gpg calls it today. */
static void
again(void **state)
{
	struct evidence e = good();

	(void)state;
	e.status = GPG_ERR_KEY_EXPIRED;
	e.key_expires = 1000001;
	assert_int_equal(verdict(&e, 1000000, "2017-08-04"), REASON_NONE);
	assert_int_equal(
	    verdict(&e, 1000001, "2017-08-04"), REASON_KEY_EXPIRED);
	e = good();
	e.status = GPG_ERR_CERT_REVOKED;
	e.revoked = true;
	e.revoked_at = 1000001;
	assert_int_equal(verdict(&e, 1000000, "2017-08-04"), REASON_NONE);
	assert_int_equal(
	    verdict(&e, 1000001, "2017-08-04"), REASON_KEY_REVOKED);
	e.revoked_at = 0; /* nobody knows since when */
	assert_int_equal(
	    verdict(&e, 1000000, "2017-08-04"), REASON_KEY_REVOKED);
	/* made after the signature; made after the night */
	e = good();
	e.key_made = 1000001;
	assert_int_equal(
	    verdict(&e, 2000000, "2017-08-04"), REASON_SIGNATURE_TIME);
	e = good();
	e.key_made = 999999;
	assert_int_equal(
	    verdict(&e, 999998, "2017-08-04"), REASON_SIGNATURE_TIME);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spoiled),
		cmocka_unit_test(never),
		cmocka_unit_test(accepted),
		cmocka_unit_test(dates),
		cmocka_unit_test(again),
	};

	return cmocka_run_group_tests_name("accept", tests, NULL, NULL);
}
