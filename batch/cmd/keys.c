#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/tell.h"
#include "batch/base/tongue.h"
#include "batch/care/keycare.h"
#include "batch/care/tellkeys.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/enrolpage.h"
#include "batch/cmd/options.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/safe.h"
#include "formats/base/text.h"
#include "formats/config/roster.h"
#include "keys/enrol.h"
#include "keys/home.h"
#include "keys/ring.h"

#define KEYFILE_MAX (1 << 20)
#define DAY	    86400

/* The hub's keyring, by way of a short-lived home: what was not kept did not
 * happen, and no agent stays over it. */
struct keyring {
	struct hub *hub;
	struct ring *ring;
	char hub_key[41];
};

static struct home home;

static void
leave_home(void)
{
	if (*home.path == '\0')
		return;
	home_empty(home.path);
	home_remove(&home);
	*home.path = '\0';
}

static void
open_keyring(struct keyring *k, struct hub *h)
{
	char err[RING_ERR];

	k->hub = h;
	journal_hub_key(h, k->hub_key);
	if (home_make(&home, err, sizeof(err)) == -1)
		log_fatal(EX_CANTCREAT, "%s", err);
	atexit(leave_home);
	if (home_configure(home.path, clock_now(), err, sizeof(err)) == -1 ||
	    home_fill(home.path, hub_path(h, "gnupg"), err, sizeof(err)) == -1)
		log_fatal(EX_IOERR, "%s", err);
	k->ring = ring_open(home.path, err, sizeof(err));
	if (k->ring == NULL)
		log_fatal(EX_UNAVAILABLE, "%s", err);
}

static void
keep_keyring(struct keyring *k)
{
	char err[RING_ERR];

	if (home_keep(home.path, hub_path(k->hub, "gnupg"), err, sizeof(err)) ==
	    -1)
		log_fatal(EX_IOERR, "%s", err);
}

static void
close_keyring(struct keyring *k)
{
	ring_close(k->ring);
	leave_home();
}

static void
read_keyfile(const char *path, struct buf *b)
{
	char chunk[65536];
	ssize_t n;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd == -1)
		log_fatal(EX_DATAERR, "%s: %s", path, strerror(errno));
	while ((n = read(fd, chunk, sizeof(chunk))) > 0 && b->len < KEYFILE_MAX)
		buf_put(b, chunk, (size_t)n);
	close(fd);
	if (b->len >= KEYFILE_MAX)
		log_fatal(EX_DATAERR,
		    "%s is larger than a key is; ask for one made with --export-options export-minimal",
		    path);
	if (n == -1)
		log_fatal(EX_DATAERR, "%s: %s", path, strerror(errno));
}

/* No y/n reflex: the last groups are read from the paper and typed. */
static bool
confirmed(const struct ring_key *k)
{
	char line[64], *p, typed[16];
	size_t n = 0;

	fputs(
	    tongue_form("Type the last 8 digits, as read out by its holder: "),
	    stderr);
	if (fgets(line, sizeof(line), stdin) == NULL)
		return false;
	for (p = line; *p != '\0' && n + 1 < sizeof(typed); p++)
		if (*p != ' ' && *p != '\n')
			typed[n++] = *p;
	typed[n] = '\0';
	return strcasecmp(typed, k->fingerprint + 32) == 0;
}

/* Where its packages will lie; those of analysts and the hub lie in inbox/. */
static void
make_inbox(struct hub *h, const char *holder)
{
	const struct roster_member *m = roster_member(h->roster, holder);

	if (m == NULL || m->role == RROLE_MEMBER)
		publish_mkdir(
		    h->dir, arena_printf(h->arena, "inbox/%s", holder));
}

static void
take_key(struct keyring *k, const struct enrol_key *key,
    const struct enrol_question *q)
{
	struct buf b = { 0 };
	char err[RING_ERR];

	if (enrol_bytes(key, q, &b) == -1)
		log_fatal(EX_SOFTWARE, "%s cannot be taken apart",
		    key->seen.fingerprint);
	if (ring_import(k->ring, b.data, b.len, err, sizeof(err)) == -1)
		log_fatal(EX_SOFTWARE, "%s %s", key->seen.fingerprint, err);
	buf_free(&b);
	make_inbox(k->hub, q->holder);
	keep_keyring(k);
	enrolpage_write(k->hub, q->holder, q->hub_key);
}

