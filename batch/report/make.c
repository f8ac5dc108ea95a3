#include <libxml/tree.h>
#include <stdint.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/count/count.h"
#include "batch/count/coverage.h"
#include "batch/count/datasetcsv.h"
#include "batch/count/datasetxml.h"
#include "batch/count/figures.h"
#include "batch/disclose/audit.h"
#include "batch/disclose/disclose.h"
#include "batch/disclose/ledger.h"
#include "batch/disclose/revise.h"
#include "batch/disclose/sigannex.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "batch/report/make.h"
#include "batch/report/report.h"
#include "batch/report/ruleset.h"
#include "batch/report/weight.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/config/history.h"
#include "formats/names/charset.h"
#include "formats/report/fotext.h"
#include "formats/xml/xmlread.h"
#include "formats/xml/xmltransform.h"

/* Processes that read a report once more. */
#define REPORT_JOBS 2

/* The files of a report, until all of them are there. */
struct output {
	struct figures *f;
	struct gate_file *files;
	size_t count;
};

static void
add_file(struct output *o, const char *name, const struct buf *b)
{
	struct gate_file *file;

	file = arena_push(o->f->arena, &o->files, &o->count, sizeof(*file));
	file->name = name;
	file->data = arena_strndup(o->f->arena, (const char *)b->data, b->len);
	file->len = b->len;
}

/* Everybody reads a report: no member's name stands in it, whoever wrote it
 * there. */
static void
search(struct output *o)
{
	struct gate *g = gate_new(o->f->arena, o->f->hub->roster);
	struct gate_fault fault;

	gate_names_only(g);
	if (gate_knows(g) && gate_search(g, o->files, o->count, REPORT_JOBS,
				 NULL, (uint64_t)o->f->at, &fault) == -1)
		log_fatal(EX_SOFTWARE,
		    "%s: %s holds %s; nothing is written: reword the "
		    "chapter or ruling that says it",
		    o->f->period.id, o->files[fault.file].name, fault.what);
	gate_free(g);
}

static void
publish(const struct output *o)
{
	size_t i;

	for (i = 0; i < o->count; i++)
		publish_bytes(o->f->hub->dir,
		    arena_printf(o->f->arena, "reports/%s/%s", o->f->name,
			o->files[i].name),
		    o->files[i].data, o->files[i].len);
}

static void
transform(struct output *o, enum xml_sheet sheet, const struct buf *xml,
    const char *lang, const char *name)
{
	struct arena *a = o->f->arena;
	const char *params[] = { "lang", arena_printf(a, "'%s'", lang), NULL };
	struct buf out = { 0 }, fit = { 0 };
	char err[512];

	if (xml_transform(sheet, xml->data, xml->len, params, &out, err,
		sizeof(err)) == -1)
		log_fatal(EX_SOFTWARE, "%s: %s", name, err);
	if (sheet == SHEET_REPORT_FO)
		fotext_fit(&fit, buf_str(&out), out.len);
	else
		buf_puts(&fit, text_visible(a, buf_str(&out)));
	add_file(o, name, &fit);
	buf_free(&out);
	buf_free(&fit);
}

static void
check_valid(const struct buf *xml)
{
	char err[512];
	xmlDocPtr doc;

	doc = xml_read(XML_REPORT, xml->data, xml->len, err, sizeof(err));
	if (doc == NULL)
		log_fatal(EX_SOFTWARE, "report.xml is not valid: %s", err);
	xmlFreeDoc(doc);
}

/* One file for each dataset, and one of what was told otherwise. */
static void
make_tables(struct output *o, const struct buf *xml)
{
	struct arena *a = o->f->arena;
	struct datasets sets = { .arena = a };
	struct buf csv = { 0 };
	unsigned min;
	char err[512];
	size_t i;

	if (!datasets_parse(&sets, xml->data, xml->len, &min, err, sizeof(err)))
		log_fatal(EX_SOFTWARE, "report.xml: %s", err);
	for (i = 0; i < sets.count; i++) {
		csv.len = 0;
		dataset_csv(&csv, &sets.list[i]);
		add_file(o, arena_printf(a, "%s.csv", sets.list[i].id), &csv);
	}
	csv.len = 0;
	datasets_revisions(&csv, &sets);
	add_file(o, "revisions.csv", &csv);
	buf_free(&csv);
}

