#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/machine.h"
#include "batch/gate/gate-read.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatecanary.h"
#include "batch/gate/gatenet.h"
#include "batch/gate/gatepassed.h"
#include "batch/gate/gatesearch.h"
#include "batch/gate/gateserver.h"
#include "batch/gate/gateterm.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/config/roster.h"
#include "formats/leak/leak.h"
#include "formats/leak/leakmemory.h"
#include "formats/names/sound.h"
#include "formats/names/spelling.h"
#include "formats/names/terms.h"
#include "formats/names/textfold.h"

/* A shorter address or host is a word of every day. */
#define ADDRESS_MIN 8

static const char *const kinds[GATE_KINDS] = { "a member's name",
	"a member's id", "a member's domain", "a sensitive word",
	"a digest of an address", "the canary",
	"an address of a member's network", "more than can be decoded",
	"a planted name that is not found" };

/* Terms made ready for a search; built when first needed. */
struct index {
	struct arena *arena;
	struct terms *in[SPELLING_FORMS]; /* by the form of the text */
	size_t count[SPELLING_FORMS];
};

struct gate {
	struct arena *arena;
	struct gate *roster; /* of gate_with(): knows the members */
	struct gate_terms terms;
	struct index strong, weak;
	struct arena *look; /* for one reading */
	struct gatenet_range *networks;
	size_t network_count;
	size_t unnamed;
	struct gateserver server; /* of its searchers */
	struct gatepassed *passed, *clean;
	struct leakmemory *memory; /* of its readings; or NULL */
	const bool *counts;	   /* which of the words do; or NULL: all */
};

const char *
gate_kind_word(enum gate_kind k)
{
	return k < GATE_KINDS ? kinds[k] : NULL;
}

static void
add_network(struct gate *g, const char *member, const char *cidr)
{
	struct network network;

	/* The reader of the roster has refused what is no network. */
	if (network_parse(cidr, &network))
		*(struct gatenet_range *)arena_push(g->arena, &g->networks,
		    &g->network_count, sizeof(struct gatenet_range)) =
		    (struct gatenet_range){ member, network };
}

static void
add_member(struct gate *g, const struct roster_member *m)
{
	size_t i;

	g->unnamed += !gateterm_member(&g->terms, m);
	for (i = 0; i < m->network_count; i++)
		add_network(g, m->id, m->networks[i]);
}

struct gate *
gate_new(struct arena *a, const struct roster *r)
{
	struct gate *g;
	size_t i;

	if (!leak_setup())
		machine_ends(MACHINE_PARTS, "iconv lacks a Japanese charset: "
					    "package libc-bin is not whole");
	gateterm_setup();
	g = arena_alloc(a, sizeof(*g));
	g->arena = a;
	g->terms.arena = a;
	g->look = arena_new();
	for (i = 0; i < r->member_count; i++)
		if (r->members[i].role == RROLE_MEMBER)
			add_member(g, &r->members[i]);
	for (i = 0; g->terms.count > 0 && i < 2; i++)
		gateterm_canary(
		    &g->terms, gatecanary_fixed[i], GATECANARY_FIXED);
	return g;
}

static void
index_terms(struct index *x, const struct gate_terms *t, bool weak)
{
	enum spelling_form f;
	size_t i;

	x->arena = arena_new();
	for (f = 0; f < SPELLING_FORMS; f++)
		x->in[f] = terms_new(x->arena);
	for (i = 0; i < t->count; i++) {
		if (t->list[i].weak != weak)
			continue;
		f = t->list[i].how;
		terms_add(x->in[f], t->list[i].form, i);
		x->count[f]++;
	}
	for (f = 0; f < SPELLING_FORMS; f++)
		if (x->count[f] > 0)
			terms_ready(x->in[f]);
}

void
gate_ready(struct gate *g)
{
	if (g->strong.arena != NULL)
		return;
	index_terms(&g->strong, &g->terms, false);
	index_terms(&g->weak, &g->terms, true);
}

static void
drop_index(struct index *x)
{
	arena_free(x->arena);
	*x = (struct index){ 0 };
}

size_t
gate_unnamed(const struct gate *g)
{
	return g->unnamed;
}

