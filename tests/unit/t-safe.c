/* A passphrase stays in the process that has it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "formats/base/safe.h"

static void
not_in_a_fork(void **state)
{
	static const char none[SAFE_TEXT];
	char *p = safe_put("correct horse");
	int status;
	pid_t pid;

	(void)state;
	assert_string_equal(p, "correct horse");
	pid = fork();
	assert_int_not_equal(pid, -1);
	if (pid == 0)
		_exit(memcmp(p, none, SAFE_TEXT) == 0 ? 0 : 1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_string_equal(p, "correct horse");
	safe_wipe(p);
	safe_wipe(NULL);
}

/* Of its mapping the kernel says: wiped on fork (wf), not dumped (dd). */
static void
not_in_a_core(void **state)
{
	char line[512], at[32], *p = safe_put("x");
	FILE *f = fopen("/proc/self/smaps", "r");
	unsigned here = 0, found = 0;

	(void)state;
	/* valgrind has maps of its own. */
	if (getenv("QUICK") != NULL)
		skip();
	assert_non_null(f);
	snprintf(at, sizeof(at), "%lx-", (unsigned long)(uintptr_t)p);
	while (fgets(line, sizeof(line), f) != NULL) {
		if (strncmp(line, at, strlen(at)) == 0)
			here = 1;
		if (here && strncmp(line, "VmFlags:", 8) == 0) {
			found = strstr(line, " wf") != NULL &&
				strstr(line, " dd") != NULL;
			break;
		}
	}
	fclose(f);
	assert_true(found);
	safe_wipe(p);
}

static void
cut(void **state)
{
	char text[2 * SAFE_TEXT], *p;

	(void)state;
	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	p = safe_put(text);
	assert_int_equal(strlen(p), SAFE_TEXT - 1);
	safe_wipe(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(not_in_a_fork),
		cmocka_unit_test(not_in_a_core),
		cmocka_unit_test(cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
