#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "batch/cases/likeness.h"
#include "batch/cases/sentences.h"
#include "batch/store/db.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

/* Sentences of a text that are looked at, and bytes that make one. */
#define SENTENCES_MAX 400
#define SENTENCE_MIN  16
/* Subjects less alike than this, in thousandths, are of different mails. */
#define SUBJECTS_UNLIKE 250

/* Length of what ends a sentence at s, or 0. */
static size_t
sentence_end(const char *s)
{
	switch (*s) {
	case '.':
	case '!':
	case '?':
	case ':':
		return s[1] == ' ' ? 2 : 0;
	case '\xe3': /* 。 */
		return strncmp(s, "。", 3) == 0 ? 3 : 0;
	case '\xef': /* ！ ？ */
		return strncmp(s, "！", 3) == 0 || strncmp(s, "？", 3) == 0 ? 3
									    : 0;
	default:
		return 0;
	}
}

/* Length of the sentence or line that begins at s, with its end. */
static size_t
sentence(const char *s)
{
	size_t n, end;

	for (n = 0; s[n] != '\0'; n++) {
		if (s[n] == '\n')
			return n + 1;
		end = n < SENTENCE_MIN ? 0 : sentence_end(s + n);
		if (end > 0)
			return n + end;
	}
	return n;
}

/* FNV-1a; a collision drops one sentence too many. */
static int64_t
hash(const char *s, size_t len)
{
	uint64_t h = 0xcbf29ce484222325;
	size_t i;

	while (len > 0 && (s[len - 1] == ' ' || s[len - 1] == '\n'))
		len--;
	for (i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 0x100000001b3;
	return (int64_t)h;
}

static void
note_one(struct db *d, struct arena *a, int64_t key, const char *subject)
{
	const char *seen[SENTENCES_COMMON];
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(
	    d, SQL_SENTENCE_SUBJECTS, "ii", key, (int64_t)SENTENCES_COMMON);
	while (db_row(s))
		seen[count++] = db_textdup(s, 0, a);
	for (i = 0; i < count; i++)
		if (likeness_subjects(seen[i], subject) >= SUBJECTS_UNLIKE)
			return;
	if (count < SENTENCES_COMMON)
		db_run(d, SQL_SENTENCE_ADD, "it", key, subject);
}

void
sentences_note(
    struct db *d, struct arena *a, const char *norm, const char *subject)
{
	size_t n, i;

	if (*subject == '\0')
		return;
	for (i = 0; *norm != '\0' && i < SENTENCES_MAX; norm += n, i++) {
		n = sentence(norm);
		if (n >= SENTENCE_MIN)
			note_one(d, a, hash(norm, n), subject);
	}
}

static bool
is_common(struct db *d, const char *s, size_t len)
{
	return len >= SENTENCE_MIN && db_one(d, SQL_SENTENCE_COUNT, 0, "i",
					  hash(s, len)) >= SENTENCES_COMMON;
}

char *
sentences_without_common(struct db *d, struct arena *a, const char *norm)
{
	struct buf b = { 0 };
	size_t n, i;
	char *out;

	for (i = 0; *norm != '\0'; norm += n, i++) {
		n = i < SENTENCES_MAX ? sentence(norm) : strlen(norm);
		if (!is_common(d, norm, n))
			buf_put(&b, norm, n);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}
