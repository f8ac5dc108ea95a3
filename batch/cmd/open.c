#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/member/hubkey.h"
#include "batch/member/layout.h"
#include "batch/member/memory.h"
#include "batch/member/parcel.h"
#include "batch/member/telling.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/config/roster.h"
#include "formats/opened/inforce.h"
#include "formats/opened/opened.h"
#include "formats/opened/turned.h"
#include "formats/out/bundle.h"
#include "keys/ring.h"

#define NAME_SHOWN 300 /* bytes of a file's name */

/* The bundles of one call. */
struct opening {
	struct arena *a;
	struct ring *ring;
	struct memory memory;
	struct opened opened;
	struct news news;
	const char *into;
	const char *looked_in; /* for the hub's key */
	bool alone;	       /* one bundle is named */
	bool look;	       /* a person must know something */
};

static const char *
safe(struct opening *o, const char *name)
{
	return text_escape(o->a, name, strlen(name), NAME_SHOWN);
}

static void
refuse(struct opening *o, const char *file, const char *why)
{
	log_warn("%s", say_of(o->a, SAY_OPEN_REFUSED, o->news.lang, "file",
			   safe(o, file), "why", why, NULL));
	o->news.refused++;
}

/* Once for each folder that bundles are named in. */
static void
look_for_hub_key(struct opening *o, const char *file)
{
	const char *slash = strrchr(file, '/');
	size_t len = slash == NULL ? 0 : (size_t)(slash - file);
	const char *dir = arena_strndup(o->a, file, len);

	if (o->memory.hub[0] == '\0' ||
	    (o->looked_in != NULL && strcmp(o->looked_in, dir) == 0))
		return;
	o->looked_in = dir;
	if (!hubkey_refresh(o->a, o->ring, o->memory.hub, file))
		o->look = true;
}

/* NULL: it fits, or is known. */
static const char *
refused_by_chain(
    struct opening *o, const struct bundle *b, enum chain_verdict v)
{
	switch (v) {
	case CHAIN_FORK:
		return say_of(o->a, SAY_OPEN_FORK, o->news.lang, "bundle",
		    arena_printf(
			o->a, "%s-%06" PRIu64, b->audience, b->sequence),
		    NULL);
	case CHAIN_NOT_BEHIND:
		return say(SAY_OPEN_NOT_BEHIND, o->news.lang);
	case CHAIN_NOT_IN_FRONT:
		return say(SAY_OPEN_NOT_IN_FRONT, o->news.lang);
	case CHAIN_FAR:
		return say(SAY_OPEN_FAR, o->news.lang);
	case CHAIN_VOID:
		return say(SAY_OPEN_VOID, o->news.lang);
	case CHAIN_FITS:
	case CHAIN_KNOWN:
		break;
	}
	return NULL;
}

/* The hub was put back from a backup: a person must know. */
static void
turn(struct opening *o, const struct bundle *b)
{
	struct opened_series *s;
	uint64_t last;
	size_t gone;

	if (b->line_count == 0)
		return;
	s = opened_series(&o->opened, b->audience);
	last = s->chain.count == 0 ? 0 : chain_newest(&s->chain)->sequence;
	if (!chain_turns(&s->chain, b->lines, b->line_count))
		return;
	gone = opened_turn(s, b->lines, b->line_count);
	/* Who never had another line has lost nothing. */
	if (last == 0)
		return;
	o->look = true;
	news_turn(&o->news, b->audience, &b->lines[b->line_count - 1],
	    gone == 0 ? 0 : last);
}

/* It is remembered at the end of the call, with all others. */
static void
take(struct opening *o, const struct parcel *p, const struct chain_link *l)
{
	const struct opened_series *s;
	bool late;

	turn(o, p->bundle);
	s = opened_series_find(&o->opened, p->bundle->audience);
	late = s != NULL && s->chain.count > 0 &&
	       chain_newest(&s->chain)->sequence > l->sequence;
	opened_take(&o->opened, p->bundle, l, p->items, p->item_count);
	news_add(&o->news, p, late);
}

/* A state stands for the bundle that it stands behind. */
static struct chain_link
link_of(const struct parcel *p)
{
	const struct bundle *b = p->bundle;
	struct chain_link l = { .sequence = b->sequence,
		.expires = b->expires,
		.state = b->state };

	l.digest = b->state ? b->previous : p->digest;
	if (!b->state)
		l.previous = b->previous;
	return l;
}

/* Sequence and chain against what this member has opened so far; then the
 * files; then what they say. */
