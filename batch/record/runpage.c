#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/apart/crypt.h"
#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/gate/gate.h"
#include "batch/night/arrival.h"
#include "batch/night/discreet.h"
#include "batch/night/night.h"
#include "batch/record/runpage.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/report/timeline.h"
#include "formats/xml/xmltransform.h"
#include "formats/xml/xmlwrite.h"

/* One way of telling: element by element. */
struct teller {
	struct buf *b;
	bool json;
	bool first; /* no comma yet */
	bool bare;  /* without what a sender named: files and packages */
	bool terse; /* without what was written for the occasion */
};

static void
comma(struct teller *t)
{
	if (t->json && !t->first)
		buf_puts(t->b, ",");
	t->first = false;
}

static void
field(struct teller *t, const char *name, const char *value)
{
	if (t->json) {
		comma(t);
		text_json(t->b, name);
		buf_puts(t->b, ":");
		if (value == NULL)
			buf_puts(t->b, "null");
		else
			text_json(t->b, value);
	} else if (value != NULL) {
		buf_printf(t->b, " %s=\"", name);
		text_xml(t->b, value);
		buf_puts(t->b, "\"");
	}
}

static void
number(struct teller *t, const char *name, int64_t value)
{
	if (t->json) {
		comma(t);
		text_json(t->b, name);
		buf_printf(t->b, ":%" PRId64, value);
	} else
		buf_printf(t->b, " %s=\"%" PRId64 "\"", name, value);
}

static void
open_list(struct teller *t, const char *name)
{
	if (!t->json)
		return;
	comma(t);
	text_json(t->b, name);
	buf_puts(t->b, ":[");
	t->first = true;
}

static void
close_list(struct teller *t)
{
	if (t->json)
		buf_puts(t->b, "]");
	t->first = false;
}

static void
open_one(struct teller *t, const char *element)
{
	if (t->json) {
		comma(t);
		buf_puts(t->b, "{");
		t->first = true;
	} else
		buf_printf(t->b, "  <%s", element);
}

static void
tell_submissions(struct teller *t, struct night *n, const struct arrival *a)
{
	struct stmt *s;

	open_list(t, "submissions");
	if (!t->json)
		buf_puts(t->b, ">");
	if (a->state == PACKAGE_ACCEPTED && !t->bare) {
		s = db_query(
		    n->hub->db, SQL_PACKAGE_SUBMISSIONS, "t", a->sha256);
		while (db_row(s)) {
			open_one(t, "submission");
			field(t, "id", db_text(s, 0));
			field(t, "case", db_text(s, 1));
			buf_puts(t->b, t->json ? "}" : "/>");
			t->first = false;
		}
	}
	close_list(t);
}

static void
tell_package(struct teller *t, struct night *n, const struct arrival *a)
{
	open_one(t, "package");
	if (!t->bare)
		field(t, "path", a->path);
	field(t, "sha256", a->sha256);
	field(t, "from", a->member);
	field(t, "state", package_state_word(a->state));
	field(t, "reason",
	    a->state == PACKAGE_QUARANTINED ? reason_word(a->why.reason)
					    : NULL);
	if (a->state == PACKAGE_QUARANTINED && !t->terse)
		field(t, "detail", a->why.detail);
	tell_submissions(t, n, a);
	buf_puts(t->b, t->json ? "}" : "</package>\n");
	t->first = false;
}

static void
tell_packages(struct teller *t, struct night *n)
{
	size_t i;

	open_list(t, "packages");
	for (i = 0; i < n->late_count; i++)
		tell_package(t, n, &n->late[i]);
	for (i = 0; i < n->arrival_count; i++)
		tell_package(t, n, &n->arrivals[i]);
	close_list(t);
}

static void
end_item(struct teller *t)
{
	if (t->json)
		buf_puts(t->b, "]}");
	else
		buf_puts(t->b, "\"/>\n");
	t->first = false;
}

/* Rows come by item and audience; one element an item. */
static void
tell_items(struct teller *t, struct night *n)
{
	char last[32] = "";
	struct stmt *s;
	bool first_audience = true;

	open_list(t, "items");
	s = db_query(n->hub->db, SQL_RUN_ITEMS, "t", n->run);
	while (db_row(s)) {
		if (strcmp(last, db_text(s, 0)) != 0) {
			if (*last != '\0')
				end_item(t);
			snprintf(last, sizeof(last), "%s", db_text(s, 0));
			open_one(t, "item");
			field(t, "id", last);
			field(t, "case", db_text(s, 1));
			number(t, "edition", db_int(s, 2));
			buf_puts(t->b,
			    t->json ? ",\"audiences\":[" : " audiences=\"");
			first_audience = true;
		}
		if (!first_audience)
			buf_puts(t->b, t->json ? "," : " ");
		if (t->json)
			text_json(t->b, db_text(s, 3));
		else
			buf_puts(t->b, db_text(s, 3));
		first_audience = false;
	}
	if (*last != '\0')
		end_item(t);
	close_list(t);
}

