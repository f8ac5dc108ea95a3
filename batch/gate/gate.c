#include <ctype.h>
#include <gcrypt.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/machine.h"
#include "batch/gate/gate-read.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatenet.h"
#include "batch/gate/gatesearch.h"
#include "formats/base/buf.h"
#include "formats/base/hex.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/config/roster.h"
#include "formats/leak/leak.h"
#include "formats/names/legalform.h"
#include "formats/names/romaji.h"
#include "formats/names/spelling.h"
#include "formats/names/terms.h"
#include "formats/names/textfold.h"

/* Shorter Latin terms also stand by chance inside digests and longer words. */
#define GATE_ANYWHERE 8

static const char mask[] = "〓〓";

static const char canary[] = "the canary";

static const char *const kinds[GATE_KINDS] = { "a member's name",
	"a member's id", "a member's domain", "a sensitive word",
	"a digest of an address", "the canary",
	"an address of a member's network", "more than can be decoded",
	"a planted name that is not found" };

struct term {
	const char *member;
	enum gate_kind kind;
	const char *raw;
	const char *fold; /* what is searched for */
	bool word;	  /* short: only as a word of its own */
	bool weak;	  /* masked where it is found, and stops nothing */
};

/* Terms made ready for a search; built when first needed. */
struct index {
	struct arena *arena;
	struct terms *folded; /* letters and digits only, anywhere */
	struct terms *plain;  /* short ones, as words of their own */
};

struct gate {
	struct arena *arena;
	const struct gate *roster; /* of gate_with(): knows the members */
	struct term *terms;
	size_t count;
	struct index index;
	struct arena *look; /* for one reading */
	struct gatenet_range *networks;
	size_t network_count;
	size_t unnamed;
};

const char *
gate_kind_word(enum gate_kind k)
{
	return k < GATE_KINDS ? kinds[k] : NULL;
}

static void
add_term(
    struct gate *g, const char *member, enum gate_kind kind, const char *word)
{
	struct term *t;
	const char *fold;
	size_t min;

	fold = text_fold(g->arena, word, strlen(word));
	min = text_is_ascii(fold) ? TEXTFOLD_MIN_LATIN : TEXTFOLD_MIN_OTHER;
	if (strlen(fold) < min)
		return;
	t = arena_push(g->arena, &g->terms, &g->count, sizeof(*t));
	t->member = member;
	t->kind = kind;
	t->raw = arena_strdup(g->arena, word);
	t->fold = fold;
	t->word = text_is_ascii(fold) && strlen(fold) < GATE_ANYWHERE;
	if (t->word)
		t->fold = text_nfkc(g->arena, word);
}

/* Somebody who knows an address can hash it and compare: its digests name its
 * owner as well. */
static void
add_digests_of(struct gate *g, const char *member, const char *word)
{
	static const int algorithms[] = { GCRY_MD_MD5, GCRY_MD_SHA1,
		GCRY_MD_SHA256, GCRY_MD_SHA512 };
	unsigned char out[64];
	char hex[129];
	size_t i, len;

	for (i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]); i++) {
		gcry_md_hash_buffer(algorithms[i], out, word, strlen(word));
		len = gcry_md_get_algo_dlen(algorithms[i]);
		hex_write(hex, out, len);
		add_term(g, member, GATE_DIGEST, hex);
	}
}

/* As it stands, and in small and in capital letters. */
static void
add_digests(struct gate *g, const char *member, const char *word)
{
	char *small = arena_strdup(g->arena, word);
	char *large = arena_strdup(g->arena, word);
	size_t i;

	for (i = 0; word[i] != '\0'; i++) {
		small[i] = (char)tolower((unsigned char)word[i]);
		large[i] = (char)toupper((unsigned char)word[i]);
	}
	add_digests_of(g, member, small);
	add_digests_of(g, member, large);
	if (strcmp(word, small) != 0 && strcmp(word, large) != 0)
		add_digests_of(g, member, word);
}

/* Shorter ones stand in other words by chance. */
#define READING_LATIN 6
#define READING_KANA  12 /* bytes: four kana */

/* The name as it sounds, where its letters tell that: kana in romaji, romaji
 * in kana. */
