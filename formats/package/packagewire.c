#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/base/valid.h"
#include "formats/base/words.h"
#include "formats/config/roster.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailwire.h"
#include "formats/package/package.h"
#include "formats/package/packagewire.h"
#include "formats/read/listing.h"

static const char *const protocols[] = { "tcp", "udp", "icmp", "other" };

static void
put_list(struct buf *b, const char **list, size_t count)
{
	size_t i;

	buf_put_u32(b, (uint32_t)count);
	for (i = 0; i < count; i++)
		buf_put_str(b, list[i]);
}

static void
put_file(struct buf *b, const struct pkg_file *f)
{
	size_t i;

	buf_put_str(b, f->path);
	buf_put_u8(b, f->role);
	buf_put_blob(b, f->sha256.b, DIGEST_LEN);
	buf_put_u32(b, (uint32_t)f->fact_count);
	for (i = 0; i < f->fact_count; i++)
		filefact_write(b, &f->facts[i]);
	buf_put_u8(b, f->mail != NULL);
	if (f->mail != NULL)
		mail_write(b, f->mail);
	buf_put_u8(b, f->listing != NULL);
	if (f->listing != NULL)
		listing_write(b, f->listing);
}

static void
put_submission(struct buf *b, const struct pkg_submission *s)
{
	const struct pkg_observation *o;
	size_t i;

	buf_put_u32(b, s->n);
	buf_put_u8(b, s->kind);
	buf_put_u64(b, (uint64_t)s->observed);
	buf_put_str(b, s->request);
	buf_put_u8(b, s->victim);
	buf_put_u8(b, s->partial);
	buf_put_u8(b, s->answer);
	buf_put_str(b, s->title);
	buf_put_str(b, s->description);
	buf_put_str(b, s->topic);
	buf_put_u32(b, (uint32_t)s->file_count);
	for (i = 0; i < s->file_count; i++)
		put_file(b, &s->files[i]);
	buf_put_u32(b, (uint32_t)s->indicator_count);
	for (i = 0; i < s->indicator_count; i++) {
		buf_put_u8(b, s->indicators[i].type);
		buf_put_u8(b, s->indicators[i].role);
		buf_put_str(b, s->indicators[i].value);
	}
	buf_put_u32(b, (uint32_t)s->observation_count);
	for (i = 0; i < s->observation_count; i++) {
		o = &s->observations[i];
		buf_put_u8(b, o->inbound);
		buf_put_str(b, o->address);
		buf_put_u32(b, o->port);
		buf_put_str(b, o->protocol);
		buf_put_str(b, o->first);
		buf_put_str(b, o->last);
		buf_put_u64(b, o->count);
	}
	buf_put_u8(b, s->bec_type);
	buf_put_u8(b, s->bec_damage);
	buf_put_str(b, s->bec_language);
	buf_put_u8(b, s->consent);
	buf_put_u8(b, s->scope);
	buf_put_u8(b, s->tlp);
	buf_put_u8(b, s->publish);
	buf_put_str(b, s->sig);
	buf_put_u32(b, s->share_line);
	buf_put_u32(b, (uint32_t)s->agency_count);
	for (i = 0; i < s->agency_count; i++) {
		buf_put_str(b, s->agencies[i].id);
		buf_put_u32(b, s->agencies[i].line);
	}
	put_list(b, s->sensitive, s->sensitive_count);
}

static void
put_ruling(struct buf *b, const struct pkg_ruling *r)
{
	size_t i;

	buf_put_str(b, r->case_id);
	buf_put_str(b, r->item);
	buf_put_str(b, r->submission);
	buf_put_str(b, r->as_of);
	buf_put_u8(b, r->for_all);
	put_list(b, r->readers, r->reader_count);
	buf_put_u8(b, (unsigned)(r->class + 1));
	buf_put_str(b, r->grounds);
	buf_put_u8(b, (unsigned)(r->grave + 1));
	buf_put_u8(b, (unsigned)(r->release + 1));
	buf_put_u8(b, (unsigned)(r->retract + 1));
	buf_put_u8(b, r->quiet);
	buf_put_u8(b, (unsigned)(r->harmless + 1));
	buf_put_str(b, r->title);
	buf_put_str(b, r->analysis);
	buf_put_str(b, r->countermeasure);
	buf_put_str(b, r->topic);
	buf_put_str(b, r->outline);
	buf_put_str(b, r->campaign);
	buf_put_str(b, r->campaign_years);
	put_list(b, r->techniques, r->technique_count);
	buf_put_str(b, r->reason);
	buf_put_str(b, r->answer);
	put_list(b, r->redact, r->redact_count);
	buf_put_str(b, r->merge_into);
	put_list(b, r->split, r->split_count);
	buf_put_u32(b, (uint32_t)r->step_count);
	for (i = 0; i < r->step_count; i++) {
		buf_put_u8(b, r->steps[i].kind);
		buf_put_str(b, r->steps[i].submission);
		buf_put_u64(b, (uint64_t)r->steps[i].at);
		buf_put_str(b, r->steps[i].text);
	}
	buf_put_str(b, r->truehit);
	buf_put_u32(b, (uint32_t)r->fact_count);
	for (i = 0; i < r->fact_count; i++) {
		buf_put_u8(b, r->facts[i].type);
		buf_put_str(b, r->facts[i].value);
	}
}

