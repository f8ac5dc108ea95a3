#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/indicators/gateway.h"
#include "formats/indicators/inside.h"
#include "formats/indicators/letters.h"
#include "formats/indicators/linkshape.h"
#include "formats/indicators/shape.h"
#include "formats/indicators/subjecttag.h"
#include "formats/indicators/unique.h"
#include "formats/names/terms.h"

#define LEAST_COPIED 6 /* bytes: less is found in anything */

/* Names of what a gateway leaves in the place of a file. */
static bool
is_stub(struct arena *a, const char *name)
{
	static const char *const words[] = { "添付削除", "添付ファイル削除",
		"削除通知", "削除されました", "添付ファイルについて", "無害化",
		"隔離", "attachment_removed", "removed_attachment",
		"deleted_attachment", "attachment_deleted",
		"attachment_information", "quarantine", "virus_found",
		"virus_warning", "blocked_attachment", "attachment_blocked" };
	const char *shape = linkshape_file(a, name);
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(shape, words[i]) != NULL)
			return true;
	return false;
}

static const char *
outside_url(struct arena *a, const char *url)
{
	const char *target = gateway_target(a, url), *host;

	host = target == NULL ? NULL : observable_host(a, target);
	return host == NULL || inside_host(host) ? NULL : target;
}

const char *
unique_clean(struct arena *a, enum ind_type type, const char *value)
{
	const char *at;

	switch (type) {
	case IND_URL:
		return outside_url(a, value);
	case IND_IPV4:
	case IND_IPV6:
	case IND_DOMAIN:
	case IND_IPV4_PORT:
	case IND_IPV6_PORT:
		return inside_host(observable_place(a, type, value)) ? NULL
								     : value;
	case IND_EMAIL:
		at = strrchr(value, '@');
		return at == NULL || inside_host(at + 1) ? NULL : value;
	case IND_SUBJECT:
		return subjecttag_without(a, value, false);
	case IND_FILE_NAME:
		return is_stub(a, value) ? NULL : value;
	default:
		return value;
	}
}

/* A key of a registry, part by part. */
static const char *
key_form(struct arena *a, const char *key)
{
	struct buf b = { 0 };
	const char *out, *part;
	size_t n;

	for (; *key != '\0'; key += n + (key[n] != '\0')) {
		n = strcspn(key, "\\/");
		part = shape_name(a, arena_strndup(a, key, n));
		buf_printf(&b, "%s%s", b.len == 0 ? "" : "\\", part);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static bool
says_something(const char *form)
{
	return form[strspn(form, "{}_ .-\\")] != '\0';
}

const char *
unique_form(struct arena *a, enum ind_type type, const char *value)
{
	const char *form = value;

	switch (type) {
	case IND_URL:
		form = linkshape_url(a, value);
		break;
	case IND_DOMAIN:
		form = linkshape_host(a, value);
		break;
	case IND_EMAIL:
		form = linkshape_mailbox(a, value);
		break;
	case IND_FILE_NAME:
		form = linkshape_file(a, value);
		break;
	case IND_SUBJECT:
		form = shape_sentence(a, subjecttag_without(a, value, true));
		break;
	case IND_REGISTRY_KEY:
		form = key_form(a, value);
		break;
	case IND_USER_AGENT:
	case IND_MUTEX:
	case IND_MALWARE:
		form = shape_sentence(a, value);
		break;
	case IND_MD5:
	case IND_SHA1:
		/* Out of a link or a subject it is a token: no file in a mail
		 * is known by one. */
		return NULL;
	default:
		return value;
	}
	return says_something(form) ? form : NULL;
}

/* Letters and digits alone, as they are meant; the way of getting there is no
 * part of a link. */
static const char *
bare(struct arena *a, const char *value)
{
	const char *scheme = strstr(value, "://");
	struct buf b = { 0 };
	struct letters l;
	const char *out;
	size_t i;

	l = letters_of(a, scheme == NULL ? value : scheme + 3);
	for (i = 0; i < l.count; i++)
		if (l.c[i] > 0x7f ||
		    strchr(" -_[]()'\".,:;", (int)l.c[i]) == NULL)
			letters_put(&b, l.c[i]);
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* Those that end in one that was met have been met with it. */
static enum terms_next
is_part(void *arg, size_t id, size_t end)
{
	bool *met = arg;

	(void)end;
	if (met[id])
		return TERMS_ON;
	met[id] = true;
	return TERMS_SHORTER;
}

static bool
is_whole(void *arg, size_t id, size_t end)
{
	(void)arg;
	(void)id;
	(void)end;
	return true;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
is_among(const char *const *sorted, size_t count, const char *s)
{
	return count > 0 &&
	       bsearch(&s, sorted, count, sizeof(*sorted), by_text) != NULL;
}

static bool
is_marked(struct arena *a, const struct unique_found *f)
{
	const char *form = unique_form(a, f->type, f->value);

	return form == NULL || strcmp(form, f->value) != 0;
}

void
unique_copies(struct arena *a, const char *const *stated, size_t count,
    const struct unique_found *found, size_t found_count, bool *copied)
{
	struct terms *parts = terms_new(a), *wholes = terms_new(a);
	const char **bares = arena_alloc(a, (count + 1) * sizeof(*bares));
	const char **sought = NULL, *b;
	bool *met = arena_alloc(a, count + 1);
	size_t sought_count = 0, i, k;

	for (i = 0; i < count; i++) {
		bares[i] = bare(a, stated[i]);
		if (strlen(bares[i]) >= LEAST_COPIED)
			terms_add(parts, bares[i], i);
	}
	for (k = 0; k < found_count; k++) {
		b = bare(a, found[k].value);
		arena_push_str(a, &sought, &sought_count, b);
		terms_walk(parts, b, strlen(b), is_part, met);
		if (strlen(b) >= LEAST_COPIED && is_marked(a, &found[k]))
			terms_add(wholes, b, k);
	}
	if (sought_count > 1)
		qsort(sought, sought_count, sizeof(*sought), by_text);
	for (i = 0; i < count; i++)
		copied[i] |= met[i] ||
			     is_among(sought, sought_count, bares[i]) ||
			     terms_search(wholes, bares[i], strlen(bares[i]),
				 is_whole, NULL);
}