/* What a person does next. */
static void
tell_enrolled(struct hub *h, const char *holder, const char *fingerprint)
{
	char today[11];

	printf(tongue_form("enrolled: %s\n"), holder);
	if (roster_holder(h->roster, fingerprint, NULL) != NULL)
		return;
	clock_day(clock_now(), today);
	fprintf(stderr,
	    tongue_form("it counts when this stands in roster.xml, at %s:\n"),
	    holder);
	printf("<key fingerprint=\"%s\" from=\"%s\"/>\n", fingerprint, today);
}

static void
show_key(struct hub *h, const struct ring_key *key)
{
	struct tell *t = tell_text();

	tell_map(t, "key");
	tellkeys_key(t, h->arena, key);
	tell_end(t);
	tell_print(t);
}

static void
judge_key(struct keyring *k, const char *path, const struct enrol_question *q)
{
	const char *why;

	why = enrol_refusal(k->hub->arena, q);
	if (why != NULL)
		log_fatal(EX_DATAERR, "%s: not enrolled: %s", path, why);
}

static int
enrol(struct hub *h, const struct option_list *args, bool yes)
{
	struct enrol_question q = { .roster = h->roster };
	struct enrol_key key;
	struct keyring k;
	struct buf b = { 0 };
	char err[RING_ERR];

	if (args->count != 4)
		log_fatal(EX_USAGE,
		    "usage: toiyaba keys HUB enrol MEMBER KEYFILE [--yes]");
	read_keyfile(args->v[3], &b);
	if (enrol_read(&key, h->arena, b.data, b.len, clock_now(), err,
		sizeof(err)) == -1)
		log_fatal(EX_DATAERR, "%s: not enrolled: %s", args->v[3], err);
	buf_free(&b);
	show_key(h, &key.seen);
	open_keyring(&k, h);
	q.key = &key.seen;
	q.ring = ring_all(k.ring, h->arena, &q.ring_count);
	q.holder = args->v[2];
	q.hub_key = k.hub_key;
	judge_key(&k, args->v[3], &q);
	if (!yes && !confirmed(&key.seen))
		log_fatal(EX_DATAERR,
		    "%s: not enrolled: the digits are not those of the key",
		    args->v[3]);
	take_key(&k, &key, &q);
	tell_enrolled(h, q.holder, key.seen.fingerprint);
	enrol_free(&key);
	close_keyring(&k);
	return 0;
}

static const struct ring_key *
in_ring(const struct ring_key *keys, size_t count, const char *fingerprint)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(keys[i].fingerprint, fingerprint) == 0)
			return &keys[i];
	return NULL;
}

struct listing {
	struct tell *t;
	struct arena *a;
	struct ring_key *keys;
	size_t count;
};

static void
list_of(const struct listing *l, const char *holder,
    const struct roster_key *dated, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		tellkeys_dated(l->t, l->a, holder, &dated[i],
		    in_ring(l->keys, l->count, dated[i].fingerprint));
}

/* Every dated key of the roster. */
static int
list(struct hub *h, bool json)
{
	const struct roster *r = h->roster;
	struct listing l = { .t = tell_command(json), .a = h->arena };
	struct keyring ring;
	size_t i;

	open_keyring(&ring, h);
	l.keys = ring_all(ring.ring, h->arena, &l.count);
	tell_map(l.t, "listing");
	tell_list(l.t, "keys");
	for (i = 0; i < r->member_count; i++)
		list_of(&l, r->members[i].id, r->members[i].keys,
		    r->members[i].key_count);
	for (i = 0; i < r->audience_count; i++)
		list_of(&l, r->audiences[i].id, r->audiences[i].keys,
		    r->audiences[i].key_count);
	tell_end(l.t);
	tell_end(l.t);
	tell_print(l.t);
	close_keyring(&ring);
	return 0;
}

