#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/embed.h"
#include "formats/out/memberpage.h"

EMBED(member_html, "samples/member/member.html");

#define PREFILLED "id=\"prefilled\">"
#define LANGUAGE  "<html lang=\""

static json_t *
choices(const struct memberpage_choice *c, size_t count)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < count; i++)
		json_array_append_new(
		    list, json_pack("{s:s, s:s, s:s*}", "id", c[i].id, "ja",
			      c[i].ja, "en", c[i].en));
	return list;
}

static json_t *
object(const struct memberpage *p)
{
	json_t *names = json_array();
	size_t i;

	for (i = 0; i < p->name_count; i++)
		json_array_append_new(names, json_string(p->names[i]));
	return json_pack("{s:s, s:s, s:s*, s:o, s:o, s:o}", "member", p->member,
	    "hub", p->hub, "key", p->hub_key, "names", names, "sigs",
	    choices(p->sigs, p->sig_count), "agencies",
	    choices(p->agencies, p->agency_count));
}

/* A script's text ends at "</script", and "<!--" begins another state of it. */
static void
put_for_script(struct buf *out, const char *json)
{
	for (; *json != '\0'; json++)
		if (*json == '<')
			buf_puts(out, "\\u003c");
		else
			buf_put(out, json, 1);
}

int
memberpage_write(struct buf *out, const struct memberpage *p)
{
	const char *page = member_html, *at, *slot;
	json_t *filled;
	char *json;

	filled = object(p);
	json = filled == NULL
		   ? NULL
		   : json_dumps(filled, JSON_ENSURE_ASCII | JSON_INDENT(1));
	json_decref(filled);
	if (json == NULL)
		return -1;
	at = strstr(page, LANGUAGE) + strlen(LANGUAGE);
	slot = strstr(at, PREFILLED) + strlen(PREFILLED);
	buf_put(out, page, (size_t)(at - page));
	buf_puts(out, p->language);
	at += 2;
	buf_put(out, at, (size_t)(slot - at));
	put_for_script(out, json);
	buf_puts(out, slot + strlen("{}"));
	free(json);
	return 0;
}
