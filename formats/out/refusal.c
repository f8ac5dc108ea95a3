#include "formats/out/refusal.h"
#include "formats/base/mem.h"
#include "formats/base/retell.h"
#include "formats/base/say.h"
#include "formats/xml/xmlwrite.h"

static void
put_fault(struct xmlw *x, enum lang l, const char *text)
{
	xmlw_blank(x, "  ");
	xmlw_start(x, "fault");
	xmlw_attr(x, "xml:lang", lang_word(l));
	xmlw_text(x, text);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

void
refusal_put_detail(struct xmlw *x, const char *detail)
{
	struct arena *a;
	const char *left;
	enum lang l;

	if (detail == NULL)
		return;
	xmlw_blank(x, "  ");
	xmlw_leaf(x, "detail", detail);
	xmlw_blank(x, "\n");
	a = arena_new();
	for (l = 0; l < LANGS; l++)
		for (left = detail; left != NULL;)
			put_fault(x, l, retell(a, retell_first(&left, a), l));
	arena_free(a);
}

static void
put_means(struct xmlw *x, enum lang l, const char *text)
{
	xmlw_blank(x, "  ");
	xmlw_start(x, "means");
	xmlw_attr(x, "xml:lang", lang_word(l));
	xmlw_text(x, text);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

void
refusal_write(struct buf *b, const struct refused *r)
{
	const struct reason_entry *e = reason_entry(r->why->reason);
	struct xmlw x;

	xmlw_begin(&x, b);
	xmlw_head(&x);
	xmlw_start(&x, "refusal");
	xmlw_attr(&x, "xmlns", "urn:toiyaba:refusal:1");
	xmlw_attr(&x, "reason", e->word);
	xmlw_attr(&x, "sha256", r->sha256);
	xmlw_attr(&x, "at", r->at);
	xmlw_attr(&x, "run", r->run);
	xmlw_attr(&x, "from", r->member);
	xmlw_blank(&x, "\n");
	refusal_put_detail(&x, refusal_detail(r->why));
	put_means(&x, LANG_JA, e->means_ja);
	put_means(&x, LANG_EN, e->means_en);
	xmlw_end(&x);
	xmlw_blank(&x, "\n");
}
