#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "formats/indicators/contact.h"

/* Digits of a number that is dialled in full. */
#define PHONE_LEAST 9
#define PHONE_MOST  15
/* Of one in an account's name, and how far behind the word it may stand. */
#define ACCOUNT_LEAST 6
#define ACCOUNT_NEAR  40

/* Letter case is folded. */
#define BASE58 "123456789abcdefghijklmnopqrstuvwxyz"
#define BECH32 "023456789acdefghjklmnpqrstuvwxyz"
#define HEX    "0123456789abcdef"

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether it is 888-555-1234: a number without a leading 0 or +. */
static bool
is_in_groups(const char *s, size_t len)
{
	static const char form[] = "ddd-ddd-dddd";
	size_t i;

	if (len != sizeof(form) - 1)
		return false;
	for (i = 0; i < len; i++)
		if (form[i] == 'd' ? !is_digit(s[i])
				   : strchr("- ", s[i]) == NULL)
			return false;
	return true;
}

/* The bytes of what may stand between two digits; 0: it is none. */
static size_t
parting(const char *s)
{
	static const char *const signs[] = { "-", " ", "(", ")", "‐", "‑", "–",
		"—", "−", "ー" };
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strncmp(s, signs[i], strlen(signs[i])) == 0)
			return strlen(signs[i]);
	return 0;
}

/* The run of digits and what parts them, up to its last digit. */
static size_t
number_at(const char *s, size_t *digits)
{
	size_t i = *s == '+', len = 0, apart = 0, step;

	for (*digits = 0; apart < 3 && *digits <= PHONE_MOST; i += step) {
		step = is_digit(s[i]) ? 1 : parting(s + i);
		if (step == 0)
			break;
		apart = is_digit(s[i]) ? 0 : apart + 1;
		*digits += apart == 0;
		if (apart == 0)
			len = i + 1;
	}
	return len;
}

bool
contact_has_phone(const char *s)
{
	size_t i, len, digits;

	for (i = 0; s[i] != '\0'; i++) {
		if ((i > 0 && (is_word(s[i - 1]) ||
				  strchr("-./:=", s[i - 1]) != NULL)) ||
		    (!is_digit(s[i]) && s[i] != '+' && s[i] != '('))
			continue;
		len = number_at(s + i, &digits);
		if (digits >= PHONE_LEAST && digits <= PHONE_MOST &&
		    !is_word(s[i + len]) &&
		    (s[i] == '0' || !is_digit(s[i]) ||
			is_in_groups(s + i, len)))
			return true;
	}
	return false;
}

/* The remainder that its own check digits must leave. */
static bool
is_iban(const char *s, size_t len)
{
	unsigned rest = 0, value;
	size_t i;
	char c;

	if (len < 15 || len > 34 || is_digit(s[0]) || is_digit(s[1]) ||
	    !is_digit(s[2]) || !is_digit(s[3]))
		return false;
	for (i = 0; i < len; i++) {
		c = s[(i + 4) % len];
		value = (unsigned)(is_digit(c) ? c - '0' : c - 'a' + 10);
		rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
	}
	return rest == 1;
}

/* Those are written in groups of four, too. */
static bool
is_iban_at(const char *s)
{
	size_t i, len = 0, digits = 0;
	char bare[34];

	for (i = 0; len < sizeof(bare) && s[i] != '\0'; i++) {
		if (s[i] == ' ')
			continue;
		if (!is_digit(s[i]) && (s[i] < 'a' || s[i] > 'z'))
			break;
		bare[len++] = s[i];
		digits += is_digit(s[i]);
		if (!is_word(s[i + 1]) && 2 * digits >= len &&
		    is_iban(bare, len))
			return true;
	}
	return false;
}

/* Whether a word of so many of those begins here and ends. */
static bool
is_of(const char *s, const char *of, size_t least, size_t most)
{
	size_t len = strspn(s, of);

	return len >= least && len <= most && !is_word(s[len]);
}

static bool
is_wallet(const char *s)
{
	return (strncmp(s, "bc1", 3) == 0 && is_of(s + 3, BECH32, 36, 59)) ||
	       (strncmp(s, "0x", 2) == 0 && is_of(s + 2, HEX, 40, 40)) ||
	       (strchr("13", *s) != NULL && is_of(s, BASE58, 26, 35) &&
		   strspn(s, HEX) < 26);
}

/* A number not far behind a word that says whose account it is. */
static bool
is_named_account(const char *s)
{
	static const char *const words[] = { "口座番号", "普通預金", "当座預金",
		"普通 ", "account number", "account no", "a/c no" };
	size_t i, k, digits = 0;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncasecmp(s, words[i], strlen(words[i])) == 0)
			break;
	if (i == sizeof(words) / sizeof(words[0]))
		return false;
	s += strlen(words[i]);
	for (k = 0; k < ACCOUNT_NEAR && s[k] != '\0'; k++) {
		digits = is_digit(s[k])				    ? digits + 1
			 : digits > 0 && strchr("- ", s[k]) != NULL ? digits
								    : 0;
		if (digits >= ACCOUNT_LEAST)
			return true;
	}
	return false;
}

bool
contact_has_account(const char *s)
{
	size_t i;
	bool begins;

	for (i = 0; s[i] != '\0'; i++) {
		begins = i == 0 || !is_word(s[i - 1]);
		if (begins && (is_iban_at(s + i) || is_wallet(s + i)))
			return true;
		if ((begins || (s[i] & 0x80) != 0) && is_named_account(s + i))
			return true;
	}
	return false;
}
