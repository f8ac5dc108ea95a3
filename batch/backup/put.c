#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/backup/anew.h"
#include "batch/backup/give.h"
#include "batch/backup/list.h"
#include "batch/backup/put.h"
#include "batch/base/log.h"
#include "batch/store/backed.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "batch/store/place.h"
#include "batch/store/publish.h"
#include "batch/store/tree.h"
#include "formats/base/mem.h"

#define HALF	"restoring" /* in it the journal, until all else lies there */
#define MARK	".toiyaba"  /* in that: a restore made it, and nobody else */
#define JOURNAL HALF "/journal"

static bool
is_there(int dir, const char *name)
{
	return faccessat(dir, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* What stands where a hub may be put: a disk that was made for it has the last
 * one, and its restore makes the others. */
static bool
is_room(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	       strcmp(name, HALF) == 0 || strcmp(name, ".lock") == 0 ||
	       strcmp(name, "lost+found") == 0;
}

static bool
is_mark(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	       strcmp(name, MARK) == 0;
}

/* The first name of a folder that does not stay; NULL: none, or no folder. */
static char *
first_but(int dir, const char *folder, bool (*stays)(const char *name))
{
	int fd = publish_openat(dir, folder, O_RDONLY | O_DIRECTORY);
	DIR *d = fd == -1 ? NULL : fdopendir(fd);
	char *name = NULL;
	struct dirent *e;

	while (d != NULL && name == NULL && (e = readdir(d)) != NULL)
		if (!stays(e->d_name))
			name = mem_strdup(e->d_name);
	if (d != NULL)
		closedir(d);
	return name;
}

static bool
has_but(int dir, const char *folder, bool (*stays)(const char *name))
{
	char *name = first_but(dir, folder, stays);

	free(name);
	return name != NULL;
}

/* Ends the program where anything lies there that is not a restore's. */
static void
check_room(int dir, const char *path)
{
	if (is_there(dir, "journal"))
		log_fatal(EX_CANTCREAT, "%s: a hub is here already", path);
	if (is_there(dir, HALF "/" MARK))
		return;
	if (has_but(dir, ".", is_room) || has_but(dir, HALF, is_mark))
		log_fatal(EX_CANTCREAT,
		    "%s is not empty: a hub is put back where nothing is",
		    path);
}

static void
clear_folder(int dir, const char *path, bool (*stays)(const char *name))
{
	char *name;

	while ((name = first_but(dir, ".", stays)) != NULL) {
		if (!tree_remove(dir, name))
			log_fatal(
			    EX_IOERR, "%s/%s: %s", path, name, strerror(errno));
		free(name);
	}
}

/* The mark stays first and last: killed here, it is still a restore's. */
static void
clear(int dir, const char *path)
{
	int half, mark;

	publish_mkdir(dir, HALF);
	half = publish_openat(dir, HALF, O_RDONLY | O_DIRECTORY);
	mark = half == -1 ? -1 : publish_openat(half, MARK, O_WRONLY | O_CREAT);
	if (mark == -1 || fsync(mark) == -1 || fsync(half) == -1)
		log_fatal(
		    EX_CANTCREAT, "%s/" HALF ": %s", path, strerror(errno));
	close(mark);
	clear_folder(dir, path, is_room);
	clear_folder(half, path, is_mark);
	close(half);
}

static int
take_lock(int dir, const char *path)
{
	struct flock fl = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = publish_openat(dir, ".lock", O_RDWR | O_CREAT);

	if (fd == -1)
		log_fatal(errno == EACCES || errno == EROFS ? EX_NOPERM
							    : EX_CANTCREAT,
		    "%s: %s", path, strerror(errno));
	if (fcntl(fd, F_OFD_SETLK, &fl) == -1)
		log_fatal(
		    EX_TEMPFAIL, "%s: it is being restored already", path);
	return fd;
}

static int
open_empty(const char *path, int *lock)
{
	int dir;

	if (mkdir(path, 0700) == -1 && errno != EEXIST)
		log_fatal(errno == EACCES ? EX_NOPERM : EX_CANTCREAT, "%s: %s",
		    path, strerror(errno));
	dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir == -1)
		log_fatal(EX_CANTCREAT, "%s: %s", path, strerror(errno));
	/* First, that nothing is changed; then, that no other ended meanwhile.
	 */
	check_room(dir, path);
	*lock = take_lock(dir, path);
	check_room(dir, path);
	clear(dir, path);
	return dir;
}

/* Not even this hub's backup may bring another's books. */
static void
check_key(struct hub *h, const struct list *l)
{
	char key[41];

	journal_hub_key(h, key);
	if (strcmp(key, l->hub) != 0)
		log_fatal(EX_DATAERR,
		    "the list is of hub %s, and its journal of %s", l->hub,
		    key);
}

static void
note_backup(struct arena *a, int dir, const char *path, const char *name,
    const struct list *l)
{
	struct hub half = { .arena = a, .dir = dir, .path = path, .lock = -1 };

	backed_note(&half, l->at, name);
}

/* In a hub of which nothing but the journal is there yet. */
static void
write_journal(struct arena *a, const struct list *l, const char *path, int dir,
    const char *by, struct anew *out)
{
	struct hub half = { .arena = a, .lock = -1 };

	half.path = path;
	half.dir = publish_openat(dir, HALF, O_RDONLY | O_DIRECTORY);
	check_key(&half, l);
	anew_journal(&half, by, out);
	close(half.dir);
}

void
put_hub(struct arena *a, struct shelf *s, const char *name,
    const struct list *l, const char *path, const char *by,
    struct given_back *given, struct anew *out)
{
	int lock, dir = open_empty(path, &lock);

	give_hub(s, l, dir, path, JOURNAL, given);
	note_backup(a, dir, path, name, l);
	write_journal(a, l, path, dir, by, out);
	publish_rename(dir, JOURNAL, "journal");
	place_settle(dir, path);
	tree_remove(dir, HALF);
	close(lock);
	close(dir);
}
