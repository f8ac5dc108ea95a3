#include <inttypes.h>
#include <stdio.h>

#include "batch/report/datasetcsv.h"
#include "formats/base/buf.h"
#include "formats/base/text.h"

#define LINE_END "\r\n" /* RFC 4180 */
/* By which Excel knows UTF-8. */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static void
put_field(struct buf *b, const char *text)
{
	buf_puts(b, ",");
	text_csv(b, text == NULL ? "" : text);
}

static void
put_names(struct buf *b, const struct label *l)
{
	put_field(b, l->in[LANG_JA]);
	put_field(b, l->in[LANG_EN]);
}

static void
put_figure(struct buf *b, const struct figure *g)
{
	char number[24];

	snprintf(number, sizeof(number), "%" PRId64, g->value);
	put_field(b, g->hidden != SHOWN ? hidden_word(g->hidden)
		     : g->text != NULL	? g->text
					: number);
}

void
dataset_csv(struct buf *b, const struct dataset *d)
{
	bool breaks = false;
	size_t i, m;

	buf_puts(b, BYTE_ORDER_MARK "key,label_ja,label_en");
	for (m = 0; m < d->measure_count; m++)
		buf_printf(b, ",%s", d->measures[m].id);
	for (i = 0; i < d->key_count; i++)
		breaks |= d->keys[i].broken.in[LANG_JA] != NULL;
	buf_puts(b, breaks ? ",break_ja,break_en" LINE_END : LINE_END);
	for (i = 0; i < d->key_count; i++) {
		text_csv(b, d->keys[i].key);
		put_names(b, &d->keys[i].name);
		for (m = 0; m < d->measure_count; m++)
			put_figure(b, dataset_at(d, i, m));
		if (breaks)
			put_names(b, &d->keys[i].broken);
		buf_puts(b, LINE_END);
	}
}

static void
put_revision(struct buf *b, const struct dataset *d, size_t key, size_t m)
{
	const struct figure *g = dataset_at(d, key, m);

	if (g->was == NULL)
		return;
	text_csv(b, d->id);
	put_field(b, d->keys[key].key);
	buf_printf(b, ",%s,%" PRId64 ",%" PRId64 ",%s,%u,%s" LINE_END,
	    d->measures[m].id, g->value, g->was->value, g->was->period,
	    g->was->edition, g->was->day);
}

void
datasets_revisions(struct buf *b, const struct datasets *all)
{
	const struct dataset *d;
	size_t i, k, m;

	buf_puts(b, BYTE_ORDER_MARK
	    "dataset,key,measure,value,was,was_in,was_edition,was_on" LINE_END);
	for (i = 0; i < all->count; i++) {
		d = &all->list[i];
		for (k = 0; k < d->key_count; k++)
			for (m = 0; m < d->measure_count; m++)
				put_revision(b, d, k, m);
	}
}
