#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "batch/compose/compose.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatefact.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/release/bundlegate.h"
#include "batch/release/outgoing.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/files/archive.h"
#include "formats/files/filepile.h"
#include "formats/leak/pieces.h"
#include "formats/out/bundle.h"
#include "formats/out/held.h"
#include "formats/out/item.h"
#include "formats/out/specimen.h"
#include "formats/tools/misp.h"
#include "formats/tools/outputs.h"
#include "formats/tools/ownid.h"

/* What is read at once: a night's bundle may be longer than a process may hold.
 * A longer file that is made of pieces is read in parts of it. */
#define PART (4U << 20)

/* A bundle on its way through the gate.  For each file that tells of an item
 * stands the edition behind it; for the others NULL. */
struct reading {
	struct night *n;
	const struct bundle *bundle;
	struct filepile *pile;
	const struct outgoing **behind;
	size_t count;
	GHashTable *names, *digests; /* that are the hub's own */
	struct gate_word *words;     /* that lists must not hold */
	size_t word_count;
	struct gate_fact *facts; /* that lists may hold */
	size_t fact_count;
	bool apart; /* items are read without what the program adds */
};

/* Some of its files, in the night's arena. */
struct part {
	struct gate_file *files;
	const struct outgoing **behind;
	size_t count, bytes;
};

/* What each items/ID.xml and each event for the audience tells of. */
static GHashTable *
by_file(struct night *n, const struct roster_audience *to)
{
	GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
	const struct outgoing *o;
	size_t i;

	for (i = 0; i < n->outgoing_count; i++) {
		o = &n->outgoing[i];
		if (o->audience != to)
			continue;
		g_hash_table_insert(t,
		    arena_printf(n->arena, "items/%s.xml", o->id),
		    (void *)(uintptr_t)o);
		g_hash_table_insert(t,
		    (char *)(uintptr_t)misp_event_path(n->arena, o->id),
		    (void *)(uintptr_t)o);
	}
	return t;
}

/* Names of items and requests are the hub's own, by chance: what they spell is
 * nobody's. */
static GHashTable *
own_names(
    struct night *n, const struct roster_audience *to, const struct bundle *b)
{
	GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
	const struct outgoing *o;
	size_t i, k;

	for (i = 0; i < n->outgoing_count; i++) {
		o = &n->outgoing[i];
		if (o->audience != to)
			continue;
		g_hash_table_add(t, (char *)(uintptr_t)o->id);
		for (k = 0; k < o->item->related_count; k++)
			g_hash_table_add(
			    t, (char *)(uintptr_t)o->item->related[k]);
	}
	for (i = 0; b->held != NULL && i < b->held->item_count; i++)
		g_hash_table_add(t, (char *)(uintptr_t)b->held->items[i]);
	for (i = 0; b->held != NULL && i < b->held->removal_count; i++)
		g_hash_table_add(
		    t, (char *)(uintptr_t)b->held->removals[i].item);
	for (i = 0; i < b->retraction_count; i++)
		g_hash_table_add(t, (char *)(uintptr_t)b->retractions[i].item);
	for (i = 0; i < b->superseded_count; i++) {
		g_hash_table_add(t, (char *)(uintptr_t)b->superseded[i].item);
		g_hash_table_add(t, (char *)(uintptr_t)b->superseded[i].by);
	}
	for (i = 0; i < b->request_count; i++) {
		g_hash_table_add(t, (char *)(uintptr_t)b->requests[i].name);
		if (b->requests[i].item != NULL)
			g_hash_table_add(
			    t, (char *)(uintptr_t)b->requests[i].item);
	}
	return t;
}

/* They are not spelt there any more: ITEM_UNNAMED is as long. */
static void
forget_names(GHashTable *names, char *data, size_t len)
{
	static const char unnamed[] = ITEM_UNNAMED;
	size_t name = sizeof(unnamed) - 1;
	char *at = data, *end = data + len, id[sizeof(unnamed)];

	/* A letter stands before the first dash. */
	while ((at = memmem(at, (size_t)(end - at), "-", 1)) != NULL) {
		at++;
		if (at - data < 2 || (size_t)(end - at) + 2 < name)
			continue;
		memcpy(id, at - 2, name);
		id[name] = '\0';
		if (g_hash_table_contains(names, id))
			memcpy(at - 2, unnamed, name);
	}
}

/* Digests of the bundle's files are the hub's own, too: they name nobody, and
 * those of equal items differ by the items' names. */
