#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "formats/base/buf.h"
#include "formats/base/embed.h"
#include "keys/home.h"

EMBED(home_gpg_conf, "keys/gpg.conf");

#define PATH_MAX_BYTES 4352

/* Public keys; and what gpg does not do without, though it trusts always. */
static const char *const rings[] = { "pubring.kbx", "pubring.gpg",
	"trustdb.gpg" };
#define RINGS (sizeof(rings) / sizeof(rings[0]))
/* Used where they lie: gpg writes there what must not get lost. */
static const char *const linked[] = { "private-keys-v1.d", "openpgp-revocs.d" };
#define LINKED (sizeof(linked) / sizeof(linked[0]))

static int
fault(const char *path, char *err, size_t errlen)
{
	snprintf(err, errlen, "%s: %s", path, strerror(errno));
	return -1;
}

/* An agent's socket has room for about 100 characters of path. */
int
home_make(char home[HOME_PATH], char *err, size_t errlen)
{
	static const char *const names[] = { "RUNTIME_DIRECTORY", "TMPDIR" };
	const char *base = "/tmp", *v;
	size_t i;

	for (i = 2; i > 0; i--) {
		v = getenv(names[i - 1]);
		if (v != NULL && *v == '/' && strlen(v) < 60)
			base = v;
	}
	snprintf(home, HOME_PATH, "%s/toiyaba.XXXXXX", base);
	return mkdtemp(home) != NULL ? 0 : fault(home, err, errlen);
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
	char *dir = (char *)(uintptr_t)home;
	char *argv[] = { (char *)(uintptr_t) "gpgconf",
		(char *)(uintptr_t) "--homedir", dir,
		(char *)(uintptr_t) "--kill", (char *)(uintptr_t) "gpg-agent",
		NULL };
	char *envp[] = { (char *)(uintptr_t) "PATH=/usr/bin:/bin", NULL };
	pid_t pid;
	int status;

	if (posix_spawn(&pid, "/usr/bin/gpgconf", NULL, NULL, argv, envp) == 0)
		waitpid(pid, &status, 0);
}

/* Of a home without a keyring the private keys are files of its own. */
static void
clear(int dir)
{
	struct dirent *d;
	DIR *list;
	int inner;

	list = fdopendir(dir);
	if (list == NULL) {
		close(dir);
		return;
	}
	while ((d = readdir(list)) != NULL) {
		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
			continue;
		if (unlinkat(dir, d->d_name, 0) == 0)
			continue;
		inner = openat(dir, d->d_name,
		    O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		if (inner != -1)
			clear(inner);
		unlinkat(dir, d->d_name, AT_REMOVEDIR);
	}
	closedir(list);
}

static void
clear_home(const char *home)
{
	int dir;

	dir = open(home, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (dir != -1)
		clear(dir);
}

void
home_empty(const char *home)
{
	kill_agent(home);
	clear_home(home);
}

void
home_remove(const char *home)
{
	clear_home(home);
	rmdir(home);
}
