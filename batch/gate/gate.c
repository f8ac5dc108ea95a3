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
#include "batch/gate/gatesearch.h"
#include "batch/gate/gateserver.h"
#include "batch/gate/gateterm.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/config/roster.h"
#include "formats/leak/leak.h"
#include "formats/names/sound.h"
#include "formats/names/spelling.h"
#include "formats/names/terms.h"
#include "formats/names/textfold.h"

/* A shorter address or host is a word of every day. */
#define ADDRESS_MIN 8

static const char mask[] = "〓〓";

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
	struct index index;
	struct arena *look; /* for one reading */
	struct gatenet_range *networks;
	size_t network_count;
	size_t unnamed;
	struct gateserver server; /* of its searchers */
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

void
gate_ready(struct gate *g)
{
	struct index *x = &g->index;
	enum spelling_form f;
	size_t i;

	if (x->arena != NULL)
		return;
	x->arena = arena_new();
	for (f = 0; f < SPELLING_FORMS; f++)
		x->in[f] = terms_new(x->arena);
	for (i = 0; i < g->terms.count; i++) {
		f = g->terms.list[i].how;
		terms_add(x->in[f], g->terms.list[i].form, i);
		x->count[f]++;
	}
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
	size_t i;

	gate_ready(roster);
	g->arena = a;
	g->terms.arena = a;
	g->roster = roster;
	g->look = roster->look;
	g->networks = roster->networks;
	g->network_count = roster->network_count;
	for (i = 0; i < count; i++)
		gateterm_word(&g->terms, &words[i]);
	return g;
}

void
gate_free(struct gate *g)
{
	if (g == NULL)
		return;
	arena_free(g->index.arena);
	g->index = (struct index){ 0 };
	if (g->roster != NULL) {
		arena_free(g->arena);
		return;
	}
	gateserver_end(&g->server);
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
	const struct gate *gate;
	const char *except;
	const struct gate_term *terms; /* searched for at the moment ... */
	const char *text;	       /* ... in this */
	size_t len;
	struct gate_found hit;
	/* For a mask, where to list all that stand in it, weak ones too. */
	struct arena *all;
	const struct gate_term **list;
	size_t count;
};

static bool
found(void *arg, size_t id, size_t end)
{
	struct search *s = arg;
	const struct gate_term *t = &s->terms[id];
	size_t start = end - strlen(t->form);

	if ((s->except != NULL && strcmp(t->member, s->except) == 0) ||
	    (t->weak && s->all == NULL))
		return false;
	if (t->how == SPELLING_WORD &&
	    ((start > 0 && alnum(s->text[start - 1])) ||
		(end < s->len && alnum(s->text[end]))))
		return false;
	s->hit = (struct gate_found){ t->kind, t->canary };
	if (s->all == NULL)
		return true;
	*(const struct gate_term **)arena_push(
	    s->all, &s->list, &s->count, sizeof(t)) = t;
	return false;
}

static bool
search_one(struct search *s, const struct gate *g, enum spelling_form f)
{
	s->terms = g->terms.list;
	return g->index.count[f] > 0 &&
	       terms_search(g->index.in[f], s->text, s->len, found, s);
}

/* The text in one form, for the roster's terms and for those at hand. */
static bool
search_for(struct search *s, enum spelling_form f, const char *text, size_t len)
{
	const struct gate *g = s->gate;

	s->text = text;
	s->len = len;
	return (g->roster != NULL && search_one(s, g->roster, f)) ||
	       search_one(s, g, f);
}

