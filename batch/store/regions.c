#include "batch/store/regions.h"
#include "batch/store/country.h"
#include "batch/store/db.h"
#include "batch/store/journal.h"
#include "formats/base/mem.h"
#include "formats/base/network.h"

void
regions_want(struct db *d, const char *address)
{
	struct network net;

	if (address != NULL && network_parse(address, &net))
		db_run(d, SQL_REGION_WANT, "t", address);
}

static void
note(struct db *d, const char *address, const char *code, const char *source)
{
	db_run(d, SQL_REGION_NOTE, "ttt", address, code, source);
}

void
regions_resolve(struct db *d, struct journal *j, struct arena *a)
{
	const char **list = NULL, *code, *source = region_source();
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(d, SQL_REGION_OPEN, "");
	while (db_row(s))
		*(const char **)arena_push(a, &list, &count, sizeof(*list)) =
		    db_textdup(s, 0, a);
	for (i = 0; i < count; i++) {
		code = region_of(list[i]);
		note(d, list[i], code, source);
		journal_add(j, "region", "address", list[i], "code", code,
		    "source", source, NULL);
	}
}

void
regions_take(struct db *d, const struct journal_entry *e)
{
	const char *address = journal_get(e, "address");
	const char *code = journal_get(e, "code");
	const char *source = journal_get(e, "source");

	if (address != NULL && code != NULL)
		note(d, address, code, source == NULL ? "" : source);
}

const char *
regions_find(
    struct db *d, struct arena *a, const char *address, const char **source)
{
	const char *code;
	struct stmt *s;

	s = db_query(d, SQL_REGION_FIND, "t", address);
	if (db_row(s)) {
		code = db_textdup(s, 0, a);
		*source = db_textdup(s, 1, a);
		db_end(s);
		return code;
	}
	*source = region_source();
	return arena_strdup(a, region_of(address));
}
