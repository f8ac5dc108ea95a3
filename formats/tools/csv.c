#include <stdio.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"
#include "formats/tools/csv.h"

static void
put_row(struct buf *b, const char *const *cells, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (i > 0)
			buf_puts(b, ",");
		text_csv(b, cells[i] == NULL ? "" : cells[i]);
	}
	buf_puts(b, "\r\n");
}

/* One row an indicator; files by their digest.  For machines: not defanged. */
int
csv_indicators(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count)
{
	const struct item *it;
	char hex[DIGEST_HEX];
	size_t i, k;

	(void)b;
	buf_puts(out, "item,edition,class,tlp,first_shared,type,role,value,"
		      "name,size\r\n");
	for (i = 0; i < count; i++) {
		it = &items[i];
		const char *row[10] = { it->id,
			arena_printf(a, "%u", it->edition),
			class_word(it->class), tlp_word(it->tlp),
			it->first_shared };

		for (k = 0; k < it->indicator_count; k++) {
			row[5] = ind_type_word(it->indicators[k].type);
			row[6] = ind_role_word(it->indicators[k].role);
			row[7] = text_visible(a, it->indicators[k].value);
			put_row(out, row, 10);
		}
		for (k = 0; k < it->file_count; k++) {
			digest_hex(&it->files[k].sha256, hex);
			row[5] = "sha256";
			row[6] = file_kind_word(it->files[k].kind);
			row[7] = hex;
			row[8] = it->files[k].name == NULL
				     ? NULL
				     : text_visible(a, it->files[k].name);
			row[9] = arena_printf(
			    a, "%llu", (unsigned long long)it->files[k].size);
			put_row(out, row, 10);
		}
	}
	return 0;
}

static void
put_observations(struct arena *a, struct buf *out, const struct item *it)
{
	const struct item_observation *o;
	size_t i;

	for (i = 0; i < it->observation_count; i++) {
		o = &it->observations[i];
		const char *row[11] = { it->id,
			arena_printf(a, "%u", it->edition),
			class_word(it->class), tlp_word(it->tlp),
			it->first_shared, item_direction(o), o->address,
			o->port == 0 ? NULL : arena_printf(a, "%u", o->port),
			o->protocol, o->first, o->last };

		put_row(out, row, 11);
	}
}

/* Where no item has traffic there is no such list. */
int
csv_observations(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count)
{
	size_t i, all = 0;

	(void)b;
	for (i = 0; i < count; i++)
		all += items[i].observation_count;
	if (all == 0)
		return 0;
	buf_puts(out, "item,edition,class,tlp,first_shared,direction,address,"
		      "port,protocol,first,last\r\n");
	for (i = 0; i < count; i++)
		put_observations(a, out, &items[i]);
	return 0;
}

int
csv_items(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count)
{
	size_t i;

	(void)b;
	buf_puts(out, "item,edition,class,tlp,first_shared,title,sightings,"
		      "retracted,superseded_by,period_first,period_last,"
		      "false_alarms\r\n");
	for (i = 0; i < count; i++) {
		const char *row[12] = { items[i].id,
			arena_printf(a, "%u", items[i].edition),
			class_word(items[i].class), tlp_word(items[i].tlp),
			items[i].first_shared, text_visible(a, items[i].title),
			arena_printf(
			    a, "%llu", (unsigned long long)items[i].sightings),
			items[i].retracted_on, items[i].superseded_by,
			items[i].seen_first, items[i].seen_last,
			arena_printf(a, "%llu",
			    (unsigned long long)items[i].false_alarms) };

		put_row(out, row, 12);
	}
	return 0;
}
