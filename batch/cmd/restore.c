#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/backup/anew.h"
#include "batch/backup/drill.h"
#include "batch/backup/give.h"
#include "batch/backup/list.h"
#include "batch/backup/put.h"
#include "batch/backup/shelf.h"
#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/person.h"
#include "batch/base/stop.h"
#include "batch/base/tongue.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/cmd/remake.h"
#include "batch/store/backed.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "formats/base/mem.h"

static const char usage[] =
    "restore DIR HUB [--list NAME] [--yes] [--at TIME]\n"
    "       toiyaba restore DIR [HUB] --drill [--list NAME] [--at TIME]\n"
    "       toiyaba restore --here HUB [--yes] [--at TIME]";

struct wish {
	const char *dir, *hub, *list;
	bool yes;
};

/* Two hubs that go on are a fork that no member can heal; nor can a line be
 * taken back whose begin is wrong. */
static bool
confirmed(int64_t begun)
{
	char line[16], at[CLOCK_TEXT];

	clock_text(begun, at);
	fprintf(stderr,
	    tongue_form("A new line of bundles begins, as of %s.\n"), at);
	fputs(
	    tongue_form(
		"From now on only this copy of the hub may ever run. No other one runs, or will run?\n"
		"Type yes: "),
	    stderr);
	return fgets(line, sizeof(line), stdin) != NULL &&
	       strcmp(line, "yes\n") == 0;
}

static void
tell_line(const struct anew *a)
{
	char at[CLOCK_TEXT];
	size_t i;

	if (a->last_run == NULL)
		printf(tongue_form("its books know no night\n"));
	else {
		clock_text(a->last_at, at);
		printf(tongue_form(
			   "the last night that its books know: %s (%s)\n"),
		    a->last_run, at);
	}
	for (i = 0; i < a->night_count; i++)
		printf(tongue_form("a night that they do not know: %s\n"),
		    a->nights[i]);
	for (i = 0; i < a->bundle_count; i++)
		printf(tongue_form("a bundle that they do not know: %s\n"),
		    a->bundles[i]);
	printf(tongue_form(
	    "What came in after that is to be sent once more; the next run tells every audience that has had a bundle that a new line begins.\n"));
}

static int
begin_here(const char *path, bool yes)
{
	struct anew a;
	struct hub *h;

	h = hub_open(path, HUB_SETTINGS | HUB_LOCK);
	anew_look(h, &a);
	anew_check_clock(a.last_at);
	if (!yes && !confirmed(a.begun))
		log_fatal(EX_USAGE, "nothing was changed");
	anew_begin(h, person_name(h->arena), &a);
	tell_line(&a);
	hub_close(h);
	return 0;
}

static void
tell_list(const char *name, const struct list *l, const char *sha256)
{
	char at[CLOCK_TEXT];

	clock_text(l->at, at);
	log_info("%s of %s, hub %s; digest of the list: %s", name, at, l->hub,
	    sha256);
}

static const char *
read_list(struct shelf *s, const struct wish *w, struct list *l)
{
	char sha256[DIGEST_HEX];
	const char *name = shelf_read(s, w->list, l, sha256);

	if (name == NULL)
		log_fatal(EX_USAGE, "%s: no backup here", w->dir);
	tell_list(name, l, sha256);
	return name;
}

static int
put_back(const struct wish *w)
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_open(a, w->dir, false);
	struct given_back given;
	size_t differences;
	const char *name;
	struct anew anew;
	struct list l;

	name = read_list(s, w, &l);
	anew_check_clock(l.at);
	if (!w->yes && !confirmed(clock_now()))
		log_fatal(EX_USAGE, "nothing was changed");
	put_hub(a, s, name, &l, w->hub, person_name(a), &given, &anew);
	shelf_close(s);
	printf(tongue_form("%zu files put back, each as the list says\n"),
	    given.files);
	tell_line(&anew);
	differences = remake_db(w->hub);
	arena_free(a);
	if (differences == 0)
		return 0;
	log_warn("%zu bundles come out otherwise than the journal says",
	    differences);
	return EXIT_ATTENTION;
}

/* Beside the hub, whose disk is to have the room for it one day. */
static const char *
drill_folder(struct arena *a, const struct wish *w)
{
	const char *tmp = getenv("TMPDIR"), *slash;
	size_t len = w->hub == NULL ? 0 : strlen(w->hub);

	if (w->hub == NULL)
		return tmp != NULL && *tmp == '/' ? tmp : "/var/tmp";
	while (len > 1 && w->hub[len - 1] == '/')
		len--;
	slash = memrchr(w->hub, '/', len);
	if (slash == NULL)
		return ".";
	return slash == w->hub
		   ? "/"
		   : arena_strndup(a, w->hub, (size_t)(slash - w->hub));
}

/* Where that hub lies there, status tells it. */
static void
note_drill(
    struct arena *a, const char *path, const char *name, const struct list *l)
{
	struct hub h = { .arena = a, .path = path, .lock = -1, .dir = -1 };
	char key[41];

	if (path != NULL)
		h.dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (h.dir == -1)
		return;
	if (faccessat(h.dir, "journal", F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
		journal_hub_key(&h, key);
		if (strcmp(key, l->hub) == 0)
			backed_note_drill(&h, clock_now(), name);
	}
	close(h.dir);
}

static int
drill(const struct wish *w)
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_open(a, w->dir, false);
	struct given_back given;
	const char *path, *name;
	struct list l;
	size_t faults;

	name = read_list(s, w, &l);
	path = drill_put(a, s, &l, drill_folder(a, w), &given);
	shelf_close(s);
	printf(tongue_form(
		   "%zu files, %" PRIu64 " KiB: each reads as the list says\n"),
	    given.files, given.bytes / 1024);
	faults = remake_tried(path);
	if (faults == 0)
		note_drill(a, w->hub, name, &l);
	if (faults == 0)
		printf(tongue_form(
		    "the hub's key opens every package; the books can be made again, and agree; every bundle as the journal says\nnothing of it is left here\n"));
	else
		log_warn("%zu faults found in what this backup gives", faults);
	return faults == 0 ? 0 : EX_CONFIG;
}

static int
do_wish(struct wish *w, const struct option_list *rest, bool here, bool tried)
{
	if (here && !tried && w->list == NULL && rest->count == 1)
		return begin_here(rest->v[0], w->yes);
	if (here || (!tried && rest->count != 2))
		log_fatal(EX_USAGE, "usage: toiyaba %s", usage);
	w->dir = rest->v[0];
	w->hub = rest->count == 2 ? rest->v[1] : NULL;
	return tried ? drill(w) : put_back(w);
}

int
cmd_restore(int argc, char **argv)
{
	bool here = false, tried = false;
	struct wish w = { 0 };
	const struct option_spec specs[] = {
		{ "--here", NULL, .flag = &here },
		{ "--drill", NULL, .flag = &tried },
		{ "--list", "NAME", .text = &w.list },
		{ "--yes", NULL, .flag = &w.yes },
		{ "--at", "TIME", .at = true },
	};
	struct option_list rest = { 0 };

	options_read(argc, argv, usage, specs, sizeof(specs) / sizeof(specs[0]),
	    &rest, 1, 2);
	stop_install();
	return do_wish(&w, &rest, here, tried);
}
