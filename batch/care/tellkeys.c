#include <string.h>

#include "batch/base/clock.h"
#include "batch/base/tell.h"
#include "batch/base/tongue.h"
#include "batch/care/keycare.h"
#include "batch/care/tellkeys.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/config/roster.h"
#include "keys/ring.h"

static const char *
day_of(struct arena *a, int64_t seconds)
{
	char day[11];

	if (seconds == 0)
		return NULL;
	clock_day(seconds, day);
	return arena_strdup(a, day);
}

/* In groups of four, two halves: as it is read out. */
static const char *
grouped(struct arena *a, const char *fingerprint)
{
	const char *text = "";
	int i;

	for (i = 0; i < 40; i += 4)
		text = arena_printf(a, "%s%s%.4s", text,
		    i == 0    ? ""
		    : i == 20 ? "  "
			      : " ",
		    fingerprint + i);
	return text;
}

static const char *
dates(struct arena *a, const struct ring_subkey *s)
{
	const char *made = arena_printf(
	    a, tongue_form("%s, made %s"), s->algorithm, day_of(a, s->created));

	if (s->expires == 0)
		return arena_printf(
		    a, "%s%s", made, tongue_form(", does not expire"));
	return arena_printf(a, "%s%s", made,
	    arena_printf(
		a, tongue_form(", expires %s"), day_of(a, s->expires)));
}

static const char *
uses(struct arena *a, const struct ring_subkey *s)
{
	return arena_printf(a, "%s%s%s%s%s",
	    s->can_sign ? tongue_form(", signs") : "",
	    s->can_encrypt ? tongue_form(", encrypts") : "",
	    s->strong ? "" : tongue_form(", WEAK"),
	    s->revoked ? tongue_form(", REVOKED") : "",
	    s->expired ? tongue_form(", EXPIRED") : "");
}

static void
tell_part(struct tell *t, struct arena *a, const struct ring_subkey *s)
{
	tell_string(t, "fingerprint", s->fingerprint);
	tell_string(t, "algorithm", s->algorithm);
	tell_string(t, "made", day_of(a, s->created));
	tell_string(t, "expires", day_of(a, s->expires));
	tell_bool(t, "signs", s->can_sign);
	tell_bool(t, "encrypts", s->can_encrypt);
	tell_bool(t, "weak", !s->strong);
	tell_bool(t, "revoked", s->revoked);
	tell_bool(t, "expired", s->expired);
	tell_phrase(t, "part", "%s%s", dates(a, s), uses(a, s));
}

void
tellkeys_key(struct tell *t, struct arena *a, const struct ring_key *k)
{
	const char *name = text_escape(a, k->uid, strlen(k->uid), 200);
	size_t i;

	tell_string(t, "name", name);
	tell_phrase(t, "digits", "%s", grouped(a, k->fingerprint));
	tell_line(t, "{digits}\n");
	tell_list(t, "parts");
	for (i = 0; i < k->subkey_count; i++) {
		tell_map(t, "part");
		tell_part(t, a, &k->subkeys[i]);
		tell_phrase(t, "name", "%s", name);
		if (i == 0)
			tell_line(t, "  {part}\n  {name}\n");
		else
			tell_line(
			    t, "  its subkey {fingerprint}\n    {part}\n");
		tell_end(t);
	}
	tell_end(t);
}

void
tellkeys_dated(struct tell *t, struct arena *a, const char *holder,
    const struct roster_key *dated, const struct ring_key *k)
{
	tell_map(t, "key");
	tell_string(t, "holder", holder);
	tell_string(t, "fingerprint", dated->fingerprint);
	tell_string(t, "from", dated->span.from);
	tell_string(
	    t, "until", *dated->span.until == '\0' ? NULL : dated->span.until);
	tell_bool(t, "present", k != NULL);
	tell_phrase(t, "span", "%s - %s", dated->span.from, dated->span.until);
	if (k != NULL) {
		tell_line(t, "{holder} {span}\n");
		tellkeys_key(t, a, k);
	} else
		tell_line(
		    t, "{holder} {span}: NOT IN THE KEYRING\n{fingerprint}\n");
	tell_end(t);
}

static const char *
trouble(const struct key_care *c)
{
	static const char *const words[] = { [KEY_ABSENT] = "absent",
		[KEY_REVOKED] = "revoked",
		[KEY_EXPIRED] = "expired",
		[KEY_EXPIRING] = "expiring" };

	return words[c->trouble];
}

void
tellkeys_care(struct tell *t, struct arena *a, const struct key_care *c)
{
	tell_map(t, "key");
	tell_string(t, "holder", c->holder);
	tell_string(t, "fingerprint", c->fingerprint);
	tell_string(t, "trouble", trouble(c));
	tell_string(t, "expires", day_of(a, c->expires));
	tell_phrase(t, "said", tongue_form(keycare_form("%s %s %s", c)),
	    c->holder, c->fingerprint, keycare_day(a, c));
	tell_line(t, "{said}\n");
	tell_end(t);
}
