/* Pictures of chapters: what is shown of one is shown again as it is, and
 * paper takes it. */
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/picture/picture.h"
#include "formats/picture/pngflat.h"
#include "formats/picture/pngwalk.h"
#include "formats/picture/svgread.h"
#include "formats/xml/xmlread.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}

static void
pixels(const uint8_t *data, size_t size)
{
	struct buf once = { 0 }, flat = { 0 };
	struct pngwalk_size s, again;
	struct pngwalk_head h;

	if (pngwalk(&once, data, size, &s) == NULL) {
		MUST(picture_is_clean(once.data, once.len));
		MUST(pngwalk_head(&h, once.data, once.len));
		if (pngflat(&flat, once.data, once.len)) {
			MUST(picture_is_clean(flat.data, flat.len));
			MUST(pngwalk_head(&h, flat.data, flat.len));
			again = h.size;
			MUST(
			    again.width == s.width && again.height == s.height);
			MUST(h.colour == PNGWALK_RGB && h.depth == 8);
		}
	}
	buf_free(&once);
	buf_free(&flat);
}

static void
shapes(struct arena *a, const uint8_t *data, size_t size)
{
	struct buf once = { 0 }, twice = { 0 };
	struct svgread_size s;

	if (svgread(a, &once, data, size, &s) == NULL) {
		MUST(svgread(a, &twice, once.data, once.len, &s) == NULL);
		MUST(twice.len == once.len &&
		     memcmp(twice.data, once.data, once.len) == 0);
		MUST(strstr(buf_str(&once), "<script") == NULL);
	}
	buf_free(&once);
	buf_free(&twice);
}

/* Well-formed in a document of its own. */
static void
shown(struct arena *a, const uint8_t *data, size_t size)
{
	struct buf b = { 0 };
	char err[512];
	xmlDocPtr doc;

	if (picture_put(a, &b, data, size, "ja") == NULL) {
		doc = xml_open(b.data, b.len, err, sizeof(err));
		MUST(doc != NULL || b.len > (8U << 20));
		xmlFreeDoc(doc);
	}
	buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();

	if (pngwalk_is(data, size))
		pixels(data, size);
	else
		shapes(a, data, size);
	shown(a, data, size);
	arena_free(a);
	return 0;
}
