#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/count/datasetxml.h"
#include "batch/disclose/ledger.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "batch/store/place.h"
#include "batch/store/publish.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"

struct ledger {
	struct hub *hub;
	struct journal *journal;
	const char *form; /* of what is entered; NULL: nothing */
	struct ledger_report *reports;
	size_t count;
};

static const char *
hex_of(struct arena *a, const void *p, size_t len)
{
	struct digest d;
	char hex[DIGEST_HEX];

	digest_of(p, len, &d);
	digest_hex(&d, hex);
	return arena_strdup(a, hex);
}

static const char *
archived(struct arena *a, const char *sha256)
{
	return arena_printf(a, "archive/%s.report.xml", sha256);
}

static const char *
wanted(const struct journal_entry *e, const char *key)
{
	const char *v = journal_get(e, key);

	if (v == NULL)
		log_fatal(EX_CONFIG,
		    "journal: entry %" PRIu64 " (%s) does not say its %s",
		    e->seq, e->kind, key);
	return v;
}

static void
note(struct ledger *l, const struct journal_entry *e)
{
	struct arena *a = l->hub->arena;
	const char *sha256 = wanted(e, "sha256"), *path;
	struct ledger_report *r;
	char day[11], err[512];

	r = arena_push(a, &l->reports, &l->count, sizeof(*r));
	r->period = wanted(e, "period");
	r->edition = (unsigned)strtoul(wanted(e, "edition"), NULL, 10);
	r->at = strtoll(wanted(e, "at"), NULL, 10);
	r->form = wanted(e, "form");
	r->sig_table = journal_get(e, "sig-told");
	clock_day(r->at, day);
	r->day = arena_strdup(a, day);
	path = archived(a, sha256);
	r->xml = hub_read(l->hub, path, &r->len);
	if (r->xml == NULL)
		log_fatal(EX_CONFIG, "%s/%s is missing: a report was published",
		    l->hub->path, path);
	if (strcmp(hex_of(a, r->xml, r->len), sha256) != 0)
		log_fatal(EX_CONFIG, "%s/%s has other bytes than its name says",
		    l->hub->path, path);
	r->sets.arena = a;
	if (!datasets_parse(
		&r->sets, r->xml, r->len, &r->min_cell, err, sizeof(err)))
		log_fatal(EX_CONFIG, "%s/%s: %s", l->hub->path, path, err);
}

/* A night of before a report's time that was run after the report was made:
 * the report did not know what it should have known. */
static void
overtake(struct ledger *l, const struct journal_entry *e)
{
	int64_t at = strtoll(wanted(e, "at"), NULL, 10);
	size_t i;

	for (i = 0; i < l->count; i++)
		l->reports[i].overtaken |= at <= l->reports[i].at;
}

struct ledger *
ledger_open(struct hub *h, const char *form)
{
	struct journal_entry e;
	struct ledger *l;

	l = arena_alloc(h->arena, sizeof(*l));
	l->hub = h;
	l->form = form;
	if (form != NULL)
		place_check(h);
	l->journal = journal_open(h, NULL, form != NULL);
	while (journal_next(l->journal, h->arena, &e))
		if (strcmp(e.kind, "report") == 0)
			note(l, &e);
		else if (strcmp(e.kind, "night") == 0)
			overtake(l, &e);
	return l;
}

void
ledger_close(struct ledger *l)
{
	if (l != NULL)
		journal_close(l->journal);
}

const struct ledger_report *
ledger_same(const struct ledger *l, const char *period, int64_t at)
{
	const struct ledger_report *r, *same = NULL;
	size_t i;

	for (i = 0; (r = ledger_at(l, i)) != NULL; i++)
		if (strcmp(r->period, period) == 0 && r->at == at &&
		    !r->overtaken && strcmp(r->form, l->form) == 0)
			same = r;
	return same;
}

const struct ledger_report *
ledger_at(const struct ledger *l, size_t i)
{
	return l != NULL && i < l->count ? &l->reports[i] : NULL;
}

const struct ledger_report *
ledger_last(const struct ledger *l, const char *period)
{
	const struct ledger_report *r, *last = NULL;
	size_t i;

	for (i = 0; (r = ledger_at(l, i)) != NULL; i++)
		if (strcmp(r->period, period) == 0)
			last = r;
	return last;
}

const struct dataset *
ledger_set(const struct ledger_report *r, const char *id)
{
	return r == NULL ? NULL : dataset_find(&r->sets, id);
}

int64_t
ledger_total(const struct ledger_report *r, const struct dataset *told)
{
	int64_t n;

	if (told->n >= 0)
		return told->n;
	n = dataset_value(ledger_set(r, "flow"), r->period, NULL);
	return n > 0 ? n
		     : dataset_value(ledger_set(r, "years"), r->period, NULL);
}

const struct ledger_report *
ledger_from(const struct ledger *l, const struct ledger_report *last,
    const struct dataset *told)
{
	const struct ledger_report *r, *from = last;
	size_t i;

	for (i = 0; (r = ledger_at(l, i)) != NULL; i++)
		if (strcmp(r->period, last->period) == 0 &&
		    r->edition == told->as_edition)
			from = r;
	return from;
}

int64_t
ledger_then(const struct ledger *l, const struct ledger_report *last,
    const struct dataset *told)
{
	return ledger_total(ledger_from(l, last, told), told);
}

void
ledger_add(struct ledger *l, const struct ledger_report *r)
{
	struct arena *a = l->hub->arena;
	const char *sha256 = hex_of(a, r->xml, r->len);
	const char *path = archived(a, sha256);

	if (hub_read(l->hub, path, NULL) == NULL)
		publish_bytes(l->hub->dir, path, r->xml, r->len);
	journal_add(l->journal, "report", "period", r->period, "edition",
	    arena_printf(a, "%u", r->edition), "at",
	    arena_printf(a, "%" PRId64, r->at), "form", l->form, "sha256",
	    sha256, "sig-told", r->sig_table, NULL);
	journal_sync(l->journal);
}
