#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <seccomp.h>

#include "batch/store/publish.h"

static char place[] = "/tmp/t-publish.XXXXXX";
static int dir;

/* A folder with a folder, a file and links in it. */
static int
make_place(void **state)
{
	(void)state;
	memset(place + strlen(place) - 6, 'X', 6);
	if (mkdtemp(place) == NULL)
		return -1;
	dir = open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return dir == -1 || mkdirat(dir, "in", 0700) == -1 ||
	       symlinkat("in", dir, "to-in") == -1 ||
	       symlinkat("/etc", dir, "out") == -1 ||
	       symlinkat("file", dir, "in/to-file") == -1;
}

static int
remove_place(void **state)
{
	(void)state;
	unlinkat(dir, "in/to-file", 0);
	unlinkat(dir, "in/file", 0);
	unlinkat(dir, "in", AT_REMOVEDIR);
	unlinkat(dir, "to-in", 0);
	unlinkat(dir, "out", 0);
	close(dir);
	return rmdir(place);
}

static void
opens(const char *path, int flags)
{
	int fd = publish_openat(dir, path, flags);

	assert_int_not_equal(fd, -1);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	close(fd);
}

static void
refuses(const char *path, int flags, int error)
{
	assert_int_equal(publish_openat(dir, path, flags), -1);
	if (error != 0)
		assert_int_equal(errno, error);
}

static void
opens_beneath_only(void **state)
{
	struct stat st;

	(void)state;
	opens("in/file", O_WRONLY | O_CREAT | O_EXCL);
	assert_int_equal(fstatat(dir, "in/file", &st, 0), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	refuses("in/file", O_WRONLY | O_CREAT | O_EXCL, EEXIST);
	opens("in/file", O_RDONLY);
	opens("in//file", O_RDONLY);
	opens("./in/./file", O_RDONLY);
	opens("in/", O_RDONLY | O_DIRECTORY);
	opens(".", O_RDONLY | O_DIRECTORY);
	opens("in", O_TMPFILE | O_RDWR);
	refuses("", O_RDONLY, ENOENT);
	refuses("in/none", O_RDONLY, ENOENT);
	refuses("none/file", O_RDONLY, ENOENT);
	refuses("in/file/x", O_RDONLY, ENOTDIR);
	refuses("in/file", O_RDONLY | O_DIRECTORY, ENOTDIR);
	refuses("/etc/passwd", O_RDONLY, EXDEV);
	refuses("../x", O_RDONLY, EXDEV);
	refuses("in/../../x", O_RDONLY, EXDEV);
	refuses("in/to-file", O_RDONLY, ELOOP);
	refuses("in/to-file", O_WRONLY | O_CREAT, ELOOP);
	refuses("to-in/file", O_RDONLY, 0);
	refuses("out/passwd", O_RDONLY, 0);
	assert_int_equal(unlinkat(dir, "in/file", 0), 0);
}

/* As systemd does for a unit that may make no file that runs as another. */
static int
bar_openat2(void **state)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ALLOW);
	int rc = make_place(state);

	rc |= seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2), 0);
	rc |= seccomp_load(f);
	seccomp_release(f);
	return rc;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    opens_beneath_only, make_place, remove_place),
		cmocka_unit_test_setup_teardown(
		    opens_beneath_only, bar_openat2, remove_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
