#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/intake/addressee.h"
#include "batch/intake/extract.h"
#include "batch/intake/identity.h"
#include "batch/night/arrival.h"
#include "batch/night/lines.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/regions.h"
#include "batch/store/ruling.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"
#include "formats/files/commonfiles.h"
#include "formats/indicators/observable.h"
#include "formats/mail/boilerplate.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailforward.h"
#include "formats/mail/mailnames.h"
#include "formats/mail/mailnorm.h"
#include "formats/names/commonword.h"
#include "formats/names/nameparts.h"
#include "formats/names/textfold.h"
#include "formats/package/package.h"
#include "formats/pages/ownpages.h"
#include "formats/read/listing.h"

/* What a text must say for itself (boilerplate.h) to be one attack under any
 * subject, and under one and the same. */
#define TEXT_JOINS   40
#define LETTER_JOINS 20

struct extractor {
	struct night *n;
	const struct mailnames *names; /* of everybody in the roster; NULL until
					  the first mail */
	const struct boilerplate *boilerplate;
};

/* The package on its way into the database. */
struct extraction {
	struct night *n;
	struct extractor *extractor;
	struct db *db;
	const struct arrival *a;
	const struct package *p;
	struct arena *arena;
	struct sender sender;
	const char *sub; /* id of the submission at hand */
	unsigned file_n; /* last number given in it */
};

static const char *
hex(struct extraction *x, const struct digest *d)
{
	char out[DIGEST_HEX];

	digest_hex(d, out);
	return arena_strdup(x->arena, out);
}

static void
join_key(struct extraction *x, int joins, const char *kind, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	db_run(x->db, SQL_JOIN_KEY_ADD, "tti",
	    arena_printf(x->arena, "%s:%s", kind, value), x->sub,
	    (int64_t)joins);
}

static void
indicator(struct extraction *x, enum ind_type t, enum ind_role r,
    const char *value, const char *source)
{
	if (value == NULL || *value == '\0')
		return;
	db_run(x->db, SQL_INDICATOR_ADD, "ttttt", x->sub, ind_type_word(t),
	    ind_role_word(r), value, source);
	if (r == ROLE_C2 && t != IND_CIDR)
		regions_want(x->db, observable_place(x->arena, t, value));
}

/* Where toiyaba find looks for a part of it. */
static void
seek(struct extraction *x, const char *what, unsigned n, const char *text)
{
	if (text != NULL && *text != '\0')
		db_run(x->db, SQL_SOUGHT_ADD, "ttit", x->sub, what, (int64_t)n,
		    text_nfkc(x->arena, text));
}

static const char *
flags_of(struct extraction *x, const struct filefact *f)
{
	return arena_printf(x->arena, "%s%s%s%s%s%s%s", f->rlo ? "rlo " : "",
	    f->double_ext ? "double-ext " : "", f->macro ? "macro " : "",
	    f->form ? "form " : "", f->encrypted ? "encrypted " : "",
	    f->unreadable ? "unreadable " : "", f->personal ? "personal " : "");
}

/*
 * One file; returns its number.  An attachment joins cases where joins is set,
 * but a picture does not by itself (a logo is in everybody's mail), nor does
 * what programs put in; what lies inside an archive only relates.
 */
static unsigned
add_file(struct extraction *x, const struct filefact *f, unsigned parent,
    unsigned mail, const char *role, const char *path, bool joins)
{
	const char *sha;

	sha = hex(x, &f->sha256);
	db_run(x->db, SQL_FILE_ADD, "tiiittttitit", x->sub,
	    (int64_t)++x->file_n, (int64_t)parent, (int64_t)mail, role, path,
	    f->name, sha, (int64_t)f->size, file_kind_word(f->kind),
	    (int64_t)f->is_inline, flags_of(x, f));
	seek(x, "file", x->file_n, f->name == NULL ? path : f->name);
	if (!commonfiles_has(sha) && !f->is_inline &&
	    (strcmp(role, "attachment") == 0 || strcmp(role, "sample") == 0))
		join_key(x, joins && parent == 0 && f->kind != FILE_IMAGE,
		    "file", sha);
	return x->file_n;
}

