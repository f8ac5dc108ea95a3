#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/count/definitions.h"
#include "batch/count/figures.h"
#include "batch/report/parts.h"
#include "batch/report/report.h"
#include "batch/report/ruleset.h"
#include "batch/report/timeline.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/config/roster.h"

static const char *const hidden_words[] = { "", "small-cell", "complement",
	"unknown", "not-collected" };

static void
put_obs(struct buf *b, const struct dataset *d, size_t key, size_t m)
{
	const struct figure *g = figures_at(d, key, m);

	buf_puts(b, "  <obs key=\"");
	report_text(b, d->keys[key].key);
	buf_printf(b, "\" measure=\"%s\"", d->measures[m].id);
	if (g->hidden != SHOWN)
		buf_printf(b, " suppressed=\"%s\"", hidden_words[g->hidden]);
	else if (g->text != NULL)
		buf_printf(b, " value=\"%s\"", g->text);
	else
		buf_printf(b, " value=\"%" PRId64 "\"", g->value);
	if (g->partial && g->hidden == SHOWN)
		buf_puts(b, " partial=\"yes\"");
	if (g->was != NULL)
		buf_printf(b,
		    " was=\"%" PRId64 "\" was-in=\"%s\" was-edition=\"%u\" "
		    "was-on=\"%s\"",
		    g->was->value, g->was->period, g->was->edition,
		    g->was->day);
	buf_puts(b, g->history ? " source=\"history\"/>\n" : "/>\n");
}

static void
put_break(struct buf *b, const struct category *c)
{
	if (c->break_ja == NULL)
		return;
	buf_puts(b, "<break>");
	report_label(b, c->break_ja, c->break_en);
	buf_puts(b, "</break>");
}

static void
put_dataset(struct buf *b, const struct dataset *d)
{
	const struct definition *def = definition_of(d->id);
	size_t i, m;

	buf_printf(b, "<dataset id=\"%s\" unit=\"%s\"", d->id, d->unit);
	if (d->n >= 0)
		buf_printf(b, " n=\"%" PRId64 "\"", d->n);
	if (d->as_edition > 0)
		buf_printf(b, " as-edition=\"%u\"", d->as_edition);
	if (d->as_day != NULL)
		buf_printf(b, " as-on=\"%s\"", d->as_day);
	if (d->of_quarters)
		buf_puts(b, " of=\"quarters\"");
	buf_puts(b, "><title>");
	report_label(b, d->ja, d->en);
	buf_puts(b, "</title>\n");
	if (def != NULL) {
		buf_puts(b, "  <definition>");
		report_label(
		    b, say(def->text, LANG_JA), say(def->text, LANG_EN));
		buf_puts(b, "</definition>\n");
	}
	for (i = 0; i < d->key_count; i++) {
		buf_puts(b, "  <category key=\"");
		report_text(b, d->keys[i].key);
		if (d->keys[i].group != NULL)
			buf_printf(b, "\" group=\"%s", d->keys[i].group);
		buf_puts(b, "\">");
		report_label(b, d->keys[i].ja, d->keys[i].en);
		put_break(b, &d->keys[i]);
		buf_puts(b, "</category>\n");
	}
	for (m = 0; m < d->measure_count; m++) {
		buf_printf(b, "  <measure id=\"%s\">", d->measures[m].id);
		report_label(b, d->measures[m].ja, d->measures[m].en);
		buf_puts(b, "</measure>\n");
	}
	for (i = 0; i < d->key_count; i++)
		for (m = 0; m < d->measure_count; m++)
			put_obs(b, d, i, m);
	buf_puts(b, "</dataset>\n");
}

static void
withdrawn(struct buf *b, const struct figures *f)
{
	const struct dataset *d = figures_find(f, "withdrawals");

	if (figures_at(d, 0, 0)->value == 0)
		return;
	report_both(b, "p",
	    arena_printf(f->arena,
		"提供された情報のうち{withdrawals %s "
		"submissions}件は後に取り下げ"
		"られた（件数には含む）。",
		d->keys[0].key),
	    arena_printf(f->arena,
		"Of the submissions, {withdrawals %s submissions} were "
		"withdrawn later; they stay counted.",
		d->keys[0].key));
}

