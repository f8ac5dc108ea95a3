/* The pages for people: all texts that an item can bring, in one language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"
#include "formats/out/notice.h"
#include "formats/out/noticepart.h"
#include "formats/out/specimen.h"

typedef int page_fn(struct arena *a, struct buf *out, const struct bundle *b,
    const struct item *items, size_t count);

/* A page of a bundle that has one of each and says nothing by itself; without
 * its style, its markup and what is to be copied. */
static char *
text_of(struct arena *a, page_fn *page, enum tlp tlp)
{
	struct bundle_value values[IND_TYPES];
	struct bundle_retraction over = { "0", values, IND_TYPES };
	struct bundle_superseded gone = { "0", "0" };
	struct bundle_request asked = { "0", "0", "0", "0" };
	struct bundle b = { .audience = "0",
		.audience_ja = "0",
		.audience_en = "0",
		.hub_ja = "0",
		.hub_en = "0",
		.sequence = 1,
		.tlp = tlp,
		.retractions = &over,
		.retraction_count = 1,
		.superseded = &gone,
		.superseded_count = 1,
		.requests = &asked,
		.request_count = 1 };
	struct item it = specimen_item(a, "0", "0");
	struct buf html = { 0 };
	char *out, *to, *at, *end;
	int i;

	for (i = 0; i < IND_TYPES; i++)
		values[i] = (struct bundle_value){ (enum ind_type)i, "0" };
	assert_int_equal(page(a, &html, &b, &it, 1), 0);
	out = to = arena_strdup(a, buf_str(&html));
	at = strstr(out, "<body");
	while (*at != '\0') {
		if (strncmp(at, "<code", 5) == 0)
			at = strstr(at, "</code");
		if (*at == '<') {
			end = strchr(at, '>');
			*to++ = ' ';
			at = end + 1;
			continue;
		}
		*to++ = *at++;
	}
	*to = '\0';
	buf_free(&html);
	return out;
}

static void
english(void **state)
{
	static const char *const signs[] = { "　", "→", "〓", "…" };
	struct arena *a = arena_new();
	enum tlp t;
	size_t i;
	char *s;

	(void)state;
	for (t = 0; t < TLPS; t++)
		for (s = text_of(a, notice_en, t); *s != '\0'; s++) {
			if ((signed char)*s > 0)
				continue;
			for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
				if (strncmp(s, signs[i], 3) == 0)
					break;
			if (i == sizeof(signs) / sizeof(signs[0]))
				fail_msg("Japanese in English: %.40s", s);
			s += 2;
		}
	arena_free(a);
}

/* Words of Latin letters that Japanese has. */
static bool
is_common(const char *s, size_t len)
{
	static const char *const words[] = { "TLP", "CLEAR", "GREEN", "AMBER",
		"STRICT", "RED", "DNS", "URL", "URL", "IP", "SHA", "MD", "IPv",
		"User", "Agent", "ATT", "amp", "CK", "PDF", "HTML", "member",
		"html", "hits", "hxxp", "indicators", "csv", "lists", "request",
		"R", "S", "tcp", "C", "manifest", "xml" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i]) == len && strncmp(words[i], s, len) == 0)
			return true;
	return false;
}

static void
japanese(void **state)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz";
	struct arena *a = arena_new();
	enum tlp t;
	size_t n;
	char *s;

	(void)state;
	for (t = 0; t < TLPS; t++)
		for (s = text_of(a, notice_ja, t); *s != '\0'; s += n + 1) {
			n = strspn(s, letters);
			if (n > 0 && !is_common(s, n))
				fail_msg(
				    "English in Japanese: %.*s", (int)n, s);
			if (s[n] == '\0')
				break;
		}
	arena_free(a);
}

/* No word of the schemas' stands for one of people. */
static void
no_code_words(void **state)
{
	static const char *const words[] = { "ipv4-addr", "domain-name",
		"executable-rlo", "registry-key", "unclassified", "inbound",
		"c2", "amber+strict", "user-agent" };
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		assert_null(
		    strstr(text_of(a, notice_ja, TLP_AMBER_STRICT), words[i]));
		assert_null(
		    strstr(text_of(a, notice_en, TLP_AMBER_STRICT), words[i]));
	}
	arena_free(a);
}

/* A bundle of one item with this title, as it is made beside other pages. */
static char *
page_of(struct arena *a, page_fn *page, const char *name, const char *title,
    enum tlp tlp, struct noticeparts *parts)
{
	struct bundle b = { .audience = "0",
		.audience_ja = "0",
		.audience_en = "0",
		.hub_ja = "0",
		.hub_en = "0",
		.sequence = 1,
		.tlp = tlp,
		.parts = parts };
	struct item it = specimen_item(a, name, "0");
	struct buf html = { 0 };
	char *out;

	it.title = title;
	assert_int_equal(page(a, &html, &b, &it, 1), 0);
	out = arena_strdup(a, buf_str(&html));
	buf_free(&html);
	return out;
}

/* Whoever has a page cannot tell what was made before it. */
static void
parts_unseen(void **state)
{
	static const char *const titles[] = { "one", "two", "<?id><?entry>" };
	static const char *const names[] = { "S-1", "S-2" };
	static page_fn *const pages[] = { notice_ja, notice_en };
	struct noticeparts *parts = noticeparts_new();
	struct arena *a = arena_new();
	char *alone;
	enum tlp t;
	size_t i;

	(void)state;
	for (i = 0; i < 24; i++) {
		t = i % 8 < 4 ? TLP_GREEN : TLP_AMBER;
		alone = page_of(
		    a, pages[i % 2], names[i / 2 % 2], titles[i / 8], t, NULL);
		assert_string_equal(page_of(a, pages[i % 2], names[i / 2 % 2],
					titles[i / 8], t, parts),
		    alone);
		assert_non_null(strstr(alone, names[i / 2 % 2]));
		assert_null(strstr(alone, "<?"));
	}
	arena_free(a);
	noticeparts_free(parts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(english),
		cmocka_unit_test(japanese),
		cmocka_unit_test(no_code_words),
		cmocka_unit_test(parts_unseen),
	};

	digest_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
