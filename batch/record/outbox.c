#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/base/machine.h"
#include "batch/night/night.h"
#include "batch/record/letters.h"
#include "batch/record/outbox.h"
#include "batch/record/post.h"
#include "batch/record/readers.h"
#include "batch/record/states.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/memfile.h"
#include "formats/config/roster.h"

static bool
there(struct night *n, const char *path)
{
	return faccessat(n->hub->dir, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
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
		    NULL, &archive, readers.fingerprints, readers.count, false);
	}
}

static void
publish_bundle(
    struct night *n, struct post *post, const char *audience, int64_t sequence)
{
	struct readers readers = { 0 };
	struct buf archive = { 0 };
	int64_t made;
	struct stmt *s;
	const void *blob;
	size_t len;

	s = db_query(n->hub->db, SQL_BUNDLE_ARCHIVE, "ti", audience, sequence);
	if (!db_row(s))
		return;
	blob = db_blob(s, 0, &len);
	buf_put(&archive, blob, len);
	made = db_int(s, 1);
	db_end(s);
	readers_of_audience(n, audience, &readers);
	post_send_signed(post, hub_bundle_path(n->arena, audience, sequence),
	    &archive, made, readers.fingerprints, readers.count,
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

static void
link_bundle(struct night *n, const struct sent *b, const char *path)
{
	const struct roster *r = n->hub->roster;
	size_t i;

	for (i = 0; i < r->member_count; i++)
		if (roster_in_sig(&r->members[i], b->audience, n->day))
			publish_link(n->hub->dir, path,
			    hub_bundle_link(n->arena, r->members[i].id,
				b->audience, b->sequence));
}

/* With each member that reads for it, so that its drop account sees one folder.
 */
static void
link_bundles(struct night *n, const struct sent *list, size_t count)
{
	const char *path;
	size_t i;

	for (i = 0; i < count; i++) {
		path = hub_bundle_path(
		    n->arena, list[i].audience, list[i].sequence);
		if (there(n, path))
			link_bundle(n, &list[i], path);
	}
	if (count > 0)
		publish_syncfs(n->hub->dir, "outbox");
}

bool
outbox_publish(struct night *n, const char *run, int64_t at)
{
	struct sent *list;
	struct post *post;
	size_t count, i;
	bool all;

	post = post_open(n, at);
	letters_send(n, post, run);
	publish_previews(n, post, run);
	states_send(n, post, run);
	post_close(post);

	post = post_open(n, at);
	list = bundles_of(n, run, &count);
	for (i = 0; i < count; i++)
		publish_bundle(n, post, list[i].audience, list[i].sequence);
	all = post_close(post);
	link_bundles(n, list, count);
	return all;
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
	db_run(n->hub->db, SQL_STATES_PUBLISHED, "t", run);
	db_run(n->hub->db, SQL_RUN_END, "ti", run, (int64_t)1);
}

static void
put_dated(struct night *n, const char *path, const char *p, size_t len)
{
	int fd = memfile_of("dated", p, len);

	if (fd == -1)
		machine_ends(MACHINE_FILE, "memory file: %s", strerror(errno));
	publish_dated(n->hub->dir, path, fd, n->at);
	close(fd);
}

/* Beside the bundles of one who has any, where it is not what lies there. */
static void
put_key(struct night *n, const char *who, const char *key, size_t len)
{
	const char *path = hub_key_path(n->arena, who);
	size_t old_len = 0;
	char *old;

	if (!there(n, hub_bundles_path(n->arena, who)))
		return;
	old = hub_read(n->hub, path, &old_len);
	if (old == NULL || old_len != len || memcmp(old, key, len) != 0)
		put_dated(n, path, key, len);
}

void
outbox_hub_key(struct night *n)
{
	const struct roster *r = n->hub->roster;
	char *key;
	size_t len, i;

	key = hub_read(n->hub, "hub.asc", &len);
	for (i = 0; key != NULL && i < r->audience_count; i++)
		put_key(n, r->audiences[i].id, key, len);
	for (i = 0; key != NULL && i < r->member_count; i++)
		put_key(n, r->members[i].id, key, len);
}
