#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/tongue.h"
#include "batch/cmd/help.h"
#include "batch/cmd/options.h"
#include "formats/base/mem.h"
#include "formats/base/say.h"

/* Of an option its dashes are no part of a text's name. */
static const char *
bare(const char *option)
{
	return option + strspn(option, "-");
}

static const char *
text_of(const char *id)
{
	enum say what = say_parse(id);

	return what == SAY_COUNT ? "" : say(what, tongue());
}

static const char *
verb_text(struct arena *a, const char *verb, const char *what)
{
	return text_of(arena_printf(a, "help.%s.%s", verb, what));
}

/* What the verb means by it, else what all mean. */
static const char *
option_text(struct arena *a, const char *verb, const char *option)
{
	const char *own =
	    text_of(arena_printf(a, "help.%s.option.%s", verb, bare(option)));

	return *own != '\0'
		   ? own
		   : text_of(arena_printf(a, "help.option.%s", bare(option)));
}

const char *
help_summary(const char *verb)
{
	struct arena *a = arena_new();
	const char *s = verb_text(a, verb, "summary");

	arena_free(a);
	return s;
}

static void
print_option(
    struct arena *a, const char *verb, const char *option, const char *value)
{
	const char *form = arena_printf(a, "%s%s%s", option,
	    value == NULL ? "" : " ", value == NULL ? "" : value);

	printf("  %-20s %s\n", form, option_text(a, verb, option));
}

static bool
has_option(const struct option_spec *specs, size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(specs[i].name, name) == 0)
			return true;
	return false;
}

void
help_print(const char *verb, const char *usage, const struct option_spec *specs,
    size_t count)
{
	struct arena *a = arena_new();
	const char *example = verb_text(a, verb, "example");
	size_t i;

	printf("usage: toiyaba %s\n\n%s\n\n%s\n", usage,
	    verb_text(a, verb, "about"), say(SAY_HELP_OPTIONS, tongue()));
	for (i = 0; i < count; i++)
		print_option(a, verb, specs[i].name, specs[i].value);
	if (!has_option(specs, count, "--lang"))
		print_option(a, verb, "--lang", "ja|en");
	print_option(a, verb, "--help", NULL);
	if (*example != '\0')
		printf("\n%s\n  %s\n    %s\n", say(SAY_HELP_EXAMPLE, tongue()),
		    example, verb_text(a, verb, "example-says"));
	printf("\n%s\n", say(SAY_HELP_REST, tongue()));
	arena_free(a);
	exit(fflush(stdout) == EOF || ferror(stdout) ? EX_IOERR : 0);
}
