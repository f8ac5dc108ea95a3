/*
 * as-unit CALLS PROGRAM ARGUMENT...: runs the program as the shipped unit does,
 * as far as that is a matter of system calls; CALLS is a file of those that the
 * unit's SystemCallFilter= allows, one a line.  Besides them it does what
 * systemd 252 does for RestrictSUIDSGID=, RestrictNamespaces=,
 * MemoryDenyWriteExecute=, RestrictRealtime=, RestrictAddressFamilies=AF_UNIX
 * and LockPersonality=.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <seccomp.h>

static scmp_filter_ctx filter;

static void
rule(uint32_t action, int call, unsigned count, const struct scmp_arg_cmp *args)
{
	int rc = seccomp_rule_add_array(filter, action, call, count, args);

	if (rc != 0)
		errx(70, "a rule is not taken: %s", strerror(-rc));
}

static void
bar(int call, int error)
{
	rule(SCMP_ACT_ERRNO((uint32_t)error), call, 0, NULL);
}

static struct scmp_arg_cmp
has_bits(unsigned n, scmp_datum_t mask)
{
	return (struct scmp_arg_cmp){ n, SCMP_CMP_MASKED_EQ, mask, mask };
}

/* Where all bits of mask stand in argument n. */
static void
bar_bits(int call, unsigned n, scmp_datum_t mask)
{
	const struct scmp_arg_cmp a = has_bits(n, mask);

	rule(SCMP_ACT_ERRNO(EPERM), call, 1, &a);
}

/* Where argument n is not the value. */
static void
bar_others(int call, unsigned n, scmp_datum_t value, int error)
{
	const struct scmp_arg_cmp a = { n, SCMP_CMP_NE, value, 0 };

	rule(SCMP_ACT_ERRNO((uint32_t)error), call, 1, &a);
}

static void
load(void)
{
	int rc;

	seccomp_attr_set(filter, SCMP_FLTATR_CTL_NNP, 1);
	rc = seccomp_load(filter);
	if (rc != 0)
		errx(70, "the filter is not taken: %s", strerror(-rc));
	seccomp_release(filter);
}

static void
allow_only(const char *calls)
{
	char name[80];
	FILE *f = fopen(calls, "re");
	int call;

	if (f == NULL)
		err(66, "%s", calls);
	filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	while (fscanf(f, "%79s", name) == 1) {
		call = seccomp_syscall_resolve_name(name);
		if (call >= 0)
			rule(SCMP_ACT_ALLOW, call, 0, NULL);
	}
	fclose(f);
	/* By which the next filter comes, and the program. */
	load();
}

/* Which argument is the mode; of what opens, which has the flags, too: without
 * O_CREAT the mode is nothing. */
static const struct {
	int call;
	unsigned mode, flags;
} chmods[] = { { SCMP_SYS(chmod), 1, 0 }, { SCMP_SYS(fchmod), 1, 0 },
	{ SCMP_SYS(fchmodat), 2, 0 }, { SCMP_SYS(mkdir), 1, 0 },
	{ SCMP_SYS(mkdirat), 2, 0 }, { SCMP_SYS(creat), 1, 0 },
	{ SCMP_SYS(mknod), 1, 0 }, { SCMP_SYS(mknodat), 2, 0 },
	{ SCMP_SYS(open), 2, 1 }, { SCMP_SYS(openat), 3, 2 } };

static void
bar_mode(size_t i, mode_t bit)
{
	const struct scmp_arg_cmp args[] = { has_bits(chmods[i].mode, bit),
		has_bits(chmods[i].flags, O_CREAT) };

	rule(SCMP_ACT_ERRNO(EPERM), chmods[i].call,
	    chmods[i].flags == 0 ? 1 : 2, args);
}

static const unsigned namespaces[] = { CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC,
	CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWCGROUP };

static void
tighten(void)
{
	size_t i;

	filter = seccomp_init(SCMP_ACT_ALLOW);
	bar(SCMP_SYS(openat2), ENOSYS);
	bar(SCMP_SYS(clone3), ENOSYS);
	for (i = 0; i < sizeof(chmods) / sizeof(chmods[0]); i++) {
		bar_mode(i, S_ISUID);
		bar_mode(i, S_ISGID);
	}
	for (i = 0; i < sizeof(namespaces) / sizeof(namespaces[0]); i++) {
		bar_bits(SCMP_SYS(clone), 0, namespaces[i]);
		bar_bits(SCMP_SYS(unshare), 0, namespaces[i]);
	}
	bar(SCMP_SYS(setns), EPERM);
	bar_bits(SCMP_SYS(mmap), 2, PROT_WRITE | PROT_EXEC);
	bar_bits(SCMP_SYS(mprotect), 2, PROT_EXEC);
	bar_bits(SCMP_SYS(pkey_mprotect), 2, PROT_EXEC);
	bar_bits(SCMP_SYS(shmat), 2, 0100000 /* SHM_EXEC */);
	bar_others(SCMP_SYS(sched_setscheduler), 1, SCHED_OTHER, EPERM);
	bar_others(SCMP_SYS(socket), 0, AF_UNIX, EAFNOSUPPORT);
	bar(SCMP_SYS(personality), EPERM);
	load();
}

int
main(int argc, char *argv[])
{
	if (argc < 3)
		errx(64, "usage: as-unit CALLS PROGRAM ARGUMENT...");
	allow_only(argv[1]);
	tighten();
	execvp(argv[2], argv + 2);
	err(69, "%s", argv[2]);
}
