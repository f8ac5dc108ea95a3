#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/jsonwrite.h"
#include "formats/base/mem.h"
#include "formats/base/sortpile.h"
#include "formats/base/text.h"
#include "formats/base/utc.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"
#include "formats/out/mark.h"
#include "formats/tools/ownid.h"
#include "formats/tools/stix.h"
#include "formats/tools/stixsign.h"

/* What has no time of its own, as the standard's own objects have none. */
#define FOUNDED "2012-04-01T00:00:00.000Z"

#define STAMP 32 /* 2017-08-03T00:12:00.000Z */

/* The extension that the OASIS committee gave TLP 2.0, and its markings. */
#define TLP_EXTENSION \
	"extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
static const struct {
	const char *id, *name;
} markings[TLPS] = {
	[TLP_CLEAR] = { "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
	    "TLP:CLEAR" },
	[TLP_GREEN] = { "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
	    "TLP:GREEN" },
	[TLP_AMBER] = { "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
	    "TLP:AMBER" },
	[TLP_AMBER_STRICT] = { "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
	    "TLP:AMBER+STRICT" },
	[TLP_RED] = { "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
	    "TLP:RED" },
};

/* A bundle on its way, and the item of which it is told just now. */
struct stix {
	struct arena *a; /* of the item */
	const struct bundle *bundle;
	struct buf body;       /* of the object at hand, */
	const char *id;	       /* and its own */
	struct sortpile *done; /* those that are written, by id; those that
				  stand for one value come of several items */
	bool used[TLPS];
	char hub[STIX_ID], audience[STIX_ID];
	const char *item; /* its name */
	char created[STAMP], modified[STAMP];
	enum tlp tlp;
	const char **refs; /* objects of it */
	size_t ref_count;
};

static void
stamp(int64_t t, char out[STAMP])
{
	char text[UTC_TEXT];

	utc_text(t, text);
	snprintf(out, STAMP, "%.19s.000Z", text);
}

static const char *
id_of(struct stix *w, const char *type, const char *more)
{
	char uuid[UUID_TEXT];

	ownid(type, w->item, more, uuid);
	return arena_printf(w->a, "%s--%s", type, uuid);
}

/* An object is begun and ended here: what all have comes first and last. */
static void
start(struct stix *w, struct jsonw *j, const char *type, const char *id)
{
	w->id = id;
	w->body.len = 0;
	jsonw_begin(j, &w->body);
	jsonw_map(j, NULL);
	jsonw_text(j, "type", type);
	jsonw_text(j, "spec_version", "2.1");
	jsonw_text(j, "id", id);
}

/* Of one id the strictest comes first. */
static void
keep(struct stix *w, enum tlp tlp)
{
	sortpile_put(
	    w->done, w->id, TLPS - (unsigned)tlp, w->body.data, w->body.len);
}

static void
finish(struct stix *w, struct jsonw *j, enum tlp tlp)
{
	jsonw_list(j, "object_marking_refs");
	jsonw_text(j, NULL, markings[tlp].id);
	jsonw_end(j);
	jsonw_end(j);
	w->used[tlp] = true;
	keep(w, tlp);
}

static void
put_times(
    struct stix *w, struct jsonw *j, const char *created, const char *modified)
{
	jsonw_text(j, "created_by_ref", w->hub);
	jsonw_text(j, "created", created);
	jsonw_text(j, "modified", modified);
}

/* One of the item's, as its edition has it. */
static void
begin(struct stix *w, struct jsonw *j, const char *type, const char *id)
{
	start(w, j, type, id);
	put_times(w, j, w->created, w->modified);
}

static void
end(struct stix *w, struct jsonw *j)
{
	finish(w, j, w->tlp);
	arena_push_str(w->a, &w->refs, &w->ref_count, w->id);
}

static void
put_visible(struct stix *w, struct jsonw *j, const char *name, const char *text)
{
	if (text != NULL)
		jsonw_text(j, name, text_visible(w->a, text));
}

