/*
 * An enumeration and its words: one table, by which a word is printed and
 * parsed.
 */
#ifndef FORMATS_WORDS_H
#define FORMATS_WORDS_H

#include <stdbool.h>

/* Index of the word among words, or -1; NULL is no word. */
int word_index(const char *const *words, int count, const char *word);

/* Whether a text of words, a blank between each two, has one. */
bool words_have(const char *text, const char *word);

/* Defines NAME_word(), "" where there is none, and NAME_parse(), false where
 * the word is unknown, over a table of the enumeration's words. */
#define WORDS(name, type, table, count)                     \
	const char *name##_word(enum type v)                \
	{                                                   \
		return v < (count) ? (table)[v] : "";       \
	}                                                   \
	bool name##_parse(const char *word, enum type *out) \
	{                                                   \
		int i = word_index(table, count, word);     \
                                                            \
		if (i == -1)                                \
			return false;                       \
		*out = (enum type)i;                        \
		return true;                                \
	}

#endif
