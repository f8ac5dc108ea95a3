/*
 * What gpg says of a message: good is what a good message says and nothing
 * more.  Every line left out, said twice, moved or spoilt makes it another.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "keys/status.h"

#define G   "[GNUPG:] "
#define HUB "FB5839ABD20BE707C7C089B7E4E853225B824EAA"
#define SUB "CE80820CA06AACC75F9BAE10B91AC39E224B5999"
#define KEY "5A049240E1B4E405A260EBDF875D99D68491B90C"
#define WHO "1111111111111111111111111111111111111111"

/* STEP: said once.  BESIDE: may be said, or not. */
enum part { STEP, BESIDE };

static const struct {
	enum part part;
	const char *text;
} good[] = {
	{ STEP, G "FILE_START 3 m.gpg\n" },
	{ BESIDE, G "ENC_TO B91AC39E224B5999 18 0\n" },
	{ BESIDE, G "CARDCTRL 6\n" },
	{ BESIDE, G "KEY_CONSIDERED " HUB " 0\n" },
	{ STEP, G "DECRYPTION_KEY " SUB " " HUB " u\n" },
	{ BESIDE, G "NO_SECKEY 5AF3144033191733\n" },
	{ STEP, G "BEGIN_DECRYPTION\n" },
	{ STEP, G "DECRYPTION_INFO 2 9 0\n" },
	{ STEP, G "PLAINTEXT 62 1795850115 a%0A[GNUPG:]%20FILE_DONE\n" },
	{ BESIDE, G "PLAINTEXT_LENGTH 6\n" },
	{ STEP, G "NEWSIG\n" },
	{ BESIDE,
	    G "SIG_ID PSE/852EF4PsI7w6yK6XfQ3hfmw 2026-11-28 1795850115\n" },
	{ STEP, G "GOODSIG 875D99D68491B90C [GNUPG:] BADSIG x\n" },
	{ BESIDE, G "NOTATION_NAME a@b.example\n" },
	{ STEP, G "VALIDSIG " KEY " 2026-11-28 1795850115 0 4 0 22 10 00 " WHO
		  "\n" },
	{ STEP, G "DECRYPTION_OKAY\n" },
	{ STEP, G "GOODMDC\n" },
	{ STEP, G "END_DECRYPTION\n" },
	{ STEP, G "FILE_DONE\n" },
};
#define LINES (sizeof(good) / sizeof(good[0]))

static struct status s;

static void
feed(const char *text)
{
	status_feed(&s, text, strlen(text));
}

static void
good_one(void **state)
{
	size_t i;

	(void)state;
	status_begin(&s, "m.gpg");
	assert_false(status_begun(&s));
	for (i = 0; i < LINES; i++) {
		assert_false(status_good(&s));
		feed(good[i].text);
		assert_true(status_begun(&s));
	}
	assert_true(status_good(&s));
	assert_string_equal(s.told.opener, HUB);
	assert_string_equal(s.told.signer, KEY);
	assert_string_equal(s.told.cipher, "AES256.CFB");
	assert_int_equal(s.told.hash, 10);
	assert_int_equal(s.told.signed_at, 1795850115);
	/* Of the next file it says nothing before it is asked. */
	feed(G);
	assert_false(status_good(&s));
}

static void
left_out(void **state)
{
	size_t i, k;

	(void)state;
	for (k = 0; k < LINES; k++) {
		status_begin(&s, "m.gpg");
		for (i = 0; i < LINES; i++)
			if (i != k)
				feed(good[i].text);
		assert_int_equal(status_good(&s), good[k].part == BESIDE);
	}
}

static void
said_twice(void **state)
{
	size_t i, k;

	(void)state;
	for (k = 0; k < LINES; k++) {
		status_begin(&s, "m.gpg");
		for (i = 0; i < LINES; i++) {
			feed(good[i].text);
			if (i == k)
				feed(good[i].text);
		}
		assert_int_equal(status_good(&s), good[k].part == BESIDE);
	}
}

/* Two steps change places. */
static void
out_of_order(void **state)
{
	size_t i, j, k;

	(void)state;
	for (k = 0; k < LINES; k++)
		for (j = k + 1; j < LINES; j++) {
			if (good[k].part == BESIDE || good[j].part == BESIDE)
				continue;
			status_begin(&s, "m.gpg");
			for (i = 0; i < LINES; i++)
				feed(good[i == k ? j : i == j ? k : i].text);
			assert_false(status_good(&s));
		}
}

/* A line more, at every place. */
static void
with(const char *line)
{
	size_t i, k;

	for (k = 0; k <= LINES; k++) {
		status_begin(&s, "m.gpg");
		for (i = 0; i < LINES; i++) {
			if (i == k)
				feed(line);
			feed(good[i].text);
		}
		if (k == LINES)
			feed(line);
		assert_false(status_good(&s));
	}
}

