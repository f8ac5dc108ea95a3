#include <string.h>

#include "formats/base/mem.h"
#include "formats/names/legalform.h"

/* As it is written in a name, and as it stands in the normal form of a mail;
 * NULL: not looked for there.  Of two that begin or end alike the longer one
 * comes first. */
static const struct {
	const char *written, *norm;
} forms[] = {
	{ "株式会社", "株式会社" },
	{ "有限会社", "有限会社" },
	{ "合同会社", "合同会社" },
	{ "合資会社", "合資会社" },
	{ "合名会社", NULL },
	{ "一般社団法人", "一般社団法人" },
	{ "一般財団法人", "一般財団法人" },
	{ "公益社団法人", NULL },
	{ "公益財団法人", NULL },
	{ "独立行政法人", "独立行政法人" },
	{ "（株）", NULL }, /* NFKC makes it (株) */
	{ "(株)", "(株)" },
	{ "㈱", NULL },
	{ NULL, "(有)" },
	{ " Co., Ltd.", "co., ltd." },
	{ " Co.,Ltd.", "co.,ltd." },
	{ " Corporation", "corporation" },
	{ " Corp.", "corp." },
	{ " Limited", "limited" },
	{ " Inc.", "inc." },
	{ " Ltd.", "ltd." },
	{ " LLC", "llc" },
	{ " K.K.", "k.k." },
	{ " GmbH", "gmbh" },
	{ NULL, "inc" },
};

#define FORMS (sizeof(forms) / sizeof(forms[0]))

const char *
legalform_without(struct arena *a, const char *name)
{
	const char *at;
	size_t i;

	for (i = 0; i < FORMS; i++) {
		at = forms[i].written == NULL ? NULL
					      : strstr(name, forms[i].written);
		if (at != NULL)
			return arena_printf(a, "%.*s%s", (int)(at - name), name,
			    at + strlen(forms[i].written));
	}
	return NULL;
}

size_t
legalform_at_start(const char *norm)
{
	size_t i, n;

	for (i = 0; i < FORMS; i++) {
		n = forms[i].norm == NULL ? 0 : strlen(forms[i].norm);
		if (n > 0 && strncmp(norm, forms[i].norm, n) == 0)
			return n;
	}
	return 0;
}

size_t
legalform_at_end(const char *norm, size_t len)
{
	size_t i, n;

	for (i = 0; i < FORMS; i++) {
		n = forms[i].norm == NULL ? 0 : strlen(forms[i].norm);
		if (n > 0 && len >= n &&
		    memcmp(norm + len - n, forms[i].norm, n) == 0)
			return n;
	}
	return 0;
}