static void
judge(struct opening *o, const char *file, const struct parcel *p)
{
	static const struct chain none;
	const struct bundle *b = p->bundle;
	const struct opened_series *s =
	    opened_series_find(&o->opened, b->audience);
	struct chain_link l = link_of(p);
	enum chain_verdict v = chain_judge_line(
	    s == NULL ? &none : &s->chain, b->lines, b->line_count, &l);
	const char *why = refused_by_chain(o, b, v);

	if (why == NULL && o->into != NULL && !layout_bundle(o->a, o->into, p))
		why = say_of(o->a, SAY_OPEN_IN_THE_WAY, o->news.lang, "folder",
		    arena_printf(o->a, "%s/%s-%06" PRIu64, safe(o, o->into),
			b->audience, b->sequence),
		    NULL);
	if (why != NULL) {
		refuse(o, file, why);
		return;
	}
	news_touch(&o->news, b->audience, s == NULL);
	if (v == CHAIN_FITS)
		take(o, p, &l);
	else
		o->news.known++;
	if (v == CHAIN_KNOWN && o->alone) {
		log_warn("%s: %s", safe(o, file),
		    say(SAY_OPEN_BEFORE, o->news.lang));
		o->look = true;
	}
}

static void
open_one(struct opening *o, const char *file)
{
	struct arena *a = arena_new();
	const struct parcel *p;
	const char *why = "";

	look_for_hub_key(o, file);
	p = parcel_open(a, o->ring, file, o->memory.hub, o->news.lang, &why);
	if (p == NULL)
		refuse(o, file, why);
	else
		judge(o, file, p);
	arena_free(a);
}

/* Without a bundle: what stands, by what was opened before. */
static void
tell_all(struct opening *o)
{
	size_t i;

	if (o->opened.series_count == 0)
		log_fatal(EX_USAGE,
		    "no bundle is named, and nothing was opened here before");
	o->news.all = true;
	for (i = 0; i < o->opened.series_count; i++)
		news_touch(&o->news, o->opened.series[i].audience, false);
}

/*
 * Laid out and told first, remembered last: killed before the end, the same
 * call does and says the same again.
 */
static void
finish(struct opening *o)
{
	struct inforce now;

	inforce_of(o->a, &o->opened, &now);
	o->news.now = &now;
	if (o->into != NULL && o->opened.series_count > 0)
		layout_lists(o->a, o->into, &now);
	if (news_tell(&o->news))
		o->look = true;
	if (fflush(stdout) == EOF || ferror(stdout))
		log_fatal(EX_IOERR,
		    "standard output cannot be written: nothing is remembered, run it again");
	if (o->news.bundle_count > 0)
		memory_save(&o->memory, &o->opened);
}

static int
open_all(struct opening *o, const struct option_list *bundles)
{
	struct inforce before;
	size_t i;

	o->opened.a = o->news.a = o->a;
	o->news.lang = news_lang();
	o->news.into = o->into;
	o->news.opened = &o->opened;
	memory_load(&o->memory, &o->opened);
	inforce_of(o->a, &o->opened, &before);
	o->news.before = &before;
	o->alone = bundles->count == 1;
	if (bundles->count == 0)
		tell_all(o);
	for (i = 0; i < bundles->count; i++)
		open_one(o, bundles->v[i]);
	finish(o);
	return o->news.refused > 0 ? EX_DATAERR : o->look ? EXIT_ATTENTION : 0;
}

int
cmd_open(int argc, char **argv)
{
	const char *into = NULL, *state = NULL, *hub = NULL, *homedir = NULL;
	struct option_list rest = { 0 };
	struct opening o = { 0 };
	char err[RING_ERR];
	int rc;
	const struct option_spec specs[] = {
		{ "--into", "DIR", .text = &into },
		{ "--state", "DIR", .text = &state },
		{ "--hub", "FPR", .text = &hub },
		{ "--homedir", "DIR", .text = &homedir },
		{ "--at", "TIME", .at = true },
	};

	options_read(argc, argv,
	    "open [BUNDLE...] [--hub FPR] [--into DIR] [--state DIR] [--homedir DIR]",
	    specs, 5, &rest, 0, 0);
	o.a = arena_new();
	o.into = into;
	if (hub != NULL && (hub = roster_fingerprint(o.a, hub)) == NULL)
		log_fatal(EX_USAGE, "--hub wants 40 hex digits");
	memory_find(&o.memory, o.a, state, hub);
	o.ring = ring_open(homedir, err, sizeof(err));
	if (o.ring == NULL)
		log_fatal(EX_UNAVAILABLE, "%s", err);
	rc = open_all(&o, &rest);
	ring_close(o.ring);
	memory_close(&o.memory);
	arena_free(o.a);
	return rc;
}
