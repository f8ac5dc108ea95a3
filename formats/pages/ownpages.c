#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/base/say.h"
#include "formats/base/text.h"
#include "formats/config/roster.h"
#include "formats/files/filepile.h"
#include "formats/names/legalform.h"
#include "formats/names/sound.h"
#include "formats/names/terms.h"
#include "formats/names/textfold.h"
#include "formats/out/bundle.h"
#include "formats/out/held.h"
#include "formats/out/item.h"
#include "formats/out/letter.h"
#include "formats/out/preview.h"
#include "formats/out/refusal.h"
#include "formats/out/specimen.h"
#include "formats/out/unread.h"
#include "formats/pages/ownpages.h"
#include "formats/read/listing.h"
#include "formats/tools/outputs.h"
#include "formats/tools/ownid.h"
#include "formats/xml/xmlwords.h"

/* Between two pages, so that no word is made of both: a digit stands in no
 * name. */
static const char part[] = "\n9\n";

/* As the gate has it: a shorter Latin word is one by itself. */
#define ANYWHERE 8

static void
put(struct buf *out, const char *s)
{
	buf_puts(out, s);
	buf_puts(out, part);
}

/* A text without the names of its values. */
static void
put_text(struct buf *out, const char *s)
{
	const char *open;

	for (; (open = strchr(s, '{')) != NULL && strchr(open, '}') != NULL;
	     s = strchr(open, '}') + 1) {
		buf_put(out, s, (size_t)(open - s));
		buf_puts(out, part);
		/* {n:one|many} */
		if (strchr(open, ':') != NULL &&
		    strchr(open, ':') < strchr(open, '}'))
			buf_put(out, strchr(open, ':'),
			    (size_t)(strchr(open, '}') - strchr(open, ':')));
		buf_puts(out, part);
	}
	put(out, s);
}

/* What is said at a terminal alone stands on no page. */
static bool
stands_on_pages(enum say s)
{
	return strncmp(say_id(s), "help.", 5) != 0 &&
	       strncmp(say_id(s), "message.", 8) != 0;
}

static void
put_texts(struct buf *out)
{
	const struct reason_entry *e;
	enum unread_reason u;
	enum reason r;
	enum lang l;
	enum say s;

	for (s = 0; s < SAY_COUNT; s++) {
		if (!stands_on_pages(s))
			continue;
		put(out, say_id(s));
		for (l = 0; l < LANGS; l++)
			put_text(out, say(s, l));
	}
	for (r = 0; r < REASON_COUNT; r++) {
		e = reason_entry(r);
		if (e == NULL || e->word == NULL)
			continue;
		put(out, e->word);
		put(out, e->means_ja);
		put(out, e->means_en);
		put(out, e->advice_ja);
		put(out, e->advice_en);
	}
	for (u = 0; u < UNREAD_REASONS; u++)
		put(out, unread_reason_word(u));
}

/* What is written elsewhere: names of folders on the run page, what serialisers
 * of HTML and XML add, what a month and the word behind it make. */
static const char elsewhere[] =
    "inbox outbox quarantine archive journal reports runs spool "
    "DOCTYPE html http-equiv Content-Type charset xml version encoding "
    "standalone xmlns 月期 月末時点";

static void
put_words(struct buf *out)
{
	int i;

	put(out, elsewhere);

	for (i = 0; i < IND_TYPES; i++)
		put(out, ind_type_word((enum ind_type)i));
	for (i = 0; i < ROLES; i++)
		put(out, ind_role_word((enum ind_role)i));
	for (i = 0; i < FILE_KINDS; i++)
		put(out, file_kind_word((enum file_kind)i));
	for (i = 0; i < CLASSES; i++)
		put(out, class_word((enum class)i));
	for (i = 0; i < TLPS; i++)
		put(out, tlp_word((enum tlp)i));
	for (i = 0; i < SCOPES; i++)
		put(out, scope_word((enum scope)i));
	for (i = 0; i < STEPS; i++)
		put(out, step_word((enum step_kind)i));
}