struct gate *
gate_with(struct gate *roster, const struct gate_word *words, size_t count)
{
	struct arena *a = arena_new();
	struct gate *g = arena_alloc(a, sizeof(*g));
	size_t i, k = 0;

	gate_ready(roster);
	g->arena = a;
	g->terms.arena = a;
	g->roster = roster;
	g->look = roster->look;
	g->networks = roster->networks;
	g->network_count = roster->network_count;
	for (i = 0; i < count; i++) {
		gateterm_word(&g->terms, &words[i]);
		for (; k < g->terms.count; k++)
			g->terms.list[k].word = i;
	}
	return g;
}

void
gate_free(struct gate *g)
{
	if (g == NULL)
		return;
	drop_index(&g->strong);
	drop_index(&g->weak);
	leakmemory_free(g->memory);
	g->memory = NULL;
	if (g->roster != NULL) {
		arena_free(g->arena);
		return;
	}
	gateserver_end(&g->server);
	gatepassed_free(g->passed);
	gatepassed_free(g->clean);
	g->passed = g->clean = NULL;
	arena_free(g->look);
	g->look = NULL;
}

/* Japanese sets no space behind a Latin name: only Latin letters go on. */
static bool
alnum(char c)
{
	return isalnum((unsigned char)c) && (unsigned char)c < 0x80;
}

/* One search: who may be named, what was found. */
struct search {
	struct gate *gate;
	const char *except;
	bool weak;		       /* those that stop nothing count too */
	const struct gate_term *terms; /* searched for at the moment ... */
	const char *text;	       /* ... in this */
	size_t len;
	struct gate_found hit;
};

/* It is the reader's own, or a word of another file. */
static bool
is_let_pass(const struct search *s, const struct gate_term *t)
{
	return (s->except != NULL && strcmp(t->member, s->except) == 0) ||
	       (s->gate->counts != NULL && t->word != GATETERM_NO_WORD &&
		   !s->gate->counts[t->word]);
}

static bool
found(void *arg, size_t id, size_t end)
{
	struct search *s = arg;
	const struct gate_term *t = &s->terms[id];
	size_t start = end - strlen(t->form);

	if (is_let_pass(s, t)) {
		leakmemory_mark(s->gate->memory);
		return false;
	}
	if (t->how == SPELLING_WORD &&
	    ((start > 0 && alnum(s->text[start - 1])) ||
		(end < s->len && alnum(s->text[end]))))
		return false;
	s->hit = (struct gate_found){ t->kind, t->canary };
	return true;
}

static bool
search_index(struct search *s, const struct gate *g, const struct index *x,
    enum spelling_form f)
{
	s->terms = g->terms.list;
	return x->count[f] > 0 &&
	       terms_search(x->in[f], s->text, s->len, found, s);
}

/* The text in one form, for the roster's terms and for those at hand. */
static bool
search_for(struct search *s, enum spelling_form f, const char *text, size_t len)
{
	const struct gate *g = s->gate;

	s->text = text;
	s->len = len;
	return (g->roster != NULL &&
		   search_index(s, g->roster, &g->roster->strong, f)) ||
	       search_index(s, g, &g->strong, f) ||
	       (s->weak && search_index(s, g, &g->weak, f));
}

static bool
is_sought(const struct gate *g, enum spelling_form f)
{
	return g->strong.count[f] > 0 || g->weak.count[f] > 0 ||
	       (g->roster != NULL && g->roster->strong.count[f] > 0);
}

static bool
search_sound(struct search *s, struct arena *a, const char *plain)
{
	char *sound;
	size_t len;

	if (!is_sought(s->gate, SPELLING_SOUND) &&
	    !is_sought(s->gate, SPELLING_SOUND_WORD))
		return false;
	sound = arena_alloc(a, SOUND_ROOM(strlen(plain)));
	len = sound_put(sound, plain, NULL);
	if (search_for(s, SPELLING_SOUND_WORD, sound, len))
		return true;
	len = sound_join(sound, len, NULL);
	return search_for(s, SPELLING_SOUND, sound, len);
}

static bool
search_terms(struct search *s, const char *text)
{
	struct arena *a = s->gate->look;
	const char *plain = text_nfkc(a, text);
	const char *fold = text_fold_nfkc(a, plain);

	return search_for(s, SPELLING_FOLD, fold, strlen(fold)) ||
	       search_for(s, SPELLING_WORD, plain, strlen(plain)) ||
	       search_sound(s, a, plain);
}