static void
put_ref(struct jsonw *j, const char *name, const char *id)
{
	jsonw_list(j, name);
	jsonw_text(j, NULL, id);
	jsonw_end(j);
}

/* Who speaks, and to whom: constant, so that what it says is part of the id. */
static void
put_identity(struct stix *w, char id[STIX_ID], const char *class,
    const char *ja, const char *en)
{
	char uuid[UUID_TEXT];
	struct jsonw j;

	ownid("identity", en, arena_printf(w->a, "%s\n%s", class, ja), uuid);
	snprintf(id, STIX_ID, "identity--%s", uuid);
	start(w, &j, "identity", id);
	jsonw_text(&j, "created", FOUNDED);
	jsonw_text(&j, "modified", FOUNDED);
	jsonw_text(&j, "name", en);
	if (strcmp(ja, en) != 0)
		jsonw_text(&j, "description", ja);
	jsonw_text(&j, "identity_class", class);
	finish(w, &j, TLP_CLEAR);
}

static void
put_marking(struct stix *w, enum tlp tlp)
{
	struct jsonw j;

	start(w, &j, "marking-definition", markings[tlp].id);
	jsonw_text(&j, "created", "2022-10-01T00:00:00.000Z");
	jsonw_text(&j, "name", markings[tlp].name);
	jsonw_map(&j, "extensions");
	jsonw_map(&j, TLP_EXTENSION);
	jsonw_text(&j, "extension_type", "property-extension");
	jsonw_text(&j, "tlp_2_0", tlp_word(tlp));
	jsonw_end(&j);
	jsonw_end(&j);
	jsonw_end(&j);
	keep(w, TLP_CLEAR);
}

/* How a role is said by others: of what kind, and at which step of a chain. */
static const struct {
	const char *type, *phase;
} roles[ROLES] = {
	[ROLE_C2] = { "malicious-activity", "command-and-control" },
	[ROLE_SENDER] = { "malicious-activity", "delivery" },
	[ROLE_LINK] = { "malicious-activity", "delivery" },
	[ROLE_DOWNLOAD] = { "malicious-activity", "installation" },
	[ROLE_SCANNER] = { "anomalous-activity", "reconnaissance" },
	[ROLE_OTHER] = { "unknown", NULL },
};

static bool
is_said(const struct mark *m, enum ind_role r, bool phase)
{
	enum ind_role e;
	const char *x, *y;

	for (e = 0; e < r; e++) {
		x = phase ? roles[e].phase : roles[e].type;
		y = phase ? roles[r].phase : roles[r].type;
		if (mark_has(m, e) && x != NULL && strcmp(x, y) == 0)
			return true;
	}
	return false;
}

static void
put_types(struct jsonw *j, const struct mark *m)
{
	enum ind_role r;

	if (m->roles == 0)
		return;
	jsonw_list(j, "indicator_types");
	for (r = 0; r < ROLES; r++)
		if (mark_has(m, r) && !is_said(m, r, false))
			jsonw_text(j, NULL, roles[r].type);
	jsonw_end(j);
}

static void
put_phases(struct jsonw *j, const struct mark *m)
{
	enum ind_role r;
	bool any = false;

	for (r = 0; r < ROLES; r++) {
		if (!mark_has(m, r) || roles[r].phase == NULL ||
		    is_said(m, r, true))
			continue;
		if (!any)
			jsonw_list(j, "kill_chain_phases");
		any = true;
		jsonw_map(j, NULL);
		jsonw_text(
		    j, "kill_chain_name", "lockheed-martin-cyber-kill-chain");
		jsonw_text(j, "phase_name", roles[r].phase);
		jsonw_end(j);
	}
	if (any)
		jsonw_end(j);
}

