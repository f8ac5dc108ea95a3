#include <string.h>
#include <strings.h>

#include "formats/base/mem.h"
#include "formats/files/personal.h"
#include "formats/indicators/observable.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailforward.h"
#include "formats/mail/mailheader.h"
#include "formats/mail/mailpart.h"
#include "formats/mail/mailurl.h"
#include "formats/mail/mailwrap.h"

/* Whether one of the fields names the address, or where host one at it. */
static bool
names_one(struct arena *a, GMimeMessage *msg, const char *const *fields,
    const char *wanted, bool host)
{
	struct mailbox *boxes;
	const char *raw, *is;
	bool bad = false;
	size_t i, count;

	for (; *fields != NULL; fields++) {
		raw = mailpart_field(GMIME_OBJECT(msg), *fields);
		boxes =
		    raw == NULL ? NULL : mailheader_boxes(a, raw, &count, &bad);
		for (i = 0; boxes != NULL && i < count; i++) {
			is = boxes[i].addr;
			if (is != NULL && host)
				is = strrchr(is, '@') + 1;
			if (is != NULL && strcasecmp(is, wanted) == 0)
				return true;
		}
	}
	return false;
}

static const char *
sender_of(struct arena *a, GMimeMessage *msg)
{
	struct mailbox *boxes;
	const char *raw;
	bool bad = false;
	size_t count = 0;

	raw = mailpart_field(GMIME_OBJECT(msg), "From");
	boxes = raw == NULL ? NULL : mailheader_boxes(a, raw, &count, &bad);
	return count == 0 ? NULL : boxes[0].addr;
}

bool
mailwrap_own_side(struct arena *a, GMimeMessage *outer, const char *sender,
    GMimeMessage *const *inner, size_t count, struct personal *names)
{
	static const char *const got[] = { "To", "Cc", "Bcc", "Delivered-To",
		"X-Original-To", "Envelope-To", "Apparently-To", NULL };
	static const char *const to[] = { "To", "Cc", NULL };
	const char *at, *other;
	size_t i;

	at = sender == NULL ? NULL : strrchr(sender, '@');
	if (at == NULL)
		return false;
	if (personal_has_host(names, at + 1))
		return true;
	for (i = 0; i < count; i++) {
		other = sender_of(a, inner[i]);
		if (names_one(a, inner[i], got, at + 1, true) &&
		    (other == NULL || !names_one(a, outer, to, other, false)))
			return true;
	}
	return false;
}

bool
mailwrap_is_home(const char *host, const char *addr)
{
	const char *at, *own, *other;

	at = addr == NULL ? NULL : strrchr(addr, '@');
	own = at == NULL ? NULL : observable_registered(at + 1);
	other = host == NULL ? NULL : observable_registered(host);
	return own != NULL && other != NULL && strcasecmp(own, other) == 0;
}

/* Only the host, as a signature names it. */
static bool
is_front_page(const char *url)
{
	const char *path = strstr(url, "://");

	path = path == NULL ? NULL : strchr(path + 3, '/');
	return path == NULL || path[1] == '\0';
}

bool
mailwrap_has_link(struct arena *a, const struct mail *m, const char *text)
{
	struct mail found = { 0 };
	size_t i;

	mailurl_add(a, &found, text, mailforward_signature(text));
	for (i = 0; i < found.url_count; i++)
		if (!is_front_page(found.urls[i].url) ||
		    !mailwrap_is_home(found.urls[i].host, m->from))
			return true;
	return false;
}

bool
mailwrap_has_content(struct arena *a, const struct mail *m,
    const char *const *texts, size_t count)
{
	size_t i;

	for (i = 0; i < m->file_count; i++)
		if (m->files[i].kind != FILE_IMAGE &&
		    m->files[i].kind != FILE_OTHER)
			return true;
	for (i = 0; i < count; i++)
		if (mailwrap_has_link(a, m, texts[i]))
			return true;
	return false;
}
