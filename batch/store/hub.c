#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/tongue.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/mem.h"
#include "formats/base/safe.h"
#include "formats/config/roster.h"
#include "formats/pages/ownpages.h"

#define HUB_FILE_MAX (64 << 20)

char *
hub_path(struct hub *h, const char *fmt, ...)
{
	char tail[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(tail, sizeof(tail), fmt, ap);
	va_end(ap);
	return arena_printf(h->arena, "%s/%s", h->path, tail);
}

const char *
hub_below(struct arena *a, const char *dir, const char *name)
{
	return arena_printf(a, "%s/%s", dir, name);
}

const char *
hub_archive_path(struct arena *a, const char *sha256)
{
	return arena_printf(a, "archive/%s.gpg", sha256);
}

const char *
hub_quarantine_path(struct arena *a, const char *sha256)
{
	return arena_printf(a, "quarantine/%s.gpg", sha256);
}

const char *
hub_aside_path(struct arena *a, const char *sha256)
{
	return arena_printf(a, "quarantine/aside/%s.gpg", sha256);
}

const char *
hub_reason_path(struct arena *a, const char *sha256)
{
	return arena_printf(a, "quarantine/%s.reason.xml", sha256);
}

const char *
hub_roster_path(struct arena *a, const char *sha256)
{
	return arena_printf(a, "archive/%s.roster.xml", sha256);
}

const char *
hub_settings_path(struct arena *a, const char *sha256)
{
	return arena_printf(a, "archive/%s.hub.conf", sha256);
}

const char *
hub_run_path(struct arena *a, const char *run, const char *name)
{
	return arena_printf(a, "runs/%s/%s", run, name);
}

const char *
hub_medium_path(struct arena *a, const char *medium, const char *name)
{
	return arena_printf(a, "media/%s/%s", medium, name);
}

const char *
hub_letter_path(struct arena *a, const char *who, const char *run)
{
	return arena_printf(a, "outbox/%s/receipts/%s.gpg", who, run);
}

const char *
hub_preview_path(struct arena *a, const char *member, const char *digest)
{
	return arena_printf(
	    a, "outbox/%s/previews/%s.tar.zst.gpg", member, digest);
}

const char *
hub_bundles_path(struct arena *a, const char *audience)
{
	return arena_printf(a, "outbox/%s/bundles", audience);
}

const char *
hub_bundle_path(struct arena *a, const char *audience, int64_t sequence)
{
	return hub_bundle_link(a, audience, audience, sequence);
}

const char *
hub_bundle_link(
    struct arena *a, const char *who, const char *audience, int64_t sequence)
{
	return arena_printf(a, "outbox/%s/bundles/%s-%06" PRId64 ".tar.zst.gpg",
	    who, audience, sequence);
}

const char *
hub_state_path(
    struct arena *a, const char *who, const char *audience, int64_t sequence)
{
	return arena_printf(a,
	    "outbox/%s/bundles/%s-state-%06" PRId64 ".tar.zst.gpg", who,
	    audience, sequence);
}

const char *
hub_key_path(struct arena *a, const char *audience)
{
	return arena_printf(a, "outbox/%s/hub.asc", audience);
}

char *
hub_read(struct hub *h, const char *path, size_t *len)
{
	struct stat st;
	char *text;
	ssize_t n;
	size_t have = 0;
	int fd;

	fd = publish_openat(h->dir, path, O_RDONLY | O_NONBLOCK);
	if (fd == -1 && errno == ENOENT)
		return NULL;
	if (fd == -1 || fstat(fd, &st) == -1 || !S_ISREG(st.st_mode))
		log_fatal(errno == EACCES ? EX_NOPERM : EX_CONFIG,
		    "%s/%s cannot be read: %s", h->path, path,
		    fd == -1 ? strerror(errno) : "not a file");
	if (st.st_size > HUB_FILE_MAX)
		log_fatal(EX_CONFIG, "%s/%s is too large", h->path, path);
	text = arena_alloc(h->arena, (size_t)st.st_size + 1);
	while (have < (size_t)st.st_size) {
		n = read(fd, text + have, (size_t)st.st_size - have);
		if (n <= 0)
			break;
		have += (size_t)n;
	}
	close(fd);
	if (have != (size_t)st.st_size)
		log_fatal(
		    EX_IOERR, "%s/%s cannot be read whole", h->path, path);
	if (len != NULL)
		*len = have;
	return text;
}

bool
hub_digest(struct hub *h, const char *path, char sha256[DIGEST_HEX])
{
	struct digest_run *r;
	struct digest d;
	char chunk[65536];
	ssize_t n;
	int fd;

	fd = publish_openat(h->dir, path, O_RDONLY);
	if (fd == -1)
		return false;
	r = digest_begin();
	while ((n = read(fd, chunk, sizeof(chunk))) > 0)
		digest_add(r, chunk, (size_t)n);
	close(fd);
	digest_end(r, &d);
	digest_hex(&d, sha256);
	return n == 0;
}

void
hub_take_settings(struct hub *h, const char *text, size_t len)
{
	char err[512];

	settings_defaults(&h->settings);
	if (settings_parse(&h->settings, text, len, err, sizeof(err)) == -1)
		log_fatal(EX_CONFIG, "%s/hub.conf: %s", h->path, err);
	if (!clock_zone(h->settings.timezone))
		log_fatal(EX_CONFIG,
		    "%s/hub.conf: timezone: \"%s\" is not known here (package tzdata)",
		    h->path, h->settings.timezone);
	h->settings_text = text;
	h->settings_len = len;
}

void
hub_take_roster(struct hub *h, const char *text, size_t len)
{
	char err[512];

	h->roster = roster_parse(h->arena, text, len, err, sizeof(err));
	if (h->roster == NULL)
		log_fatal(EX_CONFIG, "%s/roster.xml: %s", h->path, err);
	h->roster_fault = ownpages_mark(h->arena, h->roster,
	    arena_printf(
		h->arena, "%s\n%s\n", h->settings.name, h->settings.name_en));
	h->roster_text = text;
	h->roster_len = len;
}

char *
hub_passphrase(struct hub *h)
{
	const char *path = h->settings.passphrase_file;
	char text[SAFE_TEXT], *safe;
	ssize_t n;
	int fd;

	if (*path == '\0')
		return NULL;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd == -1)
		log_fatal(EX_UNAVAILABLE, "%s (passphrase-file): %s", path,
		    strerror(errno));
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (n <= 0)
		log_fatal(
		    EX_UNAVAILABLE, "%s (passphrase-file) is empty", path);
	text[n] = '\0';
	text[strcspn(text, "\r\n")] = '\0';
	safe = safe_put(text);
	explicit_bzero(text, sizeof(text));
	return safe;
}

