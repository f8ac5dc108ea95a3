/*
 * Whose a mail is that has another inside it: a note with which somebody
 * sends that one on, or a mail of its own.
 */
#ifndef FORMATS_MAILWRAP_H
#define FORMATS_MAILWRAP_H

#include <gmime/gmime.h>
#include <stdbool.h>
#include <stddef.h>

#include "formats/mail/mailtaking.h"

struct arena;
struct mail;

/*
 * Of the member's own people: from a domain that is among the member's names,
 * and not by way of a relay outside: the roster knows them, and no mail can
 * lie about it.  Relayed: from such a domain by way of a relay, as a forward in
 * the cloud comes, and as a lure in a colleague's name does.  Claimed: an inner
 * mail says that it went to the member, or to the house that sent the outer
 * one; whoever made it can write so.  An answer to the sender of the inner mail
 * is of the other side.
 */
enum side mailwrap_side(struct taking *t, GMimeMessage *outer,
    GMimeMessage *const *inner, size_t count);
/* Notes the words in its plain text and in its HTML, or in what is written
 * there round a mail sent on, for what follows. */
void mailwrap_note_words(struct taking *t, const char *const texts[2]);
/* Whether they say where to pay, as no cover does. */
bool mailwrap_says_account(const struct taking *t);
/* Whether it says anything. */
bool mailwrap_has_words(const struct taking *t);
/*
 * Whether it has links or files of its own, or says where to pay.  Not counted:
 * a link that stands below a signature's rule, the front page of the sender's
 * own domain, pictures, and cards, plain texts and signatures as files.
 */
bool mailwrap_has_content(const struct taking *t);
/*
 * Whether one without that leaves more unread than a cover has.  Any link to
 * more than a front page; where it is not of the member's own people, also one
 * to a front page but the member's, a telephone number, an address elsewhere
 * to which to answer; and any words, where nobody says that he got what it
 * sends on.
 */
bool mailwrap_leaves_out(const struct taking *t, enum side side);
/* Whether a text of the sender's has such a link. */
bool mailwrap_has_link(struct arena *a, const char *sender, const char *text);
/* Leaves of a mail the files that run, and archives that are closed or hold
 * one: no cover has any, whoever wrote it.  False: there are none. */
bool mailwrap_keep_programs(struct arena *a, struct mail *m);
/* Leaves of it what can be told whoever sent it: files but those and the
 * harmless ones, and links elsewhere than to the sender's own house.  True:
 * there were links to that, too, and not the member's. */
bool mailwrap_keep_doubtful(const struct taking *t, struct mail *m);
/* Only the host, as a signature names it. */
bool mailwrap_is_front_page(const char *url);
/* Whether the link leads to the domain of the address. */
bool mailwrap_is_home(const char *host, const char *addr);

#endif
