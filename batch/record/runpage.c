#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/apart/crypt.h"
#include "batch/base/log.h"
#include "batch/base/machine.h"
#include "batch/base/tell.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/arrival.h"
#include "batch/night/discreet.h"
#include "batch/night/night.h"
#include "batch/record/runpage.h"
#include "batch/record/tellrun.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/memfile.h"
#include "formats/xml/xmltransform.h"
#include "formats/xml/xmlwrite.h"

/* A run of which more is told, or that had more packages, has the first rows
 * of each list on its page. */
#define PAGE_BYTES (1 << 20)
#define PAGE_ROWS  1000

static struct run_facts
facts_of(struct night *n)
{
	return (struct run_facts){
		.run = n->run,
		.at = n->at,
		.late = n->late,
		.late_count = n->late_count,
		.arrivals = n->arrivals,
		.arrival_count = n->arrival_count,
		.unnamed = n->unnamed,
		.attention = n->attention,
		.attention_count = n->attention_count,
	};
}

static void __attribute__((format(printf, 3, 0)))
attend_past(struct night *n, struct run_facts *r, const char *fmt, va_list ap)
{
	struct attention *p;

	p = arena_push(
	    n->arena, &r->attention, &r->attention_count, sizeof(*p));
	*p = night_words(n, NULL, fmt, ap);
	log_warn("%s", p->told);
	n->exit = log_worse(n->exit, EXIT_ATTENTION);
}

/* A person must look at it: said on the page of the run that it is about. */
static void __attribute__((format(printf, 3, 4)))
attend(struct night *n, struct run_facts *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (strcmp(r->run, n->run) != 0)
		attend_past(n, r, fmt, ap);
	else {
		night_attend(n, fmt, ap);
		r->attention = n->attention;
		r->attention_count = n->attention_count;
	}
	va_end(ap);
}

/* The journal's head, signed: history cannot be edited unseen after this. */
static void
sign_head(struct night *n, struct run_facts *r)
{
	struct journal_mark mark;
	char text[200], err[256];
	int in, out, len;

	journal_here(n->journal, &mark);
	len = snprintf(text, sizeof(text),
	    "toiyaba journal\nrun %s\nentries %" PRIu64 "\nhead %s\n", r->run,
	    mark.seq, mark.head);
	in = memfile_of("head", text, (size_t)len);
	out = memfile_of("head.asc", "", 0);
	if (in == -1 || out == -1)
		machine_ends(MACHINE_SYSTEM, "memory file");
	publish_bytes(n->hub->dir,
	    arena_printf(n->arena, "runs/%s/journal-head.txt", r->run), text,
	    (size_t)len);
	if (crypt_sign(n->crypt, in, out, err, sizeof(err)) == 0)
		publish_fd(n->hub->dir,
		    arena_printf(
			n->arena, "runs/%s/journal-head.txt.asc", r->run),
		    out);
	else
		attend(n, r, "journal head is not signed: %s", err);
	close(in);
	close(out);
}

static void
tell_xml_of(
    struct night *n, const struct run_facts *r, tell_take *take, void *arg)
{
	struct tell *t;

	t = tell_xml("urn:toiyaba:run:1", n->hub->settings.language);
	tell_flow(t, take, arg);
	tell_run(t, n, r);
	tell_end_flow(t);
}

static void
into_buf(void *arg, const void *piece, size_t len)
{
	buf_put(arg, piece, len);
}

/* A file that is written as it is told. */
struct written {
	struct publishing *file;
	size_t len;
};

static void
into_file(void *arg, const void *piece, size_t len)
{
	struct written *w = arg;

	publish_add(w->file, piece, len);
	w->len += len;
}

/* run.html of a run of which run.xml tells so many bytes; empty where it cannot
 * be made, which err then says why. */
struct page {
	struct buf html;
	char err[256];
};

static void
make_page(
    struct page *p, struct night *n, const struct run_facts *r, size_t told)
{
	static const char *const params[] = { NULL };
	struct run_facts first = *r;
	struct buf xml = { 0 };

	first.page = true;
	/* A page is made of a tree: of all that a large night took it would
	 * be larger than everything else together. */
	if (told > PAGE_BYTES || r->late_count + r->arrival_count > PAGE_ROWS)
		first.most = PAGE_ROWS;
	tell_xml_of(n, &first, into_buf, &xml);
	if (xml_transform(SHEET_RUN, xml.data, xml.len, params, &p->html,
		p->err, sizeof(p->err)) == -1)
		p->html.len = 0;
	buf_free(&xml);
}

