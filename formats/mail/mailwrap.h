/*
 * Whose a mail is that has another inside it: a note with which somebody
 * sends that one on, or a mail of its own.
 */
#ifndef FORMATS_MAILWRAP_H
#define FORMATS_MAILWRAP_H

#include <gmime/gmime.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;
struct mail;
struct personal;

/*
 * Whether it is of the side that got the inner mails: from a domain that is
 * among the names, or from that of somebody to whom one of them went.  An
 * answer to the sender of the inner mail is of the other side.
 */
bool mailwrap_own_side(struct arena *a, GMimeMessage *outer, const char *sender,
    GMimeMessage *const *inner, size_t count, struct personal *names);
/*
 * Whether it has links or files of its own.  Not counted: a link that stands
 * below a signature's rule, the front page of the sender's own domain,
 * pictures, and files of no kind that opens or runs.  texts: its visible
 * texts, links in them marked as mailforward.h has it.
 */
bool mailwrap_has_content(struct arena *a, const struct mail *m,
    const char *const *texts, size_t count);
/* Whether a text of it has such a link. */
bool mailwrap_has_link(struct arena *a, const struct mail *m, const char *text);
/* Whether the link leads to the domain of the address. */
bool mailwrap_is_home(const char *host, const char *addr);

#endif
