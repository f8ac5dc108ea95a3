#include <stdio.h>
#include <string.h>

#include "batch/count/figures.h"
#include "batch/report/parts.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

/* How many, with damage how many, and of which kinds, the numbers from where
 * the tables have them. */
static void
summary(struct buf *b, const struct figures *f, bool ja)
{
	const struct dataset *d = figures_find(f, "bec-types");
	size_t i;

	buf_printf(b, "<p xml:lang=\"%s\">", ja ? "ja" : "en");
	if (d->key_count == 0) {
		report_fill(
		    b, ja ? "本期に、ビジネスメール詐欺の情報提供は無かった。"
			  : "No business e-mail compromise was submitted.");
		buf_puts(b, "</p>\n");
		return;
	}
	report_fill(b,
	    ja ? "本期に提供されたビジネスメール詐欺は{bec total cases}件で、う"
		 "ち{bec damage cases}件で被害があった。手口の別は、"
	       : "Of {bec total cases} cases submitted, {bec damage cases} "
		 "did damage. By their kind: ");
	for (i = 0; i < d->key_count; i++) {
		if (i > 0)
			buf_puts(b, ja ? "、" : ", ");
		report_text(b, ja ? d->keys[i].ja : d->keys[i].en);
		report_fill(b,
		    arena_printf(f->arena,
			ja ? "{bec-types %s cases}件" : " {bec-types %s cases}",
			d->keys[i].key));
	}
	buf_puts(b, ja ? "である。" : ".");
	buf_puts(b, "</p>\n");
}

static void
bec_row(struct buf *b, struct stmt *s, unsigned number)
{
	int64_t type = db_int(s, 1);
	const char *victim = db_text(s, 2);
	bool partner = strcmp(victim, "partner") == 0;
	bool group = strcmp(victim, "group") == 0;

	buf_printf(b, "<row><cell>%u</cell><cell>%s</cell><cell>", number,
	    db_text(s, 0));
	report_label(
	    b, figures_bec_type(type, true), figures_bec_type(type, false));
	buf_puts(b, "</cell><cell>");
	report_label(b,
	    partner ? "取引先"
	    : group ? "グループ企業"
		    : "自組織",
	    partner ? "Trading partner"
	    : group ? "Group company"
		    : "Itself");
	buf_puts(b, "</cell><cell>");
	report_label(
	    b, db_int(s, 4) ? "あり" : "なし", db_int(s, 4) ? "Yes" : "No");
	buf_puts(b, "</cell><cell>");
	report_label(b, db_int(s, 3) ? "一部推測を含む" : "-",
	    db_int(s, 3) ? "Partly estimated" : "-");
	buf_puts(b, "</cell></row>\n");
}

void
report_bec(struct buf *b, const struct figures *f)
{
	static const char *const heads[][2] = { { "項番", "No." },
		{ "情報提供日", "Submitted" }, { "タイプ", "Type" },
		{ "対象", "Target" }, { "被害", "Damage" },
		{ "備考", "Remark" } };
	struct stmt *s;
	unsigned n = 0;
	size_t i;

	report_open(
	    b, "bec", "ビジネスメール詐欺", "Business e-mail compromise");
	summary(b, f, true);
	summary(b, f, false);
	report_table(b, f, "bec", "rows", false);
	report_table(b, f, "bec-types", "rows", false);
	s = db_query(f->hub->db, SQL_REPORT_BEC, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		if (n++ == 0) {
			buf_puts(b, "<rows><title>");
			report_label(b, "ビジネスメール詐欺の事例",
			    "Cases of business e-mail compromise");
			buf_puts(b, "</title>\n");
			for (i = 0; i < 6; i++) {
				buf_puts(b, "<head>");
				report_label(b, heads[i][0], heads[i][1]);
				buf_puts(b, "</head>");
			}
		}
		bec_row(b, s, n);
	}
	if (n > 0)
		buf_puts(b, "</rows>\n");
	report_close(b, f, "bec");
}
