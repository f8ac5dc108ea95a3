#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/retell.h"

#define VALUES_MOST 8	 /* no sentence has more */
#define DEEPEST	    8	 /* sentences in each other */
#define SAID_MOST   4096 /* bytes of all values of a sentence */
#define SEPARATOR   '\x1f'

/* A text that has values. */
struct form {
	enum say what;
	size_t fixed; /* bytes that are no value: the more, the surer */
};

static struct form forms[SAY_COUNT];
static size_t form_count;

static size_t
fixed_bytes(const char *s)
{
	const char *open;
	size_t n = 0;

	while ((open = strchr(s, '{')) != NULL) {
		n += (size_t)(open - s);
		s = strchr(open, '}') + 1;
	}
	return n + strlen(s);
}

static int
by_fixed(const void *a, const void *b)
{
	const struct form *x = a, *y = b;

	if (x->fixed != y->fixed)
		return x->fixed > y->fixed ? -1 : 1;
	return x->what < y->what ? -1 : 1;
}

static void
list_forms(void)
{
	enum say s;

	for (s = 0; s < SAY_COUNT; s++)
		if (strncmp(say_id(s), "detail.", 7) == 0)
			forms[form_count++] =
			    (struct form){ s, fixed_bytes(say(s, LANG_EN)) };
	qsort(forms, form_count, sizeof(forms[0]), by_fixed);
}

static bool
is_number(const char *name)
{
	return strcmp(name, "n") == 0 || strcmp(name, "line") == 0 ||
	       strcmp(name, "most") == 0;
}

static bool
is_sentence(const char *name)
{
	return strcmp(name, "what") == 0 || strcmp(name, "why") == 0 ||
	       strcmp(name, "wanted") == 0;
}

/* Where the value at s ends that this rest of the form follows; NULL: the rest
 * does not follow. */
static const char *
end_of(const char *rest, const char *s)
{
	size_t len = strcspn(rest, "{"), left = strlen(s);

	if (rest[len] != '\0')
		return memmem(s, left, rest, len);
	return left >= len && strcmp(s + left - len, rest) == 0 ? s + left - len
								: NULL;
}

static bool
take(struct arena *a, struct say_value *v, const char *open, const char *close,
    const char *s, const char *end)
{
	v->name = arena_strndup(a, open + 1, (size_t)(close - open - 1));
	v->text = arena_strndup(a, s, (size_t)(end - s));
	return *v->text != '\0' &&
	       (!is_number(v->name) ||
		   strspn(v->text, "0123456789") == strlen(v->text));
}

/* Whether s follows the form, and its values. */
static bool
follows(struct arena *a, const char *form, const char *s, struct say_value *v,
    size_t *count)
{
	const char *close, *end;
	size_t len;

	for (*count = 0;; (*count)++) {
		len = strcspn(form, "{");
		if (strncmp(s, form, len) != 0)
			return false;
		s += len;
		form += len;
		if (*form == '\0')
			return *s == '\0';
		close = strchr(form, '}');
		end = end_of(close + 1, s);
		if (end == NULL || *count == VALUES_MOST ||
		    !take(a, &v[*count], form, close, s, end))
			return false;
		form = close + 1;
		s = end;
	}
}

static const char *retell_in(
    struct arena *a, const char *s, enum lang l, unsigned depth);

static const char *
by_form(struct arena *a, const char *s, enum lang l, unsigned depth)
{
	struct say_value v[VALUES_MOST];
	size_t count, i, k;

	for (i = 0; i < form_count; i++) {
		if (!follows(a, say(forms[i].what, LANG_EN), s, v, &count))
			continue;
		for (k = 0; k < count; k++)
			if (is_sentence(v[k].name))
				v[k].text =
				    retell_in(a, v[k].text, l, depth + 1);
		return say_with(a, forms[i].what, l, v, count);
	}
	return NULL;
}

