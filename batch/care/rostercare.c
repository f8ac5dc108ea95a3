#include <stdbool.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/care/rostercare.h"
#include "batch/night/night.h"
#include "batch/store/hub.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/config/smallset.h"
#include "formats/names/commonword.h"
#include "formats/names/legalform.h"

/* The roster that the last night with a decision worked with; NULL: none. */
static struct roster *
last_roster(struct night *n)
{
	const char *digest, *text;
	char err[512];
	size_t len;

	digest = night_recall(n, "night-roster");
	if (digest == NULL)
		return NULL;
	text = hub_read(n->hub, hub_roster_path(n->arena, digest), &len);
	return text == NULL
		   ? NULL
		   : roster_parse(n->arena, text, len, err, sizeof(err));
}

/* What the hub's own pages say is searched for with its legal form, or not at
 * all. */
static void
warn_name(struct night *n, const char *id, const char *name)
{
	if (legalform_without(n->arena, name) != NULL)
		log_warn(
		    "roster.xml: %s: the hub's own pages say a part of %s: only the whole name is searched for",
		    id, name);
	else
		log_warn(
		    "roster.xml: %s: the hub's own pages say %s: it is not searched for; write its legal form too",
		    id, name);
}

static void
warn_words(struct night *n, const struct roster_member *m)
{
	size_t i;

	if (m->ja_whole)
		warn_name(n, m->id, m->name.ja);
	if (m->en_whole && m->name.en != NULL)
		warn_name(n, m->id, m->name.en);
	for (i = 0; i < m->alias_count; i++)
		if (commonword(m->aliases[i]))
			log_warn(
			    "roster.xml: line %ld: alias: %s is a word or a place of every day: texts that mean no member will be stopped",
			    m->alias_lines[i], m->aliases[i]);
}

/* Whether a member before this one has been told of for the same SIGs. */
static bool
is_told(struct night *n, size_t i)
{
	const struct roster *r = n->hub->roster;
	const char *sigs = smallset_text(n->arena, r, &r->members[i], n->day);
	size_t k;

	for (k = 0; k < i; k++)
		if (r->members[k].role == RROLE_MEMBER &&
		    strcmp(sigs, smallset_text(
				     n->arena, r, &r->members[k], n->day)) == 0)
			return true;
	return false;
}

static void
warn_sets(struct night *n)
{
	const struct roster *r = n->hub->roster;
	unsigned least = n->hub->settings.witnesses, have;
	const struct roster_audience *to;
	size_t i;

	for (i = 0; i < r->audience_count; i++) {
		to = &r->audiences[i];
		if (!span_holds(&to->span, n->day) ||
		    (to->kind != AUDIENCE_SIG &&
			roster_members_in(r, to->id, n->day) == 0))
			continue;
		have = smallset_readers(r, to, n->day);
		if (have < least)
			log_warn(
			    "roster.xml: %s: %u organisations read it, fewer than %u: each of them knows what the others gave",
			    to->id, have, least);
	}
	for (i = 0; i < r->member_count; i++) {
		have = r->members[i].role != RROLE_MEMBER
			   ? 0
			   : smallset_like(r, &r->members[i], n->day);
		if (have > 0 && have < least && !is_told(n, i))
			log_warn(
			    "roster.xml: %s: %u organisations are in just these SIGs and schemes (%s), fewer than %u: what goes to all of them tells who gave it; <share sig=\"...\"> chooses one",
			    r->members[i].id, have,
			    smallset_text(n->arena, r, &r->members[i], n->day),
			    least);
	}
}

/* Once for each roster, in the first night that works with it. */
static void
warn(struct night *n)
{
	const char *last = night_recall(n, "night-roster");
	char hex[DIGEST_HEX];
	struct digest d;
	size_t i;

	digest_of(n->hub->roster_text, n->hub->roster_len, &d);
	digest_hex(&d, hex);
	if (last != NULL && strcmp(last, hex) == 0)
		return;
	for (i = 0; i < n->hub->roster->member_count; i++)
		if (n->hub->roster->members[i].role == RROLE_MEMBER)
			warn_words(n, &n->hub->roster->members[i]);
	warn_sets(n);
}

static void
look_for_gone(struct night *n)
{
	const struct roster *before = last_roster(n);
	size_t gone = 0, i;

	if (before == NULL)
		return;
	for (i = 0; i < before->member_count; i++) {
		if (roster_member(n->hub->roster, before->members[i].id) !=
		    NULL)
			continue;
		gone++;
		night_attention(n,
		    "%s stood in the roster last time and is gone: put it back, with a last day (until) if it left",
		    before->members[i].id);
	}
	if (gone > 2 && 2 * gone > before->member_count)
		log_fatal(EX_CONFIG,
		    "%zu of %zu members are gone from roster.xml; nothing was taken",
		    gone, before->member_count);
}

void
rostercare(struct night *n)
{
	look_for_gone(n);
	warn(n);
}
