/*
 * Hosts, links and mailboxes without what could have been made for one
 * reader: the domain that somebody registered, the port and words that
 * everybody's links have stay.
 */
#ifndef FORMATS_LINKSHAPE_H
#define FORMATS_LINKSHAPE_H

struct arena;

/* Canonical values (observable.h). */
const char *linkshape_host(struct arena *a, const char *host);
const char *linkshape_url(struct arena *a, const char *url);
const char *linkshape_mailbox(struct arena *a, const char *address);
/* A file's name: what kind it is for by its last extensions stays. */
const char *linkshape_file(struct arena *a, const char *name);

#endif
