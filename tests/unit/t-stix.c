/* Patterns, observables, ids and JSON, of values as hostile as they come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/jsonwrite.h"
#include "formats/base/mem.h"
#include "formats/base/uuid.h"
#include "formats/out/item.h"
#include "formats/out/mark.h"
#include "formats/tools/ownid.h"
#include "formats/tools/stixsign.h"

static void
patterns(void **state)
{
	static const struct {
		enum ind_type type;
		const char *value, *pattern;
	} rows[] = {
		{ IND_IPV4, "198.51.100.1",
		    "[ipv4-addr:value = '198.51.100.1']" },
		{ IND_CIDR, "198.51.96.0/21",
		    "[ipv4-addr:value ISSUBSET '198.51.96.0/21']" },
		{ IND_CIDR, "2001:db8::/48",
		    "[ipv6-addr:value ISSUBSET '2001:db8::/48']" },
		{ IND_SUBJECT, "it's \\ ] OR [",
		    "[email-message:subject = 'it\\'s \\\\ ] OR [']" },
		{ IND_SUBJECT, "no.{} (a|b)$",
		    "[email-message:subject MATCHES '^no\\\\..+ \\\\(a\\\\|b\\\\)\\\\$$']" },
		{ IND_FILE_NAME, "〓〓'.exe",
		    "[file:name MATCHES '^.+\\'\\\\.exe$']" },
		{ IND_SHA256, "ab", "[file:hashes.'SHA-256' = 'ab']" },
		{ IND_IPV6_PORT, "[2001:db8::1]:443",
		    "[network-traffic:dst_ref.type = 'ipv6-addr' AND network-traffic:dst_ref.value = '2001:db8::1' AND network-traffic:dst_port = 443]" },
		{ IND_MALWARE, "Emotet", "" },
		{ IND_TECHNIQUE, "T1566", "" },
		{ IND_VULNERABILITY, "CVE-2017-0199", "" },
	};
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		b.len = 0;
		stixsign_pattern(&b, rows[i].type, rows[i].value);
		assert_string_equal(buf_str(&b), rows[i].pattern);
	}
	buf_free(&b);
}

/* The first four are published with the standard. */
static void
observables(void **state)
{
	static const struct {
		enum ind_type type;
		const char *value, *id;
	} rows[] = {
		{ IND_IPV4, "198.51.100.3",
		    "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4" },
		{ IND_DOMAIN, "example.com",
		    "domain-name--bedb4899-d24b-5401-bc86-8f6b4cc18ec7" },
		{ IND_URL, "https://example.com/research/index.html",
		    "url--47c3cf9a-5027-5bf0-997a-017c7edc7c55" },
		{ IND_EMAIL, "john@example.com",
		    "email-addr--7165e2a9-671f-585d-b1e1-ca59c671d934" },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(
		    stixsign_sco(a, rows[i].type, rows[i].value).id,
		    rows[i].id);
	assert_null(stixsign_sco(a, IND_URL, "http://a.example/{}").type);
	assert_null(stixsign_sco(a, IND_MALWARE, "Emotet").type);
	assert_string_equal(
	    stixsign_sco(a, IND_SUBJECT, "a\"b\\c\xe2\x80\xae").properties,
	    ", \"subject\": \"a\\\"b\\\\c\\u202e\", \"is_multipart\": false");
	arena_free(a);
}

static void
json(void **state)
{
	static const char *const rows[][2] = {
		{ "請求書 \"a\" \\ /", "\"請求書 \\\"a\\\" \\\\ /\"" },
		{ "\x01\t\n\x7f", "\"\\u0001\\t\\n\\u007f\"" },
		{ "a\xe2\x80\xae"
		  "b\xe2\x80\xa8\xef\xbb\xbf",
		    "\"a\\u202eb\\u2028\\ufeff\"" },
		{ "\xff\xc0\x80x",
		    "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdx\"" },
		{ "</script>", "\"</script>\"" },
	};
	struct buf b = { 0 };
	struct jsonw j;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		b.len = 0;
		jsonw_quoted(&b, rows[i][0]);
		assert_string_equal(buf_str(&b), rows[i][1]);
	}
	b.len = 0;
	jsonw_begin(&j, &b);
	jsonw_map(&j, NULL);
	jsonw_text(&j, "none", NULL);
	jsonw_list(&j, "list");
	jsonw_number(&j, NULL, UINT64_MAX);
	jsonw_flag(&j, NULL, false);
	jsonw_end(&j);
	jsonw_textf(&j, "last", "%d", 7);
	jsonw_end(&j);
	assert_string_equal(buf_str(&b),
	    "{\"list\": [18446744073709551615, false], \"last\": \"7\"}");
	buf_free(&b);
}

/* One object for a value, whatever tells it, since when its sign says. */
static void
marks(void **state)
{
	struct item_indicator told[] = {
		{ IND_IPV4, ROLE_C2, "198.51.100.1", false },
		{ IND_IPV4, ROLE_SCANNER, "198.51.100.1", false },
		{ IND_DOMAIN, ROLE_C2, "a.example", false },
	};
	struct item_observation seen = {
		.inbound = true, .address = "198.51.100.1", .protocol = "tcp"
	};
	struct item_sign sign = { IND_IPV4, "198.51.100.1", 2, "2017-08-05",
		TLP_AMBER, "block" };
	struct item it = { .id = "S",
		.edition = 3,
		.updated = "2017-08-06",
		.indicators = told,
		.indicator_count = 3,
		.observations = &seen,
		.observation_count = 1,
		.signs = &sign,
		.sign_count = 1 };
	struct arena *a = arena_new();
	struct mark *m;
	size_t count;

	(void)state;
	m = marks_of(a, &it, &count);
	assert_int_equal(count, 2);
	assert_true(mark_has(&m[0], ROLE_C2) && mark_has(&m[0], ROLE_SCANNER));
	assert_true(m[0].inbound && !m[0].outbound);
	assert_int_equal(m[0].since, 2);
	assert_string_equal(m[0].day, "2017-08-05");
	assert_int_equal(m[1].since, 3);
	assert_string_not_equal(mark_form(a, &m[0]), mark_form(a, &m[1]));
	arena_free(a);
}

/* Over the item's name: another item's is another. */
static void
ids(void **state)
{
	char one[UUID_TEXT], other[UUID_TEXT],
	    text[] = "x 00000000-0000-5000-8000-000000000000";

	(void)state;
	ownid("indicator", "S-2017-AAAAAAAA", "x", one);
	ownid("indicator", "S-2017-AAAAAAAB", "x", other);
	assert_string_not_equal(one, other);
	ownid("indicator", "S-2017-AAAAAAAA", "x", other);
	assert_string_equal(one, other);
	memcpy(text + 2, one, strlen(one));
	ownid_forget(text, strlen(text));
	assert_string_equal(text, "x 000000000000000000000000000000000000");
	assert_int_equal(ownid_morning("2017-08-04"), 1501772400);
	assert_int_equal(ownid_moment("2017-08-04", 3), 1501772402);
	assert_int_equal(ownid_morning("4.8.2017"), 0);
	assert_int_equal(ownid_morning(NULL), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns),
		cmocka_unit_test(observables),
		cmocka_unit_test(json),
		cmocka_unit_test(marks),
		cmocka_unit_test(ids),
	};

	digest_setup();
	setenv("TZ", "Asia/Tokyo", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
