/*
 * Normal form of mail texts, by which two mails are the same attack: what is
 * written for one recipient only is a slot, what only dresses the text is
 * dropped.  Used for matching and as evidence, never sent outward.
 */
#ifndef FORMATS_MAILNORM_H
#define FORMATS_MAILNORM_H

#include <stddef.h>

struct arena;

/* The text meant: a forward without its wrapper and quote marks, an answer
 * without what it answers.  subject (NULL: none) tells the two apart, or else
 * how much stands above.  Lines end with LF. */
char *mail_unwrap(struct arena *a, const char *text, const char *subject);

/* The subject of the mail that was sent on: without "Fwd:", "転送:" ... */
const char *mail_subject_meant(const char *subject);

/* What an answer answers to, as it quotes it; "" where it quotes nothing. */
char *mail_quoted(struct arena *a, const char *text, const char *subject);

/*
 * Normal form of a text: unwrapped, NFKC, case folded, letters that look
 * alike made one, format characters dropped, white space to one blank or line
 * end; URL -> U,
 * address -> A, number -> 0, token of letters and digits -> T, whom a line
 * greets -> N.
 */
char *mail_norm(struct arena *a, const char *text, const char *subject);
/* Normal form of a subject: as mail_norm, Re:/Fw:/【】 prefixes dropped. */
char *mail_norm_subject(struct arena *a, const char *subject);

struct mailnames;

/*
 * Names of recipients (organisations, people, hosts), as people write them.
 * Those of one letter, or of two of ASCII, count with their company form only,
 * and are passed over where they have none.  In the arena.
 */
struct mailnames *mailnames_new(
    struct arena *a, const char *const *names, size_t count);
/* A normal form in which every name of the book is a slot (N), together with
 * the company forms beside it.  book may be NULL.  In the arena. */
char *mailnames_apply(
    const struct mailnames *book, struct arena *a, const char *norm);

#endif
