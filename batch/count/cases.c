#include "batch/count/figures.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

/* As IPA numbers them. */
#define BEC_TYPES 5

const char *
figures_bec_type(int64_t type, bool ja)
{
	static const char *const names[BEC_TYPES][2] = {
		{ "取引先との請求書の偽装", "Forged invoice" },
		{ "経営者等へのなりすまし", "Impersonated executive" },
		{ "窃取メールアカウントの悪用", "Stolen mail account" },
		{ "社外の権威ある第三者へのなりすまし",
		    "Impersonated authority" },
		{ "詐欺の準備行為", "Preparation of fraud" },
	};

	return type < 1 || type > BEC_TYPES ? "" : names[type - 1][!ja];
}

/* The table of cases tells the type of each: there is nothing to hide. */
static void
count_bec_types(struct figures *f, const int64_t counts[BEC_TYPES + 1])
{
	static const struct measure m[] = { { "cases", "件数", "Cases" } };
	struct dataset *d;
	struct figure *g;
	int64_t type;

	d = figures_set(f, "bec-types", "count", "ビジネスメール詐欺の手口",
	    "Business e-mail compromise by kind", m, 1);
	for (type = 1; type <= BEC_TYPES; type++) {
		if (counts[type] == 0)
			continue;
		g = figures_key(f, d,
		    arena_printf(f->arena, "%u", (unsigned)type), NULL,
		    figures_bec_type(type, true),
		    figures_bec_type(type, false));
		g->value = counts[type];
	}
}

static void
count_bec(struct figures *f)
{
	int64_t counts[BEC_TYPES + 1] = { 0 };
	static const struct measure m[] = { { "cases", "件数", "Cases" } };
	struct dataset *d;
	struct figure *g;
	struct stmt *s;
	int64_t total = 0, damage = 0;

	s = db_query(f->hub->db, SQL_REPORT_BEC, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		total++;
		damage += db_int(s, 4) != 0;
		if (db_int(s, 1) >= 1 && db_int(s, 1) <= BEC_TYPES)
			counts[db_int(s, 1)]++;
	}
	d = figures_set(f, "bec", "count", "ビジネスメール詐欺",
	    "Business e-mail compromise", m, 1);
	g = figures_key(f, d, "total", NULL, "情報提供", "Submitted");
	g->value = total;
	g = figures_key(f, d, "damage", NULL, "うち被害あり", "With damage");
	g->value = damage;
	count_bec_types(f, counts);
}

static void
count_consultations(struct figures *f)
{
	static const struct measure m[] = { { "cases", "件数", "Cases" } };
	struct dataset *d;
	struct figure *g;
	struct stmt *s;
	const char *topic;
	unsigned n = 0;

	d = figures_set(f, "consultations", "count", "相談・報告事例",
	    "Consultations", m, 1);
	s = db_query(f->hub->db, SQL_REPORT_CONSULTATIONS, "tti",
	    f->period.first, f->period.last, f->at);
	while (db_row(s)) {
		topic = text_unlink(f->arena, db_text(s, 0), false);
		g = figures_key(f, d, arena_printf(f->arena, "%u", ++n), NULL,
		    topic, topic);
		g->value = db_int(s, 1);
	}
}

static const struct measure observed[] = { { "first", "観測開始", "First" },
	{ "last", "観測終了", "Last" }, { "count", "観測回数", "Count" } };

static void
count_remote(
    struct figures *f, unsigned number, const char *address, int64_t port)
{
	struct dataset *d;
	struct figure *g;
	struct stmt *s;
	const char *id, *defanged, *letter;
	unsigned k = 0;

	id = number == 1 ? "observations"
			 : arena_printf(f->arena, "observations-%u", number);
	defanged = text_defang(f->arena, address);
	d = figures_set(f, id, "count",
	    arena_printf(f->arena, "%s（%lldポート）からの観測期間と観測回数",
		defanged, (long long)port),
	    arena_printf(f->arena, "Traffic with %s, port %lld", defanged,
		(long long)port),
	    observed, 3);
	s = db_query(f->hub->db, SQL_REPORT_OBSERVATIONS, "ttiti",
	    f->period.first, f->period.last, f->at, address, port);
	while (db_row(s)) {
		letter = k < 26 ? arena_printf(f->arena, "%c", 'A' + (int)k)
				: arena_printf(f->arena, "A%u", k);
		k++;
		g = figures_key(f, d, letter, NULL,
		    arena_printf(f->arena, "組織%s", letter),
		    arena_printf(f->arena, "Organisation %s", letter));
		g[0].text = db_textdup(s, 0, f->arena);
		g[1].text = db_textdup(s, 1, f->arena);
		g[2].value = db_int(s, 2);
	}
}

static void
count_observations(struct figures *f)
{
	struct r {
		const char *address;
		int64_t port;
	} *list = NULL, *r;
	struct stmt *s;
	size_t n = 0, i;

	s = db_query(f->hub->db, SQL_REPORT_REMOTES, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		r = arena_push(f->arena, &list, &n, sizeof(*r));
		r->address = db_textdup(s, 0, f->arena);
		r->port = db_int(s, 1);
	}
	for (i = 0; i < n; i++)
		count_remote(f, (unsigned)i + 1, list[i].address, list[i].port);
}

void
figures_cases(struct figures *f)
{
	count_consultations(f);
	count_bec(f);
	count_observations(f);
}
