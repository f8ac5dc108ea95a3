#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/tongue.h"
#include "batch/member/packageid.h"
#include "batch/member/padding.h"
#include "batch/member/sealing.h"
#include "batch/review/docket.h"
#include "batch/review/handin.h"
#include "batch/review/signer.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/memfile.h"
#include "formats/base/reason.h"
#include "formats/base/utc.h"
#include "formats/files/archive.h"
#include "formats/package/package.h"
#include "formats/package/packagewire.h"
#include "formats/xml/xmlwrite.h"
#include "keys/ring.h"

/* On one line, so that the body's lines keep their numbers. */
static void
put_manifest(
    struct buf *out, const struct signer *s, const char *id, const char *body)
{
	char created[UTC_TEXT];
	struct xmlw x;

	utc_text(clock_now(), created);
	xmlw_begin(&x, out);
	xmlw_start(&x, "package");
	xmlw_attr(&x, "xmlns", "urn:toiyaba:package:1");
	xmlw_attr(&x, "id", id);
	xmlw_attr(&x, "to", s->hub);
	xmlw_attr(&x, "from", s->analyst);
	xmlw_attr(&x, "created", created);
	xmlw_raw(&x, body);
	xmlw_end(&x);
	xmlw_blank(&x, "\n");
}

static struct package *
read_manifest(struct arena *a, const struct buf *manifest, const char **why)
{
	struct refusal r = { 0 };
	struct package *p;

	package_setup();
	p = package_parse(a, manifest->data, manifest->len, &r);
	if (p == NULL)
		*why = arena_strdup(a, refusal_detail(&r));
	return p;
}

struct package *
handin_read(
    struct arena *a, const struct signer *s, const char *body, const char **why)
{
	struct buf manifest = { 0 };
	char id[UUID_TEXT];
	struct package *p;

	put_manifest(&manifest, s, packageid_new(id), body);
	p = read_manifest(a, &manifest, why);
	buf_free(&manifest);
	return p;
}

/* As the wire has them, which says all that the hub takes of a package. */
static bool
says_the_same(const struct package *read, const struct package *meant)
{
	struct buf a = { 0 }, b = { 0 };
	bool same;

	package_write(&a, read);
	package_write(&b, meant);
	same = a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
	buf_free(&a);
	buf_free(&b);
	return same;
}

/* A word that is lost on the way would be signed away unseen. */
static bool
is_as_decided(struct arena *a, const struct docket *d,
    const struct buf *manifest, const char **why)
{
	const struct package *read = read_manifest(a, manifest, why);
	struct package meant;

	if (read == NULL)
		return false;
	meant = *read;
	docket_fill(d, &meant);
	if (says_the_same(read, &meant))
		return true;
	*why = say(SAY_REVIEW_END_LOST, tongue());
	return false;
}

static bool
make_archive(struct buf *archive, const struct buf *manifest, int64_t at)
{
	struct archive_file file = { "manifest.xml", manifest->data,
		manifest->len };

	if (archive_pack(archive, &file, 1, at) == -1)
		return false;
	padding_put(archive);
	return true;
}

static const char *
seal(struct hub *h, const struct signer *s, const char *id,
    const struct buf *archive, const char **why)
{
	struct sealing with = { s->homedir, s->key, s->hub };
	const char *path = arena_printf(h->arena, "inbox/review-%s.gpg", id);
	char err[RING_ERR];
	int to = memfile_of("sealed", "", 0);

	if (to == -1 ||
	    sealing_put(&with, archive, to, err, sizeof(err)) != 0) {
		*why = to == -1 ? tongue_form("no memory file")
				: arena_strdup(h->arena, err);
		path = NULL;
	} else {
		publish_fd(h->dir, path, to);
	}
	if (to != -1)
		close(to);
	return path;
}

const char *
handin(struct hub *h, const struct signer *s, const struct docket *d,
    const char **why)
{
	struct buf body = { 0 }, manifest = { 0 }, archive = { 0 };
	const char *path = NULL;
	char id[UUID_TEXT];
	struct xmlw x;

	xmlw_begin(&x, &body);
	xmlw_blank(&x, "\n");
	docket_put(d, &x);
	put_manifest(&manifest, s, packageid_new(id), buf_str(&body));
	if (!is_as_decided(h->arena, d, &manifest, why))
		path = NULL;
	else if (!make_archive(&archive, &manifest, clock_now()))
		*why = tongue_form("the archive cannot be made");
	else
		path = seal(h, s, id, &archive, why);
	buf_free(&archive);
	buf_free(&manifest);
	buf_free(&body);
	return path;
}