/* "what it is about: what is said of it". */
static const char *
behind_colon(struct arena *a, const char *s, enum lang l, unsigned depth)
{
	const char *colon = strstr(s, ": ");

	if (colon == NULL)
		return s;
	return arena_printf(a, "%.*s: %s", (int)(colon - s), s,
	    retell_in(a, colon + 2, l, depth + 1));
}

static const char *
retell_in(struct arena *a, const char *s, enum lang l, unsigned depth)
{
	const char *said = say_same(s, l);

	if (said != s || depth == DEEPEST)
		return said;
	said = by_form(a, s, l, depth);
	return said != NULL ? said : behind_colon(a, s, l, depth);
}

/* "line 7: what is wrong there". */
static const char *
retell_fault(struct arena *a, const char *s, enum lang l)
{
	struct say_value v[VALUES_MOST];
	size_t count;

	if (!follows(a, say(SAY_DETAIL_LINE, LANG_EN), s, v, &count))
		return retell_in(a, s, l, 0);
	v[1].text = retell_in(a, v[1].text, l, 0);
	return say_with(a, SAY_DETAIL_LINE, l, v, count);
}

const char *
retell_first(const char **list, struct arena *a)
{
	static const char next[] = "; line ";
	const char *s = *list, *end;

	end = strstr(s, next);
	*list = end == NULL ? NULL : end + strlen("; ");
	return end == NULL ? s : arena_strndup(a, s, (size_t)(end - s));
}

const char *
retell(struct arena *a, const char *english, enum lang l)
{
	struct buf b = { 0 };
	const char *out;

	if (l == LANG_EN)
		return english;
	if (form_count == 0)
		list_forms();
	while (english != NULL) {
		buf_puts(&b, retell_fault(a, retell_first(&english, a), l));
		buf_puts(&b, english == NULL ? "" : "; ");
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* The conversion at s, which begins with a per cent sign: where it ends. */
static const char *
conversion_end(const char *s)
{
	s += 1 + strspn(s + 1, "$-+ #0123456789.*hlzjt");
	return *s == '\0' ? s : s + 1;
}

/* The conversions alone, for the values one by one. */
static const char *__attribute__((format_arg(2)))
conversions(struct arena *a, const char *fmt)
{
	struct buf b = { 0 };
	const char *end, *out;

	while ((fmt = strchr(fmt, '%')) != NULL) {
		end = conversion_end(fmt);
		if (end[-1] != '%') {
			buf_put(&b, fmt, (size_t)(end - fmt));
			buf_put(&b, (char[]){ SEPARATOR }, 1);
		}
		fmt = end;
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* Which value a conversion of the translation takes. */
static size_t
place_of(const char *conversion, size_t next)
{
	char *end;
	unsigned long n = strtoul(conversion + 1, &end, 10);

	return *end == '$' && n > 0 ? n - 1 : next;
}

static void
put_value(struct buf *b, struct arena *a, enum lang l, bool text,
    const char *values, size_t n)
{
	const char *one;
	size_t len = strcspn(values, (char[]){ SEPARATOR, '\0' });

	for (; n > 0 && *values != '\0'; n--) {
		values += len + (values[len] != '\0');
		len = strcspn(values, (char[]){ SEPARATOR, '\0' });
	}
	one = arena_strndup(a, values, len);
	buf_puts(b, text ? retell(a, one, l) : one);
}

const char *
retell_printf(struct arena *a, enum lang l, const char *fmt, va_list ap)
{
	const char *form = say_same(fmt, l), *end, *out;
	char values[SAID_MOST];
	struct buf b = { 0 };
	size_t next = 0;

	vsnprintf(values, sizeof(values), conversions(a, fmt), ap);
	for (; *form != '\0'; form = end) {
		end = form + 1;
		if (*form != '%') {
			end = form + strcspn(form, "%");
			buf_put(&b, form, (size_t)(end - form));
			continue;
		}
		end = conversion_end(form);
		if (end[-1] == '%')
			buf_puts(&b, "%");
		else
			put_value(&b, a, l, end[-1] == 's', values,
			    place_of(form, next++));
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}