/* What the hub says of the value, in its own words. */
static void
put_labels(struct jsonw *j, const struct mark *m)
{
	enum ind_role r;

	if (m->roles == 0 && m->file == NULL && !m->inbound && !m->outbound)
		return;
	jsonw_list(j, "labels");
	if (*m->use != '\0')
		jsonw_textf(j, NULL, "hub:use=%s", m->use);
	if (m->file != NULL)
		jsonw_textf(
		    j, NULL, "hub:file=%s", file_kind_word(m->file->kind));
	for (r = 0; r < ROLES; r++)
		if (mark_has(m, r))
			jsonw_textf(j, NULL, "hub:role=%s", ind_role_word(r));
	if (m->inbound)
		jsonw_text(j, NULL, "hub:traffic=inbound");
	if (m->outbound)
		jsonw_text(j, NULL, "hub:traffic=outbound");
	jsonw_end(j);
}

/* The type of object for a value that names an attack. */
static const char *
kind_of(enum ind_type t)
{
	return t == IND_VULNERABILITY ? "vulnerability"
	       : t == IND_TECHNIQUE   ? "attack-pattern"
				      : "malware";
}

static void
put_catalogue(struct jsonw *j, const struct mark *m)
{
	if (m->type == IND_MALWARE) {
		jsonw_flag(j, "is_family", true);
		return;
	}
	jsonw_list(j, "external_references");
	jsonw_map(j, NULL);
	jsonw_text(j, "source_name",
	    m->type == IND_TECHNIQUE ? "mitre-attack" : "cve");
	jsonw_text(j, "external_id", m->value);
	jsonw_end(j);
	jsonw_end(j);
}

static void
put_indicator(struct jsonw *j, const struct mark *m, const char *created)
{
	struct buf pattern = { 0 };

	put_types(j, m);
	stixsign_pattern(&pattern, m->type, m->value);
	jsonw_text(j, "pattern", buf_str(&pattern));
	jsonw_text(j, "pattern_type", "stix");
	/* Until when it is worth looking for is the lists' to say. */
	jsonw_text(j, "valid_from", created);
	put_phases(j, m);
	buf_free(&pattern);
}

/* The object of a value.  It never changes: told otherwise it is another, and
 * this one is revoked. */
static void
put_mark(struct stix *w, const struct mark *m, bool revoked)
{
	bool kind = observable_is_kind(m->type);
	const char *type = kind ? kind_of(m->type) : "indicator";
	char created[STAMP];
	struct jsonw j;

	stamp(ownid_moment(m->day, m->since), created);
	start(w, &j, type,
	    id_of(w, type,
		arena_printf(w->a, "%u\n%s\n%s", m->since,
		    ind_type_word(m->type), m->value)));
	put_times(w, &j, created, revoked ? w->modified : created);
	if (revoked)
		jsonw_flag(&j, "revoked", true);
	put_visible(w, &j, "name", m->value);
	if (kind)
		put_catalogue(&j, m);
	else
		put_indicator(&j, m, created);
	put_labels(&j, m);
	end(w, &j);
}

/* An observable is the same whoever tells it: it has no time and no author. */
static const char *
put_sco(struct stix *w, const struct stix_sco *s)
{
	const char *id;
	struct jsonw j;

	if (s->type == NULL)
		return NULL;
	id = arena_strdup(w->a, s->id);
	start(w, &j, s->type, id);
	buf_puts(&w->body, s->properties);
	end(w, &j);
	return id;
}

/* What was seen in some days never changes: other things, or other days, are
 * another object. */
static void
put_seen(struct stix *w, const char *first, const char *last,
    const char *const *refs, size_t count)
{
	struct buf all = { 0 };
	char text[STAMP];
	struct jsonw j;
	size_t i;

	buf_printf(&all, "%s %s %s", first, last, tlp_word(w->tlp));
	for (i = 0; i < count; i++)
		buf_printf(&all, " %s", refs[i]);
	start(w, &j, "observed-data", id_of(w, "observed-data", buf_str(&all)));
	put_times(w, &j, w->created, w->created);
	buf_free(&all);
	stamp(ownid_morning(first), text);
	jsonw_text(&j, "first_observed", text);
	stamp(ownid_morning(last) + 86399, text);
	jsonw_text(&j, "last_observed", text);
	/* How often is not told: it was seen. */
	jsonw_number(&j, "number_observed", 1);
	jsonw_list(&j, "object_refs");
	for (i = 0; i < count; i++)
		jsonw_text(&j, NULL, refs[i]);
	jsonw_end(&j);
	end(w, &j);
}

