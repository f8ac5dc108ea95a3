#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

#define LINE_MAX_BYTES (1 << 20)

struct journal {
	FILE *in;
	int fd;
	bool write;
	bool known; /* what hub.db holds lies before */
	struct journal_mark mark;
};

static const char zeros[] =
    "0000000000000000000000000000000000000000000000000000000000000000";

static void
chain(const char *head, const char *rest, size_t len, char out[DIGEST_HEX])
{
	struct digest_run *r;
	struct digest d;

	r = digest_begin();
	digest_add(r, head, strlen(head));
	digest_add(r, " ", 1);
	digest_add(r, rest, len);
	digest_end(r, &d);
	digest_hex(&d, out);
}

struct journal *
journal_open(struct hub *h, const struct journal_mark *mark, bool write)
{
	struct journal *j;
	struct stat st;

	j = mem_alloc(sizeof(*j));
	memcpy(j->mark.head, zeros, sizeof(zeros));
	if (mark != NULL)
		j->mark = *mark;
	j->known = j->mark.seq > 0;
	j->write = write;
	j->fd = publish_openat(h->dir, "journal", write ? O_RDWR : O_RDONLY);
	if (j->fd == -1)
		log_fatal(errno == EACCES ? EX_NOPERM : EX_CONFIG,
		    "%s/journal: %s", h->path, strerror(errno));
	if (fstat(j->fd, &st) == -1 || (uint64_t)st.st_size < j->mark.offset)
		log_fatal(EX_CONFIG,
		    "%s/journal is shorter than hub.db says: an older journal was put back? run toiyaba rebuild",
		    h->path);
	j->in = fdopen(dup(j->fd), "r");
	if (j->in == NULL || fseeko(j->in, (off_t)j->mark.offset, SEEK_SET))
		log_fatal(EX_IOERR, "%s/journal: %s", h->path, strerror(errno));
	return j;
}

void
journal_close(struct journal *j)
{
	if (j == NULL)
		return;
	if (j->in != NULL)
		fclose(j->in);
	close(j->fd);
	free(j);
}

static char *
unescape(struct arena *a, const char *s)
{
	char *out;
	size_t i, o;
	unsigned v;

	out = arena_strdup(a, s);
	for (i = o = 0; s[i] != '\0'; i++) {
		if (s[i] == '%' && sscanf(s + i + 1, "%2x", &v) == 1) {
			out[o++] = (char)v;
			i += 2;
		} else
			out[o++] = s[i];
	}
	out[o] = '\0';
	return out;
}

static void
escape(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s <= ' ' || *s == '%' || *s == 127)
			buf_printf(b, "%%%02X", (unsigned char)*s);
		else
			buf_put(b, s, 1);
	}
}

/* "SEQ KIND k=v k=v" to the entry. */
static void
split_line(struct arena *a, char *rest, struct journal_entry *e)
{
	char *word, *eq, *save = NULL;
	size_t n;

	memset(e, 0, sizeof(*e));
	word = strtok_r(rest, " ", &save);
	e->seq = word == NULL ? 0 : strtoull(word, NULL, 10);
	word = strtok_r(NULL, " ", &save);
	e->kind = word == NULL ? "" : arena_strdup(a, word);
	while ((word = strtok_r(NULL, " ", &save)) != NULL) {
		eq = strchr(word, '=');
		if (eq == NULL)
			continue;
		*eq = '\0';
		n = e->count;
		*(const char **)arena_push(a, &e->keys, &n, sizeof(char *)) =
		    arena_strdup(a, word);
		*(const char **)arena_push(a, &e->values, &e->count,
		    sizeof(char *)) = unescape(a, eq + 1);
	}
}

/* Lost power leaves a line without its end, or zeros where a write before
 * others did not reach the disk.  A zero in what hub.db holds, or where it
 * holds nothing, is damage. */
static bool
is_torn(const struct journal *j, const char *line, size_t n)
{
	return line[n - 1] != '\n' ||
	       (j->known && memchr(line, '\0', n) != NULL);
}

/* Drops what was being written when the power went: nothing was done yet that
 * rests on it. */
static void
drop_torn(struct journal *j)
{
	if (!j->write)
		return;
	log_warn("journal: the last entries were cut off and are dropped");
	if (ftruncate(j->fd, (off_t)j->mark.offset) == -1 || fsync(j->fd) == -1)
		log_fatal(EX_IOERR, "journal: %s", strerror(errno));
}

