#include <string.h>

#include "batch/cases/featurerow.h"
#include "batch/store/db.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

/* The rows of a query's column as one text, NULL where there are none. */
static const char *
joined(struct arena *a, struct stmt *s, int column)
{
	struct buf b = { 0 };
	const char *out;

	while (db_row(s)) {
		if (b.len > 0)
			buf_puts(&b, " ");
		buf_puts(&b, db_text(s, column));
	}
	out = b.len == 0 ? NULL : arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
add_files(struct db *d, struct arena *a, struct featurerow *r)
{
	static const enum feature columns[] = { FEATURE_FILE_NAMES,
		FEATURE_FILE_DIGESTS, FEATURE_FILE_KINDS };
	int i;

	for (i = 0; i < 3; i++)
		r->has.value[columns[i]] = joined(a,
		    db_query(d, SQL_EVIDENCE_FILES, "ti", r->submission, r->n),
		    i);
	r->has.value[FEATURE_LINK_HOSTS] =
	    joined(a, db_query(d, SQL_EVIDENCE_HOSTS, "t", r->submission), 0);
}

void
featurerow_load(struct db *d, struct arena *a, const char *submission,
    struct featurerow **rows, size_t *count)
{
	/* Columns of FEATURE_MAILS. */
	static const enum feature column[] = { FEATURES, FEATURE_SUBJECT,
		FEATURE_SENDER, FEATURE_SENDER_NAME, FEATURE_REPLY_TO,
		FEATURE_SENDER_IP, FEATURE_MAILER, FEATURE_TEXT };
	size_t first = *count, i;
	struct featurerow *r;
	struct stmt *s;
	const char *at;

	s = db_query(d, SQL_FEATURE_MAILS, "t", submission);
	while (db_row(s)) {
		r = arena_push(a, rows, count, sizeof(*r));
		r->submission = submission;
		r->n = db_int(s, 0);
		for (i = 1; i < sizeof(column) / sizeof(column[0]); i++)
			r->has.value[column[i]] = db_textdup(s, (int)i, a);
		at = r->has.value[FEATURE_SENDER];
		at = at == NULL ? NULL : strrchr(at, '@');
		r->has.value[FEATURE_SENDER_DOMAIN] =
		    at == NULL ? NULL : at + 1;
	}
	for (i = first; i < *count; i++)
		add_files(d, a, &(*rows)[i]);
}