static void
figures_section(struct buf *b, const struct figures *f)
{
	bool schemes = figures_find(f, "schemes")->key_count > 0;

	report_open(b, "figures", "実施件数", "Figures");
	report_both(b, "p",
	    arena_printf(f->arena,
		"件数は、期末時点の{groups sig count}のSIG、{membership total "
		"members}"
		"の参加組織%sの合算である。",
		schemes ? "と{groups scheme count}つの情報連携体制" : ""),
	    arena_printf(f->arena,
		"The figures are over the {groups sig count} SIGs with "
		"{membership total "
		"members} organisations%s at the end of the period.",
		schemes ? ", and {groups scheme count} partner schemes," : ""));
	report_partial(b, f);
	report_table(b, f, "flow", "columns", false);
	report_both(b, "note",
	    "同等の攻撃情報が複数提供された場合に1件に"
	    "集約して共有することや、広くばらまかれたメール等を共有の"
	    "対象としないことがあるため、提供件数と共有件数には差がある"
	    "。",
	    "Equivalent submissions are shared as one item, and mail "
	    "sent out in bulk may not be shared: so the two figures "
	    "differ.");
	report_both(b, "note",
	    "情報共有件数には、ハブが独自に入手した情報を"
	    "含む（内数）。",
	    "Items shared include those that the hub "
	    "obtained itself, given in the last row.");
	report_chart(b, f, "flow", "bars");
	report_flow(b, f);
	report_table(b, f, "targeted", "columns", false);
	withdrawn(b, f);
	report_table(b, f, "classes", "rows", true);
	report_chart(b, f, "classes", "shares");
	report_table(b, f, "years", "columns", false);
	report_chart(b, f, "years", "bars");
	report_close(b, f, "figures");
}

static void
observations(struct buf *b, const struct figures *f)
{
	size_t i;

	report_open(b, "observations", "不審な通信の観測",
	    "Suspicious traffic observed");
	for (i = 0; i < f->set_count; i++)
		if (strncmp(f->sets[i].id, "observations", 12) == 0)
			report_table(b, f, f->sets[i].id, "rows", false);
	report_close(b, f, "observations");
}

static void
threads(struct buf *b, const struct figures *f)
{
	struct timeline_step *steps = NULL, *step;
	struct buf tables = { 0 };
	size_t count = 0;
	struct stmt *s;
	char last[32] = "";

	report_open(b, "threads", "やり取り型の攻撃", "Exchanges of mails");
	s = db_query(f->hub->db, SQL_REPORT_THREADS, "tt", f->period.last,
	    f->period.first);
	while (db_row(s)) {
		if (strcmp(last, db_text(s, 0)) != 0) {
			if (*last != '\0')
				buf_puts(&tables, "</thread>\n");
			snprintf(last, sizeof(last), "%s", db_text(s, 0));
			buf_printf(&tables, "<thread item=\"%s\">", last);
		}
		step = arena_push(f->hub->arena, &steps, &count, sizeof(*step));
		step->column = arena_strdup(f->hub->arena, last);
		step->kind = db_textdup(s, 1, f->hub->arena);
		if (db_int(s, 3) != 0)
			clock_day(db_int(s, 3), step->day);
		buf_printf(&tables, "<step kind=\"%s\">", db_text(s, 1));
		report_outside(&tables, db_text(s, 2));
		buf_puts(&tables, "</step>");
	}
	if (*last != '\0')
		buf_puts(&tables, "</thread>\n");
	timeline_write(b, f->hub->arena, steps, count);
	buf_put(b, tables.data, tables.len);
	buf_free(&tables);
	report_close(b, f, "threads");
}

/* The databases that were asked, by their dates: one, or first/last. */
static const char *
regions(const struct figures *f)
{
	if (f->regions_first == NULL)
		return "";
	return strcmp(f->regions_first, f->regions_last) == 0
		   ? f->regions_first
		   : arena_printf(
			 f->arena, "%s/%s", f->regions_first, f->regions_last);
}