static void
unknown_words(void **state)
{
	static const char *const lines[] = { G "BADSIG 875D99D68491B90C x\n",
		G "ERRSIG 875D99D68491B90C 22 10 00 1 9 -\n",
		G "EXPKEYSIG 875D99D68491B90C x\n",
		G "REVKEYSIG 875D99D68491B90C x\n", G "BADMDC\n",
		G "DECRYPTION_FAILED\n", G "ERROR proc_pkt.plaintext 89\n",
		G "WARNING x\n", G "UNEXPECTED 0\n", G "NODATA 3\n",
		G "NO_PUBKEY 875D99D68491B90C\n", G "FAILURE decrypt 1\n",
		G "KEYREVOKED\n", G "TRUST_NEVER 0\n", G "NEWWORD\n", G "\n",
		"\n", "gpg: something\n", "GNUPG: FILE_DONE\n",
		"[GNUPG:]FILE_DONE\n" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		with(lines[i]);
}

/* A step that says something else than it does of a good message. */
static void
instead(const char *step, const char *line)
{
	size_t i, found = 0;

	status_begin(&s, "m.gpg");
	for (i = 0; i < LINES; i++)
		if (strncmp(good[i].text + 9, step, strlen(step)) == 0) {
			feed(line);
			found++;
		} else
			feed(good[i].text);
	assert_int_equal(found, 1);
	assert_false(status_good(&s));
}

static void
spoilt(void **state)
{
	(void)state;
	instead("FILE_START", G "FILE_START 3 n.gpg\n");
	instead("FILE_START", G "FILE_START 1 m.gpg\n");
	instead("FILE_START", G "FILE_START 3 m.gpg x\n");
	instead("DECRYPTION_KEY", G "DECRYPTION_KEY " SUB " u\n");
	instead("DECRYPTION_KEY", G "DECRYPTION_KEY " SUB " " HUB "0 u\n");
	instead("DECRYPTION_KEY", G "DECRYPTION_KEY " SUB " " HUB " u x\n");
	instead("DECRYPTION_INFO", G "DECRYPTION_INFO 0 9 0\n");
	instead("DECRYPTION_INFO", G "DECRYPTION_INFO 2 2 0\n");
	instead("DECRYPTION_INFO", G "DECRYPTION_INFO 2 9 2\n");
	instead("DECRYPTION_INFO", G "DECRYPTION_INFO 2 9\n");
	instead("DECRYPTION_OKAY", G "DECRYPTION_OKAY x\n");
	instead("VALIDSIG", G
	    "VALIDSIG " KEY " 2026-11-28 1795850115 0 4 0 22 10 01 " WHO "\n");
	instead("VALIDSIG",
	    G "VALIDSIG " KEY " 2026-11-28 1795850115 0 4 0 22 10 00\n");
	instead("VALIDSIG",
	    G "VALIDSIG " KEY " 2026-11-28 1795850115 0 4 0 22 10 00 " WHO
	      " x\n");
	instead("VALIDSIG", G
	    "VALIDSIG 875D99D68491B90C 2026-11-28 1795850115 0 4 0 22 10 00 " WHO
	    "\n");
	instead("VALIDSIG",
	    G "VALIDSIG " KEY " 2026-11-28 -1 0 4 0 22 10 00 " WHO "\n");
	instead("VALIDSIG", G
	    "VALIDSIG " KEY " 2026-11-28 1795850115 0 4 0 22 999 00 " WHO "\n");
}

/* Longer than gpg writes, more than it writes, and a NUL. */
static void
without_end(void **state)
{
	static char big[STATUS_LINE + 100];
	size_t i;

	(void)state;
	memset(big, 'x', sizeof(big) - 1);
	memcpy(big, G "ENC_TO ", 16);
	status_begin(&s, "m.gpg");
	feed(good[0].text);
	feed(big);
	assert_true(s.odd);
	status_begin(&s, "m.gpg");
	feed(good[0].text);
	for (i = 0; i < STATUS_BYTES && !s.odd; i++)
		feed(G "CARDCTRL 6\n");
	assert_true(s.odd);
	status_begin(&s, "m.gpg");
	feed(good[0].text);
	status_feed(&s, G "CARDCTRL\0 6\n", 21);
	assert_true(s.odd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_one),
		cmocka_unit_test(left_out),
		cmocka_unit_test(said_twice),
		cmocka_unit_test(out_of_order),
		cmocka_unit_test(unknown_words),
		cmocka_unit_test(spoilt),
		cmocka_unit_test(without_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
