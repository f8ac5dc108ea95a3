#include "batch/cases/echo.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

void
echo_note(struct night *n, const char *submission)
{
	const char *member = NULL;
	const struct roster_member *m;
	struct stmt *s;
	size_t i;

	s = db_query(n->hub->db, SQL_ECHO_SENDER, "t", submission);
	if (db_row(s)) {
		member = db_textdup(s, 0, n->arena);
		db_end(s);
	}
	if (member == NULL)
		return;
	m = roster_member(n->hub->roster, member);
	if (m == NULL) /* a scheme or agency reads what it is called */
		db_run(n->hub->db, SQL_ECHO_NOTE, "tt", submission, member);
	for (i = 0; m != NULL && i < m->in_count; i++)
		db_run(n->hub->db, SQL_ECHO_NOTE, "tt", submission,
		    m->ins[i].audience);
}
