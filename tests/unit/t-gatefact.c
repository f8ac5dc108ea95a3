/* What the gate lets pass for a true hit: those values, as fields of their
 * own, of that member, and nothing else. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "batch/gate/gate.h"
#include "batch/gate/gatefact.h"
#include "batch/gate/gatesearch.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

static const char roster[] =
    "<roster xmlns=\"urn:toiyaba:roster:1\">"
    "<sig id=\"gas\" from=\"2012-04-01\"><name "
    "xml:lang=\"ja\">業界</name></sig>"
    "<member id=\"gas-01\"><name xml:lang=\"ja\">架空瓦斯株式会社</name>"
    "<alias>Kakugas</alias></member>"
    "<member id=\"gas-02\"><name xml:lang=\"ja\">南風燃料株式会社</name>"
    "<alias>Minamikaze</alias></member></roster>";

static struct gate *gate;

static bool
passes(const char *text, const char *member, const char *value)
{
	const struct gate_fact fact = { member, value };

	return gate_hit_but(gate, text, strlen(text), &fact, 1) == NULL;
}

static void
in_each_form(void **state)
{
	static const char *const forms[] = {
		"<indicator>架空瓦斯 \"A\" &amp; B</indicator>",
		"<file name=\"架空瓦斯 &quot;A&quot; &amp; B\"/>",
		"x,\"架空瓦斯 \"\"A\"\" & B\",y\r\n",
		"<td>架空瓦斯 \"A\" &amp; B</td>",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		assert_true(passes(forms[i], "gas-01", "架空瓦斯 \"A\" & B"));
	assert_true(
	    passes("<td>kakugas[.]example</td>", "gas-01", "kakugas.example"));
	assert_true(
	    passes("a,kakugas.example,b\r\n", "gas-01", "kakugas.example"));
}

static void
nowhere_else(void **state)
{
	(void)state;
	assert_false(passes(
	    "<i>http://kakugas.example/x</i>", "gas-01", "kakugas.example"));
	assert_false(
	    passes("<i>www.kakugas.example</i>", "gas-01", "kakugas.example"));
	assert_false(
	    passes("<i>see kakugas.example</i>", "gas-01", "kakugas.example"));
	assert_false(passes("<i>kakugas.example</i><i>Kakugas</i>", "gas-01",
	    "kakugas.example"));
	assert_false(
	    passes("<i>kakugas.example.</i>", "gas-01", "kakugas.example"));
	assert_false(
	    passes("<i>KAKUGAS.example</i>", "gas-01", "kakugas.example"));
}

static void
of_nobody_else(void **state)
{
	(void)state;
	assert_false(
	    passes("<i>kakugas.example</i>", "gas-02", "kakugas.example"));
	assert_false(passes("<i>kakugas-minamikaze.example</i>", "gas-01",
	    "kakugas-minamikaze.example"));
	assert_false(passes("<i>kakugas.example</i><i>南風燃料</i>", "gas-01",
	    "kakugas.example"));
}

/* As other formats write them: in JSON, in a pattern in it, of
 * which no more is let go. */
static void
in_others_formats(void **state)
{
	static const char value[] = "kakugas's \"A\" \\ B";

	(void)state;
	assert_true(passes(
	    "{\"value\": \"kakugas's \\\"A\\\" \\\\ B\"}", "gas-01", value));
	assert_true(passes(
	    "{\"pattern\": \"[mutex:name = 'kakugas\\\\'s \\\"A\\\" \\\\\\\\ B']\"}",
	    "gas-01", value));
	assert_true(passes("\"[domain-name:value = 'kakugas.example']\"",
	    "gas-01", "kakugas.example"));
	assert_false(passes("\"[domain-name:value = 'www.kakugas.example']\"",
	    "gas-01", "kakugas.example"));
}

/* However JSON writes a name that nobody agreed to, it is read. */
static void
hidden_in_json(void **state)
{
	static const char *const texts[] = {
		"{\"name\": \"\\u67b6\\u7a7a\\u74e6\\u65af\"}",
		"{\"name\": \"\\u004bakugas\"}",
		"{\"pattern\": \"[url:value = 'http://\\u006bakugas.example/']\"}",
		"{\"pattern\": \"[file:name = '\\\\u67b6\\\\u7a7a\\\\u74e6\\\\u65af']\"}",
		"{\"pattern\": \"[file:name MATCHES '^.+kakugas\\\\\\\\.exe$']\"}",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_false(passes(texts[i], "gas-02", "x"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_each_form),
		cmocka_unit_test(nowhere_else),
		cmocka_unit_test(of_nobody_else),
		cmocka_unit_test(in_others_formats),
		cmocka_unit_test(hidden_in_json),
	};
	struct arena *a = arena_new();
	struct roster *r;
	char err[256];
	int rc;

	setlocale(LC_CTYPE, "C.UTF-8");
	r = roster_parse(a, roster, sizeof(roster) - 1, err, sizeof(err));
	if (r == NULL)
		return 99;
	gate = gate_new(a, r);
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	gate_free(gate);
	arena_free(a);
	return rc;
}
