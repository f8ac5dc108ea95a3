/* Archives: as packages, strictly; as attachments, as well as may be. */
#include <locale.h>
#include <string.h>

#include "formats/base/digest.h"
#include "formats/base/reason.h"
#include "formats/base/valid.h"
#include "formats/files/archive.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	setlocale(LC_CTYPE, "C.UTF-8");
	digest_setup();
	return 0;
}

static uint64_t
hold(void *arg, const char *name)
{
	(void)arg;
	return strlen(name) * 100;
}

static int
each(void *arg, const struct archive_entry_seen *e, struct refusal *why)
{
	struct digest d;

	(void)why;
	*(uint64_t *)arg += e->size;
	MUST(valid_path(e->name) && e->len <= e->size);
	digest_of(e->data, e->len, &d);
	MUST(e->len < e->size || digest_equal(&d, &e->sha256));
	return 0;
}

static void
peeked(void *arg, const struct archive_entry_seen *e)
{
	*(uint64_t *)arg += e->data == NULL ? 0 : e->len;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct archive_caps caps = { 1 << 20, 100 };
	struct refusal why = { 0 };
	uint64_t out = 0, seen = 0;
	struct archive_visitor v = { &out, hold, each, false };
	int rc;

	rc = archive_walk(data, size, &caps, &v, &why);
	MUST((rc == 0) == (why.reason == REASON_NONE) && out <= caps.unpacked);
	archive_peek(data, size, 50, 1 << 20, peeked, &seen);
	MUST(seen <= 1 << 20);
	return 0;
}
