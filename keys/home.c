#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "formats/base/buf.h"
#include "formats/base/embed.h"
#include "keys/home.h"

EMBED(home_gpg_conf, "keys/gpg.conf");

#define PATH_MAX_BYTES 4352
#define HOME_NAME      "toiyaba.XXXXXX"
#define MARK	       "in-use"
/* How often a new home may be taken for a dead one's. */
#define MAKE_TRIES 8

/* Public keys; and what gpg does not do without, though it trusts always. */
static const char *const rings[] = { "pubring.kbx", "pubring.gpg",
	"trustdb.gpg" };
#define RINGS	 (sizeof(rings) / sizeof(rings[0]))
#define KEYRINGS 2 /* of them hold keys */
/* Used where they lie: gpg writes there what must not get lost. */
static const char *const linked[] = { "private-keys-v1.d", "openpgp-revocs.d" };
#define LINKED (sizeof(linked) / sizeof(linked[0]))

static int
fault(const char *path, char *err, size_t errlen)
{
	snprintf(err, errlen, "%s: %s", path, strerror(errno));
	return -1;
}

static int
write_file(const char *dir, const char *name, const struct buf *b, char *err,
    size_t errlen)
{
	char path[PATH_MAX_BYTES];
	int fd, rc;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	fd = open(
	    path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	rc = fd != -1 && write(fd, b->data, b->len) == (ssize_t)b->len
		 ? 0
		 : fault(path, err, errlen);
	if (fd != -1)
		close(fd);
	return rc;
}

/* The exclamation mark stops gpg's clock: all of a night has one time. */
static void
put_time(struct buf *b, int64_t at)
{
	time_t t = (time_t)at;
	struct tm tm;
	char text[32];

	if (at == 0 || gmtime_r(&t, &tm) == NULL)
		return;
	strftime(text, sizeof(text), "%Y%m%dT%H%M%S", &tm);
	buf_printf(b, "faked-system-time %s!\n", text);
}

int
home_configure(const char *home, int64_t at, char *err, size_t errlen)
{
	/* A random machine passphrase needs no stretching: 187 ms to 8. */
	static const char agent[] =
	    "s2k-count 65536\nallow-loopback-pinentry\ndisable-scdaemon\n";
	struct buf b = { 0 };
	int rc;

	buf_put(&b, home_gpg_conf, EMBED_LEN(home_gpg_conf));
	put_time(&b, at);
	rc = write_file(home, "gpg.conf", &b, err, errlen);
	b.len = 0;
	buf_puts(&b, agent);
	if (rc == 0)
		rc = write_file(home, "gpg-agent.conf", &b, err, errlen);
	buf_free(&b);
	return rc;
}

static bool
copy_bytes(int in, int out)
{
	char chunk[65536];
	ssize_t n;

	while ((n = read(in, chunk, sizeof(chunk))) > 0)
		if (write(out, chunk, (size_t)n) != n)
			return false;
	return n == 0;
}

static bool
copy_file(const char *from, const char *to)
{
	bool ok = false;
	int in, out;

	in = open(from, O_RDONLY | O_CLOEXEC);
	out = open(
	    to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (in != -1 && out != -1)
		ok = copy_bytes(in, out) && fsync(out) == 0;
	if (in != -1)
		close(in);
	if (out != -1)
		close(out);
	return ok;
}

static int
link_directories(
    const char *home, const char *keyring, char *err, size_t errlen)
{
	char real[PATH_MAX_BYTES], from[PATH_MAX_BYTES], to[PATH_MAX_BYTES];
	size_t i;

	if (realpath(keyring, real) == NULL)
		return fault(keyring, err, errlen);
	for (i = 0; i < LINKED; i++) {
		snprintf(from, sizeof(from), "%.4096s/%s", real, linked[i]);
		snprintf(to, sizeof(to), "%s/%s", home, linked[i]);
		if (symlink(from, to) == -1)
			return fault(to, err, errlen);
	}
	return 0;
}

int
home_fill(const char *home, const char *keyring, char *err, size_t errlen)
{
	char from[PATH_MAX_BYTES], to[PATH_MAX_BYTES];
	size_t i;

	if (keyring == NULL)
		return 0;
	for (i = 0; i < RINGS; i++) {
		snprintf(from, sizeof(from), "%s/%s", keyring, rings[i]);
		snprintf(to, sizeof(to), "%s/%s", home, rings[i]);
		if (access(from, R_OK) == 0 && !copy_file(from, to))
			return fault(from, err, errlen);
	}
	return link_directories(home, keyring, err, errlen);
}

void
home_drop_keys(const char *home)
{
	char path[PATH_MAX_BYTES];
	size_t i;

	for (i = 0; i < KEYRINGS; i++) {
		snprintf(path, sizeof(path), "%s/%s", home, rings[i]);
		unlink(path);
	}
}

static int
sync_directory(const char *path)
{
	int fd, rc;

	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return -1;
	rc = fsync(fd);
	close(fd);
	return rc;
}

int
home_keep(const char *home, const char *keyring, char *err, size_t errlen)
{
	char from[PATH_MAX_BYTES], next[PATH_MAX_BYTES], to[PATH_MAX_BYTES];
	size_t i;

	for (i = 0; i < RINGS; i++) {
		snprintf(from, sizeof(from), "%s/%s", home, rings[i]);
		snprintf(next, sizeof(next), "%s/%s.next", keyring, rings[i]);
		snprintf(to, sizeof(to), "%s/%s", keyring, rings[i]);
		if (access(from, R_OK) == -1)
			continue;
		if (!copy_file(from, next) || rename(next, to) == -1)
			return fault(to, err, errlen);
	}
	return sync_directory(keyring) == 0 ? 0 : fault(keyring, err, errlen);
}

static void
kill_agent(const char *home)
{
	/* As gpgconf --kill does it. */
	static const char *const words[] = { "gpg-connect-agent", "--homedir",
		NULL, "--no-autostart", "KILLAGENT", "/bye" };
	char *argv[sizeof(words) / sizeof(words[0]) + 1] = { NULL };
	char *envp[] = { (char *)(uintptr_t) "PATH=/usr/bin:/bin", NULL };
	posix_spawn_file_actions_t fa;
	pid_t pid;
	int status;
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		argv[i] = (char *)(uintptr_t)(i == 2 ? home : words[i]);
	posix_spawn_file_actions_init(&fa);
	posix_spawn_file_actions_addopen(&fa, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&fa, 2, "/dev/null", O_WRONLY, 0);
	if (posix_spawn(
		&pid, "/usr/bin/gpg-connect-agent", &fa, NULL, argv, envp) == 0)
		waitpid(pid, &status, 0);
	posix_spawn_file_actions_destroy(&fa);
}

/* Of a home without a keyring the private keys are files of its own. */
static void
clear(int dir)
{
	struct dirent *d;
	DIR *list;
	int inner;

	list = dir == -1 ? NULL : fdopendir(dir);
	if (list == NULL) {
		if (dir != -1)
			close(dir);
		return;
	}
	while ((d = readdir(list)) != NULL) {
		if (strcmp(d->d_name, ".") == 0 ||
		    strcmp(d->d_name, "..") == 0 ||
		    strcmp(d->d_name, MARK) == 0)
			continue;
		if (unlinkat(dir, d->d_name, 0) == 0)
			continue;
		inner = openat(dir, d->d_name,
		    O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		clear(inner);
		unlinkat(dir, d->d_name, AT_REMOVEDIR);
	}
	closedir(list);
}

/* The mark goes last: what is left halfway still has it. */
static void
clear_home(int dir)
{
	clear(fcntl(dir, F_DUPFD_CLOEXEC, 0));
	unlinkat(dir, MARK, 0);
}

/* A directory of this user, or -1; no link is followed. */
static int
open_own(int base, const char *name)
{
	struct stat st;
	int dir;

	dir =
	    openat(base, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (dir == -1)
		return -1;
	if (fstat(dir, &st) == 0 && st.st_uid == geteuid())
		return dir;
	close(dir);
	return -1;
}

static void
clear_path(const char *home)
{
	int dir;

	dir = open_own(AT_FDCWD, home);
	if (dir == -1)
		return;
	clear_home(dir);
	close(dir);
}

void
home_empty(const char *home)
{
	kill_agent(home);
	clear_path(home);
}

void
home_remove(struct home *h)
{
	clear_path(h->path);
	rmdir(h->path);
	if (h->mark != -1)
		close(h->mark);
	h->mark = -1;
}

/* Whether nobody else holds the lock, and the file is still there. */
static bool
holds(int mark)
{
	struct stat st;

	return flock(mark, LOCK_EX | LOCK_NB) == 0 && fstat(mark, &st) == 0 &&
	       st.st_nlink > 0;
}

/*
 * What a process left that was killed.  Its crypt process, which outlived it,
 * leaves the directory empty.  One that fills has a mark, and nobody holds it.
 */
static void
remove_dead(int base, const char *base_path, const char *name)
{
	char path[PATH_MAX_BYTES];
	int dir, mark;

	dir = open_own(base, name);
	if (dir == -1)
		return;
	mark = openat(dir, MARK, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (mark != -1 && holds(mark)) {
		snprintf(path, sizeof(path), "%s/%s", base_path, name);
		kill_agent(path);
		clear_home(dir);
	}
	unlinkat(base, name, AT_REMOVEDIR);
	if (mark != -1)
		close(mark);
	close(dir);
}

static void
remove_all_dead(const char *base_path)
{
	size_t prefix = sizeof(HOME_NAME) - sizeof("XXXXXX");
	struct dirent *d;
	DIR *list;

	list = opendir(base_path);
	if (list == NULL)
		return;
	while ((d = readdir(list)) != NULL)
		if (strlen(d->d_name) == strlen(HOME_NAME) &&
		    strncmp(d->d_name, HOME_NAME, prefix) == 0)
			remove_dead(dirfd(list), base_path, d->d_name);
	closedir(list);
}

/* Until it is locked, another process may take it for a dead one's. */
static bool
set_mark(struct home *h)
{
	char path[PATH_MAX_BYTES];

	snprintf(path, sizeof(path), "%s/%s", h->path, MARK);
	h->mark = open(
	    path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (h->mark != -1 && holds(h->mark))
		return true;
	if (h->mark != -1)
		close(h->mark);
	h->mark = -1;
	return false;
}

/* An agent's socket has room for about 100 characters of path. */
static const char *
base_of_homes(void)
{
	static const char *const names[] = { "RUNTIME_DIRECTORY", "TMPDIR" };
	const char *base = "/tmp", *v;
	size_t i;

	for (i = 2; i > 0; i--) {
		v = getenv(names[i - 1]);
		if (v != NULL && *v == '/' && strlen(v) < 60)
			base = v;
	}
	return base;
}

int
home_make(struct home *h, char *err, size_t errlen)
{
	const char *base = base_of_homes();
	int tries;

	h->mark = -1;
	remove_all_dead(base);
	for (tries = 0; tries < MAKE_TRIES; tries++) {
		snprintf(h->path, HOME_PATH, "%s/%s", base, HOME_NAME);
		if (mkdtemp(h->path) == NULL)
			break;
		if (set_mark(h))
			return 0;
		fault(h->path, err, errlen);
		clear_path(h->path);
		rmdir(h->path);
	}
	return tries < MAKE_TRIES ? fault(h->path, err, errlen) : -1;
}
