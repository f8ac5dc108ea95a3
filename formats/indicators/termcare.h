/*
 * Words that the gate searches for must tell something: too short a one, or
 * one that stands in every second text, would stop everything or nothing.
 */
#ifndef FORMATS_TERMCARE_H
#define FORMATS_TERMCARE_H

struct arena;

/* Normal forms shorter than this are no terms. */
#define TERM_MIN_LATIN 4
#define TERM_MIN_OTHER 6 /* bytes: two kanji or kana */

/* What is wrong with a word as a term (alias, sensitive word), or NULL. */
const char *term_fault(struct arena *a, const char *word);
/* The same of a domain. */
const char *term_domain_fault(const char *domain);

#endif
