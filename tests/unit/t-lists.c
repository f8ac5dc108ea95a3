/* Lists of a bundle: what may be blocked, for how long; each format to the
 * byte, with values that somebody chose to break it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/out/bundle.h"
#include "formats/out/held.h"
#include "formats/tools/clamavlist.h"
#include "formats/tools/heldtable.h"
#include "formats/tools/plainlist.h"
#include "formats/tools/postfixlist.h"
#include "formats/tools/rpzlist.h"
#include "formats/tools/rulenumber.h"
#include "formats/tools/squidlist.h"
#include "formats/tools/suricatalist.h"

static const struct held_terms terms = { .ip_days = 90,
	.name_days = 365,
	.other_days = 30,
	.never_block = "own.example 192.0.2.0/24" };

typedef int writer(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count);

/* What a writer makes of values, without the head. */
static char *
body(struct arena *a, writer *write, struct held_value *values, size_t count)
{
	struct held h = { .values = values, .count = count };
	struct bundle b = { .audience = "gas", .sequence = 7, .held = &h };
	struct buf out = { 0 };
	char *text, *line;

	assert_int_equal(write(a, &out, &b, NULL, 0), 0);
	text = arena_strdup(a, buf_str(&out));
	buf_free(&out);
	while (*text == '#' || *text == ';') {
		line = strchr(text, '\n');
		text = line + 1;
	}
	return text;
}

/* A value that came out. */
#define R(t, s, u)                                                \
	{                                                         \
		(t), (s), (u), GONE_EXPIRED, "S-2017-7K3QM2XB", 4 \
	}

/* A value as one item tells it. */
#define V(t, s, u)                                                          \
	{                                                                   \
		.type = (t), .value = (s), .use = (u), .rule = 1, .rev = 1, \
		.items = "S-2017-7K3QM2XB S-2017-AAAAAAAA"                  \
	}
#define BODY(a, write, ...)                                  \
	body(a, write, (struct held_value[]){ __VA_ARGS__ }, \
	    sizeof((struct held_value[]){ __VA_ARGS__ }) /   \
		sizeof(struct held_value))

static enum held_use
use_of(enum ind_type t, const char *value, enum ind_role role, bool attested)
{
	struct held_value v = { .type = t,
		.value = value,
		.roles = HELD_AS(role),
		.attested = attested };

	return held_use(&terms, &v);
}

static void
uses(void **state)
{
	struct held_terms one = terms;
	struct held_value picture = {
		.type = IND_SHA256, .value = "", .attested = true
	};
	struct held_value v = { .type = IND_DOMAIN,
		.value = "evil.example",
		.roles = HELD_AS(ROLE_C2) };
	enum ind_role r;
	enum ind_type t;

	(void)state;
	/* What one organisation alone gave is never blocked. */
	for (t = 0; t < IND_TYPES; t++)
		for (r = 0; r < ROLES; r++)
			assert_int_not_equal(
			    use_of(t, "x", r, false), HELD_BLOCK);
	assert_int_equal(
	    use_of(IND_DOMAIN, "evil.example", ROLE_C2, true), HELD_BLOCK);
	assert_int_equal(
	    use_of(IND_DOMAIN, "evil.example", ROLE_LINK, true), HELD_SEARCH);
	assert_int_equal(
	    use_of(IND_URL, "http://e.example/x", ROLE_LINK, true), HELD_BLOCK);
	for (r = 0; r < ROLES; r++)
		if (r != ROLE_C2 && r != ROLE_DOWNLOAD)
			assert_int_equal(
			    use_of(IND_IPV4, "198.51.100.1", r, true),
			    HELD_SEARCH);
	/* Nor a form without its marks, nor a network of many. */
	assert_int_equal(
	    use_of(IND_URL, "http://e.example/{}", ROLE_C2, true), HELD_TOLD);
	assert_int_equal(
	    use_of(IND_CIDR, "198.51.100.0/24", ROLE_C2, true), HELD_BLOCK);
	assert_int_equal(
	    use_of(IND_CIDR, "198.51.0.0/16", ROLE_C2, true), HELD_SEARCH);
	assert_int_equal(
	    use_of(IND_CIDR, "2001:db8::/32", ROLE_C2, true), HELD_SEARCH);
	assert_int_equal(held_use(&terms, &picture), HELD_SEARCH);
	assert_int_equal(
	    use_of(IND_SUBJECT, "{} invoice", ROLE_OTHER, false), HELD_SEARCH);
	assert_int_equal(
	    use_of(IND_MALWARE, "Emdivi", ROLE_OTHER, true), HELD_TOLD);
	one.one_is_enough = true;
	assert_int_equal(held_use(&one, &v), HELD_BLOCK);
}