static void
put_traffic(struct stix *w, const struct item_observation *o)
{
	enum ind_type t = strchr(o->address, ':') == NULL ? IND_IPV4 : IND_IPV6;
	struct stix_sco address = stixsign_sco(w->a, t, o->address), traffic;
	const char *refs[2];

	traffic = stixsign_traffic(w->a, o, address.id);
	refs[0] = put_sco(w, &address);
	refs[1] = put_sco(w, &traffic);
	put_seen(w, o->first, o->last, refs, 2);
}

/* All that was there, but for traffic, which has days of its own. */
static void
put_things(struct stix *w, const struct item *it, const struct mark *marks,
    size_t count)
{
	const char **refs = NULL, *id;
	size_t ref_count = 0, i;
	struct stix_sco s;

	for (i = 0; i < count; i++) {
		if (marks[i].roles == 0)
			continue;
		s = stixsign_sco(w->a, marks[i].type, marks[i].value);
		id = put_sco(w, &s);
		if (id != NULL)
			arena_push_str(w->a, &refs, &ref_count, id);
	}
	for (i = 0; i < it->file_count; i++) {
		s = stixsign_file(w->a, &it->files[i]);
		arena_push_str(w->a, &refs, &ref_count, put_sco(w, &s));
	}
	if (it->seen_first != NULL && ref_count > 0)
		put_seen(w, it->seen_first, it->seen_last, refs, ref_count);
}

static void
put_countermeasure(struct stix *w, const struct item *it)
{
	struct jsonw j;

	if (it->countermeasure == NULL)
		return;
	begin(w, &j, "course-of-action", id_of(w, "course-of-action", ""));
	put_visible(w, &j, "name", it->title);
	put_visible(w, &j, "description", it->countermeasure);
	end(w, &j);
}

/* A thread: a note for each step, in their order. */
static void
put_thread(struct stix *w, const struct item *it, const char *report)
{
	const char **notes = NULL;
	size_t count = 0, i;
	struct jsonw j;

	for (i = 0; i < it->step_count; i++) {
		arena_push_str(w->a, &notes, &count,
		    id_of(w, "note", arena_printf(w->a, "%zu", i + 1)));
		begin(w, &j, "note", notes[i]);
		put_visible(w, &j, "content", it->steps[i].text);
		jsonw_list(&j, "labels");
		jsonw_textf(
		    &j, NULL, "hub:step=%s", step_word(it->steps[i].kind));
		jsonw_end(&j);
		put_ref(&j, "object_refs", report);
		end(w, &j);
	}
	if (count == 0)
		return;
	begin(w, &j, "grouping", id_of(w, "grouping", ""));
	put_visible(w, &j, "name", it->title);
	jsonw_text(&j, "context", "suspicious-activity");
	jsonw_list(&j, "object_refs");
	for (i = 0; i < count; i++)
		jsonw_text(&j, NULL, notes[i]);
	jsonw_end(&j);
	end(w, &j);
}

/* By the audience as one: which of its members had it is told to nobody. */
static void
put_sightings(struct stix *w, const struct item *it, const char *report)
{
	char text[STAMP];
	struct jsonw j;

	if (it->sightings == 0)
		return;
	begin(w, &j, "sighting", id_of(w, "sighting", ""));
	if (it->seen_first != NULL) {
		stamp(ownid_morning(it->seen_first), text);
		jsonw_text(&j, "first_seen", text);
		stamp(ownid_morning(it->seen_last) + 86399, text);
		jsonw_text(&j, "last_seen", text);
	}
	jsonw_number(&j, "count", it->sightings);
	jsonw_text(&j, "sighting_of_ref", report);
	put_ref(&j, "where_sighted_refs", w->audience);
	jsonw_list(&j, "labels");
	jsonw_text(&j, NULL, "hub:count=at-least-organisations");
	jsonw_end(&j);
	end(w, &j);
}