static void
add_facts(struct extraction *x, const struct filefact *facts, size_t count,
    unsigned mail, const char *role, const char *path, bool joins)
{
	unsigned first = x->file_n + 1, parent;
	size_t i;

	for (i = 0; i < count; i++) {
		parent =
		    facts[i].parent < 0 ? 0 : first + (unsigned)facts[i].parent;
		add_file(x, &facts[i], parent, mail, role,
		    parent == 0 ? path : NULL, joins);
	}
}

/*
 * A member that sends a mail on in one of its own is not its sender: the
 * member's address, relay and ways are left out.
 */
static void
sender_indicators(struct extraction *x, const struct mail *m)
{
	const char *at, *subject;

	subject = (m->flags & MAIL_COVER_SUBJECT) != 0 ? NULL : m->subject;
	at = m->from == NULL ? NULL : strrchr(m->from, '@');
	if (at != NULL && roster_has_host(x->n->hub->roster, at + 1)) {
		indicator(x, IND_SUBJECT, ROLE_OTHER,
		    subject == NULL ? NULL : mail_subject_meant(subject),
		    "mail");
		return;
	}
	indicator(x, IND_EMAIL,
	    (m->flags & (MAIL_EITHER | MAIL_SEEN)) == 0 ? ROLE_SENDER
							: ROLE_OTHER,
	    m->from, "mail");
	indicator(x, IND_SUBJECT, ROLE_OTHER, subject, "mail");
	join_key(x, 0, "sender-ip", m->sender_ip);
	join_key(x, 0, "sender", at == NULL ? NULL : m->from);
}

static void
mail_indicators(struct extraction *x, const struct mail *m)
{
	bool seen = (m->flags & MAIL_SEEN) != 0;
	size_t i;

	sender_indicators(x, m);
	for (i = 0; i < m->url_count; i++) {
		indicator(x, IND_URL, seen ? ROLE_OTHER : ROLE_LINK,
		    m->urls[i].url, "mail");
		join_key(x, 0, "host", m->urls[i].host);
	}
	join_key(x, 0, "message-id", m->message_id);
	for (i = 0; i < m->reference_count; i++)
		join_key(x, 0, "message-id", m->references[i]);
}

