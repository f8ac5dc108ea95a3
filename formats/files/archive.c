#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/base/text.h"
#include "formats/base/valid.h"
#include "formats/files/archive.h"
#include "formats/files/filepile.h"
#include "formats/files/zipnames.h"
#include "formats/names/textfold.h"

/* Below this output no ratio is judged: small files compress well. */
#define RATIO_FROM (16U << 20)
/* Tars are padded to their blocking factor; nobody pads by more. */
#define TAIL_MAX (1U << 20)
/* A tar that comes to no more is unpacked as a whole, once for all passes. */
#define PLAIN_MAX  (8U << 20)
#define ZSTD_LEVEL "9"
/* What is taken from a pile at once. */
#define PILE_PART 262144
#define CHUNK	  65536
#define TAR_END	  1024 /* zeros */

enum container { CONTAINER_NONE, CONTAINER_ZIP, CONTAINER_TAR };

struct archive_source {
	const unsigned char *p;
	size_t len;
	enum container kind;
	struct buf plain;    /* of a tar, its compression undone; or empty */
	bool checked;	     /* of a zip: its two readings agree ... */
	const char *charset; /* ... and this is what its names are in */
};

/* The one compression that the first bytes tell; 0: none.  libarchive, asked
 * to guess, would go on unpacking gzip in gzip in gzip. */
static int
filter_of(const unsigned char *p, size_t len)
{
	static const struct {
		const char *magic;
		size_t len;
		int code;
	} filters[] = {
		{ "\x1f\x8b\x08", 3, ARCHIVE_FILTER_GZIP },
		{ "\xfd"
		  "7zXZ\0",
		    6, ARCHIVE_FILTER_XZ },
		{ "\x28\xb5\x2f\xfd", 4, ARCHIVE_FILTER_ZSTD },
		{ "BZh", 3, ARCHIVE_FILTER_BZIP2 },
	};
	size_t i;

	for (i = 0; i < sizeof(filters) / sizeof(filters[0]); i++)
		if (len >= filters[i].len &&
		    memcmp(p, filters[i].magic, filters[i].len) == 0)
			return filters[i].code;
	return 0;
}

/* The first bytes decide; what libarchive would guess is not asked. */
static enum container
look(const unsigned char *p, size_t len)
{
	int filter = filter_of(p, len);

	if (len >= 4 &&
	    (memcmp(p, "PK\3\4", 4) == 0 || memcmp(p, "PK\5\6", 4) == 0))
		return CONTAINER_ZIP;
	if ((filter != 0 && filter != ARCHIVE_FILTER_BZIP2) ||
	    (len >= 512 && memcmp(p + 257, "ustar", 5) == 0))
		return CONTAINER_TAR;
	return CONTAINER_NONE;
}

static void
add_filter(struct archive *ar, const void *p, size_t len)
{
	int code = filter_of(p, len);

	if (code != 0)
		archive_read_append_filter(ar, code);
}

static struct archive *
reader(const struct archive_source *s, bool streaming)
{
	struct archive *ar;

	ar = archive_read_new();
	if (ar == NULL)
		return NULL;
	if (s->kind == CONTAINER_ZIP) {
		if (streaming)
			archive_read_support_format_zip_streamable(ar);
		else
			archive_read_support_format_zip_seekable(ar);
		if (s->charset != NULL)
			archive_read_set_option(
			    ar, "zip", "hdrcharset", s->charset);
	} else {
		if (s->plain.len == 0)
			add_filter(ar, s->p, s->len);
		archive_read_support_format_tar(ar);
	}
	return ar;
}

static int
open_reader(struct archive *ar, const struct archive_source *s)
{
	return s->plain.len > 0
		   ? archive_read_open_memory(ar, s->plain.data, s->plain.len)
		   : archive_read_open_memory(ar, s->p, s->len);
}

/* One pass over an archive. */
struct walk {
	struct archive *ar;
	const struct archive_source *source;
	const struct archive_caps *caps;
	uint64_t out;
	unsigned entries;
	struct arena *a;    /* names, for the pass */
	const char **names; /* folded, to find repeats */
	size_t name_count;
	const struct archive_visitor *visitor;
	struct buf chunk; /* room for what is being read */
	struct buf data;  /* held of the entry at hand */
	uint64_t size;
	struct digest sha256;
	struct refusal *why;
};

