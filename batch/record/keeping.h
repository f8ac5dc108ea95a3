/*
 * What has lain in the outbox for longer than hub.conf says (`keep`) goes from
 * there: letters, previews, bundles and states, with all their names.  Only
 * what a run put there that has put all of its own there; by the time of the
 * run, so that the same night removes the same.  A past bundle can be made
 * again (replay.h).
 */
#ifndef BATCH_KEEPING_H
#define BATCH_KEEPING_H

struct night;

void keeping(struct night *n);

#endif