static void
put_false_alarms(struct stix *w, const struct item *it, const char *report)
{
	struct jsonw j;

	if (it->false_alarms == 0)
		return;
	begin(w, &j, "opinion", id_of(w, "opinion", ""));
	jsonw_text(&j, "opinion", "disagree");
	put_ref(&j, "object_refs", report);
	jsonw_list(&j, "labels");
	jsonw_textf(&j, NULL, "hub:false-alarms=at-least-%llu",
	    (unsigned long long)it->false_alarms);
	jsonw_end(&j);
	end(w, &j);
}

/* The report of another item of the audience, which may be in another bundle.
 */
static const char *
report_of(struct stix *w, const char *item)
{
	char uuid[UUID_TEXT];

	ownid("report", item, "", uuid);
	return arena_printf(w->a, "report--%s", uuid);
}

static void
put_relation(
    struct stix *w, const char *report, const char *how, const char *item)
{
	struct jsonw j;

	begin(w, &j, "relationship",
	    id_of(w, "relationship", arena_printf(w->a, "%s\n%s", how, item)));
	jsonw_text(&j, "relationship_type", how);
	jsonw_text(&j, "source_ref", report);
	jsonw_text(&j, "target_ref", report_of(w, item));
	end(w, &j);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Each object of the item once; where there is none, who speaks. */
static void
put_refs(struct stix *w, struct jsonw *j)
{
	size_t i;

	if (w->ref_count == 0)
		arena_push_str(w->a, &w->refs, &w->ref_count, w->hub);
	qsort(w->refs, w->ref_count, sizeof(*w->refs), by_text);
	jsonw_list(j, "object_refs");
	for (i = 0; i < w->ref_count; i++)
		if (i == 0 || strcmp(w->refs[i - 1], w->refs[i]) != 0)
			jsonw_text(j, NULL, w->refs[i]);
	jsonw_end(j);
}

static void
put_name(struct stix *w, struct jsonw *j)
{
	jsonw_list(j, "external_references");
	jsonw_map(j, NULL);
	jsonw_text(j, "source_name", "hub-item");
	jsonw_text(j, "external_id", w->item);
	jsonw_end(j);
	jsonw_end(j);
}

static void
put_report(struct stix *w, const struct item *it, const char *report)
{
	struct jsonw j;
	size_t i;

	begin(w, &j, "report", report);
	put_visible(w, &j, "name", it->title);
	put_visible(w, &j, "description", it->analysis);
	jsonw_list(&j, "report_types");
	jsonw_text(&j, NULL, "indicator");
	jsonw_end(&j);
	jsonw_text(&j, "published", w->created);
	put_refs(w, &j);
	jsonw_list(&j, "labels");
	jsonw_textf(&j, NULL, "hub:class=%s", class_word(it->class));
	for (i = 0; i < it->compared_count; i++)
		jsonw_textf(&j, NULL, "hub:%s=%s",
		    it->compared[i].same ? "same" : "different",
		    it->compared[i].feature);
	jsonw_end(&j);
	put_name(w, &j);
	finish(w, &j, w->tlp);
}

static void
turn_to(struct stix *w, const char *item, enum tlp tlp, int64_t created,
    int64_t modified)
{
	w->item = item;
	w->tlp = tlp;
	w->refs = NULL;
	w->ref_count = 0;
	stamp(created, w->created);
	stamp(modified, w->modified);
}

static void
put_item(struct stix *w, const struct item *it)
{
	const char *report = report_of(w, it->id);
	struct mark *marks;
	size_t count, i;

	turn_to(w, it->id, it->tlp, ownid_created(it), ownid_modified(it));
	marks = marks_of(w->a, it, &count);
	for (i = 0; i < count; i++)
		put_mark(w, &marks[i], false);
	put_things(w, it, marks, count);
	for (i = 0; i < it->observation_count; i++)
		put_traffic(w, &it->observations[i]);
	put_countermeasure(w, it);
	put_thread(w, it, report);
	put_sightings(w, it, report);
	put_false_alarms(w, it, report);
	for (i = 0; i < it->related_count; i++)
		put_relation(w, report, "related-to", it->related[i]);
	put_report(w, it, report);
}

static void
put_revoked_marks(struct stix *w, const struct bundle_revoked *r)
{
	const struct item_sign *x;
	struct mark m;

	for (x = r->signs; x < r->signs + r->sign_count; x++) {
		m = (struct mark){ .type = x->type,
			.value = x->value,
			.since = x->since,
			.day = x->day,
			.use = "" };
		w->tlp = x->tlp;
		put_mark(w, &m, true);
	}
}

/* A report that says that its item is over.  A revoked object never comes back,
 * and what was superseded may. */
static void
put_over(struct stix *w, const struct bundle_revoked *r, const char *report)
{
	struct jsonw j;

	if (r->by != NULL)
		put_relation(w, report, "superseded-by", r->by);
	begin(w, &j, "report", report);
	if (r->retracted)
		jsonw_flag(&j, "revoked", true);
	jsonw_text(&j, "name", w->item);
	jsonw_text(&j, "published", w->created);
	put_refs(w, &j);
	jsonw_list(&j, "labels");
	jsonw_text(&j, NULL,
	    r->retracted ? "hub:state=retracted" : "hub:state=superseded");
	jsonw_end(&j);
	put_name(w, &j);
	finish(w, &j, w->tlp);
}

static void
put_revoked(struct stix *w, const struct bundle_revoked *r)
{
	enum tlp worst = TLP_AMBER; /* as items/ID.xml has it */
	size_t i;

	turn_to(w, r->item, worst, ownid_morning(r->first_shared),
	    ownid_moment(r->on, r->edition));
	put_revoked_marks(w, r);
	for (i = 0; i < r->sign_count; i++)
		if (r->signs[i].tlp > worst)
			worst = r->signs[i].tlp;
	w->tlp = worst;
	if (r->retracted || r->by != NULL)
		put_over(w, r, report_of(w, r->item));
}

/* By id, each once. */
static void
put_objects(struct stix *w, struct jsonw *j)
{
	struct sortpile_row row;
	struct buf last = { 0 };

	while (sortpile_next(w->done, &row)) {
		if (last.len > 0 && strcmp(buf_str(&last), row.key) == 0)
			continue;
		last.len = 0;
		buf_puts(&last, row.key);
		jsonw_raw(j, NULL, row.data, row.len);
		buf_spill(j->out);
	}
	buf_free(&last);
}

static void
put_bundle(struct stix *w, struct buf *out)
{
	const struct bundle *b = w->bundle;
	char uuid[UUID_TEXT];
	struct jsonw j;

	ownid("bundle", b->audience,
	    arena_printf(w->a, "%llu %lld", (unsigned long long)b->sequence,
		(long long)b->created),
	    uuid);
	jsonw_begin(&j, out);
	jsonw_map(&j, NULL);
	jsonw_text(&j, "type", "bundle");
	jsonw_textf(&j, "id", "bundle--%s", uuid);
	jsonw_list(&j, "objects");
	put_objects(w, &j);
	jsonw_end(&j);
	jsonw_end(&j);
	buf_puts(out, "\n");
}

int
stix_json(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count)
{
	struct stix w = {
		.a = arena_new(), .bundle = b, .done = sortpile_new()
	};
	enum tlp t;
	size_t i;

	(void)a;
	put_identity(&w, w.hub, "organization", b->hub_ja, b->hub_en);
	put_identity(&w, w.audience, "group", b->audience_ja, b->audience_en);
	for (i = 0; i < count; i++)
		if (!item_is_over(&items[i])) {
			put_item(&w, &items[i]);
			arena_reset(w.a);
		}
	for (i = 0; i < b->revoked_count; i++) {
		put_revoked(&w, &b->revoked[i]);
		arena_reset(w.a);
	}
	for (t = 0; t < TLPS; t++)
		if (w.used[t])
			put_marking(&w, t);
	put_bundle(&w, out);
	sortpile_free(w.done);
	buf_free(&w.body);
	arena_free(w.a);
	return 0;
}
