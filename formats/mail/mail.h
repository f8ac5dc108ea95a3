/*
 * RFC 5322 and MIME mail to struct mail, by GMime.  Runs in the worker only:
 * GLib aborts when memory ends.  A mail is never refused: what cannot be
 * decoded is kept as it is and flagged.
 */
#ifndef FORMATS_MAIL_H
#define FORMATS_MAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"
#include "formats/files/filefact.h"

/* flags */
#define MAIL_OPAQUE	   0x01 /* too deep or too large to be taken apart */
#define MAIL_DUP_HEADER	   0x02 /* two From, Subject, ...: the first counts */
#define MAIL_BAD_CHARSET   0x04 /* bytes that no allowed charset explains */
#define MAIL_MANY_PARTS	   0x08 /* cut at LIMIT_PARTS */
#define MAIL_NAME_HAS_ADDR 0x10 /* display name holds another address */
#define MAIL_MORE	   0x20 /* more mails inside than are read */
#define MAIL_RETURNED	   0x40 /* a bounce: what it returns is not read */
#define MAIL_FORWARDED	   0x80 /* read out of what sent it on */
#define MAIL_LEFT_OUT                                                  \
	0x100 /* what sent it on had links, files or words of its own, \
		 which are not read */
#define MAIL_COVER_SUBJECT                                                     \
	0x200	       /* the subject is what its cover says it is: to compare \
			  by, and not to be told */
#define MAIL_CUT 0x400 /* some of it is broken, and was not read */
#define MAIL_EITHER                                                         \
	0x800 /* it sends one on, or is sent on, by a mail that has content \
		 besides: both are read, and nobody knows which is the      \
		 attack */
/* Above how it lay in its file (mailshape.h): */
#define MAIL_SEEN                                                           \
	0x10000 /* it came in a mail that is the attack, or nobody knows    \
		   whether it is one: what it names was seen, and is not to \
		   be blocked, and its words join nothing but where it may  \
		   be the attack (MAIL_EITHER) */
#define MAIL_FLAGS 0x10fff

struct mail_hop {	  /* one Received field, newest first */
	const char *from; /* host as it named itself, or NULL */
	const char *ip;	  /* address seen by the receiver, or NULL */
	const char *by;	  /* receiving host, or NULL */
};

struct mail_url {
	const char *url;  /* normal form, see observable.h */
	const char *host; /* lower case A-label or address */
};

/*
 * What wraps a mail is not the mail: of one that only sends others on, in its
 * text or attached, nothing is told but to whom it went; those are read, each
 * by itself, in a list by position.  One with links or files of its own,
 * which is not of the side that got them, stands before them; where they only
 * claim that it is, what of it names nobody does (formats/mail/mailwrap.h).
 */
struct mail {
	struct mail *next; /* another one in the same file; or NULL */
	unsigned flags;
	const char *from;	 /* addr-spec, lower-cased domain; or NULL */
	const char *from_name;	 /* display name; or NULL */
	const char *reply_to;	 /* or NULL */
	const char *return_path; /* or NULL */
	const char *subject;	 /* decoded; or NULL */
	const char *message_id;	 /* without <>; or NULL */
	const char *mailer;	 /* X-Mailer or User-Agent; or NULL */
	int64_t date;		 /* Date as seconds, 0: none or wrong */
	const char **references; /* In-Reply-To and References */
	size_t reference_count;
	struct mail_hop *hops;
	size_t hop_count;
	const char *sender_ip;	 /* of the outermost public hop: where the
				    mail came from; or NULL */
	const char **recipients; /* every addr-spec and display name of
				    the receiving side: never leaves */
	size_t recipient_count;
	const char *text;      /* visible text, UTF-8, LIMIT_TEXT */
	const char *norm;      /* normal form of text, for sameness */
	const char *quoted;    /* normal form of what it answers to */
	struct mail_url *urls; /* distinct, sorted */
	size_t url_count;
	struct filefact *files; /* attachments, then their members */
	size_t file_count;
};

/* Once per process, before the lock-down: GMime, and the allowed charsets
 * held open (iconv_open fails afterwards). */
void mail_setup(void);
/* Whether a file is a mail, by its content; the name helps. */
bool mail_is(const char *name, const void *p, size_t len);
/* names: those of the member that sent it in (personal.h), or NULL.  Gives the
 * first of the mails in it, never NULL. */
struct mail *mail_parse(
    struct arena *a, const void *p, size_t len, struct personal *names);

#endif
