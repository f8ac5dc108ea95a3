#include <inttypes.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/say.h"
#include "formats/base/utc.h"
#include "formats/base/valid.h"
#include "formats/files/archive.h"
#include "formats/out/bundle.h"
#include "formats/xml/xmlread.h"
#include "formats/xml/xmlwrite.h"

static void
put_file(struct xmlw *x, const struct archive_file *f)
{
	char hex[DIGEST_HEX];
	struct digest d;

	digest_of(f->data, f->len, &d);
	digest_hex(&d, hex);
	xmlw_blank(x, "  ");
	xmlw_start(x, "file");
	xmlw_attr(x, "path", f->name);
	xmlw_attrf(x, "size", "%zu", f->len);
	xmlw_attr(x, "sha256", hex);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_head(struct xmlw *x, const struct bundle *u)
{
	char hex[DIGEST_HEX], at[UTC_TEXT];

	xmlw_attr(x, "xmlns", "urn:toiyaba:bundle:1");
	xmlw_attr(x, "audience", u->audience);
	xmlw_attrf(x, "sequence", "%" PRIu64, u->sequence);
	digest_hex(&u->previous, hex);
	xmlw_attr(x, "previous", hex);
	utc_text(u->created, at);
	xmlw_attr(x, "created", at);
	utc_text(u->expires, at);
	xmlw_attr(x, "expires", at);
	xmlw_attr(x, "tlp", tlp_word(u->tlp));
	xmlw_attr(x, "hub", u->hub_ja);
	xmlw_attr(x, "name", u->audience_ja);
	xmlw_blank(x, "\n");
}

static void
put_retraction(struct xmlw *x, const struct bundle_retraction *r)
{
	size_t i;

	xmlw_blank(x, "  ");
	xmlw_start(x, "retraction");
	xmlw_attr(x, "item", r->item);
	for (i = 0; i < r->value_count; i++) {
		xmlw_start(x, "value");
		xmlw_attr(x, "type", r->values[i].type);
		xmlw_visible(x, r->values[i].value);
		xmlw_end(x);
	}
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_superseded(struct xmlw *x, const struct bundle_superseded *s)
{
	xmlw_blank(x, "  ");
	xmlw_start(x, "superseded");
	xmlw_attr(x, "item", s->item);
	xmlw_attr(x, "by", s->by);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

/* Reader: bundle_read(). */
static void
write_manifest(struct buf *b, const struct bundle *u,
    const struct archive_file *files, size_t count)
{
	struct xmlw x;
	size_t i;

	xmlw_begin(&x, b);
	xmlw_head(&x);
	xmlw_start(&x, "bundle");
	put_head(&x, u);
	for (i = 0; i < count; i++)
		put_file(&x, &files[i]);
	for (i = 0; i < u->retraction_count; i++)
		put_retraction(&x, &u->retractions[i]);
	for (i = 0; i < u->superseded_count; i++)
		put_superseded(&x, &u->superseded[i]);
	xmlw_end(&x);
	xmlw_blank(&x, "\n");
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct archive_file *)a)->name,
	    ((const struct archive_file *)b)->name);
}

static void
put_readme(struct buf *b)
{
	buf_printf(b, "%s / %s\n\n", say(SAY_BUNDLE_HOW_TO_CHECK, LANG_JA),
	    say(SAY_BUNDLE_HOW_TO_CHECK, LANG_EN));
	buf_puts(b, "  toiyaba open FILE.tar.zst.gpg\n");
	buf_puts(b,
	    "  gpg -d FILE.tar.zst.gpg | tar --zstd -x && sha256sum -c SHA256SUMS\n");
	buf_printf(b, "\nbundle.xml: %s\nbundle.xml: %s\n",
	    say(SAY_BUNDLE_MANIFEST, LANG_JA),
	    say(SAY_BUNDLE_MANIFEST, LANG_EN));
}