/* Every form of the report out of report.xml, which alone is kept. */
static void
make_forms(struct output *o, const struct buf *xml)
{
	struct arena *a = o->f->arena;
	enum lang l;

	add_file(o, "report.xml", xml);
	for (l = 0; l < LANGS; l++) {
		transform(o, SHEET_REPORT_FO, xml, lang_word(l),
		    arena_printf(a, "report.%s.fo", lang_word(l)));
		transform(o, SHEET_REPORT_HTML, xml, lang_word(l),
		    arena_printf(a, "report.%s.html", lang_word(l)));
	}
	make_tables(o, xml);
}

/* All but the time it was made at. */
static bool
same_matter(struct buf *xml, const struct ledger_report *r)
{
	const char *a = strstr(buf_str(xml), " edition=\"");
	const char *b = strstr(r->xml, " edition=\"");

	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Counted, and what must not be told hidden. */
static void
count(struct figures *f)
{
	coverage_begin(f);
	if (f->sig != NULL) {
		sigannex_count(f);
		return;
	}
	count_report(f);
	disclose(f);
}

/* A report that says what the last one about its period said is the same
 * edition; what was told otherwise is marked. */
static void
compose(struct figures *f, struct buf *xml)
{
	const struct ledger_report *last;

	count(f);
	last = ledger_last(f->ledger, f->name);
	f->edition = last == NULL ? 1 : last->edition;
	revise_mark(f);
	report_write(xml, f);
	if (last != NULL && !same_matter(xml, last)) {
		f->edition++;
		revise_mark(f);
		xml->len = 0;
		report_write(xml, f);
	}
	check_valid(xml);
}

/* Published once, a report of that time is that report for good: it is taken
 * from the archive, whatever later nights have learnt. */
static void
write_all(struct figures *f, struct ledger *ledger, bool *attention)
{
	const struct ledger_report *same;
	struct output o = { .f = f };
	struct buf xml = { 0 };

	same = ledger_same(ledger, f->name, f->at);
	if (same != NULL)
		buf_put(&xml, same->xml, same->len);
	else
		compose(f, &xml);
	make_forms(&o, &xml);
	search(&o);
	if (same == NULL) {
		if (f->sig == NULL)
			*attention = weight_warn(f);
		audit_write(f);
		ledger_add(ledger, &(struct ledger_report){ .period = f->name,
				       .at = f->at,
				       .edition = f->edition,
				       .sig_table = f->sig_table,
				       .xml = buf_str(&xml),
				       .len = xml.len });
	}
	publish(&o);
	buf_free(&xml);
}

/* What a report depends on, besides what is known: its rules, and the settings
 * that it shows. */
static const char *
form(const struct figures *f)
{
	const struct settings *s = &f->hub->settings;
	char rules[DIGEST_HEX], hex[DIGEST_HEX];
	const char *text;
	struct digest d;

	ruleset_digest(f, rules);
	text = arena_printf(f->arena, "%s\n%s\n%s\n%s\n%s", rules,
	    s->report_tlp, s->contact, s->name, s->name_en);
	digest_of(text, strlen(text), &d);
	digest_hex(&d, hex);
	return arena_strdup(f->arena, hex);
}

static void
read_history(struct figures *f)
{
	char *text, err[512];
	size_t len;

	text = hub_read(f->hub, "history.xml", &len);
	if (text == NULL)
		return;
	f->history = history_parse(f->arena, text, len, err, sizeof(err));
	if (f->history == NULL)
		log_fatal(EX_CONFIG, "%s/history.xml: %s", f->hub->path, err);
}

const char *
report_make(struct hub *h, const struct period *p, const char *sig, int64_t at,
    bool *attention)
{
	struct figures f = { .hub = h,
		.arena = h->arena,
		.period = *p,
		.at = at,
		.sets.arena = h->arena,
		.sig = sig };
	struct ledger *ledger;

	*attention = false;
	charset_setup();
	read_history(&f);
	/* An annex lies apart: who passes on a report passes none on with it.
	 */
	f.name = sig == NULL ? arena_strdup(f.arena, p->id)
			     : arena_printf(f.arena, "%s-%s", p->id, sig);
	f.ledger = ledger = ledger_open(h, form(&f));
	write_all(&f, ledger, attention);
	ledger_close(ledger);
	return f.name;
}
