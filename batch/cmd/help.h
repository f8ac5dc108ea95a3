/*
 * What a verb does, its options, an example: from the texts help.VERB.*, for
 * the options that the verb itself reads, so that none can be left out.
 */
#ifndef BATCH_HELP_H
#define BATCH_HELP_H

#include <stddef.h>

struct option_spec;

/* One line on the verb, or "" where no text tells it. */
const char *help_summary(const char *verb);
/* To standard output; ends the program with 0.  usage: as options_read(). */
void help_print(const char *verb, const char *usage,
    const struct option_spec *specs, size_t count) __attribute__((noreturn));

#endif
