#include <glib.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "batch/apart/crypt.h"
#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/tongue.h"
#include "batch/gate/gate.h"
#include "batch/night/arrival.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/mem.h"
#include "formats/base/retell.h"

struct night *
night_open(const char *path, unsigned needs, unsigned jobs)
{
	struct night *n;
	char key[41];

	n = mem_alloc(sizeof(*n));
	n->hub = hub_open(path, HUB_SETTINGS | HUB_ROSTER | HUB_LOCK | needs);
	n->arena = n->lasting = arena_new();
	n->at = clock_now();
	n->began = clock_monotonic();
	clock_day(n->at, n->day);
	n->jobs = jobs;
	/* gpg would say of the hub's key that it is not made yet. */
	if (!clock_is_plausible())
		log_fatal(EX_CONFIG,
		    "the clock shows a time before this program was written: set it, or give --at");
	/* Before this process grows: gpg is forked from a small one. */
	journal_hub_key(n->hub, key);
	n->crypt = crypt_start(hub_path(n->hub, "gnupg"), key, n->at, jobs,
	    hub_passphrase(n->hub), n->hub->settings.max_unpacked);
	return n;
}

void
night_close(struct night *n)
{
	crypt_stop(n->crypt);
	journal_close(n->journal);
	hub_close(n->hub);
	gate_free(n->gate);
	gate_free(n->discreet);
	night_forget_names(n);
	night_forget_arrivals(n);
	arena_free(n->spare);
	arena_free(n->lasting);
	free(n);
}

struct arrival *
night_arrival(struct night *n)
{
	return mem_push(&n->arrivals, &n->arrival_count, sizeof(*n->arrivals));
}

void
night_forget_arrivals(struct night *n)
{
	free(n->arrivals);
	n->arrivals = NULL;
	n->arrival_count = 0;
}

struct arena *
night_aside(struct night *n)
{
	struct arena *kept = n->arena;

	n->arena = n->spare == NULL ? arena_new() : n->spare;
	n->spare = NULL;
	return kept;
}

void
night_back(struct night *n, struct arena *kept)
{
	if (n->spare == NULL) {
		arena_reset(n->arena);
		n->spare = n->arena;
	} else
		arena_free(n->arena);
	n->arena = kept;
}

void
night_name(struct night *n)
{
	char text[CLOCK_TEXT], base[20];
	unsigned i;

	clock_text(n->at, text);
	snprintf(base, sizeof(base), "%.4s%.2s%.2sT%.2s%.2s%.2s", text,
	    text + 5, text + 8, text + 11, text + 14, text + 17);
	snprintf(n->run, sizeof(n->run), "%s", base);
	for (i = 2; db_one(n->hub->db, SQL_RUN_EXISTS, 0, "t", n->run) != 0 ||
		    hub_read(n->hub, hub_run_path(n->arena, n->run, "run.xml"),
			NULL) != NULL;
	     i++)
		snprintf(n->run, sizeof(n->run), "%s-%u", base, i);
}

static const char *
keep_snapshot(struct night *n, const char *text, size_t len,
    const char *(*path_of)(struct arena *a, const char *sha256))
{
	struct digest d;
	char hex[DIGEST_HEX];
	const char *path;

	digest_of(text, len, &d);
	digest_hex(&d, hex);
	path = path_of(n->arena, hex);
	if (hub_read(n->hub, path, NULL) == NULL)
		publish_bytes(n->hub->dir, path, text, len);
	return arena_strdup(n->arena, hex);
}

void
night_begin(struct night *n)
{
	const char *at, *roster, *settings;

	if (n->begun)
		return;
	at = arena_printf(n->arena, "%" PRId64, n->at);
	roster = keep_snapshot(
	    n, n->hub->roster_text, n->hub->roster_len, hub_roster_path);
	settings = keep_snapshot(
	    n, n->hub->settings_text, n->hub->settings_len, hub_settings_path);
	journal_add(n->journal, "night", "run", n->run, "at", at, "roster",
	    roster, "settings", settings, NULL);
	night_remember(n, n->run, at, roster, settings);
	n->begun = true;
}