static void
tell_bundles(struct teller *t, struct night *n)
{
	struct stmt *s;

	open_list(t, "bundles");
	s = db_query(n->hub->db, SQL_RUN_BUNDLES, "t", n->run);
	while (db_row(s)) {
		open_one(t, "bundle");
		field(t, "audience", db_text(s, 0));
		number(t, "sequence", db_int(s, 1));
		field(t, "path",
		    hub_bundle_path(n->arena, db_text(s, 0), db_int(s, 1)));
		field(t, "digest", db_text(s, 2));
		buf_puts(t->b, t->json ? "}" : "/>\n");
		t->first = false;
	}
	close_list(t);
}

/* Pairs of cases that an analyst is to look at, found tonight. */
static void
tell_look(struct teller *t, struct night *n)
{
	struct stmt *s;

	open_list(t, "look");
	s = db_query(n->hub->db, SQL_RUN_LOOK, "t", n->run);
	while (db_row(s)) {
		open_one(t, "look");
		field(t, "case", db_text(s, 0));
		field(t, "with", db_text(s, 1));
		number(t, "score", db_int(s, 2));
		field(t, "why", db_text(s, 3));
		buf_puts(t->b, t->json ? "}" : "/>\n");
		t->first = false;
	}
	close_list(t);
}

/* Rulings that have no effect until a second analyst confirms them. */
static void
tell_waiting(struct teller *t, struct night *n)
{
	struct stmt *s;

	open_list(t, "confirm");
	s = db_query(n->hub->db, SQL_RULINGS_WAITING, "");
	while (db_row(s)) {
		open_one(t, "confirm");
		field(t, "ruling", db_text(s, 3));
		field(t, "case", db_text(s, 4));
		field(t, "by", db_text(s, 5));
		field(t, "since", db_text(s, 8));
		buf_puts(t->b, t->json ? "}" : "/>\n");
		t->first = false;
	}
	close_list(t);
}

/* Members' own names that are the attack: who has agreed to telling them. */
static void
tell_truehits(struct teller *t, struct night *n)
{
	struct stmt *s;

	open_list(t, "truehits");
	s = db_query(n->hub->db, SQL_TRUEHITS_WAITING, "");
	while (db_row(s)) {
		open_one(t, "truehit");
		field(t, "ruling", db_text(s, 0));
		field(t, "case", db_text(s, 1));
		field(t, "by", db_text(s, 3));
		field(t, "preview", db_text(s, 7));
		field(t, "provider", db_text(s, 5));
		field(t, "bytes", db_text(s, 4));
		field(t, "confirmed", db_int(s, 6) ? "yes" : "no");
		buf_puts(t->b, t->json ? "}" : "/>\n");
		t->first = false;
	}
	close_list(t);
}

/* Threads that tonight's rulings were about, as a picture. */
static void
draw_threads(struct buf *b, struct night *n)
{
	struct timeline_step *steps = NULL, *p;
	struct stmt *s;
	struct xmlw x;
	size_t count = 0;

	s = db_query(n->hub->db, SQL_RUN_THREADS, "t", n->run);
	while (db_row(s)) {
		p = arena_push(n->arena, &steps, &count, sizeof(*p));
		p->column = db_textdup(s, 0, n->arena);
		p->kind = db_textdup(s, 1, n->arena);
		if (db_int(s, 2) == 0)
			continue;
		clock_day(db_int(s, 2), p->day);
		p->days = clock_days(p->day);
	}
	xmlw_begin(&x, b);
	timeline_write(&x, n->arena, steps, count);
}

static void
tell_attention(struct teller *t, struct night *n)
{
	const struct attention *p;
	const char *text;
	size_t i;

	open_list(t, "attention");
	for (i = 0; i < n->attention_count && !t->terse; i++) {
		p = &n->attention[i];
		text = p->text;
		if (p->path != NULL && !t->bare)
			text =
			    arena_printf(n->arena, "%s: %s", p->path, p->text);
		if (t->json) {
			comma(t);
			text_json(t->b, text);
			continue;
		}
		buf_puts(t->b, "  <attention>");
		text_xml(t->b, text);
		buf_puts(t->b, "</attention>\n");
	}
	close_list(t);
}

