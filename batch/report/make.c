#include <dirent.h>
#include <fcntl.h>
#include <libxml/tree.h>
#include <stdint.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/count/count.h"
#include "batch/count/coverage.h"
#include "batch/count/datasetxml.h"
#include "batch/count/figures.h"
#include "batch/disclose/audit.h"
#include "batch/disclose/disclose.h"
#include "batch/disclose/ledger.h"
#include "batch/disclose/revise.h"
#include "batch/disclose/sigannex.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "batch/report/datasetcsv.h"
#include "batch/report/make.h"
#include "batch/report/report.h"
#include "batch/report/ruleset.h"
#include "batch/report/sumsign.h"
#include "batch/report/weight.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/base64.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/config/history.h"
#include "formats/names/charset.h"
#include "formats/picture/picture.h"
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
	const char **pictures; /* of pixels, in letters */
	size_t picture_count;
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

/* The file without the pixels of its pictures, which no search can read: the
 * walk has found nothing but pixels there, and people see what they show. */
static struct gate_file
without_pictures(const struct output *o, const struct gate_file *file)
{
	struct gate_file left = *file;
	size_t i, len;
	char *data, *at;

	if (picture_is_clean(file->data, file->len))
		left.len = 0;
	if (o->picture_count == 0 || left.len == 0)
		return left;
	data = arena_strndup(o->f->arena, file->data, file->len);
	for (i = 0; i < o->picture_count; i++) {
		len = strlen(o->pictures[i]);
		while ((at = memmem(data, left.len, o->pictures[i], len)) !=
		       NULL) {
			left.len -= len;
			memmove(at, at + len, left.len - (size_t)(at - data));
		}
	}
	left.data = data;
	return left;
}

/* Everybody reads a report: no member's name stands in it, whoever wrote it
 * there. */
static void
search(struct output *o)
{
	struct gate *g = gate_new(o->f->arena, o->f->hub->roster);
	struct gate_file *files = NULL;
	struct gate_fault fault;
	size_t i, n = 0;

	for (i = 0; i < o->count; i++)
		*(struct gate_file *)arena_push(o->f->arena, &files, &n,
		    sizeof(*files)) = without_pictures(o, &o->files[i]);
	gate_names_only(g);
	if (gate_knows(g) && gate_search(g, files, n, REPORT_JOBS, NULL,
				 (uint64_t)o->f->at, &fault) == -1)
		log_fatal(EX_SOFTWARE,
		    "%s: %s holds %s; nothing is written: reword the "
		    "chapter or ruling that says it",
		    o->f->period.id, o->files[fault.file].name, fault.what);
	gate_free(g);
}

static const char *
folder(const struct figures *f)
{
	return f->draft ? arena_printf(f->arena, "%s-draft", f->name) : f->name;
}

static const char *
path_of(const struct output *o, const char *name)
{
	return arena_printf(o->f->arena, "reports/%s/%s", folder(o->f), name);
}

/* Anybody can check what of the report he has, and that the hub made it.  A
 * draft counts as nothing, and nobody signs it. */
static bool
add_sums(struct output *o)
{
	struct buf sums = { 0 }, signature = { 0 };
	const char *fault = NULL;
	size_t i;

	for (i = 0; i < o->count; i++)
		sumsign_line(
		    &sums, o->files[i].name, o->files[i].data, o->files[i].len);
	if (!o->f->draft)
		fault = sumsign_sign(o->f->hub, &sums, o->f->at, &signature);
	if (fault != NULL)
		log_warn("%s: is not signed: %s", folder(o->f), fault);
	add_file(o, SUMSIGN_SUMS, &sums);
	if (signature.len > 0)
		add_file(o, SUMSIGN_NAME, &signature);
	buf_free(&sums);
	buf_free(&signature);
	return fault == NULL;
}

static bool
is_of_report(const struct output *o, const char *name)
{
	size_t i;

	for (i = 0; i < o->count; i++)
		if (strcmp(o->files[i].name, name) == 0)
			return true;
	return false;
}

