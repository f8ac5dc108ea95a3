#include <stddef.h>
#include <string.h>

#include "formats/mail/feature.h"
#include "formats/mail/mailnorm.h"

const char *
feature_word(enum feature f)
{
	static const char *const words[FEATURES] = { "subject", "sender",
		"sender-name", "sender-domain", "reply-to", "sender-ip",
		"mailer", "text", "link-hosts", "file-names", "file-digests",
		"file-kinds" };

	return words[f];
}

const char *
same_word(enum same s)
{
	static const char *const words[] = { "unknown", "same", "different" };

	return words[s];
}

enum same
feature_same(struct arena *a, enum feature f, const char *x, const char *y)
{
	if (x == NULL || y == NULL)
		return SAME_UNKNOWN;
	if (f == FEATURE_SUBJECT) {
		x = mail_norm_subject(a, x);
		y = mail_norm_subject(a, y);
	}
	return strcmp(x, y) == 0 ? SAME_YES : SAME_NO;
}
