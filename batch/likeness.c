#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/correlate.h"

#define PAIRS_MAX 512

/* Code points of UTF-8; malformed bytes count as themselves. */
static size_t
points(const char *s, uint32_t *out, size_t max)
{
	size_t n = 0;
	unsigned char c;

	while (*s != '\0' && n < max) {
		c = (unsigned char)*s++;
		out[n] = c;
		while (c >= 0xc0 && ((unsigned char)*s & 0xc0) == 0x80)
			out[n] = out[n] << 6 | ((unsigned char)*s++ & 0x3f);
		n++;
	}
	return n;
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static size_t
pairs(const char *s, uint64_t *out)
{
	uint32_t p[PAIRS_MAX + 1];
	size_t n, i, k;

	n = points(s, p, PAIRS_MAX + 1);
	if (n == 1) {
		out[0] = p[0];
		return 1;
	}
	for (i = 0; i + 1 < n; i++)
		out[i] = (uint64_t)p[i] << 32 | p[i + 1];
	n = i;
	qsort(out, n, sizeof(*out), by_value);
	for (i = k = 0; i < n; i++)
		if (i == 0 || out[i] != out[i - 1])
			out[k++] = out[i];
	return k;
}

bool
correlate_like_subjects(const char *a, const char *b)
{
	uint64_t pa[PAIRS_MAX], pb[PAIRS_MAX];
	size_t na, nb, i = 0, j = 0, both = 0;

	if (a == NULL || b == NULL || *a == '\0' || *b == '\0')
		return (a == NULL || *a == '\0') == (b == NULL || *b == '\0');
	na = pairs(a, pa);
	nb = pairs(b, pb);
	while (i < na && j < nb) {
		if (pa[i] == pb[j]) {
			both++;
			i++;
			j++;
		} else if (pa[i] < pb[j])
			i++;
		else
			j++;
	}
	/* 0.15 = 3/20 */
	return 20 * both >= 3 * (na + nb - both);
}
