#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/apart/crypt.h"
#include "batch/apart/server-main.h"
#include "batch/apart/worker-main.h"
#include "batch/apart/worker.h"
#include "batch/base/log.h"
#include "batch/cmd/cmd.h"
#include "batch/gate/gatesearcher.h"
#include "batch/gate/gateserver.h"
#include "formats/base/digest.h"

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *summary;
} commands[] = {
	{ "init", cmd_init, "make an empty hub" },
	{ "run", cmd_run, "the nightly run" },
	{ "status", cmd_status, "one verdict: last run, what waits for whom" },
	{ "show", cmd_show, "a package, case, item or run, with evidence" },
	{ "review", cmd_review, "what waits for an analyst" },
	{ "retraction", cmd_retraction,
	    "who has not acknowledged; close a silent one" },
	{ "explain", cmd_explain, "what a reason code means, what to do" },
	{ "report", cmd_report, "the quarterly or yearly report" },
	{ "check", cmd_check, "archive, journal, database and bundles agree" },
	{ "rebuild", cmd_rebuild, "make hub.db again" },
	{ "keys", cmd_keys, "enrol, list, expiring, rotate, revoke" },
	{ "pack", cmd_pack, "member: make a package" },
	{ "open", cmd_open, "member: verify and unpack bundles" },
};

static const struct server_task tasks[] = {
	{ WORKER_TASK, worker_setup, worker_work },
	{ GATESERVER_TASK, gatesearcher_setup, gatesearcher_serve },
};

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

/* Descriptors 0 to 2 must exist, or a database could become one of them. */
static void
fill_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= 2);
	if (fd > 2)
		close(fd);
}

static void
prepare_process(void)
{
	static const struct rlimit none = { 0, 0 };

	fill_descriptors();
	umask(077);
	/* Names of members and passphrases must not end in a core file. */
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
	/* libarchive wants it for names; no message depends on it. */
	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
}

static int
usage(FILE *to)
{
	size_t i;

	fputs("usage: toiyaba COMMAND ...\n\n", to);
	for (i = 0; i < COMMANDS; i++)
		fprintf(
		    to, "  %-10s %s\n", commands[i].name, commands[i].summary);
	fputs("\nman toiyaba says the rest.\n", to);
	return to == stdout ? 0 : EX_USAGE;
}

int
main(int argc, char **argv)
{
	size_t i;
	int rc;

	prepare_process();
	if (argc < 2)
		return usage(stderr);
	if (strcmp(argv[1], "--server") == 0)
		server_main(tasks, sizeof(tasks) / sizeof(tasks[0]));
	if (strcmp(argv[1], "--crypt") == 0)
		crypt_main(argc, argv);
	digest_setup();
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
		return usage(stdout);
	if (strcmp(argv[1], "--version") == 0) {
		puts("toiyaba " TOIYABA_VERSION);
		return 0;
	}
	for (i = 0; i < COMMANDS; i++) {
		if (strcmp(argv[1], commands[i].name) != 0)
			continue;
		rc = commands[i].run(argc - 1, argv + 1);
		if (fflush(stdout) == EOF || ferror(stdout))
			rc = log_worse(rc, EX_IOERR);
		return rc;
	}
	log_warn("unknown command: %s", argv[1]);
	return usage(stderr);
}
