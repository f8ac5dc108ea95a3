#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <unictype.h>

#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/indicators/subjecttag.h"
#include "formats/names/textfold.h"

#define LONGEST 120 /* bytes of a tag: what is longer is text */

static const char *const answers[] = { "re", "fw", "fwd", "aw", "wg", "antw",
	"sv", "vs", "tr", "rv", "enc", "返信", "転送", "回复", "转发", "回覆",
	"轉寄" };
/* Words of those who watch over a mailbox. */
static const char *const watchers[] = { "external", "outside", "untrusted",
	"spam", "junk", "bulk mail", "quarantine", "virus", "suspicious",
	"suspected", "caution", "csirt", "ticket", "case#", "sec=", "-ml",
	"ml:", "confidential", "internal", "社外", "外部", "組織外", "院外",
	"学外", "庁外", "社内", "部外", "機密", "秘密", "関係者", "スパム",
	"迷惑", "要注意", "メール注意", "なりすまし", "隔離", "無害化",
	"ウイルス", "ウィルス", "添付", "誤送信", "訓練", "サンドボックス" };
/* Alone before a colon or between stars, without brackets. */
static const char *const stamps[] = { "external email", "external mail",
	"external sender", "external", "ext", "spam", "suspected spam",
	"possible spam", "probable spam", "junk", "bulk", "caution",
	"suspicious", "untrusted", "virus", "社外メール注意", "社外メール",
	"外部メール注意", "外部メール", "社外", "外部", "迷惑メール",
	"スパムメール", "スパム", "要注意", "なりすまし注意" };
/* What senders of lures put between brackets. */
static const char *const lures[] = { "重要", "緊急", "至急", "警告", "お知らせ",
	"案内", "確認", "最終", "通知", "必読", "必ず", "督促", "請求", "支払",
	"再送", "返信", "期限", "セキュリティ", "本人", "会員", "ご利用",
	"カード", "銀行", "楽天", "アマゾン", "アップル", "メルカリ", "イオン",
	"三井住友", "三菱", "みずほ", "セゾン", "ヤマト", "佐川", "日本郵便",
	"国税庁", "マイナ", "えきねっと", "amazon", "apple", "google",
	"microsoft", "paypal", "jcb", "visa", "mastercard", "netflix", "docomo",
	"softbank", "dhl", "fedex", "invoice", "urgent", "important", "notice",
	"alert", "action required", "reminder", "final", "warning", "payment",
	"security" };

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* Brackets that tags stand in: not 「」『』, which quote. */
static bool
is_bracket(uint32_t c, uint32_t category)
{
	return uc_is_general_category_withtable(c, category) &&
	       !(c >= 0x300c && c <= 0x300f) && c != 0x201a && c != 0x201e;
}

static bool
is_opening(uint32_t c)
{
	return c == '<' || c == 0xff1c || is_bracket(c, UC_CATEGORY_MASK_Ps);
}

static bool
is_closing(uint32_t c)
{
	return c == '>' || c == 0xff1e || is_bracket(c, UC_CATEGORY_MASK_Pe);
}

/* Blanks, what is not seen, and what only dresses a word. */
static bool
is_dress(uint32_t c)
{
	return c == ' ' || c == '\t' || uc_is_property_white_space(c) ||
	       uc_is_property_default_ignorable_code_point(c) ||
	       (c < 0x80 && strchr("*#!~=_-|", (int)c) != NULL) ||
	       (c != 0x3013 &&
		   uc_is_general_category_withtable(c, UC_CATEGORY_MASK_So));
}

static const char *
undressed(const char *s)
{
	uint32_t c;
	size_t n;

	while ((n = text_next(s, strnlen(s, 4), &c)) > 0 && is_dress(c))
		s += n;
	return s;
}

static bool
holds_one(const char *folded, const char *const *words, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcasestr(folded, words[i]) != NULL)
			return true;
	return false;
}

static bool
has_number(const char *s)
{
	uint32_t c;
	size_t n;

	for (; (n = text_next(s, strnlen(s, 4), &c)) > 0; s += n)
		if (uc_is_property_numeric(c) && (c < 0x3000 || c > 0x9fff))
			return true;
	return false;
}

/* What stands between brackets, after NFKC and case folding.  Round ones hold
 * what belongs to the text, if it is no number. */
