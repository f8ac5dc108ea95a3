/*
 * A package in the worker, and what the hub makes of its answer.
 */
/* What a worker does stands in no header: it is a process. */
#include "batch/apart/worker-main.c"
#include "tests/cost/count.h"
#include "tests/cost/grow.h"

static struct personal *sender;

void
package_dimensions_setup(void)
{
	struct arena *a = arena_new();

	sender = personal_new(a, NULL);
	personal_add(sender, "北斗電力株式会社");
	personal_add(sender, "hokuto.example");
}

static void
open_manifest(struct buf *b)
{
	buf_puts(b,
	    "<package xmlns=\"urn:toiyaba:package:1\" "
	    "id=\"7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10\" "
	    "to=\"00000000000000000000000000000000000000AA\" from=\"gas-03\" "
	    "created=\"2017-08-03T09:12:00+09:00\">");
}

static void
open_submission(struct buf *b)
{
	open_manifest(b);
	buf_puts(b, "<submission id=\"1\" kind=\"mail\"><title>t</title>");
}

static void
close_submission(struct buf *b)
{
	buf_puts(b, "</submission></package>");
}

/* The same bytes for each file. */
static void
list_all(struct buf *b, size_t n, const char *role, const struct buf *content)
{
	struct digest sum;
	char hex[DIGEST_HEX];
	size_t i;

	digest_of(content->data, content->len, &sum);
	digest_hex(&sum, hex);
	for (i = 0; i < n; i++)
		buf_printf(b, "<file path=\"f%zu\" role=\"%s\" sha256=\"%s\"/>",
		    i, role, hex);
}

static void
work(struct arena *a, const char *name, size_t n, struct buf *manifest,
    size_t files, const struct buf *content)
{
	static const struct archive_caps caps = { 1ULL << 30, 20000 };
	struct job j = { .a = a, .names = sender };
	struct archive_file *list = NULL, *f;
	struct buf package = { 0 }, wire = { 0 };
	struct refusal why = { 0 };
	size_t count = 0, i;

	f = arena_push(a, &list, &count, sizeof(*f));
	*f = (struct archive_file){ "manifest.xml", manifest->data,
		manifest->len };
	for (i = 0; i < files; i++) {
		f = arena_push(a, &list, &count, sizeof(*f));
		*f = (struct archive_file){ arena_printf(a, "f%zu", i),
			content->data, content->len };
	}
	if (archive_pack(&package, list, count, 0) == -1)
		exit(1);
	count_begin();
	if (read_package(&j, package.data, package.len, &caps, &why) == -1) {
		fprintf(stderr, "%s: %s\n", name, why.detail);
		exit(1);
	}
	package_write(&wire, j.p);
	if (package_read(a, wire.data, wire.len) == NULL)
		exit(1);
	count_end(name, n);
	buf_free(&package);
	buf_free(&wire);
	buf_free(manifest);
}

static void
words(struct arena *a, size_t n, const struct dimension *d)
{
	struct buf m = { 0 };

	open_submission(&m);
	grow_put(&m, n, "<sensitive>word-#.corp.example</sensitive>");
	close_submission(&m);
	work(a, d->name, n, &m, 0, NULL);
}

static void
words_files(struct arena *a, size_t n, const struct dimension *d)
{
	struct buf m = { 0 }, content = { 0 };

	buf_puts(&content, "MZ harmless");
	open_submission(&m);
	list_all(&m, n, "attachment", &content);
	grow_put(&m, n, "<sensitive>word-#.corp.example</sensitive>");
	close_submission(&m);
	work(a, d->name, n, &m, n, &content);
	buf_free(&content);
}

static void
words_mails(struct arena *a, size_t n, const struct dimension *d)
{
	struct buf m = { 0 }, content = { 0 };

	buf_puts(&content,
	    "From: a@evil.example\nTo: b@bank.example\nSubject: s\n\nhttp://a.evil.example/x\n");
	open_submission(&m);
	list_all(&m, n, "mail", &content);
	grow_put(&m, n, "<sensitive>word-#.corp.example</sensitive>");
	close_submission(&m);
	work(a, d->name, n, &m, n, &content);
	buf_free(&content);
}

/* One word ends where a thousand others do. */
static void
words_nested(struct arena *a, size_t n, const struct dimension *d)
{
	struct buf m = { 0 }, content = { 0 };
	size_t i, k;

	for (i = 0; i < n; i++)
		buf_puts(&content, "aaaaaaaa");
	open_submission(&m);
	list_all(&m, 1, "attachment", &content);
	for (i = 4; i * i < 2 * n; i++) {
		buf_puts(&m, "<sensitive>");
		for (k = 0; k < i; k++)
			buf_puts(&m, "a");
		buf_puts(&m, "</sensitive>");
	}
	close_submission(&m);
	work(a, d->name, n, &m, 1, &content);
	buf_free(&content);
}

