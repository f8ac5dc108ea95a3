#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/hex.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/base/utc.h"
#include "formats/base/valid.h"
#include "formats/opened/opened.h"
#include "formats/opened/openedtext.h"
#include "formats/opened/turned.h"

#define NAME	 "toiyaba-opened "
#define VERSION	 NAME "1\n"
#define SUM	 "sum "
#define SUM_LEN	 (sizeof(SUM) - 1 + DIGEST_HEX)
#define TYPE_MAX 32 /* bytes of a type's word */
#define NOTHING	 "-"

/* Line feeds would end the line; other controls are for no eye. */
static void
put_text(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == '\x7f' || *s == '\\')
			buf_printf(out, "\\x%02x", (unsigned char)*s);
		else
			buf_put(out, s, 1);
}

static void
put_link(struct buf *out, const struct chain_link *l)
{
	char digest[DIGEST_HEX], previous[DIGEST_HEX], expires[UTC_TEXT];

	digest_hex(&l->digest, digest);
	digest_hex(&l->previous, previous);
	utc_text(l->expires, expires);
	buf_printf(out, "%s %" PRIu64 " %s %s %s\n",
	    l->state ? "state" : "bundle", l->sequence, digest, previous,
	    expires);
}

static void
put_line(struct buf *out, const struct chain_line *l)
{
	char digest[DIGEST_HEX], begun[UTC_TEXT];

	digest_hex(&l->digest, digest);
	utc_text(l->begun, begun);
	buf_printf(out, "line %s %" PRIu64 " %s\n", begun, l->after, digest);
}

static void
put_request(struct buf *out, const struct opened_request *q)
{
	buf_printf(out, "request %s %s %s ", q->name, q->until,
	    q->item == NULL ? NOTHING : q->item);
	put_text(out, q->text);
	buf_puts(out, "\n");
}

static void
put_item(struct buf *out, const struct opened_item *it)
{
	const struct opened_word *w;
	size_t i;

	buf_printf(out, "item %s\n", it->id);
	for (i = 0; i < it->word_count; i++) {
		w = &it->words[i];
		buf_printf(out, "word %" PRIu64 " %s %u%s%s\n", w->sequence,
		    life_word(w->is), w->edition, w->by == NULL ? "" : " ",
		    w->by == NULL ? "" : w->by);
	}
	for (i = 0; i < it->value_count; i++) {
		buf_printf(out, "value %" PRIu64 " %s ", it->values[i].told,
		    it->values[i].type);
		put_text(out, it->values[i].value);
		buf_puts(out, "\n");
	}
}

static void
put_lines(const struct opened *o, struct buf *out)
{
	const struct opened_series *s;
	size_t i, k;

	for (i = 0; i < o->series_count; i++) {
		s = &o->series[i];
		buf_printf(out, "series %s\n", s->audience);
		for (k = 0; k < s->chain.line_count; k++)
			put_line(out, &s->chain.lines[k]);
		for (k = 0; k < s->chain.count; k++)
			put_link(out, &s->chain.links[k]);
		for (k = 0; k < s->request_count; k++)
			put_request(out, &s->requests[k]);
		for (k = 0; k < s->item_count; k++)
			put_item(out, &s->items[k]);
	}
}

/* Reader: opened_read(). */
void
opened_write(const struct opened *o, struct buf *out)
{
	size_t before = out->len;
	char hex[DIGEST_HEX];
	struct digest d;

	buf_puts(out, VERSION);
	put_lines(o, out);
	digest_of(out->data + before, out->len - before, &d);
	digest_hex(&d, hex);
	buf_printf(out, SUM "%s\n", hex);
}

/* Lines as they are read: to what the next one belongs. */
struct reading {
	struct opened *o;
	struct arena *a;
	struct opened_series *series;
	struct opened_item *item;
};

/* The next word of a line, which is cut there; NULL: none, or an empty one. */
static char *
next_word(char **rest)
{
	char *word = *rest;
	size_t n = strcspn(word, " ");

	if (n == 0)
		return NULL;
	*rest = word + n;
	if (word[n] == ' ') {
		word[n] = '\0';
		(*rest)++;
	}
	return word;
}

static bool
next_number(char **rest, uint64_t most, uint64_t *out)
{
	const char *word = next_word(rest);
	char *end;

	if (word == NULL || strspn(word, "0123456789") != strlen(word) ||
	    strlen(word) > 19)
		return false;
	*out = strtoull(word, &end, 10);
	return *out <= most;
}

