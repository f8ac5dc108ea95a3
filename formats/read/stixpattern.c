#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/read/stixpattern.h"

#define VALUES_MOST 1000 /* of one pattern */

struct pattern {
	struct arena *a;
	const char *at;
	struct stixpattern_value *list;
	size_t count;
	bool failed;
};

static void
skip_blanks(struct pattern *p)
{
	p->at += strspn(p->at, " \t\r\n");
}

/* Whether the word stands there; it is passed then. */
static bool
passes(struct pattern *p, const char *word)
{
	size_t len = strlen(word);

	skip_blanks(p);
	if (strncmp(p->at, word, len) != 0)
		return false;
	p->at += len;
	return true;
}

static void
demand(struct pattern *p, const char *word)
{
	if (!passes(p, word))
		p->failed = true;
}

static const char *
taken(struct pattern *p, struct buf *b)
{
	const char *out = arena_strdup(p->a, buf_str(b));

	buf_free(b);
	return out;
}

/* 'it''s' is not one: a quote within stands behind a backslash. */
static const char *
read_string(struct pattern *p)
{
	struct buf b = { 0 };

	demand(p, "'");
	while (!p->failed && *p->at != '\0' && *p->at != '\'') {
		if (*p->at == '\\' && p->at[1] != '\0')
			p->at++;
		buf_put(&b, p->at++, 1);
	}
	if (*p->at == '\'')
		p->at++;
	else
		p->failed = true;
	return taken(p, &b);
}

/* file:hashes.'SHA-256' */
static const char *
read_path(struct pattern *p)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:.";
	struct buf b = { 0 };
	size_t n;

	skip_blanks(p);
	for (;;) {
		n = strspn(p->at, letters);
		buf_put(&b, p->at, n);
		p->at += n;
		if (*p->at == '\'')
			buf_puts(&b, read_string(p));
		else if (n == 0)
			break;
		if (p->failed)
			break;
	}
	if (b.len == 0)
		p->failed = true;
	return taken(p, &b);
}

static void
add(struct pattern *p, const char *path, const char *value)
{
	struct stixpattern_value *v;

	if (p->failed || p->count == VALUES_MOST) {
		p->failed = true;
		return;
	}
	v = arena_push(p->a, &p->list, &p->count, sizeof(*v));
	*v = (struct stixpattern_value){ path, value };
}

/* PATH = 'x', PATH IN ('x', 'y') */
static void
read_comparison(struct pattern *p)
{
	const char *path = read_path(p);

	if (passes(p, "IN")) {
		demand(p, "(");
		do
			add(p, path, read_string(p));
		while (!p->failed && passes(p, ","));
		demand(p, ")");
		return;
	}
	demand(p, "=");
	if (*p->at == '=')
		p->at++;
	add(p, path, read_string(p));
}

/* All of them digests of one file. */
static bool
are_digests(const struct pattern *p, size_t from)
{
	for (; from < p->count; from++)
		if (strncmp(p->list[from].path, "file:hashes.", 12) != 0)
			return false;
	return true;
}

static void
read_observation(struct pattern *p)
{
	size_t from = p->count;
	bool all = false;

	demand(p, "[");
	read_comparison(p);
	while (!p->failed) {
		if (passes(p, "OR"))
			read_comparison(p);
		else if (passes(p, "AND")) {
			all = true;
			read_comparison(p);
		} else
			break;
	}
	demand(p, "]");
	if (all && !are_digests(p, from))
		p->failed = true;
}

struct stixpattern_value *
stixpattern_read(struct arena *a, const char *pattern, size_t *count)
{
	struct pattern p = { .a = a, .at = pattern };

	do
		read_observation(&p);
	while (!p.failed && passes(&p, "OR"));
	skip_blanks(&p);
	if (p.failed || *p.at != '\0')
		return NULL;
	*count = p.count;
	return p.list;
}
