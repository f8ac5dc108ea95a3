#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/release/given.h"
#include "batch/release/previews.h"
#include "batch/release/tellview.h"
#include "batch/release/truefact.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/due.h"
#include "batch/views/ownwords.h"
#include "batch/views/view.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/words.h"
#include "formats/config/roster.h"
#include "formats/config/smallset.h"
#include "formats/files/archive.h"
#include "formats/out/item.h"
#include "formats/out/preview.h"
#include "formats/out/previewpage.h"

/* One submission on its way into a preview. */
struct showing {
	struct night *n;
	const struct previewing *from;
	const char *id, *member;
	const char *called;  /* the submission, by its sender */
	const char *sig;     /* that it is for alone; or NULL */
	bool hub, withdrawn; /* what the hub obtained itself is not asked for */
	enum consent consent;
	enum scope scope;
	enum tlp tlp;
	struct view *view;
	char text[DIGEST_HEX];
	struct preview_reader *readers;
	size_t reader_count;
	const char *reader_ids; /* blanks between */
};

/* Of what was ruled, as a provider is shown it. */
static void
text_digest(const struct view *v, char out[DIGEST_HEX])
{
	const struct standing *s = &v->ruled;
	const char *texts[] = { s->class == NULL ? "unclassified" : s->class,
		s->title, s->analysis, s->countermeasure };
	struct digest_run *r = digest_begin();
	struct digest d;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (texts[i] != NULL)
			digest_add(r, texts[i], strlen(texts[i]) + 1);
		else
			digest_add(r, "\1", 1);
	digest_end(r, &d);
	digest_hex(&d, out);
}

/* Members that read for an audience; what a scheme has behind it is its own. */
static unsigned
readers_of(struct night *n, const struct roster_audience *to)
{
	size_t count;

	roster_readers(n->arena, n->hub->roster, to, n->day, &count);
	return to->bodies > count ? to->bodies : (unsigned)count;
}

static void
list_readers(struct showing *x)
{
	const struct roster *r = x->n->hub->roster;
	const struct roster_audience *to;
	struct preview_reader *out;
	size_t i;

	x->reader_ids = "";
	for (i = 0; i < r->audience_count; i++) {
		to = &r->audiences[i];
		if (!due_may_be(x->from->due, x->id, to))
			continue;
		out = arena_push(
		    x->n->arena, &x->readers, &x->reader_count, sizeof(*out));
		*out = (struct preview_reader){ .id = to->id,
			.name_ja = to->name.ja,
			.name_en = to->name.en,
			.readers = readers_of(x->n, to),
			.grave = to->grave };
		x->reader_ids = arena_printf(x->n->arena, "%s%s%s",
		    x->reader_ids, *x->reader_ids == '\0' ? "" : " ", to->id);
	}
}

static bool
begin(struct showing *x, const struct previewing *p, const char *submission)
{
	struct night *n = p->n;
	struct stmt *s;

	*x = (struct showing){ .n = n, .from = p, .id = submission };
	s = db_query(n->hub->db, SQL_PREVIEW_TERMS, "t", submission);
	if (!db_row(s))
		return false;
	x->member = db_textdup(s, 0, n->arena);
	x->hub = db_int(s, 1) != 0;
	if (!consent_parse(db_text(s, 2), &x->consent))
		x->consent = CONSENT_NONE;
	scope_parse(db_text(s, 3), &x->scope);
	tlp_parse(db_text(s, 4), &x->tlp);
	x->withdrawn = db_int(s, 5) != 0;
	x->sig = db_textdup(s, 6, n->arena);
	x->called = db_textdup(s, 7, n->arena);
	db_end(s);
	x->view = view_of_provider(n, submission);
	text_digest(x->view, x->text);
	list_readers(x);
	return true;
}

/* Whether a preview has been made that shows these texts and all readers. */
static bool
stands(const struct showing *x)
{
	struct stmt *s;
	bool found = false, all;
	size_t i;

	s = db_query(x->n->hub->db, SQL_PREVIEWS_OF, "t", x->id);
	while (db_row(s)) {
		all = strcmp(db_text(s, 0), x->text) == 0;
		for (i = 0; i < x->reader_count; i++)
			all =
			    all && words_have(db_text(s, 1), x->readers[i].id);
		found = found || all;
	}
	return found;
}

/* The last answer: -1 none, 0 no, 1 yes; and the text that it was shown. */
static int
last_answer(struct night *n, const char *submission, char text[DIGEST_HEX])
{
	struct stmt *s;
	int answer = -1;

	*text = '\0';
	s = db_query(n->hub->db, SQL_PREVIEW_ANSWER, "t", submission);
	if (db_row(s)) {
		answer = db_int(s, 0) != 0;
		snprintf(text, DIGEST_HEX, "%s", db_text(s, 1));
		db_end(s);
	}
	return answer;
}

