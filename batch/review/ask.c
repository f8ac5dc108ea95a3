#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/review/ask.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

#define BLANKS " \t\r\n"

static void
no_more(int number)
{
	(void)number;
}

void
ask_heed(void)
{
	struct sigaction act = { .sa_handler = no_more };

	/* Without SA_RESTART: the question is over. */
	sigaction(SIGINT, &act, NULL);
}

char *
ask(struct arena *a, const char *question)
{
	char *line = NULL, *out;
	size_t room = 0, len;
	ssize_t got;

	printf("%s ", question);
	fflush(stdout);
	got = getline(&line, &room, stdin);
	if (got == -1) {
		/* One who ends a line so is asked once more. */
		clearerr(stdin);
		free(line);
		putchar('\n');
		return NULL;
	}
	out = arena_strdup(a, text_clean(a, line, false));
	free(line);
	out += strspn(out, BLANKS);
	for (len = strlen(out);
	     len > 0 && strchr(BLANKS, out[len - 1]) != NULL;)
		out[--len] = '\0';
	return out;
}

char *
ask_word(char **rest)
{
	char *word = *rest + strspn(*rest, BLANKS);
	size_t len = strcspn(word, BLANKS);

	if (len == 0)
		return NULL;
	*rest = word + len;
	if (**rest != '\0')
		*(*rest)++ = '\0';
	return word;
}
