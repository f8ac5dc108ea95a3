#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/jsonwrite.h"
#include "formats/base/mem.h"
#include "formats/base/say.h"
#include "formats/base/text.h"
#include "formats/base/utc.h"
#include "formats/files/filepile.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"
#include "formats/out/mark.h"
#include "formats/tools/listfile.h"
#include "formats/tools/misp.h"
#include "formats/tools/mispsign.h"
#include "formats/tools/ownid.h"

/* The last second of a day, from its first. */
#define DAY_REST 86399

/* An event: of an item, of one that is over, or of both, where the item goes on
 * and something of it does not. */
struct event {
	char uuid[UUID_TEXT];
	const char *name, *date;
	int64_t timestamp;
	enum tlp tlp;
	const struct item *item;	    /* or NULL */
	const struct bundle_revoked *ended; /* or NULL */
};

/* A feed on its way. */
struct misp {
	struct arena *a; /* of the event at hand */
	const struct bundle *bundle;
	const struct held *held;
	char hub[UUID_TEXT];
	struct event *events; /* by uuid */
	size_t event_count;
	struct buf hashes;
};

static void
put_time(struct jsonw *j, const char *name, int64_t t)
{
	jsonw_textf(j, name, "%lld", (long long)t);
}

static void
put_moment(struct jsonw *j, const char *name, int64_t t)
{
	char text[UTC_TEXT];

	utc_text(t, text);
	jsonw_textf(j, name, "%.19s+00:00", text);
}

static void
put_days(struct jsonw *j, const char *first, const char *last)
{
	if (first == NULL)
		return;
	put_moment(j, "first_seen", ownid_morning(first));
	put_moment(j, "last_seen", ownid_morning(last) + DAY_REST);
}

static void
put_tag(struct jsonw *j, const char *name, const char *value)
{
	jsonw_map(j, NULL);
	jsonw_textf(j, "name", "hub:%s=\"%s\"", name, value);
	jsonw_text(j, "colour", "#1f4e79");
	jsonw_flag(j, "exportable", true);
	jsonw_end(j);
}

static void
put_number_tag(struct misp *m, struct jsonw *j, const char *name, uint64_t n)
{
	if (n > 0)
		put_tag(
		    j, name, arena_printf(m->a, "%llu", (unsigned long long)n));
}

/* As MISP's own taxonomy has it. */
static void
put_tlp(struct jsonw *j, enum tlp tlp)
{
	static const char *const colours[TLPS] = {
		[TLP_CLEAR] = "#ffffff",
		[TLP_GREEN] = "#33ff00",
		[TLP_AMBER] = "#ffc000",
		[TLP_AMBER_STRICT] = "#ffc000",
		[TLP_RED] = "#ff2b2b",
	};

	jsonw_map(j, NULL);
	jsonw_textf(j, "name", "tlp:%s", tlp_word(tlp));
	jsonw_text(j, "colour", colours[tlp]);
	jsonw_flag(j, "exportable", true);
	jsonw_end(j);
}

static void
put_tags(struct misp *m, struct jsonw *j, const struct event *e)
{
	const struct item *it = e->item;
	size_t i;

	jsonw_list(j, "Tag");
	put_tlp(j, e->tlp);
	if (it != NULL) {
		put_tag(j, "class", class_word(it->class));
		put_number_tag(m, j, "at-least", it->sightings);
		put_number_tag(m, j, "false-alarms", it->false_alarms);
		for (i = 0; i < it->compared_count; i++)
			put_tag(j, it->compared[i].same ? "same" : "different",
			    it->compared[i].feature);
	} else
		put_tag(j, "state",
		    e->ended->retracted ? "retracted" : "superseded");
	jsonw_end(j);
}

/* What the item is called; one that is over as items/ID.xml has it. */
static const char *
info_of(struct misp *m, const struct event *e)
{
	if (e->item != NULL)
		return text_visible(m->a, e->item->title);
	return arena_printf(m->a, "%s %s", e->name,
	    say(e->ended->retracted ? SAY_TITLE_RETRACTED
				    : SAY_TITLE_SUPERSEDED,
		LANG_JA));
}

/* What manifest and event say of it alike. */
static void
put_head(struct misp *m, struct jsonw *j, const struct event *e)
{
	jsonw_text(j, "info", info_of(m, e));
	jsonw_text(j, "date", e->date);
	jsonw_text(j, "analysis",
	    e->item != NULL && e->item->class < CLASS_UNDECIDED ? "2" : "0");
	jsonw_text(j, "threat_level_id", "4"); /* not said */
	put_time(j, "timestamp", e->timestamp);
	jsonw_map(j, "Orgc");
	jsonw_text(j, "name", m->bundle->hub_en);
	jsonw_text(j, "uuid", m->hub);
	jsonw_end(j);
	put_tags(m, j, e);
}