static const char *
joined_refs(struct extraction *x, const struct mail *m)
{
	struct buf b = { 0 };
	const char *out;
	size_t i;

	for (i = 0; i < m->reference_count; i++) {
		buf_puts(&b, i == 0 ? "" : " ");
		buf_puts(&b, m->references[i]);
	}
	out = m->reference_count == 0 ? NULL
				      : arena_strdup(x->arena, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
push_names(struct arena *a, const char ***names, size_t *count,
    const char *const *more, size_t more_count)
{
	size_t i;

	for (i = 0; i < more_count; i++)
		if (more[i] != NULL)
			*(const char **)arena_push(
			    a, names, count, sizeof(**names)) = more[i];
}

/*
 * The names of everybody in the roster, not of the provider alone: what a
 * text is made into must not depend on who gave it.
 */
static const struct mailnames *
roster_names(struct extractor *e)
{
	struct night *n = e->n;
	const struct roster *r = n->hub->roster;
	const struct roster_member *m;
	const char **names = NULL;
	size_t count = 0, i;

	if (e->names != NULL)
		return e->names;
	for (i = 0; i < r->member_count; i++) {
		m = &r->members[i];
		push_names(n->arena, &names, &count, &m->name.ja, 1);
		push_names(n->arena, &names, &count, &m->name.en, 1);
		push_names(
		    n->arena, &names, &count, m->aliases, m->alias_count);
		push_names(
		    n->arena, &names, &count, m->domains, m->domain_count);
	}
	e->names = mailnames_new(n->arena, names, count);
	return e->names;
}

/* The text and subject of a mail by which it is compared: those to whom it
 * was sent are slots. */
static const char *
without_names(struct extraction *x, const struct mail *m, const char *norm)
{
	const char **names = NULL, **parts;
	size_t count = 0, i, n;
	struct mailnames *own;

	if (norm == NULL)
		return NULL;
	norm = mailnames_apply(roster_names(x->extractor), x->arena, norm);
	for (i = 0; i < m->recipient_count; i++) {
		push_names(x->arena, &names, &count, &m->recipients[i], 1);
		parts = name_parts(x->arena, m->recipients[i], &n);
		push_names(x->arena, &names, &count, parts, n);
	}
	own = mailnames_new(x->arena, names, count);
	return mailnames_apply(own, x->arena, norm);
}

/* The same attached picture under the very same subject. */
static void
join_pictures(struct extraction *x, const struct mail *m, const char *subject)
{
	const struct filefact *f;
	size_t i;

	for (i = 0; i < m->file_count && subject != NULL; i++) {
		f = &m->files[i];
		if (f->kind == FILE_IMAGE && f->parent < 0 && !f->is_inline &&
		    !commonfiles_has(hex(x, &f->sha256)))
			join_key(x, 1, "picture",
			    arena_printf(x->arena, "%s %s", hex(x, &f->sha256),
				subject));
	}
}

/* Exact sameness must not hang on where a program broke the lines. */
static const char *
text_key(struct extraction *x, const char *norm)
{
	struct digest d;
	char *flat, *p;

	flat = arena_strdup(x->arena, norm);
	for (p = flat; *p != '\0'; p++)
		if (*p == '\n')
			*p = ' ';
	digest_of(flat, strlen(flat), &d);
	return hex(x, &d);
}

/* The same text joins where it says more than footers and courtesy do; one
 * that says little, under the same subject only. */
static void
join_text(struct extraction *x, const char *norm, const char *norm_sha,
    const char *subject)
{
	struct digest d;
	const char *letter;
	size_t weight;

	if (norm_sha == NULL)
		return;
	weight = boilerplate_weight(x->extractor->boilerplate, x->arena, norm);
	if (weight >= TEXT_JOINS)
		join_key(x, 1, "text", norm_sha);
	else if (weight >= LETTER_JOINS) {
		letter = arena_printf(x->arena, "%s %s", norm_sha,
		    subject == NULL ? "" : subject);
		digest_of(letter, strlen(letter), &d);
		join_key(x, 1, "letter", hex(x, &d));
	}
}

/* 山田 of 山田 太郎: what an attacker may call his victim by. */
static void
add_parts_of(struct extraction *x, const char *name)
{
	const char **parts;
	size_t count, i;

	parts = name_parts(x->arena, name, &count);
	for (i = 0; i < count; i++)
		if (roster_term_fault(x->arena, x->n->hub->roster, parts[i]) ==
		    NULL)
			db_run(x->db, SQL_SENSITIVE_ADD, "ttt", x->sub,
			    parts[i], "part");
}

/* "Sales", 窓口: who is called as everybody calls something stops nothing. */
static const char *
recipient_kind(struct extraction *x, const char *name)
{
	return strchr(name, '@') == NULL &&
		       (roster_term_fault(x->arena, x->n->hub->roster, name) !=
			       NULL ||
			   commonword(name) || ownpages_say(name))
		   ? "part"
		   : "recipient";
}

static void
add_recipients(struct extraction *x, const struct mail *m)
{
	const char **named;
	size_t i, count;

	named = addressees(x->arena, x->n->hub->roster, m->text, &count);
	/* Bulk mail is often sent "to" its own sender. */
	for (i = 0; i < m->recipient_count; i++)
		if (m->from == NULL || strcmp(m->recipients[i], m->from) != 0)
			db_run(x->db, SQL_SENSITIVE_ADD, "ttt", x->sub,
			    m->recipients[i],
			    recipient_kind(x, m->recipients[i]));
	for (i = 0; i < count; i++)
		db_run(
		    x->db, SQL_SENSITIVE_ADD, "ttt", x->sub, named[i], "named");
	/* Whole names first: what is one of those stops too. */
	for (i = 0; i < m->recipient_count; i++)
		if (m->from == NULL || strcmp(m->recipients[i], m->from) != 0)
			add_parts_of(x, m->recipients[i]);
	for (i = 0; i < count; i++)
		add_parts_of(x, named[i]);
}

static void
add_mail(struct extraction *x, const struct mail *m, unsigned file_n)
{
	const char *norm, *quoted, *norm_sha = NULL, *subject = NULL;
	bool joins;

	norm = without_names(x, m, m->norm);
	if (norm != NULL && *norm != '\0')
		norm_sha = text_key(x, norm);
	if (m->subject != NULL)
		subject = without_names(
		    x, m, mail_norm_subject(x->arena, m->subject));
	db_run(x->db, SQL_MAIL_ADD, "titttttttttittti", x->sub, (int64_t)file_n,
	    m->from, m->from_name, m->reply_to, m->return_path, m->subject,
	    subject, m->message_id, joined_refs(x, m), m->mailer, m->date,
	    m->sender_ip, norm_sha == NULL ? NULL : norm, norm_sha,
	    (int64_t)m->flags);
	seek(x, "subject", file_n, m->subject);
	regions_want(x->db, m->sender_ip);
	join_text(x, norm, norm_sha, subject);
	quoted = without_names(x, m, m->quoted);
	if (quoted != NULL && *quoted != '\0')
		join_key(x, 0, "quote", text_key(x, quoted));
	mail_indicators(x, m);
	add_recipients(x, m);
	/* Nobody hides a file by the mail in which it lies; a form beside what
	 * one sends on is the forwarder's. */
	joins = (m->flags & (MAIL_SEEN | MAIL_FORWARDED)) != MAIL_SEEN;
	add_facts(
	    x, m->files, m->file_count, file_n, "attachment", NULL, joins);
	if ((m->flags & (MAIL_SEEN | MAIL_EITHER)) != MAIL_SEEN)
		join_pictures(x, m, subject);
}

static void
add_observation(
    struct extraction *x, const struct pkg_observation *o, int64_t n)
{
	db_run(x->db, SQL_OBSERVATION_ADD, "tiitittti", x->sub, n,
	    (int64_t)o->inbound, o->address, (int64_t)o->port, o->protocol,
	    o->first, o->last, (int64_t)o->count);
	join_key(x, 1, "remote",
	    arena_printf(x->arena, "%s:%u", o->address, o->port));
	join_key(x, 0, "host", o->address);
}

static void
add_stated(
    struct extraction *x, const struct pkg_indicator *i, const char *source)
{
	indicator(x, i->type, i->role, i->value, source);
	switch (i->type) {
	case IND_URL:
	case IND_IPV4:
	case IND_IPV6:
	case IND_IPV4_PORT:
	case IND_IPV6_PORT:
	case IND_DOMAIN:
		join_key(x, 0, "host",
		    observable_place(x->arena, i->type, i->value));
		break;
	case IND_MD5:
	case IND_SHA1:
	case IND_CERTIFICATE:
		join_key(x, 0, "digest", i->value);
		break;
	case IND_SHA256:
		/* Everybody can state one: batch/cases/stated.h. */
		if (!commonfiles_has(i->value))
			join_key(x, 0, "file", i->value);
		break;
	case IND_EMAIL:
		join_key(x, 0, "sender", i->value);
		break;
	default:
		break;
	}
}

/* The numbers of a list, a blank between each two. */
static const char *
places_of(struct extraction *x, const struct listing *l)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < l->place_count; i++)
		text = arena_printf(
		    x->arena, "%s%s%u", text, i == 0 ? "" : " ", l->places[i]);
	return text;
}

