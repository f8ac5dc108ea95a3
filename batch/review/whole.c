#include <stdlib.h>
#include <string.h>

#include "batch/base/tell.h"
#include "batch/base/tellprose.h"
#include "batch/evidence/evidence.h"
#include "batch/evidence/wrote.h"
#include "batch/review/ask.h"
#include "batch/review/card.h"
#include "batch/review/docket.h"
#include "batch/review/pile.h"
#include "batch/review/showing.h"
#include "batch/review/sitting.h"
#include "batch/review/whole.h"
#include "batch/review/whom.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/package/package.h"

#define LEAD "    | "

struct masked {
	struct sitting *s;
	const char *submission;
	struct pkg_fact *list;
	size_t count;
};

static void
add_masked(struct masked *m, const char *type, const char *value)
{
	struct pkg_fact f = { .value = value };
	size_t i;

	if (value == NULL || !ind_type_parse(type, &f.type) ||
	    !whom_is_masked(m->s->desk, m->submission, value))
		return;
	for (i = 0; i < m->count; i++)
		if (m->list[i].type == f.type &&
		    strcmp(m->list[i].value, value) == 0)
			return;
	*(struct pkg_fact *)arena_push(
	    m->s->h->arena, &m->list, &m->count, sizeof(f)) = f;
}

static void
collect(struct masked *m, const struct wrote *w)
{
	size_t i;

	for (i = 0; i < w->value_count; i++)
		add_masked(m, w->values[i].type, w->values[i].value);
	for (i = 0; i < w->file_count; i++)
		add_masked(m, "file-name", w->files[i].name);
}

static void
show_masked(const struct masked *m)
{
	struct tell *t = tell_text();
	size_t i;

	tell_map(t, "values");
	for (i = 0; i < m->count; i++) {
		tell_number(t, "n", (int64_t)i + 1);
		tell_string(t, "type", ind_type_word(m->list[i].type));
		tell_line(t, "  {n}. {type}\n");
		tellprose(t, m->list[i].value, LEAD, 0);
	}
	tell_end(t);
	showing_tell(m->s, t);
}

/* Those of the numbers; NULL: one of them is none. */
static struct pkg_fact *
chosen(const struct masked *m, char *numbers, size_t *count)
{
	struct pkg_fact *list = NULL;
	char *word, *end;
	long n;

	*count = 0;
	while ((word = ask_word(&numbers)) != NULL) {
		n = strtol(word, &end, 10);
		if (*end != '\0' || n < 1 || (size_t)n > m->count)
			return NULL;
		*(struct pkg_fact *)arena_push(m->s->h->arena, &list, count,
		    sizeof(*list)) = m->list[n - 1];
	}
	return list;
}

bool
whole_ask(struct sitting *s, const struct case_submission *x)
{
	struct masked m = { .s = s, .submission = x->id };
	struct arena *a = s->h->arena;
	struct pkg_fact *facts;
	size_t count;
	char *numbers;

	collect(&m, x->wrote);
	if (m.count == 0) {
		sitting_say(SAY_REVIEW_WHOLE_NONE, s->lang);
		return false;
	}
	show_masked(&m);
	numbers = ask(a, say(SAY_REVIEW_WHOLE_WHICH, s->lang));
	if (numbers == NULL || *numbers == '\0')
		return false;
	facts = chosen(&m, numbers, &count);
	if (facts == NULL) {
		sitting_say_of(s, SAY_REVIEW_WHOLE_UNKNOWN, "count",
		    arena_printf(a, "%zu", m.count), NULL);
		return false;
	}
	docket_truehit(
	    s->docket, s->at, s->card->pile->casefile, x->id, facts, count);
	return true;
}
