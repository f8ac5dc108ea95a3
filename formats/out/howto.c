#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/say.h"
#include "formats/files/filepile.h"
#include "formats/out/howto.h"
#include "formats/xml/xmltransform.h"

static const char source[] = "<howto/>";

static const struct {
	const char *path, *param;
} pages[] = {
	{ "how-to-open.ja.html", "'ja'" },
	{ "how-to-open.en.html", "'en'" },
};

#define PAGES (sizeof(pages) / sizeof(pages[0]))

int
howto_add(struct filepile *files)
{
	struct buf b = { 0 };
	char err[256];
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < PAGES; i++) {
		rc = xml_transform(SHEET_HOWTO, source, strlen(source),
		    (const char *[]){ "lang", pages[i].param, NULL }, &b, err,
		    sizeof(err));
		filepile_add(files, pages[i].path, &b);
	}
	buf_free(&b);
	return rc;
}

bool
howto_is(const char *path)
{
	size_t i;

	for (i = 0; i < PAGES; i++)
		if (strcmp(path, pages[i].path) == 0)
			return true;
	return false;
}
