#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/check/dropcheck.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

/* The probe's own folder: in and out, as a member has them; the client works
 * here. */
#define FOLDER "probe"
#define SENT   "tried by toiyaba check --drop\n"
#define LETTER "for whom toiyaba check --drop tries\n"
/* When SENT was written, for all that anybody knows. */
#define SENT_AT 1262304000

/* By what is seen that a client's commands did something: its own word is not
 * asked. */
enum sign {
	APPEARS, /* a file is there */
	GOES,	 /* none is */
	SENT_IS, /* a file is what was sent, and the hub can read it */
	DATED_IS,
	LETTER_IS,
	LETTER_IS_NOT,
	OPEN_TO_ALL, /* its rights say so */
	SAYS	     /* the client prints it */
};

struct
try {
	const char *what;     /* as in "a member can ..." */
	const char *commands; /* sftp's; what fails ends nothing */
	enum sign sign;
	const char *seen; /* beneath FOLDER */
};

/* What clients really do. */
static const struct try works[] = {
	{ "list the folder it starts in", "-ls -1\n", SAYS, "\nout\n" },
	{ "put a file that the hub can read", "-put sent in/put\n", SENT_IS,
	    "in/put" },
	{ "put a file under another name and rename it",
	    "-put sent in/renamed.part\n-rename in/renamed.part in/renamed\n",
	    SENT_IS, "in/renamed" },
	{ "set the time of what it put", "-put -p sent in/dated\n", DATED_IS,
	    "in/dated" },
	{ "list what is for it", "-ls -1 out\n", SAYS, "\nout/letter\n" },
	{ "fetch what is for it", "-get out/letter fetched\n", LETTER_IS,
	    "fetched" },
};

/* What goes is last: the others try at what is still there. */
static const struct try fails[] = {
	{ "list what it put", "-ls -1 in\n", SAYS, "\nin/put\n" },
	{ "read back what it put", "-get in/put again\n", APPEARS, "again" },
	{ "make a folder", "-mkdir in/folder\n", APPEARS, "in/folder" },
	{ "make a symbolic link", "-ln -s /etc/passwd in/symbolic\n", APPEARS,
	    "in/symbolic" },
	{ "make a hard link", "-ln in/put in/hard\n", APPEARS, "in/hard" },
	{ "change the rights of its folder", "-chmod 777 in\n", OPEN_TO_ALL,
	    "in" },
	{ "put a file beside its folders", "-put sent beside\n-ls -1\n", SAYS,
	    "\nbeside\n" },
	{ "leave its folders", "-get /etc/passwd passwd\n", APPEARS, "passwd" },
	{ "leave its folders upwards", "-get ../../../etc/passwd upwards\n",
	    APPEARS, "upwards" },
	{ "put a file into what is for it", "-put sent out/put\n", APPEARS,
	    "out/put" },
	{ "change the rights of what is for it", "-chmod 666 out/letter\n",
	    OPEN_TO_ALL, "out/letter" },
	{ "write over what is for it", "-put sent out/letter\n", LETTER_IS_NOT,
	    "out/letter" },
	{ "rename what is for it", "-rename out/letter out/other\n", APPEARS,
	    "out/other" },
	{ "remove what is for it", "-rm out/letter\n", GOES, "out/letter" },
	{ "remove what it put", "-rm in/put\n", GOES, "in/put" },
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Beneath FOLDER, and to be gone before and after. */
static const char *const left[] = { "sent", "fetched", "again", "passwd",
	"upwards", "in/put", "in/renamed.part", "in/renamed", "in/dated",
	"in/folder", "in/symbolic", "in/hard", "out/letter", "out/put",
	"out/other" };

struct door {
	struct hub *h;
	int dir; /* FOLDER */
	char *path;
	const char *said; /* by the client, from the first session on */
	size_t faults;
};

/* It becomes words of a command. */
static bool
is_address(const char *s)
{
	return s[0] != '\0' && s[0] != '-' &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			 "0123456789._-@:[]") == strlen(s) &&
	       strchr(s, '@') != NULL && strchr(s, '@') == strrchr(s, '@');
}

