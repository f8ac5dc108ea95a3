#include <ctype.h>
#include <gcrypt.h>
#include <stdint.h>
#include <string.h>

#include "batch/gate/gate.h"
#include "batch/gate/gateterm.h"
#include "formats/base/buf.h"
#include "formats/base/hex.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/config/roster.h"
#include "formats/names/legalform.h"
#include "formats/names/nameparts.h"
#include "formats/names/othername.h"
#include "formats/names/sound.h"
#include "formats/names/textfold.h"

/* Shorter Latin terms also stand by chance inside digests and longer words. */
#define ANYWHERE 8
/* Shorter ones sound like other words; of kana so many letters. */
#define SOUND_LATIN 6
#define SOUND_KANAS 12 /* bytes: four kana */
/* So much of a digest tells whose it is, and a digest that was cut too. */
#define DIGEST_DIGITS 16
/* Bytes of a term that another process is told. */
#define TERM_MOST (1U << 20)

void
gateterm_setup(void)
{
	othername_setup();
}

static struct gate_term *
push(struct gate_terms *t, const char *member, enum gate_kind kind,
    const char *raw, const char *form, enum spelling_form how)
{
	struct gate_term *term;

	term = arena_push(t->arena, &t->list, &t->count, sizeof(*term));
	*term = (struct gate_term){ .member = member,
		.kind = kind,
		.raw = raw,
		.form = form,
		.how = how,
		.word = GATETERM_NO_WORD };
	return term;
}

static bool
is_short(const char *fold)
{
	return strlen(fold) < (text_is_ascii(fold)
				      ? (size_t)TEXTFOLD_MIN_LATIN
				      : (size_t)TEXTFOLD_MIN_OTHER);
}

void
gateterm_add(struct gate_terms *t, const char *member, enum gate_kind kind,
    const char *word)
{
	const char *fold = text_fold(t->arena, word, strlen(word));
	const char *raw;

	if (is_short(fold))
		return;
	raw = arena_strdup(t->arena, word);
	if (text_is_ascii(fold) && strlen(fold) < ANYWHERE)
		push(t, member, kind, raw, text_nfkc(t->arena, word),
		    SPELLING_WORD);
	else
		push(t, member, kind, raw, fold, SPELLING_FOLD);
}

/* Somebody who knows a name or an address can hash it and compare: its digests
 * name its owner as well.  echo(1) writes a line. */
static void
add_digests_of(struct gate_terms *t, const char *member, const char *word)
{
	static const int algorithms[] = { GCRY_MD_MD5, GCRY_MD_SHA1,
		GCRY_MD_SHA256, GCRY_MD_SHA512 };
	const char *line = arena_printf(t->arena, "%s\n", word);
	size_t len = strlen(word), i;
	unsigned char out[64];
	char hex[DIGEST_DIGITS + 1];

	for (i = 0; i < 2 * sizeof(algorithms) / sizeof(algorithms[0]); i++) {
		gcry_md_hash_buffer(algorithms[i / 2], out, line, len + i % 2);
		hex_write(hex, out, DIGEST_DIGITS / 2);
		gateterm_add(t, member, GATE_DIGEST, hex);
	}
}

/* As it stands, and in small and in capital letters. */
static void
add_digests(struct gate_terms *t, const char *member, const char *word)
{
	char *small = arena_strdup(t->arena, word);
	char *large = arena_strdup(t->arena, word);
	size_t i;

	for (i = 0; word[i] != '\0'; i++) {
		small[i] = (char)tolower((unsigned char)word[i]);
		large[i] = (char)toupper((unsigned char)word[i]);
	}
	add_digests_of(t, member, small);
	if (strcmp(large, small) != 0)
		add_digests_of(t, member, large);
	if (strcmp(word, small) != 0 && strcmp(word, large) != 0)
		add_digests_of(t, member, word);
}

