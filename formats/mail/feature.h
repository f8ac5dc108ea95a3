/*
 * The features by which two mails are set beside each other, as in the J-CSIP
 * reports: what is the same, what differs, what nobody knows.
 */
#ifndef FORMATS_FEATURE_H
#define FORMATS_FEATURE_H

struct arena;

enum feature {
	FEATURE_SUBJECT,
	FEATURE_SENDER,
	FEATURE_SENDER_NAME,
	FEATURE_SENDER_DOMAIN,
	FEATURE_REPLY_TO,
	FEATURE_SENDER_IP,
	FEATURE_MAILER,
	FEATURE_TEXT,
	FEATURE_LINK_HOSTS,
	FEATURE_FILE_NAMES,
	FEATURE_FILE_DIGESTS,
	FEATURE_FILE_KINDS,
	FEATURES
};

const char *feature_word(enum feature f);

struct features {		     /* one mail */
	const char *value[FEATURES]; /* NULL: unknown */
};

enum same { SAME_UNKNOWN, SAME_YES, SAME_NO };
const char *same_word(enum same s);
/* Subjects count in normal form: a number in one makes no difference. */
enum same feature_same(
    struct arena *a, enum feature f, const char *x, const char *y);

#endif