static void
days(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(
	    held_until(a, &terms, IND_IPV4, "2017-12-03"), "2018-03-03");
	assert_string_equal(
	    held_until(a, &terms, IND_DOMAIN, "2016-02-29"), "2017-02-28");
	assert_string_equal(
	    held_until(a, &terms, IND_SUBJECT, "2017-12-03"), "2018-01-02");
	assert_null(held_until(a, &terms, IND_SHA256, "2017-12-03"));
	assert_null(held_until(a, &terms, IND_IPV4, NULL));
	arena_free(a);
}

static void
nobodys(void **state)
{
	struct arena *a = arena_new();
	static const struct {
		enum ind_type type;
		const char *value;
		bool stopped;
	} rows[] = { { IND_DOMAIN, "own.example", true },
		{ IND_DOMAIN, "www.own.example", true },
		{ IND_DOMAIN, "grown.example", false },
		{ IND_URL, "http://www.own.example/x", true },
		{ IND_EMAIL, "x@own.example", true },
		{ IND_EMAIL, "x@gmail.com", false },
		{ IND_IPV4_PORT, "192.0.2.9:80", true },
		{ IND_CIDR, "192.0.0.0/16", true },
		{ IND_DOMAIN, "co.jp", true },
		{ IND_DOMAIN, "download.windowsupdate.com", true },
		{ IND_DOMAIN, "docs.google.com", true },
		{ IND_URL, "https://docs.google.com/forms/x", false },
		{ IND_DOMAIN, "b.s3.amazonaws.com", false } };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if ((held_stopped(a, &terms, rows[i].type, rows[i].value) !=
			NULL) != rows[i].stopped)
			fail_msg("%s", rows[i].value);
	arena_free(a);
}

static void
zones(void **state)
{
	struct arena *a = arena_new();
	static const char head[] =
	    "$TTL 300\n@ SOA localhost. root.localhost. 7 3600 600 2592000 300\n"
	    "@ NS localhost.\n";
	char *seen;

	(void)state;
	seen = BODY(a, rpzlist_block, V(IND_IPV4, "198.51.100.7", HELD_BLOCK),
	    V(IND_IPV6, "2001:db8::1:0:0:1", HELD_BLOCK),
	    V(IND_IPV6, "2001:db8:0:1:1:1:1:1", HELD_BLOCK),
	    V(IND_DOMAIN, "evil.example", HELD_BLOCK),
	    V(IND_DOMAIN, "a b.example", HELD_BLOCK),
	    V(IND_DOMAIN, "x.example\n@ NS evil", HELD_BLOCK),
	    V(IND_DOMAIN, "$include.example", HELD_BLOCK),
	    V(IND_DOMAIN, "seen.example", HELD_SEARCH),
	    V(IND_CIDR, "203.0.113.0/24", HELD_BLOCK));
	assert_memory_equal(seen, head, sizeof(head) - 1);
	assert_string_equal(seen + sizeof(head) - 1,
	    "evil.example CNAME .\n*.evil.example CNAME .\n"
	    "32.7.100.51.198.rpz-ip CNAME .\n"
	    "128.1.1.1.1.1.0.db8.2001.rpz-ip CNAME .\n"
	    "128.1.zz.1.0.0.db8.2001.rpz-ip CNAME .\n"
	    "24.0.113.0.203.rpz-ip CNAME .\n");
	seen =
	    BODY(a, rpzlist_search, V(IND_DOMAIN, "seen.example", HELD_SEARCH));
	assert_string_equal(seen + sizeof(head) - 1,
	    "seen.example CNAME rpz-passthru.\n"
	    "*.seen.example CNAME rpz-passthru.\n");
	arena_free(a);
}

