#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "formats/base/reason.h"
#include "reason-table.h"

const struct reason_entry *
reason_entry(enum reason r)
{
	return r > REASON_NONE && r < REASON_COUNT ? &reason_table[r - 1].e
						   : &reason_table[0].e;
}

const char *
reason_word(enum reason r)
{
	return r > REASON_NONE && r < REASON_COUNT ? reason_entry(r)->word : "";
}

enum reason
reason_parse(const char *word)
{
	enum reason r;

	for (r = REASON_NONE + 1; r < REASON_COUNT; r++)
		if (strcmp(reason_word(r), word) == 0)
			return r;
	return REASON_NONE;
}

bool
reason_from_worker(enum reason r)
{
	return r > REASON_NONE && r < REASON_COUNT &&
	       reason_table[r - 1].worker;
}

/* A text cut by its buffer must not end in half a character. */
static void
cut_at_character(char *s, size_t size)
{
	size_t n = strlen(s);

	if (n + 1 < size)
		return;
	while (n > 0 && ((unsigned char)s[n - 1] & 0xc0) == 0x80)
		n--;
	if (n > 0 && (unsigned char)s[n - 1] >= 0xc0)
		n--;
	s[n] = '\0';
}

/* Equal ones are one; GLib's own table of strings leaks as it grows. */
static const char *
keep(const char *detail)
{
	static GHashTable *kept;
	char *s;

	if (kept == NULL)
		kept = g_hash_table_new(g_str_hash, g_str_equal);
	s = g_hash_table_lookup(kept, detail);
	if (s == NULL) {
		s = g_strdup(detail);
		g_hash_table_add(kept, s);
	}
	return s;
}

int
refuse(struct refusal *out, enum reason r, const char *fmt, ...)
{
	char detail[REFUSAL_DETAIL];
	va_list ap;

	if (out->reason != REASON_NONE)
		return -1;
	out->reason = r;
	out->all = NULL;
	va_start(ap, fmt);
	vsnprintf(detail, sizeof(detail), fmt, ap);
	va_end(ap);
	cut_at_character(detail, sizeof(detail));
	out->detail = keep(detail);
	return -1;
}

const char *
refusal_detail(const struct refusal *why)
{
	return why->all == NULL ? why->detail : why->all;
}

int
refuse_all(struct refusal *out, enum reason r, const char *text)
{
	bool first = out->reason == REASON_NONE;

	refuse(out, r, "%s", text);
	if (first && strlen(text) >= REFUSAL_DETAIL)
		out->all = keep(text);
	return -1;
}
