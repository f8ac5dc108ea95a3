#include "batch/count/figures.h"
#include "batch/report/parts.h"
#include "formats/base/buf.h"

void
report_sig(struct buf *b, const struct figures *f)
{
	report_open(b, "sig", "この業界の状況", "This industry");
	report_partial(b, f);
	report_table(b, f, "sig", "rows", false);
	report_both(b, "note",
	    "情報提供は、提供の日にこの業界のSIGだけに属していた組織からのもの"
	    "である。複数のSIGに属する組織の提供は、どの業界にも含まない。",
	    "Submitted by organisations that were in the SIG of this industry "
	    "alone on that day; what those in several SIGs submitted is in "
	    "none.");
	buf_puts(b, "</section>\n");
	report_open(b, "chapters", "定義", "Definitions");
	buf_puts(b, "<definitions/>\n");
	buf_puts(b, "</section>\n");
}