static void
proxies(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(BODY(a, squidlist_domains,
				V(IND_DOMAIN, "a.evil.example", HELD_BLOCK),
				V(IND_DOMAIN, "a.seen.example", HELD_BLOCK),
				V(IND_DOMAIN, "b.a.evil.example", HELD_BLOCK),
				V(IND_DOMAIN, "evil.example", HELD_BLOCK),
				V(IND_DOMAIN, "seen.example", HELD_SEARCH),
				V(IND_DOMAIN, "xevil.example", HELD_BLOCK)),
	    ".a.seen.example\n.evil.example\n.xevil.example\n");
	assert_string_equal(
	    BODY(a, squidlist_ips, V(IND_IPV4, "198.51.100.7", HELD_BLOCK),
		V(IND_IPV4, "203.0.113.9", HELD_BLOCK),
		V(IND_IPV6, "2001:db8::7", HELD_BLOCK),
		V(IND_IPV4_PORT, "198.51.100.7:80", HELD_BLOCK),
		V(IND_IPV6_PORT, "[2001:db8::8]:443", HELD_BLOCK),
		V(IND_CIDR, "203.0.113.0/24", HELD_BLOCK)),
	    "198.51.100.7\n203.0.113.0/24\n2001:db8::7\n2001:db8::8\n");
	assert_string_equal(
	    BODY(a, squidlist_urls,
		V(IND_URL, "http://u:p@e.example:8080/a.b/(c)?d=[e]|f*%41#g",
		    HELD_BLOCK),
		V(IND_URL, "http://e.example/a b", HELD_BLOCK),
		V(IND_URL, "http://e.example/\nhttp_access allow all",
		    HELD_BLOCK)),
	    "^http://e\\.example:8080/a\\.b/\\(c\\)\\?d=\\[e\\]\\|f\\*%41$\n");
	arena_free(a);
}

#define HEX "00000000000000000000000000000000000000000000000000000000000000"

static void
scanners(void **state)
{
	struct arena *a = arena_new();
	struct held_value known = V(IND_SHA256, HEX "0a", HELD_BLOCK);

	(void)state;
	known.size = 77;
	assert_string_equal(BODY(a, clamavlist_block, known,
				V(IND_SHA256, HEX "0b", HELD_BLOCK),
				V(IND_SHA256, HEX "0b:1:x\n", HELD_BLOCK),
				V(IND_SHA256, HEX "0c", HELD_SEARCH)),
	    HEX "0a:77:Toiyaba.Block.S-2017-7K3QM2XB.0000000000000000\n" HEX
		"0b:*:Toiyaba.Block.S-2017-7K3QM2XB.0000000000000000:73\n");
	arena_free(a);
}

#define WARN	" WARN toiyaba S-2017-7K3QM2XB\n"
#define ANSWERS "/^Subject:[[:space:]]*((re|fw|fwd):[[:space:]]*)*"