static const char *
why_left(struct extraction *x, const struct listing *l)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < LEFT_REASONS; i++)
		if (l->left[i] > 0)
			text = arena_printf(x->arena, "%s%s%s %zu", text,
			    *text == '\0' ? "" : " ",
			    listing_left_word((enum listing_left)i),
			    l->left[i]);
	return text;
}

/* A list that a member sends is what it states. */
static void
add_listing(struct extraction *x, const struct listing *l, unsigned file_n)
{
	struct pkg_indicator i;
	size_t k;

	if (l == NULL)
		return;
	db_run(x->db, SQL_LISTED_ADD, "tittiitt", x->sub, (int64_t)file_n,
	    listing_form_word(l->form), listing_trouble_word(l->trouble),
	    (int64_t)l->count, (int64_t)listing_left_out(l), why_left(x, l),
	    places_of(x, l));
	for (k = 0; k < l->count; k++) {
		i.type = l->values[k].type;
		i.role = l->values[k].role;
		i.value = l->values[k].value;
		add_stated(x, &i, "list");
	}
}

static void
add_parts(struct extraction *x, const struct pkg_submission *s)
{
	const struct pkg_file *f;
	const struct mail *m;
	unsigned n;
	size_t i;

	if (s->sig != NULL)
		db_run(x->db, SQL_SHARE_SIG_ADD, "tt", x->sub, s->sig);
	for (i = 0; i < s->agency_count; i++)
		db_run(x->db, SQL_SHARE_AGENCY_ADD, "tt", x->sub,
		    s->agencies[i].id);
	for (i = 0; i < s->sensitive_count; i++)
		db_run(x->db, SQL_SENSITIVE_ADD, "ttt", x->sub, s->sensitive[i],
		    "manifest");
	for (i = 0; i < s->indicator_count; i++)
		add_stated(x, &s->indicators[i], "manifest");
	for (i = 0; i < s->observation_count; i++)
		add_observation(x, &s->observations[i], (int64_t)i + 1);
	for (i = 0; i < s->file_count; i++) {
		f = &s->files[i];
		n = x->file_n + 1;
		add_facts(x, f->facts, f->fact_count, 0,
		    file_role_word(f->role), f->path, true);
		/* Further mails in the same file have numbers of their own. */
		for (m = f->mail; m != NULL; m = m->next)
			add_mail(x, m, m == f->mail ? n : ++x->file_n);
		add_listing(x, f->listing, n);
	}
}