static void
tell_night(struct teller *t, struct night *n)
{
	struct journal_mark mark;
	char at[CLOCK_TEXT];

	journal_here(n->journal, &mark);
	clock_text(n->at, at);
	buf_puts(t->b, t->json ? "{"
			       : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
				 "<run xmlns=\"urn:toiyaba:run:1\"");
	field(t, t->json ? "run" : "id", n->run);
	field(t, "at", at);
	field(t, "journal-head", mark.head);
	field(t, "dry-run", n->dry_run ? "yes" : "no");
	if (!t->json) {
		field(t, "lang", n->hub->settings.language);
		buf_puts(t->b, ">\n");
	}
}

static void
tell(struct teller *t, struct night *n)
{
	t->first = true;
	tell_night(t, n);
	tell_packages(t, n);
	tell_items(t, n);
	tell_bundles(t, n);
	if (!t->json)
		draw_threads(t->b, n);
	tell_look(t, n);
	tell_waiting(t, n);
	tell_truehits(t, n);
	tell_attention(t, n);
	buf_puts(t->b, t->json ? "}\n" : "</run>\n");
}

/* The journal's head, signed: history cannot be edited unseen after this. */
static void
sign_head(struct night *n)
{
	struct journal_mark mark;
	char text[200], err[256];
	int in, out, len;

	journal_here(n->journal, &mark);
	len = snprintf(text, sizeof(text),
	    "toiyaba journal\nrun %s\nentries %" PRIu64 "\nhead %s\n", n->run,
	    mark.seq, mark.head);
	in = memfd_create("head", MFD_CLOEXEC);
	out = memfd_create("head.asc", MFD_CLOEXEC);
	if (in == -1 || out == -1 || write(in, text, (size_t)len) != len)
		log_fatal(EX_OSERR, "memory file");
	publish_bytes(n->hub->dir,
	    arena_printf(n->arena, "runs/%s/journal-head.txt", n->run), text,
	    (size_t)len);
	if (crypt_sign(n->crypt, in, out, err, sizeof(err)) == 0)
		publish_fd(n->hub->dir,
		    arena_printf(
			n->arena, "runs/%s/journal-head.txt.asc", n->run),
		    out);
	else
		night_attention(n, "journal head is not signed: %s", err);
	close(in);
	close(out);
}

/* run.xml, and run.html made of it. */
struct page {
	struct buf xml, html;
};

static void
make_page(struct page *p, struct night *n, bool bare, bool terse)
{
	static const char *const params[] = { NULL };
	struct teller t = { .b = &p->xml, .bare = bare, .terse = terse };
	char err[256];

	tell(&t, n);
	if (xml_transform(SHEET_RUN, p->xml.data, p->xml.len, params, &p->html,
		err, sizeof(err)) == -1)
		log_fatal(EX_SOFTWARE, "run page: %s", err);
}

static void
free_page(struct page *p)
{
	buf_free(&p->xml);
	buf_free(&p->html);
}

/* What names a member on the page as it will be, but for what its packages
 * and files are called; or NULL. */
static const char *
named_on(struct night *n)
{
	struct page p = { 0 };
	struct gate_file files[2];
	const char *hit;

	make_page(&p, n, true, false);
	files[0] = (struct gate_file){
		.name = "run.xml", .data = buf_str(&p.xml), .len = p.xml.len
	};
	files[1] = (struct gate_file){
		.name = "run.html", .data = buf_str(&p.html), .len = p.html.len
	};
	hit = discreet_hit(n, files, 2);
	free_page(&p);
	return hit;
}

static void
publish_page(struct night *n, const char *name, const struct buf *b)
{
	publish_bytes(n->hub->dir,
	    arena_printf(n->arena, "runs/%s/%s", n->run, name), b->data,
	    b->len);
}

static void
write_page(struct night *n)
{
	struct page p = { 0 };
	const char *hit;
	bool terse;

	sign_head(n);
	hit = named_on(n);
	terse = hit != NULL;
	if (terse)
		night_attention(n,
		    "runs/%s/run.xml would hold %s: it is written without the "
		    "reasons' details and without what a person must look at",
		    n->run, hit);
	make_page(&p, n, false, terse);
	publish_page(n, "run.xml", &p.xml);
	publish_page(n, "run.html", &p.html);
	free_page(&p);
}

static void
note_refused(struct night *n, const struct arrival *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (list[i].state == PACKAGE_QUARANTINED)
			n->exit = log_worse(n->exit, EXIT_ATTENTION);
}

