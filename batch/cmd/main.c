#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
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
#include "batch/base/tongue.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/help.h"
#include "batch/gate/gatesearcher.h"
#include "batch/gate/gateserver.h"
#include "formats/base/digest.h"
#include "formats/base/say.h"

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "init", cmd_init },
	{ "run", cmd_run },
	{ "status", cmd_status },
	{ "export", cmd_export },
	{ "find", cmd_find },
	{ "show", cmd_show },
	{ "review", cmd_review },
	{ "quarantine", cmd_quarantine },
	{ "retraction", cmd_retraction },
	{ "explain", cmd_explain },
	{ "report", cmd_report },
	{ "again", cmd_again },
	{ "check", cmd_check },
	{ "rebuild", cmd_rebuild },
	{ "backup", cmd_backup },
	{ "restore", cmd_restore },
	{ "keys", cmd_keys },
	{ "pack", cmd_pack },
	{ "open", cmd_open },
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
		fprintf(to, "  %-10s %s\n", commands[i].name,
		    help_summary(commands[i].name));
	fprintf(to, "\n%s\n", say(SAY_HELP_REST_OF_ALL, tongue()));
	return to == stdout ? 0 : EX_USAGE;
}

static bool
asks_for_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 ||
	       strcmp(word, "help") == 0;
}

static const struct command *
command_of(const char *name)
{
	size_t i;

	for (i = 0; i < COMMANDS; i++)
		if (strcmp(name, commands[i].name) == 0)
			return &commands[i];
	return NULL;
}

static int
unknown(const char *name)
{
	log_warn("unknown command: %s", name);
	return usage(stderr);
}

/* help VERB ...: as VERB --help ... */
static int
help_of(int argc, char **argv)
{
	static char help[] = "--help";
	const struct command *c = command_of(argv[2]);

	if (c == NULL)
		return unknown(argv[2]);
	argv[1] = argv[2];
	argv[2] = help;
	return c->run(argc - 1, argv + 1);
}

int
main(int argc, char **argv)
{
	const struct command *c;
	int rc;

	prepare_process();
	if (argc < 2)
		return usage(stderr);
	if (strcmp(argv[1], "--server") == 0)
		server_main(tasks, sizeof(tasks) / sizeof(tasks[0]));
	if (strcmp(argv[1], "--crypt") == 0)
		crypt_main(argc, argv);
	digest_setup();
	if (strcmp(argv[1], "help") == 0 && argc > 2)
		return help_of(argc, argv);
	if (asks_for_help(argv[1]))
		return usage(stdout);
	if (strcmp(argv[1], "--version") == 0) {
		puts("toiyaba " TOIYABA_VERSION);
		return 0;
	}
	c = command_of(argv[1]);
	if (c == NULL)
		return unknown(argv[1]);
	rc = c->run(argc - 1, argv + 1);
	if (fflush(stdout) == EOF || ferror(stdout))
		rc = log_worse(rc, EX_IOERR);
	return rc;
}