/* An attribute of the event; more tells it from the others. */
static void
begin_attribute(struct jsonw *j, const struct event *e, const char *more,
    const struct misp_sign *s, int64_t timestamp)
{
	char uuid[UUID_TEXT];

	ownid("attribute", e->name, more, uuid);
	jsonw_map(j, NULL);
	jsonw_text(j, "uuid", uuid);
	jsonw_text(j, "type", s->type);
	jsonw_text(j, "category", s->category);
	jsonw_text(j, "value", s->value);
	jsonw_flag(j, "to_ids", s->to_ids);
	jsonw_flag(j, "disable_correlation", false);
	put_time(j, "timestamp", timestamp);
}

static void
put_text(struct misp *m, struct jsonw *j, const struct event *e,
    const char *category, const char *what, const char *text)
{
	struct misp_sign s = { "text", category, NULL, false };

	if (text == NULL)
		return;
	s.value = text_visible(m->a, text);
	begin_attribute(
	    j, e, arena_printf(m->a, "%s\n%s", what, text), &s, e->timestamp);
	jsonw_text(j, "comment", what);
	jsonw_flag(j, "deleted", false);
	jsonw_end(j);
}

/* What is said of a file or traffic besides. */
static const char *
comment_of(struct misp *m, const struct mark *x, const struct item *it)
{
	const struct item_observation *o;
	const char *out = "";

	if (x->file != NULL)
		out = arena_printf(m->a, "%s, %llu bytes",
		    file_kind_word(x->file->kind),
		    (unsigned long long)x->file->size);
	if (!x->inbound && !x->outbound)
		return out;
	for (o = it->observations; o < it->observations + it->observation_count;
	     o++)
		if (strcmp(o->address, x->value) == 0)
			out = arena_printf(m->a, "%s%s%s %s/%u %s/%s", out,
			    *out == '\0' ? "" : "; ", item_direction(o),
			    o->protocol, o->port, o->first, o->last);
	return out;
}

static void
put_roles(struct jsonw *j, const struct mark *x)
{
	enum ind_role r;

	if (x->roles == 0)
		return;
	jsonw_list(j, "Tag");
	for (r = 0; r < ROLES; r++)
		if (mark_has(x, r))
			put_tag(j, "role", ind_role_word(r));
	jsonw_end(j);
}

static const char *
mark_name(struct misp *m, const struct mark *x)
{
	return arena_printf(
	    m->a, "%u\n%s\n%s", x->since, ind_type_word(x->type), x->value);
}

/* As new as its event: MISP takes no other to_ids for an older one. */
static void
put_mark(struct misp *m, struct jsonw *j, const struct event *e,
    const struct mark *x)
{
	struct misp_sign s = mispsign_of(m->a, m->held, x);

	begin_attribute(j, e, mark_name(m, x), &s, e->timestamp);
	put_days(j, e->item->seen_first, e->item->seen_last);
	jsonw_text(j, "comment", comment_of(m, x, e->item));
	jsonw_flag(j, "deleted", false);
	put_roles(j, x);
	jsonw_end(j);
}

static void
put_deleted(struct misp *m, struct jsonw *j, const struct event *e)
{
	const struct bundle_revoked *r = e->ended;
	struct misp_sign s;
	struct mark x;
	size_t i;

	for (i = 0; r != NULL && i < r->sign_count; i++) {
		x = (struct mark){ .type = r->signs[i].type,
			.value = r->signs[i].value,
			.since = r->signs[i].since };
		s = mispsign_of(m->a, m->held, &x);
		s.to_ids = false;
		begin_attribute(j, e, mark_name(m, &x), &s, e->timestamp);
		jsonw_flag(j, "deleted", true);
		jsonw_end(j);
	}
}

/* Of a value in two parts, each by itself. */
static void
put_hashes(struct misp *m, const struct event *e, const struct misp_sign *s)
{
	const char *bar =
	    strchr(s->type, '|') == NULL ? NULL : strrchr(s->value, '|');
	size_t len = bar == NULL ? strlen(s->value) : (size_t)(bar - s->value);
	char hex[DIGEST_MD5_HEX];

	digest_md5_hex(s->value, len, hex);
	buf_printf(&m->hashes, "%s,%s\n", hex, e->uuid);
	if (bar == NULL)
		return;
	digest_md5_hex(bar + 1, strlen(bar + 1), hex);
	buf_printf(&m->hashes, "%s,%s\n", hex, e->uuid);
}

static void
put_facts(struct misp *m, struct jsonw *j, const struct event *e)
{
	const struct item *it = e->item;
	struct misp_sign s;
	struct mark *marks;
	size_t count, i;

	marks = marks_of(m->a, it, &count);
	for (i = 0; i < count; i++) {
		put_mark(m, j, e, &marks[i]);
		s = mispsign_of(m->a, m->held, &marks[i]);
		put_hashes(m, e, &s);
	}
	put_text(m, j, e, "External analysis", "analysis", it->analysis);
	put_text(m, j, e, "Other", "countermeasure", it->countermeasure);
	for (i = 0; i < it->step_count; i++)
		put_text(m, j, e, "Other",
		    arena_printf(m->a, "step %zu: %s", i + 1,
			step_word(it->steps[i].kind)),
		    it->steps[i].text);
	for (i = 0; i < it->related_count; i++)
		put_text(m, j, e, "Internal reference", "related item",
		    it->related[i]);
}

