#include "formats/mail/mailshape.h"

#define MAIL_FORM_SHIFT 12 /* between those of MAIL_FLAGS */
#define MAIL_FORM_BITS	0xfU

static const char *const forms[MAIL_FORMS] = { "mail", "mbox", "emlx", "msg",
	"tnef", "utf-16", "smime", "uuencode" };

const char *
mail_form_word(enum mail_form f)
{
	return f < MAIL_FORMS ? forms[f] : "";
}

enum mail_form
mail_form_of(unsigned flags)
{
	return (enum mail_form)((flags >> MAIL_FORM_SHIFT) & MAIL_FORM_BITS);
}

void
mail_form_note(unsigned *flags, enum mail_form f)
{
	if (mail_form_of(*flags) == MAIL_FORM_PLAIN)
		*flags |= (unsigned)f << MAIL_FORM_SHIFT;
}