static int
text_fd(const char *text)
{
	int fd = memfd_create("commands", MFD_CLOEXEC);
	size_t len = strlen(text);

	if (fd == -1 || write(fd, text, len) != (ssize_t)len ||
	    lseek(fd, 0, SEEK_SET) == -1)
		log_fatal(EX_OSERR, "memfd: %s", strerror(errno));
	return fd;
}

/* Closes fd. */
static const char *
text_of(const struct door *d, int fd)
{
	struct stat st = { 0 };
	char *text;

	fstat(fd, &st);
	text = arena_alloc(d->h->arena, (size_t)st.st_size + 1);
	if (pread(fd, text, (size_t)st.st_size, 0) != st.st_size)
		log_fatal(EX_OSERR, "memfd: %s", strerror(errno));
	close(fd);
	return text;
}

/* Runs a client in the probe's folder: its exit code, and what it printed, in
 * the hub's arena. */
static int
run(struct door *d, const char *const *argv, const char *commands)
{
	char *envp[] = { (char *)(uintptr_t) "PATH=/usr/bin:/bin",
		(char *)(uintptr_t) "LC_ALL=C", NULL };
	posix_spawn_file_actions_t fa;
	int in = text_fd(commands), out = text_fd(""), status = -1, rc;
	pid_t pid;

	posix_spawn_file_actions_init(&fa);
	posix_spawn_file_actions_addchdir_np(&fa, d->path);
	posix_spawn_file_actions_adddup2(&fa, in, 0);
	posix_spawn_file_actions_adddup2(&fa, out, 1);
	posix_spawn_file_actions_addopen(&fa, 2, "/dev/null", O_WRONLY, 0);
	rc = posix_spawnp(
	    &pid, argv[0], &fa, NULL, (char **)(uintptr_t)argv, envp);
	if (rc != 0)
		log_fatal(EX_UNAVAILABLE, "%s: %s; install openssh-client",
		    argv[0], strerror(rc));
	while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
		;
	posix_spawn_file_actions_destroy(&fa);
	close(in);
	d->said = text_of(d, out);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define CLIENT_WORDS                                                      \
	"-q", "-F", "/dev/null", "-o", "BatchMode=yes", "-o",             \
	    "StrictHostKeyChecking=accept-new", "-o",                     \
	    "UserKnownHostsFile=known_hosts", "-o", "IdentitiesOnly=yes", \
	    "-o", "ConnectTimeout=30"

/* The commands of a table in one session; false where it was none.  The last
 * one shows that it lasted. */
static bool
session(struct door *d, const struct try *table, size_t count)
{
	struct buf commands = { 0 };
	char port[16];
	const char *argv[] = { "sftp", CLIENT_WORDS, "-i",
		d->h->settings.probe_key, "-P", port, "-b", "-",
		d->h->settings.probe, NULL };
	int rc;
	size_t i;

	snprintf(port, sizeof(port), "%u", d->h->settings.probe_port);
	for (i = 0; i < count; i++)
		buf_puts(&commands, table[i].commands);
	buf_puts(&commands, "pwd\n");
	rc = run(d, argv, buf_str(&commands));
	buf_free(&commands);
	return rc == 0;
}

#define SSH_WORDS(d, port) \
	"ssh", CLIENT_WORDS, "-i", (d)->h->settings.probe_key, "-p", port

static bool
has_shell(struct door *d)
{
	char port[16];
	const char *argv[] = { SSH_WORDS(d, port), "-T", d->h->settings.probe,
		"echo shell-$((6*7))", NULL };

	snprintf(port, sizeof(port), "%u", d->h->settings.probe_port);
	run(d, argv, "");
	return strstr(d->said, "shell-42") != NULL;
}

/* A connection from there to sshd itself, which greets whoever comes. */
static bool
forwards(struct door *d)
{
	char port[16], to[32];
	const char *argv[] = { SSH_WORDS(d, port), "-W", to,
		d->h->settings.probe, NULL };

	snprintf(port, sizeof(port), "%u", d->h->settings.probe_port);
	snprintf(to, sizeof(to), "127.0.0.1:%s", port);
	run(d, argv, "");
	return strstr(d->said, "SSH-") != NULL;
}

static bool
holds(const struct door *d, const char *name, const char *text)
{
	size_t len = 0;
	const char *is =
	    hub_read(d->h, hub_below(d->h->arena, FOLDER, name), &len);

	return is != NULL && len == strlen(text) && memcmp(is, text, len) == 0;
}

static bool
happened(const struct door *d, const struct try *t)
{
	struct stat st = { 0 };
	bool is_there = fstatat(d->dir, t->seen, &st, AT_SYMLINK_NOFOLLOW) == 0;

	switch (t->sign) {
	case APPEARS:
		return is_there;
	case GOES:
		return !is_there;
	case SENT_IS:
		return holds(d, t->seen, SENT);
	case DATED_IS:
		return holds(d, t->seen, SENT) && st.st_mtime == SENT_AT;
	case LETTER_IS:
		return holds(d, t->seen, LETTER);
	case LETTER_IS_NOT:
		return is_there && !holds(d, t->seen, LETTER);
	case OPEN_TO_ALL:
		return is_there && (st.st_mode & S_IWOTH) != 0;
	case SAYS:
		return strstr(d->said, t->seen) != NULL;
	}
	return false;
}

static void
fault(struct door *d, const char *how, const char *what)
{
	log_warn("drop: a member %s %s", how, what);
	d->faults++;
}

static void
try_table(struct door *d, const struct try *table, size_t count, bool must)
{
	size_t i;

	if (!session(d, table, count))
		log_fatal(EX_UNAVAILABLE,
		    "drop: %s, port %u, cannot be logged in to with %s",
		    d->h->settings.probe, d->h->settings.probe_port,
		    d->h->settings.probe_key);
	for (i = 0; i < count; i++)
		if (happened(d, &table[i]) != must)
			fault(d, must ? "cannot" : "can", table[i].what);
}

/* As the hub writes what it gives out. */
static void
lay_out(const struct door *d)
{
	const struct timespec at[2] = { { .tv_sec = SENT_AT },
		{ .tv_sec = SENT_AT } };

	publish_bytes(d->h->dir, FOLDER "/sent", SENT, strlen(SENT));
	publish_bytes(d->h->dir, FOLDER "/out/letter", LETTER, strlen(LETTER));
	if (fchmodat(d->dir, "sent", 0644, 0) == -1 ||
	    utimensat(d->dir, "sent", at, 0) == -1)
		log_fatal(EX_IOERR, FOLDER "/sent: %s", strerror(errno));
}

static void
clear(const struct door *d)
{
	size_t i;

	for (i = 0; i < COUNT(left); i++)
		if (unlinkat(d->dir, left[i], 0) == -1 && errno == EISDIR)
			unlinkat(d->dir, left[i], AT_REMOVEDIR);
}

static void
open_door(struct door *d)
{
	const struct settings *s = &d->h->settings;

	if (!is_address(s->probe) || s->probe_key[0] != '/')
		log_fatal(EX_CONFIG,
		    "hub.conf: [drop] probe and probe-key name no account; "
		    "toiyaba-drop probe %s makes one and says what to set",
		    d->h->path);
	d->path = hub_path(d->h, "%s", FOLDER);
	d->dir = publish_openat(d->h->dir, FOLDER, O_RDONLY | O_DIRECTORY);
	if (d->dir == -1)
		log_fatal(EX_CONFIG, "%s: %s; toiyaba-drop probe makes it",
		    d->path, strerror(errno));
}

size_t
dropcheck(struct hub *h, size_t *tried)
{
	struct door d = { .h = h };

	open_door(&d);
	clear(&d);
	lay_out(&d);
	try_table(&d, works, COUNT(works), true);
	try_table(&d, fails, COUNT(fails), false);
	if (has_shell(&d))
		fault(&d, "can", "run commands");
	if (forwards(&d))
		fault(&d, "can", "reach other machines through the server");
	clear(&d);
	close(d.dir);
	*tried = COUNT(works) + COUNT(fails) + 2;
	return d.faults;
}