/* What stops the files of a preview, read as what leaves is; NULL: nothing. */
static const char *
stopped(const struct showing *x, const struct archive_file *files, size_t count)
{
	struct night *n = x->n;
	struct gate_file *read;
	struct gate_word *words = NULL;
	struct gate_fault fault;
	size_t word_count = 0, i;

	ownwords(n, x->id, &words, &word_count);
	read = arena_alloc(n->arena, count * sizeof(*read));
	for (i = 0; i < count; i++)
		read[i] = (struct gate_file){ .name = files[i].name,
			.data = files[i].data,
			.len = files[i].len,
			.words = words,
			.word_count = word_count };
	return gate_search(n->gate, read, count, 1, x->member, (uint64_t)n->at,
		   &fault) == 0
		   ? NULL
		   : fault.what;
}

/* What would tell of the provider, if it agrees. */
static void
list_uncut(const struct showing *x, struct preview *v)
{
	struct allowance may = given_allowance(x->from->givens, x->id);
	struct arena *a = x->n->arena;
	struct stmt *s;
	size_t i;

	for (i = 0; may.uncut && i < may.truehit->fact_count; i++)
		arena_push_str(
		    a, &v->uncut, &v->uncut_count, may.truehit->facts[i].value);
	if (!may.shown)
		return;
	s = db_query(x->n->hub->db, SQL_FILES_PERSONAL, "t", x->id);
	while (db_row(s))
		arena_push_str(
		    a, &v->uncut, &v->uncut_count, db_textdup(s, 0, a));
}

/* Where few read it, or few are in just its SIGs. */
static void
warn(const struct showing *x, struct preview *v)
{
	const struct roster *r = x->n->hub->roster;
	const struct roster_member *m = roster_member(r, x->member);
	enum lang l;

	if (x->scope != SCOPE_SIG || m == NULL)
		return;
	for (l = 0; l < LANGS; l++)
		v->few[l] = smallset_warning(x->n->arena, r, m, x->sig,
		    x->n->hub->settings.witnesses, x->n->day, l);
}

/* The facts in one of their two forms; false where there is nothing. */
static bool
put_form(struct showing *x, enum form form, struct item *it, struct buf *b)
{
	struct left_out left;

	tellview(x->n, x->from->givens, x->view, form, it, &left);
	if (item_is_empty(it))
		return false;
	it->id = "preview";
	it->sightings = it->false_alarms = 0;
	item_write(b, it);
	return true;
}

/* What is approved is bound to whose it is, to its other form and to its
 * readers. */
static void
put_bond(const struct showing *x, const struct buf *several, struct buf *b)
{
	struct allowance may = given_allowance(x->from->givens, x->id);
	const char *whose;
	struct digest d;
	char hex[DIGEST_HEX], whose_hex[DIGEST_HEX];

	/* Two members may call theirs alike; ids of members stand nowhere. */
	whose = arena_printf(x->n->arena, "%s %s", x->member, x->called);
	digest_of(whose, strlen(whose), &d);
	digest_hex(&d, whose_hex);
	digest_of(several->data, several->len, &d);
	digest_hex(&d, hex);
	buf_printf(b,
	    "<!-- %s%s -->\n<!-- %s -->\n<!-- %s -->\n<!-- readers: %s -->\n",
	    x->called, may.uncut || may.shown ? " uncut" : "", whose_hex, hex,
	    x->reader_ids);
}

/* Files of a preview: what a program reads, what is approved, its other form,
 * and a page in each language. */
#define FILES (3 + LANGS)

/* What is shown. */
struct shown {
	struct item alone, several; /* the two forms */
	struct buf alone_xml, several_xml, page[LANGS], xml;
};

static bool
put_pages(struct showing *x, const struct preview *v, struct shown *s,
    struct archive_file *files)
{
	enum lang l;

	for (l = 0; l < LANGS; l++) {
		if (preview_page(x->n->arena, &s->page[l], l, v, &s->alone,
			&s->several, x->n->hub->settings.witnesses) == -1)
			return false;
		files[l] =
		    (struct archive_file){ arena_printf(x->n->arena,
					       "preview.%s.html", lang_word(l)),
			    s->page[l].data, s->page[l].len };
	}
	return true;
}

static const char *
keep(struct showing *x, struct shown *s)
{
	const struct buf *alone = &s->alone_xml;
	struct allowance may = given_allowance(x->from->givens, x->id);
	struct preview v = { .submission = x->called,
		.tlp = x->tlp,
		.scope = x->scope,
		.path = "items/preview.xml",
		.size = alone->len,
		.readers = x->readers,
		.reader_count = x->reader_count };
	struct archive_file files[FILES];
	struct buf archive = { 0 };
	const char *hit;
	char hex[DIGEST_HEX];

	digest_of(alone->data, alone->len, &v.digest);
	digest_hex(&v.digest, hex);
	list_uncut(x, &v);
	warn(x, &v);
	preview_write(&s->xml, &v);
	files[0] =
	    (struct archive_file){ "preview.xml", s->xml.data, s->xml.len };
	files[1] = (struct archive_file){ v.path, alone->data, alone->len };
	files[2] = (struct archive_file){ "items/several.xml",
		s->several_xml.data, s->several_xml.len };
	hit = put_pages(x, &v, s, files + 3)
		  ? stopped(x, files, FILES)
		  : "more than a page can be made of";
	if (hit != NULL) {
		night_attention(x->n,
		    "%s: a preview is stopped at the gate: it holds %s", x->id,
		    hit);
	} else {
		archive_pack(&archive, files, FILES, x->n->at);
		db_run(x->n->hub->db, SQL_PREVIEW_ADD, "ttttbi", hex, x->text,
		    x->reader_ids, x->n->run, archive.data, archive.len,
		    (int64_t)(may.uncut || may.shown));
	}
	buf_free(&archive);
	return hit != NULL ? NULL : arena_strdup(x->from->arena, hex);
}

