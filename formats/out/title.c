#include <string.h>

#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/out/title.h"

#define LONGEST 60 /* letters of a subject: a line of a list */

static const enum say kinds[] = { SAY_TITLE_MAIL, SAY_TITLE_FILE,
	SAY_TITLE_TRAFFIC, SAY_TITLE_OTHER };

static const char *
beginning(struct arena *a, const char *s)
{
	size_t len = strlen(s), at = 0, letters, n;
	uint32_t c;

	for (letters = 0; letters < LONGEST && at < len; letters++) {
		n = text_next(s + at, len - at, &c);
		at += n == 0 ? 1 : n;
	}
	return at == len ? s : arena_printf(a, "%.*s…", (int)at, s);
}

const char *
title_of(struct arena *a, enum lang l, enum class class, enum title_kind kind,
    const char *subject, const char *host)
{
	const char *what = say(kinds[kind], l);
	enum say word;

	if (class != CLASS_UNCLASSIFIED && class != CLASS_UNDECIDED) {
		word =
		    say_parse(arena_printf(a, "class.%s", class_word(class)));
		what = say_of(a, SAY_TITLE_CLASSED, l, "what", what, "class",
		    word == SAY_COUNT ? class_word(class) : say(word, l), NULL);
	}
	if (subject != NULL)
		return say_of(a, SAY_TITLE_SUBJECT, l, "what", what, "subject",
		    beginning(a, subject), NULL);
	if (host != NULL)
		return say_of(
		    a, SAY_TITLE_HOST, l, "what", what, "host", host, NULL);
	return what;
}
