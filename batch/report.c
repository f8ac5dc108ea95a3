#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/clock.h"
#include "batch/db.h"
#include "batch/figures.h"
#include "batch/hub.h"
#include "batch/region.h"
#include "batch/report.h"
#include "batch/timeline.h"
#include "formats/buf.h"
#include "formats/mem.h"
#include "formats/roster.h"
#include "formats/text.h"

static const char *const hidden_words[] = { "", "small-cell", "complement",
	"unknown", "not-collected" };

static void
put(struct buf *b, const char *s)
{
	struct arena *a;

	a = arena_new();
	text_xml(b, text_visible(a, s));
	arena_free(a);
}

/* Outside text on its way into a document that people click in. */
static void
put_outside(struct buf *b, const char *s)
{
	struct arena *a;

	a = arena_new();
	put(b, text_unlink(a, s, false));
	arena_free(a);
}

static void
put_label(struct buf *b, const char *ja, const char *en)
{
	buf_puts(b, "<t xml:lang=\"ja\">");
	put(b, ja);
	buf_puts(b, "</t><t xml:lang=\"en\">");
	put(b, en);
	buf_puts(b, "</t>");
}

static void
put_both(struct buf *b, const char *element, const char *ja, const char *en)
{
	buf_printf(b, "<%s xml:lang=\"ja\">%s</%s>\n", element, ja, element);
	buf_printf(b, "<%s xml:lang=\"en\">%s</%s>\n", element, en, element);
}

static void
open_section(struct buf *b, const char *id, const char *ja, const char *en)
{
	buf_printf(b, "<section id=\"%s\"><title>", id);
	put_label(b, ja, en);
	buf_puts(b, "</title>\n");
}

static void
put_obs(struct buf *b, const struct dataset *d, size_t key, size_t m)
{
	const struct figure *g = figures_at(d, key, m);

	buf_puts(b, "  <obs key=\"");
	put(b, d->keys[key].key);
	buf_printf(b, "\" measure=\"%s\"", d->measures[m].id);
	if (g->hidden != SHOWN)
		buf_printf(b, " suppressed=\"%s\"", hidden_words[g->hidden]);
	else if (g->text != NULL)
		buf_printf(b, " value=\"%s\"", g->text);
	else
		buf_printf(b, " value=\"%" PRId64 "\"", g->value);
	buf_puts(b, g->history ? " source=\"history\"/>\n" : "/>\n");
}

static void
put_dataset(struct buf *b, const struct dataset *d)
{
	size_t i, m;

	buf_printf(b, "<dataset id=\"%s\" unit=\"%s\"", d->id, d->unit);
	if (d->n >= 0)
		buf_printf(b, " n=\"%" PRId64 "\"", d->n);
	buf_puts(b, "><title>");
	put_label(b, d->ja, d->en);
	buf_puts(b, "</title>\n");
	for (i = 0; i < d->key_count; i++) {
		buf_puts(b, "  <category key=\"");
		put(b, d->keys[i].key);
		if (d->keys[i].group != NULL)
			buf_printf(b, "\" group=\"%s", d->keys[i].group);
		buf_puts(b, "\">");
		put_label(b, d->keys[i].ja, d->keys[i].en);
		buf_puts(b, "</category>\n");
	}
	for (m = 0; m < d->measure_count; m++) {
		buf_printf(b, "  <measure id=\"%s\">", d->measures[m].id);
		put_label(b, d->measures[m].ja, d->measures[m].en);
		buf_puts(b, "</measure>\n");
	}
	for (i = 0; i < d->key_count; i++)
		for (m = 0; m < d->measure_count; m++)
			put_obs(b, d, i, m);
	buf_puts(b, "</dataset>\n");
}

static void
put_table(struct buf *b, const struct figures *f, const char *id,
    const char *keys, bool share)
{
	const struct dataset *d;

	d = figures_find(f, id);
	if (d == NULL || d->key_count == 0)
		return;
	buf_printf(b, "<crosstab dataset=\"%s\" keys=\"%s\"%s/>\n", id, keys,
	    share ? " share=\"yes\"" : "");
}

static void
put_chart(
    struct buf *b, const struct figures *f, const char *id, const char *type)
{
	const struct dataset *d;

	d = figures_find(f, id);
	if (d == NULL || d->key_count == 0)
		return;
	buf_printf(b, "<chart dataset=\"%s\" type=\"%s\"><alt>", id, type);
	put_label(b,
	    arena_printf(f->arena, "%sの図。数値は同じ表にある。", d->ja),
	    arena_printf(f->arena,
		"Chart of: %s. The figures stand "
		"in the table of the same name.",
		d->en));
	buf_puts(b, "</alt></chart>\n");
}

