/*
 * Organisations by numbers, equal for equal ones: members of one group are one.
 * Dealt in one view, they mean nothing in another.
 */
#ifndef BATCH_TOKENS_H
#define BATCH_TOKENS_H

struct night;
struct tokens;

struct tokens *tokens_new(struct night *n);
void tokens_free(struct tokens *t);
/* From 1 on. */
unsigned tokens_deal(struct tokens *t, const char *member);
unsigned tokens_count(const struct tokens *t);

#endif
