#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/apart/lockdown.h"
#include "batch/apart/worker-main.h"
#include "batch/apart/worker.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/files/litter.h"
#include "formats/files/personal.h"
#include "formats/mail/mail.h"
#include "formats/package/package.h"
#include "formats/package/packagewire.h"
#include "formats/package/wrapping.h"
#include "formats/read/listing.h"
#include "formats/read/listread.h"

/* One package in the worker. */
struct job {
	struct arena *a;
	struct package *p;
	const void *manifest;
	size_t manifest_len;
	bool manifest_large;
	struct pkg_file **listed;   /* of every submission */
	struct pkg_submission **of; /* whose it is */
	size_t listed_count, of_count;
	bool *found;
	struct wrapping wrapping;
	struct listread_room room;
	struct personal *names; /* of the sender */
};

static void
answer(struct buf *b)
{
	const unsigned char *p = b->data;
	size_t len = b->len;
	ssize_t n;

	while (len > 0) {
		n = write(1, p, len);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(EX_IOERR);
		p += n;
		len -= (size_t)n;
	}
	_exit(0);
}

static void
answer_refusal(const struct refusal *why)
{
	struct buf b = { 0 };

	buf_put_u8(&b, 'R');
	buf_put_str(&b, reason_word(why->reason));
	buf_put_str(&b, refusal_detail(why));
	answer(&b);
}

static uint64_t
hold_manifest(void *arg, const char *name)
{
	(void)arg;
	return wrapping_is_manifest(name) ? LIMIT_MANIFEST : 0;
}

static int
find_manifest(
    void *arg, const struct archive_entry_seen *e, struct refusal *why)
{
	struct job *j = arg;

	(void)why;
	if (!wrapping_is_manifest(e->name) ||
	    !wrapping_note(j->a, &j->wrapping, e->name))
		return 0;
	j->manifest = arena_strndup(j->a, e->data, e->len);
	j->manifest_len = e->len;
	j->manifest_large = e->size > LIMIT_MANIFEST;
	return 0;
}

static void
list_files(struct job *j)
{
	struct pkg_submission *s;
	size_t i, k;

	for (i = 0; i < j->p->submission_count; i++) {
		s = &j->p->submissions[i];
		for (k = 0; k < s->file_count; k++) {
			*(struct pkg_file **)arena_push(j->a, &j->listed,
			    &j->listed_count, sizeof(*j->listed)) =
			    &s->files[k];
			*(struct pkg_submission **)arena_push(
			    j->a, &j->of, &j->of_count, sizeof(*j->of)) = s;
		}
	}
	j->found = arena_alloc(j->a, j->listed_count + 1);
}

/* The sender's names, and what it calls sensitive. */
static struct personal *
names_of(struct job *j, const struct pkg_submission *s)
{
	struct personal *p = personal_new(j->a, j->names);
	size_t i;

	for (i = 0; i < s->sensitive_count; i++)
		personal_add(p, s->sensitive[i]);
	return p;
}

static void
take_facts(struct job *j, struct pkg_file *f, const struct pkg_submission *s,
    const struct archive_entry_seen *e)
{
	struct personal *names = names_of(j, s);
	struct filefact *fact;
	const char *slash;

	fact = arena_push(j->a, &f->facts, &f->fact_count, sizeof(*fact));
	slash = strrchr(f->path, '/');
	fact->name = slash == NULL ? f->path : slash + 1;
	fact->parent = -1;
	filefact_look(fact, e->data, e->len);
	fact->size = e->size;
	fact->sha256 = e->sha256;
	if (f->role == FROLE_MAIL)
		f->mail = mail_parse(j->a, e->data, e->len, names);
	else if (f->role == FROLE_INDICATORS)
		f->listing = listread(j->a, e->data, e->len, &j->room);
	else if (f->role == FROLE_ATTACHMENT || f->role == FROLE_SAMPLE) {
		fact->personal = personal_in(names, e->data, e->len);
		filefact_inner(
		    j->a, &f->facts, &f->fact_count, 0, e->data, e->len, names);
	}
}

/* Files that are taken apart are held whole; one byte more than LIMIT_MAIL
 * shows that a mail is too large.  Of other files the first bytes are enough
 * to tell what they are. */
static uint64_t
hold_file(void *arg, const char *name)
{
	struct job *j = arg;
	size_t i;

	name = wrapping_inside(&j->wrapping, name);
	for (i = 0; name != NULL && i < j->listed_count; i++)
		if (strcmp(j->listed[i]->path, name) == 0 &&
		    (j->listed[i]->role == FROLE_MAIL ||
			j->listed[i]->role == FROLE_INDICATORS ||
			j->listed[i]->role == FROLE_ATTACHMENT ||
			j->listed[i]->role == FROLE_SAMPLE))
			return LIMIT_MAIL + 1;
	return LIMIT_HEAD;
}