static void
put_answers(struct buf *b, const struct package *p)
{
	size_t i, k;

	buf_put_u32(b, (uint32_t)p->sighting_count);
	for (i = 0; i < p->sighting_count; i++) {
		buf_put_str(b, p->sightings[i].item);
		buf_put_str(b, p->sightings[i].request);
		buf_put_u8(b, p->sightings[i].result);
		buf_put_u8(b, (uint8_t)(p->sightings[i].outcome + 1));
		buf_put_u64(b, p->sightings[i].count);
		buf_put_str(b, p->sightings[i].first);
		buf_put_str(b, p->sightings[i].last);
		buf_put_u32(b, (uint32_t)p->sightings[i].with_count);
		for (k = 0; k < p->sightings[i].with_count; k++)
			buf_put_u32(b, p->sightings[i].with[k]);
	}
	buf_put_u32(b, (uint32_t)p->consent_count);
	for (i = 0; i < p->consent_count; i++) {
		buf_put_blob(b, p->consents[i].preview.b, DIGEST_LEN);
		buf_put_u8(b, p->consents[i].approve);
		put_list(b, p->consents[i].except, p->consents[i].except_count);
		put_list(b, p->consents[i].whole, p->consents[i].whole_count);
	}
	buf_put_u32(b, (uint32_t)p->ack_count);
	for (i = 0; i < p->ack_count; i++) {
		buf_put_str(b, p->acks[i].bundle);
		buf_put_u8(b, p->acks[i].hits);
		buf_put_str(b, p->acks[i].digest);
	}
	buf_put_u32(b, (uint32_t)p->withdrawal_count);
	for (i = 0; i < p->withdrawal_count; i++) {
		buf_put_str(b, p->withdrawals[i].package);
		buf_put_u32(b, p->withdrawals[i].submission);
		buf_put_u8(b, p->withdrawals[i].quiet);
		buf_put_str(b, p->withdrawals[i].reason);
	}
}

static void
put_requests(struct buf *b, const struct package *p)
{
	const struct pkg_request *q;
	size_t i;

	buf_put_u32(b, (uint32_t)p->request_count);
	for (i = 0; i < p->request_count; i++) {
		q = &p->requests[i];
		buf_put_str(b, q->closes);
		buf_put_str(b, q->audience);
		buf_put_str(b, q->item);
		buf_put_str(b, q->submission);
		buf_put_str(b, q->until);
		buf_put_str(b, q->text);
	}
}

/* Reader: package_read(). */
void
package_write(struct buf *b, const struct package *p)
{
	size_t i;

	buf_put_str(b, p->id);
	buf_put_str(b, p->to);
	buf_put_str(b, p->from);
	buf_put_u64(b, (uint64_t)p->created);
	buf_put_blob(b, p->manifest.b, DIGEST_LEN);
	buf_put_u32(b, (uint32_t)p->submission_count);
	for (i = 0; i < p->submission_count; i++)
		put_submission(b, &p->submissions[i]);
	put_answers(b, p);
	buf_put_u32(b, (uint32_t)p->ruling_count);
	for (i = 0; i < p->ruling_count; i++)
		put_ruling(b, &p->rulings[i]);
	put_requests(b, p);
	buf_put_u32(b, (uint32_t)p->confirm_count);
	for (i = 0; i < p->confirm_count; i++) {
		buf_put_str(b, p->confirms[i].ruling);
		buf_put_u8(b, p->confirms[i].approve);
		buf_put_u8(b, p->confirms[i].has_bytes);
		buf_put_blob(b, p->confirms[i].bytes.b, DIGEST_LEN);
	}
	buf_put_u32(b, (uint32_t)p->chapter_count);
	for (i = 0; i < p->chapter_count; i++) {
		buf_put_str(b, p->chapters[i].period);
		buf_put_str(b, p->chapters[i].after);
		buf_put_str(b, p->chapters[i].xml);
	}
}