/* Chapters stand where their analyst wants them; the rest at the end. */
static void
put_chapters(struct buf *b, const struct figures *f, const char *after)
{
	struct stmt *s;
	const char *xml, *body, *end, *where;

	s = db_query(
	    f->hub->db, SQL_REPORT_CHAPTERS, "ti", f->period.id, f->at);
	while (db_row(s)) {
		xml = text_visible(
		    f->arena, text_unlink(f->arena, db_text(s, 0), true));
		where = db_null(s, 1) ? "chapters" : db_text(s, 1);
		body = strchr(xml, '>');
		end = strstr(xml, "</chapter>");
		if (strcmp(where, after) != 0 || body == NULL || end == NULL)
			continue;
		buf_printf(b, "<chapter period=\"%s\">", f->period.id);
		buf_put(b, body + 1, (size_t)(end - body - 1));
		buf_puts(b, "</chapter>\n");
	}
}

static void
close_section(struct buf *b, const struct figures *f, const char *id)
{
	put_chapters(b, f, id);
	buf_puts(b, "</section>\n");
}

/* One change of one SIG in the period: 2017年9月、…、45組織から47組織. */
static void
put_change(struct buf *b, const struct dataset *d, size_t key, bool founded)
{
	int64_t now = figures_at(d, key, 0)->value,
		before = figures_at(d, key, 1)->value;
	const struct category *c = &d->keys[key];
	struct buf ja = { 0 }, en = { 0 };

	if (now == before && !founded)
		return;
	text_xml(&ja, c->ja);
	text_xml(&en, c->en);
	if (founded)
		buf_printf(
		    &ja, "に新たにSIGが発足した（%" PRId64 "組織）。", now);
	else
		buf_printf(&ja,
		    "の参加組織は%" PRId64 "組織から%" PRId64 "組織となった。",
		    before, now);
	if (founded)
		buf_printf(&en,
		    ": a new SIG was founded (%" PRId64 " organisations).",
		    now);
	else
		buf_printf(&en,
		    ": from %" PRId64 " to %" PRId64 " organisations.", before,
		    now);
	put_both(b, "p", buf_str(&ja), buf_str(&en));
	buf_free(&ja);
	buf_free(&en);
}

static void
organisation(struct buf *b, const struct figures *f)
{
	const struct dataset *d = figures_find(f, "membership");
	const struct roster_audience *a;
	size_t i;

	open_section(b, "organisation", "運用体制", "Organisation");
	put_both(b, "p",
	    "期末の参加組織は、延べ<q dataset=\"membership\" "
	    "key=\"total\" measure=\"members\"/>組織である<fn>複数のSIGに属する"
	    "組織は、それぞれのSIGで数えている。実組織数は<q "
	    "dataset=\"membership\" key=\"total\" measure=\"distinct\"/>組織"
	    "である。</fn>。",
	    "At the end of the period there were <q dataset=\"membership\" "
	    "key=\"total\" measure=\"members\"/> participants<fn>An "
	    "organisation in several SIGs counts in each; there are <q "
	    "dataset=\"membership\" key=\"total\" measure=\"distinct\"/> "
	    "distinct organisations.</fn>.");
	for (i = 0; i + 1 < d->key_count; i++) {
		a = roster_audience(f->hub->roster, d->keys[i].key);
		put_change(b, d, i,
		    a != NULL && strcmp(a->span.from, f->period.first) >= 0);
	}
	put_table(b, f, "membership", "rows", false);
	put_table(b, f, "schemes", "rows", false);
	close_section(b, f, "organisation");
}

static void
figures_section(struct buf *b, const struct figures *f)
{
	int64_t withdrawn;

	open_section(b, "figures", "実施件数", "Figures");
	put_table(b, f, "flow", "columns", false);
	if (figures_find(f, "flow") != NULL) {
		put_both(b, "note",
		    "同等の攻撃情報が複数提供された場合に1件に"
		    "集約して共有することや、広くばらまかれたメール等を共有の"
		    "対象としないことがあるため、提供件数と共有件数には差がある"
		    "。",
		    "Equivalent submissions are shared as one item, and mail "
		    "sent out in bulk may not be shared: so the two figures "
		    "differ.");
		put_both(b, "note",
		    "情報共有件数には、ハブが独自に入手した情報を"
		    "含む（内数）。",
		    "Items shared include those that the hub "
		    "obtained itself, given in the last row.");
		put_chart(b, f, "flow", "bars");
		put_table(b, f, "targeted", "columns", false);
	}
	withdrawn = db_one(f->hub->db, SQL_REPORT_WITHDRAWN, 0, "tti",
	    f->period.first, f->period.last, f->at);
	if (withdrawn > 0)
		put_both(b, "p",
		    arena_printf(f->arena,
			"このほか、提供された"
			"情報のうち%" PRId64
			"件は後に取り下げられた（件数には含む）。",
			withdrawn),
		    arena_printf(f->arena,
			"Of the submissions, %" PRId64
			" were withdrawn later; they stay counted.",
			withdrawn));
	put_table(b, f, "classes", "rows", true);
	put_chart(b, f, "classes", "shares");
	put_table(b, f, "years", "columns", false);
	put_chart(b, f, "years", "bars");
	close_section(b, f, "figures");
}