static int
take_file(void *arg, const struct archive_entry_seen *e, struct refusal *why)
{
	struct job *j = arg;
	const char *name = wrapping_inside(&j->wrapping, e->name);
	size_t i;
	bool known = false;

	if (name != NULL && strcmp(name, "manifest.xml") == 0)
		return 0;
	for (i = 0; name != NULL && i < j->listed_count; i++) {
		if (strcmp(j->listed[i]->path, name) != 0)
			continue;
		known = true;
		if (!digest_equal(&e->sha256, &j->listed[i]->sha256))
			return refuse(
			    why, REASON_DIGEST_MISMATCH, "%.200s", e->name);
		j->found[i] = true;
		take_facts(j, j->listed[i], j->of[i], e);
	}
	return known || litter_is(e->name)
		   ? 0
		   : refuse(why, REASON_UNLISTED_FILE, "%.200s", e->name);
}

static int
all_found(struct job *j, struct refusal *why)
{
	size_t i;

	for (i = 0; i < j->listed_count; i++)
		if (!j->found[i])
			return refuse(why, REASON_MISSING_FILE, "%.200s",
			    j->listed[i]->path);
	return 0;
}

/* The archive is read twice, because the manifest says what the files must be
 * and may stand behind them. */
static int
read_package(struct job *j, const void *p, size_t len,
    const struct archive_caps *caps, struct refusal *why)
{
	struct archive_visitor first = { j, hold_manifest, find_manifest };
	struct archive_visitor second = { j, hold_file, take_file };

	if (archive_walk(p, len, caps, &first, why) == -1)
		return -1;
	if (j->manifest == NULL || (j->wrapping.several && !j->wrapping.rooted))
		return refuse(why, REASON_MISSING_MANIFEST,
		    "no manifest.xml at the root, nor in the one folder there");
	if (j->manifest_large)
		return refuse(why, REASON_BAD_MANIFEST,
		    "manifest.xml is larger than %u bytes", LIMIT_MANIFEST);
	j->p = package_parse(j->a, j->manifest, j->manifest_len, why);
	if (j->p == NULL)
		return -1;
	list_files(j);
	if (archive_walk(p, len, caps, &second, why) == -1)
		return -1;
	return all_found(j, why);
}

/* The names come from the hub, not from the sender, so they may be read
 * before the lock-down; it closes the descriptor. */
static void
read_names(struct job *j)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	FILE *f;

	f = fdopen(WORKER_NAMES, "r");
	if (f == NULL)
		_exit(EX_OSERR);
	j->names = personal_new(j->a, NULL);
	while ((n = getline(&line, &cap, f)) > 0) {
		if (line[n - 1] == '\n')
			line[n - 1] = '\0';
		personal_add(j->names, line);
	}
	if (ferror(f))
		_exit(EX_IOERR);
	free(line);
	fclose(f);
}

static void
set_up(void)
{
	/* The worker ends with its parent: nobody else waits for the answer. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setlocale(LC_CTYPE, "C.UTF-8");
	digest_setup();
	mail_setup();
	listread_setup();
	package_setup();
}

void
worker_main(int argc, char **argv)
{
	struct archive_caps caps;
	struct refusal why = { 0 };
	struct job j = { 0 };
	struct buf b = { 0 };
	off_t size;
	void *p;

	if (argc != 4 && argc != 5)
		_exit(EX_USAGE);
	caps.unpacked = strtoull(argv[2], NULL, 10);
	caps.entries = (unsigned)strtoul(argv[3], NULL, 10);
	set_up();
	j.a = arena_new();
	j.room = (struct listread_room){ LIMIT_LISTED_ALL, LIMIT_LISTS };
	if (argc == 5)
		read_names(&j);
	lockdown(LOCKDOWN_WORKER, NULL);

	/* Not fstat(): in glibc it is newfstatat(), which takes names and is
	 * refused. */
	size = lseek(0, 0, SEEK_END);
	if (size == -1)
		_exit(EX_IOERR);
	p = size == 0 ? NULL
		      : mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, 0, 0);
	if (p == MAP_FAILED)
		_exit(EX_OSERR);
	if (read_package(&j, p == NULL ? "" : p, (size_t)size, &caps, &why) ==
	    -1)
		answer_refusal(&why);
	buf_put_u8(&b, 'P');
	package_write(&b, j.p);
	answer(&b);
	_exit(0);
}