static bool
next_digest(char **rest, struct digest *out)
{
	const char *word = next_word(rest);

	return word != NULL && digest_parse(word, out);
}

static int
read_series(struct reading *r, char *rest)
{
	if (!valid_id(rest))
		return -1;
	r->series = opened_series(r->o, rest);
	r->item = NULL;
	return 0;
}

static int
read_line_begun(struct reading *r, char *rest)
{
	struct chain_line l = { 0 }, *to;
	const char *begun = next_word(&rest);
	struct chain *c;

	if (r->series == NULL || begun == NULL ||
	    !valid_time(begun, &l.begun) ||
	    !next_number(&rest, CHAIN_SEQUENCE_MAX, &l.after) ||
	    !next_digest(&rest, &l.digest))
		return -1;
	c = &r->series->chain;
	to = arena_push(c->a, &c->lines, &c->line_count, sizeof(*to));
	*to = l;
	return 0;
}

static int
read_link(struct reading *r, char *rest, bool state)
{
	struct chain_link l = { .state = state };
	enum chain_verdict v;

	if (r->series == NULL ||
	    !next_number(&rest, CHAIN_SEQUENCE_MAX, &l.sequence) ||
	    l.sequence == 0 || !next_digest(&rest, &l.digest) ||
	    !next_digest(&rest, &l.previous) || !valid_time(rest, &l.expires))
		return -1;
	/* A late one may stand a long way before the others. */
	v = chain_judge(&r->series->chain, &l);
	if (v != CHAIN_FITS && v != CHAIN_FAR)
		return -1;
	chain_add(&r->series->chain, &l);
	return 0;
}

static int
read_bundle(struct reading *r, char *rest)
{
	return read_link(r, rest, false);
}

static int
read_state(struct reading *r, char *rest)
{
	return read_link(r, rest, true);
}

static int
read_item(struct reading *r, char *rest)
{
	if (r->series == NULL || !valid_item(rest))
		return -1;
	r->item = opened_item(r->o, r->series, rest);
	return 0;
}

static bool
read_life(const char *word, enum life *out)
{
	enum life is;

	for (is = LIFE_SHARED; word != NULL && is < LIVES; is++)
		if (strcmp(word, life_word(is)) == 0) {
			*out = is;
			return true;
		}
	return false;
}

/* A word is a bundle's that was opened, or of a line that is over; who is
 * superseded has a successor, and what is told an edition. */
static int
read_word(struct reading *r, char *rest)
{
	struct opened_word w = { 0 };
	uint64_t edition;

	if (r->item == NULL ||
	    !next_number(&rest, CHAIN_SEQUENCE_MAX, &w.sequence) ||
	    (chain_find(&r->series->chain, w.sequence) == NULL &&
		!opened_folded(&r->series->chain, w.sequence)) ||
	    !read_life(next_word(&rest), &w.is) ||
	    !next_number(&rest, UINT32_MAX, &edition))
		return -1;
	w.edition = (unsigned)edition;
	w.by = *rest == '\0' ? NULL : rest;
	if ((life_is_live(w.is) && w.is != life_of(w.edition, false, false)) ||
	    (w.is == LIFE_SUPERSEDED) != (w.by != NULL) ||
	    (w.by != NULL && !valid_item(w.by)))
		return -1;
	opened_say(r->o, r->item, &w);
	return 0;
}

/* In place; what is wrong stays so, and is found when it is written again. */
static void
unescape(char *s)
{
	char *to = s;
	int c;

	for (; *s != '\0'; s++) {
		c = s[0] == '\\' && s[1] == 'x' ? hex_byte(s + 2) : 0;
		*to++ = c > 0 ? (char)c : *s;
		s += c > 0 ? 3 : 0;
	}
	*to = '\0';
}

static bool
was_told(const struct opened_item *it, uint64_t sequence)
{
	size_t i;

	for (i = 0; i < it->word_count; i++)
		if (it->words[i].sequence == sequence)
			return it->words[i].edition != 0 &&
			       it->words[i].is != LIFE_RETRACTED;
	return false;
}

static int
read_value(struct reading *r, char *rest)
{
	struct opened_value v = { 0 };

	if (r->item == NULL ||
	    !next_number(&rest, CHAIN_SEQUENCE_MAX, &v.told) ||
	    (v.told != 0 && !was_told(r->item, v.told)))
		return -1;
	v.type = next_word(&rest);
	if (v.type == NULL || !valid_id(v.type) || strlen(v.type) > TYPE_MAX)
		return -1;
	unescape(rest);
	v.value = rest;
	opened_tell(r->o, r->item, &v);
	return 0;
}

