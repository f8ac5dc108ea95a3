/*
 * What a bundle asks of its readers: the requests to its audience that are open
 * that night.  A new one makes a bundle by itself.  And what the provider of
 * one submission is asked, by letter.
 */
#ifndef BATCH_ASKED_H
#define BATCH_ASKED_H

#include <stdbool.h>

struct bundle;
struct night;
struct roster_audience;

/* Into the bundle; whether one of them was not told yet. */
bool asked_list(
    struct night *n, const struct roster_audience *to, struct bundle *b);
/* What providers are asked goes out with the night's letters. */
void asked_tell_providers(struct night *n);
/* The bundle goes out. */
void asked_note(struct night *n, const struct bundle *b);

#endif
