/* Outlook's forms: whatever they hold, it is bounded, and a mail comes out. */
#include <locale.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/limits.h"
#include "formats/names/charset.h"
#include "formats/outlook/outlook.h"
#include "formats/outlook/rtf.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	setlocale(LC_CTYPE, "C.UTF-8");
	digest_setup();
	charset_setup();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf out = { 0 }, rtf = { 0 }, html = { 0 };
	bool partial = false;

	if (outlook_mail(&out, data, size, &partial))
		MUST(out.len > 0 && out.len <= OUTLOOK_MOST + LIMIT_HEADERS);
	else
		MUST(out.len == 0);
	rtf_unpack(&rtf, data, size);
	rtf_html(
	    &html, rtf.len > 0 ? rtf.data : data, rtf.len > 0 ? rtf.len : size);
	MUST(rtf.len <= LIMIT_HTML && html.len <= LIMIT_HTML);
	buf_free(&out);
	buf_free(&rtf);
	buf_free(&html);
	return 0;
}
