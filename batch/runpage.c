#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/clock.h"
#include "batch/crypt.h"
#include "batch/db.h"
#include "batch/hub.h"
#include "batch/log.h"
#include "batch/night.h"
#include "batch/outbox.h"
#include "batch/publish.h"
#include "batch/runpage.h"
#include "batch/timeline.h"
#include "formats/buf.h"
#include "formats/mem.h"
#include "formats/text.h"
#include "formats/xmltransform.h"

/* One way of telling: element by element. */
struct teller {
	struct buf *b;
	bool json;
	bool first; /* no comma yet */
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
	if (a->state == PACKAGE_ACCEPTED) {
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
tell_packages(struct teller *t, struct night *n)
{
	const struct arrival *a;
	size_t i;

	open_list(t, "packages");
	for (i = 0; i < n->arrival_count; i++) {
		a = &n->arrivals[i];
		open_one(t, "package");
		field(t, "path", a->path);
		field(t, "sha256", a->sha256);
		field(t, "from", a->member);
		field(t, "state", package_state_word(a->state));
		field(t, "reason",
		    a->state == PACKAGE_QUARANTINED ? reason_word(a->why.reason)
						    : NULL);
		if (a->state == PACKAGE_QUARANTINED)
			field(t, "detail", a->why.detail);
		tell_submissions(t, n, a);
		buf_puts(t->b, t->json ? "}" : "</package>\n");
		t->first = false;
	}
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
		    outbox_bundle_path(n->arena, db_text(s, 0), db_int(s, 1)));
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

/* Threads that tonight's rulings were about, as a picture. */
static void
draw_threads(struct buf *b, struct night *n)
{
	struct timeline_step *steps = NULL, *p;
	struct stmt *s;
	size_t count = 0;

	s = db_query(n->hub->db, SQL_RUN_THREADS, "t", n->run);
	while (db_row(s)) {
		p = arena_push(n->arena, &steps, &count, sizeof(*p));
		p->column = db_textdup(s, 0, n->arena);
		p->kind = db_textdup(s, 1, n->arena);
		if (db_int(s, 2) != 0)
			clock_day(db_int(s, 2), p->day);
	}
	timeline_write(b, n->arena, steps, count);
}

static void
tell_attention(struct teller *t, struct night *n)
{
	size_t i;

	open_list(t, "attention");
	for (i = 0; i < n->attention_count; i++) {
		if (t->json) {
			comma(t);
			text_json(t->b, n->attention[i]);
			continue;
		}
		buf_puts(t->b, "  <attention>");
		text_xml(t->b, n->attention[i]);
		buf_puts(t->b, "</attention>\n");
	}
	close_list(t);
}

static void
tell(struct night *n, struct buf *b, bool json)
{
	struct teller t = { b, json, true };
	struct journal_mark mark;
	char at[CLOCK_TEXT];

	journal_here(n->journal, &mark);
	clock_text(n->at, at);
	buf_puts(b, json ? "{"
			 : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			   "<run xmlns=\"urn:toiyaba:run:1\"");
	field(&t, json ? "run" : "id", n->run);
	field(&t, "at", at);
	field(&t, "journal-head", mark.head);
	field(&t, "dry-run", n->dry_run ? "yes" : "no");
	if (!json) {
		field(&t, "lang", n->hub->settings.language);
		buf_puts(b, ">\n");
	}
	tell_packages(&t, n);
	tell_items(&t, n);
	tell_bundles(&t, n);
	if (!json)
		draw_threads(b, n);
	tell_look(&t, n);
	tell_attention(&t, n);
	buf_puts(b, json ? "}\n" : "</run>\n");
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

void
runpage(struct night *n)
{
	static const char *const params[] = { NULL };
	struct buf xml = { 0 }, html = { 0 };
	char err[256];
	size_t i;

	for (i = 0; i < n->arrival_count; i++)
		if (n->arrivals[i].state == PACKAGE_QUARANTINED)
			n->exit = log_worse(n->exit, EXIT_ATTENTION);
	if (n->dry_run)
		return;
	sign_head(n);
	tell(n, &xml, false);
	publish_bytes(n->hub->dir,
	    arena_printf(n->arena, "runs/%s/run.xml", n->run), xml.data,
	    xml.len);
	if (xml_transform(SHEET_RUN, xml.data, xml.len, params, &html, err,
		sizeof(err)) == -1)
		log_fatal(EX_SOFTWARE, "run page: %s", err);
	publish_bytes(n->hub->dir,
	    arena_printf(n->arena, "runs/%s/run.html", n->run), html.data,
	    html.len);
	buf_free(&xml);
	buf_free(&html);
}

void
runpage_print(struct night *n, bool json)
{
	unsigned count[4] = { 0 };
	struct buf b = { 0 };
	size_t i;

	if (json) {
		tell(n, &b, true);
		fwrite(b.data, 1, b.len, stdout);
		buf_free(&b);
		return;
	}
	for (i = 0; i < n->arrival_count; i++)
		count[n->arrivals[i].state]++;
	printf("run %s%s: %zu packages: %u accepted, %u duplicate, "
	       "%u quarantined, %u waiting; %zu editions released\n",
	    n->run, n->dry_run ? " (dry run)" : "", n->arrival_count,
	    count[PACKAGE_ACCEPTED], count[PACKAGE_DUPLICATE],
	    count[PACKAGE_QUARANTINED], count[PACKAGE_WAITING],
	    n->outgoing_count);
}