static void
mails(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(
	    BODY(a, postfixlist, V(IND_EMAIL, "a+b@e.example", HELD_SEARCH),
		V(IND_EMAIL, "a@e.example/ REJECT\n", HELD_SEARCH)),
	    "/^(From|Sender|Reply-To|Return-Path):(.*[^a-z0-9._+=-])?"
	    "a\\+b@e\\.example([^a-z0-9.-].*)?$/" WARN);
	assert_string_equal(
	    BODY(a, postfixlist,
		V(IND_SUBJECT, "a/ REJECT (b) $1 \\ [c] {}", HELD_SEARCH),
		V(IND_SUBJECT, "x\n/./ REJECT", HELD_SEARCH),
		V(IND_SUBJECT, "", HELD_SEARCH),
		V(IND_SUBJECT, "Re: {} - {}", HELD_SEARCH)),
	    ANSWERS
	    "a\\/[[:space:]]+REJECT[[:space:]]+\\(b\\)[[:space:]]+\\$1[[:space:]]+"
	    "\\\\[[:space:]]+\\[c\\][[:space:]]+.*[[:space:]]*$/" WARN);
	/* As Python's email writes its first encoded words. */
	assert_string_equal(
	    BODY(a, postfixlist,
		V(IND_SUBJECT, "重要なお知らせ{}", HELD_SEARCH)),
	    ANSWERS
	    "重要なお知らせ.*[[:space:]]*$/" WARN ANSWERS
	    "=\\?utf-8\\?b\\?6YeN6KaB44Gq44GK55\\+l44KJ44Gb/" WARN ANSWERS
	    "=\\?iso-2022-jp\\?b\\?GyRCPUVNVyRKJCpDTiRp/" WARN);
	arena_free(a);
}

static void
sensors(void **state)
{
	struct arena *a = arena_new();
	struct held_value late = V(IND_DOMAIN, "e.example", HELD_BLOCK);
	char *seen;

	(void)state;
	late.rule = 50000;
	late.rev = 2;
	assert_string_equal(BODY(a, suricatalist, late),
	    "alert dns any any -> any any (msg:\"toiyaba block domain-name\"; "
	    "dns.query; dotprefix; content:\".e.example\"; nocase; endswith; "
	    "sid:9149999; rev:2;)\n"
	    "alert tls any any -> any any (msg:\"toiyaba block domain-name\"; "
	    "tls.sni; dotprefix; content:\".e.example\"; nocase; endswith; "
	    "sid:9199999; rev:2;)\n");
	seen = BODY(a, suricatalist,
	    V(IND_USER_AGENT, "a\"; sid:1;) |\\\n\xe3\x81\x82", HELD_SEARCH));
	assert_string_equal(seen,
	    "alert http any any -> any any (msg:\"toiyaba search user-agent\"; "
	    "http.user_agent; content:\"a|22||3B||20|sid|3A|1|3B|)|20||7C||5C||0A|"
	    "|E3||81||82|\"; startswith; endswith; sid:9100000; rev:1;)\n");
	assert_string_equal(
	    BODY(a, suricatalist,
		V(IND_URL, "http://u@e.example:81/a;b?c#d", HELD_BLOCK),
		V(IND_IPV6_PORT, "[2001:db8::7]:443", HELD_BLOCK)),
	    "alert http any any -> any any (msg:\"toiyaba block url\"; http.host; "
	    "content:\"e.example\"; startswith; endswith; http.uri.raw; "
	    "content:\"/a|3B|b?c\"; startswith; endswith; sid:9100000; rev:1;)\n"
	    "alert tcp any any -> [2001:db8::7] 443 (msg:\"toiyaba block "
	    "ipv6-addr-port\"; threshold:type limit, track by_src, count 1, "
	    "seconds 3600; sid:9100000; rev:1;)\n");
	arena_free(a);
}