int
bundle_write(struct arena *a, const struct bundle *u,
    struct archive_file **files, size_t *count, struct buf *archive,
    struct digest *digest)
{
	struct buf b = { 0 };
	struct digest d;
	char hex[DIGEST_HEX];
	size_t before = archive->len, i;
	int rc;

	put_readme(&b);
	archive_add(a, files, count, "README.txt", &b);
	qsort(*files, *count, sizeof(**files), by_name);
	for (i = 0; i < *count; i++) {
		digest_of((*files)[i].data, (*files)[i].len, &d);
		digest_hex(&d, hex);
		buf_printf(&b, "%s  %s\n", hex, (*files)[i].name);
	}
	archive_add(a, files, count, "SHA256SUMS", &b);
	write_manifest(&b, u, *files, *count);
	archive_add(a, files, count, "bundle.xml", &b);
	rc = archive_pack(archive, *files, *count, u->created);
	if (rc == 0)
		digest_of(
		    archive->data + before, archive->len - before, digest);
	buf_free(&b);
	return rc;
}

bool
bundle_is_own(const char *path)
{
	return strcmp(path, "README.txt") == 0 ||
	       strcmp(path, "SHA256SUMS") == 0 ||
	       strcmp(path, "bundle.xml") == 0;
}

static void
read_file(struct arena *a, const xmlNode *n, struct bundle *u)
{
	struct bundle_file *f;

	f = arena_push(a, &u->files, &u->file_count, sizeof(*f));
	f->path = xml_attr(a, n, "path");
	f->size = strtoull(xml_attr(a, n, "size"), NULL, 10);
	digest_parse(xml_attr(a, n, "sha256"), &f->sha256);
}

static void
read_retraction(struct arena *a, const xmlNode *n, struct bundle *u)
{
	struct bundle_retraction *r;
	struct bundle_value *v;
	const xmlNode *c = NULL;

	r = arena_push(a, &u->retractions, &u->retraction_count, sizeof(*r));
	r->item = xml_attr(a, n, "item");
	while ((c = xml_child(n, c, "value")) != NULL) {
		v = arena_push(a, &r->values, &r->value_count, sizeof(*v));
		v->type = xml_attr(a, c, "type");
		v->value = xml_text(a, c);
	}
}

static void
read_superseded(struct arena *a, const xmlNode *n, struct bundle *u)
{
	struct bundle_superseded *s;

	s = arena_push(a, &u->superseded, &u->superseded_count, sizeof(*s));
	s->item = xml_attr(a, n, "item");
	s->by = xml_attr(a, n, "by");
}

/* Writer: write_manifest(). */
struct bundle *
bundle_read(
    struct arena *a, const void *xml, size_t len, char *err, size_t errlen)
{
	const xmlNode *root, *c = NULL;
	struct bundle *u;
	xmlDocPtr doc;

	doc = xml_read(XML_BUNDLE, xml, len, err, errlen);
	if (doc == NULL)
		return NULL;
	u = arena_alloc(a, sizeof(*u));
	root = xmlDocGetRootElement(doc);
	u->audience = xml_attr(a, root, "audience");
	u->audience_ja = xml_attr(a, root, "name");
	u->hub_ja = xml_attr(a, root, "hub");
	u->sequence = strtoull(xml_attr(a, root, "sequence"), NULL, 10);
	digest_parse(xml_attr(a, root, "previous"), &u->previous);
	valid_time(xml_attr(a, root, "created"), &u->created);
	valid_time(xml_attr(a, root, "expires"), &u->expires);
	tlp_parse(xml_attr(a, root, "tlp"), &u->tlp);
	while ((c = xml_child(root, c, "file")) != NULL)
		read_file(a, c, u);
	while ((c = xml_child(root, c, "retraction")) != NULL)
		read_retraction(a, c, u);
	while ((c = xml_child(root, c, "superseded")) != NULL)
		read_superseded(a, c, u);
	xmlFreeDoc(doc);
	return u;
}
