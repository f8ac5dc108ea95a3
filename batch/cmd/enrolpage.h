/*
 * The page that a new sender is given: outbox/WHO/member.html, filled in with
 * its id, the hub's key and what it may choose among.
 */
#ifndef BATCH_ENROLPAGE_H
#define BATCH_ENROLPAGE_H

struct hub;

/* Writes it for a member, scheme or agency of the roster that sends, as of the
 * run's time; nothing for an analyst or the hub.  hub_key: its fingerprint. */
void enrolpage_write(struct hub *h, const char *holder, const char *hub_key);

#endif