static void
tables(void **state)
{
	struct arena *a = arena_new();
	struct held_value v = V(IND_SUBJECT, "=cmd|' /C calc'!A0", HELD_SEARCH);

	(void)state;
	v.roles = HELD_AS(ROLE_SENDER) | HELD_AS(ROLE_OTHER);
	v.tlp = TLP_AMBER;
	v.first = "2017-07-31";
	v.last = "2017-08-06";
	v.until = "2018-08-06";
	v.least = 3;
	assert_string_equal(
	    BODY(a, heldtable_all, v,
		V(IND_USER_AGENT, "a,\"b\"\n\xe2\x80\xae", HELD_TOLD)),
	    "type,value,use,roles,tlp,first,last,until,at_least,borne_out,items,"
	    "size\r\n"
	    "subject,\"'=cmd|' /C calc'!A0\",search,sender other,amber,2017-07-31,"
	    "2017-08-06,2018-08-06,3,no,S-2017-7K3QM2XB S-2017-AAAAAAAA,\r\n"
	    "user-agent,\"a,\"\"b\"\"\n[U+202E]\",told,,clear,,,,,no,"
	    "S-2017-7K3QM2XB S-2017-AAAAAAAA,\r\n");
	arena_free(a);
}

static void
lines(void **state)
{
	struct arena *a = arena_new();
	struct held_value in[] = { V(
	    IND_IPV4_PORT, "198.51.100.7:80", HELD_BLOCK) };
	struct held_removal gone[] = { R(IND_IPV4, "198.51.100.7", HELD_BLOCK),
		R(IND_IPV4, "198.51.100.8", HELD_BLOCK),
		R(IND_IPV4, "198.51.100.9", HELD_SEARCH) };
	struct held h = {
		.values = in, .count = 1, .removals = gone, .removal_count = 3
	};
	struct bundle b = { .audience = "gas",
		.sequence = 7,
		.created = 1501778400,
		.expires = 1504802400,
		.tlp = TLP_AMBER_STRICT,
		.held = &h };
	struct buf out = { 0 };

	(void)state;
	assert_string_equal(
	    BODY(a, plainlist_block_ips,
		V(IND_IPV4, "198.51.100.7", HELD_BLOCK),
		V(IND_IPV4_PORT, "198.51.100.7:80", HELD_BLOCK),
		V(IND_IPV4_PORT, "198.51.100.7:81", HELD_BLOCK)),
	    "198.51.100.7\n");
	/* An address that another value still says is not taken out. */
	plainlist_block_ips_removed(a, &out, &b, NULL, 0);
	assert_non_null(strstr(buf_str(&out),
	    "# list: block-ips-removed, audience: gas, bundle: 7, "
	    "TLP:AMBER+STRICT\n# created: 2017-08-03T16:40:00Z, expires: "
	    "2017-09-07T16:40:00Z, lines: 1\n198.51.100.8\n"));
	buf_free(&out);
	arena_free(a);
}

/* What a writer makes of what came out, while `in` stays. */
static char *
gone(struct arena *a, writer *write, struct held_value *in,
    struct held_removal *out, size_t count)
{
	struct held h = { .values = in,
		.count = in != NULL,
		.removals = out,
		.removal_count = count };
	struct bundle b = { .audience = "gas", .sequence = 7, .held = &h };
	struct buf text = { 0 };
	char *s;

	assert_int_equal(write(a, &text, &b, NULL, 0), 0);
	s = arena_strdup(a, buf_str(&text));
	buf_free(&text);
	while (*s == '#' || *s == ';' || *s == '$' || *s == '@')
		s = strchr(s, '\n') + 1;
	return s;
}
#define GONE(a, write, in, ...)                                    \
	gone(a, write, in, (struct held_removal[]){ __VA_ARGS__ }, \
	    sizeof((struct held_removal[]){ __VA_ARGS__ }) /       \
		sizeof(struct held_removal))
