#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/person.h"
#include "batch/base/tell.h"
#include "batch/base/tellsay.h"
#include "batch/base/tongue.h"
#include "batch/care/hostcare.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/night/night.h"
#include "batch/replay.h"
#include "batch/store/closed.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/config/roster.h"

/* A row of QUARANTINED, in the hub's arena. */
struct refused_row {
	const char *sha256, *member, *path, *reason, *detail, *run, *day;
	const char *by, *why; /* NULL: nobody has closed it */
	int64_t closed;
};

static const char *
column(struct hub *h, struct stmt *s, int i)
{
	const char *text = db_text(s, i);

	return text == NULL ? NULL : arena_strdup(h->arena, text);
}

static void
row_of(struct hub *h, struct stmt *s, struct refused_row *r)
{
	r->sha256 = column(h, s, 0);
	r->member = column(h, s, 1);
	r->path = column(h, s, 2);
	r->reason = column(h, s, 3);
	r->detail = column(h, s, 4);
	r->run = column(h, s, 5);
	r->day = column(h, s, 6);
	r->by = column(h, s, 7);
	r->closed = db_int(s, 8);
	r->why = column(h, s, 9);
}

static void
tell_row(struct tell *t, struct hub *h, const struct refused_row *r)
{
	struct stat st;
	char day[11];

	tell_string(t, "sha256", r->sha256);
	tell_string(t, "from", r->member);
	tell_string(t, "path", r->path);
	tell_string(t, "reason", r->reason);
	tell_string(t, "detail", r->detail);
	tell_string(t, "run", r->run);
	tell_string(t, "day", r->day);
	tell_phrase(t, "where", "%s",
	    r->path == NULL ? tongue_form("a medium") : r->path);
	tell_phrase(t, "who", "%s", r->member == NULL ? "" : r->member);
	if (fstatat(h->dir, hub_quarantine_path(h->arena, r->sha256), &st,
		AT_SYMLINK_NOFOLLOW) == 0)
		tell_number(t, "size", st.st_size);
	tell_string(t, "closed_by", r->by);
	tell_string(t, "closed_why", r->why);
	if (r->by != NULL) {
		clock_day(r->closed, day);
		tell_string(t, "closed_on", day);
	}
}

static int
list(struct hub *h, bool all, bool json)
{
	struct tell *t = tell_command(json);
	struct refused_row r;
	struct stmt *s;

	tell_map(t, "quarantine");
	tell_list(t, "refused");
	s = db_query(h->db, SQL_QUARANTINED, "i", (int64_t)all);
	while (db_row(s)) {
		row_of(h, s, &r);
		tell_map(t, "refused");
		tell_row(t, h, &r);
		tell_line(t, "{day}  {sha256}  {reason}[  {who}]  {where}\n");
		tell_line(t,
		    "[            closed by {closed_by} on {closed_on}: {closed_why}\n]");
		tell_end(t);
	}
	tell_end(t);
	tell_end(t);
	tell_print(t);
	return 0;
}

/* The one that the word begins; ends with EX_USAGE where none or several do. */
static void
find(struct hub *h, const char *word, struct refused_row *r)
{
	size_t n = strlen(word), count = 0;
	struct stmt *s;

	if (n < 4 || n >= DIGEST_HEX || strspn(word, "0123456789abcdef") != n)
		log_fatal(EX_USAGE,
		    "%s: wanted the SHA-256 of what lies in quarantine, or its first digits",
		    word);
	s = db_query(h->db, SQL_QUARANTINED_ONE, "t", word);
	for (; db_row(s); count++)
		if (count == 0)
			row_of(h, s, r);
	if (count != 1)
		log_fatal(EX_USAGE,
		    "%s: %s; toiyaba quarantine HUB list tells them", word,
		    count == 0 ? "nothing in quarantine begins so"
			       : "several begin so");
}

static int
show(struct hub *h, const char *word, bool json)
{
	const struct reason_entry *e;
	struct refused_row r;
	struct tell *t;

	find(h, word, &r);
	e = reason_entry(reason_parse(r.reason));
	t = tell_command(json);
	tell_map(t, "refused");
	tell_row(t, h, &r);
	tell_string(t, "means_ja", e->means_ja);
	tell_string(t, "advice_ja", e->advice_ja);
	tell_string(t, "means_en", e->means_en);
	tell_string(t, "advice_en", e->advice_en);
	tell_phrase(
	    t, "means", "%s", tongue() == LANG_JA ? e->means_ja : e->means_en);
	tell_phrase(t, "advice", "%s",
	    tongue() == LANG_JA ? e->advice_ja : e->advice_en);
	tell_line(t,
	    "{sha256}: {reason}\n"
	    "  {where}[, of {who}], {day}, run {run}[, {size} bytes]\n");
	tellsay_faults(t, 2, tongue(), r.detail);
	tell_line(t,
	    "  {means}\n  {advice}\n"
	    "[  closed by {closed_by} on {closed_on}: {closed_why}\n]");
	tell_end(t);
	tell_print(t);
	return 0;
}