static void
take_lock(struct hub *h)
{
	struct flock fl = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	h->lock = publish_openat(h->dir, ".lock", O_RDWR | O_CREAT);
	if (h->lock == -1)
		log_fatal(errno == EACCES || errno == EROFS ? EX_NOPERM
							    : EX_CANTCREAT,
		    "%s/.lock: %s", h->path, strerror(errno));
	/* Held by the kernel for this open file: a killed night leaves none. */
	if (fcntl(h->lock, F_OFD_SETLK, &fl) == -1)
		log_fatal(EX_TEMPFAIL,
		    "%s: another run holds the hub; try again when it has ended",
		    h->path);
}

static char *
required(struct hub *h, const char *name, size_t *len)
{
	char *text;

	text = hub_read(h, name, len);
	if (text == NULL)
		log_fatal(EX_CONFIG, "%s/%s is missing", h->path, name);
	return text;
}

static void
check_owner(struct hub *h)
{
	struct stat st;

	if (fstat(h->dir, &st) == -1)
		log_fatal(EX_IOERR, "%s: %s", h->path, strerror(errno));
	if (st.st_mode & S_IWOTH)
		log_fatal(EX_NOPERM, "%s: everybody may write here; chmod o-w",
		    h->path);
}

struct hub *
hub_open(const char *path, unsigned needs)
{
	struct hub *h;
	char *text;
	size_t len;

	h = mem_alloc(sizeof(*h));
	h->arena = arena_new();
	h->path = path;
	h->lock = -1;
	log_disk(path);
	h->dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (h->dir == -1)
		log_fatal(errno == EACCES ? EX_NOPERM : EX_USAGE,
		    "%s: no hub here: %s", path, strerror(errno));
	if (faccessat(h->dir, "journal", F_OK, 0) == -1 && errno == ENOENT)
		log_fatal(EX_USAGE,
		    "%s: no hub here (no journal); toiyaba init makes one",
		    path);
	check_owner(h);
	if (needs & HUB_LOCK)
		take_lock(h);
	if (needs & HUB_SETTINGS) {
		text = required(h, "hub.conf", &len);
		hub_take_settings(h, text, len);
		tongue_of_hub(h->settings.language);
	}
	if (needs & HUB_ROSTER) {
		text = required(h, "roster.xml", &len);
		hub_take_roster(h, text, len);
		if (h->roster_fault != NULL)
			log_fatal(EX_CONFIG, "%s/roster.xml: %s", h->path,
			    h->roster_fault);
	}
	if (needs & (HUB_DB | HUB_WRITE))
		h->db = db_open(hub_path(h, "hub.db"), (needs & HUB_WRITE) != 0,
		    !(needs & HUB_WRITE));
	return h;
}

void
hub_close(struct hub *h)
{
	if (h == NULL)
		return;
	db_close(h->db);
	if (h->lock != -1)
		close(h->lock);
	close(h->dir);
	arena_free(h->arena);
	free(h);
}
