#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/find/wanted.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/base/valid.h"
#include "formats/indicators/observable.h"
#include "formats/indicators/spelt.h"
#include "formats/names/textfold.h"

#define NAME_SHOWN 300 /* bytes of a file's name in a message */

static void
add_value(struct arena *a, struct wanted *w, const char *value)
{
	size_t i;

	for (i = 0; i < w->count; i++)
		if (strcmp(w->values[i], value) == 0)
			return;
	arena_push_str(a, &w->values, &w->count, value);
}

static void
add_address(struct arena *a, struct wanted *w, enum ind_type t, const char *v)
{
	struct wanted_address *to;
	const char *colon;

	if (t != IND_IPV4 && t != IND_IPV6 && t != IND_IPV4_PORT &&
	    t != IND_IPV6_PORT)
		return;
	colon = t == IND_IPV4 || t == IND_IPV6 ? NULL : strrchr(v, ':');
	to = arena_push(a, &w->addresses, &w->address_count, sizeof(*to));
	to->address = observable_place(a, t, v);
	to->port = colon == NULL ? -1 : strtoll(colon + 1, NULL, 10);
}

static void
add_meanings(struct arena *a, struct wanted *w)
{
	const char *value;
	enum ind_type t;

	add_value(a, w, w->words);
	for (t = 0; t < IND_TYPES; t++) {
		value = spelt_canon(a, t, w->words);
		if (value == NULL)
			continue;
		add_value(a, w, value);
		add_address(a, w, t, value);
	}
}

static int
digest_fd(int fd, char hex[DIGEST_HEX])
{
	struct digest_run *r = digest_begin();
	struct digest d;
	char chunk[65536];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) > 0)
		digest_add(r, chunk, (size_t)n);
	digest_end(r, &d);
	digest_hex(&d, hex);
	return n == 0 ? 0 : -1;
}

/* Words that name no plain file are words. */
static bool
add_file(struct arena *a, struct wanted *w)
{
	char hex[DIGEST_HEX];
	struct stat st;
	int fd, rc;

	fd = open(w->words, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd == -1 && errno != EACCES)
		return true;
	if (fd == -1 || (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode))) {
		if (fd != -1)
			close(fd);
		return fd != -1;
	}
	rc = digest_fd(fd, hex);
	close(fd);
	if (rc == -1)
		return false;
	w->sha256 = arena_strdup(a, hex);
	add_value(a, w, w->sha256);
	return true;
}

/* %words% with what LIKE reads otherwise escaped. */
static const char *
like_of(struct arena *a, const char *words)
{
	char *out = arena_alloc(a, 2 * strlen(words) + 3), *to = out;

	*to++ = '%';
	for (; *words != '\0'; words++) {
		if (strchr("%_!", *words) != NULL)
			*to++ = '!';
		*to++ = *words;
	}
	*to++ = '%';
	return out;
}

/* As a value is written, where a spelling can be told: evil[.]example. */
static const char *
as_value(struct arena *a, const char *words)
{
	enum ind_type t = spelt_guess(a, words);

	return t == IND_TYPES ? words : spelt_canon(a, t, words);
}

bool
wanted_read(
    struct arena *a, const char *const *words, size_t count, struct wanted *out)
{
	const char *all = "";
	size_t i;

	for (i = 0; i < count; i++)
		all =
		    arena_printf(a, "%s%s%s", all, i == 0 ? "" : " ", words[i]);
	*out = (struct wanted){ .words = text_clean(a, all, false) };
	if (!add_file(a, out)) {
		log_warn("%s: cannot be read: %s",
		    text_escape(a, all, strlen(all), NAME_SHOWN),
		    strerror(errno));
		return false;
	}
	add_meanings(a, out);
	out->folded = text_nfkc(a, out->words);
	out->like = like_of(a, as_value(a, out->words));
	return true;
}
