/*
 * The head of a mail: who sent it, to whom it went, on which way; and the same
 * of a head that stands in a text.
 */
#ifndef FORMATS_MAILHEAD_H
#define FORMATS_MAILHEAD_H

#include <gmime/gmime.h>
#include <stdint.h>

struct mailbox;
struct taking;
struct wrapper;

/* All that its fields say. */
void mailhead_take(struct taking *t, GMimeObject *o);
/* To whom it went. */
void mailhead_recipients(struct taking *t, GMimeObject *o);
/* Who sent it on, and to whom: they are of those who got it. */
void mailhead_wrappers(struct taking *t, const struct wrapper *by);

/* Makes the mailbox the sender's. */
void mailhead_from(struct taking *t, const struct mailbox *box);
/* A word that names somebody who got it; NULL is fine. */
void mailhead_recipient(struct taking *t, const char *s);
/* Everybody that a field names; what is no address may be one to others, so
 * it is a word all the same. */
void mailhead_people(struct taking *t, const char *raw);
/* The address in normal form; NULL where it is none: nothing else is told as
 * one.  NULL is fine. */
const char *mailhead_address(struct taking *t, const char *addr);
/* The next address that stands in a text, as people and programs write it;
 * *text moves behind it.  NULL: no more. */
const char *mailhead_next(struct taking *t, const char **text);
/* Seconds; 0: none, or wrong. */
int64_t mailhead_date(const char *v);

#endif