/* The way back: every value is checked as if a liar had sent it. */

struct in {
	struct cursor c;
	struct arena *a;
	size_t listed; /* values of lists so far */
};

static void
demand(struct in *in, bool ok)
{
	if (!ok)
		cursor_fail(&in->c);
}

static const char *
get_text(struct in *in)
{
	const char *s;

	s = cursor_str(&in->c, in->a, LIMIT_TEXT);
	demand(in, s == NULL || text_printable(s, true));
	return s;
}

static const char *
need_text(struct in *in)
{
	const char *s;

	s = get_text(in);
	demand(in, s != NULL);
	return s == NULL ? "" : s;
}

static const char *
get_checked(struct in *in, bool (*check)(const char *))
{
	const char *s;

	s = get_text(in);
	demand(in, s == NULL || check(s));
	return s;
}

static unsigned
get_below(struct in *in, unsigned bound)
{
	unsigned v;

	v = cursor_u8(&in->c);
	demand(in, v < bound);
	return v < bound ? v : 0;
}

static const char **
get_list(struct in *in, size_t *count)
{
	const char **list = NULL;
	size_t n, i;

	n = cursor_count(&in->c, 4, LIMIT_LIST);
	for (i = 0; i < n; i++)
		arena_push_str(in->a, &list, count, need_text(in));
	return list;
}

/* Ids of the roster. */
static const char **
get_ids(struct in *in, size_t *count)
{
	const char **list = get_list(in, count);
	size_t i;

	for (i = 0; i < *count; i++)
		demand(in, valid_id(list[i]));
	return list;
}

static void
get_file(struct in *in, struct pkg_file *f)
{
	size_t n, i;

	f->path = need_text(in);
	demand(in, valid_path(f->path) && strcmp(f->path, "manifest.xml") != 0);
	f->role = (enum file_role)get_below(in, FROLES);
	cursor_blob(&in->c, f->sha256.b, DIGEST_LEN);
	n = cursor_count(&in->c, DIGEST_LEN, LIMIT_INNER + 1);
	for (i = 0; i < n; i++)
		filefact_read(&in->c, in->a,
		    arena_push(
			in->a, &f->facts, &f->fact_count, sizeof(*f->facts)),
		    i);
	if (get_below(in, 2) == 1)
		f->mail = mail_read(&in->c, in->a);
	if (get_below(in, 2) == 1)
		f->listing = listing_get(&in->c, in->a);
	in->listed += f->listing == NULL ? 0 : f->listing->count;
	demand(in, f->fact_count > 0 && in->listed <= LIMIT_LISTED_ALL);
	demand(in, f->listing == NULL || f->role == FROLE_INDICATORS ||
		       (f->listing->trouble == LISTING_OTHER_ROLE &&
			   f->listing->count == 0));
}

static void
get_indicators(struct in *in, struct pkg_submission *s)
{
	struct pkg_indicator *x;
	const char *canon;
	size_t n, i;

	n = cursor_count(&in->c, 6, LIMIT_LIST);
	for (i = 0; i < n; i++) {
		x = arena_push(
		    in->a, &s->indicators, &s->indicator_count, sizeof(*x));
		x->type = (enum ind_type)get_below(in, IND_TYPES);
		x->role = (enum ind_role)get_below(in, ROLES);
		x->value = need_text(in);
		canon = observable_canon(in->a, x->type, x->value);
		demand(in, canon != NULL && strcmp(canon, x->value) == 0);
	}
}

static void
get_observations(struct in *in, struct pkg_submission *s)
{
	struct pkg_observation *o;
	size_t n, i;

	n = cursor_count(&in->c, 20, LIMIT_LIST);
	for (i = 0; i < n; i++) {
		o = arena_push(
		    in->a, &s->observations, &s->observation_count, sizeof(*o));
		o->inbound = get_below(in, 2) == 1;
		o->address = need_text(in);
		o->port = cursor_u32(&in->c);
		o->protocol = need_text(in);
		o->first = need_text(in);
		o->last = need_text(in);
		o->count = cursor_u64(&in->c);
		demand(in, (valid_ipv4(o->address) || valid_ipv6(o->address)) &&
			       o->port <= 65535 && valid_date(o->first) &&
			       valid_date(o->last) &&
			       strcmp(o->first, o->last) <= 0 &&
			       word_index(protocols, 4, o->protocol) != -1 &&
			       o->count >= 1 && o->count <= LIMIT_COUNT);
	}
}