void
night_remember(struct night *n, const char *run, const char *at,
    const char *roster, const char *settings)
{
	struct db *d = n->hub->db;

	db_run(d, SQL_STATE_SET, "tt", "night-run", run);
	db_run(d, SQL_STATE_SET, "tt", "night-at", at);
	db_run(d, SQL_STATE_SET, "tt", "night-roster", roster);
	db_run(d, SQL_STATE_SET, "tt", "night-settings", settings);
}

const char *
night_recall(struct night *n, const char *key)
{
	struct stmt *s;
	const char *v = NULL;

	s = db_query(n->hub->db, SQL_STATE_GET, "t", key);
	if (db_row(s)) {
		v = db_textdup(s, 0, n->arena);
		db_end(s);
	}
	return v;
}

void
night_mark(struct night *n)
{
	struct journal_mark mark;

	if (n->replay)
		mark = n->mark;
	else
		journal_here(n->journal, &mark);
	db_run(n->hub->db, SQL_STATE_SET, "tt", "seq",
	    arena_printf(n->arena, "%" PRIu64, mark.seq));
	db_run(n->hub->db, SQL_STATE_SET, "tt", "offset",
	    arena_printf(n->arena, "%" PRIu64, mark.offset));
	db_run(n->hub->db, SQL_STATE_SET, "tt", "head", mark.head);
}

bool
night_holds(const struct night *n, const char *audience)
{
	size_t i;

	for (i = 0; i < n->held_count; i++)
		if (strcmp(n->held[i], audience) == 0)
			return true;
	return false;
}

void
night_name_item(
    struct night *n, const char *audience, const char *first, const char *id)
{
	if (n->named == NULL)
		n->named = g_hash_table_new(g_str_hash, g_str_equal);
	g_hash_table_insert(n->named,
	    arena_printf(n->lasting, "%s %s", audience, first),
	    (char *)(uintptr_t)id);
}

const char *
night_named(const struct night *n, const char *audience, const char *first)
{
	return n->named == NULL
		   ? NULL
		   : g_hash_table_lookup(n->named,
			 arena_printf(n->arena, "%s %s", audience, first));
}

void
night_forget_names(struct night *n)
{
	if (n->named != NULL)
		g_hash_table_destroy(n->named);
	n->named = NULL;
}

void
night_hold(struct night *n, const char *audience)
{
	if (!night_holds(n, audience))
		arena_push_str(n->lasting, &n->held, &n->held_count, audience);
}

enum lang
night_lang(const struct night *n)
{
	return strcmp(n->hub->settings.language, "en") == 0 ? LANG_EN : LANG_JA;
}

static const char *__attribute__((format(printf, 3, 0)))
in_tongue(struct night *n, enum lang l, const char *fmt, va_list ap)
{
	const char *text;
	va_list own;

	va_copy(own, ap);
	text = retell_printf(n->lasting, l, fmt, own);
	va_end(own);
	return text;
}

struct attention
night_words(struct night *n, const char *path, const char *fmt, va_list ap)
{
	return (struct attention){ .path = path,
		.text = in_tongue(n, LANG_EN, fmt, ap),
		.said = in_tongue(n, night_lang(n), fmt, ap),
		.told = in_tongue(n, tongue(), fmt, ap) };
}

static void __attribute__((format(printf, 3, 0)))
attend(struct night *n, const char *path, const char *fmt, va_list ap)
{
	struct attention *p;

	if (n->replay)
		return;
	p = arena_push(
	    n->lasting, &n->attention, &n->attention_count, sizeof(*p));
	*p = night_words(n, path, fmt, ap);
	if (path != NULL)
		log_warn("%s: %s", path, p->told);
	else
		log_warn("%s", p->told);
	n->exit = log_worse(n->exit, EXIT_ATTENTION);
}

void
night_attend(struct night *n, const char *fmt, va_list ap)
{
	attend(n, NULL, fmt, ap);
}

void
night_attention(struct night *n, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	attend(n, NULL, fmt, ap);
	va_end(ap);
}

void
night_attention_at(struct night *n, const char *path, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	attend(n, path, fmt, ap);
	va_end(ap);
}
