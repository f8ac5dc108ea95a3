#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/check/keytry.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "formats/base/mem.h"
#include "formats/base/memfile.h"
#include "formats/base/safe.h"
#include "keys/accept.h"
#include "keys/home.h"
#include "keys/ring.h"

static const char words[] = "toiyaba check\n";

/* Plain, sealed, opened. */
struct files {
	int plain, sealed, opened;
};

static bool
make_files(struct files *f)
{
	f->plain = memfile_of("words", words, sizeof(words) - 1);
	f->sealed = memfile_of("sealed", "", 0);
	f->opened = memfile_of("opened", "", 0);
	return f->plain != -1 && f->sealed != -1 && f->opened != -1;
}

static void
close_files(struct files *f)
{
	if (f->plain != -1)
		close(f->plain);
	if (f->sealed != -1)
		close(f->sealed);
	if (f->opened != -1)
		close(f->opened);
}

static bool
is_whole(int fd)
{
	char seen[sizeof(words)];

	return pread(fd, seen, sizeof(seen), 0) == (ssize_t)sizeof(words) - 1 &&
	       memcmp(seen, words, sizeof(words) - 1) == 0;
}

static const char *
open_again(struct ring *r, const char *key, struct files *f)
{
	struct evidence e = { 0 };

	if (lseek(f->sealed, 0, SEEK_SET) == -1)
		return strerror(errno);
	ring_open_message(r, f->sealed, f->opened, sizeof(words), &e);
	if (!e.decrypted || strcmp(e.opener, key) != 0 || !is_whole(f->opened))
		return "it does not open what is sealed to it";
	if (e.signatures != 1 || e.status != 0 ||
	    strcmp(e.fingerprint, key) != 0)
		return "its own signature is not good";
	return NULL;
}

static void
give_passphrase(struct hub *h, struct ring *r)
{
	char *passphrase = hub_passphrase(h);

	if (passphrase == NULL)
		return;
	ring_passphrase(r, passphrase);
	safe_wipe(passphrase);
}

static const char *
seal_and_open(struct hub *h, struct ring *r, char err[RING_ERR])
{
	const char *why = err, *to[1];
	struct files f;
	char key[41];

	give_passphrase(h, r);
	journal_hub_key(h, key);
	to[0] = key;
	if (!make_files(&f))
		snprintf(err, RING_ERR, "memory file: %s", strerror(errno));
	else if (ring_seal(r, key, f.plain, f.sealed, to, 1, false, NULL, err,
		     RING_ERR) == 0)
		why = open_again(r, key, &f);
	close_files(&f);
	return why;
}

const char *
keytry(struct hub *h)
{
	char err[RING_ERR] = "";
	const char *why = err;
	struct ring *r = NULL;
	struct home home;

	if (home_make(&home, err, sizeof(err)) == -1)
		return arena_strdup(h->arena, err);
	if (home_configure(home.path, clock_now(), err, sizeof(err)) == 0 &&
	    home_fill(home.path, hub_path(h, "gnupg"), err, sizeof(err)) == 0 &&
	    (r = ring_open(home.path, err, sizeof(err))) != NULL)
		why = seal_and_open(h, r, err);
	ring_close(r);
	home_empty(home.path);
	home_remove(&home);
	return why == NULL ? NULL : arena_strdup(h->arena, why);
}