static void
get_agencies(struct in *in, struct pkg_submission *s)
{
	struct pkg_named *a;
	size_t n, i;

	n = cursor_count(&in->c, 8, LIMIT_LIST);
	for (i = 0; i < n; i++) {
		a = arena_push(
		    in->a, &s->agencies, &s->agency_count, sizeof(*a));
		a->id = need_text(in);
		demand(in, valid_id(a->id));
		a->line = cursor_u32(&in->c);
	}
}

static void
get_submission(struct in *in, struct pkg_submission *s)
{
	size_t n, i;

	s->n = cursor_u32(&in->c);
	demand(in, s->n >= 1 && s->n <= LIMIT_NUMBER);
	s->kind = (enum sub_kind)get_below(in, SUB_KINDS);
	s->observed = (int64_t)cursor_u64(&in->c);
	s->request = get_checked(in, valid_request);
	s->victim = (enum victim)get_below(in, VICTIMS);
	s->partial = get_below(in, 2) == 1;
	s->answer = get_below(in, 2) == 1;
	s->title = need_text(in);
	s->description = get_text(in);
	s->topic = get_text(in);
	n = cursor_count(&in->c, DIGEST_LEN, LIMIT_LIST);
	for (i = 0; i < n; i++)
		get_file(in, arena_push(in->a, &s->files, &s->file_count,
				 sizeof(*s->files)));
	get_indicators(in, s);
	get_observations(in, s);
	s->bec_type = get_below(in, 6);
	s->bec_damage = get_below(in, 2) == 1;
	s->bec_language = get_text(in);
	s->consent = (enum consent)get_below(in, CONSENTS);
	s->scope = (enum scope)get_below(in, SCOPES);
	s->tlp = (enum tlp)get_below(in, TLPS);
	s->publish = get_below(in, 2) == 1;
	demand(in, package_may_publish(s));
	s->sig = get_text(in);
	demand(
	    in, s->sig == NULL || (valid_id(s->sig) && s->scope == SCOPE_SIG));
	s->share_line = cursor_u32(&in->c);
	get_agencies(in, s);
	s->sensitive = get_list(in, &s->sensitive_count);
}

static void
get_steps(struct in *in, struct pkg_ruling *r)
{
	struct pkg_step *s;
	size_t n, i;

	n = cursor_count(&in->c, 17, LIMIT_LIST);
	for (i = 0; i < n; i++) {
		s = arena_push(in->a, &r->steps, &r->step_count, sizeof(*s));
		s->kind = (enum step_kind)get_below(in, STEPS);
		s->submission = get_checked(in, valid_submission);
		s->at = (int64_t)cursor_u64(&in->c);
		s->text = need_text(in);
	}
}

static void
get_facts(struct in *in, struct pkg_ruling *r)
{
	struct pkg_fact *f;
	size_t n, i;

	r->truehit = get_checked(in, valid_submission);
	n = cursor_count(&in->c, 5, LIMIT_LIST);
	demand(in, r->truehit != NULL || n == 0);
	for (i = 0; i < n; i++) {
		f = arena_push(in->a, &r->facts, &r->fact_count, sizeof(*f));
		f->type = (enum ind_type)get_below(in, IND_TYPES);
		f->value = need_text(in);
		demand(in, *f->value != '\0');
	}
	demand(in, package_truehit_alone(r));
}

/* FROM-UNTIL, of which either may be empty. */
static bool
are_years(const char *s)
{
	size_t from = strspn(s, "0123456789"), until;

	if (s[from] != '-')
		return false;
	until = strspn(s + from + 1, "0123456789");
	return (from == 0 || from == 4) && (until == 0 || until == 4) &&
	       s[from + 1 + until] == '\0';
}