/* What comes from outside counts as what the hub obtained itself. */
static bool
is_own(const struct extraction *x)
{
	return x->sender.role == SENDER_HUB ||
	       sender_is_outside(x->sender.role);
}

static void
add_submission(struct extraction *x, const struct pkg_submission *s)
{
	x->sub = arena_printf(x->arena, "%s/%u", x->p->id, s->n);
	x->file_n = 0;
	db_run(x->db, SQL_SUBMISSION_ADD, "ttititiititittttttiititiit", x->sub,
	    x->a->sha256, (int64_t)s->n, x->a->member, (int64_t)is_own(x),
	    sender_word(x->sender.role), (int64_t)sender_is_trusted(&x->sender),
	    (int64_t)s->answer, sub_kind_word(s->kind), s->observed,
	    victim_word(s->victim), (int64_t)s->partial, s->title,
	    s->description, s->topic, consent_word(s->consent),
	    scope_word(s->scope), tlp_word(s->tlp), (int64_t)s->bec_type,
	    (int64_t)s->bec_damage, s->bec_language, x->n->at, x->n->day,
	    x->p->created, (int64_t)s->publish, s->request);
	seek(x, "title", 0, s->title);
	add_parts(x, s);
}

static void
add_rulings(struct extraction *x)
{
	struct ruling_source from = { .package = x->a->sha256,
		.analyst = x->a->member,
		.signed_at = x->a->signed_at };
	size_t i;

	for (i = 0; i < x->p->ruling_count; i++) {
		from.n = (int64_t)i + 1;
		ruling_add(x->db, x->arena, &from, &x->p->rulings[i]);
	}
}

static void
add_requests(struct extraction *x)
{
	const struct pkg_request *q;
	size_t i;

	for (i = 0; i < x->p->request_count; i++) {
		q = &x->p->requests[i];
		if (q->closes != NULL)
			db_run(x->db, SQL_REQUEST_END_ADD, "titit",
			    x->a->sha256, (int64_t)i + 1, x->a->member,
			    x->a->signed_at, q->closes);
		else
			db_run(x->db, SQL_REQUEST_ADD, "titittttt",
			    x->a->sha256, (int64_t)i + 1, x->a->member,
			    x->a->signed_at, q->audience, q->item,
			    q->submission, q->until, q->text);
	}
}

static void
add_withdrawal(struct extraction *x, const struct pkg_withdrawal *w, int64_t n)
{
	const char *id = identity_of(x->n, x->arena, x->a->member, w->package);

	if (id == NULL)
		id = w->package;
	db_run(x->db, SQL_WITHDRAWAL_ADD, "tittitit", x->a->sha256, n,
	    x->a->member,
	    w->submission == 0
		? id
		: arena_printf(x->arena, "%s/%u", id, w->submission),
	    (int64_t)w->quiet, w->reason, x->n->at, x->n->day);
}