/* What another edition had and this one has not, forms that were set from it
 * among them. */
static void
remove_others(const struct output *o)
{
	const char *path = path_of(o, ".");
	int fd = publish_openat(o->f->hub->dir, path, O_RDONLY | O_DIRECTORY);
	DIR *dir = fd == -1 ? NULL : fdopendir(fd);
	struct dirent *d;

	while (dir != NULL && (d = readdir(dir)) != NULL)
		if (d->d_name[0] != '.' && d->d_type == DT_REG &&
		    !is_of_report(o, d->d_name))
			publish_remove(o->f->hub->dir, path_of(o, d->d_name));
	if (dir != NULL)
		closedir(dir);
	else if (fd != -1)
		close(fd);
}

/* Whether the folder holds these already. */
static bool
is_published(const struct output *o)
{
	const struct gate_file *sums = &o->files[0];
	size_t i, len = 0;
	char *text;

	for (i = 0; i < o->count; i++)
		if (strcmp(o->files[i].name, SUMSIGN_SUMS) == 0)
			sums = &o->files[i];
	text = hub_read(o->f->hub, path_of(o, sums->name), &len);
	return text != NULL && len == sums->len &&
	       memcmp(text, sums->data, len) == 0;
}

static void
publish(const struct output *o)
{
	size_t i;

	if (!is_published(o))
		remove_others(o);
	for (i = 0; i < o->count; i++)
		publish_bytes(o->f->hub->dir, path_of(o, o->files[i].name),
		    o->files[i].data, o->files[i].len);
}

static void
note_picture(void *arg, const char *letters, size_t len)
{
	struct output *o = arg;

	arena_push_str(o->f->arena, &o->pictures, &o->picture_count,
	    arena_strndup(o->f->arena, letters, len));
}

static void
transform(struct output *o, enum xml_sheet sheet, const struct buf *xml,
    const char *lang, const char *name)
{
	struct arena *a = o->f->arena;
	const char *params[] = { "lang", arena_printf(a, "'%s'", lang), NULL };
	struct buf out = { 0 }, fit = { 0 }, paper = { 0 };
	char err[512];

	if (xml_transform(sheet, xml->data, xml->len, params, &out, err,
		sizeof(err)) == -1)
		log_fatal(EX_SOFTWARE, "%s: %s", name, err);
	if (sheet == SHEET_REPORT_FO) {
		picture_for_paper(&paper, buf_str(&out), note_picture, o);
		fotext_fit(&fit, buf_str(&paper), paper.len);
	} else
		buf_puts(&fit, text_visible(a, buf_str(&out)));
	add_file(o, name, &fit);
	buf_free(&out);
	buf_free(&fit);
	buf_free(&paper);
}

/* A picture of pixels, as it was walked when it came. */
static void
add_picture(struct output *o, const char *letters, const char *name)
{
	size_t len = strcspn(letters, "<");
	struct buf png = { 0 };

	base64_put(&png, letters, len, BASE64_PLAIN);
	if (!picture_is_clean(png.data, png.len))
		log_fatal(EX_SOFTWARE, "%s: is no PNG that may be shown", name);
	add_file(o, name, &png);
	note_picture(o, letters, len);
	buf_free(&png);
}

/* Whether the report has one of that number. */
static bool
make_figure(
    struct output *o, const struct buf *xml, const char *lang, unsigned number)
{
	struct arena *a = o->f->arena;
	const char *params[] = { "lang", arena_printf(a, "'%s'", lang),
		"number", arena_printf(a, "%u", number), NULL };
	const char *name = arena_printf(a, "figure-%u.%s.svg", number, lang);
	struct buf out = { 0 }, fit = { 0 };
	const char *pixels;
	char err[512];
	bool is_there;