static void
annex(struct buf *b, const struct figures *f)
{
	static const char *const ids[] = { "source-region", "c2-region",
		"mail-kind", "attachment-kind" };
	size_t i;

	report_open(b, "annex", "統計情報", "Statistics");
	report_both(b, "p",
	    "標的型攻撃とみなしたメールについての集計である。割合は"
	    "整数に四捨五入しているため、合計が100にならないことがある。",
	    "These are over mails taken for targeted attacks. Percentages are "
	    "rounded and may not add up to 100.");
	report_both(b, "note",
	    "Nは表ごとに異なる。1通のメールに複数のファイルが付くこと、駆除され"
	    "てファイルが得られないこと、1つのファイルが複数の接続先を持つこと"
	    "、"
	    "複数のファイルが同じ接続先を持つことがあるためである。広くばらまか"
	    "れたメール等は含まない。",
	    "N differs from table to table: a mail may carry several files, or "
	    "one that was removed on its way; a file may have several "
	    "destinations, and several files the same. Mail sent out in bulk "
	    "is left out.");
	report_both(b, "note",
	    "「不明」は、送信元ではメールのヘッダに手掛かりが無いもの、接続先で"
	    "は名前から地域が分からないもの、種別ではメールが残っていないもので"
	    "ある。",
	    "Unknown are: senders that the headers do not tell, destinations "
	    "known by a name only, mails that were not kept.");
	for (i = 0; i < 4; i++) {
		report_table(b, f, ids[i], "rows", true);
		report_chart(b, f, ids[i], "shares");
	}
	if (*regions(f) != '\0')
		report_both(b, "note",
		    arena_printf(f->arena,
			"地域は、情報を受理した夜に%s版のlibloc-"
			"databaseで調べた"
			"ものである。踏み台の可能性があり、攻撃者の所在を示すも"
			"の"
			"ではない。",
			regions(f)),
		    arena_printf(f->arena,
			"Regions as looked up in the night in which each "
			"address came in, in libloc-database of %s. They may "
			"be stepping stones and do not tell where an attacker "
			"is.",
			regions(f)));
	report_close(b, f, "annex");
}

static void
ending(struct buf *b, const struct figures *f)
{
	const char *contact = f->hub->settings.contact;

	report_open(b, "chapters", "定義と連絡先", "Definitions and contact");
	report_both(b, "p",
	    "情報提供は、ハブが受理した日の属する期に数える。情報共有"
	    "は、初めて共有した日の属する期に1件と数える。秘匿した値は、他の値"
	    "から"
	    "計算できないように隠している。",
	    "A submission counts in the period "
	    "in which the hub accepted it; an item counts once, when it was "
	    "first shared. Withheld figures are hidden so that the others do "
	    "not give them away.");
	buf_puts(b, "<definitions/>\n");
	if (*contact != '\0') {
		buf_puts(b, "<box>");
		report_label(b, contact, contact);
		buf_puts(b, "</box>\n");
	}
	report_close(b, f, "chapters");
}

/* An annex is for the members of its SIG. */
static const char *
marking(const struct figures *f)
{
	const char *tlp = f->hub->settings.report_tlp;
	bool wide = strcmp(tlp, "clear") == 0 || strcmp(tlp, "green") == 0;

	return f->sig != NULL && wide ? "amber" : tlp;
}

static void
titles(struct buf *b, const struct figures *f)
{
	const struct period *p = &f->period;
	const struct roster_audience *a =
	    f->sig == NULL ? NULL : roster_audience(f->hub->roster, f->sig);
	const char *ja, *en;

	ja = p->year ? arena_printf(f->arena, "%d年度", atoi(p->id + 2))
		     : arena_printf(f->arena, "%.4s年%d月～%d月", p->id,
			   atoi(p->first + 5), atoi(p->last + 5));
	en = p->year ? arena_printf(f->arena,
			   "Fiscal year %s (April to "
			   "March)",
			   p->id + 2)
		     : arena_printf(f->arena, "%s to %s", p->first, p->last);
	buf_puts(b, "<meta><title>");
	if (a == NULL) {
		report_label(b, "運用状況", "Activity report");
	} else {
		report_label(b, "運用状況（業界別付録）",
		    "Activity report: annex for one industry");
		ja = arena_printf(f->arena, "%s %s", ja, a->name.ja);
		en = arena_printf(f->arena, "%s, %s", en,
		    a->name.en == NULL ? a->name.ja : a->name.en);
	}
	buf_puts(b, "</title><subtitle>");
	report_label(b, ja, en);
	buf_puts(b, "</subtitle>");
}