/* Where it shall lie: --into, the folder that it lay in, or its sender's. */
static const char *
folder_of(struct hub *h, const struct refused_row *r, const char *into)
{
	const char *name, *slash;

	if (into != NULL) {
		if (roster_member(h->roster, into) == NULL &&
		    roster_audience(h->roster, into) == NULL)
			log_fatal(
			    EX_USAGE, "--into %s: not in the roster", into);
		return arena_printf(h->arena, "inbox/%s", into);
	}
	if (r->path != NULL && strncmp(r->path, "inbox/", 6) == 0) {
		name = r->path + 6;
		slash = strchr(name, '/');
		return slash == NULL ? "inbox"
				     : arena_printf(h->arena, "inbox/%.*s",
					   (int)(slash - name), name);
	}
	if (r->member == NULL)
		log_fatal(EX_USAGE,
		    "it came on a medium and its sender is not known: --into MEMBER says whose folder it shall lie in");
	return arena_printf(h->arena, "inbox/%s", r->member);
}

static int
retry(struct hub *h, const char *word, const char *into)
{
	struct refused_row r;
	const char *folder, *to;
	int fd;

	find(h, word, &r);
	folder = folder_of(h, &r, into);
	if (faccessat(h->dir, folder, F_OK, AT_SYMLINK_NOFOLLOW) == -1)
		log_fatal(
		    EX_USAGE, "%s/%s: %s", h->path, folder, strerror(errno));
	fd = publish_openat(
	    h->dir, hub_quarantine_path(h->arena, r.sha256), O_RDONLY);
	if (fd == -1)
		log_fatal(EX_NOINPUT, "quarantine/%s.gpg: %s", r.sha256,
		    strerror(errno));
	to = arena_printf(h->arena, "%s/retry-%.16s.gpg", folder, r.sha256);
	publish_fd(h->dir, to, fd);
	close(fd);
	printf(tongue_form("%s: the next run judges it anew\n"), to);
	return 0;
}

/* Into the journal first: what it says is made again from it. */
static void
record(struct night *n, const struct closed *c)
{
	journal_add(n->journal, "closed", "sha256", c->sha256, "at",
	    arena_printf(n->arena, "%" PRId64, c->at), "by", c->by, "reason",
	    c->reason, NULL);
	journal_sync(n->journal);
	db_begin(n->hub->db);
	closed_add(n->hub->db, c);
	night_mark(n);
	db_commit(n->hub->db);
}

static int
close_one(const struct option_list *rest, const char *reason)
{
	struct refused_row r;
	struct closed c;
	struct night *n;

	n = night_open(rest->v[0], HUB_WRITE, 1);
	replay(n);
	hostcare(n);
	find(n->hub, rest->v[2], &r);
	c.sha256 = r.sha256;
	c.at = n->at;
	c.by = person_name(n->arena);
	c.reason = person_reason(n->arena, reason, "how it was dealt with");
	if (r.by == NULL)
		record(n, &c);
	else
		log_warn(
		    "%s: closed already, by %s: %s", r.sha256, r.by, r.why);
	night_close(n);
	return 0;
}

int
cmd_quarantine(int argc, char **argv)
{
	static const char usage[] =
	    "quarantine HUB list [--all] [--json] | show SHA256 [--json] | "
	    "retry SHA256 [--into MEMBER] | close SHA256 --reason TEXT [--at TIME]";
	struct option_list rest = { 0 };
	const char *reason = NULL, *into = NULL, *verb;
	bool all = false, json = false;
	struct hub *h;
	int rc;
	const struct option_spec specs[] = {
		{ "--reason", "TEXT", .text = &reason },
		{ "--into", "MEMBER", .text = &into },
		{ "--all", NULL, .flag = &all },
		{ "--json", NULL, .flag = &json },
		{ "--at", "TIME", .at = true },
	};

	options_read(argc, argv, usage, specs, 5, &rest, 2, 3);
	verb = rest.v[1];
	if ((strcmp(verb, "list") == 0) != (rest.count == 2))
		log_fatal(EX_USAGE, "usage: toiyaba %s", usage);
	if (strcmp(verb, "close") == 0)
		return close_one(&rest, reason);
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_DB);
	if (strcmp(verb, "list") == 0)
		rc = list(h, all, json);
	else if (strcmp(verb, "show") == 0)
		rc = show(h, rest.v[2], json);
	else if (strcmp(verb, "retry") == 0)
		rc = retry(h, rest.v[2], into);
	else
		log_fatal(EX_USAGE, "usage: toiyaba %s", usage);
	hub_close(h);
	return rc;
}
