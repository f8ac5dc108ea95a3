/*
 * What a member wrote: the words and terms of a submission, the face of its
 * mails as their reader saw it, what came with them, what it states.  For
 * analysts, so that nobody has to decrypt a package by hand.
 */
#ifndef BATCH_WROTE_H
#define BATCH_WROTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/say.h"

struct hub;
struct tell;

/* What is not there is NULL. */
struct wrote_mail {
	int64_t n; /* file.n */
	const char *sender, *sender_name, *reply_to, *return_path, *subject;
	const char *day; /* that it bears */
	const char *sender_ip, *mailer, *message_id;
	const char *text; /* in normal form: mailnorm.h */
};

struct wrote_file {
	int64_t n;
	int64_t mail;	/* that it came with; 0: none */
	int64_t parent; /* archive that it was in; 0: none */
	const char *role, *name, *kind, *flags, *sha256;
	int64_t size;
};

struct wrote_value {
	const char *type, *role, *value, *source;
	bool echo; /* its sender had been told it */
};

struct wrote_traffic {
	bool inbound;
	const char *address, *protocol, *first, *last;
	int64_t port, count;
};

struct wrote {
	const char *submission, *description, *topic, *victim, *request;
	const char *sig;      /* that it is for alone */
	const char *agencies; /* blanks between; "" */
	bool publish, partial, asks;
	struct wrote_mail *mails;
	size_t mail_count;
	struct wrote_file *files;
	size_t file_count;
	struct wrote_value *values;
	size_t value_count;
	struct wrote_traffic *traffic;
	size_t traffic_count;
	const char **sensitive; /* words that must never leave */
	size_t sensitive_count;
};

/* In the hub's arena. */
struct wrote *wrote_of(struct hub *h, const char *submission);
/* Into the map that is open; of each text and list at most so many lines
 * (0: all). */
void wrote_tell(
    struct tell *t, const struct wrote *w, enum lang lang, size_t most);

#endif
