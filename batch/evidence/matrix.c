#include <string.h>

#include "batch/cases/feature.h"
#include "batch/evidence/evidence.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* Mails that are set beside each other. */
#define MATRIX_MAILS 12

static struct feature_row *
rows_of(struct hub *h, const char *id, size_t *count)
{
	const char **ids = NULL;
	struct feature_row *rows = NULL;
	size_t id_count = 0, i;
	struct stmt *s;

	s = db_query(h->db, SQL_EVIDENCE_MAIL_ORDER, "t", id);
	while (db_row(s))
		*(const char **)arena_push(h->arena, &ids, &id_count,
		    sizeof(*ids)) = db_textdup(s, 0, h->arena);
	*count = 0;
	for (i = 0; i < id_count && *count < MATRIX_MAILS; i++)
		feature_rows(h->db, h->arena, ids[i], &rows, count);
	if (*count > MATRIX_MAILS)
		*count = MATRIX_MAILS;
	return rows;
}

/* X, Y, Z as in the reports; then A, B, C. */
static const char *
letter(struct hub *h, size_t i)
{
	return arena_printf(
	    h->arena, "%c", i < 3 ? (int)('X' + i) : (int)('A' + i - 3));
}

static json_t *
feature_json(
    struct hub *h, enum feature f, const struct feature_row *rows, size_t count)
{
	json_t *cells = json_array();
	size_t i;

	for (i = 1; i < count; i++)
		json_array_append_new(
		    cells, json_string(same_word(feature_same(h->arena, f,
			       rows[0].value[f], rows[i].value[f]))));
	return json_pack("{s:s, s:s?, s:o}", "feature", feature_word(f),
	    "first", count == 0 ? NULL : rows[0].value[f], "against-first",
	    cells);
}

json_t *
matrix_of(struct hub *h, const char *id)
{
	json_t *mails = json_array(), *features = json_array();
	struct feature_row *rows;
	size_t count, i;
	enum feature f;

	rows = rows_of(h, id, &count);
	for (i = 0; i < count; i++)
		json_array_append_new(
		    mails, json_pack("{s:s, s:s, s:I}", "mail", letter(h, i),
			       "submission", rows[i].submission, "n",
			       (json_int_t)rows[i].n));
	for (f = 0; f < FEATURES; f++)
		json_array_append_new(
		    features, feature_json(h, f, rows, count));
	return json_pack("{s:o, s:o}", "mails", mails, "features", features);
}