/* An address of the one who may read its own is found by others. */
static bool
network_hit(struct search *s, const char *text)
{
	const struct gate *g = s->gate;

	if (!gatenet_hit(g->networks, g->network_count, text, NULL))
		return false;
	if (s->except == NULL ||
	    gatenet_hit(g->networks, g->network_count, text, s->except))
		return true;
	leakmemory_mark(g->memory);
	return false;
}

/* One reading of the bytes. */
static bool
look(void *arg, const char *text, size_t len)
{
	struct search *s = arg;
	const struct gate *g = s->gate;
	bool hit = search_terms(s, text);

	(void)len;
	if (!hit && network_hit(s, text)) {
		s->hit = (struct gate_found){ GATE_NETWORK, 0 };
		hit = true;
	}
	arena_reset(g->look);
	return hit;
}

bool
gate_stands(struct gate *g, const char *text)
{
	struct search s = { .gate = g, .weak = true };
	bool stands;

	gate_ready(g);
	stands = search_terms(&s, text);
	arena_reset(g->look);
	return stands;
}

/* Places of terms in a text in one form. */
struct placing {
	const struct spelling *spelling;
	const struct gate_term *terms; /* searched for at the moment */
	void (*tell)(
	    void *arg, const struct gate_term *t, const struct place *at);
	void *arg;
};

/* The longest that ends at a place holds the others. */
static enum terms_next
place_one(void *arg, size_t id, size_t end)
{
	struct placing *p = arg;
	const struct gate_term *t = &p->terms[id];
	struct place at;

	if (!spelling_place(p->spelling, end, strlen(t->form), t->raw, &at))
		return TERMS_SHORTER;
	p->tell(p->arg, t, &at);
	return TERMS_ON;
}

static void
place_index(struct placing *p, const struct gate *g, const struct index *x,
    enum spelling_form f)
{
	const char *norm;
	size_t len;

	norm = spelling_norm(p->spelling, &len);
	p->terms = g->terms.list;
	if (x->count[f] > 0)
		terms_walk(x->in[f], norm, len, place_one, p);
}

void
gate_places(struct gate *g, struct arena *a, const char *text,
    void (*tell)(void *arg, const struct gate_term *t, const struct place *at),
    void *arg)
{
	struct placing p = { .tell = tell, .arg = arg };
	enum spelling_form f;

	gate_ready(g);
	for (f = 0; f < SPELLING_FORMS; f++) {
		if (!is_sought(g, f))
			continue;
		p.spelling = spelling_new(a, text, f);
		if (g->roster != NULL)
			place_index(&p, g->roster, &g->roster->strong, f);
		place_index(&p, g, &g->strong, f);
		place_index(&p, g, &g->weak, f);
	}
}

/* Words searched for as they are. */
struct words {
	const char **norms;
	const char *text;
	size_t len;
	bool *stands; /* of each; NULL: one is enough */
};

static bool
stands_alone(void *arg, size_t id, size_t end)
{
	struct words *w = arg;
	size_t start = end - strlen(w->norms[id]);

	if ((start > 0 && alnum(w->text[start - 1])) ||
	    (end < w->len && alnum(w->text[end])))
		return false;
	if (w->stands == NULL)
		return true;
	w->stands[id] = true;
	return false;
}

static struct terms *
words_index(struct arena *a, struct words *w, const struct gate_word *words,
    size_t count)
{
	struct terms *t = terms_new(a);
	size_t i;

	w->norms = arena_alloc(a, (count + 1) * sizeof(*w->norms));
	for (i = 0; i < count; i++) {
		w->norms[i] = text_nfkc(a, words[i].text);
		terms_add(t, w->norms[i], i);
	}
	return t;
}

static bool
words_search(struct arena *a, struct words *w, struct terms *t,
    const struct gate_file *f)
{
	w->text = text_nfkc(a, arena_strndup(a, f->data, f->len));
	w->len = strlen(w->text);
	return terms_search(t, w->text, w->len, stands_alone, w);
}

bool
gate_says(struct gate *g, const struct gate_file *f)
{
	struct words w = { 0 };
	struct terms *t;
	bool says;

	t = words_index(g->look, &w, f->words, f->word_count);
	says = words_search(g->look, &w, t, f);
	arena_reset(g->look);
	return says;
}

/* What a list writes between values is no part of one: a word must not be
 * found because of where two values meet. */
