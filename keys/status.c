#include <stdlib.h>
#include <string.h>

#include "keys/status.h"

#define PREFIX	    "[GNUPG:] "
#define FINGERPRINT 40
#define WORDS	    10 /* as many as VALIDSIG has */

/* The words of a line, apart; what is beyond the last stays with it. */
struct words {
	const char *at[WORDS];
	size_t count;
};

/* Of a name or number made of these characters only. */
static bool
is_made_of(const char *s, const char *characters, size_t len)
{
	return strlen(s) == len && strspn(s, characters) == len;
}

static bool
is_fingerprint(const char *s)
{
	return is_made_of(s, "0123456789ABCDEF", FINGERPRINT);
}

/* A count that a 64-bit number holds with ease; -1: none. */
static int64_t
number(const char *s)
{
	size_t len = strlen(s);

	return len > 0 && len <= 12 && is_made_of(s, "0123456789", len)
		   ? strtoll(s, NULL, 10)
		   : -1;
}

/* FILE_START 3 NAME: what is done with it (3: decrypted), and which. */
static bool
take_start(struct status *s, const struct words *w)
{
	return w->count == 2 && strcmp(w->at[0], "3") == 0 &&
	       strcmp(w->at[1], s->name) == 0;
}

/* DECRYPTION_KEY SUBKEY PRIMARY TRUST */
static bool
take_opener(struct status *s, const struct words *w)
{
	if (w->count != 3 || !is_fingerprint(w->at[0]) ||
	    !is_fingerprint(w->at[1]))
		return false;
	memcpy(s->told.opener, w->at[1], FINGERPRINT + 1);
	return true;
}

/* DECRYPTION_INFO MDC CIPHER AEAD: RFC 4880's own integrity (2), no AEAD (0),
 * and AES. */
static bool
take_cipher(struct status *s, const struct words *w)
{
	static const struct {
		const char *number, *name;
	} ciphers[] = { { "7", "AES.CFB" }, { "8", "AES192.CFB" },
		{ "9", "AES256.CFB" } };
	size_t i;

	if (w->count != 3 || strcmp(w->at[0], "2") != 0 ||
	    strcmp(w->at[2], "0") != 0)
		return false;
	for (i = 0; i < sizeof(ciphers) / sizeof(ciphers[0]); i++)
		if (strcmp(w->at[1], ciphers[i].number) == 0) {
			memcpy(s->told.cipher, ciphers[i].name,
			    strlen(ciphers[i].name) + 1);
			return true;
		}
	return false;
}

/* Names and user ids, of the sender's making: taken for nothing. */
static bool
take_text(struct status *s, const struct words *w)
{
	(void)s;
	(void)w;
	return true;
}

static bool
take_nothing(struct status *s, const struct words *w)
{
	(void)s;
	return w->count == 0;
}

/* VALIDSIG FINGERPRINT DATE TIME EXPIRES VERSION 0 ALGORITHM DIGEST CLASS
 * PRIMARY: over a binary document (00). */
static bool
take_valid(struct status *s, const struct words *w)
{
	int64_t hash;

	if (w->count != 10 || !is_fingerprint(w->at[0]) ||
	    !is_fingerprint(w->at[9]) || strcmp(w->at[8], "00") != 0)
		return false;
	memcpy(s->told.signer, w->at[0], FINGERPRINT + 1);
	s->told.signed_at = number(w->at[2]);
	hash = number(w->at[7]);
	s->told.hash = (int)hash;
	return s->told.signed_at >= 0 && hash >= 0 && hash <= 255;
}

/* A good message, in gpg's order. */
static const struct {
	const char *word;
	bool (*take)(struct status *s, const struct words *w);
} steps[] = {
	{ "FILE_START", take_start },
	{ "DECRYPTION_KEY", take_opener },
	{ "BEGIN_DECRYPTION", take_nothing },
	{ "DECRYPTION_INFO", take_cipher },
	{ "PLAINTEXT", take_text },
	{ "NEWSIG", take_text },
	{ "GOODSIG", take_text },
	{ "VALIDSIG", take_valid },
	{ "DECRYPTION_OKAY", take_nothing },
	{ "GOODMDC", take_nothing },
	{ "END_DECRYPTION", take_nothing },
	{ "FILE_DONE", take_nothing },
};
#define STEPS (sizeof(steps) / sizeof(steps[0]))

/* Said of good messages too, any number of times: to whom it is, which keys
 * were looked at, that no card is there, what the signature notes. */
static bool
changes_nothing(const char *word)
{
	static const char *const words[] = { "ENC_TO", "NO_SECKEY",
		"KEY_CONSIDERED", "CARDCTRL", "DECRYPTION_COMPLIANCE_MODE",
		"PLAINTEXT_LENGTH", "SIG_ID", "NOTATION_NAME", "NOTATION_FLAGS",
		"NOTATION_DATA", "POLICY_URL", "VERIFICATION_COMPLIANCE_MODE" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(word, words[i]) == 0)
			return true;
	return false;
}

static void
split(char *text, struct words *w)
{
	char *end;

	w->count = 0;
	while (text != NULL && w->count < WORDS) {
		end = w->count == WORDS - 1 ? NULL : strchr(text, ' ');
		if (end != NULL)
			*end++ = '\0';
		w->at[w->count++] = text;
		text = end;
	}
}

/* One line without its end. */
static bool
take_line(struct status *s, char *line)
{
	struct words w;
	char *word, *rest;

	if (strncmp(line, PREFIX, sizeof(PREFIX) - 1) != 0)
		return false;
	word = line + sizeof(PREFIX) - 1;
	rest = strchr(word, ' ');
	if (rest != NULL)
		*rest++ = '\0';
	if (s->step == STEPS)
		return false;
	if (strcmp(word, steps[s->step].word) != 0)
		return s->step > 0 && changes_nothing(word);
	split(rest, &w);
	return steps[s->step++].take(s, &w);
}

static void
end_line(struct status *s)
{
	s->line[s->len] = '\0';
	if (strlen(s->line) != s->len || !take_line(s, s->line))
		s->odd = true;
	s->len = 0;
}

void
status_begin(struct status *s, const char *name)
{
	memset(s, 0, sizeof(*s));
	s->name = name;
}

void
status_feed(struct status *s, const char *p, size_t len)
{
	size_t i;

	s->bytes += len;
	if (s->bytes > STATUS_BYTES)
		s->odd = true;
	for (i = 0; i < len && !s->odd; i++) {
		if (p[i] == '\n')
			end_line(s);
		else if (s->len == STATUS_LINE - 1)
			s->odd = true;
		else
			s->line[s->len++] = p[i];
	}
}

bool
status_begun(const struct status *s)
{
	return s->step > 0;
}

bool
status_good(const struct status *s)
{
	return !s->odd && s->step == STEPS && s->len == 0;
}
