#include <string.h>

#include "batch/night/night.h"
#include "batch/compose/compose.h"
#include "batch/release/truefact.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

struct truehit *
truehit_load(struct night *n, const char *submission)
{
	struct truehit *t = NULL;
	struct truehit_fact *f;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_TRUEHIT_LOAD, "t", submission);
	if (db_row(s)) {
		t = arena_alloc(n->arena, sizeof(*t));
		t->analyst = db_textdup(s, 0, n->arena);
		t->preview = db_textdup(s, 1, n->arena);
		t->bytes = db_textdup(s, 2, n->arena);
		t->confirmed = db_textdup(s, 3, n->arena);
		t->second = db_textdup(s, 4, n->arena);
		db_end(s);
	}
	if (t == NULL)
		return NULL;
	s = db_query(n->hub->db, SQL_TRUEHIT_FACTS, "t", submission);
	while (db_row(s)) {
		f = arena_push(n->arena, &t->facts, &t->fact_count, sizeof(*f));
		ind_type_parse(db_text(s, 0), &f->type);
		f->value = db_textdup(s, 1, n->arena);
	}
	return t;
}

bool
truehit_names(const struct truehit *t, const struct fact *f)
{
	enum ind_type type = f->is_file ? IND_FILE_NAME : f->indicator.type;
	const char *value = f->is_file ? f->file.name : f->indicator.value;
	size_t i;

	for (i = 0; t != NULL && value != NULL && i < t->fact_count; i++)
		if (t->facts[i].type == type &&
		    strcmp(t->facts[i].value, value) == 0)
			return true;
	return false;
}
