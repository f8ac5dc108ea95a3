/*
 * What a process may still do: rlimits, Landlock and seccomp.  What the kernel
 * has and refuses ends the process.  A kernel without Landlock is no error: a
 * worker is confined by seccomp alone, which refuses it the same calls; the
 * crypt process then reads and writes whatever its account may, and only the
 * calls that gpg never needs are refused.
 */
#ifndef BATCH_LOCKDOWN_H
#define BATCH_LOCKDOWN_H

enum lockdown_role {
	LOCKDOWN_WORKER, /* memory and its three descriptors: no file,
			    socket, exec, fork, key */
	LOCKDOWN_SERVER, /* the same and its socket; it may fork, and the
			    fork lock itself down as a worker */
	LOCKDOWN_CRYPT	 /* gpg below it: no socket but AF_UNIX; by
			    Landlock, programs and /etc to read, and to
			    write the named directories only */
};

/* In the process itself, after set-up and before the first outside byte.
 * dirs: NULL-terminated list of directories LOCKDOWN_CRYPT may write. */
void lockdown(enum lockdown_role role, const char *const *dirs);
/* Highest Landlock ABI of the running kernel; 0: none. */
int lockdown_abi(void);
/* What such a kernel leaves to the crypt process that it should not have;
 * NULL: nothing. */
const char *lockdown_gap(int abi);

#endif