static bool
is_address(const char *word)
{
	const char *p;

	for (p = word; *p != '\0'; p++)
		if ((unsigned char)*p < 0x80 && !isalnum((unsigned char)*p) &&
		    strchr("@.-_+%", *p) == NULL)
			return false;
	return strlen(word) >= ADDRESS_MIN && strpbrk(word, "@.") != NULL;
}

size_t
gate_words_but(struct gate *g, struct gate_word *words, size_t count,
    const struct gate_file *files, size_t file_count)
{
	struct arena *a = arena_new();
	struct words w = { 0 };
	struct terms *t;
	size_t i, kept = 0;

	t = words_index(a, &w, words, count);
	w.stands = arena_alloc(a, (count + 1) * sizeof(*w.stands));
	for (i = 0; i < file_count; i++) {
		words_search(g->look, &w, t, &files[i]);
		arena_reset(g->look);
	}
	for (i = 0; i < count; i++)
		if (!w.stands[i] && !words[i].weak && is_address(words[i].text))
			words[kept++] = words[i];
	arena_free(a);
	return kept;
}

/* Which of the words stand in what is read. */
struct which {
	struct search s;
	bool names;   /* those of the roster are searched for, too */
	bool *stands; /* of each word */
	bool *met;    /* of each term */
};

/* Those that end in one that was met have been met with it, but where they
 * count as a word of their own. */
static enum terms_next
note(void *arg, size_t id, size_t end)
{
	struct which *w = arg;

	if (!found(&w->s, id, end))
		return TERMS_SHORTER;
	if (w->met[id])
		return TERMS_ON;
	w->met[id] = true;
	w->stands[w->s.terms[id].word] = true;
	return TERMS_SHORTER;
}

/* Notes the words in one form; whether a name stands there. */
static bool
note_form(struct which *w, enum spelling_form f, const char *text, size_t len)
{
	const struct gate *g = w->s.gate;

	w->s.text = text;
	w->s.len = len;
	if (w->names && search_index(&w->s, g->roster, &g->roster->strong, f))
		return true;
	w->s.terms = g->terms.list;
	if (g->strong.count[f] > 0)
		terms_walk(g->strong.in[f], text, len, note, w);
	return false;
}

static bool
note_sound(struct which *w, struct arena *a, const char *plain)
{
	char *sound;
	size_t len;

	if (!is_sought(w->s.gate, SPELLING_SOUND) &&
	    !is_sought(w->s.gate, SPELLING_SOUND_WORD))
		return false;
	sound = arena_alloc(a, SOUND_ROOM(strlen(plain)));
	len = sound_put(sound, plain, NULL);
	if (note_form(w, SPELLING_SOUND_WORD, sound, len))
		return true;
	len = sound_join(sound, len, NULL);
	return note_form(w, SPELLING_SOUND, sound, len);
}

static bool
note_all(void *arg, const char *text, size_t len)
{
	struct which *w = arg;
	const struct gate *g = w->s.gate;
	struct arena *a = g->look;
	const char *plain = text_nfkc(a, text);
	const char *fold = text_fold_nfkc(a, plain);
	bool hit;

	(void)len;
	hit = note_form(w, SPELLING_FOLD, fold, strlen(fold)) ||
	      note_form(w, SPELLING_WORD, plain, strlen(plain)) ||
	      note_sound(w, a, plain);
	if (!hit && w->names &&
	    gatenet_hit(g->networks, g->network_count, text, w->s.except)) {
		w->s.hit = (struct gate_found){ GATE_NETWORK, 0 };
		hit = true;
	}
	arena_reset(a);
	return hit;
}

enum leak
gate_read_which(struct gate *g, const void *p, size_t len, const char *except,
    bool *stands, struct gate_found *hit)
{
	struct which w = { .s = { .gate = g, .except = except },
		.names = hit != NULL,
		.stands = stands };
	struct arena *a = arena_new();
	enum leak outcome;

	gate_ready(g);
	w.met = arena_alloc(a, g->terms.count + 1);
	outcome = leak_decode(p, len, false, note_all, &w);
	if (hit != NULL)
		*hit = w.s.hit;
	arena_free(a);
	return outcome;
}

enum leak
gate_read(struct gate *g, const void *p, size_t len, const char *except,
    bool inside, struct gate_found *hit)
{
	return gate_read_pieces(g, p, len, NULL, except, inside, hit);
}