/* Beside each list: its lines, but for those that another value still says. */
static void
removals(void **state)
{
	struct arena *a = arena_new();
	struct held_value port =
	    V(IND_IPV4_PORT, "198.51.100.7:80", HELD_BLOCK);
	struct held_value domain = V(IND_DOMAIN, "e.example", HELD_SEARCH);

	(void)state;
	assert_string_equal(GONE(a, rpzlist_block_removed, &port,
				R(IND_IPV4, "198.51.100.7", HELD_BLOCK),
				R(IND_IPV4, "198.51.100.8", HELD_BLOCK),
				R(IND_DOMAIN, "e.example", HELD_BLOCK),
				R(IND_DOMAIN, "f.example", HELD_SEARCH)),
	    "e.example CNAME .\n*.e.example CNAME .\n"
	    "32.8.100.51.198.rpz-ip CNAME .\n");
	assert_string_equal(GONE(a, rpzlist_search_removed, NULL,
				R(IND_DOMAIN, "f.example", HELD_SEARCH)),
	    "f.example CNAME rpz-passthru.\n*.f.example CNAME rpz-passthru.\n");
	assert_string_equal(GONE(a, squidlist_domains_removed, NULL,
				R(IND_DOMAIN, "e.example", HELD_BLOCK),
				R(IND_DOMAIN, "x.e.example", HELD_BLOCK)),
	    ".e.example\n");
	assert_string_equal(GONE(a, squidlist_ips_removed, &port,
				R(IND_IPV4, "198.51.100.7", HELD_BLOCK),
				R(IND_IPV4, "198.51.100.9", HELD_BLOCK)),
	    "198.51.100.9\n");
	assert_string_equal(GONE(a, squidlist_urls_removed, NULL,
				R(IND_URL, "http://e.example/", HELD_BLOCK)),
	    "^http://e\\.example/$\n");
	/* By its name: whoever gave it cannot have the file let pass. */
	assert_string_equal(GONE(a, clamavlist_block_removed, NULL,
				R(IND_SHA256, HEX "0a", HELD_BLOCK),
				R(IND_SHA256, HEX "0b", HELD_SEARCH)),
	    "Toiyaba.Block.S-2017-7K3QM2XB.0000000000000000\n");
	assert_string_equal(GONE(a, postfixlist_removed, NULL,
				R(IND_EMAIL, "a@e.example", HELD_SEARCH)),
	    "/^(From|Sender|Reply-To|Return-Path):(.*[^a-z0-9._+=-])?"
	    "a@e\\.example([^a-z0-9.-].*)?$/" WARN);
	/* Another use is another revision of the same rules. */
	domain.rule = 4;
	assert_string_equal(GONE(a, suricatalist_removed, &domain,
				R(IND_DOMAIN, "e.example", HELD_BLOCK)),
	    "");
	assert_string_equal(GONE(a, suricatalist_removed, NULL,
				R(IND_DOMAIN, "e.example", HELD_BLOCK),
				R(IND_IPV4, "198.51.100.7", HELD_SEARCH)),
	    "1:9100003\n1:9150003\n1:9100003\n");
	arena_free(a);
}

/* Each number once; the same whatever else there is, unless a place is taken;
 * and at last none. */
static void
numbers(void **state)
{
	struct arena *a = arena_new();
	struct rulenumbers *r = rulenumbers_new(a, 100);
	bool dealt[101] = { false };
	unsigned n, alone, i;

	(void)state;
	alone = rulenumbers_take(rulenumbers_new(a, 100), "domain-name a");
	rulenumbers_use(r, alone % 100 + 1);
	dealt[alone % 100 + 1] = true;
	assert_int_equal(rulenumbers_take(r, "domain-name a"), alone);
	dealt[alone] = true;
	for (i = 0; i < 98; i++) {
		n = rulenumbers_take(r, arena_printf(a, "url %u", i));
		assert_in_range(n, 1, 100);
		assert_false(dealt[n]);
		dealt[n] = true;
	}
	assert_int_equal(rulenumbers_take(r, "url more"), 0);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(uses),
		cmocka_unit_test(days), cmocka_unit_test(nobodys),
		cmocka_unit_test(zones), cmocka_unit_test(proxies),
		cmocka_unit_test(scanners), cmocka_unit_test(mails),
		cmocka_unit_test(sensors), cmocka_unit_test(tables),
		cmocka_unit_test(lines), cmocka_unit_test(removals),
		cmocka_unit_test(numbers) };

	digest_setup();
	return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}
