#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/evidence/unread.h"
#include "batch/night/arrival.h"
#include "batch/night/night.h"
#include "batch/record/outbox.h"
#include "batch/record/post.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"
#include "formats/out/receipt.h"

/* Whose keys one message is for. */
struct readers {
	const char **fingerprints;
	size_t count;
};

static void
add_keys(struct night *n, struct readers *r, const struct roster_key *keys,
    size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (roster_key_counts(&keys[i], n->day))
			*(const char **)arena_push(n->arena, &r->fingerprints,
			    &r->count, sizeof(char *)) = keys[i].fingerprint;
}

static void
readers_of_member(struct night *n, const char *id, struct readers *r)
{
	struct sender s;

	if (sender_find(n->hub->roster, id, &s))
		add_keys(n, r, s.keys, s.key_count);
}

static void
readers_of_audience(struct night *n, const char *id, struct readers *r)
{
	const struct roster *ro = n->hub->roster;
	const struct roster_audience *to;
	size_t i;

	to = roster_audience(ro, id);
	if (to == NULL)
		return;
	add_keys(n, r, to->keys, to->key_count);
	for (i = 0; i < ro->member_count; i++)
		if (roster_in_sig(&ro->members[i], to->id, n->day))
			add_keys(n, r, ro->members[i].keys,
			    ro->members[i].key_count);
}

