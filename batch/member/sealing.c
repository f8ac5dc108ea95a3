#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/member/sealing.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/memfile.h"
#include "keys/home.h"
#include "keys/ring.h"

struct signing {
	struct home home;
	struct ring *ring;
};

static void
end_signing(struct signing *s)
{
	ring_close(s->ring);
	if (s->home.path[0] == '\0')
		return;
	home_empty(s->home.path);
	home_remove(&s->home);
}

/* A home in which it is another time. */
static int
make_home(struct signing *s, const char *homedir, char *err, size_t errlen)
{
	char *base;
	int rc;

	if (home_make(&s->home, err, errlen) == -1)
		return EX_CANTCREAT;
	base = homedir == NULL ? ring_default_home() : mem_strdup(homedir);
	rc = home_configure(s->home.path, clock_now(), err, errlen);
	if (rc == 0)
		rc = home_fill(s->home.path, base, err, errlen);
	free(base);
	return rc == 0 ? 0 : EX_UNAVAILABLE;
}

static int
begin_signing(struct signing *s, const char *homedir, char *err, size_t errlen)
{
	int rc = 0;

	if (clock_is_set()) {
		rc = make_home(s, homedir, err, errlen);
		homedir = s->home.path;
	}
	if (rc == 0)
		s->ring = ring_open(homedir, err, errlen);
	if (s->ring == NULL) {
		end_signing(s);
		return rc == 0 ? EX_UNAVAILABLE : rc;
	}
	ring_ask(s->ring);
	return 0;
}

int
sealing_put(const struct sealing *s, const struct buf *archive, int to,
    char *err, size_t errlen)
{
	struct signing g = { 0 };
	int in, rc;

	in = memfile_of("package", archive->data, archive->len);
	if (in == -1) {
		snprintf(err, errlen, "memory file: %s", strerror(errno));
		return EX_OSERR;
	}
	rc = begin_signing(&g, s->homedir, err, errlen);
	if (rc == 0) {
		if (ring_seal(g.ring, s->key, in, to, &s->hub, 1, false, NULL,
			err, errlen) == -1)
			rc = EX_UNAVAILABLE;
		end_signing(&g);
	}
	close(in);
	return rc;
}
