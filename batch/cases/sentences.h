/*
 * Common sentences: footers, disclaimers and padding, which stand in mails of
 * many unlike subjects and say nothing of the attack.
 */
#ifndef BATCH_COMMON_H
#define BATCH_COMMON_H

struct arena;
struct db;

/* A sentence under so many subjects, each unlike the others, is common. */
#define COMMON_SUBJECTS 5

/* Notes the sentences of a text, in normal form, under its subject. */
void common_note(
    struct db *d, struct arena *a, const char *norm, const char *subject);
/* The text without its common sentences; in the arena. */
char *common_drop(struct db *d, struct arena *a, const char *norm);

#endif