/* Of all that makes a preview another one. */
static const char *
key_of(struct showing *x, struct shown *s, bool more)
{
	char hex[DIGEST_HEX];
	struct digest d;
	const char *all;

	all = arena_printf(x->n->arena, "%s %d %s %s %s %s", x->member, more,
	    x->text, x->reader_ids, buf_str(&s->alone_xml),
	    buf_str(&s->several_xml));
	digest_of(all, strlen(all), &d);
	digest_hex(&d, hex);
	return arena_strdup(x->from->arena, hex);
}

/* What a member gave several times in a night it is shown once. */
static const char *
show(struct showing *x, struct shown *s)
{
	struct allowance may = given_allowance(x->from->givens, x->id);
	GHashTable *made = x->from->made;
	const char *key, *digest;

	key = key_of(x, s, may.uncut || may.shown);
	digest = g_hash_table_lookup(made, key);
	if (digest == NULL) {
		put_bond(x, &s->several_xml, &s->alone_xml);
		digest = keep(x, s);
		if (digest != NULL)
			g_hash_table_insert(made, (char *)(uintptr_t)key,
			    (char *)(uintptr_t)digest);
	}
	if (digest != NULL)
		db_run(x->n->hub->db, SQL_PREVIEW_OF_ADD, "tt", x->id, digest);
	return digest;
}

/* The digest to approve; NULL where there is nothing to show. */
static const char *
make(struct showing *x)
{
	struct shown s = { .xml = { 0 } };
	const char *digest = NULL;
	enum lang l;

	if (x->reader_count > 0 &&
	    put_form(x, FORM_AS_IT_IS, &s.alone, &s.alone_xml) &&
	    put_form(x, FORM_OF_SEVERAL, &s.several, &s.several_xml))
		digest = show(x, &s);
	buf_free(&s.alone_xml);
	buf_free(&s.several_xml);
	buf_free(&s.xml);
	for (l = 0; l < LANGS; l++)
		buf_free(&s.page[l]);
	return digest;
}

const char *
previews_uncut(const struct previewing *p, const char *submission)
{
	struct showing x;

	return begin(&x, p, submission) ? make(&x) : NULL;
}

static bool
has_personal(const struct showing *x)
{
	struct stmt *s;
	bool any = false;

	s = db_query(x->n->hub->db, SQL_FILES_PERSONAL, "t", x->id);
	while (db_row(s))
		any = true;
	return any;
}

static void
ask_for_personal(struct showing *x)
{
	struct allowance may = given_allowance(x->from->givens, x->id);
	const char *digest;

	may.shown = true;
	given_allow(x->from->givens, x->id, &may);
	digest = make(x);
	may.shown =
	    digest != NULL && previews_answer(x->n, digest) == ANSWER_YES;
	given_allow(x->from->givens, x->id, &may);
}

void
previews_offer(const struct previewing *p, const char *submission)
{
	struct showing x;
	char text[DIGEST_HEX];

	if (!begin(&x, p, submission) || x.withdrawn || x.hub ||
	    !view_lets_go(p->n, submission))
		return;
	if (x.consent == CONSENT_GIVEN && has_personal(&x))
		ask_for_personal(&x);
	if (x.consent == CONSENT_PREVIEW && !stands(&x) &&
	    last_answer(p->n, submission, text) != 0)
		make(&x);
}

bool
previews_cover(struct night *n, const struct view *v)
{
	char want[DIGEST_HEX], text[DIGEST_HEX];
	size_t i;

	for (i = 0; i < v->part_count; i++) {
		text_digest(view_of_provider(n, v->parts[i].id), want);
		if (last_answer(n, v->parts[i].id, text) == 1 &&
		    strcmp(text, want) != 0)
			return false;
	}
	return true;
}

enum answer
previews_answer(struct night *n, const char *digest)
{
	const char *decision = NULL;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_PREVIEW_DECISION, "t", digest);
	if (db_row(s)) {
		decision = db_textdup(s, 0, n->arena);
		db_end(s);
	}
	if (decision == NULL)
		return ANSWER_OPEN;
	return strcmp(decision, "approve") == 0 ? ANSWER_YES : ANSWER_NO;
}