static void
check_version(const struct journal_entry *e)
{
	const char *version = journal_get(e, "version");

	if (strcmp(e->kind, "hub") != 0)
		log_fatal(EX_CONFIG,
		    "journal: its first entry is \"%s\"; wanted \"hub\"",
		    e->kind);
	if (version == NULL || strcmp(version, JOURNAL_VERSION) != 0)
		log_fatal(EX_CONFIG,
		    "journal: it is of version %s; this program reads and writes version %s",
		    version == NULL ? "1" : version, JOURNAL_VERSION);
}

bool
journal_next(struct journal *j, struct arena *a, struct journal_entry *e)
{
	char *line = NULL, digest[DIGEST_HEX];
	size_t cap = 0;
	ssize_t n;
	bool more = false;

	n = getline(&line, &cap, j->in);
	if (n <= 0)
		goto out;
	if (is_torn(j, line, (size_t)n)) {
		drop_torn(j);
		goto out;
	}
	line[n - 1] = '\0';
	if (n < DIGEST_HEX + 3 || n > LINE_MAX_BYTES || line[64] != ' ')
		log_fatal(EX_CONFIG, "journal: entry %" PRIu64 " is damaged",
		    j->mark.seq + 1);
	chain(j->mark.head, line + 65, (size_t)n - 66, digest);
	if (memcmp(digest, line, 64) != 0)
		log_fatal(EX_CONFIG,
		    "journal: entry %" PRIu64
		    " does not follow from the one before: the journal was changed",
		    j->mark.seq + 1);
	memcpy(j->mark.head, digest, sizeof(digest));
	j->mark.offset += (uint64_t)n;
	j->mark.seq++;
	split_line(a, line + 65, e);
	if (e->seq != j->mark.seq)
		log_fatal(EX_CONFIG,
		    "journal: entry %" PRIu64 " has number %" PRIu64,
		    j->mark.seq, e->seq);
	if (e->seq == 1)
		check_version(e);
	more = true;
out:
	free(line);
	return more;
}

const char *
journal_get(const struct journal_entry *e, const char *key)
{
	size_t i;

	for (i = 0; i < e->count; i++)
		if (strcmp(e->keys[i], key) == 0)
			return e->values[i];
	return NULL;
}

void
journal_hub_key(struct hub *h, char key[41])
{
	struct journal_entry e = { 0 };
	struct journal *j;
	const char *text;

	j = journal_open(h, NULL, false);
	text = journal_next(j, h->arena, &e) ? journal_get(&e, "key") : NULL;
	if (text == NULL || strspn(text, "0123456789ABCDEF") != 40 ||
	    text[40] != '\0')
		log_fatal(EX_CONFIG,
		    "%s/journal: its first entry does not name the hub's key",
		    h->path);
	memcpy(key, text, 41);
	journal_close(j);
}

void
journal_add(struct journal *j, const char *kind, ...)
{
	struct buf rest = { 0 }, line = { 0 };
	const char *key, *value;
	va_list ap;

	buf_printf(&rest, "%" PRIu64 " %s", j->mark.seq + 1, kind);
	va_start(ap, kind);
	while ((key = va_arg(ap, const char *)) != NULL) {
		value = va_arg(ap, const char *);
		if (value == NULL)
			continue;
		buf_printf(&rest, " %s=", key);
		escape(&rest, value);
	}
	va_end(ap);
	chain(j->mark.head, (char *)rest.data, rest.len, j->mark.head);
	buf_puts(&line, j->mark.head);
	buf_puts(&line, " ");
	buf_put(&line, rest.data, rest.len);
	buf_puts(&line, "\n");
	if (pwrite(j->fd, line.data, line.len, (off_t)j->mark.offset) !=
	    (ssize_t)line.len)
		log_fatal(EX_IOERR, "journal: cannot be written: %s",
		    strerror(errno));
	j->mark.offset += line.len;
	j->mark.seq++;
	buf_free(&rest);
	buf_free(&line);
}

void
journal_sync(struct journal *j)
{
	if (fsync(j->fd) == -1)
		log_fatal(EX_IOERR, "journal: cannot be made durable: %s",
		    strerror(errno));
}

void
journal_here(const struct journal *j, struct journal_mark *mark)
{
	*mark = j->mark;
}
