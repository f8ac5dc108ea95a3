/*
 * What a mail is to Outlook: properties by number, with recipients and
 * attachments that have some of their own.  The same table for .msg and TNEF;
 * only what the table wants is kept.  Bytes stay where the file has them.
 */
#ifndef FORMATS_MAPI_H
#define FORMATS_MAPI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* Numbers of properties (MS-OXPROPS). */
#define MAPI_MESSAGE_CLASS	0x001a
#define MAPI_SUBJECT		0x0037
#define MAPI_SUBMIT_TIME	0x0039
#define MAPI_RECEIVED_BY_NAME	0x0040
#define MAPI_REPRESENTING_NAME	0x0042
#define MAPI_RECEIVED_FOR_NAME	0x0044
#define MAPI_REPRESENTING_EMAIL 0x0065
#define MAPI_RECEIVED_BY_EMAIL	0x0076
#define MAPI_RECEIVED_FOR_EMAIL 0x0078
#define MAPI_HEADERS		0x007d
#define MAPI_RECIPIENT_TYPE	0x0c15
#define MAPI_SENDER_NAME	0x0c1a
#define MAPI_SENDER_EMAIL	0x0c1f
#define MAPI_DISPLAY_BCC	0x0e02
#define MAPI_DISPLAY_CC		0x0e03
#define MAPI_DISPLAY_TO		0x0e04
#define MAPI_DELIVERY_TIME	0x0e06
#define MAPI_BODY		0x1000
#define MAPI_RTF		0x1009
#define MAPI_HTML		0x1013
#define MAPI_MESSAGE_ID		0x1035
#define MAPI_REFERENCES		0x1039
#define MAPI_IN_REPLY_TO	0x1042
#define MAPI_DISPLAY_NAME	0x3001
#define MAPI_EMAIL		0x3003
#define MAPI_ATTACH_DATA	0x3701
#define MAPI_ATTACH_NAME	0x3704
#define MAPI_ATTACH_METHOD	0x3705
#define MAPI_ATTACH_LONG_NAME	0x3707
#define MAPI_ATTACH_PATH	0x3708
#define MAPI_ATTACH_LONG_PATH	0x370d
#define MAPI_ATTACH_MIME	0x370e
#define MAPI_ATTACH_CONTENT_ID	0x3712
#define MAPI_ATTACH_FLAGS	0x3714
#define MAPI_SMTP		0x39fe
#define MAPI_INTERNET_CODEPAGE	0x3fde
#define MAPI_LOCALE		0x3ff1
#define MAPI_CODEPAGE		0x3ffd
#define MAPI_SENDER_SMTP	0x5d01
#define MAPI_REPRESENTING_SMTP	0x5d02
#define MAPI_RECEIVED_BY_SMTP	0x5d07
#define MAPI_RECEIVED_FOR_SMTP	0x5d08
#define MAPI_ATTACH_HIDDEN	0x7ffe

/* Types. */
#define MAPI_INT16   0x0002
#define MAPI_INT32   0x0003
#define MAPI_BOOLEAN 0x000b
#define MAPI_OBJECT  0x000d
#define MAPI_INT64   0x0014
#define MAPI_STRING8 0x001e
#define MAPI_UNICODE 0x001f
#define MAPI_TIME    0x0040
#define MAPI_BINARY  0x0102
#define MAPI_MANY    0x1000 /* with another: several values */

#define MAPI_METHOD_EMBEDDED 5 /* MAPI_ATTACH_METHOD */

struct mapi_prop {
	unsigned id, type;
	const unsigned char *p; /* of a string or bytes */
	size_t len;
	uint64_t n; /* of a number or time */
};

struct mapi_props {
	struct mapi_prop *list;
	size_t count;
};

struct mapi_item;

struct mapi_attachment {
	struct mapi_props props;
	struct mapi_item *inner; /* a mail; or NULL */
};

struct mapi_item {
	struct mapi_props props;
	unsigned codepage; /* of strings that are no Unicode; 0: not said */
	struct mapi_props *recipients;
	size_t recipient_count;
	struct mapi_attachment *attachments;
	size_t attachment_count;
};

bool mapi_wanted(unsigned id);
/* Keeps it where it is wanted and not there yet; Unicode takes the place of
 * what is none. */
void mapi_add(
    struct arena *a, struct mapi_props *props, const struct mapi_prop *p);
/* NULL: not there. */
const struct mapi_prop *mapi_get(const struct mapi_props *props, unsigned id);
/* 0: not there. */
uint64_t mapi_number(const struct mapi_props *props, unsigned id);
/* As UTF-8 without NUL, bounded by what it is for; NULL: not there, or
 * empty. */
const char *mapi_text(struct arena *a, const struct mapi_props *props,
    unsigned id, unsigned codepage);
/* The code page of a mail's strings that are no Unicode; 0: it is not said.
 * With MAPI_GUESSED it is that of the language, for what is no UTF-8. */
#define MAPI_GUESSED 0x10000
unsigned mapi_codepage(const struct mapi_props *props);
/* What mail calls the charset of a code page; NULL: we know none. */
const char *mapi_charset(unsigned codepage);
/* The same for such a string of a mail of that code page; NULL: it tells of
 * itself, or nobody does. */
const char *mapi_charset_of(
    unsigned codepage, const struct mapi_prop *string, size_t len);

#endif
