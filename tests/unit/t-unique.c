/* Two copies that differ in nothing but a mark are told alike; no trace of the
 * reader's own systems is told; what everybody could have got stays. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/mem.h"
#include "formats/indicators/everyday.h"
#include "formats/indicators/inside.h"
#include "formats/indicators/unique.h"

#define S	    IND_SUBJECT
#define U	    IND_URL
#define E	    IND_EMAIL
#define F	    IND_FILE_NAME
#define D	    IND_DOMAIN
#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static struct arena *a;

static const char *
told(enum ind_type t, const char *value)
{
	const char *clean = unique_clean(a, t, value);

	clean = clean == NULL ? NULL : unique_form(a, t, clean);
	return clean == NULL ? "(nothing)" : clean;
}

/* What an attacker can put into one victim's copy, kind by kind. */
static const struct mark {
	const char *kind;
	enum ind_type type;
	const char *one, *other;
} marks[] = {
	{ "two digits", S, "請求書 No.48", "請求書 No.21" },
	{ "one digit", S, "第4回のご案内", "第7回のご案内" },
	{ "five digits", S, "請求書 No.48213", "請求書 No.36771" },
	{ "digits and their number", S, "請求書 No.48213", "請求書 No.7" },
	{ "digits parted by -", S, "件 48-21-36-77 様", "件 11-2 様" },
	{ "digits parted by ,", S, "計 48,213,677 円", "計 1,5 円" },
	{ "digits parted by .", S, "版 4.8.2.1 です", "版 3.6 です" },
	{ "digits parted by blanks", S, "番号 4 8 2 1 3", "番号 3 6" },
	{ "digits parted by ・", S, "番号 4・8・2 で", "番号 3・6 で" },
	{ "full-width digits", S, "番号 ４８２１３６７７", "番号 1" },
	{ "digits in a ring", S, "番号 ④⑧②", "番号 ①" },
	{ "Arabic digits", S, "番号 ٤٨٢١٣", "番号 1" },
	{ "Devanagari digits", S, "番号 ४८२", "番号 1" },
	{ "Roman numbers", S, "part IV of it", "part IX of it" },
	{ "kanji digits", S, "番号四八二一三六", "番号七〇" },
	{ "kanji numbers", S, "全部で四百八十二円", "全部で三千円" },
	{ "kanji digits parted", S, "番号 四-八-二", "番号 三-六" },
	{ "old kanji numbers", S, "番号壱弐参", "番号拾万" },
	{ "one kanji digit", S, "第四回", "第七回" },
	{ "a date", S, "20170713 ご確認", "20170821 ご確認" },
	{ "a date that is none", S, "件 20991939 様", "件 20471839 様" },
	{ "a date with signs", S, "件 2017/07/13 様", "件 1999-12-1 様" },
	{ "a date in words", S, "due August 3, 2017", "due July 21, 2018" },
	{ "day before month", S, "due 3rd of March", "due 21st of May" },
	{ "a Japanese date", S, "8月3日(木)の会議", "11月21日(火)の会議" },
	{ "a time", S, "会議 10:30 から", "会議 9:05 から" },
	{ "a token of seven", S, "見積 a1b2c3d", "見積 x9y8z7w" },
	{ "a token of four", S, "見積 a1b2", "見積 x9y8" },
	{ "a token of three", S, "見積 a1b", "見積 x9y" },
	{ "seven hex digits", S, "見積 3f2a91c", "見積 deadbee" },
	{ "letters by chance", S, "見積 zqkfwmv", "見積 xbdtrgh" },
	{ "capitals by chance", S, "見積 ZQKFWMV", "見積 XbDtRgH" },
	{ "single letters", S, "見積 a 8 f 3 k", "見積 q w" },
	{ "a token in parts", S, "見積 a1b-2c3.d4e", "見積 k9-j8" },
	{ "a token before a word", S, "a8f3c9 invoice", "k2m7q1 invoice" },
	{ "Base64", S, "見積 5omL5Y+abcd+", "見積 5omL5Y+xyz/q+" },
	{ "Base64, padded once", S, "見積 dGFuYWI=", "見積 dGFuYWJl" },
	{ "Base64, padded twice", S, "見積 dGFuYQ==", "見積 dGFuYWJl" },
	{ "Base64 for links", S, "見積 5omL5Y-word_abc", "見積 5omL-zz" },
	{ "UTF-7", S, "見積 +ZeVnLA-", "見積 +U0pqRQ-" },
	{ "an encoded word", S, "見積 =?utf-8?B?5omL?=", "見積 =?utf-8?Q?a?=" },
	{ "ISO-2022-JP without escapes", S, "見積 $B<j<h@n(B",
	    "見積 $BEl5~(B" },
	{ "percent-coded", S, "見積 %E7%94%B0", "見積 %E6%9D%B1" },
	{ "HTML entities", S, "見積 &#x7530;&#x90E8;", "見積 &#x6771;" },
	{ "an address", S, "見積 <sato.te@〓〓>", "見積 <tanaka@〓〓>" },
	{ "an address in another's", S, "件 b+sato.te=〓〓-@s.example",
	    "件 b+abe=〓〓-@s.example" },
	{ "a link", S, "見積 http://e.example/a8", "見積 http://e.example/k" },
	{ "letter case", S, "VieW your DocuMent", "view Your document" },
	{ "full-width letters", S, "Ｖｉｅｗ　it", "view it" },
	{ "styled letters", S, "𝐕𝐢𝐞𝐰 it", "view it" },
	{ "letters that look alike", S, "vіеw it", "view it" },
	{ "a letter with an accent", S, "vïew it", "view it" },
	{ "an old form of a kanji", S, "髙﨑の件", "高崎の件" },
	{ "half-width kana", S, "ｱｶｳﾝﾄの件", "アカウントの件" },
	{ "two blanks", S, "view  your document", "view your document" },
	{ "a no-break blank", S, "view\u00a0your it", "view your it" },
	{ "a thin blank", S, "view\u2009your it", "view your it" },
	{ "an ideographic blank", S, "view\u3000your it", "view your it" },
	{ "a blank in Japanese", S, "お支払い の件", "お支払いの件" },
	{ "zero width", S, "vi\u200bew it", "view it" },
	{ "a soft hyphen", S, "vi\u00adew it", "view it" },
	{ "a word joiner", S, "vi\u2060ew it", "view it" },
	{ "a filler", S, "view\u3164 it", "view it" },
	{ "a variation selector", S, "葛\U000e0100城の件", "葛城の件" },
	{ "letters as tags", S, "view\U000e0061\U000e0062 it", "view it" },
	{ "a direction mark", S, "view\u202e\u202c it", "view it" },
	{ "marks on letters", S, "vi\u0323\u0330ew it", "view it" },
	{ "many marks of one kind", S, "view it!!!", "view it!" },
	{ "another dash", S, "view \u2014 it", "view - it" },
	{ "other quotes", S, "\u201cview\u201d it", "\"view\" it" },
	{ "other brackets", S, "【重要】ご案内です", "［重要］ご案内です" },
	{ "a picture", S, "🎁 view it", "📦 view it" },
	{ "a star", S, "★重要★ご案内", "◆重要◆ご案内" },
	{ "a sign at the end", S, "view it.", "view it..." },
	{ "Re: and more of them", S, "Re: Re[2]: Fwd: view", "FW: view" },
	{ "a number first", S, "48213: view it", "7: view it" },

	{ "a parameter", U, "http://e.example/?id=a8f3k2m9c1",
	    "http://e.example/?id=b7" },
	{ "points in it", U, "http://e.example/?id=a8f3k2m.b7c6d5e.x1y2z3w",
	    "http://e.example/?id=k2" },
	{ "five digits", U, "http://e.example/x?u=48213",
	    "http://e.example/x?u=36771" },
	{ "a date that is none", U, "http://e.example/20991939/go",
	    "http://e.example/20471839/go" },
	{ "seven hex digits", U, "http://e.example/3f2a91c",
	    "http://e.example/deadbee" },
	{ "small letters", U, "http://e.example/qzkfmwp/view",
	    "http://e.example/bolanik/view" },
	{ "a name", U, "http://e.example/tanabe/doc",
	    "http://e.example/suzuki/doc" },
	{ "a path of letters", U, "http://e.example/a/8/f/3/k/2/m/9",
	    "http://e.example/q/w" },
	{ "a path of words", U, "http://e.example/ume/take/matsu",
	    "http://e.example/matsu" },
	{ "names of parameters", U,
	    "http://e.example/view?b=&a=&d=", "http://e.example/view?a=&c=" },
	{ "their order", U, "http://e.example/view?b=1&a=1",
	    "http://e.example/view?a=1&b=1" },
	{ "letter case", U, "http://e.example/VieW.PhP",
	    "http://e.example/view.php" },
	{ "slashes", U, "http://e.example//view////login",
	    "http://e.example/view/login" },
	{ "a slash at the end", U, "http://e.example/view/",
	    "http://e.example/view" },
	{ "signs between words", U, "http://e.example/sign_in.php",
	    "http://e.example/sign-in.php" },
	{ "percent-coded", U, "http://e.example/%E7%94%B0%E9%83%A8",
	    "http://e.example/%E6%9D%B1" },
	{ "percent-coded letters", U, "http://e.example/%76iew",
	    "http://e.example/v%69ew" },
	{ "Base64 in a path", U,
	    "http://e.example/5omL5Y+abc=", "http://e.example/5omL==" },
	{ "padding", U,
	    "http://e.example/?e=dGFuYWI=", "http://e.example/?e=dGFuYWJl" },
	{ "a fragment", U, "http://e.example/view#a8f3",
	    "http://e.example/view#tanabe" },
	{ "a session", U, "http://e.example/view;s=a8f3",
	    "http://e.example/view;s=k2" },
	{ "a user", U, "http://tanabe@e.example/", "http://abe@e.example/" },
	{ "Japanese in a path", U, "http://e.example/田部",
	    "http://e.example/東" },
	{ "a label", U, "http://a8f3c9d2e1.e.example/",
	    "http://k2.e.example/" },
	{ "many labels", U, "http://a.8.f.3.e.example/",
	    "http://q.w.e.example/" },
	{ "a label of small letters", U, "http://zqkfwmv.e.example/",
	    "http://xbdtrgh.e.example/" },
	{ "a label of hex letters", D, "deadbee.e.co.jp", "fadecab.e.co.jp" },
	{ "an IDN label", D, "xn--eckwd4c7c.e.example",
	    "xn--w8yz0bc56a.e.example" },
	{ "behind an address", U, "http://198.51.100.7:8080/a8f3/view",
	    "http://198.51.100.7:8080/k2/view" },

	{ "a bounce address", E, "bounce-8412377@l.example",
	    "bounce-1@l.example" },
	{ "a short token", E, "a1b2c3d@l.example", "x9@l.example" },
	{ "a recipient in it", E, "b+taro=gas.example@l.example",
	    "b+jiro=oil.example@l.example" },
	{ "Base64", E, "5omL5Y+abc+@l.example", "5omL@l.example" },
	{ "a name of its own", E, "kiku@l.example", "ume@l.example" },
	{ "letter case", E, "InFo@l.example", "info@l.example" },
	{ "digits", E, "info48213@l.example", "info7@l.example" },
	{ "points at a free service", E, "ta.na.ka@gmail.com",
	    "tanaka@gmail.com" },
	{ "more behind a plus", E, "tanaka+a8f3@gmail.com",
	    "tanaka@gmail.com" },
	{ "a label", E, "info@a8f3.l.example", "info@k2.l.example" },

	{ "digits", F, "invoice_48213.zip", "invoice_7.zip" },
	{ "a token", F, "a1b2c3d.zip", "x9y8.zip" },
	{ "a date", F, "20170713_見積.docx", "20991939_見積.docx" },
	{ "full-width digits", F, "見積４８２１.docx", "見積7.docx" },
	{ "kanji digits", F, "見積四八二一.docx", "見積七〇.docx" },
	{ "letter case", F, "InVoice.ZIP", "invoice.zip" },
	{ "signs between words", F, "final-invoice.zip", "final  invoice.zip" },
	{ "zero width", F, "in\u200bvoice.zip", "invoice.zip" },
	{ "Base64", F, "5omL5Y+abc+.txt", "5omL=.txt" },
	{ "a direction mark", F, "in\u202evoice.exe", "invoice.exe" },
};

