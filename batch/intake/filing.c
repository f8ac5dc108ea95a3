#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/machine.h"
#include "batch/intake/extract.h"
#include "batch/intake/filing.h"
#include "batch/intake/original.h"
#include "batch/intake/spool.h"
#include "batch/night/arrival.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/out/refusal.h"
#include "formats/package/package.h"

/* Whether the journal learns something: bytes it has not, or a new verdict on
 * bytes that were refused before. */
static bool
is_news(struct night *n, const struct arrival *a)
{
	struct stmt *s;
	bool news = true;

	if (!a->spooled || a->state == PACKAGE_WAITING)
		return false;
	s = db_query(n->hub->db, SQL_PACKAGE_BY_SHA, "t", a->sha256);
	if (db_row(s)) {
		news =
		    strcmp(db_text(s, 0), "quarantined") == 0 &&
		    (a->state != PACKAGE_QUARANTINED ||
			strcmp(db_text(s, 3), reason_word(a->why.reason)) != 0);
		db_end(s);
	}
	return news;
}

void
filing_rows(struct night *n, struct extractor *e, struct arrival *a)
{
	char manifest[DIGEST_HEX] = "";

	if (a->state == PACKAGE_WAITING || (!a->replayed && !is_news(n, a)))
		return;
	a->entered = true;
	/* Of a refused package the journal keeps the reason only. */
	if (a->package != NULL && a->state == PACKAGE_ACCEPTED)
		digest_hex(&a->package->manifest, manifest);
	db_run(n->hub->db, SQL_RUN_ADD, "tit", n->run, n->at, n->day);
	db_run(n->hub->db, SQL_PACKAGE_ADD, "tttttttttittiit", a->sha256,
	    a->package_id, *manifest == '\0' ? NULL : manifest, a->member,
	    a->state == PACKAGE_ACCEPTED ? a->signer : NULL,
	    package_state_word(a->state),
	    a->state == PACKAGE_QUARANTINED ? reason_word(a->why.reason) : NULL,
	    a->state == PACKAGE_QUARANTINED ? refusal_detail(&a->why) : NULL,
	    n->run, n->at, n->day, a->from,
	    a->state == PACKAGE_ACCEPTED ? a->signed_at : 0,
	    a->state == PACKAGE_ACCEPTED ? a->key_made : 0,
	    a->state == PACKAGE_ACCEPTED ? a->called : NULL);
	if (a->state == PACKAGE_ACCEPTED)
		extract(e, a);
	if (a->unlink != NULL)
		db_run(n->hub->db, SQL_WAITING_DROP, "t", a->path);
}

static void
enter_journal(struct night *n, const struct arrival *a)
{
	bool refused = a->state == PACKAGE_QUARANTINED;
	bool accepted = a->state == PACKAGE_ACCEPTED;

	night_begin(n);
	journal_add(n->journal, package_state_word(a->state), "sha256",
	    a->sha256, "member", a->member, "id", a->package_id, "path",
	    a->from, "signer", accepted ? a->signer : NULL, "key-made",
	    accepted ? arena_printf(n->arena, "%" PRId64, a->key_made) : NULL,
	    "signed",
	    accepted ? arena_printf(n->arena, "%" PRId64, a->signed_at) : NULL,
	    "reason", refused ? reason_word(a->why.reason) : NULL, "detail",
	    refused ? refusal_detail(&a->why) : NULL, NULL);
}

static void
write_reason(struct night *n, const struct arrival *a)
{
	struct refused r = { .sha256 = a->sha256,
		.member = a->member,
		.run = n->run,
		.why = &a->why };
	struct buf b = { 0 };
	char at[CLOCK_TEXT];

	clock_text(n->at, at);
	r.at = at;
	refusal_write(&b, &r);
	publish_bytes(
	    n->hub->dir, hub_reason_path(n->arena, a->sha256), b.data, b.len);
	buf_free(&b);
}

static void
remove_beneath(struct night *n, const char *path)
{
	if (unlinkat(n->hub->dir, path, 0) == -1 && errno != ENOENT)
		machine_ends(errno == EACCES ? MACHINE_RIGHTS : MACHINE_FILE,
		    "%s/%s: %s", n->hub->path, path, strerror(errno));
}

static bool
there(struct night *n, const char *path)
{
	return faccessat(n->hub->dir, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* The copy goes to where the verdict says; done again, it is done already:
 * false. */
static bool
is_to_move(struct night *n, const struct arrival *a, struct publish_move *m)
{
	bool refused = a->state == PACKAGE_QUARANTINED;

	m->from = spool_path(n, a->sha256);
	m->to = refused ? hub_quarantine_path(n->arena, a->sha256)
			: hub_archive_path(n->arena, a->sha256);
	if (there(n, m->from)) {
		if (refused)
			write_reason(n, a);
		return true;
	}
	if (!there(n, m->to))
		machine_ends(
		    MACHINE_FILE, "%s/%s is missing", n->hub->path, m->to);
	return false;
}

/* The same bytes may have two verdicts, of two places. */
static bool
moves_already(const struct publish_move *moves, size_t count, const char *from)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(moves[i].from, from) == 0)
			return true;
	return false;
}

static void
put_away(struct night *n, struct arrival **batch, size_t count)
{
	struct publish_move *moves = mem_alloc(count * sizeof(*moves));
	size_t i, k = 0;

	for (i = 0; i < count; i++)
		if (batch[i]->entered && is_to_move(n, batch[i], &moves[k]) &&
		    !moves_already(moves, k, moves[k].from))
			k++;
	publish_rename_all(n->hub->dir, moves, k);
	free(moves);
}

static void
tell_refusal(const struct arrival *a)
{
	if (a->state == PACKAGE_QUARANTINED && a->spooled && !a->replayed)
		log_info("%s: refused: %s: %s", a->path,
		    reason_word(a->why.reason), a->why.detail);
}

void
filing_originals(struct night *n)
{
	bool removed = false;
	size_t i;

	for (i = 0; i < n->arrival_count; i++)
		if (arrival_is_again(&n->arrivals[i])) {
			original_remove(n, &n->arrivals[i]);
			removed = true;
		}
	/* One that came back would be told of once more. */
	if (removed)
		publish_syncfs(n->hub->dir, "inbox");
	db_run(n->hub->db, SQL_AGAIN_CLEAR, "");
}

/* Its rows stand. */
static void
forget_package(struct arrival *a)
{
	arena_free(a->arena);
	a->arena = NULL;
	a->package = NULL;
}

void
filing_commit(struct night *n, struct arrival **batch, size_t count)
{
	struct arrival *a;
	bool removed = false;
	size_t i;

	if (n->dry_run) {
		db_commit(n->hub->db);
		for (i = 0; i < count; i++)
			forget_package(batch[i]);
		return;
	}
	for (i = 0; i < count; i++)
		if (batch[i]->entered && !batch[i]->replayed)
			enter_journal(n, batch[i]);
	if (n->begun && !n->replay)
		journal_sync(n->journal);
	put_away(n, batch, count);
	night_mark(n);
	db_commit(n->hub->db);
	for (i = 0; i < count; i++) {
		a = batch[i];
		removed = removed || a->unlink != NULL;
		tell_refusal(a);
		if (a->spooled && !a->entered)
			remove_beneath(n, spool_path(n, a->sha256));
		if (a->unlink != NULL && !arrival_is_again(a) &&
		    a->state != PACKAGE_WAITING)
			original_remove(n, a);
		forget_package(a);
	}
	/* One that came back after the night's end would be a second one. */
	if (removed)
		publish_syncfs(n->hub->dir, "inbox");
}