static const char *const bec_ja[] = { "", "取引先との請求書の偽装",
	"経営者等へのなりすまし", "窃取メールアカウントの悪用",
	"社外の権威ある第三者へのなりすまし", "詐欺の準備行為" };
static const char *const bec_en[] = { "", "Forged invoice",
	"Impersonated executive", "Stolen mail account",
	"Impersonated authority", "Preparation of fraud" };

static void
bec_row(struct buf *b, struct stmt *s, unsigned number)
{
	int64_t type = db_int(s, 1);
	const char *victim = db_text(s, 2);
	bool partner = strcmp(victim, "partner") == 0;
	bool group = strcmp(victim, "group") == 0;

	buf_printf(b, "<row><cell>%u</cell><cell>%s</cell><cell>", number,
	    db_text(s, 0));
	put_label(b, bec_ja[type], bec_en[type]);
	buf_puts(b, "</cell><cell>");
	put_label(b,
	    partner ? "取引先"
	    : group ? "グループ企業"
		    : "自組織",
	    partner ? "Trading partner"
	    : group ? "Group company"
		    : "Itself");
	buf_puts(b, "</cell><cell>");
	put_label(
	    b, db_int(s, 4) ? "あり" : "なし", db_int(s, 4) ? "Yes" : "No");
	buf_puts(b, "</cell><cell>");
	put_label(b, db_int(s, 3) ? "一部推測を含む" : "-",
	    db_int(s, 3) ? "Partly estimated" : "-");
	buf_puts(b, "</cell></row>\n");
}

static void
bec(struct buf *b, const struct figures *f)
{
	static const char *const heads[][2] = { { "項番", "No." },
		{ "情報提供日", "Submitted" }, { "タイプ", "Type" },
		{ "対象", "Target" }, { "被害", "Damage" },
		{ "備考", "Remark" } };
	struct stmt *s;
	unsigned n = 0;
	size_t i;

	open_section(
	    b, "bec", "ビジネスメール詐欺", "Business e-mail compromise");
	put_table(b, f, "bec", "rows", false);
	s = db_query(f->hub->db, SQL_REPORT_BEC, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		if (n++ == 0) {
			buf_puts(b, "<rows><title>");
			put_label(b, "ビジネスメール詐欺の事例",
			    "Cases of business e-mail compromise");
			buf_puts(b, "</title>\n");
			for (i = 0; i < 6; i++) {
				buf_puts(b, "<head>");
				put_label(b, heads[i][0], heads[i][1]);
				buf_puts(b, "</head>");
			}
		}
		bec_row(b, s, n);
	}
	if (n > 0)
		buf_puts(b, "</rows>\n");
	close_section(b, f, "bec");
}

static void
observations(struct buf *b, const struct figures *f)
{
	size_t i;

	open_section(b, "observations", "不審な通信の観測",
	    "Suspicious traffic observed");
	for (i = 0; i < f->set_count; i++)
		if (strncmp(f->sets[i].id, "observations", 12) == 0)
			put_table(b, f, f->sets[i].id, "rows", false);
	close_section(b, f, "observations");
}

static void
threads(struct buf *b, const struct figures *f)
{
	struct timeline_step *steps = NULL, *step;
	struct buf tables = { 0 };
	size_t count = 0;
	struct stmt *s;
	char last[32] = "";

	open_section(b, "threads", "やり取り型の攻撃", "Exchanges of mails");
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
		put_outside(&tables, db_text(s, 2));
		buf_puts(&tables, "</step>");
	}
	if (*last != '\0')
		buf_puts(&tables, "</thread>\n");
	timeline_write(b, f->hub->arena, steps, count);
	buf_put(b, tables.data, tables.len);
	buf_free(&tables);
	close_section(b, f, "threads");
}