static void
files(struct arena *a, size_t n, const struct dimension *d)
{
	struct buf m = { 0 }, content = { 0 };

	buf_puts(&content, "x");
	open_submission(&m);
	list_all(&m, n, "log", &content);
	close_submission(&m);
	work(a, d->name, n, &m, n, &content);
	buf_free(&content);
}

static void
submissions(struct arena *a, size_t n, const struct dimension *d)
{
	struct buf m = { 0 };

	open_manifest(&m);
	grow_put(&m, n,
	    "<submission id=\"#\" kind=\"mail\"><title>t</title></submission>");
	buf_puts(&m, "</package>");
	work(a, d->name, n, &m, 0, NULL);
}

static void
references(struct arena *a, size_t n, const struct dimension *d)
{
	struct buf m = { 0 };

	open_manifest(&m);
	grow_put(&m, n,
	    "<submission id=\"#\" kind=\"mail\"><title>t</title></submission>");
	buf_puts(&m, "<sighting item=\"S-2017-0123ABCD\">");
	grow_put(&m, n, "<with submission=\"#\"/>");
	buf_puts(&m, "</sighting></package>");
	work(a, d->name, n, &m, 0, NULL);
}

static void
sightings(struct arena *a, size_t n, const struct dimension *d)
{
	struct buf m = { 0 };

	open_manifest(&m);
	grow_put(&m, n, "<sighting item=\"S-2017-0123ABCD\" count=\"#\"/>");
	buf_puts(&m, "</package>");
	work(a, d->name, n, &m, 0, NULL);
}

static void
indicators(struct arena *a, size_t n, const struct dimension *d)
{
	struct buf m = { 0 };

	open_submission(&m);
	grow_put(&m, n,
	    "<indicator type=\"url\">http://h#.evil.example/x</indicator>");
	close_submission(&m);
	work(a, d->name, n, &m, 0, NULL);
}

static void
observations(struct arena *a, size_t n, const struct dimension *d)
{
	struct buf m = { 0 };

	open_submission(&m);
	grow_put(&m, n,
	    "<observation direction=\"inbound\" address=\"198.51.100.7\" "
	    "port=\"502\" first=\"2017-07-03\" last=\"2017-07-03\" "
	    "count=\"#\"/>");
	close_submission(&m);
	work(a, d->name, n, &m, 0, NULL);
}

static void
title(struct arena *a, size_t n, const struct dimension *d)
{
	struct buf m = { 0 };

	open_manifest(&m);
	buf_puts(&m, "<submission id=\"1\" kind=\"mail\"><title>");
	grow_put(&m, n, "題名#");
	buf_puts(&m, "</title>");
	close_submission(&m);
	work(a, d->name, n, &m, 0, NULL);
}

static void
acks(struct arena *a, size_t n, const struct dimension *d)
{
	struct buf m = { 0 };

	open_manifest(&m);
	grow_put(&m, n, "<ack bundle=\"gas-000001\"/>");
	buf_puts(&m, "</package>");
	work(a, d->name, n, &m, 0, NULL);
}

static void
zip_names(struct arena *a, size_t n, const struct dimension *d)
{
	struct buf m = { 0 }, content = { 0 };
	struct archive_file *list = NULL, *f;
	size_t count = 0, i;

	for (i = 0; i < n; i++) {
		f = arena_push(a, &list, &count, sizeof(*f));
		*f = (struct archive_file){ arena_printf(a, "n%zu.txt", i), "x",
			1 };
	}
	if (archive_pack(&content, list, count, 0) == -1)
		exit(1);
	open_submission(&m);
	list_all(&m, 1, "attachment", &content);
	close_submission(&m);
	work(a, d->name, n, &m, 1, &content);
	buf_free(&content);
}

const struct dimension package_dimensions[] = {
	/* Of thousands RELAX NG's own squares show: LIMIT_XML_CHILDREN. */
	{ .name = "package/words", .size = 100, .grow = words },
	{ .name = "package/words-x-files", .size = 40, .grow = words_files },
	{ .name = "package/words-x-mails", .size = 25, .grow = words_mails },
	{ .name = "package/words-nested", .size = 800, .grow = words_nested },
	{ .name = "package/files", .size = 60, .grow = files },
	{ .name = "package/submissions", .size = 120, .grow = submissions },
	{ .name = "package/references", .size = 120, .grow = references },
	{ .name = "package/sightings", .size = 100, .grow = sightings },
	{ .name = "package/indicators", .size = 60, .grow = indicators },
	{ .name = "package/observations", .size = 80, .grow = observations },
	{ .name = "package/title", .size = 150, .grow = title },
	{ .name = "package/acks", .size = 150, .grow = acks },
	{ .name = "package/zip-names", .size = 50, .grow = zip_names },
	{ .name = NULL },
};