static void
get_ruling(struct in *in, struct pkg_ruling *r)
{
	size_t i;

	r->case_id = get_checked(in, valid_case);
	r->item = get_checked(in, valid_item);
	r->submission = get_checked(in, valid_submission);
	demand(in, package_names_one(r));
	r->as_of = get_checked(in, valid_run);
	r->for_all = get_below(in, 2) == 1;
	r->readers = get_ids(in, &r->reader_count);
	r->class = (int)get_below(in, CLASSES + 1) - 1;
	r->grounds = get_text(in);
	r->grave = (int)get_below(in, 3) - 1;
	r->release = (int)get_below(in, 3) - 1;
	r->retract = (int)get_below(in, 3) - 1;
	r->quiet = get_below(in, 2) == 1;
	demand(in, package_quiet_retracts(r));
	r->harmless = (int)get_below(in, 3) - 1;
	demand(in, package_harmless_agrees(r));
	r->title = get_text(in);
	r->analysis = get_text(in);
	r->countermeasure = get_text(in);
	r->topic = get_text(in);
	demand(in, r->topic == NULL || *r->topic != '\0');
	r->outline = get_text(in);
	demand(in, r->outline == NULL || *r->outline != '\0');
	r->campaign = get_text(in);
	r->campaign_years = get_text(in);
	demand(in, (r->campaign == NULL) == (r->campaign_years == NULL));
	demand(in, r->campaign_years == NULL || are_years(r->campaign_years));
	r->techniques = get_list(in, &r->technique_count);
	for (i = 0; i < r->technique_count; i++)
		demand(in, valid_technique(r->techniques[i]));
	r->reason = get_text(in);
	r->answer = get_text(in);
	demand(in, package_answers_one(r) &&
		       (r->answer == NULL || *r->answer != '\0'));
	r->redact = get_list(in, &r->redact_count);
	r->merge_into = get_checked(in, valid_case);
	r->split = get_list(in, &r->split_count);
	for (i = 0; i < r->split_count; i++)
		demand(in, valid_submission(r->split[i]));
	get_steps(in, r);
	get_facts(in, r);
}

static void
get_sightings(struct in *in, struct package *p)
{
	struct pkg_sighting *s;
	size_t n, i, w, k;

	n = cursor_count(&in->c, 26, LIMIT_LIST);
	for (i = 0; i < n; i++) {
		s = arena_push(
		    in->a, &p->sightings, &p->sighting_count, sizeof(*s));
		s->item = need_text(in);
		s->request = get_checked(in, valid_request);
		s->result = (enum sight_result)get_below(in, SIGHTS);
		s->outcome = (int)get_below(in, OUTCOMES + 1) - 1;
		s->count = cursor_u64(&in->c);
		s->first = get_checked(in, valid_date);
		s->last = get_checked(in, valid_date);
		demand(in, valid_item(s->item) && s->count <= LIMIT_COUNT &&
			       (s->first == NULL || s->last == NULL ||
				   strcmp(s->first, s->last) <= 0));
		w = cursor_count(&in->c, 4, LIMIT_LIST);
		for (k = 0; k < w; k++)
			*(unsigned *)arena_push(in->a, &s->with, &s->with_count,
			    sizeof(unsigned)) = cursor_u32(&in->c);
		demand(in, package_sighting_agrees(s));
	}
}

static void
get_answers(struct in *in, struct package *p)
{
	struct pkg_withdrawal *w;
	struct pkg_consent *c;
	struct pkg_ack *k;
	size_t n, i;

	get_sightings(in, p);
	n = cursor_count(&in->c, DIGEST_LEN + 9, LIMIT_LIST);
	for (i = 0; i < n; i++) {
		c = arena_push(
		    in->a, &p->consents, &p->consent_count, sizeof(*c));
		cursor_blob(&in->c, c->preview.b, DIGEST_LEN);
		c->approve = get_below(in, 2) == 1;
		c->except = get_ids(in, &c->except_count);
		c->whole = get_ids(in, &c->whole_count);
	}
	n = cursor_count(&in->c, 9, LIMIT_LIST);
	for (i = 0; i < n; i++) {
		k = arena_push(in->a, &p->acks, &p->ack_count, sizeof(*k));
		k->bundle = need_text(in);
		demand(in, valid_bundle(k->bundle));
		k->hits = get_below(in, 2) == 1;
		k->digest = get_checked(in, valid_digest);
	}
	n = cursor_count(&in->c, 13, LIMIT_LIST);
	for (i = 0; i < n; i++) {
		w = arena_push(
		    in->a, &p->withdrawals, &p->withdrawal_count, sizeof(*w));
		w->package = need_text(in);
		demand(in, valid_uuid(w->package));
		w->submission = cursor_u32(&in->c);
		demand(in, w->submission <= LIMIT_NUMBER);
		w->quiet = get_below(in, 2) == 1;
		w->reason = get_text(in);
	}
}