static void
add_readings(struct gate *g, const char *member, const char *name)
{
	const char **latin, *kana;
	size_t count, i;

	latin = romaji_of(g->arena, name, &count);
	for (i = 0; i < count; i++)
		if (strlen(latin[i]) >= READING_LATIN)
			add_term(g, member, GATE_NAME, latin[i]);
	kana = romaji_kana(g->arena, name);
	if (kana != NULL && strlen(kana) >= READING_KANA)
		add_term(g, member, GATE_NAME, kana);
}

static void
add_bare(struct gate *g, const char *member, const char *name)
{
	add_term(g, member, GATE_NAME, name);
	add_readings(g, member, name);
}

/* The name, and what is left of it without one legal form after the other. */
static void
add_name(struct gate *g, const char *member, const char *name)
{
	for (; name != NULL; name = legalform_without(g->arena, name))
		add_bare(g, member, name);
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
	size_t before = g->count, i;

	add_name(g, m->id, m->name.ja);
	add_name(g, m->id, m->name.en);
	for (i = 0; i < m->alias_count; i++)
		add_name(g, m->id, m->aliases[i]);
	g->unnamed += g->count == before;
	add_term(g, m->id, GATE_ID, m->id);
	for (i = 0; i < m->domain_count; i++) {
		add_term(g, m->id, GATE_DOMAIN, m->domains[i]);
		add_digests(g, m->id, m->domains[i]);
	}
	for (i = 0; i < m->sensitive_count; i++)
		add_term(g, m->id, GATE_WORD, m->sensitive[i]);
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
	g = arena_alloc(a, sizeof(*g));
	g->arena = a;
	g->look = arena_new();
	for (i = 0; i < r->member_count; i++)
		if (r->members[i].role == RROLE_MEMBER)
			add_member(g, &r->members[i]);
	if (g->count > 0) {
		add_term(g, canary, GATE_CANARY, "問屋場検査鳥");
		add_term(g, canary, GATE_CANARY, "canary-kensadori.example");
	}
	return g;
}

void
gate_ready(struct gate *g)
{
	struct index *x = &g->index;
	size_t i;

	if (x->arena != NULL)
		return;
	x->arena = arena_new();
	x->folded = terms_new(x->arena);
	x->plain = terms_new(x->arena);
	for (i = 0; i < g->count; i++)
		terms_add(g->terms[i].word ? x->plain : x->folded,
		    g->terms[i].fold, i);
}

size_t
gate_unnamed(const struct gate *g)
{
	return g->unnamed;
}

static void
add_word(struct gate *g, const struct gate_word *word)
{
	size_t before = g->count;

	add_term(g, word->member, GATE_WORD, word->text);
	if (g->count > before)
		g->terms[before].weak = word->weak;
	if (strchr(word->text, '@') != NULL)
		add_digests(g, word->member, word->text);
}

struct gate *
gate_with(struct gate *roster, const struct gate_word *words, size_t count)
{
	struct arena *a = arena_new();
	struct gate *g = arena_alloc(a, sizeof(*g));
	size_t i;

	gate_ready(roster);
	g->arena = a;
	g->roster = roster;
	g->look = roster->look;
	g->networks = roster->networks;
	g->network_count = roster->network_count;
	for (i = 0; i < count; i++)
		add_word(g, &words[i]);
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
	const struct term *terms; /* searched for at the moment ... */
	const char *text;	  /* ... in this */
	size_t len;
	enum gate_kind hit;
	bool masking; /* weak terms count too */
};

static bool
found(void *arg, size_t id, size_t end)
{
	struct search *s = arg;
	const struct term *t = &s->terms[id];
	size_t start = end - strlen(t->fold);

	if ((s->except != NULL && strcmp(t->member, s->except) == 0) ||
	    (t->weak && !s->masking))
		return false;
	if (t->word && ((start > 0 && alnum(s->text[start - 1])) ||
			   (end < s->len && alnum(s->text[end]))))
		return false;
	s->hit = t->kind;
	return true;
}

static bool
search_for(
    struct search *s, const struct gate *g, struct terms *in, const char *text)
{
	s->terms = g->terms;
	s->text = text;
	s->len = strlen(text);
	return terms_search(in, text, s->len, found, s);
}

