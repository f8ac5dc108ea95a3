#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/count/period.h"

bool
period_parse(const char *word, struct period *p)
{
	static const char *const ends[] = { "03-31", "06-30", "09-30",
		"12-31" };
	int year, q;
	char tail;

	memset(p, 0, sizeof(*p));
	if (strlen(word) != 6)
		return false;
	memcpy(p->id, word, 7);
	if (sscanf(word, "%4dQ%1d%c", &year, &q, &tail) == 2 && q >= 1 &&
	    q <= 4 && year >= 1900) {
		snprintf(p->first, sizeof(p->first), "%04u-%02u-01",
		    (unsigned)year % 10000, (unsigned)(3 * q - 2) % 100);
		snprintf(p->last, sizeof(p->last), "%04u-%s",
		    (unsigned)year % 10000, ends[q - 1]);
		return true;
	}
	if (sscanf(word, "FY%4d%c", &year, &tail) == 1 && year >= 1900) {
		p->year = true;
		snprintf(p->first, sizeof(p->first), "%04u-04-01",
		    (unsigned)year % 10000);
		snprintf(p->last, sizeof(p->last), "%04u-03-31",
		    (unsigned)(year + 1) % 10000);
		return true;
	}
	return false;
}

void
period_fiscal(int year, struct period *out)
{
	char word[16];

	snprintf(word, sizeof(word), "FY%04d", year % 10000);
	period_parse(word, out);
}

void
period_year_of(const struct period *quarter, struct period *out)
{
	/* January to March end the fiscal year that began before. */
	period_fiscal(atoi(quarter->id) - (quarter->id[5] == '1'), out);
}

void
period_step(const struct period *from, int back, struct period *out)
{
	char word[16];
	int n;

	n = atoi(from->id) * 4 + (from->id[5] - '1') - back;
	snprintf(word, sizeof(word), "%04dQ%d", n / 4 % 10000, n % 4 + 1);
	period_parse(word, out);
}

void
period_last_quarter(const struct period *from, struct period *out)
{
	char word[16];

	*out = *from;
	if (from->year) {
		snprintf(word, sizeof(word), "%.4sQ1", from->last);
		period_parse(word, out);
	}
}
