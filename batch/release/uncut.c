#include <string.h>

#include "batch/gate/gatefact.h"
#include "batch/night/night.h"
#include "batch/release/compose.h"
#include "batch/release/dossier.h"
#include "batch/release/previews.h"
#include "batch/release/truefact.h"
#include "batch/release/uncut.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

static bool
may_leave(const struct dossier_part *p)
{
	return p->truehit != NULL && p->agreed && !p->refused && !p->withdrawn;
}

/* Shows the provider the values unmasked; what it says of that preview. */
static enum answer
ask(struct night *n, struct dossier *d, size_t part)
{
	struct dossier_part *p = &d->parts[part];

	p->uncut = true;
	p->truehit->preview = previews_uncut(n, d, part);
	p->uncut = false;
	/* Stopped at the gate, nobody can agree to it. */
	if (p->truehit->preview == NULL)
		return ANSWER_NO;
	return previews_answer(n, p->truehit->preview);
}

/* One line for each audience that would get something of the case. */
static void
put_audience(struct night *n, struct dossier *d, struct buf *b,
    const struct roster_audience *to)
{
	struct buf content = { 0 };
	struct digest digest;
	struct item it;
	char hex[DIGEST_HEX];
	bool *chosen, any = false;
	size_t i;

	chosen = arena_alloc(n->arena, (d->part_count + 1) * sizeof(*chosen));
	for (i = 0; i < d->part_count; i++) {
		chosen[i] = dossier_reaches(n, d, &d->parts[i], to);
		any = any || chosen[i];
	}
	if (!any || !span_holds(&to->span, n->day))
		return;
	dossier_compose(n, d, chosen, to, &it);
	compose_content(&content, &it);
	digest_of(content.data, content.len, &digest);
	digest_hex(&digest, hex);
	buf_printf(b, "%s %s\n", to->id, hex);
	buf_free(&content);
}

/* The digest of all that would leave of the case, to everybody. */
static const char *
would_leave(struct night *n, struct dossier *d)
{
	struct buf b = { 0 };
	struct digest digest;
	char hex[DIGEST_HEX];
	size_t i;

	for (i = 0; i < n->hub->roster->audience_count; i++)
		put_audience(n, d, &b, &n->hub->roster->audiences[i]);
	digest_of(buf_str(&b), b.len, &digest);
	digest_hex(&digest, hex);
	buf_free(&b);
	return arena_strdup(n->arena, hex);
}

static bool
is_confirmed(const struct truehit *t, const char *bytes)
{
	return t->confirmed != NULL && strcmp(t->confirmed, bytes) == 0 &&
	       t->second != NULL && strcmp(t->second, t->analyst) != 0;
}

void
uncut_decide(struct night *n, struct dossier *d)
{
	struct dossier_part *p;
	const char *bytes;
	enum answer answer;
	bool any = false, all = true;
	size_t i;

	for (i = 0; i < d->part_count; i++) {
		p = &d->parts[i];
		answer = may_leave(p) ? ask(n, d, i) : ANSWER_NO;
		p->uncut = answer != ANSWER_NO;
		any = any || p->uncut;
		all = all && (!p->uncut || answer == ANSWER_YES);
	}
	if (!any)
		return;
	bytes = would_leave(n, d);
	for (i = 0; i < d->part_count; i++) {
		p = &d->parts[i];
		if (!p->uncut)
			continue;
		all = all && is_confirmed(p->truehit, bytes);
		db_run(n->hub->db, SQL_TRUEHIT_OFFER, "ttt", p->id,
		    p->truehit->preview, bytes);
	}
	for (i = 0; i < d->part_count; i++)
		d->parts[i].uncut = d->parts[i].uncut && all;
}

struct gate_fact *
uncut_facts(
    struct night *n, const struct dossier *d, const bool *chosen, size_t *count)
{
	const struct dossier_part *p;
	struct gate_fact *list = NULL, *f;
	size_t i, k;

	*count = 0;
	for (i = 0; i < d->part_count; i++) {
		p = &d->parts[i];
		for (k = 0; chosen[i] && p->uncut && k < p->truehit->fact_count;
		     k++) {
			f = arena_push(n->arena, &list, count, sizeof(*f));
			f->member = p->member;
			f->value = p->truehit->facts[k].value;
		}
	}
	return list;
}
