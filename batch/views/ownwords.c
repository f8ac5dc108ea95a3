#include "batch/views/ownwords.h"
#include "batch/gate/gate.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

void
ownwords(struct night *n, const char *submission, struct gate_word **words,
    size_t *count)
{
	struct gate_word *w;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_SUBMISSION_WORDS, "t", submission);
	while (db_row(s)) {
		w = arena_push(n->arena, words, count, sizeof(*w));
		w->text = db_textdup(s, 0, n->arena);
		w->member = db_textdup(s, 1, n->arena);
		w->weak = db_int(s, 2) != 0;
	}
}

struct gate *
ownwords_gate(struct night *n, const char *submission)
{
	struct gate_word *words = NULL;
	size_t count = 0;

	ownwords(n, submission, &words, &count);
	return gate_with(n->gate, words, count);
}
