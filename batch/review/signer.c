#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/review/signer.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "keys/ring.h"

struct finding {
	struct hub *h;
	struct ring *ring;
	const char *only; /* that analyst; or NULL */
	struct signer *out;
	size_t count;	   /* analysts with a key here */
	const char *names; /* theirs, blanks between */
};

static void
look_at(struct finding *f, const struct roster_member *m, const char *today)
{
	char err[RING_ERR];
	size_t i;

	for (i = 0; i < m->key_count; i++) {
		if (!roster_key_counts(&m->keys[i], today) ||
		    ring_may_sign(f->ring, m->keys[i].fingerprint, err,
			sizeof(err)) == -1)
			continue;
		f->count++;
		f->names = arena_printf(f->h->arena, "%s%s%s", f->names,
		    f->count == 1 ? "" : " ", m->id);
		f->out->analyst = m->id;
		snprintf(f->out->key, sizeof(f->out->key), "%s",
		    m->keys[i].fingerprint);
		return;
	}
}

static void
look_at_all(struct finding *f)
{
	const struct roster *r = f->h->roster;
	char today[11];
	size_t i;

	clock_day(clock_now(), today);
	for (i = 0; i < r->member_count; i++)
		if (r->members[i].role == RROLE_ANALYST &&
		    (f->only == NULL || strcmp(f->only, r->members[i].id) == 0))
			look_at(f, &r->members[i], today);
}

static bool
has_key(struct finding *f, const char *fingerprint)
{
	struct ring_key *all;
	size_t count, i;

	all = ring_all(f->ring, f->h->arena, &count);
	for (i = 0; i < count; i++)
		if (strcmp(all[i].fingerprint, fingerprint) == 0)
			return true;
	return false;
}

static const char *
trouble(struct finding *f, const char *home, enum lang lang)
{
	struct arena *a = f->h->arena;

	if (f->count == 0)
		return say_of(a, SAY_REVIEW_KEY_NONE, lang, "home", home, "hub",
		    f->h->path, NULL);
	if (f->count > 1)
		return say_of(
		    a, SAY_REVIEW_KEY_SEVERAL, lang, "names", f->names, NULL);
	if (!has_key(f, f->out->hub))
		return say_of(a, SAY_REVIEW_KEY_HUB, lang, "home", home, "hub",
		    f->h->path, NULL);
	return NULL;
}

bool
signer_find(struct hub *h, const char *homedir, const char *analyst,
    enum lang lang, struct signer *out, const char **why)
{
	struct finding f = { .h = h, .only = analyst, .out = out, .names = "" };
	char err[RING_ERR], *own = NULL;

	*out = (struct signer){ .homedir = homedir };
	journal_hub_key(h, out->hub);
	f.ring = ring_open(homedir, err, sizeof(err));
	if (f.ring == NULL) {
		*why = arena_strdup(h->arena, err);
		return false;
	}
	look_at_all(&f);
	if (homedir == NULL)
		own = ring_default_home();
	*why = trouble(&f, homedir == NULL ? own : homedir, lang);
	free(own);
	ring_close(f.ring);
	return *why == NULL;
}
