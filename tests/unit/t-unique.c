/* What was made for one victim, and what only looks so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "formats/base/mem.h"
#include "formats/indicators/unique.h"

static struct arena *a;

static void
is(enum ind_type t, const char *value, const char *wanted)
{
	assert_string_equal(unique_slots(a, t, value), wanted);
}

static void
tokens(void **state)
{
	(void)state;
	is(IND_URL, "http://evil.example/x?id=a8f3c9d2e1",
	    "http://evil.example/x?id={}");
	is(IND_URL,
	    "http://evil.example/t/7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10/go",
	    "http://evil.example/t/{}/go");
	is(IND_URL, "http://evil.example/?u=100234&n=1",
	    "http://evil.example/?u={}&n=1");
	is(IND_URL, "http://evil.example/?dGVzdEBleGFtcGxlLmpw",
	    "http://evil.example/?{}");
	is(IND_URL, "http://a8f3c9d2e1.evil.example/x",
	    "http://{}.evil.example/x");
	is(IND_DOMAIN, "a8f3c9d2e1.evil.co.jp", "{}.evil.co.jp");
	is(IND_EMAIL, "bounce-8412377@list.example", "{}@list.example");
	is(IND_SUBJECT, "請求書 No.8412377 の件", "請求書 No.{} の件");
	is(IND_FILE_NAME, "invoice_84723119.zip", "{}.zip");
	is(IND_URL, "https://short.example/eTFEiRXA#zufaFQHlsZybf",
	    "https://short.example/{}#{}");
	is(IND_URL, "http://198.51.100.7:8080/d/a8f3c9d2e1",
	    "http://198.51.100.7:8080/d/{}");
}

static void
everyday(void **state)
{
	static const char *const urls[] = { "http://evil.example/",
		"http://evil.example/wp-content/uploads/2017/08/"
		"invoice_20170803.zip",
		"http://evil.example/login.php?user=1&lang=ja-JP",
		"https://signin-account-update.evil.example/MicrosoftLogin/",
		"http://evil3.example/dl/mp3player2.exe",
		"http://evil.example/getUserInfoById/HTMLParser/PHPMailer",
		"http://198.51.100.7:8080/a.js",
		"http://xn--eckwd4c7c.example/" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		is(IND_URL, urls[i], urls[i]);
	is(IND_DOMAIN, "a8f3c9d2e1.example", "a8f3c9d2e1.example");
	is(IND_SUBJECT, "【重要】20170803 お支払いのご確認 (2)",
	    "【重要】20170803 お支払いのご確認 (2)");
	is(IND_SHA256,
	    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
	    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens),
		cmocka_unit_test(everyday),
	};
	int rc;

	a = arena_new();
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return rc;
}