static void
push_sound(struct gate_terms *t, const char *member, enum gate_kind kind,
    const char *raw, const char *sound, bool kana)
{
	char *joined = arena_strdup(t->arena, sound), *latin;
	size_t len = sound_join(joined, strlen(joined), NULL), i, n = 0;

	if (len >= ANYWHERE) {
		push(t, member, kind, raw, joined, SPELLING_SOUND);
		return;
	}
	if (len < SOUND_LATIN)
		return;
	latin = arena_strdup(t->arena, sound);
	for (i = 0; sound[i] != '\0'; i++)
		if (sound[i] != SOUND_KANA)
			latin[n++] = sound[i];
	latin[n] = '\0';
	push(t, member, kind, raw, latin, SPELLING_SOUND_WORD);
	if (kana)
		push(t, member, kind, raw, arena_strdup(t->arena, sound),
		    SPELLING_SOUND_WORD);
}

/* As it sounds: kana and romaji find each other.  A few Latin letters are a
 * Latin word only: コト is no Koto. */
static void
add_sound(struct gate_terms *t, const char *member, enum gate_kind kind,
    const char *raw, const char *name)
{
	const char *norm = text_nfkc(t->arena, name), *sound;

	if (!sound_is_known(norm))
		return;
	sound = sound_of(t->arena, norm);
	push_sound(t, member, kind, raw, sound,
	    strchr(sound, SOUND_KANA) != NULL && strlen(norm) >= SOUND_KANAS);
}

/* What people and programs make of a name that is not in Latin letters. */
static void
add_others(struct gate_terms *t, const char *member, enum gate_kind kind,
    const char *name)
{
	const char **list, *raw = arena_strdup(t->arena, name);
	size_t count, i;

	list = othername_kanji(
	    t->arena, text_fold(t->arena, name, strlen(name)), &count);
	for (i = 0; i < count; i++)
		if (!is_short(list[i]))
			push(t, member, kind, raw, list[i], SPELLING_FOLD);
	list = othername_garbled(t->arena, name, &count);
	for (i = 0; i < count; i++)
		gateterm_add(t, member, kind, list[i]);
}

static void
add_spelt(struct gate_terms *t, const char *member, const char *name)
{
	gateterm_add(t, member, GATE_NAME, name);
	add_sound(t, member, GATE_NAME, name, name);
	add_others(t, member, GATE_NAME, name);
}

/* A name that is no name without its legal form, wherever people write that. */
static void
add_whole(struct gate_terms *t, const char *member, const char *name)
{
	const char *bare = legalform_without(t->arena, name);

	if (bare == NULL)
		return;
	add_spelt(t, member, name);
	if (strstr(name, "株式会社") == NULL)
		return;
	gateterm_add(
	    t, member, GATE_NAME, arena_printf(t->arena, "株式会社%s", bare));
	gateterm_add(
	    t, member, GATE_NAME, arena_printf(t->arena, "%s株式会社", bare));
	gateterm_add(
	    t, member, GATE_NAME, arena_printf(t->arena, "(株)%s", bare));
	gateterm_add(
	    t, member, GATE_NAME, arena_printf(t->arena, "%s(株)", bare));
}

/* The name, and what is left of it without one legal form after the other. */
static void
add_name(struct gate_terms *t, const char *member, const char *name, bool whole)
{
	if (name != NULL && whole)
		add_whole(t, member, name);
	for (; name != NULL; name = legalform_without(t->arena, name)) {
		if (!whole)
			add_spelt(t, member, name);
		add_digests(t, member, name);
	}
}

static void
add_domain(struct gate_terms *t, const char *member, const char *domain)
{
	gateterm_add(t, member, GATE_DOMAIN, domain);
	add_digests(t, member, domain);
	add_digests(t, member, arena_printf(t->arena, "www.%s", domain));
}