/* A value of each type in each list, that nobody's name is. */
static struct held *
one_of_each(struct arena *a)
{
	static const char *const values[IND_TYPES] = { [IND_IPV4] = "192.0.2.0",
		[IND_IPV6] = "2001:db8::",
		[IND_DOMAIN] = "x.invalid",
		[IND_URL] = "http://x.invalid/",
		[IND_EMAIL] = "x@x.invalid",
		[IND_SHA256] =
		    "0000000000000000000000000000000000000000000000000000000000000000",
		[IND_IPV4_PORT] = "192.0.2.0:1",
		[IND_IPV6_PORT] = "[2001:db8::]:1",
		[IND_CIDR] = "192.0.2.0/24" };
	struct held *h = arena_alloc(a, sizeof(*h));
	struct held_removal *r;
	struct held_value *v;
	int t, u;

	for (t = 0; t < IND_TYPES; t++)
		for (u = 0; u < HELD_USES; u++) {
			v = arena_push(a, &h->values, &h->count, sizeof(*v));
			*v = (struct held_value){ .type = (enum ind_type)t,
				.value =
				    values[t] == NULL ? "\xc3\xa9" : values[t],
				.roles = HELD_AS(ROLES) - 1,
				.items = "",
				.use = (enum held_use)u,
				.rule = 1 };
		}
	for (u = 0; u < GONES; u++) {
		r = arena_push(a, &h->removals, &h->removal_count, sizeof(*r));
		*r = (struct held_removal){ .value = "192.0.2.0",
			.from = HELD_BLOCK,
			.why = (enum held_gone)u,
			.item = "",
			.rule = 1 };
	}
	return h;
}

/* A bundle for nobody, with every list and notice. */
static void
put_bundle(struct buf *out, struct arena *a)
{
	struct bundle_superseded superseded = { "", "" };
	struct bundle_value value = { .value = "" };
	struct bundle_retraction retracted = { "", &value, 1 };
	struct bundle_request request = { "", "", "", "" };
	struct chain_line line = { .begun = 0 };
	struct item_sign sign = { .value = "", .day = "" };
	struct bundle_revoked revoked[] = {
		{ "T", true, NULL, "", "", 1, &sign, 1 },
		{ "U", false, "T", "", "", 1, &sign, 1 },
	};
	struct bundle b = { .audience = "",
		.audience_ja = "",
		.audience_en = "",
		.hub_ja = "",
		.hub_en = "",
		.sequence = 1,
		.lines = &line,
		.line_count = 1,
		.timezone = "Asia/Tokyo",
		.retractions = &retracted,
		.retraction_count = 1,
		.superseded = &superseded,
		.superseded_count = 1,
		.revoked = revoked,
		.revoked_count = 2,
		.requests = &request,
		.request_count = 1,
		.held = one_of_each(a) };
	struct filepile *files = filepile_new();
	struct item items[3];
	size_t from, i;

	items[0] = specimen_item(a, "S", "");
	items[1] = specimen_item(a, "T", "");
	items[1].retracted_on = "2017-08-01";
	items[2] = specimen_item(a, "U", "");
	items[2].superseded_on = "2017-08-01";
	items[2].superseded_by = "T";
	if (outputs_write(a, &b, items, 3, files) == 0 &&
	    bundle_list(&b, files) == 0)
		for (i = 0; i < filepile_count(files); i++) {
			put(out, filepile_file(files, i)->name);
			from = out->len;
			filepile_get(files, i, out);
			ownid_forget((char *)out->data + from, out->len - from);
			put(out, "");
		}
	filepile_free(files);
}

/* The pages stand in a zip as they are; what says where they begin is no end of
 * all that is said. */
static void
put_readable(struct buf *out, const struct buf *zip)
{
	size_t i;

	for (i = 0; i < zip->len; i++)
		buf_put(out,
		    zip->data[i] == '\0' ? "\n" : (const char *)zip->data + i,
		    1);
}

/* A letter that has one of each, as XML and as pages. */
static void
put_letter(struct buf *out, struct arena *a, const struct receipt *receipts,
    size_t count)
{
	static struct letter_item item = { "", "" };
	static struct letter_concern concern = { "url", "", "", "" };
	static struct letter_word word = { "", "", "", "", "" };
	struct letter_news news = { "", "", FATE_SHARED, &item, 1 };
	struct letter l = { .run = "",
		.line = 1,
		.receipts = receipts,
		.receipt_count = count,
		.news = &news,
		.news_count = 1,
		.concerns = &concern,
		.concern_count = 1,
		.concerns_left = 1,
		.requests = &word,
		.request_count = 1,
		.answers = &word,
		.answer_count = 1 };
	struct buf zip = { 0 };

	letter_write(out, &l);
	if (letter_pack(a, &zip, &l) == 0)
		put_readable(out, &zip);
	put(out, "");
	buf_free(&zip);
}