static GHashTable *
own_digests(const struct filepile *pile)
{
	GHashTable *t = g_hash_table_new(digest_bucket, digest_same);
	size_t i;

	for (i = 0; i < filepile_count(pile); i++)
		g_hash_table_add(
		    t, (void *)(uintptr_t)&filepile_file(pile, i)->sha256);
	return t;
}

/* A run of as many digits becomes as many zeros. */
static void
blank_digests(GHashTable *digests, char *text)
{
	char hex[DIGEST_HEX];
	struct digest d;
	size_t len;

	for (; *text != '\0'; text += len == 0 ? 1 : len) {
		len = strspn(text, "0123456789abcdef");
		if (len != DIGEST_HEX - 1)
			continue;
		memcpy(hex, text, len);
		hex[len] = '\0';
		if (digest_parse(hex, &d) && g_hash_table_contains(digests, &d))
			memset(text, '0', len);
	}
}

static const char *
name_of(const struct reading *r, size_t file)
{
	return filepile_file(r->pile, file)->name;
}

/* What the hub itself put into a file, or whole lines of it, goes. */
static void
forget_own(const struct reading *r, size_t file, char *data, size_t len)
{
	forget_names(r->names, data, len);
	if (bundle_is_own(name_of(r, file)))
		blank_digests(r->digests, data);
	if (strncmp(name_of(r, file), "items/", 6) != 0)
		ownid_forget(data, len);
}

static const char *
told_name(const struct reading *r, size_t file)
{
	char *name = arena_strdup(r->n->arena, name_of(r, file));

	forget_names(r->names, name, strlen(name));
	if (strncmp(name, "items/", 6) != 0)
		ownid_forget(name, strlen(name));
	return name;
}

static void
find_editions(struct reading *r, const struct roster_audience *to)
{
	struct arena *kept = night_aside(r->n);
	GHashTable *editions = by_file(r->n, to);
	size_t i;

	r->behind = arena_alloc(kept, (r->count + 1) * sizeof(*r->behind));
	for (i = 0; i < r->count; i++)
		r->behind[i] = g_hash_table_lookup(editions, name_of(r, i));
	g_hash_table_destroy(editions);
	night_back(r->n, kept);
}

/* Of each text one: many submissions name the same recipient.  A weak word
 * stops nothing. */
static void
collect_words_of(struct reading *r, const struct outgoing *o, GHashTable *seen)
{
	size_t i;

	for (i = 0; i < o->word_count; i++)
		if (!o->words[i].weak &&
		    g_hash_table_add(seen, (char *)(uintptr_t)o->words[i].text))
			*(struct gate_word *)arena_push(r->n->arena, &r->words,
			    &r->word_count, sizeof(*r->words)) = o->words[i];
}

/* Words and facts of all items: what the lists must not and may hold. */
static void
collect(struct reading *r)
{
	GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
	const struct outgoing *o;
	size_t i, k;

	for (i = 0; i < r->count; i++) {
		o = r->behind[i];
		if (o == NULL)
			continue;
		if (!misp_is_event(name_of(r, i)))
			collect_words_of(r, o, seen);
		for (k = 0; k < o->fact_count; k++)
			*(struct gate_fact *)arena_push(r->n->arena, &r->facts,
			    &r->fact_count, sizeof(*r->facts)) = o->facts[k];
	}
	g_hash_table_destroy(seen);
}

/* Values that an edition of another night told. */
static void
put_held(struct reading *r, struct buf *b)
{
	const struct held *h = r->bundle->held;
	GHashTable *tonight = g_hash_table_new(g_str_hash, g_str_equal);
	size_t i;

	for (i = 0; i < r->count; i++)
		if (r->behind[i] != NULL)
			g_hash_table_add(
			    tonight, (char *)(uintptr_t)r->behind[i]->id);
	for (i = 0; i < h->count; i++)
		if (!g_hash_table_contains(tonight, h->values[i].items))
			buf_printf(b, "%s\n", h->values[i].value);
	for (i = 0; i < h->removal_count; i++)
		buf_printf(b, "%s\n", h->removals[i].value);
	g_hash_table_destroy(tonight);
}

/* What was told before: what is taken back, as bundle.xml and as a person
 * reads it, and what the lists hold of other nights. */
