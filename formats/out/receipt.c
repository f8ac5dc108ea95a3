#include <string.h>
#include <time.h>

#include "formats/base/buf.h"
#include "formats/base/text.h"
#include "formats/out/receipt.h"

static void
put_text(struct buf *b, const char *lang, const char *text, const char *more)
{
	buf_printf(b, "  <text xml:lang=\"%s\">", lang);
	text_xml(b, text);
	if (more != NULL) {
		buf_puts(b, strcmp(lang, "ja") == 0 ? "" : " ");
		text_xml(b, more);
	}
	buf_puts(b, "</text>\n");
}

static void
put_texts(struct buf *b, const struct receipt *r)
{
	const struct reason_entry *e = reason_entry(r->reason);

	if (r->reason != REASON_NONE) {
		put_text(b, "ja", e->means_ja, e->advice_ja);
		put_text(b, "en", e->means_en, e->advice_en);
	} else if (strcmp(r->state, "duplicate") == 0) {
		put_text(
		    b, "ja", "同じパッケージを既に受け取っています。", NULL);
		put_text(
		    b, "en", "The same package was received before.", NULL);
	} else {
		put_text(b, "ja", "受け付けました。", NULL);
		put_text(b, "en", "It was accepted.", NULL);
	}
}

void
receipt_write(struct buf *b, const struct receipt *r)
{
	char at[24];
	time_t t = (time_t)r->at;
	struct tm tm;
	size_t i;

	gmtime_r(&t, &tm);
	strftime(at, sizeof(at), "%Y-%m-%dT%H:%M:%SZ", &tm);
	buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	buf_printf(b,
	    "<receipt xmlns=\"urn:toiyaba:receipt:1\" "
	    "package=\"%s\"",
	    r->sha256);
	if (r->package_id != NULL)
		buf_printf(b, " id=\"%s\"", r->package_id);
	buf_printf(b, " state=\"%s\"", r->state);
	if (r->reason != REASON_NONE)
		buf_printf(b, " reason=\"%s\"", reason_word(r->reason));
	buf_printf(b, " at=\"%s\">\n", at);
	put_texts(b, r);
	if (r->detail != NULL && r->reason != REASON_NONE) {
		buf_puts(b, "  <detail>");
		text_xml(b, r->detail);
		buf_puts(b, "</detail>\n");
	}
	for (i = 0; i < r->submission_count; i++)
		buf_printf(b, "  <submission id=\"%s\"/>\n", r->submissions[i]);
	buf_puts(b, "</receipt>\n");
}