/* What one member gets: a letter, a preview. */
static void
put_letters(struct buf *out, struct arena *a)
{
	static const char *const states[] = { "accepted", "duplicate",
		"quarantined", "waiting" };
	static const char *uncut = "";
	static struct receipt_submission submission = { "", "" };
	struct unread unread = { .submission = "", .path = "", .name = "" };
	struct refusal why = { .reason = (enum reason)1, .detail = "" };
	struct refused refused = {
		.sha256 = "", .member = "", .at = "", .run = "", .why = &why
	};
	struct receipt r[sizeof(states) / sizeof(states[0])];
	struct preview p = {
		.submission = "", .path = "", .uncut = &uncut, .uncut_count = 1
	};
	size_t i;

	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		r[i] = (struct receipt){ .sha256 = "",
			.package_id = "",
			.file = "",
			.state = states[i],
			.detail = "",
			.submissions = &submission,
			.submission_count = 1,
			.unread = &unread,
			.unread_count = 1 };
	put_letter(out, a, r, i);
	preview_write(out, &p);
	refusal_write(out, &refused);
}

void
ownpages_put(struct buf *out)
{
	struct arena *a = arena_new();

	put_texts(out);
	put_words(out);
	put_bundle(out, a);
	put_letters(out, a);
	xmlwords_put(out);
	arena_free(a);
}

/* In the forms in which names are searched for; made once, and kept. */
enum form { FOLD, PLAIN, SOUND, FORMS };

static const char *const *
pages(void)
{
	static char *texts[FORMS];
	struct arena *a;
	struct buf b = { 0 };
	char *s;

	if (texts[FOLD] != NULL)
		return (const char *const *)texts;
	a = arena_new();
	ownpages_put(&b);
	s = text_nfkc(a, buf_str(&b));
	texts[PLAIN] = mem_strdup(s);
	texts[FOLD] = mem_strdup(text_fold_nfkc(a, s));
	s = sound_of(a, s);
	texts[SOUND] = mem_strdup(s);
	sound_join(texts[SOUND], strlen(texts[SOUND]), NULL);
	buf_free(&b);
	arena_free(a);
	return (const char *const *)texts;
}

/* A word in those forms; NULL: too short to be searched for in one. */
static void
forms_of(struct arena *a, const char *word, const char *forms[FORMS])
{
	const char *plain = text_nfkc(a, word);
	const char *fold = text_fold_nfkc(a, plain);
	size_t len = strlen(fold);
	char *sound = sound_of(a, plain);
	bool latin = text_is_ascii(fold);

	forms[FOLD] =
	    len >= (latin ? ANYWHERE : TEXTFOLD_MIN_OTHER) ? fold : NULL;
	forms[PLAIN] =
	    latin && len >= TEXTFOLD_MIN_LATIN && len < ANYWHERE ? plain : NULL;
	len = sound_join(sound, strlen(sound), NULL);
	forms[SOUND] = len >= ANYWHERE && sound_is_known(plain) ? sound : NULL;
}

