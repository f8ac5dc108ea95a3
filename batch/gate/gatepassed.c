#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/gate/gate.h"
#include "batch/gate/gatepassed.h"
#include "batch/gate/gatesearch.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/leak/pieces.h"

/* A rebuild goes through years of nights: what passed long ago is read again.
 */
#define PASSED_MOST 500000

struct gatepassed {
	GHashTable *passed; /* of struct digest */
	GHashTable *asked;  /* the same, of the search at hand */
};

struct gatepassed *
gatepassed_new(void)
{
	struct gatepassed *p = mem_alloc(sizeof(*p));

	p->passed =
	    g_hash_table_new_full(digest_bucket, digest_same, g_free, NULL);
	p->asked =
	    g_hash_table_new_full(digest_bucket, digest_same, g_free, NULL);
	return p;
}

void
gatepassed_free(struct gatepassed *p)
{
	if (p == NULL)
		return;
	g_hash_table_destroy(p->passed);
	g_hash_table_destroy(p->asked);
	free(p);
}

void
gatepassed_begin(struct gatepassed *p)
{
	g_hash_table_remove_all(p->asked);
}

/* Who may be named, and the words: of what is searched for literally, none is
 * searched for in what is hidden. */
static struct digest
question(const struct gate_file *f, const char *except)
{
	size_t count = f->literal ? 0 : f->word_count, i;
	struct buf b = { 0 };
	struct digest out;

	buf_put_str(&b, except);
	buf_put_u32(&b, (uint32_t)count);
	for (i = 0; i < count; i++) {
		buf_put_str(&b, f->words[i].member);
		buf_put_str(&b, f->words[i].text);
		buf_put_u8(&b, f->words[i].weak);
	}
	digest_of(b.data, b.len, &out);
	buf_free(&b);
	return out;
}

/* Notes the piece; whether it has passed, or is read in this search already: it
 * is found where it stands first, and no search passes without it. */
static bool
is_known(struct gatepassed *p, const struct digest *question, const void *bytes,
    size_t len)
{
	struct digest both[2] = { *question }, key;

	digest_of(bytes, len, &both[1]);
	digest_of(both, sizeof(both), &key);
	return g_hash_table_contains(p->passed, &key) ||
	       !g_hash_table_add(p->asked, g_memdup2(&key, sizeof(key)));
}

bool
gatepassed_unread(struct gatepassed *p, const struct gate_file *f,
    const char *except, struct buf *out)
{
	struct digest q = question(f, except);
	bool unread = !is_known(p, &q, f->name, strlen(f->name));
	struct pieces pieces;
	const char *piece;
	size_t len;

	pieces_begin(&pieces, f->marks, f->data, f->len);
	while ((piece = pieces_next(&pieces, &len)) != NULL) {
		if (is_known(p, &q, piece, len))
			continue;
		buf_put(out, piece, len);
		unread = true;
	}
	return unread;
}

bool
gatepassed_bytes(
    struct gatepassed *p, const void *bytes, size_t len, const char *except)
{
	static const struct gate_file no_words = { .name = "" };
	struct digest q = question(&no_words, except);

	gatepassed_begin(p);
	return is_known(p, &q, bytes, len);
}

void
gatepassed_all(struct gatepassed *p)
{
	GHashTableIter all;
	gpointer key;

	if (g_hash_table_size(p->passed) > PASSED_MOST)
		g_hash_table_remove_all(p->passed);
	g_hash_table_iter_init(&all, p->asked);
	while (g_hash_table_iter_next(&all, &key, NULL)) {
		g_hash_table_iter_steal(&all);
		g_hash_table_add(p->passed, key);
	}
}
