#include <string.h>
#include <strings.h>

#include "formats/base/mem.h"
#include "formats/files/personal.h"
#include "formats/indicators/contact.h"
#include "formats/indicators/observable.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailforward.h"
#include "formats/mail/mailhead.h"
#include "formats/mail/mailheader.h"
#include "formats/mail/mailpart.h"
#include "formats/mail/mailtaking.h"
#include "formats/mail/mailurl.h"
#include "formats/mail/mailwrap.h"
#include "formats/names/textfold.h"

static bool
names_address(
    struct arena *a, GMimeMessage *msg, const char *field, const char *wanted)
{
	struct mailbox *boxes;
	const char *raw = mailpart_field(GMIME_OBJECT(msg), field);
	bool bad = false;
	size_t i, count = 0;

	boxes = raw == NULL ? NULL : mailheader_boxes(a, raw, &count, &bad);
	for (i = 0; i < count; i++)
		if (boxes[i].addr != NULL &&
		    strcasecmp(boxes[i].addr, wanted) == 0)
			return true;
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

/* Whether the text names somebody of the house of him who sent the outer mail,
 * or else of the member's. */
static bool
names_one(struct taking *t, const char *text, bool house)
{
	const char *addr, *host;

	while ((addr = mailhead_next(t, &text)) != NULL) {
		host = strrchr(addr, '@') + 1;
		if (house ? mailwrap_is_home(host, t->sender)
			  : personal_has_host(t->w->names, host))
			return true;
	}
	return false;
}

/* Where the field says who got the mail; NULL: it does not. */
static const char *
who_got(GMimeHeader *h)
{
	static const char *const got[] = { "To", "Cc", "Bcc", "Delivered-To",
		"X-Original-To", "Envelope-To", "X-Envelope-To", "X-Rcpt-To",
		"Apparently-To", "Resent-To", "X-Forwarded-To" };
	const char *name = g_mime_header_get_name(h);
	const char *value = g_mime_header_get_raw_value(h);
	size_t i;

	if (value == NULL || strcasecmp(name, "Received") == 0)
		return value == NULL ? NULL : strcasestr(value, " for ");
	for (i = 0; i < sizeof(got) / sizeof(got[0]); i++)
		if (strcasecmp(name, got[i]) == 0)
			return value;
	return NULL;
}

/* Whether it says that it went to one of those. */
static bool
says_got(struct taking *t, GMimeMessage *msg, bool house)
{
	GMimeHeaderList *list;
	const char *value;
	int i, count;

	list = g_mime_object_get_header_list(GMIME_OBJECT(msg));
	count = list == NULL ? 0 : g_mime_header_list_get_count(list);
	for (i = 0; i < count; i++) {
		value = who_got(g_mime_header_list_get_header_at(list, i));
		if (value != NULL && names_one(t, value, house))
			return true;
	}
	return false;
}

static bool
is_answered(struct arena *a, GMimeMessage *outer, const char *addr)
{
	return addr != NULL && (names_address(a, outer, "To", addr) ||
				   names_address(a, outer, "Cc", addr));
}

/* Whether one of them says that it went to such a one. */
static bool
one_says_got(struct taking *t, GMimeMessage *outer, GMimeMessage *const *inner,
    size_t count, bool house)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!is_answered(t->a, outer, sender_of(t->a, inner[i])) &&
		    says_got(t, inner[i], house))
			return true;
	return false;
}

static bool
all_of_house(struct taking *t, GMimeMessage *const *inner, size_t count)
{
	const char *from, *at;
	size_t i;

	for (i = 0; i < count; i++) {
		from = sender_of(t->a, inner[i]);
		at = from == NULL ? NULL : strrchr(from, '@');
		if (at == NULL || !mailwrap_is_home(at + 1, t->sender))
			return false;
	}
	return count > 0;
}

