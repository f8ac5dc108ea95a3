#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "batch/apart/crypt.h"
#include "batch/apart/worker.h"
#include "batch/base/machine.h"
#include "batch/intake/opening.h"
#include "batch/intake/spool.h"
#include "batch/intake/turns.h"
#include "batch/night/arrival.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/memfile.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"

/* A truncated file in the inbox may still be arriving: it is refused when a
 * later night, this many seconds on, finds it unchanged. */
#define OPEN_PATIENCE (12 * 3600)

static void
judged(struct arrival *a, enum package_state state)
{
	a->phase = ARRIVAL_JUDGED;
	a->state = state;
}

static bool
may_be_arriving(struct night *n, struct arrival *a)
{
	int64_t since;

	if (!a->may_wait || a->why.reason != REASON_TRUNCATED)
		return false;
	since =
	    db_one(n->hub->db, SQL_WAITING_SINCE, -1, "tt", a->path, a->sha256);
	db_run(n->hub->db, SQL_WAITING_ADD, "tti", a->path, a->sha256, n->at);
	return since == -1 || n->at - since < OPEN_PATIENCE;
}

void
opening_start(struct night *n, size_t arrival)
{
	struct arrival *a = &n->arrivals[arrival];
	const char *path;
	int fd;

	path = a->replayed ? hub_archive_path(n->arena, a->sha256)
			   : spool_path(n, a->sha256);
	/* Killed between the journal's entry and the bytes' last move. */
	if (a->replayed && faccessat(n->hub->dir, path, F_OK, 0) == -1)
		path = spool_path(n, a->sha256);
	fd = publish_openat(n->hub->dir, path, O_RDONLY);
	if (fd == -1)
		machine_ends(MACHINE_FILE, "%s/%s: %s", n->hub->path, path,
		    strerror(errno));
	crypt_decrypt(n->crypt, arrival, fd);
	close(fd);
	a->phase = ARRIVAL_OPENING;
}

static bool
is_misplaced(const struct arrival *a, const char *member)
{
	return a->folder != NULL && strcmp(a->folder, member) != 0;
}

void
opening_judge_place(struct arrival *a)
{
	if (a->member == NULL || !is_misplaced(a, a->member))
		return;
	refuse(&a->why, REASON_SIGNER_MISMATCH,
	    "it lay in the folder of another member");
	judged(a, PACKAGE_QUARANTINED);
}

/* Of files with the same bytes one that lies where it may is the one that
 * counts: the two change places. */
static void
prefer_right_place(struct night *n, struct arrival *a, const char *member)
{
	const struct arrival *end = n->arrivals + n->arrival_count;
	struct arrival *b = a, was = *a;

	if (!is_misplaced(a, member))
		return;
	while (++b < end && strcmp(b->sha256, a->sha256) == 0) {
		if (is_misplaced(b, member))
			continue;
		arrival_take_place(a, b);
		arrival_take_place(b, &was);
		return;
	}
}

static void
judge(struct night *n, struct arrival *a, const struct evidence *e)
{
	const struct accept_terms terms = { .roster = n->hub->roster,
		.hub_key = crypt_hub_key(n->crypt),
		.now = n->at,
		.today = n->day,
		.ahead = (int64_t)n->hub->settings.clock_ahead * 60 };
	struct sender sender;
	int taken;

	taken = accept_judge(e, &terms, &sender, &a->why);
	a->member = sender.id;
	if (taken == -1) {
		if (may_be_arriving(n, a))
			judged(a, PACKAGE_WAITING);
		else
			judged(a, PACKAGE_QUARANTINED);
		return;
	}
	prefer_right_place(n, a, a->member);
	opening_judge_place(a);
}

/* Of a package that the journal has, it says this. */
static void
take_signature(struct arrival *a, const struct evidence *e)
{
	memcpy(a->signer, e->fingerprint, sizeof(a->signer));
	a->signed_at = e->signed_at;
	a->key_made = e->key_made;
}

static void
put_lines(struct buf *b, const char *const *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (list[i] != NULL)
			buf_printf(b, "%s\n", list[i]);
}

/* What the sender is called: by it a worker knows a file that was made for
 * the sender. */
static int
names_of(struct night *n, const char *id)
{
	const struct roster_member *m =
	    id == NULL ? NULL : roster_member(n->hub->roster, id);
	struct buf b = { 0 };
	int fd;

	if (m == NULL || m->role != RROLE_MEMBER)
		return -1;
	put_lines(&b, &m->name.ja, 1);
	put_lines(&b, &m->name.en, 1);
	put_lines(&b, m->aliases, m->alias_count);
	put_lines(&b, m->domains, m->domain_count);
	put_lines(&b, m->sensitive, m->sensitive_count);
	fd = memfile_of("names", b.data, b.len);
	if (fd == -1)
		machine_ends(
		    MACHINE_SYSTEM, "memory file: %s", strerror(errno));
	buf_free(&b);
	return fd;
}

void
opening_answer(struct night *n, struct turns *t)
{
	struct archive_caps caps = { n->hub->settings.max_unpacked,
		n->hub->settings.max_entries };
	struct crypt_answer answer;
	struct arrival *a;

	if (!crypt_answer(n->crypt, &answer))
		machine_ends(MACHINE_AGENT, "no package is being opened");
	a = &n->arrivals[answer.tag];
	turns_took(t, answer.tag, (int64_t)answer.evidence.took);
	if (a->replayed) {
		if (!answer.evidence.decrypted || answer.plain_fd == -1)
			machine_ends(MACHINE_AGENT,
			    "archive/%s.gpg cannot be decrypted any more: is a hub key missing?",
			    a->sha256);
	} else if (answer.evidence.slow) {
		turns_postpone(t, answer.tag);
	} else {
		take_signature(a, &answer.evidence);
		judge(n, a, &answer.evidence);
	}
	if (a->phase == ARRIVAL_JUDGED) {
		if (answer.plain_fd != -1)
			close(answer.plain_fd);
		return;
	}
	a->worker =
	    worker_start(answer.plain_fd, &caps, names_of(n, a->member));
	a->phase = ARRIVAL_READING;
}
