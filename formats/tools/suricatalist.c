#include <string.h>

#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/out/bundle.h"
#include "formats/tools/listfile.h"
#include "formats/tools/suricatalist.h"

#define FIRST_SID  9100000U
#define SECOND_SID (FIRST_SID + HELD_RULES)
/* Rises where rules are written in another way. */
#define WAYS 0U

/* What means something to the grammar, or is no sign of ASCII, in hex. */
static void
put_content(struct buf *out, const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (s[i] <= ' ' || s[i] > '~' ||
		    strchr("\";:\\|$`", s[i]) != NULL)
			buf_printf(out, "|%02X|", (unsigned char)s[i]);
		else
			buf_put(out, s + i, 1);
}

static void
put_message(struct buf *out, const struct held_value *v)
{
	buf_printf(out, "(msg:\"toiyaba %s %s\"; ", held_use_word(v->use),
	    ind_type_word(v->type));
}

static void
put_end(struct buf *out, const struct held_value *v, unsigned sid)
{
	buf_printf(out, "sid:%u; rev:%u;)\n", sid, WAYS + v->rev);
}

static void
put_domain(struct buf *out, const struct held_value *v)
{
	static const char *const protocols[] = { "dns", "tls" };
	static const char *const buffers[] = { "dns.query", "tls.sni" };
	unsigned sids[] = { FIRST_SID + v->rule - 1, SECOND_SID + v->rule - 1 };
	int i;

	for (i = 0; i < 2; i++) {
		buf_printf(out, "alert %s any any -> any any ", protocols[i]);
		put_message(out, v);
		buf_printf(out, "%s; dotprefix; content:\".", buffers[i]);
		put_content(out, v->value, strlen(v->value));
		buf_puts(out, "\"; nocase; endswith; ");
		put_end(out, v, sids[i]);
	}
}

/* The host as a sensor has it, without user and port, and the rest as it is
 * asked for, without fragment. */
static bool
put_url(struct arena *a, struct buf *out, const struct held_value *v)
{
	const char *host = observable_host(a, v->value);
	const char *path = strstr(v->value, "://");

	if (host == NULL || path == NULL)
		return false;
	path += 3;
	path += strcspn(path, "/?#");
	buf_puts(out, "alert http any any -> any any ");
	put_message(out, v);
	buf_puts(out, "http.host; content:\"");
	put_content(out, host, strlen(host));
	buf_puts(out, "\"; startswith; endswith; http.uri.raw; content:\"");
	put_content(out, path, strcspn(path, "#"));
	buf_puts(out, "\"; startswith; endswith; ");
	put_end(out, v, FIRST_SID + v->rule - 1);
	return true;
}

/* Once an hour for each host that talks to it. */
static bool
put_address(struct arena *a, struct buf *out, const struct held_value *v)
{
	bool port = v->type == IND_IPV4_PORT || v->type == IND_IPV6_PORT;
	const char *place = observable_place(a, v->type, v->value);

	if (place == NULL)
		return false;
	buf_printf(out, "alert %s any any %s [%s] %s ", port ? "tcp" : "ip",
	    port ? "->" : "<>", place,
	    port ? strrchr(v->value, ':') + 1 : "any");
	put_message(out, v);
	buf_puts(out, "threshold:type limit, track by_src, count 1, "
		      "seconds 3600; ");
	put_end(out, v, FIRST_SID + v->rule - 1);
	return true;
}

static void
put_agent(struct buf *out, const struct held_value *v)
{
	buf_puts(out, "alert http any any -> any any ");
	put_message(out, v);
	buf_puts(out, "http.user_agent; content:\"");
	put_content(out, v->value, strlen(v->value));
	buf_puts(out, "\"; startswith; endswith; ");
	put_end(out, v, FIRST_SID + v->rule - 1);
}

/* The engine takes no longer content. */
#define LONGEST 255

static bool
has_rule(const struct held_value *v)
{
	return v->rule != 0 && *v->value != '\0' && strlen(v->value) <= LONGEST;
}

static bool
put_rule(struct listfile *l, const struct held_value *v)
{
	if (!has_rule(v))
		return false;
	if (v->type == IND_DOMAIN)
		put_domain(&l->body, v);
	else if (v->type == IND_USER_AGENT)
		put_agent(&l->body, v);
	else if (v->type == IND_URL)
		return put_url(l->a, &l->body, v);
	else
		return put_address(l->a, &l->body, v);
	return true;
}

static void
put_rules(struct listfile *l, const struct held *h)
{
	listfile_each(l, h, put_rule);
}

static bool
put_number(struct listfile *l, const struct held_value *v)
{
	if (!has_rule(v))
		return false;
	buf_printf(&l->body, "1:%u\n", FIRST_SID + v->rule - 1);
	if (v->type == IND_DOMAIN)
		buf_printf(&l->body, "1:%u\n", SECOND_SID + v->rule - 1);
	return true;
}

static void
put_numbers(struct listfile *l, const struct held *h)
{
	listfile_each(l, h, put_number);
}

#define KIND(id, put)                                                        \
	static const struct listkind id = { .name = "suricata",              \
		.comment = "#",                                              \
		.use = HELD_USES,                                            \
		.types = LISTFILE_PLACES | LISTFILE_OF(IND_DOMAIN) |         \
			 LISTFILE_OF(IND_URL) | LISTFILE_OF(IND_USER_AGENT), \
		.lines = (put) }
KIND(rules, put_rules);
KIND(numbers, put_numbers);
LISTFILE(suricatalist, rules)
LISTFILE_REMOVED(suricatalist_removed, numbers)
