#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/tongue.h"

static const char *chosen;
static char of_hub[3];

/* ja, en, or one of them with a country and a character set behind it. */
static bool
names(const char *word, enum lang *l)
{
	if (word == NULL || strlen(word) < 2 ||
	    (word[2] != '\0' && strchr("_.@:", word[2]) == NULL))
		return false;
	for (*l = 0; *l < LANGS; (*l)++)
		if (strncmp(word, lang_word(*l), 2) == 0)
			return true;
	return false;
}

static enum lang
of_environment(void)
{
	static const char *const where[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *v = NULL;
	enum lang l;
	size_t i;

	for (i = 0; i < 3 && (v == NULL || *v == '\0'); i++)
		v = getenv(where[i]);
	return names(v, &l) ? l : LANG_EN;
}

enum lang
tongue(void)
{
	enum lang l;

	if (names(chosen, &l) || names(getenv("TOIYABA_LANG"), &l) ||
	    names(of_hub, &l))
		return l;
	return of_environment();
}

const char *
tongue_form(const char *english)
{
	return say_same(english, tongue());
}

bool
tongue_choose(const char *word)
{
	if (strcmp(word, "ja") != 0 && strcmp(word, "en") != 0)
		return false;
	chosen = word;
	return true;
}

void
tongue_of_hub(const char *word)
{
	snprintf(of_hub, sizeof(of_hub), "%s", word);
}