static void
no_mark(void **state)
{
	size_t i, alike = 0;

	(void)state;
	for (i = 0; i < COUNT(marks); i++) {
		if (strcmp(told(marks[i].type, marks[i].one),
			told(marks[i].type, marks[i].other)) == 0) {
			alike++;
			continue;
		}
		print_error("%s: %s and %s\n", marks[i].kind,
		    told(marks[i].type, marks[i].one),
		    told(marks[i].type, marks[i].other));
	}
	assert_int_equal(alike, COUNT(marks));
}

/* What a member's own systems put there, and what is told instead. */
static const struct row {
	enum ind_type type;
	const char *value, *wanted;
} traces[] = {
	{ S, "[gas-csirt-ml:01234] アカウントのご確認", "アカウントのご確認" },
	{ S, "[SEC=CONF-3] アカウントのご確認", "アカウントのご確認" },
	{ S, "[Ticket#48213] アカウントのご確認", "アカウントのご確認" },
	{ S, "アカウントのご確認 [Ticket#48213]", "アカウントのご確認" },
	{ S, "アカウントのご確認 (#48213)", "アカウントのご確認" },
	{ S, "[EXTERNAL] アカウントのご確認", "アカウントのご確認" },
	{ S, "(EXTERNAL) アカウントのご確認", "アカウントのご確認" },
	{ S, "EXTERNAL: アカウントのご確認", "アカウントのご確認" },
	{ S, "[EXT] アカウントのご確認", "アカウントのご確認" },
	{ S, "【社外メール注意】アカウントのご確認", "アカウントのご確認" },
	{ S, "＜社外＞アカウントのご確認", "アカウントのご確認" },
	{ S, "***SPAM*** アカウントのご確認", "アカウントのご確認" },
	{ S, "[spam] Re: [list 12] アカウントのご確認", "アカウントのご確認" },
	{ S, "【迷惑メール】アカウントのご確認", "アカウントのご確認" },
	{ S, "転送: FW: Re：アカウントのご確認", "アカウントのご確認" },
	{ S, "[営業二課] アカウントのご確認", "アカウントのご確認" },
	{ U, "https://hokuyogrp.sharepoint.com/sites/csirt",
	    "https://{}.sharepoint.com/sites/{}" },
	{ U, "https://hokuyogrp-my.sharepoint.com/personal/taro_h/x",
	    "https://{}.sharepoint.com/personal/{}" },
	{ U, "https://hokuyo-grp.cybozu.com/k/12", "https://{}.cybozu.com/{}" },
	{ U, "https://hokuyo.s.kintone.com/k/12", "https://{}.kintone.com/{}" },
	{ U, "https://hokuyo.app.box.com/s/abc", "https://{}.app.box.com/{}" },
	{ U, "https://hokuyo.zendesk.com/", "https://{}.zendesk.com/" },
	{ E, "info@hokuyogrp.onmicrosoft.com", "info@{}.onmicrosoft.com" },
	{ U, "https://mailgw.hokuyo.internal/click", "(nothing)" },
	{ U, "http://wiki/x", "(nothing)" },
	{ U, "http://portal.hokuyo.local:8080/", "(nothing)" },
	{ U, "http://nas.home.arpa/", "(nothing)" },
	{ U, "http://10.31.7.9/quarantine", "(nothing)" },
	{ U, "http://10.31.7.9:8080/", "(nothing)" },
	{ U, "http://172.20.1.1/q?id=1", "(nothing)" },
	{ U, "http://192.168.0.1/", "(nothing)" },
	{ U, "http://169.254.1.1/x", "(nothing)" },
	{ U, "http://100.64.7.9/x", "(nothing)" },
	{ U, "http://127.0.0.1:4000/x", "(nothing)" },
	{ U, "http://[fd12::1]/x", "(nothing)" },
	{ U, "http://[fe80::1]:80/x", "(nothing)" },
	{ U, "http://[::ffff:10.1.2.3]/x", "(nothing)" },
	{ U, "http://[::1]/", "(nothing)" },
	{ IND_IPV4, "10.1.2.3", "(nothing)" },
	{ IND_IPV6, "fd00::5", "(nothing)" },
	{ E, "root@mailgw.corp", "(nothing)" },
	{ F, "添付削除通知_mailgw02.txt", "(nothing)" },
	{ F, "Attachment-Removed.txt", "(nothing)" },

	/* Gateways: e.example/login.php as each rewrites it. */
	{ U,
	    "https://jpn01.safelinks.protection.outlook.com/?url="
	    "http%3A%2F%2Fe.example%2Flogin.php&data=05%7C01%7Ctaro%40h.jp"
	    "&sdata=x&reserved=0",
	    "http://e.example/login.php" },
	{ U,
	    "https://jpn01.safelinks.protection.outlook.com/ap/w-1/?url="
	    "http%3A%2F%2Fe.example%2Flogin.php&amp;data=05",
	    "http://e.example/login.php" },
	{ U,
	    "https://urldefense.proofpoint.com/v1/url?u="
	    "http://e.example/login.php&k=oIvRg1%0A&r=IKM",
	    "http://e.example/login.php" },
	{ U,
	    "https://urldefense.proofpoint.com/v2/url?u="
	    "http-3A__e.example_login.php-3Fid-3D1&d=DwMF&c=a&r=b&m=c&s=d&e=",
	    "http://e.example/login.php?{}" },
	{ U,
	    "https://urldefense.com/v3/__http://e.example/login.php__"
	    ";!!PxYz!tok$",
	    "http://e.example/login.php" },
	{ U,
	    "https://urldefense.com/v3/__http:/e.example/login.php*x**Bc__"
	    ";IyQ!!PxYz!tok$",
	    "http://e.example/login.php#{}" },
	{ U,
	    "https://eu-west-1.protection.sophos.com/?d=e.example&u="
	    "aHR0cDovL2UuZXhhbXBsZS9sb2dpbi5waHA=&i=abc&t=def",
	    "http://e.example/login.php" },
	{ U,
	    "https://linkprotect.cudasvc.com/url?a="
	    "http%3a%2f%2fe.example%2flogin.php&c=E,1,abc&typo=1",
	    "http://e.example/login.php" },
	{ U,
	    "https://secure-web.cisco.com/1aB-c/"
	    "http%3A%2F%2Fe.example%2Flogin.php",
	    "http://e.example/login.php" },
	{ U,
	    "https://protect2.fireeye.com/v1/url?k=a-b&q=1&u="
	    "http%3A%2F%2Fe.example%2Flogin.php",
	    "http://e.example/login.php" },
	{ U,
	    "https://clicktime.symantec.com/3abc?u="
	    "http%3A%2F%2Fe.example%2Flogin.php",
	    "http://e.example/login.php" },
	{ U,
	    "https://jp1-v1.imsva.trendmicro.com/wis/clicktime/v1/query?url="
	    "http%3a%2f%2fe.example%2flogin.php&umid=1",
	    "http://e.example/login.php" },
	{ U,
	    "https://scanmail.trustwave.com/?c=1&d=2&u="
	    "http%3a%2f%2fe.example%2flogin.php",
	    "http://e.example/login.php" },
	{ U,
	    "https://url.avanan.click/v2/___http://e.example/login.php___"
	    ".YXAz",
	    "http://e.example/login.php" },
	{ U,
	    "https://mail.hokuyo.jp/fmlurlsvc/?fewReq=:B:a&url="
	    "http%3a%2f%2fe.example%2flogin.php",
	    "http://e.example/login.php" },
	{ U, "https://www.google.com/url?q=http://e.example/login.php&sa=D",
	    "http://e.example/login.php" },
	{ U,
	    "https://jpn01.safelinks.protection.outlook.com/?url="
	    "https%3A%2F%2Furldefense.com%2Fv3%2F__http%3A%2F%2Fe.example"
	    "%2Flogin.php__%3B!!P!t%24&data=05",
	    "http://e.example/login.php" },
	{ U,
	    "https://jpn01.safelinks.protection.outlook.com/?url="
	    "http%3A%2F%2F10.1.2.3%2F&data=05",
	    "(nothing)" },
	{ U, "https://jpn01.safelinks.protection.outlook.com/?data=05",
	    "(nothing)" },
	{ U, "https://protect-eu.mimecast.com/s/AbC?domain=e.example",
	    "(nothing)" },
	{ U, "https://url.jp.m.mimecastprotect.com/s/AbC", "(nothing)" },
	{ U, "https://urldefense.com/v4/new", "(nothing)" },
	{ U, "https://clicktime.symantec.com/15tS?h=abc", "(nothing)" },
	{ U, "https://atpscan.global.hornetsecurity.com/?d=abc", "(nothing)" },
};