static bool
is_sought(const struct gate *g, enum spelling_form f)
{
	return g->index.count[f] > 0 ||
	       (g->roster != NULL && g->roster->index.count[f] > 0);
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

/* One reading of the bytes. */
static bool
look(void *arg, const char *text, size_t len)
{
	struct search *s = arg;
	const struct gate *g = s->gate;
	struct arena *a = g->look;
	const char *fold, *plain;
	bool hit;

	(void)len;
	plain = text_nfkc(a, text);
	fold = text_fold_nfkc(a, plain);
	hit = search_for(s, SPELLING_FOLD, fold, strlen(fold)) ||
	      search_for(s, SPELLING_WORD, plain, strlen(plain)) ||
	      search_sound(s, a, plain);
	if (!hit &&
	    gatenet_hit(g->networks, g->network_count, text, s->except)) {
		s->hit = (struct gate_found){ GATE_NETWORK, 0 };
		hit = true;
	}
	arena_reset(a);
	return hit;
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

enum leak
gate_read(struct gate *g, const void *p, size_t len, const char *except,
    bool inside, struct gate_found *hit)
{
	struct search s = { .gate = g, .except = except };
	enum leak outcome;

	gate_ready(g);
	outcome = leak_decode(p, len, inside, look, &s);
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
gate_with_canary(struct gate *roster, const struct gate_file *f,
    const struct gate_terms *own, const struct gatecanary *canary)
{
	struct gate *g = gate_with(roster, f->literal ? NULL : f->words,
	    f->literal ? 0 : f->word_count);
	size_t i;

	for (i = 0; i < own->count; i++)
		*(struct gate_term *)arena_push(g->arena, &g->terms.list,
		    &g->terms.count, sizeof(own->list[0])) = own->list[i];
	for (i = 0; i < GATECANARY_WORDS; i++)
		gateterm_canary(&g->terms, canary->words[i], (unsigned)i + 1);
	return g;
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

/* A name may begin another. */
static int
by_length(const void *a, const void *b)
{
	const struct gate_term *x = *(const struct gate_term *const *)a;
	const struct gate_term *y = *(const struct gate_term *const *)b;
	size_t n = strlen(x->form), m = strlen(y->form);

	if (n == m && strcmp(x->form, y->form) == 0) {
		n = strlen(x->raw);
		m = strlen(y->raw);
	}
	return n != m ? (n > m ? -1 : 1) : strcmp(x->raw, y->raw);
}

/* The first of the terms that stands in the text, and where. */
static bool
first_term(struct arena *a, const struct gate_term *const *order, size_t count,
    const char *text, struct place *at, enum gate_kind *kind)
{
	struct spelling *forms[SPELLING_FORMS];
	enum spelling_form f;
	size_t i;

	for (f = 0; f < SPELLING_FORMS; f++)
		forms[f] = spelling_new(a, text, f);
	for (i = 0; i < count; i++)
		if (spelling_find(forms[order[i]->how], order[i]->form,
			order[i]->raw, at)) {
			*kind = order[i]->kind;
			return true;
		}
	return false;
}

/* The @ of an address, as people and machines write it. */
static const char *const ats[] = { "@", "＠", "﹫", "%40", "%2540", "=40",
	"[at]", "(at)", "{at}", "<at>", "[@]", "(@)", "{@}", "&#64;", "&#x40;",
	"&commat;", "\\u0040", "\\x40", NULL };

/* Where one of them begins that ends at this place; to: none. */
static size_t
before_at(const char *text, size_t to)
{
	size_t i, n, end = to;

	while (end > 0 && text[end - 1] == ' ')
		end--;
	for (i = 0; ats[i] != NULL; i++) {
		n = strlen(ats[i]);
		if (n <= end && strncasecmp(text + end - n, ats[i], n) == 0)
			return end - n;
	}
	return to;
}

static bool
in_local_part(char c)
{
	return alnum(c) || (c != '\0' && strchr("._%+-'", c) != NULL);
}

/* Where the local part begins that ends at this place; what of it is masked
 * already goes too. */
static size_t
local_part(const char *text, size_t to)
{
	size_t from = to;

	while (from > 0 && text[from - 1] == ' ')
		from--;
	if (from > 0 &&
	    (in_local_part(text[from - 1]) || text[from - 1] == '"'))
		to = from;
	from = to;
	if (to > 0 && text[to - 1] == '"')
		for (from--; from > 0 && text[from - 1] != '"'; from--)
			continue;
	if (from > 0 && from < to)
		return from - 1;
	for (;;)
		if (to > 0 && in_local_part(text[to - 1]))
			to--;
		else if (to >= 3 && memcmp(text + to - 3, mask, 3) == 0)
			to -= 3;
		else
			return to;
}

/* Where the @ begins that makes an address of the host whose name goes on at
 * this place; host: none.  Machines write = for that of an address inside
 * another. */
static size_t
at_before(const char *text, size_t host)
{
	size_t to, end;

	for (to = host;; to--) {
		end = before_at(text, to);
		if (end < to)
			return end;
		if (to == 0 ||
		    !(alnum(text[to - 1]) || strchr(".-", text[to - 1])))
			break;
	}
	return host > 0 && text[host - 1] == '=' ? host - 1 : host;
}

/*
 * Who it is at a member's domain is nobody's business either: what stands
 * before the @ goes with it, and what of the host's name stands between; or
 * behind it, as relays write addresses that they pass on.
 */
static void
take_local_part(const char *text, struct place *at)
{
	size_t end = at_before(text, at->from);

	if (end < at->from)
		at->from = local_part(text, end);
	if (text[at->to] == '=' && in_local_part(text[at->to + 1]))
		for (at->to++; in_local_part(text[at->to]); at->to++)
			continue;
}

/* Of a digest a part is searched for: the rest goes with it. */
static void
take_digits(const char *text, struct place *at)
{
	while (at->from > 0 && isxdigit((unsigned char)text[at->from - 1]))
		at->from--;
	while (isxdigit((unsigned char)text[at->to]))
		at->to++;
}

static const char *
mask_one(struct gate *g, struct arena *a, struct arena *tmp, const char *text)
{
	struct search s = { .gate = g, .all = tmp };
	enum gate_kind kind;
	struct place at;

	look(&s, text, strlen(text));
	if (s.count == 0)
		return NULL;
	qsort(s.list, s.count, sizeof(s.list[0]), by_length);
	if (!first_term(tmp, s.list, s.count, text, &at, &kind))
		return NULL;
	if (kind == GATE_DIGEST)
		take_digits(text, &at);
	else
		take_local_part(text, &at);
	return arena_printf(
	    a, "%.*s%s%s", (int)at.from, text, mask, text + at.to);
}

const char *
gate_mask(struct gate *g, struct arena *a, const char *text)
{
	struct arena *tmp;
	const char *next;

	gate_ready(g);
	while (text != NULL) {
		tmp = arena_new();
		next = mask_one(g, a, tmp, text);
		arena_free(tmp);
		if (next == NULL)
			break;
		text = next;
	}
	return text;
}
