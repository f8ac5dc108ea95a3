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
#include "formats/files/filepile.h"
#include "formats/out/bundle.h"
#include "formats/out/howto.h"
#include "formats/out/signedfront.h"
#include "formats/xml/xmlread.h"
#include "formats/xml/xmlwrite.h"

#define BUNDLE_XML "bundle.xml"

static void
put_file(struct xmlw *x, const struct filepile_file *f)
{
	char hex[DIGEST_HEX];

	digest_hex(&f->sha256, hex);
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
	if (u->state)
		xmlw_attr(x, "state", "yes");
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
put_line(struct xmlw *x, const struct chain_line *l)
{
	char hex[DIGEST_HEX], at[UTC_TEXT];

	utc_text(l->begun, at);
	digest_hex(&l->digest, hex);
	xmlw_blank(x, "  ");
	xmlw_start(x, "line");
	xmlw_attr(x, "begun", at);
	xmlw_attrf(x, "after", "%" PRIu64, l->after);
	xmlw_attr(x, "digest", hex);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

void
bundle_put_requests(struct xmlw *x, const struct bundle *u)
{
	const struct bundle_request *q;
	size_t i;

	for (i = 0; i < u->request_count; i++) {
		q = &u->requests[i];
		xmlw_blank(x, "  ");
		xmlw_start(x, "request");
		xmlw_attr(x, "name", q->name);
		xmlw_attr(x, "item", q->item);
		xmlw_attr(x, "until", q->until);
		xmlw_text(x, q->text);
		xmlw_end(x);
		xmlw_blank(x, "\n");
	}
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

static void
put_retraction(struct xmlw *x, const struct bundle_retraction *r)
{
	const struct bundle_value *v;

	xmlw_blank(x, "  ");
	xmlw_start(x, "retraction");
	xmlw_attr(x, "item", r->item);
	for (v = r->values; v < r->values + r->value_count; v++) {
		xmlw_blank(x, "\n    ");
		xmlw_start(x, "value");
		xmlw_attr(x, "type", ind_type_word(v->type));
		xmlw_visible(x, v->value);
		xmlw_end(x);
	}
	if (r->value_count > 0)
		xmlw_blank(x, "\n  ");
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

/* Reader: bundle_read(). */
static void
write_manifest(
    struct buf *b, const struct bundle *u, const struct filepile *files)
{
	struct xmlw x;
	size_t i;

	xmlw_begin(&x, b);
	xmlw_head(&x);
	xmlw_start(&x, "bundle");
	put_head(&x, u);
	for (i = 0; i < u->line_count; i++)
		put_line(&x, &u->lines[i]);
	for (i = 0; i < filepile_count(files); i++)
		put_file(&x, filepile_file(files, i));
	for (i = 0; i < u->retraction_count; i++)
		put_retraction(&x, &u->retractions[i]);
	for (i = 0; i < u->superseded_count; i++)
		put_superseded(&x, &u->superseded[i]);
	bundle_put_requests(&x, u);
	xmlw_end(&x);
	xmlw_blank(&x, "\n");
}

static void
put_readme(struct buf *b)
{
	enum lang l;

	for (l = 0; l < LANGS; l++) {
		if (l > 0)
			buf_puts(b, "\n");
		buf_printf(b, "%s\n", say(SAY_BUNDLE_README, l));
	}
}

static void
put_sum(struct buf *b, const struct digest *sum, const char *name)
{
	char hex[DIGEST_HEX];

	digest_hex(sum, hex);
	buf_printf(b, "%s  %s\n", hex, name);
}

void
bundle_sums(struct buf *b, const struct archive_file *files, size_t count)
{
	struct digest d;
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(files[i].name, SIGNEDFRONT_SUMS) == 0 ||
		    strcmp(files[i].name, SIGNEDFRONT_NAME) == 0)
			continue;
		digest_of(files[i].data, files[i].len, &d);
		put_sum(b, &d, files[i].name);
	}
}

/* Of a pile that has no SHA256SUMS yet. */
static void
put_sums(struct buf *b, const struct filepile *files)
{
	const struct filepile_file *f;
	size_t i;

	for (i = 0; i < filepile_count(files); i++) {
		f = filepile_file(files, i);
		put_sum(b, &f->sha256, f->name);
	}
}

/* Those that bundle.xml lists; then bundle.xml; then SHA256SUMS over all, which
 * is what the hub signs. */
int
bundle_list(const struct bundle *u, struct filepile *files)
{
	struct buf b = { 0 };
	int rc;

	put_readme(&b);
	filepile_add(files, "README.txt", &b);
	rc = howto_add(files);
	filepile_sort(files);
	write_manifest(&b, u, files);
	filepile_add(files, BUNDLE_XML, &b);
	filepile_sort(files);
	put_sums(&b, files);
	filepile_add(files, SIGNEDFRONT_SUMS, &b);
	buf_free(&b);
	return rc;
}

int
bundle_write(const struct bundle *u, struct filepile *files,
    struct buf *archive, struct digest *digest)
{
	size_t before = archive->len;
	int rc;

	rc = bundle_list(u, files);
	if (rc == 0)
		rc = archive_pack_pile(archive, files, u->created);
	if (rc == 0)
		digest_of(
		    archive->data + before, archive->len - before, digest);
	return rc;
}

bool
bundle_is_own(const char *path)
{
	return strcmp(path, "README.txt") == 0 || howto_is(path) ||
	       strcmp(path, SIGNEDFRONT_SUMS) == 0 ||
	       strcmp(path, BUNDLE_XML) == 0;
}

/* Writer: put_line(). */
static void
read_line(struct arena *a, const xmlNode *n, struct bundle *u)
{
	struct chain_line *l;

	l = arena_push(a, &u->lines, &u->line_count, sizeof(*l));
	valid_time(xml_attr(a, n, "begun"), &l->begun);
	l->after = strtoull(xml_attr(a, n, "after"), NULL, 10);
	digest_parse(xml_attr(a, n, "digest"), &l->digest);
}

static void
read_request(struct arena *a, const xmlNode *n, struct bundle *u)
{
	struct bundle_request *q;

	q = arena_push(a, &u->requests, &u->request_count, sizeof(*q));
	q->name = xml_attr(a, n, "name");
	q->item = xml_attr(a, n, "item");
	q->until = xml_attr(a, n, "until");
	q->text = xml_text(a, n);
}

static void
read_superseded(struct arena *a, const xmlNode *n, struct bundle *u)
{
	struct bundle_superseded *s;

	s = arena_push(a, &u->superseded, &u->superseded_count, sizeof(*s));
	s->item = xml_attr(a, n, "item");
	s->by = xml_attr(a, n, "by");
}

static int
by_item(const void *a, const void *b)
{
	const struct bundle_retraction *x = a, *y = b;

	return strcmp(x->item, y->item);
}

static int
by_superseded(const void *a, const void *b)
{
	const struct bundle_superseded *x = a, *y = b;

	return strcmp(x->item, y->item);
}

static int
by_value(const void *a, const void *b)
{
	const struct bundle_value *x = a, *y = b;
	int c = strcmp(ind_type_word(x->type), ind_type_word(y->type));

	return c != 0 ? c : strcmp(x->value, y->value);
}

static void
sort_values(struct bundle_retraction *r)
{
	size_t i, kept = 0;

	if (r->value_count > 1)
		qsort(r->values, r->value_count, sizeof(*r->values), by_value);
	for (i = 0; i < r->value_count; i++)
		if (i == 0 ||
		    by_value(&r->values[kept - 1], &r->values[i]) != 0)
			r->values[kept++] = r->values[i];
	r->value_count = kept;
}

void
bundle_sort(struct bundle *u)
{
	size_t i;

	for (i = 0; i < u->retraction_count; i++)
		sort_values(&u->retractions[i]);
	if (u->retraction_count > 1)
		qsort(u->retractions, u->retraction_count,
		    sizeof(*u->retractions), by_item);
	if (u->superseded_count > 1)
		qsort(u->superseded, u->superseded_count,
		    sizeof(*u->superseded), by_superseded);
}

/* Writer: put_retraction(). */
static void
read_retraction(struct arena *a, const xmlNode *n, struct bundle *u)
{
	struct bundle_retraction *r;
	struct bundle_value *v;
	const xmlNode *c = NULL;

	r = arena_push(a, &u->retractions, &u->retraction_count, sizeof(*r));
	r->item = xml_attr(a, n, "item");
	while ((c = xml_child(n, c, NULL)) != NULL) {
		v = arena_push(a, &r->values, &r->value_count, sizeof(*v));
		ind_type_parse(xml_attr(a, c, "type"), &v->type);
		v->value = xml_text(a, c);
	}
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
	u->state = xml_attr(a, root, "state") != NULL;
	valid_time(xml_attr(a, root, "created"), &u->created);
	valid_time(xml_attr(a, root, "expires"), &u->expires);
	tlp_parse(xml_attr(a, root, "tlp"), &u->tlp);
	while ((c = xml_child(root, c, NULL)) != NULL) {
		if (strcmp((const char *)c->name, "line") == 0) {
			read_line(a, c, u);
			continue;
		}
		if (strcmp((const char *)c->name, "retraction") == 0) {
			read_retraction(a, c, u);
			continue;
		}
		if (strcmp((const char *)c->name, "superseded") == 0) {
			read_superseded(a, c, u);
			continue;
		}
		if (strcmp((const char *)c->name, "request") == 0) {
			read_request(a, c, u);
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
