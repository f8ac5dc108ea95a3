#include "batch/evidence/matrix.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

static struct featurerow *
rows_of(struct hub *h, const char *id, size_t *count)
{
	const char **ids = NULL;
	struct featurerow *rows = NULL;
	size_t id_count = 0, i;
	struct stmt *s;

	s = db_query(h->db, SQL_EVIDENCE_MAIL_ORDER, "t", id);
	while (db_row(s))
		arena_push_str(
		    h->arena, &ids, &id_count, db_textdup(s, 0, h->arena));
	*count = 0;
	for (i = 0; i < id_count && *count < MATRIX_MAILS; i++)
		featurerow_load(h->db, h->arena, ids[i], &rows, count);
	if (*count > MATRIX_MAILS)
		*count = MATRIX_MAILS;
	return rows;
}

char
matrix_letter(size_t mail)
{
	return (char)(mail < 3 ? 'X' + (int)mail : 'A' + (int)mail - 3);
}

void
matrix_of(struct hub *h, const char *id, struct matrix *out)
{
	const struct featurerow *r;
	enum feature f;
	size_t i;

	*out = (struct matrix){ 0 };
	r = out->mails = rows_of(h, id, &out->count);
	for (f = 0; f < FEATURES; f++)
		for (i = 1; i < out->count; i++)
			out->same[f][i] = feature_same(
			    h->arena, f, r[0].has.value[f], r[i].has.value[f]);
}
