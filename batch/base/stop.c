#include <signal.h>
#include <stddef.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/base/stop.h"

/* A step that takes longer is broken off. */
#define STOP_SECONDS 4

static const int signals[] = { SIGTERM, SIGINT, SIGHUP };

static volatile sig_atomic_t asked;

/* A stage that is long about a step: to be killed is safe, too. */
static void
end_now(int sig)
{
	static const char text[] =
	    "toiyaba: asked to end in the midst of a step; what was decided is safe, run again\n";

	(void)sig;
	if (write(STDERR_FILENO, text, sizeof(text) - 1) == -1)
		_exit(EX_IOERR);
	_exit(EX_TEMPFAIL);
}

static void
ask(int sig)
{
	struct sigaction sa = { .sa_handler = end_now };

	if (asked != 0)
		return;
	asked = sig;
	sigemptyset(&sa.sa_mask);
	sigaction(SIGALRM, &sa, NULL);
	alarm(STOP_SECONDS);
}

void
stop_install(void)
{
	struct sigaction sa = { .sa_handler = ask, .sa_flags = SA_RESTART };
	size_t i;

	sigemptyset(&sa.sa_mask);
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		sigaction(signals[i], &sa, NULL);
}

bool
stop_asked(void)
{
	return asked != 0;
}

void
stop_here(void)
{
	if (asked != 0)
		log_fatal(EX_TEMPFAIL,
		    "asked to end; what was decided is safe, run again");
}

void
stop_shield(posix_spawnattr_t *attr)
{
	sigset_t set;
	size_t i;

	sigemptyset(&set);
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		sigaddset(&set, signals[i]);
	posix_spawnattr_init(attr);
	posix_spawnattr_setsigmask(attr, &set);
	posix_spawnattr_setflags(attr, POSIX_SPAWN_SETSIGMASK);
}
