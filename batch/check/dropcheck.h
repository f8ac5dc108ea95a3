/*
 * Whether the SFTP drop lets a member do what it must and nothing else: tried
 * with OpenSSH's own client as an account that has what members' accounts
 * have (toiyaba-drop probe), because what a configuration says and what sshd
 * makes of it differ.
 */
#ifndef BATCH_DROPCHECK_H
#define BATCH_DROPCHECK_H

#include <stddef.h>

struct hub;

/* Says each thing that should have worked, or failed, and did not, and returns
 * how many; *tried is how many there were.  What was put there is taken away.
 * Ends the program with EX_CONFIG where hub.conf names no account, and with
 * EX_UNAVAILABLE where it cannot be logged in to. */
size_t dropcheck(struct hub *h, size_t *tried);

#endif
