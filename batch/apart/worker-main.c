#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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
#include "formats/base/writeall.h"
#include "formats/files/litter.h"
#include "formats/files/personal.h"
#include "formats/mail/mail.h"
#include "formats/package/chapterfile.h"
#include "formats/package/package.h"
#include "formats/package/packagewire.h"
#include "formats/package/wrapping.h"
#include "formats/picture/picture.h"
#include "formats/read/listing.h"
#include "formats/read/listread.h"

/* One package in the worker. */
struct job {
	struct arena *a;
	struct package *p;
	const void *manifest;
	size_t manifest_len;
	bool manifest_large;
	struct listed *listed; /* of every submission, by path */
	size_t listed_count;
	struct wrapping wrapping;
	struct listread_room room;
	struct personal *names; /* of the sender */
	struct personal **own;	/* of each submission, with its words */
	uint64_t again;		/* bytes read for a second submission */
	uint64_t pictures;	/* bytes of those of chapters */
};

/* A file that the manifest lists. */
struct listed {
	struct pkg_file *file;
	size_t of;		     /* the submission that lists it */
	struct pkg_picture *picture; /* of a chapter, not of one; or NULL */
	bool found;
};

static void
answer(struct buf *b)
{
	_exit(writeall(1, b->data, b->len) ? 0 : EX_IOERR);
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

static int
by_path(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	return strcmp(x->file->path, y->file->path);
}

static void
list_pictures(struct job *j)
{
	struct pkg_chapter *c;
	struct listed *l;
	size_t i, k;

	for (i = 0; i < j->p->chapter_count; i++) {
		c = &j->p->chapters[i];
		for (k = 0; k < c->picture_count; k++) {
			l = arena_push(
			    j->a, &j->listed, &j->listed_count, sizeof(*l));
			*l = (struct listed){ .file = &c->pictures[k].file,
				.picture = &c->pictures[k] };
		}
	}
}

static void
list_files(struct job *j)
{
	struct pkg_submission *s;
	struct listed *l;
	size_t i, k;

	for (i = 0; i < j->p->submission_count; i++) {
		s = &j->p->submissions[i];
		for (k = 0; k < s->file_count; k++) {
			l = arena_push(
			    j->a, &j->listed, &j->listed_count, sizeof(*l));
			*l = (struct listed){ .file = &s->files[k], .of = i };
		}
	}
	list_pictures(j);
	if (j->listed_count > 1)
		qsort(j->listed, j->listed_count, sizeof(*j->listed), by_path);
	j->own =
	    arena_alloc(j->a, (j->p->submission_count + 1) * sizeof(*j->own));
}

/* The first of those that list the path, and behind the last; equal: none. */
static struct listed *
listed_as(struct job *j, const char *path, struct listed **end)
{
	struct pkg_file file = { .path = path };
	struct listed key = { .file = &file }, *l;

	l = j->listed_count == 0 ? NULL
				 : bsearch(&key, j->listed, j->listed_count,
				       sizeof(key), by_path);
	if (l == NULL)
		return *end = j->listed;
	for (*end = l; *end < j->listed + j->listed_count &&
		       strcmp((*end)->file->path, path) == 0;)
		++*end;
	while (l > j->listed && strcmp(l[-1].file->path, path) == 0)
		l--;
	return l;
}

/* The sender's names, and what it calls sensitive: one index for all files of a
 * submission. */
static struct personal *
names_of(struct job *j, size_t submission)
{
	const struct pkg_submission *s = &j->p->submissions[submission];
	struct personal **p = &j->own[submission];
	size_t i;

	if (*p == NULL)
		*p = personal_new(j->a, j->names);
	else
		return *p;
	for (i = 0; i < s->sensitive_count; i++)
		personal_add(*p, s->sensitive[i]);
	return *p;
}

static void
take_facts(struct job *j, struct listed *l, const struct archive_entry_seen *e)
{
	struct personal *names = names_of(j, l->of);
	struct pkg_file *f = l->file;
	struct filefact *fact;
	const char *slash;

	fact = arena_push(j->a, &f->facts, &f->fact_count, sizeof(*fact));
	slash = strrchr(f->path, '/');
	fact->name = slash == NULL ? f->path : slash + 1;
	fact->parent = -1;
	filefact_judge(fact, e->data, e->len);
	fact->size = e->size;
	fact->sha256 = e->sha256;
	/* What a file is read as follows from what is in it. */
	if (f->role == FROLE_ATTACHMENT && mail_is(f->path, e->data, e->len))
		f->role = FROLE_MAIL;
	if (f->role == FROLE_MAIL)
		f->mail = mail_parse(j->a, e->data, e->len, names);
	else if (f->role == FROLE_INDICATORS)
		f->listing = listread(j->a, e->data, e->len, &j->room);
	else if (f->role == FROLE_ATTACHMENT || f->role == FROLE_SAMPLE) {
		fact->personal = personal_in(names, e->data, e->len);
		filefact_inner(
		    j->a, &f->facts, &f->fact_count, 0, e->data, e->len, names);
	}
	if (f->role == FROLE_ATTACHMENT || f->role == FROLE_OTHER)
		f->listing = listread_look(j->a, f->path, e->data, e->len);
}

/* Files that are taken apart are held whole; one byte more than LIMIT_MAIL
 * shows that a mail is too large.  Of other files the first bytes are enough
 * to tell what they are. */
static uint64_t
hold_file(void *arg, const char *name)
{
	struct job *j = arg;
	struct listed *l, *end;

	name = wrapping_inside(&j->wrapping, name);
	if (name == NULL)
		return LIMIT_HEAD;
	for (l = listed_as(j, name, &end); l < end; l++)
		if (l->picture != NULL || l->file->role == FROLE_MAIL ||
		    l->file->role == FROLE_INDICATORS ||
		    l->file->role == FROLE_ATTACHMENT ||
		    l->file->role == FROLE_SAMPLE)
			return LIMIT_MAIL + 1;
	return LIMIT_HEAD;
}

/* What a report may show of it. */
static int
take_picture(struct job *j, struct pkg_picture *p,
    const struct archive_entry_seen *e, struct refusal *why)
{
	struct buf b = { 0 };
	const char *wrong;

	j->pictures += e->size;
	if (j->pictures > LIMIT_PICTURES)
		return refuse(why, REASON_TOO_LARGE,
		    "%.200s: pictures of chapters come to more than %u bytes",
		    e->name, LIMIT_PICTURES);
	wrong = picture_put(j->a, &b, e->data, e->len, p->lang);
	p->xml = arena_strndup(j->a, buf_str(&b), b.len);
	buf_free(&b);
	return wrong == NULL ? 0
			     : refuse(why, REASON_BAD_PICTURE,
				   "picture %.200s: %s", e->name, wrong);
}

static int
take_one(struct job *j, struct listed *l, const struct archive_entry_seen *e,
    struct refusal *why)
{
	if (!digest_equal(&e->sha256, &l->file->sha256))
		return refuse(why, REASON_DIGEST_MISMATCH, "%.200s", e->name);
	l->found = true;
	if (l->picture != NULL)
		return take_picture(j, l->picture, e, why);
	take_facts(j, l, e);
	return 0;
}

static int
take_file(void *arg, const struct archive_entry_seen *e, struct refusal *why)
{
	struct job *j = arg;
	const char *name = wrapping_inside(&j->wrapping, e->name);
	struct listed *l, *end;

	if (name != NULL && strcmp(name, "manifest.xml") == 0)
		return 0;
	l = name == NULL ? NULL : listed_as(j, name, &end);
	if (l == NULL || l == end)
		return litter_is(e->name) ? 0
					  : refuse(why, REASON_UNLISTED_FILE,
						"%.200s", e->name);
	for (; l < end; l++) {
		if (take_one(j, l, e, why) == -1)
			return -1;
		if (l + 1 < end && (j->again += e->size) > LIMIT_AGAIN)
			return refuse(why, REASON_TOO_LARGE,
			    "%.200s: files that several submissions list come to more than %u bytes",
			    e->name, LIMIT_AGAIN);
	}
	return 0;
}

static int
all_found(struct job *j, struct refusal *why)
{
	size_t i;

	for (i = 0; i < j->listed_count; i++)
		if (!j->listed[i].found)
			return refuse(why, REASON_MISSING_FILE, "%.200s",
			    j->listed[i].file->path);
	return 0;
}

static void
show_pictures(struct job *j)
{
	size_t i;

	for (i = 0; i < j->p->chapter_count; i++)
		chapterfile_show(j->a, &j->p->chapters[i]);
}

static int
read_manifest(struct job *j, struct refusal *why)
{
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
	return 0;
}

/* The archive is walked twice, because the manifest says what the files must be
 * and may stand behind them. */
static int
read_package(struct job *j, const void *p, size_t len,
    const struct archive_caps *caps, struct refusal *why)
{
	struct archive_visitor first = { j, hold_manifest, find_manifest,
		true };
	struct archive_visitor second = { j, hold_file, take_file, false };
	struct archive_source *s = archive_open(p, len);
	int rc;

	rc = archive_show(s, caps, &first, why) == -1 ||
		     read_manifest(j, why) == -1 ||
		     archive_show(s, caps, &second, why) == -1 ||
		     all_found(j, why) == -1
		 ? -1
		 : 0;
	archive_close(s);
	if (rc == 0)
		show_pictures(j);
	return rc;
}

static void
add_names(struct job *j, char *lines, size_t len)
{
	char *end;

	j->names = personal_new(j->a, NULL);
	while (len > 0 && (end = memchr(lines, '\n', len)) != NULL) {
		*end++ = '\0';
		personal_add(j->names, lines);
		len -= (size_t)(end - lines);
		lines = end;
	}
}

/* The names come from the hub, not from the sender, so they may be read
 * before the lock-down, which closes the descriptor. */
static void
read_names(struct job *j)
{
	struct buf b = { 0 };
	char chunk[4096];
	ssize_t n;

	while ((n = read(WORKER_NAMES, chunk, sizeof(chunk))) > 0)
		buf_put(&b, chunk, (size_t)n);
	if (n == -1)
		_exit(EX_IOERR);
	add_names(j, (char *)b.data, b.len);
	buf_free(&b);
}

/* A package of our own. */
static const char rehearsed_letter[] =
    "From: =?utf-8?B?5ZWP5bGL5aC0?= <toiyaba@toiyaba.example>\n"
    "To: hub@toiyaba.example\nSubject: rehearsal\n"
    "Date: Tue, 01 Aug 2017 01:12:00 +0900\n"
    "Message-ID: <1@toiyaba.example>\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=\"b\"\n\n"
    "--b\nContent-Type: text/plain; charset=\"utf-8\"\n\n"
    "http://toiyaba.example/ \xe5\x95\x8f\xe5\xb1\x8b\xe5\xa0\xb4\n"
    "--b\nContent-Type: application/octet-stream\n"
    "Content-Transfer-Encoding: base64\n"
    "Content-Disposition: attachment; filename=\"a.doc\"\n\n"
    "dG9peWFiYQ==\n--b--\n";
static const char rehearsed_manifest[] =
    "<package xmlns=\"urn:toiyaba:package:1\" "
    "id=\"00000000-0000-4000-8000-000000000000\" "
    "to=\"0000000000000000000000000000000000000000\" from=\"toiyaba\" "
    "created=\"2017-08-01T01:12:00+09:00\"><submission id=\"1\" "
    "kind=\"mail\"><title>rehearsal</title><file path=\"1.eml\" "
    "role=\"mail\" sha256=\"%s\"/><share consent=\"none\"/></submission>"
    "</package>";

static void
pack_rehearsed(struct buf *out)
{
	struct archive_file files[] = { { "manifest.xml", NULL, 0 },
		{ "1.eml", rehearsed_letter, sizeof(rehearsed_letter) - 1 } };
	struct buf manifest = { 0 };
	char hex[DIGEST_HEX];
	struct digest d;

	digest_of(files[1].data, files[1].len, &d);
	digest_hex(&d, hex);
	buf_printf(&manifest, rehearsed_manifest, hex);
	files[0].data = manifest.data;
	files[0].len = manifest.len;
	if (archive_pack(out, files, 2, 0) == -1)
		_exit(EX_SOFTWARE);
	buf_free(&manifest);
}

static void
begin_job(struct job *j)
{
	j->a = arena_new();
	j->room = (struct listread_room){ LIMIT_LISTED_ALL, LIMIT_LISTS };
}

/* What libraries do at first use is done before a worker is forked, once for
 * all of them. */
static void
rehearse(void)
{
	struct archive_caps caps = { 1 << 20, 10 };
	char names[] = "\xe5\x95\x8f\xe5\xb1\x8b\xe5\xa0\xb4\n";
	struct buf packed = { 0 }, b = { 0 };
	struct refusal why = { 0 };
	struct job j = { 0 };

	begin_job(&j);
	add_names(&j, names, sizeof(names) - 1);
	pack_rehearsed(&packed);
	if (read_package(&j, packed.data, packed.len, &caps, &why) == -1)
		_exit(EX_SOFTWARE);
	package_write(&b, j.p);
	buf_free(&packed);
	buf_free(&b);
	arena_free(j.a);
}

void
worker_setup(void)
{
	digest_setup();
	mail_setup();
	listread_setup();
	package_setup();
	rehearse();
}

static void
read_and_answer(struct job *j, const struct archive_caps *caps)
{
	struct refusal why = { 0 };
	struct buf b = { 0 };
	off_t size;
	void *p;

	/* Not fstat(): in glibc it is newfstatat(), which takes names and is
	 * refused. */
	size = lseek(0, 0, SEEK_END);
	if (size == -1)
		_exit(EX_IOERR);
	p = size == 0 ? NULL
		      : mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, 0, 0);
	if (p == MAP_FAILED)
		_exit(EX_OSERR);
	if (read_package(j, p == NULL ? "" : p, (size_t)size, caps, &why) == -1)
		answer_refusal(&why);
	buf_put_u8(&b, 'P');
	package_write(&b, j->p);
	answer(&b);
}

void
worker_work(const unsigned char *message, size_t len)
{
	struct archive_caps caps;
	struct job j = { 0 };
	struct cursor c;
	bool named;

	cursor_init(&c, message, len);
	caps.unpacked = cursor_u64(&c);
	caps.entries = cursor_u32(&c);
	named = cursor_u8(&c) != 0;
	if (!cursor_done(&c))
		_exit(EX_USAGE);
	begin_job(&j);
	if (named)
		read_names(&j);
	lockdown(LOCKDOWN_WORKER, NULL);
	read_and_answer(&j, &caps);
}
