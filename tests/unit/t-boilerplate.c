/* What footers and courtesy say does not count, and what a mail says does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/mem.h"
#include "formats/files/commonfiles.h"
#include "formats/mail/boilerplate.h"
#include "formats/mail/mailnorm.h"

static struct arena *a;
static struct boilerplate *b;

static size_t
weight(const char *text)
{
	return boilerplate_weight(b, a, mail_norm_meant(a, text));
}

static const char *
without(const char *text)
{
	return boilerplate_without(b, a, mail_norm_meant(a, text));
}

static void
footers(void **state)
{
	(void)state;
	assert_int_equal(weight("To unsubscribe, click here."), 0);
	assert_int_equal(
	    weight(
		"本メールは送信専用です。返信いただいてもお答えできません。"),
	    0);
	assert_int_equal(
	    weight(
		"© 2017 Example Inc. All rights reserved.\nSent from my iPhone"),
	    0);
	assert_int_equal(
	    weight(
		"This message was sent to a.b@example.example because you signed up."),
	    0);
	assert_string_equal(
	    without(
		"Pay the invoice today. To unsubscribe, click here. Or be sorry."),
	    "pay the invoice today. or be sorry.");
}

static void
courtesy(void **state)
{
	(void)state;
	assert_true(
	    weight(
		"お世話になっております。添付ファイルをご確認ください。よろしくお願いいたします。") <
	    20);
	assert_true(weight("Please find attached. Best regards") < 20);
	/* It stays in what is compared. */
	assert_string_equal(without("Best regards"), "best regards");
}

static void
texts(void **state)
{
	(void)state;
	assert_true(
	    weight("The courier left your parcel at the depot of Kofu.") >= 40);
	assert_true(
	    weight(
		"製品に不具合が見つかったとの連絡を受けました。調査票をご返送ください。") >=
	    40);
	/* A word that begins like courtesy is none. */
	assert_int_equal(weight("thankless"), strlen("thankless"));
	/* Slots and signs say nothing. */
	assert_int_equal(weight("http://a.example/ 12345 --- ★"), 0);
}

static void
files(void **state)
{
	(void)state;
	assert_true(commonfiles_has(
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
	assert_false(commonfiles_has("e3b0c44298fc1c14"));
	assert_false(commonfiles_has(
	    "f3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(footers),
		cmocka_unit_test(courtesy),
		cmocka_unit_test(texts),
		cmocka_unit_test(files),
	};
	int rc;

	a = arena_new();
	b = boilerplate_new(a);
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return rc;
}