static void
head(struct buf *b, const struct figures *f)
{
	const struct settings *set = &f->hub->settings;
	const struct period *p = &f->period;
	char at[CLOCK_TEXT], rules[DIGEST_HEX];

	clock_text(f->at, at);
	buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	buf_printf(b,
	    "<report xmlns=\"urn:toiyaba:report:1\" id=\"%s\" "
	    "kind=\"%s\"%s%s%s period-start=\"%s\" period-end=\"%s\" "
	    "as-of=\"%s\" "
	    "edition=\"%u\" tlp=\"%s\" min-cell=\"%u\" regions=\"%s\">\n",
	    p->id,
	    f->sig != NULL ? "sig-annex"
	    : p->year	   ? "annual"
			   : "quarterly",
	    f->sig == NULL ? "" : " sig=\"", f->sig == NULL ? "" : f->sig,
	    f->sig == NULL ? "" : "\"", p->first, p->last, at, f->edition,
	    marking(f), set->min_cell, regions(f));
	titles(b, f);
	buf_puts(b, "<issuer>");
	report_label(b, set->name, set->name_en);
	ruleset_digest(f, rules);
	buf_printf(b,
	    "</issuer><generator version=\"%s\" "
	    "ruleset=\"%s\"/></meta>\n",
	    TOIYABA_VERSION, rules);
}

static void
sections(struct buf *b, const struct figures *f)
{
	report_members(b, f);
	figures_section(b, f);
	report_open(b, "consultations", "相談・報告事例", "Consultations");
	report_table(b, f, "consultations", "rows", false);
	report_close(b, f, "consultations");
	report_bec(b, f);
	observations(b, f);
	threads(b, f);
	annex(b, f);
	ending(b, f);
}

void
report_write(struct buf *b, struct figures *f)
{
	size_t i;

	head(b, f);
	for (i = 0; i < f->set_count; i++)
		put_dataset(b, &f->sets[i]);
	if (f->sig != NULL)
		report_sig(b, f);
	else
		sections(b, f);
	buf_puts(b, "</report>\n");
}

static void
csv_break(struct buf *b, const struct category *c)
{
	buf_puts(b, ",");
	text_csv(b, c->break_ja == NULL ? "" : c->break_ja);
	buf_puts(b, ",");
	text_csv(b, c->break_en == NULL ? "" : c->break_en);
}

void
report_csv(struct buf *b, const struct dataset *d)
{
	const struct figure *g;
	char number[24];
	size_t i, m;
	bool breaks = false;

	buf_puts(b, "key,label_ja,label_en");
	for (m = 0; m < d->measure_count; m++)
		buf_printf(b, ",%s", d->measures[m].id);
	for (i = 0; i < d->key_count; i++)
		breaks |= d->keys[i].break_ja != NULL;
	buf_puts(b, breaks ? ",break_ja,break_en\r\n" : "\r\n");
	for (i = 0; i < d->key_count; i++) {
		text_csv(b, d->keys[i].key);
		buf_puts(b, ",");
		text_csv(b, d->keys[i].ja);
		buf_puts(b, ",");
		text_csv(b, d->keys[i].en);
		for (m = 0; m < d->measure_count; m++) {
			g = figures_at(d, i, m);
			snprintf(number, sizeof(number), "%" PRId64, g->value);
			buf_puts(b, ",");
			text_csv(b, g->hidden != SHOWN ? hidden_words[g->hidden]
				    : g->text != NULL  ? g->text
						       : number);
		}
		if (breaks)
			csv_break(b, &d->keys[i]);
		buf_puts(b, "\r\n");
	}
}

static void
csv_revised(struct buf *b, const struct dataset *d, size_t key, size_t m)
{
	const struct figure *g = figures_at(d, key, m);

	if (g->was == NULL)
		return;
	text_csv(b, d->id);
	buf_puts(b, ",");
	text_csv(b, d->keys[key].key);
	buf_printf(b, ",%s,%" PRId64 ",%" PRId64 ",%s,%u,%s\r\n",
	    d->measures[m].id, g->value, g->was->value, g->was->period,
	    g->was->edition, g->was->day);
}

void
report_revisions(struct buf *b, const struct dataset *sets, size_t count)
{
	size_t i, k, m;

	buf_puts(b, "dataset,key,measure,value,was,was_in,was_edition,"
		    "was_on\r\n");
	for (i = 0; i < count; i++)
		for (k = 0; k < sets[i].key_count; k++)
			for (m = 0; m < sets[i].measure_count; m++)
				csv_revised(b, &sets[i], k, m);
}
