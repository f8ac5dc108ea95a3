/*
 * Gives files to the worker as the hub does, each in a process of its own,
 * and prints what became of it: "OUTCOME CPU-MS FILE".
 *   read-one PROGRAM archive|mail|attachment|manifest FILE...
 * archive: the file is the package itself; else it is packed into one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "batch/apart/server.h"
#include "batch/apart/worker.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/package/package.h"

static const char *mode;

static void
slurp(const char *path, struct buf *b)
{
	char chunk[65536];
	FILE *f;
	size_t n;

	f = fopen(path, "rb");
	if (f == NULL) {
		perror(path);
		exit(2);
	}
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_put(b, chunk, n);
	fclose(f);
}

/* A package with that one file in it. */
static void
pack(struct buf *out, const struct buf *content)
{
	struct archive_file files[2];
	struct buf manifest = { 0 };
	struct digest d;
	char hex[DIGEST_HEX];
	size_t count = 2;

	digest_of(content->data == NULL ? (void *)"" : content->data,
	    content->len, &d);
	digest_hex(&d, hex);
	buf_printf(&manifest,
	    "<package xmlns=\"urn:toiyaba:package:1\" "
	    "id=\"7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10\" "
	    "to=\"00000000000000000000000000000000000000AA\" from=\"gas-03\" "
	    "created=\"2017-08-03T09:12:00+09:00\"><submission id=\"1\" "
	    "kind=\"mail\"><title>t</title><file path=\"x\" role=\"%s\" "
	    "sha256=\"%s\"/></submission></package>",
	    mode, hex);
	files[0] = (struct archive_file){ "manifest.xml", manifest.data,
		manifest.len };
	files[1] = (struct archive_file){ "x",
		buf_str((struct buf *)(uintptr_t)content), content->len };
	if (strcmp(mode, "manifest") == 0) {
		files[0].data = files[1].data;
		files[0].len = files[1].len;
		count = 1;
	}
	if (archive_pack(out, files, count, 0) == -1)
		exit(2);
	buf_free(&manifest);
}

static long
cpu_ms(void)
{
	struct rusage r;

	getrusage(RUSAGE_CHILDREN, &r);
	return (r.ru_utime.tv_sec + r.ru_stime.tv_sec) * 1000 +
	       (r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1000;
}

static void
read_one(const char *path)
{
	struct archive_caps caps = { 1ULL << 30, 2000 };
	struct refusal why = { 0 };
	struct buf content = { 0 }, package = { 0 };
	struct arena *a = arena_new();
	struct package *p;
	long before = cpu_ms();
	int64_t took;
	int fd;

	slurp(path, &content);
	if (strcmp(mode, "archive") == 0)
		buf_put(&package, content.data, content.len);
	else
		pack(&package, &content);
	fd = memfd_create("package", 0);
	if (pwrite(fd, package.data, package.len, 0) != (ssize_t)package.len)
		exit(2);
	p = worker_finish(worker_start(fd, &caps, -1), a, &why, &took);
	if (p == NULL)
		fprintf(stderr, "%s: %s\n", path, why.detail);
	printf("%s %ld %s\n", p != NULL ? "accepted" : reason_word(why.reason),
	    cpu_ms() - before, path);
	buf_free(&content);
	buf_free(&package);
	arena_free(a);
}

int
main(int argc, char **argv)
{
	struct rusage r;
	int i;

	if (argc < 3)
		return 64;
	digest_setup();
	server_program = argv[1];
	mode = argv[2];
	for (i = 3; i < argc; i++)
		read_one(argv[i]);
	getrusage(RUSAGE_CHILDREN, &r);
	printf("largest %ld KiB\n", r.ru_maxrss);
	return 0;
}