void
runpage(struct night *n)
{
	note_refused(n, n->late, n->late_count);
	note_refused(n, n->arrivals, n->arrival_count);
	if (!n->dry_run)
		write_page(n);
}

/* What a run that did not live to tell took, as the database has it. */
static void
add_late(struct night *n, const char *run)
{
	struct arrival *a;
	struct stmt *s;
	const char *detail;

	s = db_query(n->hub->db, SQL_RUN_TAKEN, "t", run);
	while (db_row(s)) {
		a = arena_push(n->arena, &n->late, &n->late_count, sizeof(*a));
		snprintf(a->sha256, sizeof(a->sha256), "%s", db_text(s, 0));
		a->path = a->sha256;
		if (!db_null(s, 1))
			a->path = db_textdup(s, 1, n->arena);
		if (!db_null(s, 2))
			a->member = db_textdup(s, 2, n->arena);
		a->state = package_state_parse(db_text(s, 3));
		if (a->state != PACKAGE_QUARANTINED)
			continue;
		a->why.reason = reason_parse(db_text(s, 4));
		detail = db_null(s, 5) ? "" : db_text(s, 5);
		snprintf(a->why.detail, sizeof(a->why.detail), "%s", detail);
	}
}

/* The page of a run that was killed before it wrote one. */
static void
write_late(struct night *n, const char *run, int64_t at)
{
	struct attention cut = { NULL,
		"this run was cut short; the next one went on from where it "
		"stood and wrote this page" };
	struct night past = *n;

	snprintf(past.run, sizeof(past.run), "%s", run);
	past.at = at;
	past.arrivals = NULL;
	past.arrival_count = past.outgoing_count = 0;
	past.late = NULL;
	past.late_count = 0;
	past.attention = &cut;
	past.attention_count = 1;
	add_late(&past, run);
	note_refused(n, past.late, past.late_count);
	write_page(&past);
	n->discreet = past.discreet;
	n->exit = log_worse(n->exit, past.exit);
}

struct past {
	const char *run;
	int64_t at;
};

/* Rows of run and time, the latest first, until one that has its page. */
static void
list_untold(
    struct night *n, enum sql_id query, struct past **list, size_t *count)
{
	const char *last = "";
	struct past *p;
	struct stmt *s;

	s = db_query(n->hub->db, query, "");
	while (db_row(s)) {
		if (strcmp(db_text(s, 0), last) == 0)
			continue;
		last = db_textdup(s, 0, n->arena);
		if (hub_read(n->hub,
			arena_printf(n->arena, "runs/%s/run.xml", last),
			NULL) != NULL) {
			db_end(s);
			return;
		}
		p = arena_push(n->arena, list, count, sizeof(*p));
		*p = (struct past){ last, db_int(s, 1) };
	}
}

/* Decided ones stand in both lists. */
static bool
stands_before(const struct past *list, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (strcmp(list[k].run, list[i].run) == 0)
			return true;
	return false;
}

void
runpage_late(struct night *n)
{
	struct past *list = NULL;
	size_t count = 0, i;

	list_untold(n, SQL_RUNS_BACK, &list, &count);
	list_untold(n, SQL_RUNS_TAKING_BACK, &list, &count);
	for (i = 0; i < count; i++) {
		if (stands_before(list, i))
			continue;
		if (strcmp(list[i].run, n->run) == 0)
			add_late(n, n->run);
		else if (!n->dry_run)
			write_late(n, list[i].run, list[i].at);
	}
}

void
runpage_print(struct night *n, bool json)
{
	unsigned count[4] = { 0 };
	struct buf b = { 0 };
	struct teller t = { .b = &b, .json = true };
	size_t i;

	if (json) {
		tell(&t, n);
		fwrite(b.data, 1, b.len, stdout);
		buf_free(&b);
		return;
	}
	for (i = 0; i < n->late_count; i++)
		count[n->late[i].state]++;
	for (i = 0; i < n->arrival_count; i++)
		count[n->arrivals[i].state]++;
	printf("run %s%s: %zu packages: %u accepted, %u duplicate, "
	       "%u quarantined, %u waiting; %zu editions released\n",
	    n->run, n->dry_run ? " (dry run)" : "",
	    n->late_count + n->arrival_count, count[PACKAGE_ACCEPTED],
	    count[PACKAGE_DUPLICATE], count[PACKAGE_QUARANTINED],
	    count[PACKAGE_WAITING], n->outgoing_count);
}
