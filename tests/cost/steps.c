/*
 * Steps of SQLite's machine that a process took, and its own CPU, added to the
 * file that STEPS names when it ends.  Put before the program by LD_PRELOAD.
 */
#include <dlfcn.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static unsigned long long steps;

int
sqlite3_step(sqlite3_stmt *s)
{
	static int (*real)(sqlite3_stmt * s);
	int rc;

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "sqlite3_step");
	rc = real(s);
	steps += (unsigned long long)sqlite3_stmt_status(
	    s, SQLITE_STMTSTATUS_VM_STEP, 1);
	return rc;
}

static void __attribute__((destructor)) tell(void)
{
	const char *path = getenv("STEPS");
	struct rusage r;
	FILE *f;

	if (path == NULL || steps == 0 || (f = fopen(path, "a")) == NULL)
		return;
	getrusage(RUSAGE_SELF, &r);
	fprintf(f, "%llu %ld\n", steps,
	    (long)(r.ru_utime.tv_sec * 1000 + r.ru_utime.tv_usec / 1000));
	fclose(f);
}
