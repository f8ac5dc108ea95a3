#include <string.h>

#include "batch/count/figures.h"
#include "batch/report/parts.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

static int64_t
value(const struct figures *f, const char *set, const char *key, size_t m)
{
	const struct dataset *d = figures_find(f, set);
	size_t i;

	for (i = 0; d != NULL && i < d->key_count; i++)
		if (strcmp(d->keys[i].key, key) == 0)
			return figures_at(d, i, m)->value;
	return 0;
}

/* From how many industries and organisations to how many; schemes beside. */
static void
summary(struct buf *b, const struct figures *f)
{
	bool before = value(f, "membership", "total", 1) > 0;
	bool schemes = value(f, "groups", "scheme", 0) > 0;

	report_both(b, "p",
	    arena_printf(f->arena,
		"期末の体制は、%s{groups sig count}業界{membership total "
		"members}組織である<fn>複数のSIGに属する組織は、それぞれのSIGで"
		"数えている。実組織数は{membership total distinct}組織である。"
		"</fn>。%s",
		before ? "前期末の{groups sig previous}業界{membership total "
			 "previous}組織に対し、"
		       : "",
		schemes ? "ほかに{groups scheme count}つの情報連携体制がある。"
			: ""),
	    arena_printf(f->arena,
		"At the end of the period, {groups sig count} industries with "
		"{membership total members} organisations took part<fn>An "
		"organisation in several SIGs counts in each; there are "
		"{membership total distinct} distinct organisations.</fn>%s.%s",
		before ? " (period before: {groups sig previous} with "
			 "{membership total previous})"
		       : "",
		schemes ? " Partner schemes beside them: {groups scheme count}."
			: ""));
}

static const struct {
	const char *cause, *ja, *en;
} causes[] = {
	{ "joined", "新たな参加により", "new members" },
	{ "withdrawal", "退会に伴い", "withdrawal" },
	{ "reorganisation", "組織の再編に伴い", "reorganisation" },
	{ "left", "脱退に伴い", "members left" },
	{ "joined-and-left", "参加と脱退により", "members joined and left" },
};

static void
change(
    struct buf *b, const struct figures *f, const struct category *c, bool ja)
{
	const char *why = NULL, *text;
	size_t i;

	for (i = 0; i < sizeof(causes) / sizeof(causes[0]); i++)
		if (strcmp(c->group, causes[i].cause) == 0)
			why = ja ? causes[i].ja : causes[i].en;
	if (why == NULL)
		text = arena_printf(f->arena,
		    ja ? "のSIGが新たに発足した（{changes %s to}組織）。"
		       : ": a new SIG was founded ({changes %s to} "
			 "organisations).",
		    c->key);
	else
		text = arena_printf(f->arena,
		    ja ? "の参加組織は、%s{changes %s from}組織から{changes %s "
			 "to}組織となった。"
		       : ": %s; from {changes %s from} to {changes %s to} "
			 "organisations.",
		    why, c->key, c->key);
	report_text(b, ja ? c->ja : c->en);
	report_fill(b, text);
}

static void
changes(struct buf *b, const struct figures *f, bool ja)
{
	const struct dataset *d = figures_find(f, "changes");
	size_t i;

	if (d->key_count == 0)
		return;
	buf_printf(b, "<list xml:lang=\"%s\">\n", ja ? "ja" : "en");
	for (i = 0; i < d->key_count; i++) {
		buf_puts(b, "<item>");
		change(b, f, &d->keys[i], ja);
		buf_puts(b, "</item>\n");
	}
	buf_puts(b, "</list>\n");
}

void
report_members(struct buf *b, const struct figures *f)
{
	report_open(b, "organisation", "運用体制", "Organisation");
	summary(b, f);
	changes(b, f, true);
	changes(b, f, false);
	report_chart(b, f, "membership", "organisation");
	report_table(b, f, "membership", "rows", false);
	report_table(b, f, "schemes", "rows", false);
	report_close(b, f, "organisation");
}
