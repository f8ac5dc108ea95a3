/*
 * Words that the gate searches for must tell something: too short a one, or
 * one that stands in every second text, would stop everything or nothing.
 */
#ifndef FORMATS_TERMCARE_H
#define FORMATS_TERMCARE_H

struct arena;

/* What is wrong with a word as a term (alias, sensitive word), or NULL. */
const char *term_fault(struct arena *a, const char *word);
/* The same of a domain. */
const char *term_domain_fault(const char *domain);

#endif
