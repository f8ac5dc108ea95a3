#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "batch/check/headsign.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "batch/store/publish.h"
#include "formats/base/mem.h"
#include "keys/home.h"
#include "keys/ring.h"

static int
open_file(struct hub *h, const char *run, const char *name)
{
	return publish_openat(
	    h->dir, hub_run_path(h->arena, run, name), O_RDONLY | O_NOCTTY);
}

/* The hub's key may be in a keyring that is away. */
static void
take_key(struct hub *h, struct ring *r)
{
	char err[RING_ERR], *key;
	size_t len;

	key = hub_read(h, "hub.asc", &len);
	if (key != NULL)
		ring_import(r, key, len, err, sizeof(err));
}

static int
verify(struct hub *h, struct ring *r, const char *run, char err[RING_ERR])
{
	char key[41];
	int sig, in, rc = -1;

	journal_hub_key(h, key);
	sig = open_file(h, run, "journal-head.txt.asc");
	in = open_file(h, run, "journal-head.txt");
	if (sig == -1 || in == -1)
		snprintf(err, RING_ERR, "has no signature");
	else
		rc = ring_signed_by(r, key, sig, in, err, RING_ERR);
	if (sig != -1)
		close(sig);
	if (in != -1)
		close(in);
	return rc;
}

const char *
headsign(struct hub *h, const char *run)
{
	char err[RING_ERR] = "";
	struct ring *r = NULL;
	struct home home;
	int rc = -1;

	if (home_make(&home, err, sizeof(err)) == -1)
		return arena_strdup(h->arena, err);
	if (home_configure(home.path, 0, err, sizeof(err)) == 0 &&
	    home_fill(home.path, hub_path(h, "gnupg"), err, sizeof(err)) == 0 &&
	    (r = ring_open(home.path, err, sizeof(err))) != NULL) {
		take_key(h, r);
		rc = verify(h, r, run, err);
	}
	ring_close(r);
	home_empty(home.path);
	home_remove(&home);
	return rc == 0 ? NULL : arena_strdup(h->arena, err);
}
