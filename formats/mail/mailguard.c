#include <string.h>
#include <strings.h>

#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/mail/mailguard.h"

bool
mailguard_too_large(const char *p, size_t len)
{
	size_t i, lines = 0;

	for (i = 0; i < len; i++) {
		if (p[i] != '\n')
			continue;
		lines++;
		if (i + 1 < len &&
		    (p[i + 1] == '\n' ||
			(p[i + 1] == '\r' && i + 2 < len && p[i + 2] == '\n')))
			return false;
		if (i > LIMIT_HEADERS || lines > LIMIT_HEADER_LINES)
			return true;
	}
	return i > LIMIT_HEADERS && lines < 2;
}

/* Length of the name of an address field that begins at p, colon included;
 * 0: none does. */
static size_t
address_field(const char *p, size_t len)
{
	static const char *const names[] = { "to:", "cc:", "bcc:", "from:",
		"sender:", "reply-to:", "resent-to:", "resent-cc:",
		"resent-bcc:", "resent-from:", "resent-sender:",
		"resent-reply-to:", "disposition-notification-to:" };
	size_t i, n;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		/* Most lines begin none. */
		if ((*p | 0x20) != names[i][0])
			continue;
		n = strlen(names[i]);
		/* White space may stand before the colon. */
		if (len >= n && strncasecmp(p, names[i], n - 1) == 0 &&
		    (p[n - 1] == ':' || p[n - 1] == ' ' || p[n - 1] == '\t'))
			return n;
	}
	return 0;
}

/* End of the field at p: a line end that no white space follows. */
static size_t
field_end(const char *p, size_t len)
{
	const char *nl;
	size_t i = 0;

	while (i < len) {
		nl = memchr(p + i, '\n', len - i);
		if (nl == NULL)
			return len;
		i = (size_t)(nl - p) + 1;
		if (i >= len || (p[i] != ' ' && p[i] != '\t'))
			return i;
	}
	return len;
}

static size_t
colons(const char *p, size_t len)
{
	size_t n = 0, i;

	for (i = 0; i < len; i++)
		n += p[i] == ':';
	return n;
}

const char *
mailguard_defuse(struct arena *a, const char *p, size_t len)
{
	char *copy = NULL;
	const char *nl;
	size_t i, k, end;

	for (i = 0; i < len; i = (size_t)(nl - p) + 1) {
		k = address_field(p + i, len - i);
		end = k == 0 ? 0 : field_end(p + i, len - i);
		if (end > k && colons(p + i + k, end - k) > LIMIT_GROUPS) {
			if (copy == NULL)
				copy = arena_strndup(a, p, len);
			for (; k < end; k++)
				if (copy[i + k] == ':')
					copy[i + k] = ' ';
		}
		nl = memchr(p + i, '\n', len - i);
		if (nl == NULL)
			break;
	}
	return copy == NULL ? p : copy;
}
