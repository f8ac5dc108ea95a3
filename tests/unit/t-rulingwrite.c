/* A ruling written is the ruling that was read: every element and attribute
 * that the schema has for one stands in an example here, and none is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xpath.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/package/package.h"
#include "formats/package/packagewire.h"
#include "formats/package/rulingwrite.h"
#include "formats/xml/xmlwrite.h"

#define UUID "11111111-1111-4111-8111-111111111111"

static const char head[] =
    "<package xmlns=\"urn:toiyaba:package:1\" id=\"" UUID
    "\" to=\"0123456789012345678901234567890123456789\" from=\"duty\" "
    "created=\"2017-08-04T01:00:00Z\">";

static const char examples[] =
    "<ruling case=\"C-2017-0001\" as-of=\"20170804T010000\" for=\"gas power\" "
    "class=\"bec\" grounds=\"malware craft\" grave=\"yes\" release=\"no\" "
    "retract=\"yes\" harmless=\"no\" quiet=\"yes\">"
    "<title>t &lt;1&gt;</title><analysis>a\nb\n\n c</analysis>"
    "<countermeasure>c</countermeasure><topic>p</topic>"
    "<outline>o &amp; o</outline>"
    "<campaign from=\"2015\" until=\"2017\">n</campaign>"
    "<technique>executable-rlo</technique><technique>T1566.001</technique>"
    "<redact>r1</redact><redact>r2</redact><merge into=\"C-2017-0002\"/>"
    "<split submission=\"" UUID "/2\"/><split submission=\"" UUID "/3\"/>"
    "<thread><step kind=\"recon\" submission=\"" UUID "/1\">s</step>"
    "<step kind=\"reply\" at=\"2017-08-01T00:00:00Z\">u</step></thread>"
    "<reason>why</reason></ruling>"
    "<ruling case=\"C-2017-0001\" for=\"all\"><campaign/></ruling>"
    "<ruling case=\"C-2017-0001\"><campaign from=\"2015\">n</campaign></ruling>"
    "<ruling case=\"C-2017-0001\"><campaign until=\"2016\">n</campaign></ruling>"
    "<ruling item=\"S-2017-AAAAAAAA\" retract=\"yes\"/>"
    "<ruling submission=\"" UUID "/1\"><answer>w</answer></ruling>"
    "<ruling case=\"C-2017-0001\"><truehit submission=\"" UUID "/1\">"
    "<fact type=\"domain-name\">a.example</fact>"
    "<fact type=\"subject\">x</fact></truehit><reason>y</reason></ruling>";

static struct package *
parsed(struct arena *a, const char *body)
{
	struct buf b = { 0 };
	struct refusal r = { 0 };
	struct package *p;

	package_setup();
	buf_printf(&b, "%s%s</package>", head, body);
	p = package_parse(a, b.data, b.len, &r);
	if (p == NULL)
		print_error("%s\n", refusal_detail(&r));
	buf_free(&b);
	assert_non_null(p);
	return p;
}

static void
is_read_again(void **state)
{
	struct buf text = { 0 }, before = { 0 }, after = { 0 };
	struct arena *a = arena_new();
	const struct package *p = parsed(a, examples);
	struct package *again;
	struct xmlw x;
	size_t i;

	(void)state;
	xmlw_begin(&x, &text);
	for (i = 0; i < p->ruling_count; i++)
		rulingwrite(&x, &p->rulings[i]);
	again = parsed(a, buf_str(&text));
	package_write(&after, again);
	again->rulings = p->rulings;
	again->ruling_count = p->ruling_count;
	package_write(&before, again);
	assert_int_equal(before.len, after.len);
	assert_memory_equal(before.data, after.data, before.len);
	buf_free(&text);
	buf_free(&before);
	buf_free(&after);
	arena_free(a);
}

/* Whether a ruling has that attribute or element in that element. */
static bool
has_word(xmlDoc *d, const char *parent, const char *name, bool attribute)
{
	xmlXPathContext *c = xmlXPathNewContext(d);
	struct buf b = { 0 };
	xmlXPathObject *o;
	bool has;

	buf_printf(&b,
	    "//*[local-name()='%s']/%s[local-name()='%s']"
	    "[ancestor-or-self::*[local-name()='ruling']]",
	    parent, attribute ? "@*" : "*", name);
	o = xmlXPathEval((const xmlChar *)buf_str(&b), c);
	has = o != NULL && o->nodesetval != NULL && o->nodesetval->nodeNr > 0;
	xmlXPathFreeObject(o);
	xmlXPathFreeContext(c);
	buf_free(&b);
	return has;
}

static const char *
name_of(const xmlNode *n)
{
	const xmlAttr *at;

	for (at = n->properties; at != NULL; at = at->next)
		if (strcmp((const char *)at->name, "name") == 0)
			return (const char *)at->children->content;
	return "";
}

/* Every element and attribute beneath a definition; how many there are. */
static size_t
want(const xmlNode *n, const char *within, xmlDoc *written)
{
	const xmlNode *c;
	const char *own;
	size_t seen = 0;
	bool element, attribute;

	for (c = n->children; c != NULL; c = c->next) {
		if (c->type != XML_ELEMENT_NODE)
			continue;
		element = strcmp((const char *)c->name, "element") == 0;
		attribute = strcmp((const char *)c->name, "attribute") == 0;
		own = within;
		if (element || attribute) {
			own = name_of(c);
			if (!has_word(written, within, own, attribute))
				fail_msg(
				    "no example has %s of %s", own, within);
			seen++;
		}
		if (!attribute)
			seen += want(c, own, written);
	}
	return seen;
}

static void
examples_have_all(void **state)
{
	xmlDoc *schema = xmlReadFile("formats/package/package.rng", NULL, 0);
	xmlXPathContext *c = xmlXPathNewContext(schema);
	struct buf b = { 0 };
	xmlXPathObject *o;
	xmlDoc *written;

	(void)state;
	buf_printf(&b, "%s%s</package>", head, examples);
	written = xmlReadMemory(buf_str(&b), (int)b.len, NULL, NULL, 0);
	assert_non_null(schema);
	assert_non_null(written);
	o = xmlXPathEval((const xmlChar *)"//*[local-name()='element']"
					  "[@name='ruling']",
	    c);
	assert_int_equal(o->nodesetval->nodeNr, 1);
	assert_true(want(o->nodesetval->nodeTab[0], "ruling", written) >= 30);
	xmlXPathFreeObject(o);
	xmlXPathFreeContext(c);
	xmlFreeDoc(written);
	xmlFreeDoc(schema);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_read_again),
		cmocka_unit_test(examples_have_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