static void
get_requests(struct in *in, struct package *p)
{
	struct pkg_request *q;
	size_t n, i;

	n = cursor_count(&in->c, 24, LIMIT_LIST);
	for (i = 0; i < n; i++) {
		q = arena_push(
		    in->a, &p->requests, &p->request_count, sizeof(*q));
		q->closes = get_checked(in, valid_request);
		q->audience = get_checked(in, valid_id);
		q->item = get_checked(in, valid_item);
		q->submission = get_checked(in, valid_submission);
		q->until = get_checked(in, valid_date);
		q->text = get_text(in);
		demand(in, package_request_agrees(q) &&
			       (q->text == NULL || *q->text != '\0'));
	}
}

static void
get_confirms(struct in *in, struct package *p)
{
	struct pkg_confirm *c;
	size_t n, i;

	n = cursor_count(&in->c, 5, LIMIT_LIST);
	for (i = 0; i < n; i++) {
		c = arena_push(
		    in->a, &p->confirms, &p->confirm_count, sizeof(*c));
		c->ruling = need_text(in);
		demand(in, valid_submission(c->ruling) ||
			       valid_request(c->ruling) ||
			       valid_chapter(c->ruling));
		c->approve = get_below(in, 2) == 1;
		c->has_bytes = get_below(in, 2) == 1;
		cursor_blob(&in->c, c->bytes.b, DIGEST_LEN);
	}
}

/* One element as package_parse() writes it: no document type, no comment, no
 * processing instruction.  The report validates it before it is used. */
static bool
is_chapter(const char *xml)
{
	static const char start[] = "<chapter", end[] = "</chapter>";
	size_t len = strlen(xml);

	return strncmp(xml, start, sizeof(start) - 1) == 0 &&
	       len > sizeof(end) &&
	       strcmp(xml + len - (sizeof(end) - 1), end) == 0 &&
	       strstr(xml, "<!") == NULL && strstr(xml, "<?") == NULL;
}

static void
get_chapters(struct in *in, struct package *p)
{
	struct pkg_chapter *c;
	size_t n, i;

	n = cursor_count(&in->c, 12, LIMIT_LIST);
	for (i = 0; i < n; i++) {
		c = arena_push(
		    in->a, &p->chapters, &p->chapter_count, sizeof(*c));
		c->period = need_text(in);
		c->after = get_text(in);
		c->xml = cursor_str(&in->c, in->a, LIMIT_CHAPTER);
		demand(in, valid_period(c->period) && c->xml != NULL &&
			       text_printable(c->xml, true) &&
			       is_chapter(c->xml));
	}
}

/* Numbers of submissions, and what refers to them. */
static bool
consistent(const struct package *p)
{
	struct package_numbers used = { 0 };
	size_t i, k;

	for (i = 0; i < p->submission_count; i++)
		if (package_number(&used, p->submissions[i].n))
			return false;
	for (i = 0; i < p->sighting_count; i++)
		for (k = 0; k < p->sightings[i].with_count; k++)
			if (!package_has_number(&used, p->sightings[i].with[k]))
				return false;
	return package_sensitive(p) <= LIMIT_SENSITIVE;
}

/* Writer: package_write(). */
struct package *
package_read(struct arena *a, const void *p, size_t len)
{
	struct package *out;
	struct in in = { .a = a };
	size_t n, i;

	cursor_init(&in.c, p, len);
	out = arena_alloc(a, sizeof(*out));
	out->id = need_text(&in);
	out->to = need_text(&in);
	out->from = need_text(&in);
	demand(&in, valid_uuid(out->id) && valid_fingerprint(out->to) &&
			valid_id(out->from));
	out->created = (int64_t)cursor_u64(&in.c);
	cursor_blob(&in.c, out->manifest.b, DIGEST_LEN);
	n = cursor_count(&in.c, 40, LIMIT_SUBMISSIONS);
	for (i = 0; i < n; i++)
		get_submission(&in,
		    arena_push(a, &out->submissions, &out->submission_count,
			sizeof(*out->submissions)));
	get_answers(&in, out);
	n = cursor_count(&in.c, 40, LIMIT_LIST);
	for (i = 0; i < n; i++)
		get_ruling(&in, arena_push(a, &out->rulings, &out->ruling_count,
				    sizeof(*out->rulings)));
	get_requests(&in, out);
	get_confirms(&in, out);
	get_chapters(&in, out);
	return cursor_done(&in.c) && consistent(out) ? out : NULL;
}
