#include <string.h>

#include "formats/base/words.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"

static const char *const roles[SENDER_ROLES] = { "member", "body", "scheme",
	"agency", "hub", "analyst" };
WORDS(sender, sender_role, roles, SENDER_ROLES)

static const char *const elements[SENDS] = { "submission", "sighting",
	"consent", "withdrawal", "ack", "ruling", "request", "confirm",
	"chapter" };

/* A line for each role, in the order of the words above: a mark under each
 * element that it may send. */
static const char *const may[SENDER_ROLES] = {
	[SENDER_MEMBER] = "xxxxx----",
	[SENDER_BODY] = "xxxxx----",
	[SENDER_SCHEME] = "xxxxx----",
	[SENDER_AGENCY] = "xxxxx----",
	[SENDER_HUB] = "x--x-----",
	[SENDER_ANALYST] = "-----xxxx",
};

const char *
sends_word(enum sends what)
{
	return elements[what];
}

bool
sender_may(enum sender_role role, enum sends what)
{
	return may[role][what] == 'x';
}

static enum sender_role
role_of(const struct roster *r, const struct roster_member *m)
{
	const struct roster_audience *to;
	size_t i;

	if (m->role != RROLE_MEMBER)
		return m->role == RROLE_HUB ? SENDER_HUB : SENDER_ANALYST;
	for (i = 0; i < m->in_count; i++) {
		to = roster_audience(r, m->ins[i].audience);
		if (to != NULL && to->kind == AUDIENCE_SIG)
			return SENDER_MEMBER;
	}
	return m->in_count == 0 ? SENDER_MEMBER : SENDER_BODY;
}

bool
sender_find(const struct roster *r, const char *id, struct sender *out)
{
	const struct roster_audience *to = roster_audience(r, id);
	const struct roster_member *m = roster_member(r, id);

	*out = (struct sender){ .member = m };
	if (m != NULL) {
		out->id = m->id;
		out->role = role_of(r, m);
		out->keys = m->keys;
		out->key_count = m->key_count;
		return true;
	}
	if (to == NULL || to->kind == AUDIENCE_SIG)
		return false;
	out->id = to->id;
	out->audience = to;
	out->role = to->kind == AUDIENCE_SCHEME ? SENDER_SCHEME : SENDER_AGENCY;
	out->keys = to->keys;
	out->key_count = to->key_count;
	return true;
}

bool
sender_counts(const struct sender *s, const char *date)
{
	size_t i;

	if (s->audience != NULL)
		return span_holds(&s->audience->span, date);
	if (s->member->role != RROLE_MEMBER)
		return true;
	for (i = 0; i < s->member->in_count; i++)
		if (span_holds(&s->member->ins[i].span, date))
			return true;
	return false;
}

bool
sender_is_outside(enum sender_role role)
{
	return role == SENDER_SCHEME || role == SENDER_AGENCY;
}

bool
sender_is_trusted(const struct sender *s)
{
	return !sender_is_outside(s->role) || s->audience->trusted;
}

bool
sender_may_choose(const struct roster *r, const struct sender *s,
    const char *audience, const char *date)
{
	const struct roster_audience *to = roster_audience(r, audience);

	if (to == NULL || to->kind == AUDIENCE_AGENCY)
		return false;
	return s->member != NULL ? roster_in_sig(s->member, audience, date)
				 : span_holds(&to->span, date);
}