static int
read_request(struct reading *r, char *rest)
{
	struct opened_request q;

	q.name = next_word(&rest);
	q.until = next_word(&rest);
	q.item = next_word(&rest);
	if (r->series == NULL || q.name == NULL || q.until == NULL ||
	    q.item == NULL || !valid_request(q.name) || !valid_date(q.until))
		return -1;
	if (strcmp(q.item, NOTHING) == 0)
		q.item = NULL;
	else if (!valid_item(q.item))
		return -1;
	unescape(rest);
	q.text = rest;
	opened_ask(r->o, r->series, &q);
	return 0;
}

static int
read_line(struct reading *r, char *line)
{
	static const struct {
		const char *name;
		int (*read)(struct reading *r, char *rest);
	} kinds[] = { { "series", read_series }, { "line", read_line_begun },
		{ "bundle", read_bundle }, { "state", read_state },
		{ "request", read_request }, { "item", read_item },
		{ "word", read_word }, { "value", read_value } };
	char *rest = line, *word = next_word(&rest);
	size_t i;

	for (i = 0; word != NULL && i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(word, kinds[i].name) == 0)
			return kinds[i].read(r, rest);
	return -1;
}

/* A series begins with the first bundle that was opened of it. */
static bool
is_whole(const struct opened *o)
{
	size_t i;

	for (i = 0; i < o->series_count; i++)
		if (o->series[i].chain.count == 0)
			return false;
	return true;
}

/* Order, repeats and spellings need no rules of their own: they would be
 * written otherwise. */
static bool
is_written_so(const struct opened *o, const char *text, size_t len)
{
	struct buf b = { 0 };
	bool same;

	put_lines(o, &b);
	same = b.len == len && (len == 0 || memcmp(b.data, text, len) == 0);
	buf_free(&b);
	return same;
}

int
opened_read_lines(
    struct opened *o, const char *text, size_t len, char *err, size_t errlen)
{
	struct reading r = { .o = o, .a = arena_new() };
	const char *at = text, *end = text + len, *stop;
	size_t line = 2;
	int rc = text_valid(text, len) ? 0 : -1;

	for (; rc == 0 && at < end; at = stop + 1, line++) {
		stop = memchr(at, '\n', (size_t)(end - at));
		rc = stop == NULL ? -1
				  : read_line(&r, arena_strndup(r.a, at,
						      (size_t)(stop - at)));
		if (rc == -1)
			break;
	}
	arena_free(r.a);
	if (rc == -1)
		snprintf(err, errlen, "line %zu is not what was written", line);
	else if (!is_whole(o) || !is_written_so(o, text, len)) {
		snprintf(err, errlen, "it is not in the form it is written in");
		rc = -1;
	}
	return rc;
}

static bool
is_summed(const char *text, size_t len)
{
	char hex[DIGEST_HEX];
	struct digest d;

	digest_of(text, len, &d);
	digest_hex(&d, hex);
	return memcmp(text + len, SUM, sizeof(SUM) - 1) == 0 &&
	       memcmp(text + len + sizeof(SUM) - 1, hex, DIGEST_HEX - 1) == 0 &&
	       text[len + SUM_LEN - 1] == '\n';
}

/* Writer: opened_write(). */
enum opened_read
opened_read(
    struct opened *o, const char *text, size_t len, char *err, size_t errlen)
{
	size_t head = sizeof(VERSION) - 1;

	if (len >= sizeof(NAME) - 1 &&
	    memcmp(text, NAME, sizeof(NAME) - 1) == 0 &&
	    (len < head || memcmp(text, VERSION, head) != 0)) {
		snprintf(err, errlen, "another version wrote it");
		return OPENED_READ_VERSION;
	}
	if (len < head + SUM_LEN || memcmp(text, VERSION, head) != 0 ||
	    !is_summed(text, len - SUM_LEN)) {
		snprintf(err, errlen, "its sum is wrong, or it is cut off");
		return OPENED_READ_DAMAGED;
	}
	return opened_read_lines(
		   o, text + head, len - SUM_LEN - head, err, errlen) == 0
		   ? OPENED_READ_OK
		   : OPENED_READ_DAMAGED;
}