/* Those that need somebody's care within so many days. */
static int
expiring(struct hub *h, const struct option_list *args, bool json)
{
	struct tell *t = tell_command(json);
	struct keycare_question q = {
		.roster = h->roster, .all = true, .now = clock_now()
	};
	struct key_care *care;
	struct keyring k;
	char today[11], err[RING_ERR], *end = NULL;
	bool usable;
	long days = (long)h->settings.warn_days;
	size_t count, i;

	if (args->count > 2)
		days = strtol(args->v[2], &end, 10);
	if (end != NULL && (*end != '\0' || days < 0 || days > 36500))
		log_fatal(EX_USAGE, "expiring: wanted a number of days: %s",
		    args->v[2]);
	clock_day(q.now, today);
	q.today = today;
	q.soon = q.now + (int64_t)days * DAY;
	open_keyring(&k, h);
	q.hub_key = k.hub_key;
	usable = ring_may_sign(k.ring, k.hub_key, err, sizeof(err)) == 0;
	tell_map(t, "expiring");
	tell_number(t, "days", days);
	tell_string(t, "hub_key", usable ? NULL : err);
	if (!usable)
		log_warn("the hub's key: %s", err);
	q.keys = ring_all(k.ring, h->arena, &q.key_count);
	care = keycare(h->arena, &q, &count);
	tell_list(t, "keys");
	for (i = 0; i < count; i++)
		tellkeys_care(t, h->arena, &care[i]);
	tell_end(t);
	tell_end(t);
	tell_print(t);
	close_keyring(&k);
	return count > 0 || !usable ? EXIT_ATTENTION : 0;
}

/* Old signatures can be looked at with it; in the ring it is no more. */
static void
set_aside(struct keyring *k, const char *fingerprint)
{
	struct buf b = { 0 };
	char err[RING_ERR];

	if (ring_export(k->ring, fingerprint, &b, err, sizeof(err)) == -1)
		log_fatal(EX_DATAERR, "%s is not in the keyring", fingerprint);
	publish_bytes(k->hub->dir,
	    arena_printf(k->hub->arena, "gnupg/revoked/%s.asc", fingerprint),
	    b.data, b.len);
	buf_free(&b);
	if (ring_delete(k->ring, fingerprint, err, sizeof(err)) == -1)
		log_fatal(EX_DATAERR, "%s", err);
	keep_keyring(k);
}

static int
revoke_key(struct hub *h, const struct option_list *args)
{
	const char *holder;
	char today[11], *fpr;
	struct keyring k;

	if (args->count != 4)
		log_fatal(EX_USAGE,
		    "usage: toiyaba keys HUB revoke MEMBER FINGERPRINT");
	fpr = roster_fingerprint(h->arena, args->v[3]);
	if (fpr == NULL)
		log_fatal(EX_USAGE, "%s: wanted 40 hex digits", args->v[3]);
	holder = roster_holder(h->roster, fpr, NULL);
	if (holder == NULL || strcmp(holder, args->v[2]) != 0)
		log_fatal(EX_DATAERR,
		    "%s stands in roster.xml as a key of %s, not of %s", fpr,
		    holder == NULL ? "nobody" : holder, args->v[2]);
	open_keyring(&k, h);
	set_aside(&k, fpr);
	close_keyring(&k);
	clock_day(clock_now(), today);
	printf(tongue_form("%s counts no longer: it is out of the keyring.\n"),
	    fpr);
	fprintf(stderr,
	    tongue_form(
		"now end it in roster.xml, at %s: until=\"%s\"; where it was in wrong hands, distrusted= with the first wrong day\n"),
	    args->v[2], today);
	return 0;
}

