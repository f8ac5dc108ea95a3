/*
 * The words round a mail that is sent on in a text, and the links among them:
 * whose they are.  Nobody can prove it: whoever writes a text can write one
 * that looks sent on.  So it goes by what a lie can gain: the member's own
 * people are known by the roster, and that their mail came from inside; who
 * stands with his house, or with the member's, among those to whom the inner
 * mail went may be its forwarder, so that what leads to his own house is left
 * out, and said; every other link is told, and then no sender is, since either
 * side may be the wrong one.
 */
#ifndef FORMATS_MAILNOTE_H
#define FORMATS_MAILNOTE_H

#include <stddef.h>

struct mailforward;
struct taking;

/* f: the forward as the plain text and as the HTML has it; k: the one that is
 * told.  Before the mail becomes the inner one: notes the side, and makes an
 * outer mail where both are of one house. */
void mailnote_take(struct taking *t, const struct mailforward *f, size_t k);
/* Afterwards: which links stay, and whether a sender does. */
void mailnote_judge(struct taking *t, const struct mailforward *f);

#endif
