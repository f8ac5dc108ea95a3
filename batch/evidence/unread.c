#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "batch/evidence/unread.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/files/filefact.h"
#include "formats/mail/mail.h"
#include "formats/package/packagewords.h"

/* In the database, of a submission. */
enum { UNREAD_SOME = 1, UNREAD_LOST = 2 };

struct finding {
	struct arena *a;
	const char *submission;
	struct unread *list;
	size_t count;
};

/* Such bytes are nobody's mail: what text was made of them says nothing. */
static bool
is_binary(enum file_kind k)
{
	return k == FILE_OFFICE || k == FILE_EXECUTABLE || k == FILE_PDF ||
	       k == FILE_ARCHIVE || k == FILE_IMAGE;
}

static bool
is_named_mail(const char *name)
{
	size_t len = name == NULL ? 0 : strlen(name);

	return len > 4 && (strcasecmp(name + len - 4, ".msg") == 0 ||
			      strcasecmp(name + len - 4, ".eml") == 0);
}

static void
found(struct finding *f, const struct unread_piece *file,
    const struct unread_piece *p, enum unread_reason reason)
{
	struct unread *u;

	u = arena_push(f->a, &f->list, &f->count, sizeof(*u));
	*u = (struct unread){ .submission = f->submission,
		.n = p->n,
		.path = file->path,
		.name = p == file || p->is_mail ? NULL : p->name,
		.reason = reason };
}

/* One inside another that could not be opened. */
static bool
is_closed(const struct unread_piece *p)
{
	return p->is_mail && !p->headed && !p->told &&
	       (p->mail_flags & MAIL_FORWARDED) != 0;
}

/* A role "mail" of which nothing is known; pieces: the file's own. */
static bool
is_lost(const struct unread_piece *pieces, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (pieces[i].is_mail &&
		    (pieces[i].headed ||
			(pieces[i].told && !is_binary(pieces[0].kind))))
			return false;
	return true;
}

static void
find_lost(struct finding *f, const struct unread_piece *pieces, size_t count)
{
	enum unread_reason reason = UNREAD_NO_MAIL;
	size_t i;

	if (pieces[0].size > LIMIT_MAIL)
		reason = UNREAD_TOO_LARGE;
	for (i = 0; i < count; i++)
		if (is_closed(&pieces[i]))
			reason = UNREAD_INNER_MAIL;
	found(f, pieces, pieces, reason);
	f->list[f->count - 1].nothing = true;
}

static void
find_in_mail(struct finding *f, const struct unread_piece *file,
    const struct unread_piece *mail)
{
	static const struct {
		unsigned flag;
		enum unread_reason reason;
	} flags[] = { { MAIL_OPAQUE, UNREAD_TOO_LARGE },
		{ MAIL_MANY_PARTS, UNREAD_MANY_PARTS },
		{ MAIL_BAD_CHARSET, UNREAD_CHARSET },
		{ MAIL_DUP_HEADER, UNREAD_TWO_HEADERS },
		{ MAIL_MORE, UNREAD_MORE_MAILS },
		{ MAIL_RETURNED, UNREAD_INNER_MAIL },
		{ MAIL_LEFT_OUT, UNREAD_LEFT_OUT },
		{ MAIL_EITHER | MAIL_SEEN, UNREAD_EITHER },
		{ MAIL_CUT, UNREAD_BROKEN } };
	size_t i;

	if (is_closed(mail)) {
		found(f, file, mail, UNREAD_INNER_MAIL);
		return;
	}
	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		if (mail->mail_flags & flags[i].flag)
			found(f, file, mail, flags[i].reason);
}

/* What an encrypted archive holds is told with the archive. */
static bool
is_told_above(const struct unread_piece *pieces, size_t count,
    const struct unread_piece *p)
{
	size_t i;

	for (i = 0; i < count && p->parent != 0; i++)
		if (!pieces[i].is_mail && pieces[i].n == p->parent)
			return pieces[i].encrypted;
	return false;
}

static size_t
count_mails(const struct unread_piece *pieces, size_t count)
{
	size_t i, mails = 0;

	for (i = 0; i < count; i++)
		mails += pieces[i].is_mail;
	return mails;
}

static void
find_in_file(struct finding *f, const struct unread_piece *pieces, size_t count,
    const struct unread_piece *p)
{
	if (p->encrypted && !is_told_above(pieces, count, p))
		found(f, pieces, p, UNREAD_ENCRYPTED);
	else if (p->unreadable)
		found(f, pieces, p, UNREAD_DAMAGED);
	/* Where several were read, those inside are among them. */
	if (p->role == FROLE_ATTACHMENT && is_named_mail(p->name) &&
	    count_mails(pieces, count) < 2)
		found(f, pieces, p, UNREAD_INNER_MAIL);
}

/* One file of the package with what was read out of it. */
static void
find(struct finding *f, const struct unread_piece *pieces, size_t count)
{
	size_t i;

	if (pieces[0].role == FROLE_MAIL && is_lost(pieces, count)) {
		find_lost(f, pieces, count);
		return;
	}
	for (i = 0; i < count; i++)
		if (pieces[i].is_mail)
			find_in_mail(f, pieces, &pieces[i]);
		else
			find_in_file(f, pieces, count, &pieces[i]);
}

static const char *
shown(struct arena *a, const char *text)
{
	return text == NULL ? NULL
			    : text_visible(a, text_clean(a, text, false));
}