static void
put_told(struct reading *r, struct buf *b)
{
	const struct bundle_retraction *x = r->bundle->retractions;
	const struct bundle_retraction *end = x + r->bundle->retraction_count;
	const struct bundle_revoked *e = r->bundle->revoked;
	const struct bundle_revoked *last = e + r->bundle->revoked_count;
	const struct bundle_value *v;
	const struct item_sign *s;

	put_held(r, b);
	for (; x < end; x++)
		for (v = x->values; v < x->values + x->value_count; v++)
			buf_printf(b, "%s\n%s\n", v->value,
			    item_defanged_value(
				r->n->arena, v->type, v->value));
	for (; e < last; e++)
		for (s = e->signs; s < e->signs + e->sign_count; s++)
			buf_printf(b, "%s\n", s->value);
}

static struct gate_file *
add_file(struct reading *r, struct part *p, const struct outgoing *o)
{
	size_t count = p->count;

	*(const struct outgoing **)arena_push(
	    r->n->arena, &p->behind, &count, sizeof(*p->behind)) = o;
	return arena_push(r->n->arena, &p->files, &p->count, sizeof(*p->files));
}

/* The file as it is read. */
static struct gate_file *
take_file(struct reading *r, struct part *p, size_t file)
{
	struct gate_file *f = add_file(r, p, r->behind[file]);
	struct buf b = { 0 };
	char *data;

	filepile_get(r->pile, file, &b);
	data = arena_strndup(r->n->arena, buf_str(&b), b.len);
	forget_own(r, file, data, b.len);
	f->name = told_name(r, file);
	f->data = data;
	f->len = b.len;
	p->bytes += b.len;
	buf_free(&b);
	return f;
}

/* The words are dropped that these files say.  Whether any are left. */
static bool
drop_what_is_said(struct reading *r, struct part *p)
{
	r->word_count = gate_words_but(
	    r->n->gate, r->words, r->word_count, p->files, p->count);
	*p = (struct part){ 0 };
	return r->word_count > 0;
}

/* Those that an item itself says may stand in a list of all, and so may what
 * one said that is taken back. */
static void
drop_what_items_say(struct reading *r)
{
	struct arena *kept = night_aside(r->n);
	struct part p = { 0 };
	struct gate_file *f;
	struct buf b = { 0 };
	size_t i;

	for (i = 0; r->word_count > 0 && i < r->count; i++) {
		if (r->behind[i] == NULL)
			continue;
		take_file(r, &p, i);
		if (p.bytes < PART)
			continue;
		drop_what_is_said(r, &p);
		night_back(r->n, kept);
		night_aside(r->n);
	}
	f = add_file(r, &p, NULL);
	put_told(r, &b);
	f->name = "told before";
	f->data = buf_str(&b);
	f->len = b.len;
	drop_what_is_said(r, &p);
	buf_free(&b);
	night_back(r->n, kept);
}

/* What the lists say of any item: those that they make of an empty one.
 * Whether there was any. */
static bool
drop_what_lists_say(struct reading *r)
{
	struct item empty = specimen_item(r->n->arena, ITEM_UNNAMED, r->n->day);
	struct bundle bare = *r->bundle;
	struct filepile *pile = filepile_new();
	struct archive_file *lists;
	struct gate_file *read;
	size_t count = 0, before = r->word_count, i;

	bare.held = NULL;
	if (r->word_count > 0 &&
	    outputs_write(r->n->arena, &bare, &empty, 1, pile) == 0) {
		lists = filepile_all(pile, r->n->arena, &count);
		read = arena_alloc(r->n->arena, (count + 1) * sizeof(*read));
		for (i = 0; i < count; i++)
			read[i] = (struct gate_file){ .name = lists[i].name,
				.data = lists[i].data,
				.len = lists[i].len };
		r->word_count = gate_words_but(
		    r->n->gate, r->words, r->word_count, read, count);
	}
	filepile_free(pile);
	return r->word_count < before;
}

/* What is of one item, or of one object, begins with its name; a page for
 * people says first what it is, and escapes what others wrote.  What the hub
 * says in each of them is parted from what tells one from another, to be read
 * once for all: a mark holds words or signs that no name goes on across. */
static const char *const *
marks_of(const char *file)
{
	static const char *const names[] = { ITEM_UNNAMED, OWNID_FORGOTTEN,
		NULL };
	static const char *const page[] = { ITEM_UNNAMED, "<style>", "<body>",
		"<h2>", "<h3>", "<p>", "<table>", NULL };
	static const char *const list[] = { ITEM_UNNAMED, OWNID_FORGOTTEN,
		" list: ", ", audience: ", " created: ", NULL };

	if (g_str_has_suffix(file, ".html"))
		return page;
	return outputs_repeat(file) ? list : names;
}