static void
annex(struct buf *b, const struct figures *f)
{
	static const char *const ids[] = { "source-region", "c2-region",
		"mail-kind", "attachment-kind" };
	size_t i;

	open_section(b, "annex", "統計情報", "Statistics");
	put_both(b, "p",
	    "標的型攻撃とみなしたメールについての集計である。割合は"
	    "整数に四捨五入しているため、合計が100にならないことがある。",
	    "These are over mails taken for targeted attacks. Percentages are "
	    "rounded and may not add up to 100.");
	put_both(b, "note",
	    "1通のメールに複数のファイルが付くこと、接続先が複数"
	    "あること等のため、Nは表ごとに異なる。",
	    "N differs from table to "
	    "table: a mail may carry several files, and malware may have "
	    "several destinations.");
	for (i = 0; i < 4; i++) {
		put_table(b, f, ids[i], "rows", true);
		put_chart(b, f, ids[i], "shares");
	}
	if (*region_source() != '\0')
		put_both(b, "note",
		    arena_printf(f->arena,
			"地域は%s時点の"
			"libloc-"
			"databaseによる。踏み台の可能性があり、攻撃者の所在を"
			"示すものではない。",
			region_source()),
		    arena_printf(f->arena,
			"Regions by libloc-database of %s. "
			"They may be stepping stones and do not tell where an "
			"attacker is.",
			region_source()));
	close_section(b, f, "annex");
}

static void
ending(struct buf *b, const struct figures *f)
{
	const char *contact = f->hub->settings.contact;

	open_section(b, "chapters", "定義と連絡先", "Definitions and contact");
	put_both(b, "p",
	    "情報提供は、ハブが受理した日の属する期に数える。情報共有"
	    "は、初めて共有した日の属する期に1件と数える。秘匿した値は、他の値"
	    "から"
	    "計算できないように隠している。",
	    "A submission counts in the period "
	    "in which the hub accepted it; an item counts once, when it was "
	    "first shared. Withheld figures are hidden so that the others do "
	    "not give them away.");
	if (*contact != '\0') {
		buf_puts(b, "<box>");
		put_label(b, contact, contact);
		buf_puts(b, "</box>\n");
	}
	close_section(b, f, "chapters");
}

static void
head(struct buf *b, const struct figures *f)
{
	const struct settings *set = &f->hub->settings;
	const struct period *p = &f->period;
	char at[CLOCK_TEXT];
	const char *ja, *en;

	clock_text(f->at, at);
	buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	buf_printf(b,
	    "<report xmlns=\"urn:toiyaba:report:1\" id=\"%s\" "
	    "kind=\"%s\" period-start=\"%s\" period-end=\"%s\" as-of=\"%s\" "
	    "edition=\"1\" tlp=\"%s\" min-cell=\"%u\" regions=\"%s\">\n",
	    p->id, p->year ? "annual" : "quarterly", p->first, p->last, at,
	    set->report_tlp, set->min_cell, region_source());
	ja = p->year ? arena_printf(f->arena, "%d年度", atoi(p->id + 2))
		     : arena_printf(f->arena, "%.4s年%d月～%d月", p->id,
			   atoi(p->first + 5), atoi(p->last + 5));
	en = p->year ? arena_printf(f->arena,
			   "Fiscal year %s (April to "
			   "March)",
			   p->id + 2)
		     : arena_printf(f->arena, "%s to %s", p->first, p->last);
	buf_puts(b, "<meta><title>");
	put_label(b, "運用状況", "Activity report");
	buf_puts(b, "</title><subtitle>");
	put_label(b, ja, en);
	buf_puts(b, "</subtitle><issuer>");
	put_label(b, set->name, set->name_en);
	buf_puts(b, "</issuer></meta>\n");
}

void
report_write(struct buf *b, struct figures *f)
{
	size_t i;

	head(b, f);
	for (i = 0; i < f->set_count; i++)
		put_dataset(b, &f->sets[i]);
	organisation(b, f);
	figures_section(b, f);
	open_section(b, "consultations", "相談・報告事例", "Consultations");
	put_table(b, f, "consultations", "rows", false);
	close_section(b, f, "consultations");
	bec(b, f);
	observations(b, f);
	threads(b, f);
	annex(b, f);
	ending(b, f);
	buf_puts(b, "</report>\n");
}

void
report_csv(struct buf *b, const struct dataset *d)
{
	const struct figure *g;
	char number[24];
	size_t i, m;

	buf_puts(b, "key,label_ja,label_en");
	for (m = 0; m < d->measure_count; m++)
		buf_printf(b, ",%s", d->measures[m].id);
	buf_puts(b, "\r\n");
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
		buf_puts(b, "\r\n");
	}
}