static bool
is_tag(const char *folded, uint32_t opening, bool all)
{
	bool number = has_number(folded);

	if (holds_one(folded, watchers, COUNT(watchers)) ||
	    (number && strpbrk(folded, ":#=") != NULL))
		return true;
	if (opening == '(' || opening == 0xff08)
		return all && number;
	return all && (number || !holds_one(folded, lures, COUNT(lures)));
}

/* Behind a tag in brackets that begins s; NULL: none. */
static const char *
after_brackets(struct arena *a, const char *s, bool all)
{
	const char *from = undressed(s), *at;
	uint32_t c, opening;
	size_t n;

	n = text_next(from, strnlen(from, 4), &opening);
	if (n == 0 || !is_opening(opening))
		return NULL;
	from += n;
	for (at = from; (n = text_next(at, strnlen(at, 4), &c)) > 0; at += n)
		if (is_closing(c) || at - from > LONGEST)
			break;
	if (n == 0 || !is_closing(c) ||
	    !is_tag(text_nfkc(a, arena_strndup(a, from, (size_t)(at - from))),
		opening, all))
		return NULL;
	return at + n;
}

/* Behind "word:" where the word is one of the list; stars do for a colon. */
static const char *
after_word(struct arena *a, const char *s, const char *const *words,
    size_t count, const char *ends)
{
	const char *from = undressed(s), *at = from, *word;
	uint32_t c = 0;
	size_t n, i;

	while ((n = text_next(at, strnlen(at, 4), &c)) > 0 && at - from < 40 &&
	       c != 0xff1a && c != ':' && c != '*' && c != '#' && c != '!' &&
	       c != '[' && c != '(')
		at += n;
	word = text_nfkc(a, arena_strndup(a, from, (size_t)(at - from)));
	while ((i = strlen(word)) > 0 && word[i - 1] == ' ')
		word = arena_strndup(a, word, i - 1);
	for (i = 0; i < count && strcmp(word, words[i]) != 0; i++)
		continue;
	if (i == count)
		return NULL;
	/* Re[2]: and Re(3): count the answers. */
	if (c == '[' || c == '(')
		at += strspn(at, "[(0123456789)] ");
	n = text_next(at, strnlen(at, 4), &c);
	if (n == 0 ||
	    (c != 0xff1a && (c > 0x7f || strchr(ends, (int)c) == NULL)))
		return NULL;
	return undressed(at + n);
}

/* The letter that ends at this place, and where it begins. */
static size_t
before(const char *s, size_t at, uint32_t *c)
{
	size_t from = at;

	*c = 0;
	while (from > 0 && ((unsigned char)s[--from] & 0xc0) == 0x80)
		continue;
	text_next(s + from, at - from, c);
	return from;
}

/* Where the tag in brackets begins that ends the first len bytes; len: none
 * does. */
static size_t
before_brackets(struct arena *a, const char *s, size_t len, bool all)
{
	size_t close, open, behind = len;
	const char *tag;
	uint32_t c = 0;

	do {
		close = behind;
		behind = before(s, close, &c);
	} while (close > 0 && is_dress(c));
	if (close == 0 || !is_closing(c))
		return len;
	close = behind;
	for (open = close; open > 0 && close - open <= LONGEST;) {
		behind = open;
		open = before(s, open, &c);
		if (is_closing(c))
			return len;
		if (is_opening(c))
			break;
	}
	if (!is_opening(c) || close - open > LONGEST)
		return len;
	tag = arena_strndup(a, s + behind, close - behind);
	return is_tag(text_nfkc(a, tag), c, all) ? open : len;
}

const char *
subjecttag_without(struct arena *a, const char *subject, bool all)
{
	const char *s = subject, *next;
	size_t len, kept;

	for (;;) {
		next = after_word(a, s, answers, COUNT(answers), ":");
		if (next == NULL)
			next = after_word(a, s, stamps, COUNT(stamps), ":*#!");
		if (next == NULL)
			next = after_brackets(a, s, all);
		if (next == NULL)
			break;
		s = next;
	}
	len = kept = strlen(s);
	for (;;) {
		size_t open = before_brackets(a, s, kept, all);

		if (open == kept)
			break;
		kept = open;
	}
	if (kept < len)
		s = arena_strndup(a, s, kept);
	return s == subject ? subject : undressed(s);
}
