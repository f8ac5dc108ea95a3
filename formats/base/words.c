#include <stddef.h>
#include <string.h>

#include "formats/base/words.h"

int
word_index(const char *const *words, int count, const char *word)
{
	int i;

	for (i = 0; word != NULL && i < count; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}
