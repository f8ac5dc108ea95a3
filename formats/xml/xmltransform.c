#include <libexslt/exslt.h>
#include <libxml/parser.h>
#include <libxml/xpathInternals.h>
#include <libxslt/documents.h>
#include <libxslt/extensions.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/embed.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/base/say.h"
#include "formats/xml/xmltransform.h"

EMBED(howto_xsl, "formats/out/howto.xsl");
EMBED(notice_xsl, "formats/out/notice.xsl");
EMBED(preview_xsl, "formats/out/preview.xsl");
EMBED(receipts_xsl, "formats/out/receipts.xsl");
EMBED(run_xsl, "formats/report/run.xsl");
EMBED(status_xsl, "formats/report/status.xsl");
EMBED(report_fo_xsl, "formats/report/report-fo.xsl");
EMBED(report_html_xsl, "formats/report/report-html.xsl");
EMBED(report_figure_xsl, "formats/report/report-figure.xsl");
EMBED(report_words_xsl, "formats/report/report-words.xsl");
EMBED(svg_xsl, "formats/report/svg.xsl");
EMBED(timeline_xsl, "formats/report/timeline.xsl");
EMBED(organisation_xsl, "formats/report/organisation.xsl");

static const struct {
	const char *name, *text, *end;
} sheets[SHEETS] = {
	[SHEET_HOWTO] = { "embed:howto.xsl", howto_xsl, howto_xsl_end },
	[SHEET_NOTICE] = { "embed:notice.xsl", notice_xsl, notice_xsl_end },
	[SHEET_PREVIEW] = { "embed:preview.xsl", preview_xsl, preview_xsl_end },
	[SHEET_RECEIPTS] = { "embed:receipts.xsl", receipts_xsl,
	    receipts_xsl_end },
	[SHEET_RUN] = { "embed:run.xsl", run_xsl, run_xsl_end },
	[SHEET_STATUS] = { "embed:status.xsl", status_xsl, status_xsl_end },
	[SHEET_REPORT_FO] = { "embed:report-fo.xsl", report_fo_xsl,
	    report_fo_xsl_end },
	[SHEET_REPORT_HTML] = { "embed:report-html.xsl", report_html_xsl,
	    report_html_xsl_end },
	[SHEET_REPORT_FIGURE] = { "embed:report-figure.xsl", report_figure_xsl,
	    report_figure_xsl_end },
	[SHEET_WORDS] = { "embed:report-words.xsl", report_words_xsl,
	    report_words_xsl_end },
	[SHEET_SVG] = { "embed:svg.xsl", svg_xsl, svg_xsl_end },
	[SHEET_TIMELINE] = { "embed:timeline.xsl", timeline_xsl,
	    timeline_xsl_end },
	[SHEET_ORGANISATION] = { "embed:organisation.xsl", organisation_xsl,
	    organisation_xsl_end },
};

const char *
xml_sheet_source(enum xml_sheet sheet, size_t *len)
{
	*len = (size_t)(sheets[sheet].end - sheets[sheet].text);
	return sheets[sheet].text;
}

static char first_error[256];

static void __attribute__((format(printf, 2, 3)))
on_error(void *arg, const char *fmt, ...)
{
	va_list ap;

	(void)arg;
	if (*first_error != '\0')
		return;
	va_start(ap, fmt);
	vsnprintf(first_error, sizeof(first_error), fmt, ap);
	va_end(ap);
	first_error[strcspn(first_error, "\n")] = '\0';
}

/* dict: names of an imported sheet are compared with those of the importing
 * one by address, so the two must share it. */
static xmlDocPtr
sheet_doc(enum xml_sheet s, xmlDictPtr dict)
{
	xmlParserCtxtPtr p;
	xmlDocPtr doc;

	p = xmlNewParserCtxt();
	if (p == NULL)
		return NULL;
	if (dict != NULL) {
		xmlDictFree(p->dict);
		p->dict = dict;
		xmlDictReference(dict);
	}
	doc = xmlCtxtReadMemory(p, sheets[s].text,
	    (int)(sheets[s].end - sheets[s].text), sheets[s].name, NULL,
	    XSLT_PARSE_OPTIONS & ~(XML_PARSE_DTDLOAD | XML_PARSE_DTDATTR));
	xmlFreeParserCtxt(p);
	return doc;
}