/* What stays to be read. */
static const struct row plain[] = {
	{ S, "【重要】お支払いのご確認", "[重要]お支払いのご確認" },
	{ S, "【楽天市場】注文内容ご確認（自動配信メール）",
	    "[楽天市場]注文内容ご確認(自動配信メール)" },
	{ S, "【三井住友カード】ご利用確認のお願い",
	    "[三井住友カード]ご利用確認のお願い" },
	{ S, "請求書 No.48213 の件", "請求書 no.{}の件" },
	{ S, "8月分ご請求書送付のお知らせ", "{}月分ご請求書送付のお知らせ" },
	{ S, "見積依頼（〓〓 御中）", "見積依頼(〓〓御中)" },
	{ S, "Re: 十月の役員会議資料の送付", "{}月の役員会議資料の送付" },
	{ S, "一覧を十分ご確認ください！", "一覧を十分ご確認ください" },
	{ S, "PDFファイルの送付について", "pdf ファイルの送付について" },
	{ S, "Your account has been suspended",
	    "your account has been suspended" },
	{ S, "Fwd: Invoice INV-48213 for March 3, 2017",
	    "invoice inv-{} for {}" },
	{ S, "Dear 〓〓, see the attached purchase order",
	    "dear 〓〓, see the attached purchase order" },
	{ S, "Payment Received Confirmation - Policy UMB-2019-65038",
	    "payment received confirmation-policy umb-{}" },
	{ S, "A customer's laptop: claim & e-mail",
	    "a customer's laptop: claim&e-mail" },
	{ S, "Hokuyo Denryoku: Tanabe's quotation",
	    "hokuyo denryoku: tanabe's quotation" },
	{ S, "DHL Shipment Notification", "dhl shipment notification" },
	{ S, "Срочно: оплата счёта", "срочно: оплата счёта" },
	{ S, "긴급: 계정 확인", "긴급: 계정 확인" },
	{ U, "http://evil.example/", "http://evil.example/" },
	{ U, "http://evil.example/login.php?user=1&lang=ja-JP",
	    "http://evil.example/login.php?{}" },
	{ U,
	    "http://evil.example/wp-content/uploads/2017/08/"
	    "invoice_20170803.zip",
	    "http://evil.example/wp-content/uploads/{}.zip" },
	{ U, "https://signin-account-update.evil.example/MicrosoftLogin/",
	    "https://signin-account-update.evil.example/microsoftlogin" },
	{ U, "http://evil3.example/dl/mp3player2.exe",
	    "http://evil3.example/dl/{}.exe" },
	{ U, "http://evil.example/t/7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10/go",
	    "http://evil.example/{}/go" },
	{ U, "http://a8f3c9d2e1.evil.co.jp:8443/index.html",
	    "http://{}.evil.co.jp:8443/index.html" },
	{ U, "http://198.51.100.7:8080/a.js",
	    "http://198.51.100.7:8080/{}.js" },
	{ U, "http://[2001:db8::5]:8080/view",
	    "http://[2001:db8::5]:8080/view" },
	{ U, "http://xn--eckwd4c7c.example/login",
	    "http://xn--eckwd4c7c.example/login" },
	{ U, "https://evil.web.app/account", "https://evil.web.app/account" },
	{ D, "www.evil.example", "www.evil.example" },
	{ D, "a8f3c9d2e1.example", "a8f3c9d2e1.example" },
	{ E, "info@evil.example", "info@evil.example" },
	{ E, "no-reply@mail.evil.example", "no-reply@mail.evil.example" },
	{ E, "bounce-8412377@list.example", "{}@list.example" },
	{ E, "tanaka@yahoo.co.jp", "tanaka@yahoo.co.jp" },
	{ F, "invoice.pdf.exe", "invoice.pdf.exe" },
	{ F, "請求書_20170803.xlsm", "請求書{}.xlsm" },
	{ F, "FedEx Shipment Label.zip", "fedex_shipment_label.zip" },
	{ F, "C:\\Users\\sato\\order.doc", "order.doc" },
	{ IND_IPV4, "198.51.100.7", "198.51.100.7" },
	{ IND_IPV6, "2001:db8::5", "2001:db8::5" },
	{ IND_USER_AGENT, "Mozilla/5.0 (Windows NT 10.0; Win64)",
	    "mozilla/{} (windows nt {})" },
	{ IND_MUTEX, "Global\\a8f3c9", "(nothing)" },
	{ IND_REGISTRY_KEY, "HKCU\\Software\\Updater48213\\Run",
	    "{}\\software\\{}\\run" },
	{ IND_SHA256,
	    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
	    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00"
	    "a08" },
};