/* What names a member on the page as it will be, but for what its packages
 * and files are called; or NULL.  An accepted package tells nothing there but
 * its digest, and an item its number: a page of them is enough. */
static const char *
named_on(struct night *n, struct run_facts r)
{
	struct gate_file files[2];
	struct page p = { .err = "" };
	struct buf xml = { 0 };
	const char *hit;

	r.bare = true;
	r.plain = PAGE_ROWS;
	tell_xml_of(n, &r, into_buf, &xml);
	make_page(&p, n, &r, xml.len);
	files[0] = (struct gate_file){
		.name = "run.xml", .data = buf_str(&xml), .len = xml.len
	};
	files[1] = (struct gate_file){
		.name = "run.html", .data = buf_str(&p.html), .len = p.html.len
	};
	hit = discreet_hit(n, files, 2);
	buf_free(&xml);
	buf_free(&p.html);
	return hit;
}

/* Gives its bytes. */
static size_t
write_xml(struct night *n, const struct run_facts *r)
{
	struct written w = { .len = 0 };

	w.file = publish_begin(
	    n->hub->dir, arena_printf(n->arena, "runs/%s/run.xml", r->run));
	tell_xml_of(n, r, into_file, &w);
	publish_end(w.file);
	return w.len;
}

static void
write_page(struct night *n, struct run_facts *r)
{
	struct page p = { .err = "" };
	const char *hit;

	sign_head(n, r);
	hit = named_on(n, *r);
	r->terse = hit != NULL;
	if (r->terse)
		attend(n, r,
		    "runs/%s/run.xml would hold %s: it is written without the reasons' details and without what a person must look at",
		    r->run, hit);
	make_page(&p, n, r, write_xml(n, r));
	if (p.html.len > 0)
		publish_bytes(n->hub->dir,
		    arena_printf(n->arena, "runs/%s/run.html", r->run),
		    p.html.data, p.html.len);
	else
		attend(n, r,
		    "runs/%s/run.html cannot be made: %s; run.xml says all",
		    r->run, p.err);
	buf_free(&p.html);
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
	struct run_facts r = facts_of(n);

	note_refused(n, n->late, n->late_count);
	note_refused(n, n->arrivals, n->arrival_count);
	if (!n->dry_run)
		write_page(n, &r);
}

/* What a run that did not live to tell took, as the database has it. */
static struct arrival *
taken_by(struct night *n, const char *run, size_t *count)
{
	struct arrival *list = NULL, *a;
	struct stmt *s;

	*count = 0;
	s = db_query(n->hub->db, SQL_RUN_TAKEN, "t", run);
	while (db_row(s)) {
		a = arena_push(n->arena, &list, count, sizeof(*a));
		snprintf(a->sha256, sizeof(a->sha256), "%s", db_text(s, 0));
		a->path = a->sha256;
		if (!db_null(s, 1))
			a->path = db_textdup(s, 1, n->arena);
		if (!db_null(s, 2))
			a->member = db_textdup(s, 2, n->arena);
		a->state = package_state_parse(db_text(s, 3));
		if (a->state != PACKAGE_QUARANTINED)
			continue;
		refuse_all(&a->why, reason_parse(db_text(s, 4)),
		    db_null(s, 5) ? "" : db_text(s, 5));
	}
	return list;
}

struct past {
	const char *run;
	int64_t at;
};

/* The page of a run that was killed before it wrote one. */
static void
write_late(struct night *n, const struct past *p)
{
	static const char text[] =
	    "this run was cut short; the next one went on from where it stood and wrote this page";
	struct attention cut = { .text = text,
		.said = say_same(text, night_lang(n)) };
	struct run_facts r = { .run = p->run,
		.at = p->at,
		.attention = &cut,
		.attention_count = 1 };

	r.late = taken_by(n, p->run, &r.late_count);
	note_refused(n, r.late, r.late_count);
	write_page(n, &r);
}

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
			n->late = taken_by(n, n->run, &n->late_count);
		else if (!n->dry_run)
			write_late(n, &list[i]);
	}
}

void
runpage_print(struct night *n, bool json)
{
	struct run_facts r = facts_of(n);
	struct tell *t = tell_command(json);

	tell_flow_print(t);
	tell_run(t, n, &r);
	tell_end_flow(t);
}