/* Only what is built in can be imported. */
static xmlDocPtr
load(const xmlChar *uri, xmlDictPtr dict, int options, void *ctxt,
    xsltLoadType type)
{
	enum xml_sheet s;

	(void)options;
	(void)ctxt;
	(void)type;
	for (s = 0; s < SHEETS; s++)
		if (strcmp((const char *)uri, sheets[s].name) == 0)
			return sheet_doc(s, dict);
	return NULL;
}

static xsltSecurityPrefsPtr
forbid_all(void)
{
	static const xsltSecurityOption all[] = { XSLT_SECPREF_READ_FILE,
		XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY,
		XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK };
	xsltSecurityPrefsPtr p;
	size_t i;

	p = xsltNewSecurityPrefs();
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		xsltSetSecurityPrefs(p, all[i], xsltSecurityForbid);
	return p;
}

/* Values of say:of() behind id and language: name, value, ... */
#define SAY_ARGUMENTS_MAX 18

static char *
say_arguments(struct arena *a, xmlChar **arg, int count)
{
	struct say_value values[SAY_ARGUMENTS_MAX / 2];
	enum say what = say_parse((const char *)arg[0]);
	size_t n = 0;
	int i;

	if (what == SAY_COUNT)
		return NULL;
	for (i = 2; i + 1 < count; i += 2)
		values[n++] = (struct say_value){ (const char *)arg[i],
			(const char *)arg[i + 1] };
	return say_with(a, what,
	    xmlStrcmp(arg[1], BAD_CAST "ja") == 0 ? LANG_JA : LANG_EN, values,
	    n);
}

/* say:of(ID, LANG, NAME, VALUE, ...) in a stylesheet: say_with(). */
static void
say_function(xmlXPathParserContextPtr ctxt, int count)
{
	xmlChar *arg[SAY_ARGUMENTS_MAX] = { NULL };
	struct arena *a = arena_new();
	char *text = NULL;
	int i;

	if (count < 2 || count > SAY_ARGUMENTS_MAX || count % 2 != 0) {
		xmlXPathSetArityError(ctxt);
		goto out;
	}
	for (i = count; i-- > 0;)
		arg[i] = xmlXPathPopString(ctxt);
	text = say_arguments(a, arg, count);
	if (text == NULL)
		xsltTransformError(xsltXPathGetTransformContext(ctxt), NULL,
		    NULL, "no text %s", arg[0]);
	xmlXPathReturnString(
	    ctxt, xmlStrdup(BAD_CAST(text == NULL ? "" : text)));
out:
	for (i = 0; i < SAY_ARGUMENTS_MAX; i++)
		xmlFree(arg[i]);
	arena_free(a);
}

/* say:means(REASON, LANG) and say:advice(REASON, LANG): of a reason code. */
static void
reason_function(xmlXPathParserContextPtr ctxt, int count, bool advice)
{
	const struct reason_entry *e = NULL;
	xmlChar *word, *lang;
	enum reason r;
	bool ja;

	if (count != 2) {
		xmlXPathSetArityError(ctxt);
		return;
	}
	lang = xmlXPathPopString(ctxt);
	word = xmlXPathPopString(ctxt);
	ja = xmlStrcmp(lang, BAD_CAST "ja") == 0;
	r = reason_parse((const char *)word);
	if (r != REASON_NONE)
		e = reason_entry(r);
	xmlXPathReturnString(ctxt,
	    xmlStrdup(BAD_CAST(e == NULL ? ""
			       : advice	 ? (ja ? e->advice_ja : e->advice_en)
					 : (ja ? e->means_ja : e->means_en))));
	xmlFree(word);
	xmlFree(lang);
}

