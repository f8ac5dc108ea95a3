#include <string.h>

#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/rule/asking.h"
#include "batch/store/db.h"
#include "batch/store/dealt.h"
#include "batch/store/hub.h"
#include "batch/store/request.h"
#include "batch/views/ownwords.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/config/settings.h"

/* In a replay, the one that the journal has for it. */
#define UNNAMED "R-0000-00000000"

static const char *
or_none(const char *s)
{
	return s == NULL ? "" : s;
}

static bool
is_taken(struct night *n, const char *name)
{
	struct request q;

	return request_load(n->hub->db, n->arena, name, &q) ||
	       gate_hit(n->gate, name, strlen(name), NULL) != NULL;
}

/* By what it says, so that a name tells neither order nor number. */
static const char *
made(struct night *n, const struct request *q)
{
	struct buf b = { 0 };
	const char *name;
	struct digest d;
	unsigned equal = 0;

	do {
		b.len = 0;
		buf_printf(&b, "request\n%s\n%s\n%s\n%s\n%u\n%s",
		    or_none(q->audience), or_none(q->item),
		    or_none(q->submission), q->until, equal++, q->text);
		digest_keyed(n->secret, sizeof(n->secret), b.data, b.len, &d);
		name = dealt_name(n->arena, 'R', n->day, &d);
	} while (is_taken(n, name));
	buf_free(&b);
	return name;
}

static const char *
name_of(struct night *n, const struct request *q)
{
	const char *name;

	if (!n->replay)
		return made(n, q);
	name = night_named(n, NIGHT_REQUESTS, q->id);
	return name == NULL ? UNNAMED : name;
}

/* What stands in its words that somebody of its case wants told to nobody, of
 * what was there when it was signed; the words of who is asked are his. */
static const char *
own_word(struct night *n, const struct request *q)
{
	struct gate_word *words = NULL;
	const char **list = NULL, *hit;
	size_t count = 0, word_count = 0, i;
	struct gate *g;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_REQUEST_CASE, "tti", q->item,
	    q->submission, q->signed_at);
	while (db_row(s))
		arena_push_str(
		    n->arena, &list, &count, db_textdup(s, 0, n->arena));
	for (i = 0; i < count; i++)
		ownwords(n, list[i], &words, &word_count);
	g = gate_with(n->gate, words, word_count);
	hit = gate_hit(g, q->text, strlen(q->text), NULL);
	gate_free(g);
	return hit;
}

static const char *
roster_name(struct night *n, const struct request *q)
{
	return gate_hit(n->gate, q->text, strlen(q->text), NULL);
}

static void
name_new(struct night *n, const struct request *q)
{
	const char *name = name_of(n, q), *hit = NULL;

	if (roster_name(n, q) == NULL)
		hit = own_word(n, q);
	if (hit != NULL)
		night_attention(n,
		    "request %s is not told: its words hold %s, of a submission of the case that it is about; ask in other words, or have it confirmed by another analyst",
		    name, hit);
	if (strcmp(q->until, n->day) < 0)
		night_attention(n,
		    "request %s is not told: its last day, %s, has passed",
		    name, q->until);
	db_run(n->hub->db, SQL_REQUEST_NAME, "titti", q->package, q->n, name,
	    n->run,
	    (int64_t)(hit != NULL ||
		      n->hub->settings.four_eyes == FOUR_EYES_ALL));
}

/* What other analysts say of it, each by the word that was signed last. */
struct heard {
	bool refused, approved;
};

static struct heard
hear(struct night *n, const struct request *q)
{
	struct heard h = { false, false };
	const char *last = "", *by;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_CONFIRMS_OF, "t", q->name);
	while (db_row(s)) {
		by = db_textdup(s, 0, n->arena);
		if (strcmp(by, last) == 0)
			continue;
		last = by;
		if (db_int(s, 1) == 0)
			h.refused = true;
		else if (strcmp(by, q->analyst) != 0)
			h.approved = true;
	}
	return h;
}

/* Why nobody is told; NULL: nothing speaks against it. */
static const char *
judged(struct night *n, const struct request *q)
{
	struct heard h = hear(n, q);
	const char *hit;

	if (h.refused)
		return "refused";
	hit = roster_name(n, q);
	if (hit != NULL) {
		night_attention(n,
		    "request %s is stopped at the gate: it holds %s; end it, and ask in other words",
		    q->name, hit);
		return "name";
	}
	return q->second && !h.approved ? "second" : NULL;
}

void
asking(struct night *n)
{
	struct request *new, *open;
	size_t new_count, count, i;

	new = requests_new(n->hub->db, n->arena, &new_count);
	if (new_count > 0 ||
	    db_one(n->hub->db, SQL_REQUESTS_ANY, 0, "t", n->day) != 0) {
		gate_free(n->gate);
		n->gate = gate_new(n->arena, n->hub->roster);
	}
	for (i = 0; i < new_count; i++)
		name_new(n, &new[i]);
	open = requests_open(n->hub->db, n->arena, n->day, &count);
	for (i = 0; i < count; i++)
		db_run(n->hub->db, SQL_REQUEST_STOPPED, "tt", open[i].name,
		    judged(n, &open[i]));
}
