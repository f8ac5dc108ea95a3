#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/tongue.h"
#include "batch/cmd/help.h"
#include "batch/cmd/options.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"

static void
usage_exit(const char *usage, const char *what, const char *word)
{
	log_warn("%s%s%s", tongue_form(what), word == NULL ? "" : ": ",
	    word == NULL ? "" : word);
	log_warn("usage: toiyaba %s", usage);
	log_fatal(EX_USAGE, "toiyaba %.*s --help says what each is for",
	    (int)strcspn(usage, " "), usage);
}

static void
list_push(struct option_list *l, const char *word)
{
	l->v = mem_grow(l->v, l->count + 1, sizeof(*l->v));
	l->v[l->count++] = word;
}

static const struct option_spec *
find_spec(
    const struct option_spec *specs, size_t count, const char *word, size_t len)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strlen(specs[i].name) == len &&
		    memcmp(specs[i].name, word, len) == 0)
			return &specs[i];
	return NULL;
}

/* What every verb takes. */
static const struct option_spec common[] = {
	{ "--lang", "ja|en", .lang = true },
};

static void
take_value(const struct option_spec *s, const char *value, const char *usage)
{
	int64_t at;

	if (s->at) {
		if (!valid_time(value, &at))
			usage_exit(usage,
			    "--at wants a time like 2017-08-04T01:30:00+09:00",
			    value);
		clock_set(at);
	} else if (s->lang) {
		if (!tongue_choose(value))
			usage_exit(usage, "--lang wants ja or en", value);
	} else if (s->list != NULL)
		list_push(s->list, value);
	else
		*s->text = value;
}

/* One option at argv[i]; returns the index of the last word it used. */
static int
take_option(int argc, char **argv, int i, const char *usage,
    const struct option_spec *specs, size_t count)
{
	const struct option_spec *s;
	const char *eq;
	size_t len;

	eq = strchr(argv[i], '=');
	len = eq == NULL ? strlen(argv[i]) : (size_t)(eq - argv[i]);
	s = find_spec(specs, count, argv[i], len);
	if (s == NULL)
		s = find_spec(common, 1, argv[i], len);
	if (s == NULL)
		usage_exit(usage, "unknown option", argv[i]);
	if (s->value == NULL) {
		if (eq != NULL)
			usage_exit(usage, "takes no value", argv[i]);
		*s->flag = true;
		return i;
	}
	if (eq != NULL) {
		take_value(s, eq + 1, usage);
		return i;
	}
	if (i + 1 >= argc)
		usage_exit(usage, "wants a value", argv[i]);
	take_value(s, argv[i + 1], usage);
	return i + 1;
}

static bool
asks_for_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

/* A --lang that stands behind it counts as well. */
static void
look_for_help(int argc, char **argv, const char *usage,
    const struct option_spec *specs, size_t count)
{
	bool wanted = false;
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		wanted |= asks_for_help(argv[i]);
		if (strncmp(argv[i], "--lang=", 7) == 0)
			tongue_choose(argv[i] + 7);
		else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			tongue_choose(argv[i + 1]);
	}
	if (wanted)
		help_print(argv[0], usage, specs, count);
}

void
options_read(int argc, char **argv, const char *usage,
    const struct option_spec *specs, size_t count, struct option_list *rest,
    size_t min, size_t max)
{
	bool only_words = false;
	int i;

	look_for_help(argc, argv, usage, specs, count);
	for (i = 1; i < argc; i++) {
		if (!only_words && strcmp(argv[i], "--") == 0)
			only_words = true;
		else if (!only_words && argv[i][0] == '-' && argv[i][1] != '\0')
			i = take_option(argc, argv, i, usage, specs, count);
		else
			list_push(rest, argv[i]);
	}
	if (rest->count < min)
		usage_exit(usage, "too few arguments", NULL);
	if (max != 0 && rest->count > max)
		usage_exit(usage, "too many arguments", rest->v[max]);
}
