#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/base/tongue.h"
#include "formats/base/mem.h"
#include "formats/base/retell.h"

static bool progress_shown;
static const char *disk;

static void __attribute__((format(printf, 1, 0)))
put_line(const char *fmt, va_list ap)
{
	struct arena *a;

	log_progress(NULL);
	fputs("toiyaba: ", stderr);
	if (tongue() == LANG_EN)
		vfprintf(stderr, fmt, ap);
	else {
		a = arena_new();
		fputs(retell_printf(a, tongue(), fmt, ap), stderr);
		arena_free(a);
	}
	fputc('\n', stderr);
}

void
log_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put_line(fmt, ap);
	va_end(ap);
}

void
log_info(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put_line(fmt, ap);
	va_end(ap);
}

void
log_disk(const char *path)
{
	disk = path;
}

/* An operator who is woken wants to know which disk. */
static void
say_what_is_left(void)
{
	struct statvfs v;

	if (disk != NULL && statvfs(disk, &v) == 0)
		log_warn("%llu KiB are left on the file system of %s",
		    (unsigned long long)v.f_bavail * v.f_frsize / 1024, disk);
}

void
log_fatal(int code, const char *fmt, ...)
{
	bool full = errno == ENOSPC || errno == EDQUOT;
	va_list ap;

	va_start(ap, fmt);
	put_line(fmt, ap);
	va_end(ap);
	if (full)
		say_what_is_left();
	exit(code);
}

void
log_progress(const char *fmt, ...)
{
	va_list ap;

	if (fmt == NULL) {
		if (progress_shown)
			fputs("\r\033[K", stderr);
		progress_shown = false;
		return;
	}
	if (!isatty(STDERR_FILENO))
		return;
	fputs("\r\033[K", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, tongue_form(fmt), ap);
	va_end(ap);
	fflush(stderr);
	progress_shown = true;
}

int
log_worse(int a, int b)
{
	static const int worst_first[] = { EX_CONFIG, EX_SOFTWARE, EX_IOERR,
		EX_NOPERM, EX_UNAVAILABLE, EX_TEMPFAIL, EXIT_ATTENTION, 0 };
	size_t i;

	for (i = 0; i < sizeof(worst_first) / sizeof(worst_first[0]); i++)
		if (a == worst_first[i] || b == worst_first[i])
			return worst_first[i];
	return a > b ? a : b;
}