	if (xml_transform(SHEET_REPORT_FIGURE, xml->data, xml->len, params,
		&out, err, sizeof(err)) == -1)
		log_fatal(EX_SOFTWARE, "%s: %s", name, err);
	is_there = strstr(buf_str(&out), "<svg") != NULL;
	pixels = strstr(buf_str(&out), "<png>");
	if (pixels != NULL)
		add_picture(o, pixels + strlen("<png>"),
		    arena_printf(a, "figure-%u.%s.png", number, lang));
	else if (is_there) {
		buf_puts(&fit, text_visible(a, buf_str(&out)));
		add_file(o, name, &fit);
	}
	buf_free(&out);
	buf_free(&fit);
	return is_there || pixels != NULL;
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
	unsigned number;
	enum lang l;

	add_file(o, "report.xml", xml);
	for (l = 0; l < LANGS; l++) {
		transform(o, SHEET_REPORT_FO, xml, lang_word(l),
		    arena_printf(a, "report.%s.fo", lang_word(l)));
		transform(o, SHEET_REPORT_HTML, xml, lang_word(l),
		    arena_printf(a, "report.%s.html", lang_word(l)));
		number = 1;
		while (make_figure(o, xml, lang_word(l), number))
			number++;
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

/* Cells, and tables that are withheld whole. */
static size_t
count_hidden(const struct figures *f)
{
	const struct dataset *d;
	const struct figure *g;
	size_t i, k, m, hidden = 0;

	for (i = 0; i < f->sets.count; i++) {
		d = &f->sets.list[i];
		for (k = 0; k < d->key_count; k++)
			for (m = 0; m < d->measure_count; m++) {
				g = dataset_at(d, k, m);
				hidden += g->hidden == SMALL_CELL ||
					  g->hidden == COMPLEMENT;
			}
	}
	return hidden;
}

static void
enter(struct figures *f, struct ledger *ledger, struct buf *xml)
{
	audit_write(f);
	ledger_add(ledger, &(struct ledger_report){ .period = f->name,
			       .at = f->at,
			       .edition = f->edition,
			       .sig_table = f->sig_table,
			       .xml = buf_str(xml),
			       .len = xml->len });
}

/* Published once, a report of that time is that report for good: it is taken
 * from the archive, whatever later nights have learnt. */
static void
write_all(struct figures *f, struct ledger *ledger, struct report_made *made)
{
	const struct ledger_report *same = NULL;
	struct output o = { .f = f };
	struct buf xml = { 0 };

	if (!f->draft)
		same = ledger_same(ledger, f->name, f->at);
	made->again = same != NULL;
	if (same != NULL) {
		buf_put(&xml, same->xml, same->len);
		made->edition = same->edition;
	} else {
		compose(f, &xml);
		made->edition = f->edition;
		made->hidden = count_hidden(f);
	}
	make_forms(&o, &xml);
	search(&o);
	if (same == NULL && f->sig == NULL)
		made->attention = weight_warn(f);
	made->attention |= !add_sums(&o);
	if (same == NULL && !f->draft)
		enter(f, ledger, &xml);
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
	text = arena_printf(f->arena,
	    "%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s", rules,
	    s->report_tlp, s->contact, s->name, s->name_en, s->contact_en,
	    s->short_name, s->short_name_en, s->initiative, s->initiative_en,
	    s->initiative_short, s->page);
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

void
report_make(
    struct hub *h, const struct report_order *order, struct report_made *made)
{
	const char *sig = order->sig, *id = order->period->id;
	struct figures f = { .hub = h,
		.arena = h->arena,
		.period = *order->period,
		.at = order->at,
		.sets.arena = h->arena,
		.draft = order->draft,
		.sig = sig };
	struct ledger *ledger;

	*made = (struct report_made){ 0 };
	charset_setup();
	read_history(&f);
	/* An annex lies apart: who passes on a report passes none on with it.
	 */
	f.name = sig == NULL ? arena_strdup(f.arena, id)
			     : arena_printf(f.arena, "%s-%s", id, sig);
	f.ledger = ledger = ledger_open(h, form(&f));
	write_all(&f, ledger, made);
	ledger_close(ledger);
	made->folder = folder(&f);
}
