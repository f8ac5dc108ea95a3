/*
 * Normal form of mail texts, by which two mails are the same attack: what is
 * written for one recipient only is a slot, what only dresses the text is
 * dropped.  Used for matching and as evidence, never sent outward.
 */
#ifndef FORMATS_MAILNORM_H
#define FORMATS_MAILNORM_H

#include <stddef.h>

struct arena;

/*
 * Normal form of a text: unwrapped, NFKC, case folded, letters that look
 * alike made one, format characters dropped, white space to one blank or line
 * end; URL -> U,
 * address -> A, number -> 0, token of letters and digits -> T, whom a line
 * greets -> N.
 */
char *mail_norm(struct arena *a, const char *text, const char *subject);
/* The same of a text that is unwrapped already. */
char *mail_norm_meant(struct arena *a, const char *text);
/* Normal form of a subject: as mail_norm, Re:/Fw:/【】 prefixes dropped. */
char *mail_norm_subject(struct arena *a, const char *subject);

#endif
