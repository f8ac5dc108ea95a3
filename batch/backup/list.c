#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/backup/list.h"
#include "batch/base/tongue.h"
#include "batch/store/backed.h"
#include "formats/base/buf.h"
#include "formats/base/hex.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"

#define HEAD	"toiyaba-backup 1\n"
#define SUM	"sum "
#define SUM_LEN (sizeof(SUM) - 1 + DIGEST_HEX)

void
list_stamp(struct arena *a, const struct stat *st, struct listed *f)
{
	f->mode = st->st_mode & 0777;
	f->size = (uint64_t)st->st_size;
	f->time = arena_printf(a, "%" PRId64 ".%09ld",
	    (int64_t)st->st_mtim.tv_sec, st->st_mtim.tv_nsec);
	f->stamp = arena_printf(a, "%" PRIu64 "-%" PRId64 ".%09ld",
	    (uint64_t)st->st_ino, (int64_t)st->st_ctim.tv_sec,
	    st->st_ctim.tv_nsec);
}

bool
list_wants(const char *path)
{
	static const char *const not [] = { "hub.db", "hub.db-wal",
		"hub.db-shm", "hub.db.new", "hub.db.new-wal", "hub.db.new-shm",
		"spool", "place", "heartbeat", "status.html", BACKED_BACKUP,
		BACKED_DRILL };
	const char *slash = strrchr(path, '/');
	size_t i;

	for (i = 0; i < sizeof(not ) / sizeof(not [0]); i++)
		if (strcmp(path, not [i]) == 0)
			return false;
	/* Members' folders, and nothing that lies in them. */
	if (strncmp(path, "inbox/", 6) == 0 && strchr(path + 6, '/') != NULL)
		return false;
	return (slash == NULL ? path : slash + 1)[0] != '.';
}

static void
put_path(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s <= ' ' || *s == '%' || *s == 127)
			buf_printf(b, "%%%02X", (unsigned char)*s);
		else
			buf_put(b, s, 1);
	buf_puts(b, "\n");
}

void
list_write(const struct list *l, struct buf *out)
{
	size_t before = out->len, i;
	const struct listed *f;
	char hex[DIGEST_HEX];
	struct digest d;

	buf_puts(out, HEAD);
	buf_printf(out, "hub %s\nat %" PRId64 "\njournal %" PRIu64 " %s\n",
	    l->hub, l->at, l->entries, l->head);
	for (i = 0; i < l->count; i++) {
		f = &l->files[i];
		if (f->folder)
			buf_printf(out, "folder %o ", f->mode);
		else
			buf_printf(out, "file %s %" PRIu64 " %o %s %s ",
			    f->sha256, f->size, f->mode, f->time, f->stamp);
		put_path(out, f->path);
	}
	digest_of(out->data + before, out->len - before, &d);
	digest_hex(&d, hex);
	buf_printf(out, SUM "%s\n", hex);
}

/* The next word of a line, which is cut there; "": none. */
static char *
next_word(char **rest)
{
	char *word = *rest;
	size_t n = strcspn(word, " ");

	*rest = word + n;
	if (word[n] == ' ') {
		word[n] = '\0';
		(*rest)++;
	}
	return word;
}

static bool
number(const char *word, int base, uint64_t most, uint64_t *out)
{
	char *end;

	*out = strtoull(word, &end, base);
	return *word >= '0' && *word <= '9' && *end == '\0' && *out <= most;
}

/* In place. */
static void
unescape(char *s)
{
	char *to = s;
	int c;

	for (; *s != '\0'; s++) {
		c = *s == '%' ? hex_byte(s + 1) : 0;
		*to++ = c > 0 ? (char)c : *s;
		s += c > 0 ? 2 : 0;
	}
	*to = '\0';
}

/* Beneath the hub, and what a backup may bring. */
static bool
is_path(const char *s)
{
	const char *p = s;
	size_t n;

	for (; *p != '\0'; p += n + (p[n] == '/')) {
		n = strcspn(p, "/");
		if (n == 0 || (n == 1 && p[0] == '.') ||
		    (n == 2 && p[0] == '.' && p[1] == '.') ||
		    (p[n] == '/' && p[n + 1] == '\0'))
			return false;
	}
	return *s != '\0' && strlen(s) < 4096 && list_wants(s);
}

