#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/apart/lockdown.h"
#include "batch/base/log.h"
#include "formats/base/mem.h"

/* Debian 12's header knows ABI 2 only; the numbers are the kernel's. */
#define LL_CREATE   444
#define LL_ADD_RULE 445
#define LL_RESTRICT 446
#define LL_VERSION  1U
#define LL_PATH	    1

#define FS_EXECUTE   (1ULL << 0)
#define FS_WRITE     (1ULL << 1)
#define FS_READ_FILE (1ULL << 2)
#define FS_READ_DIR  (1ULL << 3)
#define FS_ABI1	     ((1ULL << 13) - 1)
#define FS_REFER     (1ULL << 13) /* ABI 2 */
#define FS_TRUNCATE  (1ULL << 14) /* ABI 3 */
#define FS_IOCTL     (1ULL << 15) /* ABI 5 */
#define NET_ALL	     3ULL	  /* ABI 4: bind, connect TCP */
#define SCOPE_ALL    3ULL	  /* ABI 6: abstract sockets, signals */

struct ruleset {
	uint64_t fs, net, scoped;
};

struct path_rule {
	uint64_t allowed;
	int32_t fd;
} __attribute__((packed));

int
lockdown_abi(void)
{
	long v;

	v = syscall(LL_CREATE, NULL, 0, LL_VERSION);
	return v < 0 ? 0 : (int)v;
}

const char *
lockdown_gap(int abi)
{
	if (abi == 0)
		return "gpg may read and write whatever its account may";
	return abi < 3 ? "gpg may truncate whatever its account may" : NULL;
}

static void
fail(const char *mechanism)
{
	log_fatal(EX_SOFTWARE, "lock-down: %s: %s", mechanism, strerror(errno));
}

static uint64_t
fs_rights(int abi)
{
	return FS_ABI1 | (abi >= 2 ? FS_REFER : 0) |
	       (abi >= 3 ? FS_TRUNCATE : 0) | (abi >= 5 ? FS_IOCTL : 0);
}

static void
allow(int ruleset, const char *path, uint64_t rights)
{
	struct path_rule rule = { .allowed = rights };

	rule.fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.fd == -1)
		return;
	if (syscall(LL_ADD_RULE, ruleset, LL_PATH, &rule, 0) == -1)
		fail("landlock rule");
	close(rule.fd);
}

/* What gpg and its agent read, and where they write. */
static void
allow_crypt(int ruleset, int abi, const char *const *dirs)
{
	static const char *const programs[] = { "/usr", "/bin", "/lib",
		"/lib64", "/sbin" };
	static const char *const readable[] = { "/etc", "/proc" };
	uint64_t read = FS_READ_FILE | FS_READ_DIR;
	size_t i;

	for (i = 0; i < sizeof(programs) / sizeof(programs[0]); i++)
		allow(ruleset, programs[i], read | FS_EXECUTE);
	for (i = 0; i < sizeof(readable) / sizeof(readable[0]); i++)
		allow(ruleset, readable[i], read);
	allow(ruleset, "/dev/null",
	    FS_READ_FILE | FS_WRITE | (abi >= 3 ? FS_TRUNCATE : 0));
	allow(ruleset, "/dev/urandom", FS_READ_FILE);
	allow(ruleset, "/dev/random", FS_READ_FILE);
	for (i = 0; dirs != NULL && dirs[i] != NULL; i++)
		allow(ruleset, dirs[i], fs_rights(abi) & ~FS_EXECUTE);
}

/*
 * A kernel without Landlock is no error: seccomp below refuses the same calls
 * to a worker, but leaves files to the crypt process, for gpg has to open
 * some.  A kernel that has Landlock and refuses it is.
 */
static void
landlock(enum lockdown_role role, const char *const *dirs)
{
	struct ruleset r = { 0 };
	size_t size;
	int abi, fd;

	abi = lockdown_abi();
	if (abi == 0)
		return;
	r.fs = fs_rights(abi);
	r.net = abi >= 4 ? NET_ALL : 0;
	/* gpg talks to its agent, which it starts itself: both are inside. */
	r.scoped = abi >= 6 ? SCOPE_ALL : 0;
	size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
	fd = (int)syscall(LL_CREATE, &r, size, 0);
	if (fd == -1)
		fail("landlock");
	if (role == LOCKDOWN_CRYPT)
		allow_crypt(fd, abi, dirs);
	if (syscall(LL_RESTRICT, fd, 0) == -1)
		fail("landlock");
	close(fd);
}

