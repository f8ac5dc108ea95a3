#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch/base/tongue.h"
#include "batch/review/editor.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

#define TMPFS	  0x01021994
#define TEXT_MOST (1U << 20) /* bytes that a person writes */
#define OPEN_MOST 8	     /* folders open at once, as one is emptied */

static bool
is_memory(const char *dir)
{
	struct statfs fs;

	return dir != NULL && *dir == '/' && statfs(dir, &fs) == 0 &&
	       fs.f_type == TMPFS && access(dir, W_OK) == 0;
}

/* A folder of the user's alone; NULL: there is no memory to write to. */
static char *
make_folder(struct arena *a)
{
	const char *own = getenv("XDG_RUNTIME_DIR");
	const char *base = is_memory(own)	   ? own
			   : is_memory("/dev/shm") ? "/dev/shm"
						   : NULL;

	return base == NULL
		   ? NULL
		   : mkdtemp(arena_printf(a, "%s/toiyaba.XXXXXX", base));
}

static bool
write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	size_t len = strlen(text);
	bool whole;

	if (fd == -1)
		return false;
	whole = write(fd, text, len) == (ssize_t)len;
	return close(fd) == 0 && whole;
}

static const char *
read_text(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "re");
	struct buf b = { 0 };
	char piece[4096];
	const char *out;
	size_t n;

	if (f == NULL)
		return NULL;
	while (
	    b.len <= TEXT_MOST && (n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_put(&b, piece, n);
	fclose(f);
	out = b.len > TEXT_MOST || memchr(b.data, '\0', b.len) != NULL
		  ? NULL
		  : arena_strdup(a, b.len == 0 ? "" : buf_str(&b));
	buf_free(&b);
	return out;
}

/* In the foreground: what the keyboard interrupts is the editor's. */
static bool
run_editor(const char *path)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, kept;
	int status = -1;
	pid_t pid;

	fflush(stdout);
	sigaction(SIGINT, &ignore, &kept);
	pid = fork();
	if (pid == 0) {
		signal(SIGINT, SIG_DFL);
		signal(SIGPIPE, SIG_DFL);
		execl("/bin/sh", "sh", "-c",
		    "eval \"exec ${VISUAL:-${EDITOR:-vi}} \\\"\\$1\\\"\"", "sh",
		    path, (char *)NULL);
		_exit(127);
	}
	while (pid > 0 && waitpid(pid, &status, 0) == -1 && errno == EINTR)
		continue;
	sigaction(SIGINT, &kept, NULL);
	return pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static const char *
edit_file(struct arena *a, const char *path, const char *text, char *err,
    size_t errlen)
{
	const char *out = NULL;

	if (!write_text(path, text))
		snprintf(err, errlen, "%s: %s", path, strerror(errno));
	else if (!run_editor(path))
		snprintf(
		    err, errlen, tongue_form("the editor ended with a fault"));
	else if ((out = read_text(a, path)) == NULL)
		snprintf(
		    err, errlen, tongue_form("%s: it cannot be read"), path);
	unlink(path);
	return out;
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	remove(path);
	return 0;
}

/* With all copies that an editor left, under whatever names. */
static void
remove_folder(const char *dir)
{
	nftw(dir, remove_one, OPEN_MOST, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

const char *
editor_edit(struct arena *a, const char *text, char *err, size_t errlen)
{
	char *dir = make_folder(a);
	const char *out;

	if (dir == NULL) {
		snprintf(err, errlen,
		    tongue_form(
			"no folder in memory: wanted XDG_RUNTIME_DIR or /dev/shm"));
		return NULL;
	}
	out = edit_file(
	    a, arena_printf(a, "%s/ruling.xml", dir), text, err, errlen);
	remove_folder(dir);
	return out;
}