static void
means_function(xmlXPathParserContextPtr ctxt, int count)
{
	reason_function(ctxt, count, false);
}

static void
advice_function(xmlXPathParserContextPtr ctxt, int count)
{
	reason_function(ctxt, count, true);
}

/* say:tongue(TEXT): ja where a kana or kanji stands in it, else en. */
static void
tongue_function(xmlXPathParserContextPtr ctxt, int count)
{
	const xmlChar *p;
	xmlChar *text;
	enum lang l = LANG_EN;

	if (count != 1) {
		xmlXPathSetArityError(ctxt);
		return;
	}
	text = xmlXPathPopString(ctxt);
	/* U+3040 to U+9FFF. */
	for (p = text; p != NULL && *p != '\0'; p++)
		if ((*p == 0xe3 && p[1] >= 0x81) || (*p > 0xe3 && *p < 0xea))
			l = LANG_JA;
	xmlFree(text);
	xmlXPathReturnString(ctxt, xmlStrdup(BAD_CAST lang_word(l)));
}

static void *
bytes(size_t size)
{
	return mem_grow(NULL, size == 0 ? 1 : size, 1);
}

static void *
more_bytes(void *p, size_t size)
{
	return mem_grow(p, size, 1);
}

static char *
copy_text(const char *s)
{
	return mem_strdup(s);
}

static void
register_function(const char *name, xmlXPathFunction f)
{
	xsltRegisterExtModuleFunction(
	    BAD_CAST name, BAD_CAST "urn:toiyaba:texts:1", f);
}

static xsltStylesheetPtr
stylesheet(enum xml_sheet s)
{
	static xsltStylesheetPtr cache[SHEETS];
	static bool ready;

	if (!ready) {
		/* Where memory ends, libxslt leaves out what it has none for,
		 * or reads nothing as something: the program ends instead. */
		xmlMemSetup(free, bytes, more_bytes, copy_text);
		exsltRegisterAll();
		register_function("of", say_function);
		register_function("means", means_function);
		register_function("advice", advice_function);
		register_function("tongue", tongue_function);
		xsltSetLoaderFunc(load);
		xsltSetGenericErrorFunc(NULL, on_error);
		ready = true;
	}
	if (cache[s] == NULL)
		cache[s] = xsltParseStylesheetDoc(sheet_doc(s, NULL));
	return cache[s];
}

int
xml_transform(enum xml_sheet s, const void *xml, size_t len,
    const char *const *params, struct buf *out, char *err, size_t errlen)
{
	xsltTransformContextPtr ctx = NULL;
	xsltSecurityPrefsPtr prefs = NULL;
	xsltStylesheetPtr sheet;
	xmlDocPtr doc = NULL, res = NULL;
	xmlChar *text = NULL;
	int n = 0, rc = -1;

	*first_error = '\0';
	sheet = stylesheet(s);
	doc = xmlReadMemory(xml, (int)len, NULL, NULL, XML_PARSE_NONET);
	if (sheet == NULL || doc == NULL)
		goto out;
	ctx = xsltNewTransformContext(sheet, doc);
	prefs = forbid_all();
	xsltSetCtxtSecurityPrefs(prefs, ctx);
	xsltSetTransformErrorFunc(ctx, NULL, on_error);
	res = xsltApplyStylesheetUser(
	    sheet, doc, (const char **)(uintptr_t)params, NULL, NULL, ctx);
	if (res == NULL || ctx->state != XSLT_STATE_OK ||
	    xsltSaveResultToString(&text, &n, res, sheet) == -1)
		goto out;
	buf_put(out, text, (size_t)n);
	rc = 0;
out:
	if (rc == -1)
		snprintf(err, errlen, "%s: %s", sheets[s].name,
		    *first_error == '\0' ? "failed" : first_error);
	xmlFree(text);
	xmlFreeDoc(res);
	if (ctx != NULL)
		xsltFreeTransformContext(ctx);
	if (prefs != NULL)
		xsltFreeSecurityPrefs(prefs);
	xmlFreeDoc(doc);
	return rc;
}
