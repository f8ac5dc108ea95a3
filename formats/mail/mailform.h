/*
 * The forms in which programs keep mails in files: Outlook's .msg and TNEF,
 * mbox of several, EMLX, with a byte order mark, in UTF-16, with CR for line
 * ends.  Each as the mails of the internet's form that it holds.
 */
#ifndef FORMATS_MAILFORM_H
#define FORMATS_MAILFORM_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/base/buf.h"
#include "formats/mail/mailshape.h"

struct arena;

struct mailform {
	const char *p; /* what is left of the file */
	size_t len;
	struct buf made; /* where it had to be written anew */
	bool mbox;
	enum mail_form form;
	bool partial; /* something in it could not be read */
};

/* Begins with a file; false: it is too large, or broken, so
 * that nothing can be read of it. */
bool mailform_open(struct mailform *f, const void *p, size_t len);
/* The next mail in it, the first one even where it is empty; false: no
 * more.  It lies in the file, in the form or in the arena. */
bool mailform_next(
    struct mailform *f, struct arena *a, const char **mail, size_t *len);
/* Past the line that an mbox has before each mail, if it is one. */
void mailform_skip_postmark(struct mailform *f);
void mailform_close(struct mailform *f);

#endif
