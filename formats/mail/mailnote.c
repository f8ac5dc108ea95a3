#include <stdlib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/files/personal.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailforward.h"
#include "formats/mail/mailhead.h"
#include "formats/mail/mailnote.h"
#include "formats/mail/mailtaking.h"
#include "formats/mail/mailurl.h"
#include "formats/mail/mailwrap.h"

static bool
is_of_member(struct taking *t, const char *addr)
{
	const char *at = addr == NULL ? NULL : strrchr(addr, '@');

	return at != NULL && personal_has_host(t->w->names, at + 1);
}

/* Whether the house of him who sends it on, or else the member, stands among
 * those that got it. */
static bool
stands_in(struct taking *t, const struct mailforward *f, bool house)
{
	const char *value, *addr;
	size_t i;

	for (i = 0; i < f->people_count; i++) {
		value = f->people[i];
		while ((addr = mailhead_next(t, &value)) != NULL)
			if (house ? mailwrap_is_home(
					strrchr(addr, '@') + 1, t->sender)
				  : is_of_member(t, addr))
				return true;
	}
	return false;
}

/* Whether what is said to be sent on came from the house of him who sends it
 * on, which is none of those that got it. */
static bool
is_of_sender(struct taking *t, const struct mailforward *f)
{
	const char *value = f->from == NULL ? "" : f->from, *addr;

	addr = mailhead_next(t, &value);
	return t->sender != NULL && addr != NULL &&
	       mailwrap_is_home(strrchr(addr, '@') + 1, t->sender) &&
	       !is_of_member(t, t->sender) && !stands_in(t, f, true);
}

static enum side
side_of(struct taking *t, const struct mailforward *f)
{
	if (is_of_sender(t, f))
		return SIDE_SENDER;
	/* Anybody can write the member's domain into a From. */
	if (is_of_member(t, t->sender) && t->m->sender_ip == NULL)
		return SIDE_OWN;
	return stands_in(t, f, true) || stands_in(t, f, false) ? SIDE_CLAIMED
							       : SIDE_UNKNOWN;
}

/* What he wrote who sends a mail of his own house on. */
static void
make_outer(struct taking *t, const struct mailforward *f)
{
	struct mail *own;
	size_t i;

	own = t->outer = arena_alloc(t->a, sizeof(*own));
	*own = *t->m;
	own->urls = NULL;
	own->url_count = 0;
	own->files = NULL;
	own->file_count = 0;
	own->quoted = "";
	for (i = 0; i < 2; i++)
		mailurl_add(t->a, own, f[i].note, strlen(f[i].note));
	mailurl_done(own);
}

void
mailnote_take(struct taking *t, const struct mailforward *f, size_t k)
{
	const char *const notes[2] = { f[0].note, f[1].note };

	t->side = side_of(t, &f[k]);
	mailwrap_note_words(t, notes);
	if (t->side == SIDE_SENDER &&
	    (mailwrap_has_link(t->a, t->sender, f[0].note) ||
		mailwrap_has_link(t->a, t->sender, f[1].note)))
		make_outer(t, f);
}

static int
by_url(const void *key, const void *member)
{
	return strcmp(key, ((const struct mail_url *)member)->url);
}

/* Of one whose links are in order. */
static bool
has_url(const struct mail *m, const char *url)
{
	return m->url_count > 0 && bsearch(url, m->urls, m->url_count,
				       sizeof(*m->urls), by_url) != NULL;
}

enum link {
	LINK_TOLD,
	LINK_EITHER, /* told; whoever sent the mail on may have put it there */
	LINK_LEFT_OUT, /* said */
	LINK_DROPPED /* the member's front page, his own people's, or told with
			his own mail */
};

static enum link
judge_link(const struct taking *t, const struct mail_url *u, bool around)
{
	bool home = mailwrap_is_home(u->host, t->sender);

	if (!around && (!home || mailwrap_is_home(u->host, t->m->from)))
		return LINK_TOLD;
	if (around && t->side == SIDE_SENDER && t->outer != NULL)
		return LINK_DROPPED;
	if (home && mailwrap_is_front_page(u->url))
		return t->side == SIDE_OWN ||
			       personal_has_host(t->w->names, u->host)
			   ? LINK_DROPPED
			   : LINK_LEFT_OUT;
	if (around && t->side == SIDE_SENDER)
		return LINK_LEFT_OUT;
	if (t->side == SIDE_OWN || (home && t->side == SIDE_CLAIMED))
		return LINK_LEFT_OUT;
	return around ? LINK_EITHER : LINK_TOLD;
}

/* Either of the two may have had nothing to do with the attack. */
static void
forget_both(struct mail *m)
{
	m->flags |= MAIL_EITHER;
	m->flags &= ~(unsigned)MAIL_NAME_HAS_ADDR;
	m->from = m->from_name = m->reply_to = NULL;
}

/* A lure may want no more than a call, an answer or money. */
static void
judge_words(struct taking *t)
{
	if (t->side == SIDE_OWN || t->side == SIDE_SENDER)
		return;
	if (mailwrap_says_account(t))
		forget_both(t->m);
	if (t->asks || (t->side == SIDE_UNKNOWN && mailwrap_has_words(t)))
		t->m->flags |= MAIL_LEFT_OUT;
}

void
mailnote_judge(struct taking *t, const struct mailforward *f)
{
	struct mail around = { 0 }, inside = { 0 }, *m = t->m;
	size_t i, kept = 0;
	bool either = false;
	enum link how;

	for (i = 0; i < 2; i++) {
		mailurl_add(t->a, &around, f[i].note, strlen(f[i].note));
		if (f[i].found)
			mailurl_add(
			    t->a, &inside, f[i].text, strlen(f[i].text));
	}
	mailurl_done(&around);
	mailurl_done(&inside);
	for (i = 0; i < m->url_count; i++) {
		how = judge_link(t, &m->urls[i],
		    has_url(&around, m->urls[i].url) &&
			!has_url(&inside, m->urls[i].url));
		either |= how == LINK_EITHER;
		if (how == LINK_LEFT_OUT)
			m->flags |= MAIL_LEFT_OUT;
		if (how == LINK_TOLD || how == LINK_EITHER)
			m->urls[kept++] = m->urls[i];
	}
	m->url_count = kept;
	if (either)
		forget_both(m);
	else
		judge_words(t);
}