static int
broken(struct walk *w)
{
	const char *text;
	char *clean;

	text = archive_error_string(w->ar);
	if (text == NULL)
		text = "libarchive warns";
	if (strstr(text, "Unrecognized archive format") != NULL)
		return w->source->kind == CONTAINER_ZIP
			   ? refuse(w->why, REASON_BROKEN_ARCHIVE,
				 "no directory at the end of the zip")
			   : refuse(w->why, REASON_NOT_AN_ARCHIVE,
				 "compressed, but no tar inside");
	if (strstr(text, "allocate") != NULL || strstr(text, "memory") != NULL)
		return refuse(
		    w->why, REASON_OUT_OF_MEMORY, "entry %u", w->entries);
	if (strstr(text, "assphrase") != NULL ||
	    strstr(text, "ncrypted") != NULL)
		return refuse(
		    w->why, REASON_ENCRYPTED_MEMBER, "entry %u", w->entries);
	clean = text_escape(w->a, text, strlen(text), 120);
	return refuse(
	    w->why, REASON_BROKEN_ARCHIVE, "entry %u: %s", w->entries, clean);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What the Finder calls a folder's own picture: the one name with a control
 * character that comes of no malice. */
static const char *
without_return(struct arena *a, const char *name)
{
	static const char icon[] = "Icon\r";
	size_t len = name == NULL ? 0 : strlen(name), n = sizeof(icon) - 1;

	return len < n || strcmp(name + len - n, icon) != 0
		   ? name
		   : arena_strndup(a, name, len - 1);
}

static int
check_name(struct walk *w, const char *name)
{
	const char *fold, *p;
	char *lower, *q;

	name = without_return(w->a, name);
	if (name == NULL || !valid_path(name))
		return refuse(w->why, REASON_UNSAFE_PATH, "entry %u: %s",
		    w->entries,
		    name == NULL ? "a name in no known charset"
				 : text_escape(w->a, name, strlen(name), 120));
	/* Equal but for case or normal form is equal on many disks. */
	lower = arena_strdup(w->a, name);
	for (q = lower; *q != '\0'; q++)
		if (*q >= 'A' && *q <= 'Z')
			*q = (char)(*q - 'A' + 'a');
	fold = lower;
	for (p = name; *p != '\0'; p++)
		if ((unsigned char)*p >= 0x80) {
			fold = text_nfkc(w->a, name);
			break;
		}
	arena_push_str(w->a, &w->names, &w->name_count, fold);
	return 0;
}

static int
check_repeats(struct walk *w)
{
	size_t i;

	if (w->name_count > 1)
		qsort(w->names, w->name_count, sizeof(*w->names), by_text);
	for (i = 1; i < w->name_count; i++)
		if (strcmp(w->names[i], w->names[i - 1]) == 0)
			return refuse(w->why, REASON_DUPLICATE_NAME, "%s",
			    text_escape(
				w->a, w->names[i], strlen(w->names[i]), 120));
	return 0;
}

static int
count_out(struct walk *w, size_t more)
{
	w->out += more;
	if (w->out > w->caps->unpacked)
		return refuse(w->why, REASON_TOO_LARGE,
		    "unpacks to more than %llu bytes",
		    (unsigned long long)w->caps->unpacked);
	if (w->out > RATIO_FROM && w->out / LIMIT_RATIO > w->source->len)
		return refuse(w->why, REASON_TOO_LARGE,
		    "unpacks to more than %d times its size", LIMIT_RATIO);
	return 0;
}

/* Keeps as many of the next bytes of a member as the visitor wants to see. */
static void
hold(struct walk *w, uint64_t wanted, const void *p, size_t len)
{
	uint64_t room = wanted - w->data.len;

	buf_put(&w->data, p, len < room ? len : (size_t)room);
}

static int
read_data(struct walk *w, uint64_t wanted)
{
	unsigned char *chunk = buf_room(&w->chunk, CHUNK);
	struct digest_run *d;
	la_ssize_t n;
	int rc = 0;

	w->data.len = 0;
	w->size = 0;
	d = w->visitor->bare ? NULL : digest_begin();
	while (rc == 0 && (n = archive_read_data(w->ar, chunk, CHUNK)) != 0) {
		if (n < 0) {
			rc = broken(w);
			break;
		}
		rc = count_out(w, (size_t)n);
		w->size += (uint64_t)n;
		if (d != NULL)
			digest_add(d, chunk, (size_t)n);
		hold(w, wanted, chunk, (size_t)n);
	}
	if (d != NULL)
		digest_end(d, &w->sha256);
	return rc;
}

/* A hole in a sparse file takes no room in the tar, but its whole size
 * outside. */
static int
check_size(struct walk *w, struct archive_entry *e)
{
	if (archive_entry_size_is_set(e) &&
	    (uint64_t)archive_entry_size(e) > w->caps->unpacked)
		return refuse(w->why, REASON_TOO_LARGE,
		    "entry %u says it is larger than %llu bytes", w->entries,
		    (unsigned long long)w->caps->unpacked);
	return 0;
}

/* 1: an entry with data; 0: end; 2: passed over; -1: refused. */
static int
next_entry(struct walk *w, const char **name)
{
	struct archive_entry *e = NULL;
	int rc, type;

	rc = archive_read_next_header(w->ar, &e);
	if (rc == ARCHIVE_EOF)
		return 0;
	w->entries++;
	if (rc != ARCHIVE_OK)
		return broken(w);
	if (w->entries > w->caps->entries)
		return refuse(w->why, REASON_TOO_MANY, "more than %u entries",
		    w->caps->entries);
	if (archive_entry_is_encrypted(e) || archive_entry_is_data_encrypted(e))
		return refuse(
		    w->why, REASON_ENCRYPTED_MEMBER, "entry %u", w->entries);
	*name = archive_entry_pathname_utf8(e);
	type = archive_entry_filetype(e);
	if (type == AE_IFDIR)
		return 2;
	if (type != AE_IFREG || archive_entry_hardlink(e) != NULL ||
	    archive_entry_symlink(e) != NULL)
		return refuse(
		    w->why, REASON_NOT_REGULAR, "entry %u", w->entries);
	if (strncmp(*name == NULL ? "" : *name, "./", 2) == 0)
		*name += 2;
	if (check_name(w, *name) == -1)
		return -1;
	if (check_size(w, e) == -1 ||
	    read_data(w, w->visitor->hold(w->visitor->arg, *name)) == -1)
		return -1;
	if (archive_entry_size_is_set(e) &&
	    (uint64_t)archive_entry_size(e) != w->size)
		return refuse(w->why, REASON_BROKEN_ARCHIVE,
		    "entry %u: holds less than it says", w->entries);
	return 1;
}

/* Reads the raw stream from its start: past the end of the tar only zeros. */
static int
zeros_from(struct walk *w, struct archive *raw, uint64_t end)
{
	unsigned char *chunk = buf_room(&w->chunk, CHUNK);
	uint64_t at = 0;
	la_ssize_t n, i;

	while ((n = archive_read_data(raw, chunk, CHUNK)) > 0) {
		for (i = 0; i < n; i++)
			if (chunk[i] != 0 && at + (uint64_t)i >= end)
				return refuse(w->why, REASON_BROKEN_ARCHIVE,
				    "bytes after the end of the tar");
		at += (uint64_t)n;
		if (at > end + TAIL_MAX)
			return refuse(w->why, REASON_TOO_LARGE,
			    "too much padding after the end of the tar");
	}
	return n < 0 ? refuse(w->why, REASON_BROKEN_ARCHIVE,
			   "broken after the end of the tar")
		     : 0;
}

/* The same of a tar whose compression is undone. */
static int
zeros_in(struct walk *w, const struct buf *plain, uint64_t end)
{
	uint64_t i;

	for (i = end; i < plain->len && i - end <= TAIL_MAX; i++)
		if (plain->data[i] != 0)
			return refuse(w->why, REASON_BROKEN_ARCHIVE,
			    "bytes after the end of the tar");
	return i < plain->len ? refuse(w->why, REASON_TOO_LARGE,
				    "too much padding after the end of the tar")
			      : 0;
}

/*
 * libarchive reads a tar to its end blocks and no further: what follows, in
 * the same compressed stream or behind it, is looked at by a second reader
 * that knows the compression only.
 */
static int
check_tar_tail(struct walk *w)
{
	const struct archive_source *s = w->source;
	uint64_t end = (uint64_t)archive_filter_bytes(w->ar, 0);
	struct archive_entry *e = NULL;
	struct archive *raw;
	int rc = -1;

	if (s->plain.len > 0)
		return zeros_in(w, &s->plain, end);
	raw = archive_read_new();
	if (raw == NULL)
		return refuse(w->why, REASON_OUT_OF_MEMORY, "no reader");
	add_filter(raw, s->p, s->len);
	archive_read_support_format_raw(raw);
	if (archive_read_open_memory(raw, s->p, s->len) != ARCHIVE_OK ||
	    archive_read_next_header(raw, &e) != ARCHIVE_OK)
		refuse(w->why, REASON_BROKEN_ARCHIVE, "cannot be read again");
	else
		rc = zeros_from(w, raw, end);
	if (rc == 0 && (uint64_t)archive_filter_bytes(raw, -1) < s->len)
		rc = refuse(w->why, REASON_BROKEN_ARCHIVE,
		    "bytes after the compressed stream");
	archive_read_free(raw);
	return rc;
}

static int
show_all(struct walk *w)
{
	struct archive_entry_seen seen;
	const char *name = "";
	int got;

	while ((got = next_entry(w, &name)) > 0) {
		if (got == 2)
			continue;
		seen = (struct archive_entry_seen){ name, w->data.data,
			w->data.len, w->size, w->sha256 };
		if (w->data.data == NULL)
			seen.data = "";
		if (w->visitor->each(w->visitor->arg, &seen, w->why) == -1)
			return -1;
	}
	if (got == -1 || check_repeats(w) == -1)
		return -1;
	return w->source->kind == CONTAINER_ZIP ? 0 : check_tar_tail(w);
}

static int
pass(const struct archive_source *s, bool streaming,
    const struct archive_caps *caps, const struct archive_visitor *visitor,
    struct refusal *why)
{
	struct walk w = {
		.source = s, .caps = caps, .visitor = visitor, .why = why
	};
	int rc;

	w.a = arena_new();
	w.ar = reader(s, streaming);
	if (w.ar == NULL)
		rc = refuse(why, REASON_OUT_OF_MEMORY, "no reader");
	else if (open_reader(w.ar, s) != ARCHIVE_OK)
		rc = broken(&w);
	else
		rc = show_all(&w);
	if (w.ar != NULL)
		archive_read_free(w.ar);
	buf_free(&w.data);
	buf_free(&w.chunk);
	arena_free(w.a);
	return rc;
}

static uint64_t
hold_nothing(void *arg, const char *name)
{
	(void)arg;
	(void)name;
	return 0;
}

/* Names and contents as one digest, to compare two readings of one zip. */
static int
add_to_digest(
    void *arg, const struct archive_entry_seen *e, struct refusal *why)
{
	(void)why;
	digest_add(arg, e->name, strlen(e->name) + 1);
	digest_add(arg, e->sha256.b, sizeof(e->sha256.b));
	return 0;
}

static int
reading(const struct archive_source *s, bool streaming,
    const struct archive_caps *caps, struct digest *out, struct refusal *why)
{
	struct archive_visitor v = { digest_begin(), hold_nothing,
		add_to_digest, false };
	int rc;

	rc = pass(s, streaming, caps, &v, why);
	digest_end(v.arg, out);
	return rc;
}

/*
 * A zip says everything twice, before each member and in its directory: what
 * two readers would see must be one thing.  Also finds the charset of the
 * names: UTF-8, else the one of Japanese Windows.
 */
static int
check_zip(struct archive_source *s, const struct archive_caps *caps,
    struct refusal *why)
{
	static const char *const charsets[] = { "UTF-8", "CP932" };
	struct refusal first = { 0 }, other = { 0 };
	struct digest a, b;
	size_t i;

	if (zipnames_check(s->p, s->len, why) == -1)
		return -1;
	for (i = 0; i < 2; i++) {
		s->charset = charsets[i];
		first.reason = REASON_NONE;
		if (reading(s, false, caps, &a, &first) == 0)
			break;
		if (first.reason != REASON_UNSAFE_PATH &&
		    first.reason != REASON_BROKEN_ARCHIVE)
			break;
	}
	if (first.reason != REASON_NONE) {
		*why = first;
		return -1;
	}
	if (reading(s, true, caps, &b, &other) == -1)
		return refuse(why, REASON_AMBIGUOUS_ARCHIVE,
		    "read from its start: %s", other.detail);
	if (!digest_equal(&a, &b))
		return refuse(why, REASON_AMBIGUOUS_ARCHIVE,
		    "its directory and its members disagree");
	s->checked = true;
	return 0;
}

/* Undoes the compression of a tar, all of it; what is too large for that, is
 * broken, or has bytes behind it, is left to the passes. */
static void
undo(struct archive_source *s)
{
	struct archive_entry *e = NULL;
	struct archive *ar;
	la_ssize_t n = -1;

	ar = archive_read_new();
	if (ar == NULL)
		return;
	add_filter(ar, s->p, s->len);
	archive_read_support_format_raw(ar);
	if (archive_read_open_memory(ar, s->p, s->len) == ARCHIVE_OK &&
	    archive_read_next_header(ar, &e) == ARCHIVE_OK)
		while (s->plain.len <= PLAIN_MAX &&
		       (n = archive_read_data(
			    ar, buf_room(&s->plain, CHUNK), CHUNK)) > 0)
			s->plain.len += (size_t)n;
	if (n != 0 || (uint64_t)archive_filter_bytes(ar, -1) < s->len)
		buf_free(&s->plain);
	archive_read_free(ar);
}

struct archive_source *
archive_open(const void *p, size_t len)
{
	struct archive_source *s = mem_alloc(sizeof(*s));

	s->p = p;
	s->len = len;
	s->kind = look(p, len);
	if (s->kind == CONTAINER_TAR && filter_of(p, len) != 0)
		undo(s);
	return s;
}

void
archive_close(struct archive_source *s)
{
	buf_free(&s->plain);
	free(s);
}

int
archive_show(struct archive_source *s, const struct archive_caps *caps,
    const struct archive_visitor *visitor, struct refusal *why)
{
	if (s->kind == CONTAINER_NONE)
		return refuse(
		    why, REASON_NOT_AN_ARCHIVE, "begins like no tar or zip");
	if (s->kind == CONTAINER_ZIP && !s->checked &&
	    check_zip(s, caps, why) == -1)
		return -1;
	return pass(s, false, caps, visitor, why);
}

int
archive_walk(const void *p, size_t len, const struct archive_caps *caps,
    const struct archive_visitor *visitor, struct refusal *why)
{
	struct archive_source *s = archive_open(p, len);
	int rc = archive_show(s, caps, visitor, why);

	archive_close(s);
	return rc;
}

static struct archive *
lenient_reader(const char *charset, const void *p, size_t len)
{
	struct archive *ar;

	ar = archive_read_new();
	if (ar == NULL)
		return NULL;
	add_filter(ar, p, len);
	archive_read_support_format_tar(ar);
	archive_read_support_format_zip_seekable(ar);
	archive_read_support_format_7zip(ar);
	archive_read_set_option(ar, "zip", "hdrcharset", charset);
	return ar;
}

static enum peek
peek_entry(struct archive *ar, struct archive_entry *e, uint64_t *left,
    struct buf *data, struct arena *a, struct archive_entry_seen *seen)
{
	char chunk[65536];
	const char *name;
	la_ssize_t n;

	name = archive_entry_pathname_utf8(e);
	if (name == NULL)
		name = archive_entry_pathname(e);
	seen->name = name == NULL ? "?"
		     : text_valid(name, strlen(name))
			 ? name
			 : text_escape(a, name, strlen(name), LIMIT_PATH);
	seen->data = NULL;
	seen->len = 0;
	if (archive_entry_is_encrypted(e))
		return PEEK_ENCRYPTED;
	data->len = 0;
	while ((n = archive_read_data(ar, chunk, sizeof(chunk))) > 0) {
		if ((uint64_t)n > *left)
			return PEEK_TOO_MUCH;
		*left -= (uint64_t)n;
		buf_put(data, chunk, (size_t)n);
	}
	if (n < 0)
		return PEEK_BROKEN;
	seen->data = data->data == NULL ? (const void *)"" : data->data;
	seen->len = data->len;
	seen->size = data->len;
	return PEEK_WHOLE;
}

/* Whether a zip's names read as UTF-8; else they are taken for CP932. */
static bool
names_are_utf8(const void *p, size_t len)
{
	struct archive_entry *e = NULL;
	struct archive *ar;
	bool ok = true;
	const char *name;

	if (look(p, len) != CONTAINER_ZIP)
		return true;
	ar = lenient_reader("UTF-8", p, len);
	if (ar != NULL && archive_read_open_memory(ar, p, len) == ARCHIVE_OK)
		while (ok && archive_read_next_header(ar, &e) == ARCHIVE_OK) {
			name = archive_entry_pathname_utf8(e);
			ok = name != NULL && text_valid(name, strlen(name));
		}
	archive_read_free(ar);
	return ok;
}

/* Nothing more is read after these. */
static bool
is_over(enum peek p)
{
	return p == PEEK_BROKEN || p == PEEK_TOO_MUCH;
}

enum peek
archive_peek(const void *p, size_t len, unsigned max, uint64_t unpacked,
    void (*each)(void *arg, const struct archive_entry_seen *e), void *arg)
{
	struct archive_entry_seen seen;
	struct archive_entry *e = NULL;
	struct archive *ar;
	struct buf data = { 0 };
	struct arena *a;
	enum peek so_far = PEEK_WHOLE, got;
	uint64_t most = unpacked;
	int rc;

	a = arena_new();
	ar = lenient_reader(names_are_utf8(p, len) ? "UTF-8" : "CP932", p, len);
	if (ar == NULL || archive_read_open_memory(ar, p, len) != ARCHIVE_OK)
		so_far = PEEK_BROKEN;
	while (!is_over(so_far)) {
		rc = archive_read_next_header(ar, &e);
		if (rc == ARCHIVE_EOF)
			break;
		/* Members that are passed over are unpacked all the same. */
		if (rc < ARCHIVE_WARN)
			so_far = PEEK_BROKEN;
		else if (max-- == 0 ||
			 (uint64_t)archive_filter_bytes(ar, 0) > most)
			so_far = PEEK_TOO_MUCH;
		else if (archive_entry_filetype(e) == AE_IFREG) {
			got = peek_entry(ar, e, &unpacked, &data, a, &seen);
			if (got != PEEK_WHOLE)
				so_far = got;
			if (!is_over(got))
				each(arg, &seen);
		}
	}
	if (ar != NULL)
		archive_read_free(ar);
	buf_free(&data);
	arena_free(a);
	return so_far;
}

enum peek
archive_unfilter(const void *p, size_t len, size_t most, struct buf *out)
{
	struct archive_entry *e = NULL;
	struct archive *ar;
	char chunk[65536];
	enum peek got = PEEK_BROKEN;
	la_ssize_t n;

	ar = archive_read_new();
	if (ar == NULL)
		return PEEK_BROKEN;
	add_filter(ar, p, len);
	archive_read_support_format_raw(ar);
	if (archive_read_open_memory(ar, p, len) == ARCHIVE_OK &&
	    archive_filter_count(ar) > 1 &&
	    archive_read_next_header(ar, &e) >= ARCHIVE_WARN) {
		while (out->len <= most &&
		       (n = archive_read_data(ar, chunk, sizeof(chunk))) > 0)
			buf_put(out, chunk, (size_t)n);
		got = out->len > most ? PEEK_TOO_MUCH : PEEK_WHOLE;
	}
	archive_read_free(ar);
	return got;
}

static int
by_name(const void *a, const void *b)
{
	const struct archive_file *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static la_ssize_t
to_buf(struct archive *ar, void *arg, const void *p, size_t len)
{
	(void)ar;
	buf_put(arg, p, len);
	return (la_ssize_t)len;
}

static int
add_header(struct archive *ar, const struct archive_file *f, int64_t mtime)
{
	struct archive_entry *e;
	int rc;

	e = archive_entry_new();
	archive_entry_set_pathname(e, f->name);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_size(e, (la_int64_t)f->len);
	archive_entry_set_mtime(e, mtime, 0);
	rc = archive_write_header(ar, e);
	archive_entry_free(e);
	return rc;
}

static int
add_member(struct archive *ar, const struct archive_file *f, int64_t mtime)
{
	int rc = add_header(ar, f, mtime);

	if (rc == ARCHIVE_OK && f->len > 0 &&
	    archive_write_data(ar, f->data, f->len) != (la_ssize_t)f->len)
		rc = ARCHIVE_FATAL;
	return rc;
}

void
archive_add(struct arena *a, struct archive_file **files, size_t *count,
    const char *name, struct buf *b)
{
	struct archive_file *f;

	f = arena_push(a, files, count, sizeof(*f));
	f->name = name;
	f->len = b->len;
	f->data = arena_strndup(a, buf_str(b), b->len);
	b->len = 0;
}

/* A tar.zst that is written to the buffer. */
static struct archive *
begin_pack(struct buf *out, int *rc)
{
	struct archive *ar = archive_write_new();

	archive_write_add_filter_zstd(ar);
	archive_write_set_filter_option(
	    ar, "zstd", "compression-level", ZSTD_LEVEL);
	archive_write_set_format_ustar(ar);
	archive_write_set_bytes_in_last_block(ar, 1);
	*rc = archive_write_open(ar, out, NULL, to_buf, NULL);
	return ar;
}

static int
end_pack(struct archive *ar, int rc)
{
	if (rc == ARCHIVE_OK)
		rc = archive_write_close(ar);
	archive_write_free(ar);
	return rc == ARCHIVE_OK ? 0 : -1;
}

int
archive_pack(struct buf *out, const struct archive_file *files, size_t count,
    int64_t mtime)
{
	struct archive_file *sorted;
	struct archive *ar;
	size_t i;
	int rc;

	sorted = mem_grow(NULL, count + 1, sizeof(*sorted));
	memcpy(sorted, files, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), by_name);
	ar = begin_pack(out, &rc);
	for (i = 0; rc == ARCHIVE_OK && i < count; i++)
		rc = add_member(ar, &sorted[i], mtime);
	free(sorted);
	return end_pack(ar, rc);
}

static int
add_piled(struct archive *ar, struct filepile *pile, size_t i, int64_t mtime)
{
	const struct filepile_file *f = filepile_file(pile, i);
	struct archive_file m = { f->name, NULL, f->len };
	struct buf part = { 0 };
	size_t at, len;
	int rc;

	rc = add_header(ar, &m, mtime);
	for (at = 0; rc == ARCHIVE_OK && at < f->len; at += len) {
		len = f->len - at < PILE_PART ? f->len - at : PILE_PART;
		part.len = 0;
		filepile_get_part(pile, i, at, len, &part);
		if (archive_write_data(ar, part.data, len) != (la_ssize_t)len)
			rc = ARCHIVE_FATAL;
	}
	buf_free(&part);
	return rc;
}

int
archive_pack_pile(struct buf *out, struct filepile *pile, int64_t mtime)
{
	struct archive *ar;
	size_t i;
	int rc;

	filepile_sort(pile);
	ar = begin_pack(out, &rc);
	for (i = 0; rc == ARCHIVE_OK && i < filepile_count(pile); i++)
		rc = add_piled(ar, pile, i, mtime);
	return end_pack(ar, rc);
}

int
archive_member(struct buf *out, const struct archive_file *file, int64_t mtime)
{
	struct archive *ar;
	int rc;

	ar = archive_write_new();
	archive_write_add_filter_none(ar);
	archive_write_set_format_ustar(ar);
	archive_write_set_bytes_in_last_block(ar, 1);
	rc = archive_write_open(ar, out, NULL, to_buf, NULL);
	if (rc == ARCHIVE_OK)
		rc = add_member(ar, file, mtime);
	if (rc == ARCHIVE_OK)
		rc = archive_write_close(ar);
	archive_write_free(ar);
	if (rc != ARCHIVE_OK || out->len < TAR_END)
		return -1;
	out->len -= TAR_END;
	return 0;
}
