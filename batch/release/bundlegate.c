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
#include "formats/out/bundle.h"
#include "formats/out/held.h"
#include "formats/out/item.h"
#include "formats/out/specimen.h"
#include "formats/tools/misp.h"
#include "formats/tools/outputs.h"
#include "formats/tools/ownid.h"

/* A bundle on its way through the gate.  For each file that tells of an item
 * stands the edition behind it; for the others NULL. */
struct reading {
	struct night *n;
	const struct bundle *bundle;
	struct gate_file *files;
	const struct outgoing **editions;
	size_t count;
	struct gate_word *words; /* that lists must not hold */
	size_t word_count;
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

/* A copy in which they are not spelt: ITEM_UNNAMED is as long. */
static char *
without_names(struct arena *a, GHashTable *names, const char *data, size_t len)
{
	size_t name = strlen(ITEM_UNNAMED);
	char *copy, *at, *end, id[sizeof(ITEM_UNNAMED)];

	copy = arena_alloc(a, len + 1);
	if (len > 0)
		memcpy(copy, data, len);
	end = copy + len;
	at = copy;
	/* A letter stands before the first dash. */
	while ((at = memmem(at, (size_t)(end - at), "-", 1)) != NULL) {
		at++;
		if (at - copy < 2 || (size_t)(end - at) + 2 < name)
			continue;
		memcpy(id, at - 2, name);
		id[name] = '\0';
		if (g_hash_table_contains(names, id))
			memcpy(at - 2, ITEM_UNNAMED, name);
	}
	return copy;
}

/* Digests of the bundle's files are the hub's own, too: they name nobody, and
 * those of equal items differ by the items' names. */
static GHashTable *
own_digests(struct arena *a, const struct archive_file *files, size_t count)
{
	GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
	char hex[DIGEST_HEX];
	struct digest d;
	size_t i;

	for (i = 0; i < count; i++) {
		digest_of(files[i].data, files[i].len, &d);
		digest_hex(&d, hex);
		g_hash_table_add(t, arena_strdup(a, hex));
	}
	return t;
}

/* A run of as many digits becomes as many zeros. */
static void
blank_digests(GHashTable *digests, char *text)
{
	char hex[DIGEST_HEX];
	size_t len;

	for (; *text != '\0'; text += len == 0 ? 1 : len) {
		len = strspn(text, "0123456789abcdef");
		if (len != DIGEST_HEX - 1)
			continue;
		memcpy(hex, text, len);
		hex[len] = '\0';
		if (g_hash_table_contains(digests, hex))
			memset(text, '0', len);
	}
}

static void
take_files(struct reading *r, const struct roster_audience *to,
    const struct archive_file *files, size_t count)
{
	GHashTable *editions = by_file(r->n, to);
	GHashTable *names = own_names(r->n, to, r->bundle);
	GHashTable *digests = own_digests(r->n->arena, files, count);
	struct arena *a = r->n->arena;
	char *name, *data;
	size_t i;

	/* Room for each item once more: apart(). */
	r->files = arena_alloc(r->n->arena, 2 * count * sizeof(*r->files));
	r->editions =
	    arena_alloc(r->n->arena, 2 * count * sizeof(*r->editions));
	r->count = count;
	for (i = 0; i < count; i++) {
		name = without_names(
		    a, names, files[i].name, strlen(files[i].name));
		data = without_names(a, names, files[i].data, files[i].len);
		if (bundle_is_own(files[i].name))
			blank_digests(digests, data);
		r->editions[i] = g_hash_table_lookup(editions, files[i].name);
		if (strncmp(files[i].name, "items/", 6) != 0) {
			ownid_forget(name, strlen(name));
			ownid_forget(data, files[i].len);
		}
		r->files[i].name = name;
		r->files[i].data = data;
		r->files[i].len = files[i].len;
	}
	g_hash_table_destroy(editions);
	g_hash_table_destroy(names);
	g_hash_table_destroy(digests);
}

/* Each item with the words of its submissions and its true hits. */
static void
give_items_words(struct reading *r)
{
	struct gate_file *f;
	size_t i;

	for (i = 0; i < r->count; i++) {
		f = &r->files[i];
		if (r->editions[i] == NULL)
			continue;
		f->words = r->editions[i]->words;
		f->word_count = r->editions[i]->word_count;
		f->facts = r->editions[i]->facts;
		f->fact_count = r->editions[i]->fact_count;
	}
}

static void
collect_words(struct reading *r)
{
	size_t i, k;

	for (i = 0; i < r->count; i++)
		for (k = 0; !misp_is_event(r->files[i].name) &&
			    k < r->files[i].word_count;
		     k++)
			*(struct gate_word *)arena_push(r->n->arena, &r->words,
			    &r->word_count, sizeof(*r->words)) =
			    r->files[i].words[k];
}

/* Values that an edition of another night told. */
static void
put_held(struct reading *r, struct buf *b)
{
	const struct held *h = r->bundle->held;
	GHashTable *tonight = g_hash_table_new(g_str_hash, g_str_equal);
	size_t i;

	for (i = 0; i < r->count; i++)
		if (r->editions[i] != NULL)
			g_hash_table_add(
			    tonight, (char *)(uintptr_t)r->editions[i]->id);
	for (i = 0; i < h->count; i++)
		if (!g_hash_table_contains(tonight, h->values[i].items))
			buf_printf(b, "%s\n", h->values[i].value);
	for (i = 0; i < h->removal_count; i++)
		buf_printf(b, "%s\n", h->removals[i].value);
	g_hash_table_destroy(tonight);
}

/* What was told before: what is taken back, as bundle.xml and as a person
 * reads it, and what the lists hold of other nights. */
static struct gate_file
what_was_told(struct reading *r)
{
	const struct bundle_retraction *x = r->bundle->retractions;
	const struct bundle_retraction *end = x + r->bundle->retraction_count;
	const struct bundle_revoked *e = r->bundle->revoked;
	const struct bundle_revoked *last = e + r->bundle->revoked_count;
	const struct bundle_value *v;
	const struct item_sign *s;
	struct gate_file out = { .name = "told before" };
	struct buf b = { 0 };

	put_held(r, &b);
	for (; x < end; x++)
		for (v = x->values; v < x->values + x->value_count; v++)
			buf_printf(&b, "%s\n%s\n", v->value,
			    item_defanged_value(
				r->n->arena, v->type, v->value));
	for (; e < last; e++)
		for (s = e->signs; s < e->signs + e->sign_count; s++)
			buf_printf(&b, "%s\n", s->value);
	out.len = b.len;
	out.data = arena_strndup(r->n->arena, buf_str(&b), b.len);
	buf_free(&b);
	return out;
}

/* Those that an item itself says may stand in a list of all, and so may what
 * one said that is taken back. */
static void
drop_what_items_say(struct reading *r)
{
	struct gate_file *items;
	size_t i, count = 0;

	items = arena_alloc(r->n->arena, (r->count + 1) * sizeof(*items));
	for (i = 0; i < r->count; i++)
		if (r->editions[i] != NULL)
			items[count++] = r->files[i];
	items[count++] = what_was_told(r);
	r->word_count =
	    gate_words_but(r->n->gate, r->words, r->word_count, items, count);
}

/* What the lists say of any item: those that they make of an empty one.
 * Whether there was any. */
static bool
drop_what_lists_say(struct reading *r)
{
	struct item empty = specimen_item(r->n->arena, ITEM_UNNAMED, r->n->day);
	struct bundle bare = *r->bundle;
	struct archive_file *lists = NULL;
	struct gate_file *read;
	size_t count = 0, before = r->word_count, i;

	bare.held = NULL;
	if (r->word_count == 0 ||
	    outputs_write(r->n->arena, &bare, &empty, 1, &lists, &count) == -1)
		return false;
	read = arena_alloc(r->n->arena, (count + 1) * sizeof(*read));
	for (i = 0; i < count; i++)
		read[i] = (struct gate_file){ .name = lists[i].name,
			.data = lists[i].data,
			.len = lists[i].len };
	r->word_count =
	    gate_words_but(r->n->gate, r->words, r->word_count, read, count);
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

static void
give_lists_facts(struct reading *r)
{
	struct gate_fact *facts = NULL;
	size_t i, k, count = 0;

	for (i = 0; i < r->count; i++)
		for (k = 0; k < r->files[i].fact_count; k++)
			*(struct gate_fact *)arena_push(r->n->arena, &facts,
			    &count, sizeof(*facts)) = r->files[i].facts[k];
	for (i = 0; i < r->count; i++) {
		if (r->editions[i] != NULL)
			continue;
		r->files[i].facts = facts;
		r->files[i].fact_count = count;
		r->files[i].literal = true;
		r->files[i].marks = marks_of(r->files[i].name);
	}
}

static void
give_lists_words(struct reading *r)
{
	size_t i;

	for (i = 0; i < r->count; i++) {
		/* An event of what is over tells what was told before. */
		if (r->editions[i] != NULL || bundle_is_own(r->files[i].name) ||
		    outputs_repeat(r->files[i].name) ||
		    misp_is_event(r->files[i].name))
			continue;
		r->files[i].words = r->words;
		r->files[i].word_count = r->word_count;
	}
}

/* An item without what the program adds to it: its number, its edition, its
 * dates and its relations. */
static void
add_content(struct reading *r, size_t item)
{
	struct gate_file *out = &r->files[r->count];
	struct buf b = { 0 };

	compose_content(&b, r->editions[item]->item);
	*out = r->files[item];
	out->name = "item";
	out->data = arena_strndup(r->n->arena, buf_str(&b), b.len);
	out->len = b.len;
	r->editions[r->count++] = r->editions[item];
	buf_free(&b);
}

/* What is told of a submission, apart from the file in which it is told: its
 * words are searched for in the one, everybody's names in both. */
static void
apart(struct reading *r)
{
	size_t count = r->count, i;

	for (i = 0; i < count; i++) {
		if (r->editions[i] == NULL || r->files[i].word_count == 0)
			continue;
		add_content(r, i);
		r->files[i].words = NULL;
		r->files[i].word_count = 0;
	}
}

/* Whether the list holds one of the words that this item's submissions brought.
 */
static bool
brought(struct reading *r, size_t list, const struct outgoing *o)
{
	struct gate_file f = r->files[list];
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
culprit(struct reading *r, size_t file)
{
	size_t i;

	if (r->editions[file] != NULL)
		return r->editions[file]->casefile;
	for (i = 0; i < r->count; i++)
		if (r->editions[i] != NULL && brought(r, file, r->editions[i]))
			return r->editions[i]->casefile;
	return NULL;
}

static bool
passes(struct reading *r, struct gate_fault *fault)
{
	return gate_search(r->n->gate, r->files, r->count, r->n->jobs, NULL,
		   r->bundle->sequence, fault) == 0;
}

/* Where no word of any submission is found, none need be forgiven: what the
 * lists say is asked for when the first search stops. */
static bool
passes_without(struct reading *r, struct gate_fault *fault)
{
	if (passes(r, fault))
		return true;
	if (!drop_what_lists_say(r))
		return false;
	give_lists_words(r);
	return passes(r, fault);
}

struct objection
bundlegate(struct night *n, const struct roster_audience *to,
    const struct bundle *b, const struct archive_file *files, size_t count)
{
	struct reading r = { .n = n, .bundle = b };
	struct objection out = { NULL, NULL };
	const struct outgoing *item;
	struct gate_fault fault;

	take_files(&r, to, files, count);
	give_items_words(&r);
	collect_words(&r);
	drop_what_items_say(&r);
	give_lists_facts(&r);
	give_lists_words(&r);
	if (passes_without(&r, &fault))
		return out;
	apart(&r);
	if (passes(&r, &fault))
		return out;
	item = r.editions[fault.file];
	out.what = item == NULL
		       ? arena_printf(n->arena, "%s holds %s",
			     r.files[fault.file].name, fault.what)
		       : arena_printf(n->arena, "items/%s.xml holds %s",
			     item->id, fault.what);
	out.casefile = culprit(&r, fault.file);
	return out;
}
