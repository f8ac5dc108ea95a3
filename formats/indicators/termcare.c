#include <stdbool.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/indicators/observable.h"
#include "formats/indicators/termcare.h"
#include "formats/names/textfold.h"

/* Words of every second notice, in normal form. */
static const char *const common[] = { "株式会社", "有限会社", "会社", "本社",
	"支社", "日本", "東京", "大阪", "業界", "組合", "工業", "電力", "ガス",
	"鉄道", "石油", "化学", "銀行", "総務", "経理", "人事", "営業", "担当",
	"社長", "部長", "課長", "添付", "件名", "差出人", "メール", "システム",
	"セキュリティ", "情報", "管理者", "group", "japan", "tokyo", "company",
	"corporation", "limited", "system", "systems", "security", "support",
	"service", "admin", "administrator", "info", "mail", "email", "office",
	"sales", "invoice", "microsoft", "google", "example", "subject",
	"sender", "domain", "http", "https" };

static const char *
fold(struct arena *a, const char *word)
{
	return text_fold(a, word, strlen(word));
}

static bool
is_short(const char *norm)
{
	const char *p;

	for (p = norm; *p != '\0'; p++)
		if ((unsigned char)*p >= 0x80)
			return strlen(norm) < TEXTFOLD_MIN_OTHER;
	return strlen(norm) < TEXTFOLD_MIN_LATIN;
}

const char *
term_fault(struct arena *a, const char *word)
{
	const char *norm = fold(a, word);
	size_t i;

	if (is_short(norm))
		return "too short to be searched for";
	for (i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		if (strcmp(norm, fold(a, common[i])) == 0)
			return "too common to be searched for";
	return NULL;
}

const char *
term_domain_fault(const char *domain)
{
	return observable_is_suffix(domain)
		   ? "a domain under which anybody registers"
		   : NULL;
}