struct unread_piece *
unread_pieces(
    struct hub *h, struct arena *a, const char *submission, size_t *count)
{
	struct unread_piece *list = NULL, *p;
	const char *flags;
	struct stmt *s;

	*count = 0;
	s = db_query(h->db, SQL_UNREAD_PIECES, "t", submission);
	while (db_row(s)) {
		p = arena_push(a, &list, count, sizeof(*p));
		*p = (struct unread_piece){ .n = (unsigned)db_int(s, 0),
			.is_mail = db_int(s, 1) != 0,
			.role = FROLE_OTHER,
			.kind = FILE_OTHER,
			.mail_flags = (unsigned)db_int(s, 7),
			.headed = db_int(s, 8) != 0,
			.told = db_int(s, 9) != 0 };
		if (p->is_mail)
			continue;
		p->parent = (unsigned)db_int(s, 10);
		p->size = db_int(s, 11);
		p->path = shown(a, db_text(s, 2));
		p->name = shown(a, db_text(s, 3));
		file_role_parse(db_text(s, 4), &p->role);
		file_kind_parse(db_text(s, 5), &p->kind);
		flags = db_text(s, 6);
		p->encrypted = strstr(flags, "encrypted") != NULL;
		p->unreadable = strstr(flags, "unreadable") != NULL;
	}
	return list;
}

static enum unread_reason
reason_of(const char *trouble)
{
	static const struct {
		const char *trouble;
		enum unread_reason reason;
	} reasons[] = { { "no-list", UNREAD_NO_LIST },
		{ "encoding", UNREAD_LIST_ENCODING },
		{ "broken", UNREAD_LIST_BROKEN },
		{ "too-large", UNREAD_LIST_LARGE },
		{ "other-role", UNREAD_OTHER_ROLE } };
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (strcmp(reasons[i].trouble, trouble) == 0)
			return reasons[i].reason;
	return UNREAD_ENTRIES;
}

/* Lists of indicators, and what of them was left out. */
static void
find_lists(struct finding *f, struct hub *h)
{
	struct unread *u;
	struct stmt *s;

	s = db_query(h->db, SQL_UNREAD_LISTS, "t", f->submission);
	while (db_row(s)) {
		u = arena_push(f->a, &f->list, &f->count, sizeof(*u));
		*u = (struct unread){ .submission = f->submission,
			.n = (unsigned)db_int(s, 0),
			.path = shown(f->a, db_text(s, 1)),
			.reason = reason_of(db_text(s, 2)),
			.taken = db_int(s, 3),
			.left = db_int(s, 4),
			.why = db_textdup(s, 5, f->a),
			.places = db_textdup(s, 6, f->a) };
		u->nothing = u->taken == 0 && u->reason != UNREAD_OTHER_ROLE;
	}
}

struct unread *
unread_of(struct hub *h, struct arena *a, const char *submission, size_t *count)
{
	struct finding f = { .a = a };
	struct unread_piece *list;
	size_t all, i, next;

	f.submission = arena_strdup(a, submission);
	list = unread_pieces(h, a, submission, &all);
	for (i = 0; i < all; i = next) {
		for (next = i + 1; next < all && list[next].path == NULL;)
			next++;
		find(&f, &list[i], next - i);
	}
	find_lists(&f, h);
	*count = f.count;
	return f.list;
}

static bool
any_lost(const struct unread *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (list[i].nothing)
			return true;
	return false;
}

static const char **
new_ones(struct hub *h, struct arena *a, size_t *count)
{
	const char **ids = NULL;
	struct stmt *s;

	s = db_query(h->db, SQL_UNREAD_NEW, "");
	while (db_row(s))
		arena_push_str(a, &ids, count, db_textdup(s, 0, a));
	return ids;
}

void
unread_note(struct hub *h)
{
	struct arena *all = arena_new(), *a = arena_new();
	struct unread *list;
	size_t count = 0, parts, i;
	const char **ids = new_ones(h, all, &count);

	for (i = 0; i < count; i++) {
		list = unread_of(h, a, ids[i], &parts);
		if (parts > 0)
			db_run(h->db, SQL_UNREAD_MARK, "ti", ids[i],
			    (int64_t)(any_lost(list, parts) ? UNREAD_LOST
							    : UNREAD_SOME));
		arena_reset(a);
	}
	arena_free(a);
	arena_free(all);
}

int64_t
unread_since(struct hub *h, const char *day)
{
	return db_one(h->db, SQL_UNREAD_SINCE, 0, "t", day);
}

struct unread_waiting *
unread_waiting(struct hub *h, size_t *count)
{
	struct unread_waiting *list = NULL, *w;
	const char **ids = NULL, **cases = NULL;
	size_t all = 0, same = 0, i, parts;
	struct unread *p;
	struct stmt *s;

	*count = 0;
	s = db_query(h->db, SQL_UNREAD_WAITING, "");
	while (db_row(s)) {
		arena_push_str(
		    h->arena, &ids, &all, db_textdup(s, 0, h->arena));
		arena_push_str(
		    h->arena, &cases, &same, db_textdup(s, 1, h->arena));
	}
	for (i = 0; i < all; i++) {
		p = unread_of(h, h->arena, ids[i], &parts);
		if (parts == 0)
			continue;
		w = arena_push(h->arena, &list, count, sizeof(*w));
		*w = (struct unread_waiting){ cases[i], p, parts };
	}
	return list;
}