/* What is needed to compute, and to read and write descriptors that are
 * open. */
static const int worker_calls[] = {
	SCMP_SYS(read),
	SCMP_SYS(write),
	SCMP_SYS(readv),
	SCMP_SYS(writev),
	SCMP_SYS(pread64),
	SCMP_SYS(close),
	SCMP_SYS(fstat),
	SCMP_SYS(lseek),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(brk),
	SCMP_SYS(madvise),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(futex),
	SCMP_SYS(getrandom),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(sysinfo),
	SCMP_SYS(sched_yield),
	SCMP_SYS(uname),
	SCMP_SYS(time),
	SCMP_SYS(set_robust_list),
	SCMP_SYS(rseq),
};

/* Libraries try these, and go on where they are refused. */
static const int worker_denied[] = {
	SCMP_SYS(open),
	SCMP_SYS(openat),
	SCMP_SYS(openat2),
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2),
	SCMP_SYS(stat),
	SCMP_SYS(lstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(statx),
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
	SCMP_SYS(getcwd),
	SCMP_SYS(ioctl),
	SCMP_SYS(fcntl),
};

/* What a server needs besides: to be asked, and to fork. */
static const int server_calls[] = {
	SCMP_SYS(recvmsg),
	SCMP_SYS(sendmsg),
	SCMP_SYS(dup2),
	SCMP_SYS(dup3),
};

/* What a worker needs to lock itself down, too. */
static const int before_worker[] = {
	SCMP_SYS(close_range),
	SCMP_SYS(setrlimit),
	LL_CREATE,
	LL_ADD_RULE,
	LL_RESTRICT,
};

static int
add_calls(scmp_filter_ctx f, uint32_t action, const int *calls, size_t count)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < count; i++)
		rc |= seccomp_rule_add(f, action, calls[i], 0);
	return rc;
}

#define CALLS(list) list, sizeof(list) / sizeof((list)[0])

/* What worker and server may and may not alike. */
static int
reader_rules(scmp_filter_ctx f)
{
	int rc;

	rc = add_calls(f, SCMP_ACT_ALLOW, CALLS(worker_calls)) |
	     add_calls(f, SCMP_ACT_ERRNO(EACCES), CALLS(worker_denied));
	/* Memory may be mapped, but never to be executed. */
	rc |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, 4, 0));
	rc |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, 4, 0));
	return rc;
}
static int
worker_rules(scmp_filter_ctx f)
{
	return reader_rules(f) | seccomp_rule_add(f, SCMP_ACT_ERRNO(EACCES),
				     SCMP_SYS(prlimit64), 0);
}

/* Of prctl() what makes a process tighter. */
static const int tightening[] = { PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS,
	PR_SET_DUMPABLE, PR_SET_SECCOMP };

static int
server_rules(scmp_filter_ctx f)
{
	int rc = reader_rules(f) |
		 add_calls(f, SCMP_ACT_ALLOW, CALLS(server_calls)) |
		 add_calls(f, SCMP_ACT_ALLOW, CALLS(before_worker));
	size_t i;

	for (i = 0; i < sizeof(tightening) / sizeof(tightening[0]); i++)
		rc |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
		    SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)tightening[i], 0));
	/* Limits of its own, and of nobody else. */
	rc |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
	    SCMP_A0(SCMP_CMP_EQ, 0, 0));
	rc |= seccomp_rule_add(f, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(prlimit64),
	    1, SCMP_A0(SCMP_CMP_NE, 0, 0));
	/* A child for the hub: no thread, no namespace. */
	rc |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
	    SCMP_A0(SCMP_CMP_EQ, CLONE_PARENT | SIGCHLD, 0));
	return rc;
}

