#include <stddef.h>
#include <string.h>

#include "formats/names/commonword.h"

#define WORD 6 /* bytes of two kanji */

/* Two of them beside each other without a NUL between, in order. */
static const char words[] =
#include "common-table.h" /* generated: common-table.py */
    ;

bool
commonword(const char *word)
{
	size_t low = 0, high = sizeof(words) / WORD, mid;
	int order;

	if (strlen(word) != WORD)
		return false;
	while (low < high) {
		mid = low + (high - low) / 2;
		order = memcmp(word, words + mid * WORD, WORD);
		if (order == 0)
			return true;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return false;
}
