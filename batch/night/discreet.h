/*
 * What the hub says of a package in passing: why it was refused, what a person
 * must look at, the run's page.  It names packages by path and digest, members
 * by their ids, and codes; a name, an address or a domain of a member that
 * came in with the bytes stands in none of it.
 */
#ifndef BATCH_DISCREET_H
#define BATCH_DISCREET_H

#include <stddef.h>

struct gate_file;
struct night;
struct refusal;

/* The refusal's detail with every name masked, ids of members apart; a sentence
 * in its place where a name is hidden too well to be masked. */
void discreet_refusal(struct night *n, struct refusal *why);
/* The kind of name that stands in one of the files, ids of members apart; or
 * NULL. */
const char *discreet_hit(
    struct night *n, const struct gate_file *files, size_t count);

#endif
