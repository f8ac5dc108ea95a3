/*
 * Looked at before a night begins, while nothing is taken yet: kernel, clock,
 * roster, keys.  A slip is said by night_attention(); what would make the night
 * do harm ends the program with EX_CONFIG.
 */
#ifndef BATCH_CARE_H
#define BATCH_CARE_H

struct night;

void care(struct night *n);

#endif
