#include <string.h>

#include "batch/compose/compose.h"
#include "batch/gate/gatefact.h"
#include "batch/night/night.h"
#include "batch/release/given.h"
#include "batch/release/previews.h"
#include "batch/release/tellview.h"
#include "batch/release/truefact.h"
#include "batch/release/uncut.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/view.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/out/item.h"

/* A submission of which something is wanted as it is. */
struct wanted {
	const char *id;
	struct truehit *truehit;
	bool asked, agreed; /* by its provider; by all */
};

static bool
holds(const struct view *v, const char *submission)
{
	size_t i;

	for (i = 0; i < v->part_count; i++)
		if (strcmp(v->parts[i].id, submission) == 0)
			return true;
	return false;
}

static bool
is_in_any(struct view *const *views, size_t count, const char *submission)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (holds(views[i], submission))
			return true;
	return false;
}

static struct wanted *
list_wanted(const struct previewing *p, struct view *const *views, size_t count,
    size_t *found)
{
	struct wanted *list = NULL, *w;
	const char **all = NULL;
	struct stmt *s;
	size_t n = 0, i;

	*found = 0;
	s = db_query(p->n->hub->db, SQL_TRUEHITS, "");
	while (db_row(s))
		arena_push_str(
		    p->n->arena, &all, &n, db_textdup(s, 0, p->n->arena));
	for (i = 0; i < n; i++) {
		if (!is_in_any(views, count, all[i]))
			continue;
		w = arena_push(p->n->arena, &list, found, sizeof(*w));
		w->id = all[i];
		w->truehit = truehit_load(p->n, all[i]);
	}
	return list;
}

static void
allow(const struct previewing *p, const struct wanted *w, bool uncut)
{
	struct allowance may = given_allowance(p->givens, w->id);

	may.truehit = w->truehit;
	may.uncut = uncut;
	given_allow(p->givens, w->id, &may);
}

/* Shows the provider the values unmasked; what it says of that preview.
 * Stopped at the gate, nobody can agree to it. */
static void
ask(const struct previewing *p, struct wanted *w)
{
	enum answer answer = ANSWER_NO;

	allow(p, w, true);
	w->truehit->preview = previews_uncut(p, w->id);
	if (w->truehit->preview != NULL)
		answer = previews_answer(p->n, w->truehit->preview);
	w->asked = answer != ANSWER_NO;
	w->agreed = answer == ANSWER_YES;
	allow(p, w, w->asked);
}

/* The digest of all that would leave with the submission, to everybody: a line
 * for each audience. */
static const char *
would_leave(const struct previewing *p, struct view *const *views, size_t count,
    const char *submission)
{
	struct buf b = { 0 }, content = { 0 };
	struct digest digest;
	struct left_out left;
	struct item it;
	char hex[DIGEST_HEX];
	size_t i;

	for (i = 0; i < count; i++) {
		if (!holds(views[i], submission))
			continue;
		tellview(p->n, p->givens, views[i], FORM_AS_IT_IS, &it, &left);
		content.len = 0;
		compose_content(&content, &it);
		digest_of(content.data, content.len, &digest);
		digest_hex(&digest, hex);
		buf_printf(&b, "%s %s\n", views[i]->to->id, hex);
	}
	digest_of(buf_str(&b), b.len, &digest);
	digest_hex(&digest, hex);
	buf_free(&b);
	buf_free(&content);
	return arena_strdup(p->n->arena, hex);
}

static bool
is_confirmed(const struct truehit *t, const char *bytes)
{
	return t->confirmed != NULL && strcmp(t->confirmed, bytes) == 0 &&
	       t->second != NULL && strcmp(t->second, t->analyst) != 0;
}

static void
consult(const struct previewing *p, struct view *const *views, size_t count,
    struct wanted *w)
{
	const char *bytes;

	bytes = would_leave(p, views, count, w->id);
	w->agreed = w->agreed && is_confirmed(w->truehit, bytes);
	db_run(p->n->hub->db, SQL_TRUEHIT_OFFER, "ttt", w->id,
	    w->truehit->preview, bytes);
}

/* What stands in one view with another's that not all have agreed to does not
 * go out either: those bytes were not confirmed. */
static bool
spread_no(
    struct view *const *views, size_t count, struct wanted *list, size_t wanted)
{
	bool spread = false;
	size_t v, i, k;

	for (v = 0; v < count; v++)
		for (i = 0; i < wanted; i++)
			for (k = 0; k < wanted; k++)
				if (list[i].asked && !list[i].agreed &&
				    list[k].agreed &&
				    holds(views[v], list[i].id) &&
				    holds(views[v], list[k].id)) {
					list[k].agreed = false;
					spread = true;
				}
	return spread;
}

void
uncut_decide(
    const struct previewing *p, struct view *const *views, size_t count)
{
	struct wanted *list;
	size_t wanted, i;

	list = list_wanted(p, views, count, &wanted);
	for (i = 0; i < wanted; i++)
		ask(p, &list[i]);
	for (i = 0; i < wanted; i++)
		if (list[i].asked)
			consult(p, views, count, &list[i]);
	while (spread_no(views, count, list, wanted))
		continue;
	for (i = 0; i < wanted; i++)
		allow(p, &list[i], list[i].agreed);
}

/* The gate asks for whom a value is told. */
static const char *
member_of(struct night *n, const char *submission)
{
	const char *member = "";
	struct stmt *s;

	s = db_query(n->hub->db, SQL_PREVIEW_TERMS, "t", submission);
	if (db_row(s)) {
		member = db_textdup(s, 0, n->arena);
		db_end(s);
	}
	return member;
}

struct gate_fact *
uncut_facts(const struct previewing *p, const struct view *v, size_t *count)
{
	struct gate_fact *list = NULL, *f;
	struct allowance may;
	const char *member;
	size_t i, k;

	*count = 0;
	for (i = 0; i < v->part_count; i++) {
		may = given_allowance(p->givens, v->parts[i].id);
		if (!may.uncut)
			continue;
		member = member_of(p->n, v->parts[i].id);
		for (k = 0; k < may.truehit->fact_count; k++) {
			f = arena_push(p->n->arena, &list, count, sizeof(*f));
			f->member = member;
			f->value = may.truehit->facts[k].value;
		}
	}
	return list;
}
