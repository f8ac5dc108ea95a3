#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/files/archive.h"
#include "formats/files/personal.h"
#include "formats/names/charset.h"
#include "formats/names/legalform.h"
#include "formats/names/terms.h"
#include "formats/names/textfold.h"

/* Of a document, its parts, and what they may hold. */
#define PARTS	   200
#define PART_BYTES (4U << 20)
#define CHUNK	   (1U << 16)
#define OVERLAP	   512

struct personal {
	struct arena *arena;
	const char **names;
	size_t count;
	struct terms *index; /* of their forms; NULL: to be made */
	const char **forms;
	bool *latin; /* of each form: only as a word of its own */
	size_t form_count, latin_count;
};

struct personal *
personal_new(struct arena *a, const struct personal *from)
{
	struct personal *p = arena_alloc(a, sizeof(*p));
	size_t i;

	p->arena = a;
	for (i = 0; from != NULL && i < from->count; i++)
		personal_add(p, from->names[i]);
	return p;
}

void
personal_add(struct personal *p, const char *name)
{
	const char *bare = legalform_without(p->arena, name);
	size_t i, least;

	if (bare != NULL)
		name = bare;
	least = text_is_ascii(name) ? TEXTFOLD_MIN_LATIN : TEXTFOLD_MIN_OTHER;
	if (strlen(name) < least || strlen(name) > OVERLAP / 4)
		return;
	for (i = 0; i < p->count; i++)
		if (strcmp(p->names[i], name) == 0)
			return;
	arena_push_str(
	    p->arena, &p->names, &p->count, arena_strdup(p->arena, name));
	p->index = NULL;
}

bool
personal_has_host(const struct personal *p, const char *host)
{
	size_t i, n, len = strlen(host);

	for (i = 0; p != NULL && i < p->count; i++) {
		n = strlen(p->names[i]);
		if (n <= len && strcasecmp(host + len - n, p->names[i]) == 0 &&
		    (n == len || host[len - n - 1] == '.'))
			return true;
	}
	return false;
}

/* As the text is read: small letters, and no NUL, so that UTF-16 of Latin
 * letters is those letters. */
static size_t
plain(unsigned char *out, const unsigned char *in, size_t len)
{
	size_t i, n = 0;

	for (i = 0; i < len; i++)
		if (in[i] != '\0')
			out[n++] = in[i] >= 'A' && in[i] <= 'Z'
				       ? (unsigned char)(in[i] + 0x20)
				       : in[i];
	return n;
}

static void
add_form(struct personal *p, const void *form, size_t len, bool latin)
{
	char *text = arena_alloc(p->arena, len + 1);

	text[plain((unsigned char *)text, form, len)] = '\0';
	*(bool *)arena_push(
	    p->arena, &p->latin, &p->latin_count, sizeof(*p->latin)) = latin;
	arena_push_str(p->arena, &p->forms, &p->form_count, text);
	terms_add(p->index, text, p->form_count - 1);
}

static const char *
without_blanks(struct arena *a, const char *s)
{
	char *out = arena_strdup(a, s), *to = out;

	for (; *s != '\0'; s++)
		if (strncmp(s, "　", 3) == 0)
			s += 2;
		else if (*s != ' ')
			*to++ = *s;
	*to = '\0';
	return out;
}

static void
add_forms(struct personal *p, const char *name)
{
	static const enum charset_out sets[] = { CHARSET_CP932, CHARSET_EUC,
		CHARSET_UTF16LE, CHARSET_UTF16BE };
	struct buf b = { 0 };
	size_t i;

	add_form(p, name, strlen(name), text_is_ascii(name));
	for (i = 0; !text_is_ascii(name) && i < sizeof(sets) / sizeof(sets[0]);
	     i++) {
		b.len = 0;
		if (charset_encode(&b, sets[i], name))
			add_form(p, b.data, b.len, false);
	}
	buf_free(&b);
}

static void
make_index(struct personal *p)
{
	const char *joined;
	size_t i;

	if (p->index != NULL)
		return;
	p->index = terms_new(p->arena);
	p->forms = NULL;
	p->latin = NULL;
	p->form_count = p->latin_count = 0;
	for (i = 0; i < p->count; i++) {
		add_forms(p, p->names[i]);
		joined = without_blanks(p->arena, p->names[i]);
		if (!text_is_ascii(joined) && strcmp(joined, p->names[i]) != 0)
			add_forms(p, joined);
	}
}

/* One piece of a file, made plain. */
struct piece {
	const struct personal *p;
	const unsigned char *text;
	size_t len;
};

static bool
found(void *arg, size_t id, size_t end)
{
	const struct piece *c = arg;
	size_t start = end - strlen(c->p->forms[id]);

	return !c->p->latin[id] ||
	       ((start == 0 || !isalnum(c->text[start - 1])) &&
		   (end == c->len || !isalnum(c->text[end])));
}

static bool
search(struct personal *p, const unsigned char *data, size_t len)
{
	unsigned char text[CHUNK];
	struct piece c = { p, text, 0 };
	size_t at = 0, n;

	for (;;) {
		n = len - at < CHUNK ? len - at : CHUNK;
		c.len = plain(text, data + at, n);
		if (terms_search(p->index, (char *)text, c.len, found, &c))
			return true;
		if (at + n == len)
			return false;
		at += n - OVERLAP;
	}
}

struct parts {
	struct personal *p;
	bool found;
};

static void
look(void *arg, const struct archive_entry_seen *e)
{
	struct parts *s = arg;

	if (!s->found && e->data != NULL)
		s->found = search(s->p, e->data, e->len);
}

bool
personal_in(struct personal *p, const void *data, size_t len)
{
	struct parts s = { p, false };

	if (p == NULL || p->count == 0 || len == 0)
		return false;
	make_index(p);
	if (search(p, data, len))
		return true;
	if (len > 4 && memcmp(data, "PK\3\4", 4) == 0)
		archive_peek(data, len, PARTS, PART_BYTES, look, &s);
	return s.found;
}
