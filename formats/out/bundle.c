#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/base/valid.h"
#include "formats/files/archive.h"
#include "formats/out/bundle.h"
#include "formats/xml/xmlread.h"

static void
utc(int64_t t, char out[21])
{
	time_t tt = (time_t)t;
	struct tm tm;

	gmtime_r(&tt, &tm);
	strftime(out, 21, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

static void
put_attr(struct buf *b, const char *name, const char *value)
{
	buf_printf(b, " %s=\"", name);
	text_xml(b, value == NULL ? "" : value);
	buf_puts(b, "\"");
}

/* Reader: bundle_read(). */
static void
write_manifest(struct buf *b, const struct bundle *u,
    const struct archive_file *files, size_t count)
{
	char hex[DIGEST_HEX], at[21];
	struct digest d;
	size_t i;

	buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	buf_printf(b,
	    "<bundle xmlns=\"urn:toiyaba:bundle:1\" audience=\"%s\" "
	    "sequence=\"%llu\"",
	    u->audience, (unsigned long long)u->sequence);
	digest_hex(&u->previous, hex);
	put_attr(b, "previous", hex);
	utc(u->created, at);
	put_attr(b, "created", at);
	utc(u->expires, at);
	put_attr(b, "expires", at);
	put_attr(b, "tlp", tlp_word(u->tlp));
	put_attr(b, "hub", u->hub_ja);
	put_attr(b, "name", u->audience_ja);
	buf_puts(b, ">\n");
	for (i = 0; i < count; i++) {
		digest_of(files[i].data, files[i].len, &d);
		digest_hex(&d, hex);
		buf_printf(b,
		    "  <file path=\"%s\" size=\"%zu\" sha256=\"%s\"/>"
		    "\n",
		    files[i].name, files[i].len, hex);
	}
	for (i = 0; i < u->retraction_count; i++)
		buf_printf(
		    b, "  <retraction item=\"%s\"/>\n", u->retractions[i]);
	buf_puts(b, "</bundle>\n");
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct archive_file *)a)->name,
	    ((const struct archive_file *)b)->name);
}

static const char readme[] =
    "この配付物の確かめ方 / How to check this bundle\n"
    "\n"
    "  toiyaba open FILE.tar.zst.gpg\n"
    "  gpg -d FILE.tar.zst.gpg | tar --zstd -x && sha256sum -c SHA256SUMS\n"
    "\n"
    "bundle.xml: 宛先、通番、一つ前の配付物のダイジェスト、期限、全ファイル。\n"
    "bundle.xml: audience, sequence, digest of the bundle before, expiry, "
    "files.\n";

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

	buf_puts(&b, readme);
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

/* Writer: write_manifest(). */
struct bundle *
bundle_read(
    struct arena *a, const void *xml, size_t len, char *err, size_t errlen)
{
	const xmlNode *root, *c = NULL;
	struct bundle_file *f;
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
	while ((c = xml_child(root, c, NULL)) != NULL) {
		if (strcmp((const char *)c->name, "retraction") == 0) {
			arena_push_str(a, &u->retractions, &u->retraction_count,
			    xml_attr(a, c, "item"));
			continue;
		}
		f = arena_push(a, &u->files, &u->file_count, sizeof(*f));
		f->path = xml_attr(a, c, "path");
		f->size = strtoull(xml_attr(a, c, "size"), NULL, 10);
		digest_parse(xml_attr(a, c, "sha256"), &f->sha256);
	}
	xmlFreeDoc(doc);
	return u;
}