enum side
mailwrap_side(struct taking *t, GMimeMessage *outer, GMimeMessage *const *inner,
    size_t count)
{
	const char *at;
	bool own;

	at = t->sender == NULL ? NULL : strrchr(t->sender, '@');
	if (at == NULL)
		return SIDE_UNKNOWN;
	own = personal_has_host(t->w->names, at + 1);
	if (own && t->m->sender_ip == NULL)
		return SIDE_OWN;
	if (one_says_got(t, outer, inner, count, true) ||
	    (own && one_says_got(t, outer, inner, count, false)))
		return SIDE_CLAIMED;
	/* Anybody can write the member's domain into a From; and a member's
	 * own mail may come by way of a provider's relay. */
	if (own)
		return SIDE_RELAYED;
	if (all_of_house(t, inner, count))
		return SIDE_SENDER;
	return one_says_got(t, outer, inner, count, false) ? SIDE_CLAIMED
							   : SIDE_UNKNOWN;
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

bool
mailwrap_is_front_page(const char *url)
{
	const char *path = strstr(url, "://");

	path = path == NULL ? NULL : strchr(path + 3, '/');
	return path == NULL || path[1] == '\0';
}

bool
mailwrap_has_link(struct arena *a, const char *sender, const char *text)
{
	struct mail above = { 0 }, below = { 0 };
	size_t i, at = mailforward_signature(text);
	bool front, home;

	mailurl_add(a, &above, text, at);
	for (i = 0; i < above.url_count; i++)
		if (!mailwrap_is_front_page(above.urls[i].url) ||
		    !mailwrap_is_home(above.urls[i].host, sender))
			return true;
	mailurl_add(a, &below, text + at, strlen(text + at));
	for (i = 0; i < below.url_count; i++) {
		front = mailwrap_is_front_page(below.urls[i].url);
		home = mailwrap_is_home(below.urls[i].host, sender);
		if (!front && !home)
			return true;
	}
	return false;
}

/* Whether the host is the member's own, which no attack can lead to. */
static bool
is_members(const struct taking *t, const char *host)
{
	return personal_has_host(t->w->names, host);
}

/* Whether who answers it writes to another house. */
static bool
is_answered_elsewhere(const struct taking *t)
{
	const char *at;

	at = t->m->reply_to == NULL ? NULL : strrchr(t->m->reply_to, '@');
	return at != NULL && !is_members(t, at + 1) &&
	       !mailwrap_is_home(at + 1, t->m->from);
}

void
mailwrap_note_words(struct taking *t, const char *const texts[2])
{
	const char *own[2];
	size_t i;

	for (i = 0; i < 2; i++)
		own[i] = mailforward_plain(
		    t->a, arena_strndup(
			      t->a, texts[i], mailforward_signature(texts[i])));
	t->words =
	    text_nfkc(t->a, arena_printf(t->a, "%s\n%s", own[0], own[1]));
	t->asks = is_answered_elsewhere(t) || contact_has_phone(t->words);
}

bool
mailwrap_says_account(const struct taking *t)
{
	return contact_has_account(t->words);
}

bool
mailwrap_has_words(const struct taking *t)
{
	return t->words[strspn(t->words, " \t\r\n")] != '\0';
}

static bool
leaves_link(const struct taking *t, enum side side)
{
	struct mail found = { 0 };
	size_t i;

	for (i = 0; i < 2; i++)
		mailurl_add(t->a, &found, t->texts[i], strlen(t->texts[i]));
	for (i = 0; i < found.url_count; i++)
		if (!mailwrap_is_front_page(found.urls[i].url) ||
		    (side != SIDE_OWN && !is_members(t, found.urls[i].host)))
			return true;
	return false;
}

bool
mailwrap_leaves_out(const struct taking *t, enum side side)
{
	if (leaves_link(t, side))
		return true;
	if (side == SIDE_OWN)
		return false;
	return t->asks || ((side == SIDE_UNKNOWN || side == SIDE_SENDER) &&
			      mailwrap_has_words(t));
}

/* What programs put beside a cover: pictures, and files that only read as
 * text. */
static bool
is_harmless(const struct filefact *f)
{
	static const char *const ends[] = { ".txt", ".vcf", ".p7s", ".asc",
		".sig", ".ics", NULL };
	size_t i;

	if (f->kind != FILE_OTHER || f->name == NULL)
		return f->kind == FILE_IMAGE || f->kind == FILE_OTHER;
	for (i = 0; ends[i] != NULL && !mailpart_ends(f->name, ends[i]); i++)
		continue;
	return ends[i] != NULL;
}

static bool
is_program(const struct filefact *f)
{
	return f->kind == FILE_EXECUTABLE || f->kind == FILE_EXECUTABLE_RLO ||
	       f->kind == FILE_SCRIPT || f->kind == FILE_SHORTCUT ||
	       (f->kind == FILE_ARCHIVE && f->encrypted);
}

/* Which of the files run, or hold or lie beside one that does. */
static bool *
running(struct arena *a, const struct filefact *f, size_t count)
{
	bool *runs = arena_alloc(a, (count + 1) * sizeof(*runs));
	size_t i;

	for (i = count; i-- > 0;) {
		runs[i] |= is_program(&f[i]);
		if (runs[i] && f[i].parent >= 0)
			runs[f[i].parent] = true;
	}
	for (i = 0; i < count; i++)
		if (f[i].parent >= 0)
			runs[i] = runs[f[i].parent];
	return runs;
}

/* Only those files stay; what stays in an archive stays with it. */
static void
keep_files(struct arena *a, struct mail *m, const bool *stays)
{
	struct filefact *f = m->files;
	size_t i, k = 0;
	int *to = arena_alloc(a, (m->file_count + 1) * sizeof(*to));

	for (i = 0; i < m->file_count; i++) {
		if (!stays[i])
			continue;
		to[i] = (int)k;
		f[k] = f[i];
		if (f[k].parent >= 0)
			f[k].parent = to[f[k].parent];
		k++;
	}
	m->file_count = k;
}

bool
mailwrap_keep_programs(struct arena *a, struct mail *m)
{
	keep_files(a, m, running(a, m->files, m->file_count));
	return m->file_count > 0;
}

bool
mailwrap_keep_doubtful(const struct taking *t, struct mail *m)
{
	bool *stays = running(t->a, m->files, m->file_count);
	const struct filefact *f = m->files;
	size_t i, k = 0;
	bool home = false;

	for (i = 0; i < m->file_count; i++)
		stays[i] = f[i].parent >= 0 ? stays[f[i].parent]
					    : !stays[i] && !is_harmless(&f[i]);
	keep_files(t->a, m, stays);
	for (i = 0; i < m->url_count; i++)
		if (!mailwrap_is_home(m->urls[i].host, m->from))
			m->urls[k++] = m->urls[i];
		else
			home |= !is_members(t, m->urls[i].host) ||
				!mailwrap_is_front_page(m->urls[i].url);
	m->url_count = k;
	return home;
}

bool
mailwrap_has_content(const struct taking *t)
{
	const struct mail *m = t->m;
	size_t i;

	for (i = 0; i < m->file_count; i++)
		if (!is_harmless(&m->files[i]))
			return true;
	for (i = 0; i < 2; i++)
		if (mailwrap_has_link(t->a, m->from, t->texts[i]))
			return true;
	return mailwrap_says_account(t);
}
