/*
 * What a mail says itself, apart from the mails that it sends on or answers.
 */
#ifndef FORMATS_MAILUNWRAP_H
#define FORMATS_MAILUNWRAP_H

struct arena;

/* The text meant: a forward without its wrapper and quote marks, an answer
 * without what it answers.  subject (NULL: none) tells the two apart, or else
 * how much stands above.  Lines end with LF. */
char *mail_unwrap(struct arena *a, const char *text, const char *subject);

/* The subject of the mail that was sent on: without "Fwd:", "転送:" ... */
const char *mail_subject_meant(const char *subject);

/* What an answer answers to, as it quotes it; "" where it quotes nothing. */
char *mail_quoted(struct arena *a, const char *text, const char *subject);

#endif
