#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/files/archive.h"
#include "formats/files/personal.h"
#include "formats/files/readable.h"
#include "formats/names/charset.h"
#include "formats/names/legalform.h"
#include "formats/names/nameparts.h"
#include "formats/names/terms.h"
#include "formats/names/textfold.h"

/* Of a document, its parts, and what they may hold. */
#define PARTS	   200
#define PART_BYTES (4U << 20)
#define CHUNK	   (1U << 16)
#define OVERLAP	   512

struct personal {
	struct arena *arena;
	const char **names; /* as they were given */
	size_t count;
	const char **others; /* how a file may call them besides */
	size_t other_count;
	struct terms *index; /* of their forms as bytes; NULL: to be made */
	const char **forms;
	bool *latin; /* of each form: only as a word of its own */
	size_t form_count, latin_count;
	/* Of what a person reads: Latin words, and letters of any width. */
	struct terms *words, *folds;
	const char **texts;
	size_t text_count;
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

static bool
fits(const char *name)
{
	return strlen(name) >= (text_is_ascii(name)
				       ? (size_t)TEXTFOLD_MIN_LATIN
				       : (size_t)TEXTFOLD_MIN_OTHER) &&
	       strlen(name) <= OVERLAP / 4;
}

static bool
has(const char **list, size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

static void
add_other(struct personal *p, const char *name)
{
	if (fits(name) && !has(p->others, p->other_count, name))
		arena_push_str(p->arena, &p->others, &p->other_count, name);
}

/*
 * Of an address: the mailbox, where it is of two names, in whichever order; and
 * the folder of whoever has it on a computer.
 */
static void
add_mailbox(struct personal *p, const char *address)
{
	struct arena *a = p->arena;
	const char *at = strchr(address, '@');
	char *box = arena_strndup(a, address, (size_t)(at - address)), *mark;
	size_t count;

	add_other(p, arena_printf(a, "users\\%s\\", box));
	add_other(p, arena_printf(a, "users/%s/", box));
	add_other(p, arena_printf(a, "home/%s/", box));
	name_parts(a, address, &count);
	mark = strpbrk(box, "._-+");
	if (count == 0 || mark == NULL)
		return;
	add_other(p, arena_strdup(a, box));
	*mark = '\0';
	add_other(p, arena_printf(a, "%s %s", box, mark + 1));
	add_other(p, arena_printf(a, "%s %s", mark + 1, box));
}

/* Of a person: 山田様 of 山田 太郎.  A family name alone is anybody's. */
static void
add_titles(struct personal *p, const char *name)
{
	const char **titles;
	size_t count, i;

	titles = name_titles(p->arena, name, &count);
	for (i = 0; i < count; i++)
		add_other(p, titles[i]);
}

void
personal_add(struct personal *p, const char *name)
{
	const char *bare = legalform_without(p->arena, name);

	if (bare != NULL)
		name = bare;
	if (!fits(name) || has(p->names, p->count, name))
		return;
	arena_push_str(
	    p->arena, &p->names, &p->count, arena_strdup(p->arena, name));
	if (strchr(name, '@') != NULL)
		add_mailbox(p, name);
	else
		add_titles(p, name);
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

/* As a person reads it, in whatever width and script. */
static void
add_text(struct personal *p, const char *name)
{
	const char *plain = text_nfkc(p->arena, name);
	bool latin = text_is_ascii(plain);
	const char *text = latin ? plain : text_fold_nfkc(p->arena, plain);

	if (!latin && strlen(text) < TEXTFOLD_MIN_OTHER)
		return;
	arena_push_str(p->arena, &p->texts, &p->text_count, text);
	terms_add(latin ? p->words : p->folds, text, p->text_count - 1);
}

static void
add_name(struct personal *p, const char *name)
{
	const char *joined = without_blanks(p->arena, name);

	add_forms(p, name);
	if (!text_is_ascii(joined) && strcmp(joined, name) != 0)
		add_forms(p, joined);
	add_text(p, name);
}

static void
make_index(struct personal *p)
{
	size_t i;

	if (p->index != NULL)
		return;
	p->index = terms_new(p->arena);
	p->words = terms_new(p->arena);
	p->folds = terms_new(p->arena);
	p->forms = p->texts = NULL;
	p->latin = NULL;
	p->form_count = p->latin_count = p->text_count = 0;
	for (i = 0; i < p->count; i++)
		add_name(p, p->names[i]);
	for (i = 0; i < p->other_count; i++)
		add_name(p, p->others[i]);
}

/* One piece of a file, made plain. */
struct piece {
	const struct personal *p;
	const unsigned char *text;
	size_t len;
};

static bool
is_letter(char c)
{
	return isalnum((unsigned char)c) && (unsigned char)c < 0x80;
}

/* Whether a Latin form that stands from .. to in a text is part of a word. */
static bool
is_part(const char *form, const char *text, size_t len, size_t from, size_t to)
{
	return (from > 0 && is_letter(form[0]) && is_letter(text[from - 1])) ||
	       (to < len && is_letter(form[to - from - 1]) &&
		   is_letter(text[to]));
}

static bool
found(void *arg, size_t id, size_t end)
{
	const struct piece *c = arg;
	const char *form = c->p->forms[id];

	return !c->p->latin[id] || !is_part(form, (const char *)c->text, c->len,
				       end - strlen(form), end);
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

/* One text that a person reads; forms: of what is sought in it. */
struct text {
	const char *const *forms;
	const char *s;
	size_t len;
	bool latin;
};

static bool
stands(void *arg, size_t id, size_t end)
{
	const struct text *t = arg;
	const char *form = t->forms[id];

	return !t->latin ||
	       !is_part(form, t->s, t->len, end - strlen(form), end);
}

static bool
search_text(struct personal *p, const char *s, bool latin)
{
	struct text t = { p->texts, s, strlen(s), latin };

	return terms_search(latin ? p->words : p->folds, s, t.len, stands, &t);
}

/* As a person reads it who opens the file. */
static bool
search_readable(struct personal *p, const void *data, size_t len)
{
	struct arena *a;
	struct buf text = { 0 };
	const char *plain;
	bool found = false;

	if (readable_text(&text, data, len)) {
		a = arena_new();
		plain = text_nfkc(a, buf_str(&text));
		found = search_text(p, plain, true) ||
			search_text(p, text_fold_nfkc(a, plain), false);
		arena_free(a);
	}
	buf_free(&text);
	return found;
}

static bool
search_both(struct personal *p, const void *data, size_t len)
{
	return search(p, data, len) || search_readable(p, data, len);
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
		s->found = search_both(s->p, e->data, e->len);
}

/* What gzip packs is read as if it were not packed. */
static bool
search_unpacked(struct personal *p, const void *data, size_t len)
{
	struct buf out = { 0 };
	bool found;

	archive_unfilter(data, len, PART_BYTES, &out);
	found = out.len > 0 && search_both(p, out.data, out.len);
	buf_free(&out);
	return found;
}

bool
personal_in(struct personal *p, const void *data, size_t len)
{
	struct parts s = { p, false };

	if (p == NULL || p->count == 0 || len == 0)
		return false;
	make_index(p);
	if (search_both(p, data, len))
		return true;
	if (len > 4 && memcmp(data, "PK\3\4", 4) == 0)
		archive_peek(data, len, PARTS, PART_BYTES, look, &s);
	else if (len > 4 && memcmp(data, "\x1f\x8b\x08", 3) == 0)
		s.found = search_unpacked(p, data, len);
	return s.found;
}
