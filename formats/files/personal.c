#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
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
	struct personal *from; /* whose names are sought too; or NULL */
	const char **names;    /* as they were given */
	size_t count;
	bool sorted;	     /* the names, each of them once */
	const char **others; /* how a file may call them besides */
	size_t other_count;
	/* Of all their forms as bytes.  NULL: to be made. */
	struct terms *index;
	const char **forms;
	bool *latin; /* of each: counts as a word of its own only */
	size_t form_count, latin_count;
	/* The two kinds apart, where one was found.  NULL: to be made. */
	struct terms *anywhere, *alone;
	/* Of what a person reads: Latin words, and letters of any width. */
	struct terms *words, *folds;
	const char **texts;
	size_t text_count;
};

struct personal *
personal_new(struct arena *a, struct personal *from)
{
	struct personal *p = arena_alloc(a, sizeof(*p));

	p->arena = a;
	p->from = from;
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

static int
by_name(const void *a, const void *b)
{
	return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In order, each once. */
static void
sort_out(const char **list, size_t *count,
    int (*order)(const void *a, const void *b))
{
	size_t i, kept = 0;

	if (*count > 1)
		qsort(list, *count, sizeof(*list), order);
	for (i = 0; i < *count; i++)
		if (kept == 0 || order(&list[kept - 1], &list[i]) != 0)
			list[kept++] = list[i];
	*count = kept;
}

static void
add_other(struct personal *p, const char *name)
{
	if (fits(name))
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
	if (!fits(name))
		return;
	arena_push_str(
	    p->arena, &p->names, &p->count, arena_strdup(p->arena, name));
	if (strchr(name, '@') != NULL)
		add_mailbox(p, name);
	else
		add_titles(p, name);
	p->index = NULL;
	p->sorted = false;
}

static bool
has_name(struct personal *p, const char *name)
{
	return p->count > 0 && bsearch(&name, p->names, p->count,
				   sizeof(*p->names), by_name) != NULL;
}

static const char *
above(const char *host)
{
	const char *dot = strchr(host, '.');

	return dot == NULL ? NULL : dot + 1;
}

bool
personal_has_host(struct personal *p, const char *host)
{
	const char *s;

	for (; p != NULL; p = p->from) {
		if (!p->sorted)
			sort_out(p->names, &p->count, by_name);
		p->sorted = true;
		for (s = host; s != NULL; s = above(s))
			if (has_name(p, s))
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
	terms_add(p->index, text, p->form_count);
	*(bool *)arena_push(
	    p->arena, &p->latin, &p->latin_count, sizeof(*p->latin)) = latin;
	arena_push_str(p->arena, &p->forms, &p->form_count, text);
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
	sort_out(p->names, &p->count, by_name);
	sort_out(p->others, &p->other_count, by_bytes);
	p->sorted = true;
	p->index = terms_new(p->arena);
	p->anywhere = p->alone = NULL;
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

/* Whether there is anything to look for. */
static bool
make_indexes(struct personal *p)
{
	bool any = false;

	for (; p != NULL; p = p->from) {
		make_index(p);
		any |= p->count > 0;
	}
	return any;
}

static bool
is_letter(char c)
{
	return isalnum((unsigned char)c) && (unsigned char)c < 0x80;
}

/* A text in which Latin forms are sought. */
struct text {
	const char *const *forms;
	const char *s;
	size_t len;
};

/* Whether the form that ends here is no part of a longer word. */
static enum terms_next
stands(void *arg, size_t id, size_t end)
{
	const struct text *t = arg;
	const char *form = t->forms[id];
	size_t from = end - strlen(form);

	/* The shorter ones go on as this one does. */
	if (end < t->len && is_letter(t->s[end - 1]) && is_letter(t->s[end]))
		return TERMS_ON;
	return from > 0 && is_letter(form[0]) && is_letter(t->s[from - 1])
		   ? TERMS_SHORTER
		   : TERMS_DONE;
}

static enum terms_next
at_once(void *arg, size_t id, size_t end)
{
	(void)arg;
	(void)id;
	(void)end;
	return TERMS_DONE;
}

static void
tell_apart(struct personal *p)
{
	size_t i;

	if (p->anywhere != NULL)
		return;
	p->anywhere = terms_new(p->arena);
	p->alone = terms_new(p->arena);
	for (i = 0; i < p->form_count; i++)
		terms_add(p->latin[i] ? p->alone : p->anywhere, p->forms[i], i);
}

/* Whether one of those that stand there counts. */
static bool
search_kinds(struct personal *p, const char *s, size_t len)
{
	struct text t = { p->forms, s, len };

	tell_apart(p);
	return terms_walk(p->anywhere, s, len, at_once, NULL) ||
	       terms_walk(p->alone, s, len, stands, &t);
}

/* One piece of a file, made plain.  Most hold no form of any kind. */
static bool
search_piece(struct personal *p, const char *s, size_t len)
{
	for (; p != NULL; p = p->from)
		if (p->form_count > 0 &&
		    terms_walk(p->index, s, len, at_once, NULL) &&
		    search_kinds(p, s, len))
			return true;
	return false;
}

static bool
search(struct personal *p, const unsigned char *data, size_t len)
{
	char *text = mem_grow(NULL, len < CHUNK ? len : CHUNK, 1);
	size_t at = 0, n;
	bool found;

	for (;;) {
		n = len - at < CHUNK ? len - at : CHUNK;
		found = search_piece(
		    p, text, plain((unsigned char *)text, data + at, n));
		if (found || at + n == len)
			break;
		at += n - OVERLAP;
	}
	free(text);
	return found;
}

static bool
search_words(struct personal *p, const char *s)
{
	struct text t = { NULL, s, strlen(s) };

	for (; p != NULL; p = p->from) {
		t.forms = p->texts;
		if (terms_walk(p->words, s, t.len, stands, &t))
			return true;
	}
	return false;
}

static bool
search_folds(struct personal *p, const char *s)
{
	size_t len = strlen(s);

	for (; p != NULL; p = p->from)
		if (terms_walk(p->folds, s, len, at_once, NULL))
			return true;
	return false;
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
		found = search_words(p, plain) ||
			search_folds(p, text_fold_nfkc(a, plain));
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

	if (!make_indexes(p) || len == 0)
		return false;
	if (search_both(p, data, len))
		return true;
	if (len > 4 && memcmp(data, "PK\3\4", 4) == 0)
		archive_peek(data, len, PARTS, PART_BYTES, look, &s);
	else if (len > 4 && memcmp(data, "\x1f\x8b\x08", 3) == 0)
		s.found = search_unpacked(p, data, len);
	return s.found;
}
