/*
 * struct mail over the wire, from the worker that read it to the hub, which
 * checks every value again.
 */
#ifndef FORMATS_MAILWIRE_H
#define FORMATS_MAILWIRE_H

struct arena;
struct buf;
struct cursor;
struct mail;

/* The whole list that begins there. */
void mail_write(struct buf *b, const struct mail *m);
struct mail *mail_read(struct cursor *c, struct arena *a);

#endif
