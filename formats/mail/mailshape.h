/*
 * How a mail lay in its file, or in the mail that it came in: to be counted by.
 * It stands in the mail's flags, above the others.
 */
#ifndef FORMATS_MAILSHAPE_H
#define FORMATS_MAILSHAPE_H

enum mail_form {
	MAIL_FORM_PLAIN,
	MAIL_FORM_MBOX,
	MAIL_FORM_EMLX,
	MAIL_FORM_MSG,
	MAIL_FORM_TNEF,
	MAIL_FORM_UTF16,
	MAIL_FORM_SMIME,    /* its text is in a signed part */
	MAIL_FORM_UUENCODE, /* files are written into its text */
	MAIL_FORMS
};
const char *mail_form_word(enum mail_form f); /* "mbox" */
enum mail_form mail_form_of(unsigned flags);
/* Notes how it lay, where nothing is noted yet. */
void mail_form_note(unsigned *flags, enum mail_form f);

#endif
