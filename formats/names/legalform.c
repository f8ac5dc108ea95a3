#include <string.h>

#include "formats/base/mem.h"
#include "formats/names/legalform.h"

static const char *const forms[] = { "株式会社", "有限会社", "合同会社",
	"合資会社", "合名会社", "一般社団法人", "一般財団法人", "公益社団法人",
	"公益財団法人", "独立行政法人", "（株）", "(株)", "㈱", " Co., Ltd.",
	" Co.,Ltd.", " Corporation", " Corp.", " Limited", " Inc.", " Ltd.",
	" LLC", " K.K.", " GmbH" };

const char *
legalform_without(struct arena *a, const char *name)
{
	const char *at;
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		at = strstr(name, forms[i]);
		if (at != NULL)
			return arena_printf(a, "%.*s%s", (int)(at - name), name,
			    at + strlen(forms[i]));
	}
	return NULL;
}
