#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/clock.h"
#include "batch/cmd.h"
#include "batch/hub.h"
#include "batch/log.h"
#include "batch/options.h"
#include "formats/buf.h"
#include "formats/mem.h"
#include "formats/roster.h"
#include "formats/text.h"
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
	if (n == -1 || b->len >= KEYFILE_MAX)
		log_fatal(EX_DATAERR, "%s is no key file", path);
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

/* Every dated key of the roster; only those that need care where within is
 * not negative (days). */
static int
list(struct hub *h, long within)
{
	const struct roster_member *m;
	const struct roster_key *rk;
	struct ring_key k;
	struct ring *r;
	char today[11];
	size_t i, j;
	int rc = 0;
	bool there, care;

	clock_day(clock_now(), today);
	r = open_ring(h);
	for (i = 0; i < h->roster->member_count; i++) {
		m = &h->roster->members[i];
		for (j = 0; j < m->key_count; j++) {
			rk = &m->keys[j];
			there = ring_find(r, rk->fingerprint, &k) == 0;
			care =
			    span_holds(&rk->span, today) &&
			    (!there || k.revoked || k.expired ||
				(k.expires != 0 &&
				    k.expires <
					clock_now() +
					    (within < 0 ? 0 : within) * DAY));
			if (within >= 0 && !care)
				continue;
			rc = care ? EXIT_ATTENTION : rc;
			printf("%s %s to %s%s\n", m->id, rk->span.from,
			    rk->span.until[0] == '\0' ? "open" : rk->span.until,
			    there ? "" : ": NOT IN THE KEYRING");
			if (there)
				print_key(h, &k);
			else
				printf("%s\n", rk->fingerprint);
		}
	}
	ring_close(r);
	return within >= 0 ? rc : 0;
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

static int
rotate(struct hub *h)
{
	printf("To give the hub a new key, with the members told ahead:\n"
	       "  gpg --homedir %s --quick-add-key FINGERPRINT cv25519 encr\n"
	       "Keep the old encryption key for ever: the archive is read with "
	       "it.\nThen export it: gpg --homedir %s --armor --export > "
	       "%s\n",
	    hub_path(h, "gnupg"), hub_path(h, "gnupg"), hub_path(h, "hub.asc"));
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
		rc = list(h, -1);
	else if (strcmp(what, "expiring") == 0)
		rc = list(h, rest.count > 2 ? labs(atol(rest.v[2]))
					    : (long)h->settings.warn_days);
	else if (strcmp(what, "revoke") == 0)
		rc = revoke_key(h, &rest);
	else if (strcmp(what, "rotate") == 0)
		rc = rotate(h);
	else
		log_fatal(EX_USAGE, "keys: unknown word: %s", what);
	hub_close(h);
	return rc;
}