static bool
there(struct night *n, const char *path)
{
	return faccessat(n->hub->dir, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static void
list_submissions(struct night *n, struct receipt *r)
{
	struct stmt *s;

	if (strcmp(r->state, "accepted") != 0)
		return;
	s = db_query(n->hub->db, SQL_PACKAGE_SUBMISSIONS, "t", r->sha256);
	while (db_row(s))
		*(const char **)arena_push(n->arena, &r->submissions,
		    &r->submission_count, sizeof(char *)) =
		    db_textdup(s, 0, n->arena);
}

static void
list_unread(struct night *n, struct receipt *r)
{
	struct unread *all = NULL, *list;
	size_t i, k, count;

	for (i = 0; i < r->submission_count; i++) {
		list = unread_of(n->hub, n->arena, r->submissions[i], &count);
		for (k = 0; k < count; k++)
			*(struct unread *)arena_push(n->arena, &all,
			    &r->unread_count, sizeof(*all)) = list[k];
	}
	r->unread = all;
}

static void
send_receipt(
    struct night *n, struct post *post, const char *member, struct receipt *r)
{
	struct readers readers = { 0 };
	struct buf b = { 0 };
	const char *path;

	path = hub_receipt_path(n->arena, member, r->sha256, r->state);
	readers_of_member(n, member, &readers);
	if (there(n, path) || readers.count == 0)
		return;
	list_submissions(n, r);
	list_unread(n, r);
	receipt_write(&b, r);
	post_send(post, path, &b, readers.fingerprints, readers.count, false);
}

static void
publish_receipts(struct night *n, struct post *post, const char *run)
{
	struct p {
		struct receipt r;
		const char *member;
	} *list = NULL, *p;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(n->hub->db, SQL_RUN_PACKAGES, "t", run);
	while (db_row(s)) {
		p = arena_push(n->arena, &list, &count, sizeof(*p));
		p->r.sha256 = db_textdup(s, 0, n->arena);
		p->r.package_id = db_textdup(s, 1, n->arena);
		p->member = db_textdup(s, 2, n->arena);
		p->r.state = db_textdup(s, 3, n->arena);
		p->r.reason =
		    db_null(s, 4) ? REASON_NONE : reason_parse(db_text(s, 4));
		p->r.detail = db_textdup(s, 5, n->arena);
		p->r.at = db_int(s, 6);
	}
	for (i = 0; i < count; i++)
		send_receipt(n, post, list[i].member, &list[i].r);
}

void
outbox_receipts(struct night *n)
{
	struct post *post;
	const struct arrival *a;
	struct receipt r;
	size_t i;

	post = post_open(n);
	for (i = 0; i < n->arrival_count; i++) {
		a = &n->arrivals[i];
		/* A medium that is read each night says nothing new. */
		if (!arrival_is_again(a))
			continue;
		r = (struct receipt){ .sha256 = a->sha256,
			.package_id = a->package_id,
			.state = "duplicate",
			.at = n->at };
		send_receipt(n, post, a->member, &r);
	}
	post_close(post);
}

static void
publish_previews(struct night *n, struct post *post, const char *run)
{
	struct readers readers;
	const char **list = NULL, *member;
	struct stmt *s;
	struct buf archive = { 0 };
	const void *blob;
	size_t count = 0, i, len;

	s = db_query(n->hub->db, SQL_RUN_PREVIEWS, "t", run);
	while (db_row(s))
		*(const char **)arena_push(n->arena, &list, &count,
		    sizeof(char *)) = db_textdup(s, 0, n->arena);
	for (i = 0; i < count; i++) {
		s = db_query(n->hub->db, SQL_PREVIEW_ARCHIVE, "t", list[i]);
		if (!db_row(s))
			continue;
		blob = db_blob(s, 0, &len);
		buf_put(&archive, blob, len);
		member = db_textdup(s, 1, n->arena);
		db_end(s);
		readers = (struct readers){ 0 };
		readers_of_member(n, member, &readers);
		post_send(post, hub_preview_path(n->arena, member, list[i]),
		    &archive, readers.fingerprints, readers.count, false);
	}
}

static void
publish_bundle(
    struct night *n, struct post *post, const char *audience, int64_t sequence)
{
	struct readers readers = { 0 };
	struct buf archive = { 0 };
	struct stmt *s;
	const void *blob;
	size_t len;

	s = db_query(n->hub->db, SQL_BUNDLE_ARCHIVE, "ti", audience, sequence);
	if (!db_row(s))
		return;
	blob = db_blob(s, 0, &len);
	buf_put(&archive, blob, len);
	db_end(s);
	readers_of_audience(n, audience, &readers);
	post_send(post, hub_bundle_path(n->arena, audience, sequence), &archive,
	    readers.fingerprints, readers.count,
	    n->hub->settings.hidden_recipients);
}

struct sent {
	const char *audience;
	int64_t sequence;
};

static struct sent *
bundles_of(struct night *n, const char *run, size_t *count)
{
	struct sent *list = NULL, *b;
	struct stmt *s;

	*count = 0;
	s = db_query(n->hub->db, SQL_RUN_BUNDLES, "t", run);
	while (db_row(s)) {
		b = arena_push(n->arena, &list, count, sizeof(*b));
		b->audience = db_textdup(s, 0, n->arena);
		b->sequence = db_int(s, 1);
	}
	return list;
}

bool
outbox_publish(struct night *n, const char *run)
{
	struct sent *list;
	struct post *post;
	size_t count, i;

	post = post_open(n);
	publish_receipts(n, post, run);
	publish_previews(n, post, run);
	post_close(post);

	post = post_open(n);
	list = bundles_of(n, run, &count);
	for (i = 0; i < count; i++)
		publish_bundle(n, post, list[i].audience, list[i].sequence);
	return post_close(post);
}

void
outbox_published(struct night *n, const char *run)
{
	struct sent *list;
	const char **previews = NULL;
	struct stmt *s;
	size_t count, i, preview_count = 0;

	list = bundles_of(n, run, &count);
	for (i = 0; i < count; i++)
		db_run(n->hub->db, SQL_BUNDLE_PUBLISHED, "ti", list[i].audience,
		    list[i].sequence);
	s = db_query(n->hub->db, SQL_RUN_PREVIEWS, "t", run);
	while (db_row(s))
		*(const char **)arena_push(n->arena, &previews, &preview_count,
		    sizeof(char *)) = db_textdup(s, 0, n->arena);
	for (i = 0; i < preview_count; i++)
		db_run(n->hub->db, SQL_PREVIEW_PUBLISHED, "t", previews[i]);
	db_run(n->hub->db, SQL_RUN_END, "ti", run, (int64_t)1);
}

void
outbox_hub_key(struct night *n)
{
	const struct roster *r = n->hub->roster;
	const char *path, *id;
	char *key, *old;
	size_t len, old_len = 0, i;

	key = hub_read(n->hub, "hub.asc", &len);
	for (i = 0; key != NULL && i < r->audience_count; i++) {
		id = r->audiences[i].id;
		path = hub_key_path(n->arena, id);
		if (!there(n, hub_bundles_path(n->arena, id)))
			continue;
		old = hub_read(n->hub, path, &old_len);
		if (old == NULL || old_len != len || memcmp(old, key, len) != 0)
			publish_bytes(n->hub->dir, path, key, len);
	}
}
