#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "batch/cases/differ.h"
#include "batch/cases/likeness.h"
#include "batch/cases/sameness.h"
#include "formats/base/mem.h"
#include "formats/mail/mailnames.h"
#include "formats/mail/mailnorm.h"

static struct arena *a;

static int
begin(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static void
normal_form(void **state)
{
	static const char *const rows[][2] = {
		{ "Ｗｉｄｅ　Ｔｅｘｔ", "wide text" },
		{ "р\u0430yp\u0430l", "paypal" }, /* Cyrillic */
		{ "pay\u200bpal", "paypal" },
		{ "a  b \t c\n\n d", "a b c\nd" },
		{ "see http://evil.example/x?y=1 now", "see U now" },
		{ "www.evil.example", "U" },
		{ "write to a.b+c@evil.example.", "write to A." },
		{ "No. 12,345 of 2017/08/01", "no. 0,0 of 0/0/0" },
		{ "id 8f3a91bc7d now", "id T now" },
		{ "windows 10 and b2b", "windows 0 and b0b" },
		{ "Dear John Smith,\nwe write", "dear N,\nwe write" },
		{ "Dear Anna,\nwe write", "dear N,\nwe write" },
		{ "Dear a.b@evil.example,\nwe write", "dear N,\nwe write" },
		{ "山田様\n資料です", "N様\n資料です" },
		{ "株式会社東都電機\n総務部 佐藤 花子 様\n資料です",
		    "N様\n資料です" },
		{ "東都電機　御中\n資料です", "N御中\n資料です" },
		{ "送付致しますのでご確認下さい",
		    "送付いたしますのでご確認ください" },
		{ "御中と御社、頂き、出来、宜しく、有難う、有り難う",
		    "御中とご社、いただき、でき、よろしく、ありがとう、ありがとう" },
		{ "御座る為、今迄及び又は、お客様がお待ち",
		    "ござるため、今までおよびまたは、お客さまがお待ち" },
		{ "致死、下、宜、有事、及第、又、御",
		    "致死、下、宜、有事、及第、又、ご" },
		{ "ｱｲｳ ㈱", "アイウ (株)" },
		{ "", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(mail_norm(a, rows[i][0], NULL), rows[i][1]);
}

#define LURE  "口座の確認が必要です。\n本日中に手続きをしてください。\n"
#define PLAIN "口座の確認が必要です。\n本日中に手続きをしてください。"

static void
unwraps(void **state)
{
	static const char *const same[] = {
		LURE,
		"> 口座の確認が必要です。\n> 本日中に手続きをしてください。\n",
		">> 口座の確認が必要です。\n>> "
		"本日中に手続きをしてください。\n",
		"転送します。\n\n-----Original Message-----\n"
		"From: a@b.example\nSent: Monday\nTo: us\nSubject: x\n\n" LURE,
		"不審です。\n----- 元のメッセージ -----\n差出人: a\n送信日時: "
		"1日\n"
		"宛先: 総務\n件名: 確認\n\n" LURE,
		"fyi\n\n---------- Forwarded message ---------\nFrom: a\n"
		"Date: Tue\nSubject: x\nTo: us\n\n> 口座の確認が必要です。\n"
		"> 本日中に手続きをしてください。\n",
		"fyi\n*De:* a\n*Enviado:* b\n*Para:* c\n*Asunto:* d\n\n"
		"see\n\nVon: a\nGesendet: b\nAn: c\nBetreff: d\n\n" LURE,
	};
	static const char answer[] = "添付を開けませんでした。\n\n"
				     "From: a@b.example\nSent: Monday\nTo: us\n"
				     "Subject: x\n\n" LURE;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		assert_string_equal(mail_norm(a, same[i], NULL), PLAIN);
	assert_string_equal(
	    mail_norm(a, answer, "Re: x"), "添付を開けませんでした。");
	assert_string_equal(mail_norm(a, answer, "FW: x"), PLAIN);
	/* What is answered to is left out, line by line too. */
	assert_string_equal(
	    mail_norm(a,
		"添付を開けませんでした。再送をお願いします。\n> 口座\n",
		"Re: x"),
	    "添付を開けませんでした。再送をお願いします。");
	/* Three fields in a text are no header block without a sender. */
	assert_non_null(strstr(
	    mail_norm(a, "日時: 1日\n件名: x\n宛先: y\n本文", NULL), "日時"));
}

static void
subjects(void **state)
{
	(void)state;
	assert_string_equal(
	    mail_norm_subject(a, "Re: FW: 【重要】請求書 No.123"),
	    "請求書 no.0");
	assert_string_equal(mail_norm_subject(a, "転送：Re: abc"), "abc");
}

static void
names(void **state)
{
	static const char *const names[] = { "株式会社東都電機", "Toto Denki",
		"toto.example", "山田 太郎", "光", "ab", "NT Ltd.", "Ltd." };
	static const char *const rows[][2] = {
		{ "東都電機 は", "N は" },
		{ "(株) 東都電機は", "Nは" },
		{ "お世話になる東都 電機 株式会社です", "お世話になる Nです" },
		{ "toto denki co., ltd. wins", "N wins" },
		{ "mytoto denki", "mytoto denki" },
		{ "toto denkis", "toto denkis" },
		{ "on toto.example today", "on N today" },
		{ "山田\n太郎です", "Nです" },
		{ "光とab", "光とab" },
		{ "at nt ltd. before", "at N before" },
		{ "nt and ltd. alone", "nt and ltd. alone" },
	};
	struct mailnames *book;
	size_t i;

	(void)state;
	book = mailnames_new(a, names, 8);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(
		    mailnames_apply(book, a, rows[i][0]), rows[i][1]);
	assert_string_equal(mailnames_apply(NULL, a, "東都電機"), "東都電機");
}

static struct lure *
lure(const char *norm, const char *subject, const char *sender)
{
	struct lure *l = arena_alloc(a, sizeof(*l));

	l->norm = norm;
	l->text = likeness_new(a, norm);
	l->subject = subject;
	l->marks = arena_printf(a, "%s %s", subject, sender);
	return l;
}

static struct sameness
judge(struct lure *x, struct lure *y)
{
	struct sameness m, turned;

	sameness_judge(a, x, y, &m);
	sameness_judge(a, y, x, &turned);
	assert_int_equal(m.band, turned.band);
	assert_int_equal(m.score.mean, turned.score.mean);
	return m;
}

#define KIT(b)                                                           \
	"your " b " account has been limited because we could not "      \
	"verify your last transaction. to continue using " b ", please " \
	"confirm your details within 0 hours."

static void
bands(void **state)
{
	struct sameness m;

	(void)state;
	m = judge(lure(KIT("aozora"), "account limited", "info"),
	    lure(KIT("aozora") " thank you", "account limited now", "help"));
	assert_int_equal(m.band, BAND_SAME);
	m = judge(lure(KIT("aozora"), "aozora: limited", "info"),
	    lure(KIT("hinode"), "hinode: limited", "info"));
	assert_int_equal(m.band, BAND_LOOK);
	assert_string_equal(m.why, "other-brand");
	assert_string_equal(m.brand_a, "aozora");
	assert_string_equal(m.brand_b, "hinode");
	m = judge(lure(KIT("aozora"), "account limited", "info"),
	    lure(KIT("aozora") " thank you", "zzzz", "help"));
	assert_int_equal(m.band, BAND_LOOK);
	assert_string_equal(m.why, "unlike-subjects");
	m = judge(lure(KIT("aozora"), "account limited", "info"),
	    lure("a parcel could not be delivered because nobody was there to "
		 "sign for it, please come to the depot",
		"account limited", "info"));
	assert_int_equal(m.band, BAND_DIFFERENT);
}

/* Nearly all texts at a likeness of one half share a key; few unlike ones. */
static void
keys_find(void **state)
{
	int64_t x[LIKENESS_KEYS], y[LIKENESS_KEYS];
	struct likeness_score s;
	struct likeness *l, *m;
	char text[600], other[600];
	size_t nx, ny, i, j, met = 0, tried = 0;
	unsigned seed, random;
	bool meets;

	(void)state;
	for (seed = 1; seed <= 100; seed++) {
		random = seed;
		for (i = 0; i < 500; i++) {
			random = random * 1103515245 + 12345;
			text[i] = (char)('a' + (random >> 16) % 26);
			other[i] = i < 320 ? text[i]
					   : (char)('a' + (random >> 20) % 26);
		}
		text[i] = other[i] = '\0';
		l = likeness_new(a, text);
		m = likeness_new(a, other);
		likeness_compare(l, m, &s);
		if (s.whole < 450)
			continue;
		tried++;
		nx = likeness_keys(l, x);
		ny = likeness_keys(m, y);
		meets = false;
		for (i = 0; i < nx; i++)
			for (j = 0; j < ny; j++)
				meets |= x[i] == y[j];
		met += meets;
	}
	assert_true(tried > 20);
	assert_true(met * 100 >= tried * 95);
	assert_int_equal(likeness_keys(likeness_new(a, "ok"), x), 0);
}

static void
aligns(void **state)
{
	struct differ d;

	(void)state;
	differ_align(a, "pay the invoice 0 today", "pay your invoice 0", &d);
	assert_false(d.cut);
	assert_int_equal(d.count, 4);
	assert_true(d.runs[0].common);
	assert_string_equal(d.runs[0].a, "pay");
	assert_string_equal(d.runs[1].a, "the");
	assert_string_equal(d.runs[1].b, "your");
	assert_string_equal(d.runs[2].a, "invoice 0");
	assert_string_equal(d.runs[3].a, "today");
	assert_string_equal(d.runs[3].b, "");
	differ_align(a, "青空銀行からのお知らせ", "日出銀行からのお知らせ", &d);
	assert_string_equal(d.runs[0].a, "青空銀行");
	assert_string_equal(d.runs[0].b, "日出銀行");
	differ_align(a, "", "", &d);
	assert_int_equal(d.count, 0);
	differ_align(a, "x", "", &d);
	assert_int_equal(d.count, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(normal_form, begin, end),
		cmocka_unit_test_setup_teardown(unwraps, begin, end),
		cmocka_unit_test_setup_teardown(subjects, begin, end),
		cmocka_unit_test_setup_teardown(names, begin, end),
		cmocka_unit_test_setup_teardown(bands, begin, end),
		cmocka_unit_test_setup_teardown(keys_find, begin, end),
		cmocka_unit_test_setup_teardown(aligns, begin, end),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
