#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "batch/base/tell.h"
#include "batch/base/tellprose.h"
#include "batch/review/ask.h"
#include "batch/review/showing.h"
#include "batch/review/sitting.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

/* Of a terminal that does not say, and the fewest that are believed. */
#define SCREEN_ROWS 24
#define LEAST_ROWS  8
/* The question, which may take two of them, and the last row of before. */
#define OF_A_QUESTION 3

void
showing_tell(struct sitting *s, struct tell *t)
{
	struct buf text = { 0 }, rows = { 0 };

	tell_close(t, &text);
	tellprose_rows(&rows, buf_str(&text));
	fputs(buf_str(&rows), stdout);
	s->shown = arena_strdup(s->h->arena, buf_str(&rows));
	buf_free(&rows);
	buf_free(&text);
}

void
showing_lines(unsigned indent, const char *text)
{
	struct buf lines = { 0 }, rows = { 0 };
	size_t len;

	for (; *text != '\0'; text += len + (text[len] != '\0')) {
		len = strcspn(text, "\n");
		buf_printf(
		    &lines, "%*s%.*s\n", (int)indent, "", (int)len, text);
	}
	tellprose_rows(&rows, buf_str(&lines));
	fputs(buf_str(&rows), stdout);
	buf_free(&rows);
	buf_free(&lines);
}

static size_t
rows_of_screen(void)
{
	struct winsize w;
	size_t rows = SCREEN_ROWS;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row > 0)
		rows = w.ws_row;
	return (rows < LEAST_ROWS ? LEAST_ROWS : rows) - OF_A_QUESTION;
}

/* So many rows; where the next ones begin. */
static const char *
put_screen(const char *text, size_t rows)
{
	const char *end = text;

	while (rows-- > 0 && *end != '\0') {
		end += strcspn(end, "\n");
		end += *end == '\n';
	}
	printf("%.*s", (int)(end - text), text);
	return end;
}

static size_t
count_rows(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += *text == '\n';
	return n;
}

char *
showing_again(struct sitting *s)
{
	struct arena *a = s->h->arena;
	const char *text = s->shown;
	size_t rows = rows_of_screen(), page = 1;
	size_t pages = (count_rows(text) + rows - 1) / rows;
	char *answer;

	for (;; page++) {
		text = put_screen(text, rows);
		if (*text == '\0')
			return NULL;
		answer = ask(a, say_of(a, SAY_REVIEW_PAGE, s->lang, "page",
				    arena_printf(a, "%zu", page), "of",
				    arena_printf(a, "%zu", pages), NULL));
		if (answer == NULL || *answer != '\0')
			return answer;
	}
}
