#include "batch/compose/compared.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatemask.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/mail/feature.h"

/* Of a mail that a member wrote itself, to send another on: its own sender and
 * program are nobody else's business. */
static void
forget_wrapper(const struct roster *roster, struct features *r)
{
	static const enum feature own[] = { FEATURE_SENDER, FEATURE_SENDER_NAME,
		FEATURE_SENDER_DOMAIN, FEATURE_REPLY_TO, FEATURE_SENDER_IP,
		FEATURE_MAILER };
	const char *host = r->value[FEATURE_SENDER_DOMAIN];
	size_t i;

	if (host != NULL && roster_has_host(roster, host))
		for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
			r->value[own[i]] = NULL;
}

/* Two mails must not differ by whom they name. */
static enum same
compare(struct arena *a, struct gate *g, enum feature f, struct features *x,
    struct features *y)
{
	enum same is;

	is = feature_same(a, f, x->value[f], y->value[f]);
	if (is != SAME_NO)
		return is;
	x->value[f] = gate_mask(g, a, x->value[f]);
	y->value[f] = gate_mask(g, a, y->value[f]);
	return feature_same(a, f, x->value[f], y->value[f]);
}

static bool
known_of_all(const struct features *rows, size_t count, enum feature f)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (rows[i].value[f] == NULL)
			return false;
	return true;
}

/* What an item tells of a mail; what it never tells, nobody can guess by
 * sending a mail of his own to be compared. */
static const enum feature told[] = { FEATURE_SUBJECT, FEATURE_SENDER,
	FEATURE_SENDER_DOMAIN, FEATURE_LINK_HOSTS, FEATURE_FILE_NAMES,
	FEATURE_FILE_DIGESTS, FEATURE_FILE_KINDS };

/* A feature that is not known of all is left out: that somebody lacks it would
 * tell of a provider. */
void
compared(struct arena *a, struct gate *g, const struct roster *roster,
    struct composition *c, struct features *rows, size_t count)
{
	struct item_comparison *out;
	enum feature f;
	size_t i, k;

	for (i = 0; i < count; i++)
		forget_wrapper(roster, &rows[i]);
	for (k = 0; k < sizeof(told) / sizeof(told[0]); k++) {
		f = told[k];
		if (!known_of_all(rows, count, f))
			continue;
		for (i = 1; i < count; i++)
			if (compare(a, g, f, &rows[0], &rows[i]) != SAME_YES)
				break;
		out = arena_push(
		    a, &c->compared, &c->compared_count, sizeof(*out));
		out->feature = feature_word(f);
		out->same = i == count;
	}
}