/* A blank between each two. */
static const char *
words(struct arena *a, const char **list, size_t count)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < count; i++)
		text =
		    arena_printf(a, "%s%s%s", text, i == 0 ? "" : " ", list[i]);
	return text;
}

/* One of a bundle that a restored hub does not know is none of the bundle that
 * has its number now, or will have it.  Where only the digest can tell, and is
 * not said, it is believed. */
static void
add_ack(struct extraction *x, const struct pkg_ack *k)
{
	const char *dash = strrchr(k->bundle, '-');
	const char *audience =
	    arena_strndup(x->arena, k->bundle, (size_t)(dash - k->bundle));
	int64_t sequence = strtoll(dash + 1, NULL, 10);

	if (lines_over(x->n, audience, sequence, x->a->signed_at) ||
	    db_one(x->db, SQL_BUNDLE_EXISTS, 0, "tit", audience, sequence,
		k->digest) == 0)
		return;
	db_run(x->db, SQL_ACK_ADD, "titiit", audience, sequence, x->a->member,
	    (int64_t)k->hits, x->n->at, x->a->sha256);
}

static void
add_answers(struct extraction *x)
{
	const struct package *p = x->p;
	const struct pkg_sighting *s;
	char preview[DIGEST_HEX];
	size_t i;

	for (i = 0; i < p->sighting_count; i++) {
		s = &p->sightings[i];
		db_run(x->db, SQL_SIGHTING_ADD, "tittitttttit", x->a->sha256,
		    (int64_t)i + 1, x->a->member, s->item, (int64_t)s->count,
		    s->first, s->last, x->n->day, sight_result_word(s->result),
		    s->outcome == -1
			? NULL
			: sight_outcome_word((enum sight_outcome)s->outcome),
		    x->a->signed_at, s->request);
		db_run(x->db, SQL_DIRTY_BY_ITEM, "t", s->item);
	}
	for (i = 0; i < p->consent_count; i++) {
		digest_hex(&p->consents[i].preview, preview);
		db_run(x->db, SQL_CONSENT_ADD, "tititti", x->a->sha256,
		    (int64_t)i + 1, preview, (int64_t)p->consents[i].approve,
		    words(x->arena, p->consents[i].except,
			p->consents[i].except_count),
		    words(x->arena, p->consents[i].whole,
			p->consents[i].whole_count),
		    x->a->signed_at);
	}
	for (i = 0; i < p->ack_count; i++)
		add_ack(x, &p->acks[i]);
	for (i = 0; i < p->withdrawal_count; i++)
		add_withdrawal(x, &p->withdrawals[i], (int64_t)i + 1);
}

struct extractor *
extractor_new(struct night *n)
{
	struct extractor *e;

	e = arena_alloc(n->arena, sizeof(*e));
	e->n = n;
	e->boilerplate = boilerplate_new(n->arena);
	return e;
}

void
extract(struct extractor *e, const struct arrival *a)
{
	struct night *n = e->n;
	struct extraction x = { .n = n,
		.extractor = e,
		.db = n->hub->db,
		.a = a,
		.p = a->package,
		.arena = a->arena };
	const struct package *p = a->package;
	const struct pkg_chapter *c;
	size_t i;

	sender_find(n->hub->roster, a->member, &x.sender);
	for (i = 0; i < p->submission_count; i++)
		add_submission(&x, &p->submissions[i]);
	add_answers(&x);
	add_rulings(&x);
	add_requests(&x);
	for (i = 0; i < p->confirm_count; i++)
		db_run(n->hub->db, SQL_CONFIRM_ADD, "tittiti", a->sha256,
		    (int64_t)i + 1, a->member, p->confirms[i].ruling,
		    (int64_t)p->confirms[i].approve,
		    p->confirms[i].has_bytes ? hex(&x, &p->confirms[i].bytes)
					     : NULL,
		    a->signed_at);
	for (i = 0; i < p->chapter_count; i++) {
		c = &p->chapters[i];
		db_run(n->hub->db, SQL_CHAPTER_ADD, "tittti", a->sha256,
		    (int64_t)i + 1, c->period, c->after, c->xml, n->at);
	}
}
