#include <inttypes.h>
#include <string.h>

#include "batch/night/night.h"
#include "batch/record/post.h"
#include "batch/record/readers.h"
#include "batch/record/states.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

/* A state as a row; the archive in the night's arena. */
struct made {
	const char *audience, *digest;
	int64_t sequence, at;
	const void *archive; /* NULL: it is published */
	size_t len;
};

static struct made *
made_in(struct night *n, const char *run, size_t *count)
{
	struct made *list = NULL, *m;
	const void *blob;
	struct stmt *s;

	*count = 0;
	s = db_query(n->hub->db, SQL_RUN_STATES, "t", run);
	while (db_row(s)) {
		m = arena_push(n->arena, &list, count, sizeof(*list));
		m->audience = db_textdup(s, 0, n->arena);
		m->sequence = db_int(s, 1);
		m->digest = db_textdup(s, 2, n->arena);
		m->at = db_int(s, 3);
		blob = db_blob(s, 4, &m->len);
		m->archive =
		    blob == NULL ? NULL : arena_strndup(n->arena, blob, m->len);
	}
	return list;
}

static const char **
readers_in(
    struct night *n, const char *run, const char *audience, size_t *count)
{
	const char **list = NULL;
	struct stmt *s;

	*count = 0;
	s = db_query(n->hub->db, SQL_RUN_READERS, "tt", run, audience);
	while (db_row(s))
		arena_push_str(
		    n->arena, &list, count, db_textdup(s, 0, n->arena));
	return list;
}

static const char *
joined(struct arena *a, const char **list, size_t count)
{
	const char *out = "";
	size_t i;

	for (i = 0; i < count; i++)
		out =
		    arena_printf(a, "%s%s%s", out, i == 0 ? "" : " ", list[i]);
	return out;
}

void
states_journal(struct night *n)
{
	const char **readers;
	struct made *list;
	size_t count, reader_count, i;

	list = made_in(n, n->run, &count);
	for (i = 0; i < count; i++) {
		readers =
		    readers_in(n, n->run, list[i].audience, &reader_count);
		journal_add(n->journal, "state", "audience", list[i].audience,
		    "sequence",
		    arena_printf(n->arena, "%" PRId64, list[i].sequence),
		    "digest", list[i].digest, "for",
		    joined(n->arena, readers, reader_count), NULL);
	}
}

static void
send_one(
    struct night *n, struct post *p, const struct made *m, const char *reader)
{
	struct readers keys = { 0 };
	struct buf archive = { 0 };

	buf_put(&archive, m->archive, m->len);
	readers_of_member(n, reader, &keys);
	post_send_signed(p,
	    hub_state_path(n->arena, reader, m->audience, m->sequence),
	    &archive, m->at, keys.fingerprints, keys.count,
	    n->hub->settings.hidden_recipients);
}

void
states_send(struct night *n, struct post *p, const char *run)
{
	const char **readers;
	struct made *list;
	size_t count, reader_count, i, k;

	list = made_in(n, run, &count);
	for (i = 0; i < count; i++) {
		if (list[i].archive == NULL)
			continue;
		readers = readers_in(n, run, list[i].audience, &reader_count);
		for (k = 0; k < reader_count; k++)
			send_one(n, p, &list[i], readers[k]);
	}
}