/* Each item has the words of its submissions and its true hits; a list has
 * those of all. */
static void
give_words(struct reading *r, size_t file, struct gate_file *f)
{
	const struct outgoing *o = r->behind[file];

	f->facts = o == NULL ? r->facts : o->facts;
	f->fact_count = o == NULL ? r->fact_count : o->fact_count;
	if (o != NULL) {
		f->words = o->words;
		f->word_count = o->word_count;
		return;
	}
	f->literal = true;
	f->marks = marks_of(f->name);
	/* An event of what is over tells what was told before. */
	if (bundle_is_own(f->name) || outputs_repeat(f->name) ||
	    misp_is_event(f->name))
		return;
	f->words = r->words;
	f->word_count = r->word_count;
}

/* An item without what the program adds to it: its number, its edition, its
 * dates and its relations. */
static void
add_content(struct reading *r, struct part *p, const struct outgoing *o)
{
	struct gate_file *f = add_file(r, p, o);
	struct buf b = { 0 };

	compose_content(&b, o->item);
	f->name = "item";
	f->data = arena_strndup(r->n->arena, buf_str(&b), b.len);
	f->len = b.len;
	f->words = o->words;
	f->word_count = o->word_count;
	f->facts = o->facts;
	f->fact_count = o->fact_count;
	buf_free(&b);
}

/* Where it is to be so, what is told of a submission stands apart from the file
 * in which it is told: its words are searched for in the one, everybody's names
 * in both. */
static void
take_whole(struct reading *r, struct part *p, size_t file)
{
	struct gate_file *f = take_file(r, p, file);

	give_words(r, file, f);
	if (!r->apart || r->behind[file] == NULL || f->word_count == 0)
		return;
	f->words = NULL;
	f->word_count = 0;
	add_content(r, p, r->behind[file]);
}

/* Whether the list holds one of the words that this item's submissions brought.
 */
static bool
brought(
    struct reading *r, const struct gate_file *list, const struct outgoing *o)
{
	struct gate_file f = *list;
	struct gate_word *words;
	struct gate_fault fault;
	size_t kept = 0, i, k;

	words = arena_alloc(r->n->arena, (o->word_count + 1) * sizeof(*words));
	for (i = 0; i < o->word_count; i++)
		for (k = 0; k < r->word_count; k++)
			if (strcmp(o->words[i].text, r->words[k].text) == 0) {
				words[kept++] = o->words[i];
				break;
			}
	f.words = words;
	f.word_count = kept;
	return kept > 0 && gate_search(r->n->gate, &f, 1, 1, NULL,
			       r->bundle->sequence, &fault) == -1;
}

static const char *
culprit(struct reading *r, const struct gate_file *list)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (r->behind[i] != NULL && brought(r, list, r->behind[i]))
			return r->behind[i]->casefile;
	return NULL;
}

static struct objection
objection_of(struct reading *r, const struct part *p,
    const struct gate_fault *fault, struct arena *a)
{
	const struct gate_file *f = &p->files[fault->file];
	const struct outgoing *item = p->behind[fault->file];

	if (item != NULL)
		return (
		    struct objection){ arena_printf(a, "items/%s.xml holds %s",
					   item->id, fault->what),
			item->casefile };
	return (struct objection){ arena_printf(
				       a, "%s holds %s", f->name, fault->what),
		culprit(r, f) };
}

/* Where it does not pass, what speaks against it, in that arena. */
static bool
part_passes(
    struct reading *r, struct part *p, struct arena *a, struct objection *no)
{
	struct gate_fault fault;
	bool ok = p->count == 0 ||
		  gate_search(r->n->gate, p->files, p->count, r->n->jobs, NULL,
		      r->bundle->sequence, &fault) == 0;

	if (!ok && no != NULL)
		*no = objection_of(r, p, &fault, a);
	*p = (struct part){ 0 };
	night_back(r->n, a);
	night_aside(r->n);
	return ok;
}

static bool
is_long(const struct reading *r, size_t file)
{
	return r->behind[file] == NULL && r->fact_count == 0 &&
	       filepile_file(r->pile, file)->len > PART;
}

/* A long file on its way through: whole lines of it. */
struct lines {
	struct buf text;
	size_t at;   /* behind it, in the file */
	size_t from; /* in the text: what was not read yet */
};

