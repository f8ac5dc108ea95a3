#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/report/sumsign.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/memfile.h"
#include "formats/base/safe.h"
#include "keys/home.h"
#include "keys/ring.h"

void
sumsign_line(struct buf *sums, const char *name, const void *p, size_t len)
{
	char hex[DIGEST_HEX];
	struct digest d;

	digest_of(p, len, &d);
	digest_hex(&d, hex);
	buf_printf(sums, "%s  %s\n", hex, name);
}

static int
take_all(int fd, struct buf *out)
{
	struct stat st;
	unsigned char *to;

	if (fstat(fd, &st) == -1)
		return -1;
	to = buf_room(out, (size_t)st.st_size);
	if (pread(fd, to, (size_t)st.st_size, 0) != st.st_size)
		return -1;
	out->len += (size_t)st.st_size;
	return 0;
}

static int
sign(struct ring *r, struct hub *h, const struct buf *sums, struct buf *out,
    char err[RING_ERR])
{
	char key[41], *passphrase = hub_passphrase(h);
	int in, to, rc = -1;

	if (passphrase != NULL) {
		ring_passphrase(r, passphrase);
		safe_wipe(passphrase);
	}
	journal_hub_key(h, key);
	in = memfile_of("sums", sums->data, sums->len);
	to = memfile_of("signature", "", 0);
	if (in == -1 || to == -1)
		snprintf(err, RING_ERR, "memory file: %s", strerror(errno));
	else if (ring_sign(r, key, in, to, err, RING_ERR) == 0)
		rc = take_all(to, out);
	if (in != -1)
		close(in);
	if (to != -1)
		close(to);
	return rc;
}

const char *
sumsign_sign(
    struct hub *h, const struct buf *sums, int64_t at, struct buf *signature)
{
	char err[RING_ERR] = "";
	struct ring *r = NULL;
	struct home home;
	int rc = -1;

	if (home_make(&home, err, sizeof(err)) == -1)
		return arena_strdup(h->arena, err);
	if (home_configure(home.path, at, err, sizeof(err)) == 0 &&
	    home_fill(home.path, hub_path(h, "gnupg"), err, sizeof(err)) == 0 &&
	    (r = ring_open(home.path, err, sizeof(err))) != NULL)
		rc = sign(r, h, sums, signature, err);
	ring_close(r);
	home_empty(home.path);
	home_remove(&home);
	return rc == 0 ? NULL : arena_strdup(h->arena, err);
}