enum leak
gate_read_pieces(struct gate *g, const void *p, size_t len,
    const char *const *marks, const char *except, bool inside,
    struct gate_found *hit)
{
	struct search s = { .gate = g, .except = except };
	enum leak outcome;

	gate_ready(g);
	outcome =
	    leak_decode_pieces(p, len, marks, inside, g->memory, look, &s);
	*hit = s.hit;
	return outcome;
}

void
gate_put(struct buf *b, const struct gate *g)
{
	gateterm_put(b, &g->terms);
	gatenet_put(b, g->networks, g->network_count);
}

/* Writer: gate_put(). */
struct gate *
gate_get(struct cursor *c, struct arena *a)
{
	struct gate *g = arena_alloc(a, sizeof(*g));

	g->arena = a;
	g->terms.arena = a;
	g->look = arena_new();
	gateterm_get(c, &g->terms);
	g->networks = gatenet_get(c, a, &g->network_count);
	if (!cursor_done(c) || g->terms.count == 0)
		return NULL;
	gate_ready(g);
	return g;
}

void
gate_put_own(struct buf *b, const struct gate *g)
{
	static const struct gate_terms none;

	gateterm_put(b, g->roster == NULL ? &none : &g->terms);
}

struct gate *
gate_with_canary(struct gate *roster, const struct gate_word *words,
    size_t count, const struct gate_terms *own, const struct gatecanary *canary)
{
	struct gate *g = gate_with(roster, words, count);
	size_t i;

	for (i = 0; i < own->count; i++)
		*(struct gate_term *)arena_push(g->arena, &g->terms.list,
		    &g->terms.count, sizeof(own->list[0])) = own->list[i];
	for (i = 0; i < GATECANARY_WORDS; i++)
		gateterm_canary(&g->terms, canary->words[i], (unsigned)i + 1);
	g->memory = leakmemory_new();
	return g;
}

void
gate_words_that_count(struct gate *g, const bool *counts)
{
	g->counts = counts;
}

struct gate *
gate_roster(struct gate *g)
{
	return g->roster == NULL ? g : g->roster;
}

struct gateserver *
gate_server(struct gate *g)
{
	return &g->server;
}

static struct gatepassed *
known(struct gatepassed **p)
{
	if (*p == NULL)
		*p = gatepassed_new();
	return *p;
}

struct gatepassed *
gate_passed(struct gate *g)
{
	return known(&g->passed);
}

struct gatepassed *
gate_clean(struct gate *g)
{
	return known(&g->clean);
}

static void
drop_ids(struct gate *g)
{
	struct gate_terms *t = &g->terms;
	size_t i, kept = 0;

	for (i = 0; i < t->count; i++)
		if (t->list[i].kind != GATE_ID)
			t->list[kept++] = t->list[i];
	t->count = kept;
}

void
gate_names_only(struct gate *g)
{
	drop_ids(g);
	g->network_count = 0;
}

/* Ids may pass, so a term that is part of an id may pass too. */
static bool
says_no_more(void *arg, size_t id, size_t end)
{
	struct gate *g = arg;

	(void)end;
	g->terms.list[id].kind = GATE_ID;
	return false;
}

static void
pass_id(struct gate *g, struct terms *all, const char *id)
{
	const char *plain = text_nfkc(g->arena, id);
	const char *fold = text_fold_nfkc(g->arena, plain);
	char *sound = sound_of(g->arena, plain);

	terms_search(all, plain, strlen(plain), says_no_more, g);
	terms_search(all, fold, strlen(fold), says_no_more, g);
	terms_search(all, sound, strlen(sound), says_no_more, g);
	sound_join(sound, strlen(sound), NULL);
	terms_search(all, sound, strlen(sound), says_no_more, g);
}

void
gate_pass_ids(struct gate *g)
{
	struct terms *all = terms_new(g->arena);
	const struct gate_term *list = g->terms.list;
	const char **ids;
	size_t i, count = 0;

	ids = arena_alloc(g->arena, (g->terms.count + 1) * sizeof(*ids));
	for (i = 0; i < g->terms.count; i++) {
		terms_add(all, list[i].form, i);
		if (list[i].kind == GATE_ID)
			ids[count++] = list[i].raw;
	}
	for (i = 0; i < count; i++)
		pass_id(g, all, ids[i]);
	drop_ids(g);
}

bool
gate_knows(const struct gate *g)
{
	return (g->roster != NULL ? g->roster : g)->terms.count > 0;
}
