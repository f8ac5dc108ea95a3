/* manifest.xml: what is taken, the hub must take from the worker too. */
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/files/filefact.h"
#include "formats/package/package.h"
#include "formats/package/packagewire.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	digest_setup();
	package_setup();
	return 0;
}

/* As the worker does when it has read the file. */
static void
find_files(struct arena *a, struct package *p)
{
	struct pkg_file *f;
	struct filefact *fact;
	size_t i, k;

	for (i = 0; i < p->submission_count; i++)
		for (k = 0; k < p->submissions[i].file_count; k++) {
			f = &p->submissions[i].files[k];
			fact = arena_push(
			    a, &f->facts, &f->fact_count, sizeof(*fact));
			fact->name = f->path;
			fact->parent = -1;
			filefact_look(fact, "", 0);
		}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct refusal why = { 0 };
	struct package *p;
	struct buf b = { 0 };

	p = package_parse(a, data, size, &why);
	MUST((p == NULL) == (why.reason != REASON_NONE));
	if (p != NULL) {
		find_files(a, p);
		package_write(&b, p);
		MUST(package_read(a, b.data, b.len) != NULL);
	}
	buf_free(&b);
	arena_free(a);
	return 0;
}