static bool
read_entry(struct list *l, char *rest, bool folder)
{
	struct listed f = { .folder = folder };
	uint64_t mode, size = 0;

	if (!folder) {
		snprintf(f.sha256, sizeof(f.sha256), "%s", next_word(&rest));
		if (!valid_digest(f.sha256) ||
		    !number(next_word(&rest), 10, INT64_MAX, &size))
			return false;
	}
	if (!number(next_word(&rest), 8, 0777, &mode))
		return false;
	f.mode = (unsigned)mode;
	f.size = size;
	if (!folder) {
		f.time = next_word(&rest);
		f.stamp = next_word(&rest);
	}
	unescape(rest);
	f.path = rest;
	if (!is_path(rest) ||
	    (l->count > 0 && strcmp(l->files[l->count - 1].path, rest) >= 0))
		return false;
	*(struct listed *)arena_push(
	    l->a, &l->files, &l->count, sizeof(*l->files)) = f;
	return true;
}

static bool
read_head(struct list *l, char *kind, char *rest)
{
	uint64_t v;

	if (strcmp(kind, "hub") == 0) {
		snprintf(l->hub, sizeof(l->hub), "%s", rest);
		return valid_fingerprint(rest);
	}
	if (strcmp(kind, "at") == 0) {
		l->at = 0;
		if (!number(rest, 10, INT64_MAX, &v))
			return false;
		l->at = (int64_t)v;
		return true;
	}
	if (strcmp(kind, "journal") != 0 ||
	    !number(next_word(&rest), 10, INT64_MAX, &l->entries))
		return false;
	snprintf(l->head, sizeof(l->head), "%s", rest);
	return valid_digest(rest);
}

static bool
read_line(struct list *l, char *line)
{
	char *rest = line, *kind = next_word(&rest);

	if (strcmp(kind, "file") == 0)
		return read_entry(l, rest, false);
	if (strcmp(kind, "folder") == 0)
		return read_entry(l, rest, true);
	return read_head(l, kind, rest);
}

static bool
is_summed(const char *text, size_t len)
{
	char hex[DIGEST_HEX];
	struct digest d;

	if (len < sizeof(HEAD) - 1 + SUM_LEN ||
	    memcmp(text, HEAD, sizeof(HEAD) - 1) != 0)
		return false;
	len -= SUM_LEN;
	digest_of(text, len, &d);
	digest_hex(&d, hex);
	return memcmp(text + len, SUM, sizeof(SUM) - 1) == 0 &&
	       memcmp(text + len + sizeof(SUM) - 1, hex, DIGEST_HEX - 1) == 0 &&
	       text[len + SUM_LEN - 1] == '\n';
}

bool
list_read(struct list *l, char *text, size_t len, char *err, size_t errlen)
{
	char *at, *end, *stop;
	size_t line = 2;

	if (!is_summed(text, len)) {
		snprintf(err, errlen,
		    tongue_form(
			"its sum is wrong, it is cut off, or another version wrote it"));
		return false;
	}
	at = text + sizeof(HEAD) - 1;
	end = text + len - SUM_LEN;
	for (; at < end; at = stop + 1, line++) {
		stop = memchr(at, '\n', (size_t)(end - at));
		if (stop != NULL)
			*stop = '\0';
		if (stop == NULL || !read_line(l, at)) {
			snprintf(err, errlen,
			    tongue_form("line %zu says what no backup says"),
			    line);
			return false;
		}
	}
	if (l->hub[0] != '\0' && l->head[0] != '\0')
		return true;
	snprintf(
	    err, errlen, tongue_form("it does not say of which hub it is"));
	return false;
}

const struct listed *
list_find(const struct list *l, const char *path)
{
	size_t low = 0, high = l->count, mid;
	int c;

	while (low < high) {
		mid = low + (high - low) / 2;
		c = strcmp(path, l->files[mid].path);
		if (c == 0)
			return &l->files[mid];
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}
