#include <string.h>

#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/out/bundle.h"
#include "formats/tools/heldtable.h"
#include "formats/tools/listfile.h"

#define COLUMNS 12
#define GONE	4

static void
put_row(struct buf *b, const char *const *cells, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		buf_puts(b, i == 0 ? "" : ",");
		text_csv(b, cells[i] == NULL ? "" : cells[i]);
	}
	buf_puts(b, "\r\n");
}

static const char *
number(struct arena *a, uint64_t n)
{
	return n == 0 ? NULL : arena_printf(a, "%llu", (unsigned long long)n);
}

static const char *
roles_of(struct arena *a, const struct held_value *v)
{
	const char *list = "";
	int r;

	for (r = 0; r < ROLES; r++)
		if ((v->roles & HELD_AS(r)) != 0)
			list = arena_printf(a, "%s%s%s", list,
			    *list == '\0' ? "" : " ",
			    ind_role_word((enum ind_role)r));
	return list;
}

int
heldtable_all(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count)
{
	const struct held *h = listfile_held(b);
	const struct held_value *v;

	(void)items;
	(void)count;
	buf_puts(out, "type,value,use,roles,tlp,first,last,until,at_least,"
		      "borne_out,items,size\r\n");
	for (v = h->values; v < h->values + h->count; v++) {
		const char *row[COLUMNS] = { ind_type_word(v->type),
			text_visible(a, v->value), held_use_word(v->use),
			roles_of(a, v), tlp_word(v->tlp), v->first, v->last,
			v->until, number(a, v->least),
			v->attested ? "yes" : "no", v->items,
			number(a, v->size) };

		put_row(out, row, COLUMNS);
	}
	return 0;
}

int
heldtable_removed(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count)
{
	const struct held *h = listfile_held(b);
	const struct held_removal *r;

	(void)items;
	(void)count;
	buf_puts(out, "type,value,from,why\r\n");
	for (r = h->removals; r < h->removals + h->removal_count; r++) {
		const char *row[GONE] = { ind_type_word(r->type),
			text_visible(a, r->value), held_use_word(r->from),
			held_gone_word(r->why) };

		put_row(out, row, GONE);
	}
	return 0;
}

int
heldtable_readme(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count)
{
	static const enum say texts[] = { SAY_LISTS_WHICH, SAY_LISTS_WHOLE,
		SAY_LISTS_KINDS, SAY_LISTS_TABLE, SAY_LISTS_REMOVED };
	enum lang l;
	size_t i;

	(void)a;
	(void)b;
	(void)items;
	(void)count;
	for (l = 0; l < LANGS; l++)
		for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
			buf_printf(out, "%s\n\n", say(texts[i], l));
	buf_puts(out,
	    "BIND: response-policy { zone \"rpz.block\"; }; zone \"rpz.block\" { type primary; file \"block-rpz.zone\"; };\n"
	    "Unbound: rpz: name: rpz.block zonefile: block-rpz.zone\n"
	    "Squid: include /etc/squid/toiyaba/squid.conf\n"
	    "ClamAV: clamscan --database=block-clamav.hsb\n"
	    "Postfix: header_checks = pcre:/etc/postfix/search-postfix.pcre\n"
	    "Suricata: suricata -S suricata.rules\n");
	return 0;
}
