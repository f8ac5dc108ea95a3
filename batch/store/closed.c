#include "batch/store/closed.h"
#include "batch/store/db.h"

void
closed_add(struct db *d, const struct closed *c)
{
	db_run(d, SQL_CLOSED_ADD, "titt", c->sha256, c->at, c->by, c->reason);
}
