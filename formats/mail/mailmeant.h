/*
 * What a mail says, and whose it is: of one that sends another on in its text,
 * only that other is left.
 */
#ifndef FORMATS_MAILMEANT_H
#define FORMATS_MAILMEANT_H

struct taking;

/* Ends the taking: text, normal form, links, sender; whatever is said can be
 * read. */
void mailmeant_finish(struct taking *t);

#endif