/* gpg is a program with children: what it never needs is refused. */
static const int crypt_denied[] = {
	SCMP_SYS(ptrace),
	SCMP_SYS(mount),
	SCMP_SYS(umount2),
	SCMP_SYS(bpf),
	SCMP_SYS(io_uring_setup),
	SCMP_SYS(unshare),
	SCMP_SYS(setns),
	SCMP_SYS(keyctl),
	SCMP_SYS(add_key),
	SCMP_SYS(request_key),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(init_module),
	SCMP_SYS(finit_module),
	SCMP_SYS(delete_module),
	SCMP_SYS(kexec_load),
	SCMP_SYS(kexec_file_load),
	SCMP_SYS(reboot),
	SCMP_SYS(swapon),
	SCMP_SYS(swapoff),
	SCMP_SYS(pivot_root),
	SCMP_SYS(chroot),
	SCMP_SYS(acct),
	SCMP_SYS(quotactl),
};

static int
crypt_rules(scmp_filter_ctx f)
{
	return add_calls(f, SCMP_ACT_ERRNO(EPERM), CALLS(crypt_denied)) |
	       seccomp_rule_add(f, SCMP_ACT_ERRNO(EAFNOSUPPORT),
		   SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_NE, AF_UNIX, 0));
}

static const struct role {
	int (*rules)(scmp_filter_ctx f);
	uint32_t otherwise; /* of what no rule speaks */
} roles[] = {
	[LOCKDOWN_WORKER] = { worker_rules, SCMP_ACT_KILL_PROCESS },
	[LOCKDOWN_SERVER] = { server_rules, SCMP_ACT_KILL_PROCESS },
	[LOCKDOWN_CRYPT] = { crypt_rules, SCMP_ACT_ALLOW },
};

/* The filter of each role as the kernel takes it, once it was made. */
static struct sock_fprog filters[sizeof(roles) / sizeof(roles[0])];

static void
read_filter(struct sock_fprog *out, int fd)
{
	off_t size = lseek(fd, 0, SEEK_END);

	if (size <= 0)
		fail("seccomp");
	out->filter = mem_alloc((size_t)size);
	if (pread(fd, out->filter, (size_t)size, 0) != size)
		fail("seccomp");
	out->len = (unsigned short)((size_t)size / sizeof(out->filter[0]));
}

/* Making it is dear beside loading it, so a server makes it for all. */
static void
make_filter(enum lockdown_role role)
{
	scmp_filter_ctx f;
	int fd;

	if (filters[role].filter != NULL)
		return;
	f = seccomp_init(roles[role].otherwise);
	fd = memfd_create("filter", MFD_CLOEXEC);
	if (f == NULL || fd == -1 || roles[role].rules(f) != 0 ||
	    seccomp_export_bpf(f, fd) != 0)
		fail("seccomp");
	read_filter(&filters[role], fd);
	close(fd);
	seccomp_release(f);
}

static void
load_filter(enum lockdown_role role)
{
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filters[role], 0, 0) ==
	    -1)
		fail("seccomp");
}

#define WORKER_MEMORY (2ULL << 30)

static void
limit(int what, rlim_t most)
{
	struct rlimit r = { most, most };

	if (setrlimit(what, &r) == -1)
		fail("rlimit");
}

/* The package is mapped whole, so its size comes on top of the memory that a
 * worker may use. */
static void
worker_limits(void)
{
	off_t size = lseek(0, 0, SEEK_END);

	limit(RLIMIT_AS, WORKER_MEMORY + (rlim_t)(size > 0 ? size : 0));
	limit(RLIMIT_CPU, 240);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_NOFILE, 16);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_NPROC, 0);
}

/* It never writes to a file, and has few descriptors at a time. */
static void
server_limits(void)
{
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_NOFILE, 16);
	limit(RLIMIT_CORE, 0);
}

/* Descriptors and limits of a process that reads what an outsider wrote, or
 * begets such. */
static void
strip(enum lockdown_role role)
{
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == -1)
		fail("dumpable");
	if (syscall(SYS_close_range, role == LOCKDOWN_SERVER ? 4U : 3U, ~0U,
		0U) == -1)
		fail("close_range");
	if (role == LOCKDOWN_SERVER)
		server_limits();
	else
		worker_limits();
}

void
lockdown(enum lockdown_role role, const char *const *dirs)
{
	make_filter(role);
	if (role == LOCKDOWN_SERVER)
		make_filter(LOCKDOWN_WORKER);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		fail("no_new_privs");
	if (role == LOCKDOWN_CRYPT)
		limit(RLIMIT_CORE, 0);
	else
		strip(role);
	landlock(role, dirs);
	load_filter(role);
}
