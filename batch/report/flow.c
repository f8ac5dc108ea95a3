#include "batch/count/figures.h"
#include "batch/report/parts.h"
#include "formats/base/mem.h"

static bool
told(const struct figures *f, const char *id)
{
	const struct dataset *d = figures_find(f, id);

	return d != NULL && d->key_count > 0;
}

/* From what was submitted to what was shared, row by row. */
static void
fates(struct buf *b, const struct figures *f)
{
	const char *set = f->period.year ? "years" : "flow";

	if (!told(f, "reconciliation"))
		return;
	report_both(b, "p",
	    arena_printf(f->arena,
		"本期に提供された{%s %s "
		"submitted}件が、報告の時点でどう扱われて"
		"いるかを次の表に示す。各行の合計は情報提供件数に一致する。",
		set, f->period.id),
	    arena_printf(f->arena,
		"The next table says what had become of the {%s %s submitted} "
		"submissions when this report was made; its rows sum to them.",
		set, f->period.id));
	report_table(b, f, "reconciliation", "rows", true);
	report_both(b, "note",
	    "「情報共有したもの」は、1件の情報共有のもとになった最初の情報提供"
	    "を"
	    "1件と数える。情報共有実施件数との差は、期をまたいで共有したものと"
	    "、"
	    "ハブが独自に入手したものによる。",
	    "Shared counts, for each item, the first submission behind it. It "
	    "differs from the items shared by those that another period "
	    "submitted or shared, and by what the hub obtained itself.");
}

static void
items(struct buf *b, const struct figures *f)
{
	report_table(b, f, "timeliness", "rows", false);
	if (told(f, "timeliness"))
		report_both(b, "note",
		    "提供者が署名した時刻から、初めて情報共有した夜間処理の時刻"
		    "ま"
		    "で（1時間に満たない端数は切り上げ）。Nは、参加組織の提供に"
		    "より本期に初めて共有した件数。",
		    "From the time that the provider's signed package states "
		    "to the night in which the item was first shared, begun "
		    "hours in full. N: items of the period made from what "
		    "members submitted.");
	report_table(b, f, "sightings", "rows", true);
}

void
report_partial(struct buf *b, const struct figures *f)
{
	if (figures_late_start(f, &f->period))
		report_both(b, "p",
		    arena_printf(f->arena,
			"このハブの集計は%"
			"sに始まる。それより前の分は、公表済みの値"
			"があるものに限り含む。",
			f->begun),
		    arena_printf(f->arena,
			"This hub keeps the books since %s; of what is before, "
			"only figures published then are counted in.",
			f->begun));
	if (figures_early_end(f, &f->period))
		report_both(b, "p",
		    "期の終わる前に作成したため、作成の時点までの集計である。",
		    "Made before the period ended: the figures go as far as "
		    "that.");
}

void
report_flow(struct buf *b, const struct figures *f)
{
	fates(b, f);
	items(b, f);
	report_table(b, f, "trend", "rows", false);
	report_chart(b, f, "trend", "bars");
}
