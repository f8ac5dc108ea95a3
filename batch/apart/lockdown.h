/*
 * What a process may still do, as one table: rlimits, Landlock and seccomp.
 * A lock-down that cannot be had ends the process: never a silent no-op.
 */
#ifndef BATCH_LOCKDOWN_H
#define BATCH_LOCKDOWN_H

enum lockdown_role {
	LOCKDOWN_WORKER, /* memory and its three descriptors: no file,
			    socket, exec, fork, key */
	LOCKDOWN_CRYPT	 /* gpg below it: AF_UNIX only, keyring and
			    agent directory only */
};

/* In the process itself, after set-up and before the first outside byte.
 * dirs: NULL-terminated list of directories LOCKDOWN_CRYPT may write. */
void lockdown(enum lockdown_role role, const char *const *dirs);
/* Highest Landlock ABI of the running kernel; 0: none. */
int lockdown_abi(void);

#endif
