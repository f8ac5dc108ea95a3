#include <string.h>

#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/rule/texthit.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"
#include "batch/views/ownwords.h"
#include "formats/base/mem.h"

/* Names of the roster's are the gate's to stop, each night. */
static const char *
hit(struct night *n, struct gate *g, const char *text)
{
	size_t len = text == NULL ? 0 : strlen(text);

	return len == 0 || gate_hit(n->gate, text, len, NULL) != NULL
		   ? NULL
		   : gate_hit(g, text, len, NULL);
}

static const char *
hit_in_steps(struct night *n, struct gate *g, const struct ruling *r)
{
	struct ruling_part *parts;
	const char *found = NULL;
	size_t count, i;

	parts = ruling_parts(n->hub->db, n->arena, r->package, r->n, &count);
	for (i = 0; found == NULL && i < count; i++)
		if (parts[i].what == RULING_STEP)
			found = hit(n, g, parts[i].text);
	return found;
}

/* Whoever asked reads it, and no gate comes after: names of the roster, and the
 * words of all the case, but for his own. */
static const char *
hit_in_answer(struct night *n, const struct ruling *r)
{
	const char **with = NULL, *asked, *text = NULL, *found;
	struct gate_word *words = NULL;
	struct ruling_part *parts;
	size_t count, word_count = 0, i;
	struct gate *g;
	struct stmt *s;

	parts = ruling_parts(n->hub->db, n->arena, r->package, r->n, &count);
	for (i = 0; i < count; i++)
		if (parts[i].what == RULING_ANSWER)
			text = parts[i].text;
	if (text == NULL)
		return NULL;
	s = db_query(n->hub->db, SQL_SUBMISSION_MEMBER, "t", r->submission);
	if (!db_row(s))
		return NULL;
	asked = db_textdup(s, 0, n->arena);
	db_end(s);
	s = db_query(n->hub->db, SQL_CASE_HOLDS, "t", r->bears);
	count = 0;
	while (db_row(s))
		arena_push_str(
		    n->arena, &with, &count, db_textdup(s, 0, n->arena));
	for (i = 0; i < count; i++)
		ownwords(n, with[i], &words, &word_count);
	g = gate_with(n->gate, words, word_count);
	found = gate_hit(g, text, strlen(text), asked);
	gate_free(g);
	return found;
}

const char *
texthit(struct night *n, const struct ruling *r)
{
	const char *const texts[] = { r->title, r->analysis, r->countermeasure,
		r->topic, r->outline, r->campaign };
	struct gate_word *words = NULL;
	const char **on, *found = NULL;
	size_t count, word_count = 0, i;
	struct gate *g;

	on = ruling_submissions(n->hub->db, n->arena, r, &count);
	for (i = 0; i < count; i++)
		ownwords(n, on[i], &words, &word_count);
	g = gate_with(n->gate, words, word_count);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]) && found == NULL; i++)
		found = hit(n, g, texts[i]);
	if (found == NULL)
		found = hit_in_steps(n, g, r);
	if (found == NULL)
		found = hit_in_answer(n, r);
	gate_free(g);
	return found;
}
