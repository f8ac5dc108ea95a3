#include <string.h>

#include "batch/store/chapter.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

const char *
chapter_analyst(struct db *d, struct arena *a, const char *name)
{
	const char *id, *by = NULL;
	struct stmt *s;
	int64_t n;

	n = ruling_number(a, strchr(name, '/') + 1, &id);
	s = db_query(d, SQL_CHAPTER_ANALYST, "ti", id, n);
	if (db_row(s)) {
		by = db_textdup(s, 0, a);
		db_end(s);
	}
	return by;
}

/* As a person reads it: of a picture no more than how large it is. */
static const char *
without_pictures(struct arena *a, const char *xml)
{
	static const char start[] = "<image ", end[] = "</image>";
	struct buf b = { 0 };
	const char *out, *at, *inside, *behind;

	while ((at = strstr(xml, start)) != NULL) {
		inside = strchr(at, '>');
		behind = strstr(at, end);
		if (inside == NULL || behind == NULL)
			break;
		buf_put(&b, xml, (size_t)(inside + 1 - xml));
		buf_puts(&b, end);
		xml = behind + sizeof(end) - 1;
	}
	buf_puts(&b, xml);
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

struct waiting_chapter *
chapters_waiting(struct hub *h, struct arena *a, size_t *count)
{
	struct waiting_chapter *list = NULL, *w;
	struct stmt *s;

	*count = 0;
	if (h->settings.four_eyes == FOUR_EYES_NO)
		return NULL;
	s = db_query(h->db, SQL_CHAPTERS_WAITING, "");
	while (db_row(s)) {
		w = arena_push(a, &list, count, sizeof(*w));
		w->name = db_textdup(s, 0, a);
		w->period = db_textdup(s, 1, a);
		w->analyst = db_textdup(s, 2, a);
		w->day = db_textdup(s, 3, a);
		w->after = db_textdup(s, 4, a);
		w->xml = without_pictures(a, db_text(s, 5));
	}
	return list;
}
