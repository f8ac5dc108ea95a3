#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/names/romaji.h"
#include "formats/names/textfold.h"

/* Katakana, Hepburn, Kunrei; syllables of two letters come before those of
 * one. */
static const struct syllable {
	const char *kana, *hepburn, *kunrei;
} syllables[] = { { "キャ", "kya", "kya" }, { "キュ", "kyu", "kyu" },
	{ "キョ", "kyo", "kyo" }, { "シャ", "sha", "sya" },
	{ "シュ", "shu", "syu" }, { "ショ", "sho", "syo" },
	{ "チャ", "cha", "tya" }, { "チュ", "chu", "tyu" },
	{ "チョ", "cho", "tyo" }, { "ニャ", "nya", "nya" },
	{ "ニュ", "nyu", "nyu" }, { "ニョ", "nyo", "nyo" },
	{ "ヒャ", "hya", "hya" }, { "ヒュ", "hyu", "hyu" },
	{ "ヒョ", "hyo", "hyo" }, { "ミャ", "mya", "mya" },
	{ "ミュ", "myu", "myu" }, { "ミョ", "myo", "myo" },
	{ "リャ", "rya", "rya" }, { "リュ", "ryu", "ryu" },
	{ "リョ", "ryo", "ryo" }, { "ギャ", "gya", "gya" },
	{ "ギュ", "gyu", "gyu" }, { "ギョ", "gyo", "gyo" },
	{ "ジャ", "ja", "zya" }, { "ジュ", "ju", "zyu" },
	{ "ジョ", "jo", "zyo" }, { "ビャ", "bya", "bya" },
	{ "ビュ", "byu", "byu" }, { "ビョ", "byo", "byo" },
	{ "ピャ", "pya", "pya" }, { "ピュ", "pyu", "pyu" },
	{ "ピョ", "pyo", "pyo" }, { "ファ", "fa", "fa" },
	{ "フィ", "fi", "fi" }, { "フェ", "fe", "fe" }, { "フォ", "fo", "fo" },
	{ "ティ", "ti", "ti" }, { "ディ", "di", "di" }, { "ジェ", "je", "zye" },
	{ "シェ", "she", "sye" }, { "チェ", "che", "tye" }, { "ア", "a", "a" },
	{ "イ", "i", "i" }, { "ウ", "u", "u" }, { "エ", "e", "e" },
	{ "オ", "o", "o" }, { "カ", "ka", "ka" }, { "キ", "ki", "ki" },
	{ "ク", "ku", "ku" }, { "ケ", "ke", "ke" }, { "コ", "ko", "ko" },
	{ "サ", "sa", "sa" }, { "シ", "shi", "si" }, { "ス", "su", "su" },
	{ "セ", "se", "se" }, { "ソ", "so", "so" }, { "タ", "ta", "ta" },
	{ "チ", "chi", "ti" }, { "ツ", "tsu", "tu" }, { "テ", "te", "te" },
	{ "ト", "to", "to" }, { "ナ", "na", "na" }, { "ニ", "ni", "ni" },
	{ "ヌ", "nu", "nu" }, { "ネ", "ne", "ne" }, { "ノ", "no", "no" },
	{ "ハ", "ha", "ha" }, { "ヒ", "hi", "hi" }, { "フ", "fu", "hu" },
	{ "ヘ", "he", "he" }, { "ホ", "ho", "ho" }, { "マ", "ma", "ma" },
	{ "ミ", "mi", "mi" }, { "ム", "mu", "mu" }, { "メ", "me", "me" },
	{ "モ", "mo", "mo" }, { "ヤ", "ya", "ya" }, { "ユ", "yu", "yu" },
	{ "ヨ", "yo", "yo" }, { "ラ", "ra", "ra" }, { "リ", "ri", "ri" },
	{ "ル", "ru", "ru" }, { "レ", "re", "re" }, { "ロ", "ro", "ro" },
	{ "ワ", "wa", "wa" }, { "ヲ", "o", "o" }, { "ガ", "ga", "ga" },
	{ "ギ", "gi", "gi" }, { "グ", "gu", "gu" }, { "ゲ", "ge", "ge" },
	{ "ゴ", "go", "go" }, { "ザ", "za", "za" }, { "ジ", "ji", "zi" },
	{ "ズ", "zu", "zu" }, { "ゼ", "ze", "ze" }, { "ゾ", "zo", "zo" },
	{ "ダ", "da", "da" }, { "ヂ", "ji", "zi" }, { "ヅ", "zu", "zu" },
	{ "デ", "de", "de" }, { "ド", "do", "do" }, { "バ", "ba", "ba" },
	{ "ビ", "bi", "bi" }, { "ブ", "bu", "bu" }, { "ベ", "be", "be" },
	{ "ボ", "bo", "bo" }, { "パ", "pa", "pa" }, { "ピ", "pi", "pi" },
	{ "プ", "pu", "pu" }, { "ペ", "pe", "pe" }, { "ポ", "po", "po" },
	{ "ン", "n", "n" } };

