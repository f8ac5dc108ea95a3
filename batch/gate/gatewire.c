#include <string.h>

#include "batch/gate/gate.h"
#include "batch/gate/gatefact.h"
#include "batch/gate/gatewire.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/leak/pieces.h"

/* The hub wrote it: these hold only that a slip here ends in a refusal. */
#define STRING_MOST (64U << 20)
#define LIST_MOST   (64U << 20)

void
gatewire_put_head(struct buf *b, const char *except,
    const struct gatecanary *canary, size_t count)
{
	size_t i;

	buf_put_str(b, except);
	for (i = 0; i < GATECANARY_WORDS; i++)
		buf_put_str(b, canary->words[i]);
	buf_put_u32(b, (uint32_t)count);
}

size_t
gatewire_get_head(struct cursor *c, struct arena *a, const char **except,
    struct gatecanary *canary)
{
	const char *word;
	size_t i;

	*except = cursor_str(c, a, STRING_MOST);
	for (i = 0; i < GATECANARY_WORDS; i++) {
		word = cursor_str(c, a, GATECANARY_LENGTH);
		if (word == NULL)
			cursor_fail(c);
		else
			memcpy(canary->words[i], word, strlen(word) + 1);
	}
	return cursor_count(c, 1, LIST_MOST);
}

static void
put_words(struct buf *b, const struct gate_word *words, size_t count)
{
	size_t i;

	buf_put_u32(b, (uint32_t)count);
	for (i = 0; i < count; i++) {
		buf_put_str(b, words[i].member);
		buf_put_str(b, words[i].text);
		buf_put_u8(b, words[i].weak);
	}
}

static const struct gate_word *
get_words(struct cursor *c, struct arena *a, size_t *count)
{
	struct gate_word *words;
	size_t i;

	*count = cursor_count(c, 9, LIST_MOST);
	words = arena_alloc(a, (*count + 1) * sizeof(*words));
	for (i = 0; i < *count; i++) {
		words[i].member = cursor_str(c, a, STRING_MOST);
		words[i].text = cursor_str(c, a, STRING_MOST);
		words[i].weak = cursor_u8(c) != 0;
		if (words[i].member == NULL || words[i].text == NULL)
			cursor_fail(c);
	}
	return words;
}

static void
put_facts(struct buf *b, const struct gate_fact *facts, size_t count)
{
	size_t i;

	buf_put_u32(b, (uint32_t)count);
	for (i = 0; i < count; i++) {
		buf_put_str(b, facts[i].member);
		buf_put_str(b, facts[i].value);
	}
}

static const struct gate_fact *
get_facts(struct cursor *c, struct arena *a, size_t *count)
{
	struct gate_fact *facts;
	size_t i;

	*count = cursor_count(c, 8, LIST_MOST);
	facts = arena_alloc(a, (*count + 1) * sizeof(*facts));
	for (i = 0; i < *count; i++) {
		facts[i].member = cursor_str(c, a, STRING_MOST);
		facts[i].value = cursor_str(c, a, STRING_MOST);
		if (facts[i].value == NULL)
			cursor_fail(c);
	}
	return facts;
}

static void
put_bytes(struct buf *b, const void *p, size_t len)
{
	buf_put_u64(b, len);
	buf_put(b, p, len);
}

/* As it lies there: a bundle is large. */
static const void *
get_bytes(struct cursor *c, size_t *len)
{
	uint64_t n = cursor_u64(c);
	const void *p = c->data + c->off;

	*len = 0;
	if (c->failed || n > c->len - c->off) {
		cursor_fail(c);
		return "";
	}
	*len = (size_t)n;
	c->off += (size_t)n;
	return p;
}

static void
put_marks(struct buf *b, const char *const *marks)
{
	size_t i, count = 0;

	while (marks != NULL && marks[count] != NULL)
		count++;
	buf_put_u8(b, (unsigned)count);
	for (i = 0; i < count; i++)
		buf_put_str(b, marks[i]);
}

static const char *const *
get_marks(struct cursor *c, struct arena *a)
{
	size_t i, count = cursor_u8(c);
	const char **marks;

	if (count == 0)
		return NULL;
	if (count > PIECES_MARKS) {
		cursor_fail(c);
		return NULL;
	}
	marks = arena_alloc(a, (count + 1) * sizeof(*marks));
	for (i = 0; i < count; i++) {
		marks[i] = cursor_str(c, a, STRING_MOST);
		if (marks[i] == NULL || *marks[i] == '\0') {
			cursor_fail(c);
			return NULL;
		}
	}
	return marks;
}

void
gatewire_put_file(struct buf *b, const struct gatewire_file *f)
{
	buf_put_str(b, f->file.name);
	buf_put_u8(b, f->file.literal);
	put_marks(b, f->file.marks);
	put_words(b, f->file.words, f->file.word_count);
	put_facts(b, f->file.facts, f->file.fact_count);
	put_bytes(b, f->fixed, f->fixed_len);
	put_bytes(b, f->fresh, f->fresh_len);
	put_bytes(b, f->unread, f->unread_len);
	put_bytes(b, f->file.data, f->file.len);
}

void
gatewire_get_file(struct cursor *c, struct arena *a, struct gatewire_file *f)
{
	f->file.name = cursor_str(c, a, STRING_MOST);
	f->file.literal = cursor_u8(c) != 0;
	f->file.marks = get_marks(c, a);
	f->file.words = get_words(c, a, &f->file.word_count);
	f->file.facts = get_facts(c, a, &f->file.fact_count);
	f->fixed = get_bytes(c, &f->fixed_len);
	f->fresh = get_bytes(c, &f->fresh_len);
	f->unread = get_bytes(c, &f->unread_len);
	f->file.data = get_bytes(c, &f->file.len);
	if (f->file.name == NULL)
		cursor_fail(c);
}

void
gatewire_put_answer(struct buf *b, const struct gatewire_finding *f,
    const struct gatewire_proof *proofs, size_t count)
{
	size_t i;

	buf_put_u32(b, (uint32_t)f->kind);
	buf_put_u32(b, (uint32_t)f->file);
	for (i = 0; f->kind == GATE_NOTHING && i < count; i++) {
		buf_put_u32(b, proofs[i].fixed);
		buf_put_u32(b, proofs[i].fresh);
	}
}

void
gatewire_get_answer(const void *p, size_t len,
    const struct gatewire_proof *planted, size_t count,
    struct gatewire_finding *out)
{
	struct gatewire_finding f = { 0, GATE_TOO_MUCH }, blind = f;
	uint32_t kind, fixed, fresh;
	struct cursor c;
	size_t i;

	*out = f;
	cursor_init(&c, p, len);
	kind = cursor_u32(&c);
	f.file = cursor_u32(&c);
	blind.kind = GATE_NOTHING;
	for (i = 0; kind == GATE_NOTHING && !c.failed && i < count; i++) {
		fixed = cursor_u32(&c);
		fresh = cursor_u32(&c);
		if (blind.kind == GATE_NOTHING &&
		    (fixed != planted[i].fixed || fresh != planted[i].fresh))
			blind = (struct gatewire_finding){ i, GATE_BLIND };
	}
	if (!cursor_done(&c) || kind > GATE_NOTHING ||
	    (kind < GATE_NOTHING && f.file >= count))
		return;
	f.kind = (enum gate_kind)kind;
	*out = kind == GATE_NOTHING ? blind : f;
}
