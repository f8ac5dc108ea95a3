#include <stdio.h>
#include <string.h>

#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/release/dossier.h"
#include "batch/release/ownwords.h"
#include "batch/release/previews.h"
#include "batch/release/truefact.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/files/archive.h"
#include "formats/out/preview.h"

static bool
stands(struct night *n, const struct dossier *d, const char *submission)
{
	struct stmt *s;
	bool found = false;

	s = db_query(n->hub->db, SQL_PREVIEW_STATE, "t", submission);
	while (db_row(s))
		found |= strcmp(db_text(s, 1), d->text) == 0;
	return found;
}

/* What stops the files of a preview, read as what leaves is; NULL: nothing. */
static const char *
stopped(struct night *n, const struct dossier_part *p,
    const struct archive_file files[2])
{
	struct gate_file read[2] = { 0 };
	struct gate_word *words = NULL;
	struct gate_fault fault;
	size_t count = 0, i;

	ownwords(n, p->id, &words, &count);
	for (i = 0; i < 2; i++)
		read[i] = (struct gate_file){ .name = files[i].name,
			.data = files[i].data,
			.len = files[i].len,
			.words = words,
			.word_count = count };
	return gate_search(
		   n->gate, read, 2, 1, p->member, (uint64_t)n->at, &fault) == 0
		   ? NULL
		   : fault.what;
}

/* What would tell of the provider, if it agrees. */
static void
list_uncut(struct night *n, const struct dossier_part *p, struct preview *v)
{
	struct stmt *s;
	size_t i;

	for (i = 0; p->uncut && i < p->truehit->fact_count; i++)
		*(const char **)arena_push(n->arena, &v->uncut, &v->uncut_count,
		    sizeof(*v->uncut)) = p->truehit->facts[i].value;
	if (!p->shown)
		return;
	s = db_query(n->hub->db, SQL_FILES_PERSONAL, "t", p->id);
	while (db_row(s))
		*(const char **)arena_push(n->arena, &v->uncut, &v->uncut_count,
		    sizeof(*v->uncut)) = db_textdup(s, 0, n->arena);
}

/* preview.xml and the exact file, in one archive; the digest to approve, or
 * NULL. */
static const char *
keep(struct night *n, const struct dossier *d, const struct dossier_part *p,
    struct buf *item)
{
	struct preview v = { .submission = p->id,
		.tlp = p->tlp,
		.scope = p->scope,
		.path = "items/preview.xml" };
	struct archive_file files[2];
	struct buf xml = { 0 }, archive = { 0 };
	const char *hit;
	char hex[DIGEST_HEX];

	digest_of(item->data, item->len, &v.digest);
	v.size = item->len;
	list_uncut(n, p, &v);
	digest_hex(&v.digest, hex);
	preview_write(&xml, &v);
	files[0] = (struct archive_file){ "preview.xml", xml.data, xml.len };
	files[1] = (struct archive_file){ v.path, item->data, item->len };
	hit = stopped(n, p, files);
	if (hit != NULL) {
		night_attention(n,
		    "%s: a preview is stopped at the gate: it holds %s", d->id,
		    hit);
	} else {
		archive_pack(&archive, files, 2, n->at);
		db_run(n->hub->db, SQL_PREVIEW_ADD, "ttttbi", hex, p->id,
		    d->text, n->run, archive.data, archive.len,
		    (int64_t)(p->uncut || p->shown));
	}
	buf_free(&xml);
	buf_free(&archive);
	return hit != NULL ? NULL : arena_strdup(n->arena, hex);
}

static const char *
offer(struct night *n, struct dossier *d, size_t part)
{
	const struct dossier_part *p = &d->parts[part];
	struct buf b = { 0 };
	const char *digest;
	struct item it;
	bool *chosen;

	chosen = arena_alloc(n->arena, d->part_count * sizeof(*chosen));
	chosen[part] = true;
	dossier_compose(n, d, chosen, NULL, &it);
	if (item_is_empty(&it))
		return NULL;
	it.id = "preview";
	it.sightings = 0;
	/* Two providers may give the same: each digest names one of them. */
	item_write(&b, &it);
	buf_printf(
	    &b, "<!-- %s%s -->\n", p->id, p->uncut || p->shown ? " uncut" : "");
	digest = keep(n, d, p, &b);
	buf_free(&b);
	return digest;
}

const char *
previews_uncut(struct night *n, struct dossier *d, size_t part)
{
	return offer(n, d, part);
}

void
previews_offer(struct night *n, struct dossier *d)
{
	const struct dossier_part *p;
	size_t i;

	for (i = 0; i < d->part_count; i++) {
		p = &d->parts[i];
		if (p->consent == CONSENT_PREVIEW && !p->agreed &&
		    !p->refused && !p->withdrawn && !stands(n, d, p->id))
			offer(n, d, i);
	}
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

static bool
has_personal(struct night *n, const struct dossier_part *p)
{
	struct stmt *s;
	bool any = false;

	s = db_query(n->hub->db, SQL_FILES_PERSONAL, "t", p->id);
	while (db_row(s))
		any = true;
	return any;
}

void
previews_personal(struct night *n, struct dossier *d)
{
	struct dossier_part *p;
	const char *digest;
	size_t i;

	for (i = 0; i < d->part_count; i++) {
		p = &d->parts[i];
		if (p->consent != CONSENT_GIVEN || p->own || p->withdrawn ||
		    !has_personal(n, p))
			continue;
		p->shown = true;
		digest = offer(n, d, i);
		p->shown =
		    digest != NULL && previews_answer(n, digest) == ANSWER_YES;
	}
}