#define SYLLABLES (sizeof(syllables) / sizeof(syllables[0]))

/* One width, one case, katakana; without what stands between the parts of a
 * name. */
static char *
normal(struct arena *a, const char *s)
{
	struct buf b = { 0 };
	uint32_t cp;
	size_t n;
	char *out;

	s = text_nfkc(a, s);
	for (; *s != '\0'; s += n) {
		n = text_next(s, strlen(s), &cp);
		if (n == 0)
			n = 1;
		else if (cp >= 0x3041 && cp <= 0x3096)
			buf_printf(&b, "%c%c%c", 0xe3,
			    (int)(0x80 | ((cp + 0x60) >> 6 & 0x3f)),
			    (int)(0x80 | ((cp + 0x60) & 0x3f)));
		else if (cp != ' ' && cp != '-' && cp != '\'' && cp != 0x30fb)
			buf_put(&b, s, n);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static const struct syllable *
by_kana(const char *s)
{
	size_t i;

	for (i = 0; i < SYLLABLES; i++)
		if (strncmp(s, syllables[i].kana, strlen(syllables[i].kana)) ==
		    0)
			return &syllables[i];
	return NULL;
}

/* A small ツ doubles what follows; a long vowel is not written. */
static char *
spell(struct arena *a, const char *kana, bool kunrei)
{
	struct buf b = { 0 };
	const struct syllable *y;
	const char *latin;
	char *out = NULL;
	bool twice = false;

	while (*kana != '\0') {
		if (strncmp(kana, "ッ", 3) == 0 ||
		    strncmp(kana, "ー", 3) == 0) {
			twice = strncmp(kana, "ッ", 3) == 0;
			kana += 3;
			continue;
		}
		y = by_kana(kana);
		if (y == NULL)
			goto out;
		latin = kunrei ? y->kunrei : y->hepburn;
		if (twice)
			buf_put(&b, *latin == 'c' ? "t" : latin, 1);
		buf_puts(&b, latin);
		twice = false;
		kana += strlen(y->kana);
	}
	out = arena_strdup(a, buf_str(&b));
out:
	buf_free(&b);
	return out;
}

/* ou, oo and uu as o and u. */
static char *
shortened(struct arena *a, const char *latin)
{
	char *out = arena_strdup(a, latin), *to = out;

	for (; *latin != '\0'; latin++) {
		*to++ = *latin;
		if ((*latin == 'o' && (latin[1] == 'u' || latin[1] == 'o')) ||
		    (*latin == 'u' && latin[1] == 'u'))
			latin++;
	}
	*to = '\0';
	return out;
}

static void
push(struct arena *a, const char ***list, size_t *count, const char *s)
{
	size_t i;

	for (i = 0; i < *count; i++)
		if (strcmp((*list)[i], s) == 0)
			return;
	arena_push_str(a, list, count, s);
}

const char **
romaji_of(struct arena *a, const char *kana, size_t *count)
{
	const char **list = NULL;
	char *latin;
	int kunrei;

	*count = 0;
	kana = normal(a, kana);
	for (kunrei = 0; kunrei < 2 && *kana != '\0'; kunrei++) {
		latin = spell(a, kana, kunrei != 0);
		if (latin == NULL)
			return NULL;
		push(a, &list, count, latin);
		push(a, &list, count, shortened(a, latin));
	}
	return list;
}

static const struct syllable *
by_latin(const char *s, size_t *len)
{
	const struct syllable *best = NULL;
	const char *forms[2];
	size_t i, k, n;

	*len = 0;
	for (i = 0; i < SYLLABLES; i++) {
		forms[0] = syllables[i].hepburn;
		forms[1] = syllables[i].kunrei;
		for (k = 0; k < 2; k++) {
			n = strlen(forms[k]);
			if (n > *len && strncmp(s, forms[k], n) == 0) {
				best = &syllables[i];
				*len = n;
			}
		}
	}
	return best;
}

const char *
romaji_kana(struct arena *a, const char *latin)
{
	const struct syllable *y;
	struct buf b = { 0 };
	const char *out = NULL;
	size_t len;

	latin = normal(a, latin);
	while (*latin != '\0') {
		if (latin[0] == latin[1] && strchr("aiueon", *latin) == NULL) {
			buf_puts(&b, "ッ");
			latin++;
			continue;
		}
		y = by_latin(latin, &len);
		if (y == NULL)
			goto out;
		buf_puts(&b, y->kana);
		latin += len;
	}
	out = b.len == 0 ? NULL : arena_strdup(a, buf_str(&b));
out:
	buf_free(&b);
	return out;
}
