/*
 * What was found, told: JSON, or text for a terminal.
 */
#ifndef BATCH_TELLFIND_H
#define BATCH_TELLFIND_H

struct find_answer;
struct tell;
struct wanted;

void tell_found(
    struct tell *t, const struct wanted *w, const struct find_answer *found);

#endif
