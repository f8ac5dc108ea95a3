#include <stdbool.h>
#include <stddef.h>

#include "batch/base/log.h"
#include "batch/base/stop.h"
#include "batch/cases/correlate.h"
#include "batch/evidence/unread.h"
#include "batch/intake/collect.h"
#include "batch/intake/filing.h"
#include "batch/intake/intake.h"
#include "batch/night/night.h"
#include "batch/record/keeping.h"
#include "batch/record/letters.h"
#include "batch/record/outbox.h"
#include "batch/record/record.h"
#include "batch/release/anonymise.h"
#include "batch/release/concern.h"
#include "batch/release/firstnight.h"
#include "batch/release/news.h"
#include "batch/release/release.h"
#include "batch/rule/rule.h"
#include "batch/run.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"

/*
 * The ten stages of a night; each takes what those before it have left.
 *
 * intake() leads each package by itself through the second to the fifth, a
 * few packages at once; the others look at all of the night together.  Before
 * correlate stands rule(), no stage of its own: it gives effect to what people
 * decided since the last night, so that cases are made of what is left.
 *
 *	stage	   takes			leaves
 *
 *	collect	   files in the inbox and on	an arrival for each, and a copy
 *		   media			of its bytes in the spool
 *	open	   a copy			its plaintext, sealed, and who
 *						signed it; or a refusal
 *	unpack	   a plaintext			a package: its manifest, its
 *						files and mails taken apart by
 *						a worker that can do no harm
 *	validate   a package			accepted, duplicate, refused
 *	extract	   an accepted package		rows: submissions, indicators,
 *						rulings, consents, keys to join
 *
 *	correlate  submissions without a case	each in a case, with the reason
 *	anonymise  cases that changed		previews for their providers,
 *						and editions for each audience
 *	gate	   finished bytes		the same, or none of them: it
 *						reads each edition in
 *						anonymise(), each bundle whole
 *						in release()
 *	release	   editions			a bundle for each audience;
 *						one that a reading stops is
 *						held until a later night
 *
 *	record	   the decisions		journal, database, outbox
 *
 * Behind release() who reads for the first time gets all that is in force, and
 * it is noted what each member hears of it in its letter.
 */
struct stage {
	const char *name;
	void (*run)(struct night *n);
	bool alone; /* what it leaves stands in the database: its memory goes
		       when it is over */
};

static const struct stage taking[] = {
	{ "collect", collect, false },
	{ "open, unpack, validate, extract", intake, false },
};

static void
note_unread(struct night *n)
{
	unread_note(n->hub);
}

/* In one transaction, which record() commits; a replay does the same again. */
static const struct stage deciding[] = {
	{ "what was not read", note_unread, true },
	{ "rule", rule, false },
	{ "correlate", correlate, true },
	{ "anonymise, gate", anonymise, false },
	{ "release, gate", release, false },
	{ "first nights", firstnights, false },
	{ "news of what was sent", news, true },
	{ "what concerns members", concerns_tell, true },
};

static const struct stage giving[] = {
	{ "record", record, true },
	{ "receipts of what came again", letters_of_again, true },
	{ "the hub's key", outbox_hub_key, true },
	{ "what is past keeping", keeping, true },
	{ "originals of what came again", filing_originals, true },
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static void
step(struct night *n, const struct stage *s)
{
	struct arena *kept = n->arena;

	if (s->alone)
		kept = night_aside(n);
	s->run(n);
	if (s->alone)
		night_back(n, kept);
}

static void
walk(struct night *n, const struct stage *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		stop_here();
		log_progress("%s", list[i].name);
		step(n, &list[i]);
	}
	log_progress(NULL);
}

void
night_decide(struct night *n)
{
	int64_t before;

	n->outgoing = NULL;
	n->outgoing_count = 0;
	n->composed = NULL;
	n->composed_count = 0;
	db_begin(n->hub->db);
	before = db_changes(n->hub->db);
	walk(n, deciding, COUNT(deciding));
	n->changed = db_changes(n->hub->db) != before;
}

void
night_run(struct night *n)
{
	walk(n, taking, COUNT(taking));
	night_decide(n);
	/* A dry run gives nothing out. */
	if (!n->dry_run)
		walk(n, giving, COUNT(giving));
}
