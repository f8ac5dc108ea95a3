/*
 * A mail sent on in the text of another: what mail programs write around it,
 * and whose it is.  Knows texts only; links of HTML stand in them between
 * MAILFORWARD_LINK and MAILFORWARD_END, so that it can be told on which side
 * of the wrapper each of them is.
 */
#ifndef FORMATS_MAILFORWARD_H
#define FORMATS_MAILFORWARD_H

#include <stdbool.h>
#include <stddef.h>

#define MAILFORWARD_LINK '\1'
#define MAILFORWARD_END	 '\2'

struct arena;

struct mailforward {
	bool found;    /* it sends another mail on */
	bool deeper;   /* more levels than are read: nobody knows whose */
	bool answered; /* it holds the head of one, and answers it, or may */
	bool foreign;  /* ... in words that are not known here */
	/* The innermost mail; where none was found, the text without what it
	 * answers. */
	const char *text;
	const char *note; /* what was written around it, of all levels */
	/* As the innermost head has them, or that of the mail answered; NULL:
	 * not said. */
	const char *from, *reply_to, *subject, *date;
	/* Fields that name those who got it, or sent it on. */
	const char **people;
	size_t people_count;
};

/* subject (NULL: none) tells a forward from an answer, or else how much
 * stands above; own: the text is of the reader's own people, who have reason
 * to send mails on.  Lines end with LF. */
void mailforward_read(struct arena *a, const char *text, const char *subject,
    bool own, struct mailforward *out);
/* The text without links in it; s itself where it has none. */
const char *mailforward_plain(struct arena *a, const char *s);
/* Where the signature below a text begins: a line of "-- " or a rule, not
 * far from the end; the length where there is none. */
size_t mailforward_signature(const char *text);

/* The text meant: a forward without its wrapper and quote marks, an answer
 * without what it answers. */
const char *mail_unwrap(struct arena *a, const char *text, const char *subject);
/* The subject of the mail that was sent on: without "Fwd:", "転送:" ... */
const char *mail_subject_meant(const char *subject);
/* Whether the subject says that it sends one on, or answers. */
bool mail_subject_sends(const char *subject);
bool mail_subject_answers(const char *subject);
/* What an answer answers to, as it quotes it; "" where it quotes nothing. */
char *mail_quoted(struct arena *a, const char *text, const char *subject);

#endif