bool
gateterm_member(struct gate_terms *t, const struct roster_member *m)
{
	size_t before = t->count, i;
	bool named = false;

	add_name(t, m->id, m->name.ja, m->ja_whole);
	add_name(t, m->id, m->name.en, m->en_whole);
	for (i = 0; i < m->alias_count; i++)
		add_name(t, m->id, m->aliases[i], false);
	for (i = before; i < t->count; i++)
		named |= t->list[i].kind == GATE_NAME;
	if (!m->id_said)
		gateterm_add(t, m->id, GATE_ID, m->id);
	for (i = 0; i < m->domain_count; i++)
		add_domain(t, m->id, m->domains[i]);
	for (i = 0; i < m->sensitive_count; i++)
		gateterm_add(t, m->id, GATE_WORD, m->sensitive[i]);
	return named;
}

/*
 * Yoichi Tanabe of "Tanabe Yoichi", t tanabe of t.tanabe@: a person of two
 * names is meant by them in any order, with what stands between them.
 */
static void
add_person(struct gate_terms *t, const struct gate_word *word)
{
	const char *at = strchr(word->text, '@'), *blank;
	size_t count, i;
	char *name;

	name_parts(t->arena, word->text, &count);
	if (count == 0)
		return;
	name = arena_strdup(t->arena, word->text);
	if (at != NULL) {
		name[at - word->text] = '\0';
		add_digests(t, word->member, name);
	}
	for (i = 0; name[i] != '\0'; i++)
		if (strchr("._-+,", name[i]) != NULL)
			name[i] = ' ';
	add_sound(t, word->member, GATE_WORD, word->text, name);
	blank = strchr(name, ' ');
	if (blank != NULL)
		add_sound(t, word->member, GATE_WORD, word->text,
		    arena_printf(t->arena, "%s %.*s", blank + 1,
			(int)(blank - name), name));
}

void
gateterm_word(struct gate_terms *t, const struct gate_word *word)
{
	size_t before = t->count;

	gateterm_add(t, word->member, GATE_WORD, word->text);
	if (!word->weak) {
		add_person(t, word);
		add_others(t, word->member, GATE_WORD, word->text);
	}
	if (strchr(word->text, '@') != NULL)
		add_digests(t, word->member, word->text);
	for (; before < t->count; before++)
		t->list[before].weak = word->weak;
}

void
gateterm_canary(struct gate_terms *t, const char *word, unsigned number)
{
	size_t before = t->count;

	gateterm_add(t, "the canary", GATE_CANARY, word);
	for (; before < t->count; before++)
		t->list[before].canary = number;
}

void
gateterm_put(struct buf *b, const struct gate_terms *t)
{
	size_t i, n = 0;

	for (i = 0; i < t->count; i++)
		n += !t->list[i].weak;
	buf_put_u32(b, (uint32_t)n);
	for (i = 0; i < t->count; i++) {
		if (t->list[i].weak)
			continue;
		buf_put_str(b, t->list[i].member);
		buf_put_u8(b, t->list[i].kind);
		buf_put_str(b, t->list[i].form);
		buf_put_u8(b, t->list[i].how);
		buf_put_u8(b, t->list[i].canary);
	}
}

static void
get_one(struct cursor *c, struct gate_terms *t)
{
	struct gate_term *term;
	const char *member = cursor_str(c, t->arena, TERM_MOST);
	unsigned kind = cursor_u8(c), how;
	const char *form = cursor_str(c, t->arena, TERM_MOST);

	how = cursor_u8(c);
	if (member == NULL || form == NULL || kind >= GATE_KINDS ||
	    how >= SPELLING_FORMS) {
		cursor_fail(c);
		return;
	}
	term = push(t, member, (enum gate_kind)kind, form, form,
	    (enum spelling_form)how);
	term->canary = cursor_u8(c);
}

/* Writer: gateterm_put(). */
void
gateterm_get(struct cursor *c, struct gate_terms *t)
{
	size_t n = cursor_count(c, 11, UINT32_MAX), i;

	for (i = 0; i < n && !c->failed; i++)
		get_one(c, t);
}