/* As many lines more. */
static void
take_lines(struct reading *r, size_t file, struct lines *l)
{
	size_t len = filepile_file(r->pile, file)->len, before = l->text.len;
	size_t more = PART, got = 0;
	const char *end = NULL;

	while (end == NULL && l->at + got < len) {
		if (more > len - l->at - got)
			more = len - l->at - got;
		filepile_get_part(r->pile, file, l->at + got, more, &l->text);
		got += more;
		end = l->at + got == len
			  ? (char *)l->text.data + l->text.len
			  : memrchr(
				l->text.data + l->text.len - more, '\n', more);
	}
	if (end != NULL && l->at + got < len)
		l->text.len = (size_t)(end + 1 - (char *)l->text.data);
	l->at += l->text.len - before;
	buf_str(&l->text);
	forget_own(
	    r, file, (char *)l->text.data + before, l->text.len - before);
}

/* Where the last piece begins of what was not read: it may go on. */
static size_t
last_piece(const struct lines *l, const char *const *marks)
{
	const char *text = (const char *)l->text.data, *piece, *last = NULL;
	struct pieces p;
	size_t len;

	pieces_begin(&p, marks, text + l->from, l->text.len - l->from);
	while ((piece = pieces_next(&p, &len)) != NULL)
		last = piece;
	return last == NULL ? l->from : (size_t)(last - text);
}

/* What was read goes, but for the line that it ends in: words are looked for
 * in whole lines. */
static void
drop_lines(struct lines *l, size_t upto)
{
	const char *line = memrchr(l->text.data, '\n', upto);
	size_t gone =
	    line == NULL ? 0 : (size_t)(line + 1 - (char *)l->text.data);

	memmove(l->text.data, l->text.data + gone, l->text.len - gone);
	l->text.len -= gone;
	l->from = upto - gone;
}

/* From one piece's beginning to another's: pieces are read one by one, wherever
 * they stand. */
static bool
long_passes(
    struct reading *r, size_t file, struct arena *a, struct objection *no)
{
	size_t len = filepile_file(r->pile, file)->len, upto;
	struct lines l = { .at = 0 };
	struct part p = { 0 };
	struct gate_file *f;
	bool ok = true;

	while (ok && (l.at < len || l.from < l.text.len)) {
		take_lines(r, file, &l);
		f = add_file(r, &p, NULL);
		f->name = told_name(r, file);
		give_words(r, file, f);
		upto = l.at < len ? last_piece(&l, f->marks) : l.text.len;
		f->data = l.text.data + l.from;
		f->len = upto - l.from;
		f->said = l.text.data;
		f->said_len = l.text.len;
		ok = part_passes(r, &p, a, no);
		drop_lines(&l, upto);
	}
	buf_free(&l.text);
	return ok;
}

/* Whether all of it may go out; no: NULL, or what does not. */
static bool
passes(struct reading *r, struct objection *no)
{
	struct arena *kept = night_aside(r->n);
	struct part p = { 0 };
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < r->count; i++) {
		if (is_long(r, i))
			ok = part_passes(r, &p, kept, no) &&
			     long_passes(r, i, kept, no);
		else
			take_whole(r, &p, i);
		if (ok && p.bytes >= PART)
			ok = part_passes(r, &p, kept, no);
	}
	ok = ok && part_passes(r, &p, kept, no);
	night_back(r->n, kept);
	return ok;
}

/* Where no word of any submission is found, none need be forgiven: what the
 * lists say is asked for when the first search stops. */
static bool
passes_without(struct reading *r)
{
	if (passes(r, NULL))
		return true;
	return drop_what_lists_say(r) && passes(r, NULL);
}

static struct objection
read_all(struct reading *r)
{
	struct objection out = { NULL, NULL };

	collect(r);
	drop_what_items_say(r);
	if (passes_without(r))
		return out;
	r->apart = true;
	passes(r, &out);
	return out;
}

struct objection
bundlegate(struct night *n, const struct roster_audience *to,
    const struct bundle *b, struct filepile *files)
{
	struct reading r = { .n = n,
		.bundle = b,
		.pile = files,
		.count = filepile_count(files) };
	struct objection out;

	find_editions(&r, to);
	r.names = own_names(n, to, b);
	r.digests = own_digests(files);
	out = read_all(&r);
	g_hash_table_destroy(r.names);
	g_hash_table_destroy(r.digests);
	return out;
}
