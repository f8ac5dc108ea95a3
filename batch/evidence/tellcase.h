/*
 * What is known of a case, told: JSON, or text for a terminal.
 */
#ifndef BATCH_TELLCASE_H
#define BATCH_TELLCASE_H

#include <stddef.h>

struct case_evidence;
struct proposal;
struct tell;
struct unread;

void tell_case(struct tell *t, const struct case_evidence *e);
/* As a list of the map that is open. */
void tell_unread(struct tell *t, const struct unread *list, size_t count);
/* Who confirmed a ruling, or what became of it. */
void tell_second(struct tell *t, const char *second);
/* Class and reasons, as values of the map that is open. */
void tell_proposal(struct tell *t, const struct proposal *p);

#endif