static void
rows(const struct row *r, size_t count)
{
	size_t i, good = 0;

	for (i = 0; i < count; i++) {
		if (strcmp(told(r[i].type, r[i].value), r[i].wanted) == 0) {
			good++;
			continue;
		}
		print_error("%s: %s; wanted %s\n", r[i].value,
		    told(r[i].type, r[i].value), r[i].wanted);
	}
	assert_int_equal(good, count);
}

static void
no_trace(void **state)
{
	(void)state;
	rows(traces, COUNT(traces));
}

static void
stays_readable(void **state)
{
	(void)state;
	rows(plain, COUNT(plain));
}

/* What three organisations had is told whole: without plain traces. */
static void
whole(void **state)
{
	(void)state;
	assert_string_equal(
	    unique_clean(a, S, "[EXTERNAL] Re: 【ABC】No.48213"),
	    "【ABC】No.48213");
	assert_string_equal(
	    unique_clean(a, S, "【重要】No.48213 (2)"), "【重要】No.48213 (2)");
	assert_string_equal(unique_clean(a, U, "http://e.example/VieW?id=a8"),
	    "http://e.example/VieW?id=a8");
}

static bool
is_copy(const char *stated, enum ind_type type, const char *value)
{
	struct unique_found found[] = { { IND_EMAIL, "x@b.example" },
		{ type, value } };
	bool copied[2] = { false, false };

	unique_copies(a, (const char *const[]){ "elsewhere", stated }, 2, found,
	    2, copied);
	assert_false(copied[0]);
	return copied[1];
}