static void
put_event(struct misp *m, struct buf *out, const struct event *e)
{
	struct jsonw j;

	jsonw_begin(&j, out);
	jsonw_map(&j, NULL);
	jsonw_map(&j, "Event");
	jsonw_text(&j, "uuid", e->uuid);
	put_head(m, &j, e);
	jsonw_flag(&j, "published", true);
	put_time(&j, "publish_timestamp", e->timestamp);
	jsonw_text(&j, "distribution", "0"); /* who may have it says its TLP */
	jsonw_list(&j, "Attribute");
	put_text(m, &j, e, "Internal reference", "hub item", e->name);
	if (e->item != NULL)
		put_facts(m, &j, e);
	else
		put_text(m, &j, e, "Internal reference", "superseded by",
		    e->ended->by);
	put_deleted(m, &j, e);
	jsonw_end(&j);
	jsonw_end(&j);
	jsonw_end(&j);
	buf_puts(out, "\n");
}

static void
put_manifest(struct misp *m, struct buf *out)
{
	struct jsonw j;
	size_t i;

	jsonw_begin(&j, out);
	jsonw_map(&j, NULL);
	for (i = 0; i < m->event_count; i++) {
		jsonw_map(&j, m->events[i].uuid);
		put_head(m, &j, &m->events[i]);
		jsonw_end(&j);
		buf_puts(out, "\n");
	}
	jsonw_end(&j);
	buf_puts(out, "\n");
}

static const struct bundle_revoked *
ended_of(const struct bundle *b, const char *item)
{
	size_t lo = 0, hi = b->revoked_count, mid;
	int c;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		c = strcmp(b->revoked[mid].item, item);
		if (c == 0)
			return &b->revoked[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static struct event *
add_event(struct misp *m, const char *item)
{
	struct event *e;

	e = arena_push(m->a, &m->events, &m->event_count, sizeof(*e));
	e->name = item;
	ownid("event", item, "", e->uuid);
	return e;
}

static void
take_item(struct misp *m, const struct item *it)
{
	struct event *e = add_event(m, it->id);

	e->date = it->first_shared;
	e->timestamp = ownid_modified(it);
	e->tlp = it->tlp;
	e->item = it;
	e->ended = ended_of(m->bundle, it->id);
}

static void
take_ended(struct misp *m, const struct bundle_revoked *r)
{
	struct event *e = add_event(m, r->item);
	size_t i;

	e->date = r->first_shared;
	e->timestamp = ownid_moment(r->on, r->edition);
	e->tlp = TLP_AMBER; /* as items/ID.xml has it */
	for (i = 0; i < r->sign_count; i++)
		if (r->signs[i].tlp > e->tlp)
			e->tlp = r->signs[i].tlp;
	e->ended = r;
}

static int
by_uuid(const void *a, const void *b)
{
	return strcmp(
	    ((const struct event *)a)->uuid, ((const struct event *)b)->uuid);
}

static void
take_events(struct misp *m, const struct item *items, size_t count)
{
	const struct bundle *b = m->bundle;
	size_t i;

	for (i = 0; i < count; i++)
		if (!item_is_over(&items[i]))
			take_item(m, &items[i]);
	for (i = 0; i < b->revoked_count; i++)
		if (b->revoked[i].retracted || b->revoked[i].by != NULL)
			take_ended(m, &b->revoked[i]);
	if (m->event_count > 1)
		qsort(m->events, m->event_count, sizeof(*m->events), by_uuid);
}

int
misp_folder(struct arena *a, const struct bundle *u, const struct item *items,
    size_t count, struct filepile *files)
{
	struct misp m = { .a = a, .bundle = u, .held = listfile_held(u) };
	struct buf b = { 0 };
	size_t i;

	ownid_hub(u->hub_ja, u->hub_en, m.hub);
	take_events(&m, items, count);
	m.a = arena_new();
	for (i = 0; i < m.event_count; i++) {
		arena_reset(m.a);
		put_event(&m, &b, &m.events[i]);
		filepile_add(files, misp_event_path(m.a, m.events[i].name), &b);
	}
	if (m.event_count > 0) {
		put_manifest(&m, &b);
		filepile_add(files, "misp/manifest.json", &b);
		filepile_add(files, "misp/hashes.csv", &m.hashes);
	}
	arena_free(m.a);
	buf_free(&m.hashes);
	buf_free(&b);
	return 0;
}

const char *
misp_event_path(struct arena *a, const char *item)
{
	char uuid[UUID_TEXT];

	ownid("event", item, "", uuid);
	return arena_printf(a, "misp/%s.json", uuid);
}

bool
misp_is_event(const char *path)
{
	return strncmp(path, "misp/", 5) == 0 &&
	       strlen(path) == strlen("misp/.json") + UUID_TEXT - 1;
}
