/*
 * The stage rule: what people decided takes effect, before cases are made of
 * what came in.
 */
#ifndef BATCH_RULE_H
#define BATCH_RULE_H

struct night;

/* Takes what the roster distrusts, what members withdrew and answered and what
 * analysts ruled since the last night, in the order in which they wrote it;
 * gives it effect on cases, items and previews. */
void rule(struct night *n);

#endif
