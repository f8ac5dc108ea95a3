#include <inttypes.h>
#include <string.h>

#include "batch/db.h"
#include "batch/evidence.h"
#include "batch/hub.h"
#include "formats/buf.h"
#include "formats/mem.h"

/* Mails that are set beside each other. */
#define MATRIX_MAILS 12

enum feature {
	SUBJECT,
	SENDER,
	SENDER_NAME,
	SENDER_DOMAIN,
	REPLY_TO,
	SENDER_IP,
	MAILER,
	TEXT,
	LINK_HOSTS,
	FILE_NAMES,
	FILE_DIGESTS,
	FILE_KINDS,
	FEATURES
};

static const char *const words[FEATURES] = { "subject", "sender", "sender-name",
	"sender-domain", "reply-to", "sender-ip", "mailer", "text",
	"link-hosts", "file-names", "file-digests", "file-kinds" };

struct row {
	const char *submission;
	int64_t n;
	const char *value[FEATURES]; /* NULL: unknown */
};

/* The rows of a query's column as one text, NULL where there are none. */
static const char *
joined(struct hub *h, struct stmt *s, int column)
{
	struct buf b = { 0 };
	const char *out;

	while (db_row(s)) {
		if (b.len > 0)
			buf_puts(&b, " ");
		buf_puts(&b, db_text(s, column));
	}
	out = b.len == 0 ? NULL : arena_strdup(h->arena, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
add_files(struct hub *h, struct row *r)
{
	static const enum feature columns[] = { FILE_NAMES, FILE_DIGESTS,
		FILE_KINDS };
	size_t i;

	for (i = 0; i < 3; i++)
		r->value[columns[i]] = joined(h,
		    db_query(
			h->db, SQL_EVIDENCE_FILES, "ti", r->submission, r->n),
		    (int)i);
	r->value[LINK_HOSTS] = joined(
	    h, db_query(h->db, SQL_EVIDENCE_HOSTS, "t", r->submission), 0);
}

static struct row *
rows_of(struct hub *h, const char *id, size_t *count)
{
	/* Columns of EVIDENCE_MAILS. */
	static const int column[] = { [SUBJECT] = 2,
		[SENDER] = 3,
		[SENDER_NAME] = 4,
		[REPLY_TO] = 5,
		[SENDER_IP] = 6,
		[MAILER] = 7,
		[TEXT] = 10 };
	struct row *rows = NULL, *r;
	struct stmt *s;
	const char *at;
	size_t i;

	*count = 0;
	s = db_query(h->db, SQL_EVIDENCE_MAILS, "t", id);
	while (db_row(s)) {
		if (*count == MATRIX_MAILS)
			continue;
		r = arena_push(h->arena, &rows, count, sizeof(*r));
		r->submission = db_textdup(s, 0, h->arena);
		r->n = db_int(s, 1);
		for (i = 0; i < sizeof(column) / sizeof(column[0]); i++)
			if (column[i] != 0 && !db_null(s, column[i]))
				r->value[i] =
				    db_textdup(s, column[i], h->arena);
		at = r->value[SENDER] == NULL ? NULL
					      : strrchr(r->value[SENDER], '@');
		r->value[SENDER_DOMAIN] = at == NULL ? NULL : at + 1;
	}
	for (i = 0; i < *count; i++)
		add_files(h, &rows[i]);
	return rows;
}

static const char *
compared(const char *first, const char *other)
{
	if (first == NULL || other == NULL)
		return "unknown";
	return strcmp(first, other) == 0 ? "same" : "different";
}

/* X, Y, Z as in the reports; then A, B, C. */
static const char *
letter(struct hub *h, size_t i)
{
	return arena_printf(
	    h->arena, "%c", i < 3 ? (int)('X' + i) : (int)('A' + i - 3));
}

json_t *
matrix_of(struct hub *h, const char *id)
{
	json_t *mails = json_array(), *features = json_array(), *cells;
	struct row *rows;
	size_t count, i, f;

	rows = rows_of(h, id, &count);
	for (i = 0; i < count; i++)
		json_array_append_new(
		    mails, json_pack("{s:s, s:s, s:I}", "mail", letter(h, i),
			       "submission", rows[i].submission, "n",
			       (json_int_t)rows[i].n));
	for (f = 0; f < FEATURES; f++) {
		cells = json_array();
		for (i = 1; i < count; i++)
			json_array_append_new(cells,
			    json_string(
				compared(rows[0].value[f], rows[i].value[f])));
		json_array_append_new(
		    features, json_pack("{s:s, s:s?, s:o}", "feature", words[f],
				  "value", count == 0 ? NULL : rows[0].value[f],
				  "against-first", cells));
	}
	return json_pack("{s:o, s:o}", "mails", mails, "features", features);
}
