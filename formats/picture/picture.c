#include <string.h>

#include "formats/base/base64.h"
#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/picture/picture.h"
#include "formats/picture/pngflat.h"
#include "formats/picture/pngwalk.h"
#include "formats/picture/svgread.h"
#include "formats/xml/xmlwrite.h"

static void
start(struct xmlw *x, struct buf *out, const char *type, const char *lang)
{
	xmlw_begin(x, out);
	xmlw_start(x, "image");
	xmlw_attr(x, "type", type);
	xmlw_attr(x, "xml:lang", lang);
}

static const char *
put_pixels(struct buf *out, const void *p, size_t len, const char *lang)
{
	struct buf png = { 0 }, letters = { 0 };
	struct pngwalk_size size;
	const char *wrong;
	struct xmlw x;

	wrong = pngwalk(&png, p, len, &size);
	if (wrong == NULL) {
		base64_encode(&letters, png.data, png.len);
		start(&x, out, "png", lang);
		xmlw_attrf(&x, "width", "%u", size.width);
		xmlw_attrf(&x, "height", "%u", size.height);
		xmlw_raw(&x, buf_str(&letters));
		xmlw_end(&x);
	}
	buf_free(&png);
	buf_free(&letters);
	return wrong;
}

/* An element of the report's own: its texts are masked as all of a report. */
static const char *
put_drawing(struct arena *a, struct buf *out, const void *p, size_t len,
    const char *lang)
{
	static const char own[] = " xmlns=\"http://www.w3.org/2000/svg\"";
	struct buf svg = { 0 };
	struct svgread_size size;
	const char *wrong, *at;
	struct xmlw x;

	wrong = svgread(a, &svg, p, len, &size);
	if (wrong == NULL) {
		start(&x, out, "svg", lang);
		xmlw_attrf(&x, "width", "%.6g", size.width);
		xmlw_attrf(&x, "height", "%.6g", size.height);
		at = strstr(buf_str(&svg), own);
		xmlw_raw(&x, "<svg");
		xmlw_raw(&x, at + sizeof(own) - 1);
		xmlw_end(&x);
	}
	buf_free(&svg);
	return wrong;
}

const char *
picture_put(struct arena *a, struct buf *out, const void *p, size_t len,
    const char *lang)
{
	if (len > LIMIT_PICTURE)
		return arena_printf(
		    a, "it is larger than %u bytes", LIMIT_PICTURE);
	if (pngwalk_is(p, len))
		return put_pixels(out, p, len, lang);
	if (svgread_is(p, len))
		return put_drawing(a, out, p, len, lang);
	return "it is neither PNG nor SVG";
}

bool
picture_is_clean(const void *p, size_t len)
{
	struct buf again = { 0 };
	struct pngwalk_size size;
	bool same;

	same = pngwalk(&again, p, len, &size) == NULL && again.len == len &&
	       memcmp(again.data, p, len) == 0;
	buf_free(&again);
	return same;
}

/* One of pixels that was walked, or what only looks so. */
static void
put_for_paper(struct buf *out, const char *letters, size_t len,
    void (*told)(void *arg, const char *letters, size_t len), void *arg)
{
	struct buf png = { 0 }, flat = { 0 }, now = { 0 };

	base64_put(&png, letters, len, BASE64_PLAIN);
	if (picture_is_clean(png.data, png.len)) {
		if (pngflat(&flat, png.data, png.len))
			base64_encode(&now, flat.data, flat.len);
		else
			buf_put(&now, letters, len);
		if (told != NULL)
			told(arg, buf_str(&now), now.len);
	} else
		buf_put(&now, letters, len);
	buf_move(out, &now);
	buf_free(&png);
	buf_free(&flat);
}

void
picture_for_paper(struct buf *out, const char *fo,
    void (*told)(void *arg, const char *letters, size_t len), void *arg)
{
	static const char lead[] = "data:image/png;base64,";
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
	const char *at;
	size_t len;

	while ((at = strstr(fo, lead)) != NULL) {
		at += sizeof(lead) - 1;
		len = strspn(at, letters);
		buf_put(out, fo, (size_t)(at - fo));
		put_for_paper(out, at, len, told, arg);
		fo = at + len;
	}
	buf_puts(out, fo);
}
