#include <inttypes.h>

#include "batch/count/definitions.h"
#include "batch/count/figures.h"
#include "batch/report/ruleset.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/config/history.h"

static void
add_definitions(struct buf *b)
{
	const struct definition *d;
	size_t i;

	for (i = 0; (d = definition_at(i)) != NULL; i++)
		buf_printf(b, "definition %s\n%s\n%s\n", d->dataset,
		    say(d->text, LANG_JA), say(d->text, LANG_EN));
}

static void
add_settings(struct buf *b, const struct settings *s)
{
	buf_printf(b, "min-cell %u\np-percent %u\nrelease %s\ntimezone %s\n",
	    s->min_cell, s->p_percent, s->ruled ? "ruled" : "automatic",
	    s->timezone);
}

static void
add_history(struct buf *b, const struct history *h)
{
	const struct history_period *p;
	size_t i;

	for (i = 0; h != NULL && i < h->count; i++) {
		p = &h->periods[i];
		buf_printf(b,
		    "history %s %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64
		    "\n",
		    p->id, p->submitted, p->targeted, p->shared, p->own);
	}
	for (i = 0; h != NULL && i < h->event_count; i++)
		buf_printf(b, "event %s\n%s\n%s\n", h->events[i].when,
		    h->events[i].ja, h->events[i].en);
}

void
ruleset_digest(const struct figures *f, char out[DIGEST_HEX])
{
	struct buf b = { 0 };
	struct digest d;

	buf_puts(&b, "toiyaba " TOIYABA_VERSION "\n");
	add_definitions(&b);
	add_settings(&b, &f->hub->settings);
	add_history(&b, f->history);
	digest_of(b.data, b.len, &d);
	digest_hex(&d, out);
	buf_free(&b);
}
