/* Indicators as people write them: one canonical form, or none. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/mem.h"
#include "formats/indicators/spelt.h"

static struct arena *a;

static const struct {
	enum ind_type type;
	const char *seen, *wanted;
} rows[] = {
	{ IND_IPV4, "198.51.100.7", "198.51.100.7" },
	{ IND_IPV4, "198[.]51[.]100[.]7", "198.51.100.7" },
	{ IND_IPV4, "198.51.100[.]7", "198.51.100.7" },
	{ IND_IPV4, "198(.)51(.)100(.)7", "198.51.100.7" },
	{ IND_IPV4, "198{.}51{.}100{.}7", "198.51.100.7" },
	{ IND_IPV4, "198[dot]51[dot]100[dot]7", "198.51.100.7" },
	{ IND_IPV4, "198 [DOT] 51 (dot) 100 {dot} 7", "198.51.100.7" },
	{ IND_IPV4, "198\\.51\\.100\\.7", "198.51.100.7" },
	{ IND_IPV4, "198[.51[.100[.7", "198.51.100.7" },
	{ IND_IPV4, "１９８．５１．１００．７", "198.51.100.7" },
	{ IND_IPV4,
	    "\xc2\xa0"
	    "198.51.100.7\xc2\xa0",
	    "198.51.100.7" },
	{ IND_IPV4,
	    "\xef\xbb\xbf"
	    "198.51.100.7",
	    "198.51.100.7" },
	{ IND_IPV4,
	    "198.51.\xe2\x80\x8b"
	    "100.7",
	    "198.51.100.7" },
	{ IND_IPV4, "\"198.51.100.7\"", "198.51.100.7" },
	{ IND_IPV4, "「198.51.100.7」", "198.51.100.7" },
	{ IND_IPV4, "198.51.100.7,", "198.51.100.7" },
	{ IND_IPV4, "198.51.100.7/32", "198.51.100.7" },
	{ IND_IPV4, "198.51.100.0/24", NULL },
	{ IND_IPV4, "198.51.100.7:443", NULL },
	{ IND_IPV4, "198.051.100.007", NULL },
	{ IND_IPV4, "198.51.100.x", NULL },
	{ IND_IPV4, "3325256711", NULL },
	{ IND_IPV6, "2001:DB8::7", "2001:db8::7" },
	{ IND_IPV6, "[2001:db8::7]", "2001:db8::7" },
	{ IND_IPV6, "2001[:]db8[:][:]7", "2001:db8::7" },
	{ IND_IPV6, "2001:0db8:0000:0000:0000:0000:0000:0007", "2001:db8::7" },
	{ IND_IPV6, "2001:db8::7/128", "2001:db8::7" },
	{ IND_IPV6, "2001:db8::7%eth0", NULL },
	{ IND_DOMAIN, "evil[.]example", "evil.example" },
	{ IND_DOMAIN, "evil[dot]example", "evil.example" },
	{ IND_DOMAIN, "evil (dot) example", "evil.example" },
	{ IND_DOMAIN, "evil{.}example", "evil.example" },
	{ IND_DOMAIN, "evil\\.example", "evil.example" },
	{ IND_DOMAIN, "ｅｖｉｌ．ｅｘａｍｐｌｅ", "evil.example" },
	{ IND_DOMAIN, "evil。example", "evil.example" },
	{ IND_DOMAIN, "*.evil.example", "evil.example" },
	{ IND_DOMAIN, ".evil.example", "evil.example" },
	{ IND_DOMAIN, "EVIL.example.", "evil.example" },
	{ IND_DOMAIN, "hxxp://evil[.]example/", "evil.example" },
	{ IND_DOMAIN, "evil.example/", "evil.example" },
	{ IND_DOMAIN, "日本語[.]example", "xn--wgv71a119e.example" },
	{ IND_DOMAIN, "http://evil.example/x", NULL },
	{ IND_DOMAIN, "http://evil.example:8080/", NULL },
	{ IND_DOMAIN, "evil.example:8080", NULL },
	{ IND_DOMAIN, "evil.example, b.example", NULL },
	{ IND_URL, "hxxp://evil[.]example/a", "http://evil.example/a" },
	{ IND_URL, "hXXps://evil[.]example/a", "https://evil.example/a" },
	{ IND_URL, "h**p://evil.example/a", "http://evil.example/a" },
	{ IND_URL, "htxp://evil.example/a", "http://evil.example/a" },
	{ IND_URL, "http[:]//evil.example/a", "http://evil.example/a" },
	{ IND_URL, "http[://]evil.example/a", "http://evil.example/a" },
	{ IND_URL, "[http]://evil.example/a", "http://evil.example/a" },
	{ IND_URL, "http:[//]evil.example/a", "http://evil.example/a" },
	{ IND_URL, "hxxp[:]//evil[dot]example[/]a", "http://evil.example/a" },
	{ IND_URL, "ttp://evil.example/a", "http://evil.example/a" },
	{ IND_URL, "fxp://evil.example/a", "ftp://evil.example/a" },
	{ IND_URL, "ｈｔｔｐ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ／ａ",
	    "http://evil.example/a" },
	{ IND_URL, "http://ｅｖｉｌ．example/ｘ", "http://evil.example/ｘ" },
	{ IND_URL, "<http://evil.example/a>", "http://evil.example/a" },
	{ IND_URL, "evil.example/a", "http://evil.example/a" },
	{ IND_URL, "evil[.]example:8080/a", "http://evil.example:8080/a" },
	{ IND_URL, "evil.example", "http://evil.example/" },
	{ IND_URL, "http:\\\\evil.example/a", "http://evil.example/a" },
	{ IND_URL, "http://evil.example/a,b;", "http://evil.example/a,b;" },
	{ IND_URL, "javascript:alert(1)", NULL },
	{ IND_URL, "mailto:a@evil.example", NULL },
	{ IND_URL, "word", NULL },
	{ IND_URL, "http://evil.example/a b", NULL },
	{ IND_EMAIL, "a[@]evil[.]example", "a@evil.example" },
	{ IND_EMAIL, "a[at]evil[dot]example", "a@evil.example" },
	{ IND_EMAIL, "a(at)evil(dot)example", "a@evil.example" },
	{ IND_EMAIL, "a {at} evil.example", "a@evil.example" },
	{ IND_EMAIL, "ａ＠ｅｖｉｌ．ｅｘａｍｐｌｅ", "a@evil.example" },
	{ IND_EMAIL, "Evil Name <a@evil.example>", "a@evil.example" },
	{ IND_EMAIL, "\"佐藤, 健\" <a[@]evil.example>", "a@evil.example" },
	{ IND_EMAIL, "a@evil.example (Name)", "a@evil.example" },
	{ IND_EMAIL, "mailto:a@evil.example", "a@evil.example" },
	{ IND_EMAIL, "<a@evil.example>", "a@evil.example" },
	{ IND_EMAIL, "a@evil.example;", "a@evil.example" },
	{ IND_EMAIL, "a@evil.example;b@evil.example", NULL },
	{ IND_EMAIL, "a@evil.example b@evil.example", NULL },
	{ IND_MD5, "D41D8CD98F00B204E9800998ECF8427F",
	    "d41d8cd98f00b204e9800998ecf8427f" },
	{ IND_MD5, "md5:d41d8cd98f00b204e9800998ecf8427f",
	    "d41d8cd98f00b204e9800998ecf8427f" },
	{ IND_MD5, "d41d8cd98f00b204e9800998ecf8427", NULL },
	{ IND_SHA1, "da39a3ee 5e6b4b0d 3255bfef 95601890 afd80700",
	    "da39a3ee5e6b4b0d3255bfef95601890afd80700" },
	{ IND_SHA256,
	    "SHA256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b850",
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b850" },
	{ IND_CERTIFICATE,
	    "E3:B0:C4:42:98:FC:1C:14:9A:FB:F4:C8:99:6F:B9:24:27:AE:41:E4:64:9B:93:4C:A4:95:99:1B:78:52:B8:50",
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b850" },
	{ IND_IPV4_PORT, "198[.]51[.]100[.]7[:]443", "198.51.100.7:443" },
	{ IND_IPV4_PORT, "198.51.100.7|443", "198.51.100.7:443" },
	{ IND_IPV4_PORT, "198.51.100.7 443", "198.51.100.7:443" },
	{ IND_IPV4_PORT, "198.51.100.7 port 443", "198.51.100.7:443" },
	{ IND_IPV4_PORT, "198.51.100.7:443/tcp", "198.51.100.7:443" },
	{ IND_IPV4_PORT, "198.51.100.7:0", NULL },
	{ IND_IPV4_PORT, "198.51.100.7:65536", NULL },
	{ IND_IPV4_PORT, "198.51.100.7:0443", NULL },
	{ IND_IPV4_PORT, "198.51.100.7", NULL },
	{ IND_IPV6_PORT, "[2001:DB8::7]:443", "[2001:db8::7]:443" },
	{ IND_IPV6_PORT, "2001:db8::7|443", "[2001:db8::7]:443" },
	{ IND_IPV6_PORT, "2001:db8::7:443", NULL },
	{ IND_CIDR, "198.51.100.0/24", "198.51.100.0/24" },
	{ IND_CIDR, "198[.]51[.]100[.]7/24", "198.51.100.0/24" },
	{ IND_CIDR, "2001:DB8::7/32", "2001:db8::/32" },
	{ IND_CIDR, "198.51.100.7/32", NULL },
	{ IND_CIDR, "198.51.100.0/33", NULL },
	{ IND_CIDR, "198.51.100.0-255", NULL },
	{ IND_CIDR, "198.51.100.7", NULL },
	{ IND_VULNERABILITY, "cve-2017-0199", "CVE-2017-0199" },
	{ IND_VULNERABILITY, "CVE 2017-0199", "CVE-2017-0199" },
	{ IND_VULNERABILITY, "CVE‐2017‐0199", "CVE-2017-0199" },
	{ IND_VULNERABILITY, "ＣＶＥ－２０１７－０１９９", "CVE-2017-0199" },
	{ IND_VULNERABILITY, "CVE-2017-199", NULL },
	{ IND_VULNERABILITY, "CVE-2017-48213677", NULL },
	{ IND_VULNERABILITY, "CVE-4821-0199", NULL },
	{ IND_TECHNIQUE, "t1566.001", "T1566.001" },
	{ IND_TECHNIQUE, "T1566/001", "T1566.001" },
	{ IND_TECHNIQUE, "https://attack.mitre.org/techniques/T1566/001/",
	    "T1566.001" },
	{ IND_TECHNIQUE, "T1566", "T1566" },
	{ IND_TECHNIQUE, "T15660", NULL },
	{ IND_TECHNIQUE, "TA0001", NULL },
	{ IND_MALWARE, "  Emotet   loader\xe3\x80\x80", "Emotet loader" },
	{ IND_MALWARE, "a\nb", NULL },
	{ IND_SUBJECT, "\xc2\xa0【重要】 請求書\xe3\x80\x80",
	    "【重要】 請求書" },
	{ IND_MUTEX, "\xc2\xa0", NULL },
};

static void
spellings(void **state)
{
	const char *seen, *again;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		seen = spelt_canon(a, rows[i].type, rows[i].seen);
		if ((seen == NULL) != (rows[i].wanted == NULL) ||
		    (seen != NULL && strcmp(seen, rows[i].wanted) != 0))
			fail_msg("%s \"%s\": seen %s, wanted %s",
			    ind_type_word(rows[i].type), rows[i].seen,
			    seen == NULL ? "nothing" : seen,
			    rows[i].wanted == NULL ? "nothing"
						   : rows[i].wanted);
		if (seen == NULL)
			continue;
		again = observable_canon(a, rows[i].type, seen);
		assert_non_null(again);
		assert_string_equal(again, seen);
	}
}

static void
guesses(void **state)
{
	static const struct {
		const char *seen;
		enum ind_type wanted;
	} list[] = { { "198[.]51[.]100[.]7", IND_IPV4 },
		{ "198.51.100.7:443", IND_IPV4_PORT },
		{ "198.51.100.0/24", IND_CIDR },
		{ "[2001:db8::7]:443", IND_IPV6_PORT },
		{ "2001:db8::7", IND_IPV6 },
		{ "hxxp://evil[.]example/a", IND_URL },
		{ "evil[.]example", IND_DOMAIN },
		{ "a[at]evil.example", IND_EMAIL },
		{ "CVE-2017-0199", IND_VULNERABILITY },
		{ "d41d8cd98f00b204e9800998ecf8427f", IND_MD5 },
		{ "evil.example/a", IND_TYPES }, { "word", IND_TYPES },
		{ "two words", IND_TYPES } };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (spelt_guess(a, list[i].seen) != list[i].wanted)
			fail_msg("%s: seen %s", list[i].seen,
			    ind_type_word(spelt_guess(a, list[i].seen)));
}

/* An address with a port is where the address is. */
static void
places(void **state)
{
	(void)state;
	assert_string_equal(
	    observable_place(a, IND_IPV4_PORT, "198.51.100.7:443"),
	    "198.51.100.7");
	assert_string_equal(
	    observable_place(a, IND_IPV6_PORT, "[2001:db8::7]:443"),
	    "2001:db8::7");
	assert_string_equal(
	    observable_place(a, IND_EMAIL, "a@evil.example"), "evil.example");
	assert_null(observable_place(a, IND_MALWARE, "evil.example"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(spellings),
		cmocka_unit_test(guesses), cmocka_unit_test(places) };

	setlocale(LC_CTYPE, "C.UTF-8");
	a = arena_new();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