static void
copies(void **state)
{
	const char *url = "http://e.example/x?id=a8f3k2m9c1";

	(void)state;
	assert_true(is_copy(url, U, url));
	assert_true(is_copy("HTTPS://E.example/X?ID=a8f3k2m9c1", U, url));
	assert_true(is_copy("id=a8f3k2m9c1", U, url));
	assert_true(is_copy("http://e.example/x?id=a8f3k2m9c1&n=2", U, url));
	assert_true(is_copy("請求書　ＮＯ．48213", S, "請求書 No.48213 の件"));
	assert_true(is_copy("a-1", S, "A1"));
	assert_false(is_copy("http://e.example/gate.php?id=9c1", U, url));
	assert_false(
	    is_copy("http://e.example/gate.php", U, "http://e.example/"));
	assert_false(is_copy("請求書類", S, "お支払いの件"));
}

/* Letters by chance pass for a word now and then; most do not. */
static void
chance(void **state)
{
	unsigned long seed = 1;
	unsigned i, k, passed = 0;
	char word[8] = "";

	(void)state;
	for (i = 0; i < 10000; i++) {
		for (k = 0; k < 7; k++) {
			seed = (seed * 1103515245 + 12345) & 0x7fffffff;
			word[k] = (char)('a' + (seed >> 16) % 26);
		}
		passed += everyday_speakable(word, 7);
	}
	assert_true(passed < 400);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_mark),
		cmocka_unit_test(no_trace),
		cmocka_unit_test(stays_readable),
		cmocka_unit_test(whole),
		cmocka_unit_test(copies),
		cmocka_unit_test(chance),
	};
	int rc;

	setlocale(LC_CTYPE, "C.UTF-8");
	a = arena_new();
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return rc;
}
