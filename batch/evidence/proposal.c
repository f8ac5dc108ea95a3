#include <inttypes.h>
#include <string.h>

#include "batch/evidence/proposal.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/mail/mail.h"

/* As many submissions from as many members are no aimed attack. */
#define MASS_SUBMISSIONS 8
#define MASS_MEMBERS	 4
/* A sender's domain this far from a member's is made to be mistaken. */
#define LOOKALIKE_EDITS 2

struct signs {
	struct hub *h;
	struct proposal *out;
	int64_t submissions, members, bec;
	bool harmful, form, pretends, links, inbound;
};

/* In both languages, with its values as name, text. */
static void
because(struct signs *g, enum say what, const struct say_value *values,
    size_t count)
{
	struct arena *a = g->h->arena;
	size_t n = g->out->reason_count;
	enum lang l;

	for (l = 0; l < LANGS; l++) {
		n = g->out->reason_count;
		arena_push_str(a, &g->out->reasons[l], &n,
		    say_with(a, what, l, values, count));
	}
	g->out->reason_count = n;
}

static void
look_at_files(struct signs *g, const char *id)
{
	static const char *const harmful[] = { "rlo", "double-ext", "macro",
		"encrypted", NULL };
	static const enum say words[] = { SAY_CARD_REASON_ATTACHMENT_RLO,
		SAY_CARD_REASON_ATTACHMENT_DOUBLE_EXT,
		SAY_CARD_REASON_ATTACHMENT_MACRO,
		SAY_CARD_REASON_ATTACHMENT_ENCRYPTED,
		SAY_CARD_REASON_ATTACHMENT_EXECUTABLE };
	bool seen[5] = { false };
	struct stmt *s;
	size_t i;

	s = db_query(g->h->db, SQL_EVIDENCE_ALL_FILES, "t", id);
	while (db_row(s)) {
		for (i = 0; harmful[i] != NULL; i++)
			seen[i] |= strstr(db_text(s, 1), harmful[i]) != NULL;
		g->form |= strstr(db_text(s, 1), "form") != NULL;
		seen[4] |= strncmp(db_text(s, 0), "executable", 10) == 0 ||
			   strcmp(db_text(s, 0), "shortcut") == 0 ||
			   strcmp(db_text(s, 0), "script") == 0;
	}
	for (i = 0; i < 5; i++) {
		if (!seen[i])
			continue;
		g->harmful = true;
		because(g, words[i], NULL, 0);
	}
	if (g->form)
		because(g, SAY_CARD_REASON_FORM, NULL, 0);
}

/* Levenshtein, given up above most. */
static unsigned
edits(const char *a, const char *b, unsigned most)
{
	unsigned row[256], above, corner, best;
	size_t n = strlen(a), m = strlen(b), i, j;

	if (m > 254 || n > 254 || (n > m ? n - m : m - n) > most)
		return most + 1;
	for (j = 0; j <= m; j++)
		row[j] = (unsigned)j;
	for (i = 1; i <= n; i++) {
		corner = row[0];
		row[0] = (unsigned)i;
		for (j = 1; j <= m; j++) {
			above = row[j];
			best = corner + (a[i - 1] != b[j - 1]);
			best = above + 1 < best ? above + 1 : best;
			row[j] = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			corner = above;
		}
	}
	return row[m];
}

/* A member's domain that the sender's is made to be mistaken for. */
static const char *
mistaken_for(struct hub *h, const char *domain)
{
	const struct roster_member *m;
	const char *close = NULL, *d;
	unsigned least = LOOKALIKE_EDITS + 1, e;
	size_t i, k, len, n = strlen(domain);

	for (i = 0; i < h->roster->member_count; i++) {
		m = &h->roster->members[i];
		for (k = 0; k < m->domain_count; k++) {
			d = m->domains[k];
			len = strlen(d);
			if (n >= len && strcmp(domain + n - len, d) == 0 &&
			    (n == len || domain[n - len - 1] == '.'))
				return NULL;
			/* Short names are all close to each other. */
			e = len < 8 ? least : edits(domain, d, LOOKALIKE_EDITS);
			if (e >= least)
				continue;
			least = e;
			close = d;
		}
	}
	return close;
}

static void
look_at_mails(struct signs *g, const char *id)
{
	struct stmt *s;
	struct say_value told[] = { { "sender", NULL }, { "domain", NULL } };
	const char *at, *close;
	bool holds = false;

	s = db_query(g->h->db, SQL_EVIDENCE_MAILS, "t", id);
	while (db_row(s)) {
		holds |= (db_int(s, 11) & MAIL_NAME_HAS_ADDR) != 0;
		at = db_null(s, 3) ? NULL : strrchr(db_text(s, 3), '@');
		close = at == NULL ? NULL : mistaken_for(g->h, at + 1);
		if (close == NULL || told[0].text != NULL)
			continue;
		told[0].text = arena_strdup(g->h->arena, at + 1);
		told[1].text = close;
	}
	if (holds)
		because(g, SAY_CARD_REASON_HOLDS, NULL, 0);
	if (told[0].text != NULL)
		because(g, SAY_CARD_REASON_LOOKS_LIKE, told, 2);
	g->pretends = holds || told[0].text != NULL;
}

static void
look_at_spread(struct signs *g, const char *id)
{
	struct say_value spread[] = { { "submissions", NULL },
		{ "members", NULL } };
	struct arena *a = g->h->arena;
	struct stmt *s;

	s = db_query(g->h->db, SQL_EVIDENCE_SPREAD, "t", id);
	if (db_row(s)) {
		g->submissions = db_int(s, 0);
		g->members = db_int(s, 1);
		g->bec = db_int(s, 2);
		db_end(s);
	}
	g->links = db_one(g->h->db, SQL_EVIDENCE_LINKS, 0, "t", id) > 0;
	g->inbound = db_one(g->h->db, SQL_EVIDENCE_INBOUND, 0, "t", id) > 0;
	spread[0].text = arena_printf(a, "%" PRId64, g->submissions);
	spread[1].text = arena_printf(a, "%" PRId64, g->members);
	if (g->submissions >= MASS_SUBMISSIONS && g->members >= MASS_MEMBERS)
		because(g, SAY_CARD_REASON_SPREAD, spread, 2);
	if (g->bec > 0)
		because(g, SAY_CARD_REASON_BEC, NULL, 0);
	if (g->inbound)
		because(g, SAY_CARD_REASON_INBOUND, NULL, 0);
}

static void
classify(const struct signs *g, struct proposal *p)
{
	if (g->bec > 0)
		p->class = CLASS_BEC;
	else if (g->submissions >= MASS_SUBMISSIONS &&
		 g->members >= MASS_MEMBERS)
		p->class = CLASS_BULK;
	else if (g->harmful)
		p->class = CLASS_TARGETED;
	else if (g->form || (g->pretends && g->links))
		p->class = CLASS_PHISHING;
	else if (g->pretends)
		p->class = CLASS_BEC;
	else
		p->class = g->inbound ? CLASS_SCAN : CLASS_UNDECIDED;
}

struct proposal
proposal_of(struct hub *h, const char *id)
{
	struct proposal p = { 0 };
	struct signs g = { .h = h, .out = &p };

	look_at_files(&g, id);
	look_at_mails(&g, id);
	look_at_spread(&g, id);
	classify(&g, &p);
	return p;
}
