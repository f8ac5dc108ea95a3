#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "formats/base/mem.h"
#include "formats/base/network.h"
#include "formats/base/words.h"
#include "formats/indicators/everybodys.h"
#include "formats/indicators/poison.h"
#include "formats/out/held.h"

/* A wider network holds others' hosts: it is searched for. */
#define NARROW_V4 24
#define NARROW_V6 48

static const char *const uses[HELD_USES] = { "block", "search", "told" };

WORDS(held_use, held_use, uses, HELD_USES)

const char *
held_gone_word(enum held_gone g)
{
	static const char *const words[GONES] = { "retracted", "expired",
		"stopped", "searched", "blocked" };

	return words[g];
}

int
held_order(enum ind_type t, const char *value, enum ind_type other_type,
    const char *other)
{
	if (t != other_type)
		return t < other_type ? -1 : 1;
	return strcmp(value, other);
}

/* A value without its marks (unique.h): no host and no page. */
static bool
is_form(const char *value)
{
	return strstr(value, "{}") != NULL;
}

bool
held_is_address(enum ind_type t)
{
	return t == IND_IPV4 || t == IND_IPV6 || t == IND_IPV4_PORT ||
	       t == IND_IPV6_PORT || t == IND_CIDR;
}

static bool
is_narrow(const struct held_value *v)
{
	struct network n;

	return v->type != IND_CIDR ||
	       (network_parse(v->value, &n) &&
		   n.bits >=
		       (strchr(v->value, ':') == NULL ? NARROW_V4 : NARROW_V6));
}

/* What an attack is steered from and fetched from; a link that is borne out, as
 * a page and never as a host; a file that is no picture. */
static bool
is_harmful(const struct held_value *v)
{
	unsigned roles = HELD_AS(ROLE_C2) | HELD_AS(ROLE_DOWNLOAD);

	if (v->type == IND_URL && v->attested)
		roles |= HELD_AS(ROLE_LINK);
	return v->type == IND_SHA256 ? v->roles != 0 : (v->roles & roles) != 0;
}

static bool
is_blocked(const struct held_terms *t, const struct held_value *v)
{
	return (v->attested || t->one_is_enough) && is_harmful(v) &&
	       is_narrow(v);
}

struct sought {
	enum ind_type type;
	const char *value;
};

static int
by_value(const void *key, const void *element)
{
	const struct sought *k = key;
	const struct held_value *v = element;

	return held_order(k->type, k->value, v->type, v->value);
}

const struct held_value *
held_find(const struct held *h, enum ind_type type, const char *value)
{
	const struct sought key = { type, value };

	return h->count == 0 ? NULL
			     : bsearch(&key, h->values, h->count,
				   sizeof(*h->values), by_value);
}

struct held
held_removed(struct arena *a, const struct held *h)
{
	struct held out = { .values = arena_alloc(a,
				(h->removal_count + 1) * sizeof(*out.values)) };
	const struct held_removal *r;

	for (r = h->removals; r < h->removals + h->removal_count; r++)
		out.values[out.count++] = (struct held_value){ .type = r->type,
			.value = r->value,
			.items = r->item == NULL ? "" : r->item,
			.use = r->from,
			.rule = r->rule };
	return out;
}

enum held_use
held_use(const struct held_terms *t, const struct held_value *v)
{
	if (v->type == IND_SUBJECT)
		return HELD_SEARCH;
	if (is_form(v->value))
		return HELD_TOLD;
	if (held_is_address(v->type) || v->type == IND_DOMAIN ||
	    v->type == IND_URL || v->type == IND_SHA256)
		return is_blocked(t, v) ? HELD_BLOCK : HELD_SEARCH;
	return v->type == IND_EMAIL || v->type == IND_USER_AGENT ? HELD_SEARCH
								 : HELD_TOLD;
}

static unsigned
days_of(const struct held_terms *t, enum ind_type type)
{
	if (held_is_address(type))
		return t->ip_days;
	if (type == IND_DOMAIN || type == IND_URL)
		return t->name_days;
	return type == IND_EMAIL || type == IND_SUBJECT ||
		       type == IND_USER_AGENT || type == IND_FILE_NAME
		   ? t->other_days
		   : 0;
}

const char *
held_until(struct arena *a, const struct held_terms *t, enum ind_type type,
    const char *last)
{
	unsigned days = days_of(t, type);
	struct tm day = { 0 };
	char text[16];
	time_t at;

	if (days == 0 || last == NULL ||
	    sscanf(last, "%4d-%2d-%2d", &day.tm_year, &day.tm_mon,
		&day.tm_mday) != 3)
		return NULL;
	day.tm_year -= 1900;
	day.tm_mon -= 1;
	at = timegm(&day) + (time_t)days * 24 * 60 * 60;
	gmtime_r(&at, &day);
	strftime(text, sizeof(text), "%Y-%m-%d", &day);
	return arena_strdup(a, text);
}

/* What the hub's operator lists is his, with all beneath it. */
static bool
is_kept_out(struct arena *a, const char *list, const char *host)
{
	char *word, *save = NULL;

	for (word = strtok_r(arena_strdup(a, list), " \t", &save); word != NULL;
	     word = strtok_r(NULL, " \t", &save))
		if (everybodys_beneath(host, word))
			return true;
	return false;
}

const char *
held_stopped(struct arena *a, const struct held_terms *t, enum ind_type type,
    const char *value)
{
	const char *what, *host;

	what = poison_what(a, t->never_block, type, value);
	if (what != NULL)
		return what;
	host = type == IND_DOMAIN || type == IND_URL || type == IND_EMAIL
		   ? observable_place(a, type, value)
		   : NULL;
	if (host != NULL && is_kept_out(a, t->never_block, host))
		return "on the list never-block";
	if (type == IND_DOMAIN && everybodys_host(host))
		return "a host that everybody's work needs";
	return NULL;
}

bool
held_has_rules(enum ind_type type)
{
	return held_is_address(type) || type == IND_DOMAIN || type == IND_URL ||
	       type == IND_USER_AGENT;
}