static bool
goes_on(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Whether what stands from .. to is no part of a longer word. */
static bool
stands(enum form f, const char *text, size_t from, size_t to)
{
	return f != PLAIN ||
	       !((from > 0 && goes_on(text[from - 1])) || goes_on(text[to]));
}

bool
ownpages_say(const char *word)
{
	const char *const *texts = pages();
	const char *forms[FORMS], *at;
	struct arena *a = arena_new();
	bool said = false;
	enum form f;
	size_t from;

	forms_of(a, word, forms);
	for (f = 0; f < FORMS; f++)
		for (at = forms[f] == NULL ? NULL : strstr(texts[f], forms[f]);
		     at != NULL && !said; at = strstr(at + 1, forms[f])) {
			from = (size_t)(at - texts[f]);
			said =
			    stands(f, texts[f], from, from + strlen(forms[f]));
		}
	arena_free(a);
	return said;
}

/* Many words at once. */
struct search {
	struct arena *arena;
	struct terms *in[FORMS];
	struct sought {
		const char *forms[FORMS];
		bool said;
	} * words;
	size_t count;
	enum form form; /* at the moment */
	const char *text;
};

/* The word's number. */
static size_t
seek(struct search *s, const char *word)
{
	struct sought *w;
	enum form f;

	w = arena_push(s->arena, &s->words, &s->count, sizeof(*w));
	forms_of(s->arena, word, w->forms);
	for (f = 0; f < FORMS; f++)
		if (w->forms[f] != NULL)
			terms_add(s->in[f], w->forms[f], s->count - 1);
	return s->count - 1;
}

static bool
found(void *arg, size_t id, size_t end)
{
	struct search *s = arg;
	struct sought *w = &s->words[id];

	if (stands(s->form, s->text, end - strlen(w->forms[s->form]), end))
		w->said = true;
	return false;
}

static void
read_form(struct search *s, enum form f, const char *text)
{
	s->form = f;
	s->text = text;
	terms_search(s->in[f], text, strlen(text), found, s);
}

static void
read_pages(struct search *s, const char *issuer)
{
	const char *const *texts = pages(), *plain;
	enum form f;

	for (f = 0; f < FORMS; f++)
		read_form(s, f, texts[f]);
	plain = text_nfkc(s->arena, issuer);
	read_form(s, PLAIN, plain);
	read_form(s, FOLD, text_fold_nfkc(s->arena, plain));
}

/* A name without one legal form after the other. */
static void
seek_name(struct search *s, const char *name)
{
	while (
	    (name = name == NULL ? NULL : legalform_without(s->arena, name)) !=
	    NULL)
		seek(s, name);
}

/* Which words of a member are sought is the same each time it is asked for. */
struct member_words {
	size_t ja, en, aliases, sensitive, id, end; /* where they begin */
};

static struct member_words
seek_member(struct search *s, const struct roster_member *m)
{
	struct member_words w;
	size_t i;

	w.ja = s->count;
	seek(s, m->name.ja);
	seek_name(s, m->name.ja);
	w.en = s->count;
	if (m->name.en != NULL)
		seek(s, m->name.en);
	seek_name(s, m->name.en);
	w.aliases = s->count;
	for (i = 0; i < m->alias_count; i++)
		seek(s, m->aliases[i]);
	w.sensitive = s->count;
	for (i = 0; i < m->sensitive_count; i++)
		seek(s, m->sensitive[i]);
	w.id = s->count;
	seek(s, m->id);
	w.end = s->count;
	return w;
}

static bool
any_said(const struct search *s, size_t from, size_t to)
{
	for (; from < to; from++)
		if (s->words[from].said)
			return true;
	return false;
}

/* The first of a list's words that the pages say. */
static const char *
fault(const struct search *s, struct arena *a, const char *what, size_t from,
    const char *const *list, const long *lines, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (s->words[from + i].said)
			return arena_printf(a,
			    "line %ld: %s: a word of the hub's own pages, seen %s",
			    lines[i], what, list[i]);
	return NULL;
}

static const char *
mark(const struct search *s, struct arena *a, struct roster_member *m,
    const struct member_words *w)
{
	const char *what;

	m->ja_whole = any_said(s, w->ja, w->en);
	m->en_whole = any_said(s, w->en, w->aliases);
	m->id_said = any_said(s, w->id, w->end);
	what = fault(s, a, "alias", w->aliases, m->aliases, m->alias_lines,
	    m->alias_count);
	return what != NULL
		   ? what
		   : fault(s, a, "sensitive", w->sensitive, m->sensitive,
			 m->sensitive_lines, m->sensitive_count);
}

const char *
ownpages_mark(struct arena *a, struct roster *r, const char *issuer)
{
	struct search s = { .arena = arena_new() };
	const char *first = NULL, *what;
	struct member_words *words;
	enum form f;
	size_t i;

	for (f = 0; f < FORMS; f++)
		s.in[f] = terms_new(s.arena);
	words = arena_alloc(s.arena, (r->member_count + 1) * sizeof(*words));
	for (i = 0; i < r->member_count; i++)
		if (r->members[i].role == RROLE_MEMBER)
			words[i] = seek_member(&s, &r->members[i]);
	read_pages(&s, issuer);
	for (i = 0; i < r->member_count; i++)
		if (r->members[i].role == RROLE_MEMBER) {
			what = mark(&s, a, &r->members[i], &words[i]);
			first = first == NULL ? what : first;
		}
	arena_free(s.arena);
	return first;
}
