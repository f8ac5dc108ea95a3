#include <inttypes.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/say.h"
#include "formats/out/preview.h"
#include "formats/xml/xmlwrite.h"

/* A text that has a value in it: {consent} is XML as a person reads it. */
static void
put_text(struct xmlw *x, enum say what, enum lang l, const char *consent)
{
	struct arena *a = arena_new();

	xmlw_blank(x, "  ");
	xmlw_start(x, "text");
	xmlw_attr(x, "xml:lang", lang_word(l));
	xmlw_raw(x, say_of(a, what, l, "consent", consent, NULL));
	xmlw_end(x);
	xmlw_blank(x, "\n");
	arena_free(a);
}

static void
put_file(struct xmlw *x, const struct preview *p, const char *hex)
{
	xmlw_blank(x, "  ");
	xmlw_start(x, "file");
	xmlw_attr(x, "path", p->path);
	xmlw_attrf(x, "size", "%" PRIu64, p->size);
	xmlw_attr(x, "sha256", hex);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_name(struct xmlw *x, enum lang l, const char *name)
{
	if (name == NULL)
		return;
	xmlw_start(x, "name");
	xmlw_attr(x, "xml:lang", lang_word(l));
	xmlw_text(x, name);
	xmlw_end(x);
}

/* Each can be refused by its id. */
static void
put_readers(struct xmlw *x, const struct preview *p)
{
	const struct preview_reader *r;

	for (r = p->readers; r < p->readers + p->reader_count; r++) {
		xmlw_blank(x, "  ");
		xmlw_start(x, "reader");
		xmlw_attr(x, "id", r->id);
		xmlw_attrf(x, "readers", "%u", r->readers);
		if (r->grave)
			xmlw_attr(x, "when", "grave");
		put_name(x, LANG_JA, r->name_ja);
		put_name(x, LANG_EN, r->name_en);
		xmlw_end(x);
		xmlw_blank(x, "\n");
	}
}

static void
put_few(struct xmlw *x, const struct preview *p)
{
	enum lang l;

	for (l = 0; l < LANGS; l++) {
		if (p->few[l] == NULL)
			continue;
		xmlw_blank(x, "  ");
		xmlw_start(x, "text");
		xmlw_attr(x, "xml:lang", lang_word(l));
		xmlw_text(x, p->few[l]);
		xmlw_end(x);
		xmlw_blank(x, "\n");
	}
}

/* What a reader would know the provider by is shown first. */
static void
put_uncut(struct xmlw *x, const struct preview *p)
{
	enum lang l;
	size_t i;

	for (i = 0; i < p->uncut_count; i++) {
		xmlw_blank(x, "  ");
		xmlw_leaf(x, "uncut", p->uncut[i]);
		xmlw_blank(x, "\n");
	}
	for (l = 0; l < LANGS && p->uncut_count > 0; l++)
		put_text(x, SAY_PREVIEW_UNCUT, l, "");
}

/* How to agree: the line of a manifest that does. */
static void
put_consent(struct xmlw *x, const char *hex)
{
	struct buf line = { 0 };
	enum lang l;

	buf_printf(
	    &line, "&lt;consent preview=\"%s\" decision=\"approve\"/&gt;", hex);
	for (l = 0; l < LANGS; l++)
		put_text(x, SAY_PREVIEW_CONSENT, l, buf_str(&line));
	buf_free(&line);
}

void
preview_write(struct buf *b, const struct preview *p)
{
	char hex[DIGEST_HEX];
	struct xmlw x;

	digest_hex(&p->digest, hex);
	xmlw_begin(&x, b);
	xmlw_head(&x);
	xmlw_start(&x, "preview");
	xmlw_attr(&x, "xmlns", "urn:toiyaba:preview:1");
	xmlw_attr(&x, "digest", hex);
	xmlw_attr(&x, "submission", p->submission);
	xmlw_attr(&x, "tlp", tlp_word(p->tlp));
	xmlw_attr(&x, "scope", scope_word(p->scope));
	xmlw_blank(&x, "\n");
	put_file(&x, p, hex);
	put_readers(&x, p);
	put_uncut(&x, p);
	put_few(&x, p);
	put_consent(&x, hex);
	xmlw_end(&x);
	xmlw_blank(&x, "\n");
}
