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
#include "batch/care/keycare.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/config/roster.h"
#include "keys/ring.h"

#define KEYFILE_MAX (1 << 20)
#define DAY	    86400

static struct ring *
open_ring(struct hub *h)
{
	struct ring *r;
	char err[RING_ERR];

	r = ring_open(hub_path(h, "gnupg"), err, sizeof(err));
	if (r == NULL)
		log_fatal(EX_UNAVAILABLE, "%s", err);
	return r;
}

static void
print_key(struct hub *h, const struct ring_key *k)
{
	char day[11];
	int i;

	for (i = 0; i < 40; i += 4)
		printf("%s%.4s",
		    i == 0    ? ""
		    : i == 20 ? "  "
			      : " ",
		    k->fingerprint + i);
	clock_day(k->created, day);
	printf("\n  %s, made %s", k->algorithm, day);
	if (k->expires != 0) {
		clock_day(k->expires, day);
		printf(", expires %s", day);
	} else
		printf(", does not expire");
	printf("%s%s\n  %s\n", k->revoked ? ", REVOKED" : "",
	    k->expired ? ", EXPIRED" : "",
	    text_escape(h->arena, k->uid, strlen(k->uid), 200));
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
		    "%s is larger than a key is; ask for one made with "
		    "--export-options export-minimal",
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

	fputs("Type the last 8 digits, as read out by the member: ", stderr);
	if (fgets(line, sizeof(line), stdin) == NULL)
		return false;
	for (p = line; *p != '\0' && n + 1 < sizeof(typed); p++)
		if (*p != ' ' && *p != '\n')
			typed[n++] = *p;
	typed[n] = '\0';
	return strcasecmp(typed, k->fingerprint + 32) == 0;
}

static bool
audience_holds(const struct roster *r, const char *fingerprint)
{
	size_t i, k;

	for (i = 0; i < r->audience_count; i++)
		for (k = 0; k < r->audiences[i].key_count; k++)
			if (strcmp(r->audiences[i].keys[k].fingerprint,
				fingerprint) == 0)
				return true;
	return false;
}

static int
enrol(struct hub *h, const struct option_list *args, bool yes)
{
	struct ring_key k;
	struct ring *r;
	struct buf b = { 0 };
	char err[RING_ERR];
	const struct roster_key *known = NULL;

	if (args->count != 4)
		log_fatal(EX_USAGE, "usage: toiyaba keys HUB enrol MEMBER "
				    "KEYFILE [--yes]");
	read_keyfile(args->v[3], &b);
	r = open_ring(h);
	if (ring_import(r, b.data, b.len, &k, err, sizeof(err)) == -1)
		log_fatal(EX_DATAERR, "%s %s", args->v[3], err);
	buf_free(&b);
	print_key(h, &k);
	if (!k.strong || k.revoked || k.expired || !k.can_encrypt ||
	    (!yes && !confirmed(&k))) {
		ring_delete(r, k.fingerprint, err, sizeof(err));
		log_fatal(EX_DATAERR, "not enrolled: %s",
		    !k.strong
			? "wanted RSA of 3072 bits or more, Ed25519 or ECDSA"
		    : k.revoked || k.expired ? "revoked or expired"
		    : !k.can_encrypt	     ? "it cannot encrypt"
				     : "the digits are not those of the key");
	}
	ring_close(r);
	if (roster_holder(h->roster, k.fingerprint, &known) == NULL &&
	    !audience_holds(h->roster, k.fingerprint))
		fprintf(stderr,
		    "now write into roster.xml, at %s:\n"
		    "  <key fingerprint=\"%s\" from=\"YYYY-MM-DD\"/>\n",
		    args->v[2], k.fingerprint);
	return 0;
}

static void
list_keys(struct hub *h, const char *holder, const struct roster_key *dated,
    size_t dated_count, const struct ring_key *keys, size_t count)
{
	size_t i, k;

	for (i = 0; i < dated_count; i++) {
		for (k = 0; k < count; k++)
			if (strcmp(keys[k].fingerprint, dated[i].fingerprint) ==
			    0)
				break;
		printf("%s %s to %s%s\n", holder, dated[i].span.from,
		    dated[i].span.until[0] == '\0' ? "open"
						   : dated[i].span.until,
		    k < count ? "" : ": NOT IN THE KEYRING");
		if (k < count)
			print_key(h, &keys[k]);
		else
			printf("%s\n", dated[i].fingerprint);
	}
}

/* Every dated key of the roster. */
static int
list(struct hub *h)
{
	const struct roster *r = h->roster;
	struct ring_key *keys;
	struct ring *ring;
	size_t i, count;

	ring = open_ring(h);
	keys = ring_all(ring, h->arena, &count);
	for (i = 0; i < r->member_count; i++)
		list_keys(h, r->members[i].id, r->members[i].keys,
		    r->members[i].key_count, keys, count);
	for (i = 0; i < r->audience_count; i++)
		list_keys(h, r->audiences[i].id, r->audiences[i].keys,
		    r->audiences[i].key_count, keys, count);
	ring_close(ring);
	return 0;
}