/* All keys of the ring, each as a file; false where one cannot be had. */
static bool
export_all(struct keyring *k, struct buf **files, size_t *count)
{
	struct ring_key *list;
	char err[RING_ERR];
	size_t i;

	list = ring_all(k->ring, k->hub->arena, count);
	*files = arena_alloc(k->hub->arena, (*count + 1) * sizeof(**files));
	for (i = 0; i < *count; i++)
		if (ring_export_whole(k->ring, list[i].fingerprint,
			&(*files)[i], err, sizeof(err)) == -1)
			return false;
	return true;
}

/* The hub's key as one that was imported (home_drop_keys()), and the others,
 * which lie in the same file.  Where one cannot be, all stays as it is kept. */
static void
take_anew(struct keyring *k)
{
	struct buf *files = NULL;
	char err[RING_ERR];
	size_t count = 0, i;
	bool ok = export_all(k, &files, &count);

	if (ok)
		home_drop_keys(home.path);
	for (i = 0; ok && i < count; i++)
		ok = ring_import(k->ring, files[i].data, files[i].len, err,
			 sizeof(err)) == 0;
	for (i = 0; i < count; i++)
		buf_free(&files[i]);
	if (ok)
		keep_keyring(k);
}

/*
 * A new encryption key under the hub's primary key: members' packages go on
 * naming the same hub, and the old one stays, for the archive is read with it.
 */
static int
rotate(struct hub *h)
{
	char err[RING_ERR], *passphrase;
	struct buf b = { 0 };
	struct keyring k;

	open_keyring(&k, h);
	passphrase = hub_passphrase(h);
	if (passphrase != NULL) {
		ring_passphrase(k.ring, passphrase);
		safe_wipe(passphrase);
	}
	if (ring_may_sign(k.ring, k.hub_key, err, sizeof(err)) == -1)
		log_fatal(EX_UNAVAILABLE, "the hub's key: %s", err);
	if (!ring_has_primary(k.ring, k.hub_key))
		log_fatal(EX_UNAVAILABLE,
		    "the hub's primary key is kept elsewhere: make the subkeys there and import them (toiyaba(1), THE HUB'S KEY)");
	if (ring_add_encryption(k.ring, k.hub_key, err, sizeof(err)) == -1 ||
	    ring_export(k.ring, k.hub_key, &b, err, sizeof(err)) == -1)
		log_fatal(EX_UNAVAILABLE, "the hub's key: %s", err);
	keep_keyring(&k);
	publish_bytes(h->dir, "hub.asc", b.data, b.len);
	take_anew(&k);
	buf_free(&b);
	close_keyring(&k);
	printf("%s\n", k.hub_key);
	fprintf(stderr,
	    tongue_form(
		"The hub has a new encryption key; the old ones stay, for the archive is read with them.\nGive %s to every member.\n"),
	    hub_path(h, "hub.asc"));
	return 0;
}

int
cmd_keys(int argc, char **argv)
{
	struct option_list rest = { 0 };
	struct hub *h;
	bool yes = false, json = false;
	const char *what;
	int rc;
	const struct option_spec specs[] = {
		{ "--yes", NULL, .flag = &yes },
		{ "--json", NULL, .flag = &json },
		{ "--at", "TIME", .at = true },
	};

	options_read(argc, argv,
	    "keys HUB enrol MEMBER KEYFILE [--yes] | list [--json] | expiring [DAYS] [--json] | rotate | revoke MEMBER FINGERPRINT",
	    specs, 3, &rest, 2, 4);
	what = rest.v[1];
	if (json && strcmp(what, "list") != 0 && strcmp(what, "expiring") != 0)
		log_fatal(EX_USAGE, "keys: --json goes with list and expiring");
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_LOCK);
	if (strcmp(what, "enrol") == 0)
		rc = enrol(h, &rest, yes);
	else if (strcmp(what, "list") == 0)
		rc = list(h, json);
	else if (strcmp(what, "expiring") == 0)
		rc = expiring(h, &rest, json);
	else if (strcmp(what, "revoke") == 0)
		rc = revoke_key(h, &rest);
	else if (strcmp(what, "rotate") == 0)
		rc = rotate(h);
	else
		log_fatal(EX_USAGE, "keys: unknown word: %s", what);
	hub_close(h);
	return rc;
}
