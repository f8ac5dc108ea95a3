#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/base/tongue.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/night/night.h"
#include "batch/record/post.h"
#include "batch/record/readers.h"
#include "batch/replay.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"

#define NUMBER_MAX 12 /* digits */

/* "gas-000012" */
static bool
name_parse(
    struct arena *a, const char *name, const char **audience, int64_t *sequence)
{
	const char *dash = strrchr(name, '-');
	size_t digits = dash == NULL ? 0 : strlen(dash + 1);

	if (digits < 6 || digits > NUMBER_MAX ||
	    strspn(dash + 1, "0123456789") != digits)
		return false;
	*audience = arena_strndup(a, name, (size_t)(dash - name));
	*sequence = strtoll(dash + 1, NULL, 10);
	return *sequence > 0 && valid_id(*audience);
}

/* In a database of its own: the hub's is as it was. */
static void
make(struct night *n, const char *name, struct replayed *out)
{
	const char *audience;
	int64_t sequence;

	if (!name_parse(n->arena, name, &audience, &sequence))
		log_fatal(EX_USAGE,
		    "%s is no name of a bundle, like gas-000012", name);
	n->hub->db = db_open(":memory:", true, false);
	n->dry_run = true;
	if (!replay_bundle(n, audience, sequence, out))
		log_fatal(EX_USAGE, "the journal carries no bundle %s", name);
	if (!out->same)
		log_fatal(EX_SOFTWARE,
		    "%s comes out with other bytes than the journal says: nothing is written",
		    name);
}

/* For those who read for its audience today. */
static void
seal_into(struct night *n, const char *name, struct replayed *b, int dir)
{
	struct readers readers = { 0 };
	int fd;

	readers_of_audience(n, b->audience, &readers);
	fd = post_seal_signed(n, name, &b->archive, b->made,
	    readers.fingerprints, readers.count,
	    n->hub->settings.hidden_recipients);
	if (fd == -1)
		log_fatal(EX_UNAVAILABLE, "%s is not written", name);
	publish_fd(dir, arena_printf(n->arena, "%s.tar.zst.gpg", name), fd);
	close(fd);
}

int
cmd_again(int argc, char **argv)
{
	const struct option_spec specs[] = {
		{ "--at", "TIME", .at = true },
	};
	struct option_list rest = { 0 };
	struct replayed b;
	char hex[DIGEST_HEX];
	struct digest d;
	struct night *n;
	int dir, rc;

	options_read(argc, argv, "again HUB BUNDLE DIR [--at TIME]", specs, 1,
	    &rest, 3, 3);
	dir = open(rest.v[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir == -1)
		log_fatal(EX_CANTCREAT, "%s: no such folder", rest.v[2]);
	n = night_open(rest.v[0], 0, 2);
	make(n, rest.v[1], &b);
	digest_of(b.archive.data, b.archive.len, &d);
	digest_hex(&d, hex);
	seal_into(n, rest.v[1], &b, dir);
	printf(tongue_form("%s/%s.tar.zst.gpg: as it was, %s\n"), rest.v[2],
	    rest.v[1], hex);
	close(dir);
	rc = n->exit;
	db_close(n->hub->db);
	n->hub->db = NULL;
	night_close(n);
	return rc;
}