/* Those that need somebody's care within so many days. */
static int
expiring(struct hub *h, const struct option_list *args)
{
	struct keycare_question q = {
		.roster = h->roster, .all = true, .now = clock_now()
	};
	struct key_care *care;
	struct ring *r;
	char today[11], hub_key[41], err[RING_ERR], *end = NULL;
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
	r = open_ring(h);
	if (ring_secret(r, hub_key, err, sizeof(err)) == 0)
		q.hub_key = hub_key;
	else
		log_warn("%s", err);
	q.keys = ring_all(r, h->arena, &q.key_count);
	care = keycare(h->arena, &q, &count);
	for (i = 0; i < count; i++)
		puts(keycare_text(h->arena, &care[i]));
	ring_close(r);
	return count > 0 || q.hub_key == NULL ? EXIT_ATTENTION : 0;
}

static int
revoke_key(struct hub *h, const struct option_list *args)
{
	char err[RING_ERR], today[11], *fpr;
	struct ring *r;

	if (args->count != 4)
		log_fatal(EX_USAGE, "usage: toiyaba keys HUB revoke MEMBER "
				    "FINGERPRINT");
	fpr = roster_fingerprint(h->arena, args->v[3]);
	if (fpr == NULL)
		log_fatal(EX_USAGE, "%s: wanted 40 hex digits", args->v[3]);
	r = open_ring(h);
	if (ring_delete(r, fpr, err, sizeof(err)) == -1)
		log_fatal(EX_DATAERR, "%s", err);
	ring_close(r);
	clock_day(clock_now(), today);
	printf("%s counts no longer: it is out of the keyring.\n", fpr);
	fprintf(stderr, "now end it in roster.xml, at %s: until=\"%s\"\n",
	    args->v[2], today);
	return 0;
}

/*
 * A new encryption key under the hub's primary key: members' packages go on
 * naming the same hub, and the old one stays, for the archive is read with it.
 */
static int
rotate(struct hub *h)
{
	char err[RING_ERR], hub_key[41];
	char *passphrase;
	struct buf b = { 0 };
	struct ring *r;

	r = open_ring(h);
	passphrase = hub_passphrase(h);
	if (passphrase != NULL) {
		ring_passphrase(r, passphrase);
		explicit_bzero(passphrase, strlen(passphrase));
		free(passphrase);
	}
	if (ring_secret(r, hub_key, err, sizeof(err)) == -1)
		log_fatal(EX_UNAVAILABLE, "the hub's key: %s", err);
	if (!ring_has_primary(r, hub_key))
		log_fatal(EX_UNAVAILABLE,
		    "the hub's primary key is kept elsewhere: make the subkeys "
		    "there and import them (toiyaba(1), THE HUB'S KEY)");
	if (ring_add_encryption(r, hub_key, err, sizeof(err)) == -1 ||
	    ring_export(r, hub_key, &b, err, sizeof(err)) == -1)
		log_fatal(EX_UNAVAILABLE, "the hub's key: %s", err);
	publish_bytes(h->dir, "hub.asc", b.data, b.len);
	buf_free(&b);
	ring_close(r);
	printf("%s\n", hub_key);
	fprintf(stderr,
	    "The hub has a new encryption key; the old ones stay, for the "
	    "archive is read with them.\nGive %s to every member.\n",
	    hub_path(h, "hub.asc"));
	return 0;
}

int
cmd_keys(int argc, char **argv)
{
	struct option_list rest = { 0 };
	struct hub *h;
	bool yes = false;
	const char *what;
	int rc;
	const struct option_spec specs[] = {
		{ "--yes", NULL, .flag = &yes },
		{ "--at", "TIME", .at = true },
	};

	options_read(argc, argv,
	    "keys HUB enrol MEMBER KEYFILE [--yes] | list "
	    "| expiring [DAYS] | rotate | revoke MEMBER FINGERPRINT",
	    specs, 2, &rest, 2, 4);
	what = rest.v[1];
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_LOCK);
	if (strcmp(what, "enrol") == 0)
		rc = enrol(h, &rest, yes);
	else if (strcmp(what, "list") == 0)
		rc = list(h);
	else if (strcmp(what, "expiring") == 0)
		rc = expiring(h, &rest);
	else if (strcmp(what, "revoke") == 0)
		rc = revoke_key(h, &rest);
	else if (strcmp(what, "rotate") == 0)
		rc = rotate(h);
	else
		log_fatal(EX_USAGE, "keys: unknown word: %s", what);
	hub_close(h);
	return rc;
}
