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

bool
words_have(const char *text, const char *word)
{
	size_t len = strlen(word), n;

	for (; *text != '\0'; text += n + (text[n] == ' ')) {
		n = strcspn(text, " ");
		if (n == len && memcmp(text, word, n) == 0)
			return true;
	}
	return false;
}