/* One reading of the bytes. */
static bool
look(void *arg, const char *text, size_t len)
{
	struct search *s = arg;
	const struct gate *g = s->gate, *r = g->roster;
	struct arena *a = g->look;
	const char *fold, *plain;
	bool hit;

	(void)len;
	plain = text_nfkc(a, text);
	fold = text_fold_nfkc(a, plain);
	hit = (r != NULL && search_for(s, r, r->index.folded, fold)) ||
	      search_for(s, g, g->index.folded, fold) ||
	      (r != NULL && search_for(s, r, r->index.plain, plain)) ||
	      search_for(s, g, g->index.plain, plain);
	if (!hit &&
	    gatenet_hit(g->networks, g->network_count, text, s->except)) {
		s->hit = GATE_NETWORK;
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
	return strlen(word) >= GATE_ANYWHERE && strpbrk(word, "@.") != NULL;
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
    bool inside, enum gate_kind *hit)
{
	struct search s = { .gate = g, .except = except };
	enum leak outcome;

	gate_ready(g);
	outcome = leak_decode(p, len, inside, look, &s);
	*hit = s.hit;
	return outcome;
}

static void
drop_ids(struct gate *g)
{
	size_t i, kept = 0;

	for (i = 0; i < g->count; i++)
		if (g->terms[i].kind != GATE_ID)
			g->terms[kept++] = g->terms[i];
	g->count = kept;
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
	g->terms[id].kind = GATE_ID;
	return false;
}

void
gate_pass_ids(struct gate *g)
{
	struct terms *all = terms_new(g->arena);
	const char **ids, *plain;
	size_t i, count = 0;

	ids = arena_alloc(g->arena, (g->count + 1) * sizeof(*ids));
	for (i = 0; i < g->count; i++) {
		terms_add(all, g->terms[i].fold, i);
		if (g->terms[i].kind == GATE_ID)
			ids[count++] = g->terms[i].raw;
	}
	for (i = 0; i < count; i++) {
		plain = text_nfkc(g->arena, ids[i]);
		terms_search(all, plain, strlen(plain), says_no_more, g);
		plain = text_fold_nfkc(g->arena, plain);
		terms_search(all, plain, strlen(plain), says_no_more, g);
	}
	drop_ids(g);
}

bool
gate_knows(const struct gate *g)
{
	return (g->roster != NULL ? g->roster : g)->count > 0;
}

/* A name may begin another. */
static int
by_length(const void *a, const void *b)
{
	const struct term *x = *(const struct term *const *)a;
	const struct term *y = *(const struct term *const *)b;
	size_t n = strlen(x->fold), m = strlen(y->fold);

	if (n == m && strcmp(x->fold, y->fold) == 0) {
		n = strlen(x->raw);
		m = strlen(y->raw);
	}
	return n != m ? (n > m ? -1 : 1) : strcmp(x->raw, y->raw);
}

/* The first of the terms that stands in the text, and where. */
static bool
first_term(const struct term *const *order, size_t count,
    const struct spelling *folded, const struct spelling *plain,
    struct place *at)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (spelling_find(order[i]->word ? plain : folded,
			order[i]->fold, order[i]->raw, at))
			return true;
	return false;
}

static size_t
list_terms(const struct term **list, size_t count, const struct gate *g)
{
	size_t i;

	for (i = 0; i < g->count; i++)
		list[count++] = &g->terms[i];
	return count;
}

/* What is searched for, by length, the longest first. */
static const struct term **
longest_first(struct arena *a, const struct gate *g, size_t *count)
{
	const struct term **list;

	*count = g->count + (g->roster == NULL ? 0 : g->roster->count);
	list = arena_alloc(a, (*count + 1) * sizeof(*list));
	*count = g->roster == NULL ? 0 : list_terms(list, 0, g->roster);
	*count = list_terms(list, *count, g);
	qsort(list, *count, sizeof(*list), by_length);
	return list;
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

const char *
gate_mask(struct gate *g, struct arena *a, const char *text)
{
	struct search s = { .gate = g, .masking = true };
	const struct term **order;
	struct arena *tmp;
	struct place at;
	size_t count;
	bool more;

	if (text == NULL)
		return NULL;
	gate_ready(g);
	if (!look(&s, text, strlen(text)))
		return text;
	order = longest_first(a, g, &count);
	do {
		tmp = arena_new();
		more = first_term(order, count, spelling_new(tmp, text, false),
		    spelling_new(tmp, text, true), &at);
		arena_free(tmp);
		if (more)
			take_local_part(text, &at);
		if (more)
			text = arena_printf(a, "%.*s%s%s", (int)at.from, text,
			    mask, text + at.to);
	} while (more);
	return text;
}
