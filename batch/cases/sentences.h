/*
 * Common sentences: footers, disclaimers and padding, which stand in mails of
 * many unlike subjects and say nothing of the attack.
 */
#ifndef BATCH_SENTENCES_H
#define BATCH_SENTENCES_H

struct arena;
struct db;

/* A sentence under so many subjects, each unlike the others, is common. */
#define SENTENCES_COMMON 5

/* Notes the sentences of a text, in normal form, under its subject. */
void sentences_note(
    struct db *d, struct arena *a, const char *norm, const char *subject);
/* The text without its common sentences; in the arena. */
char *sentences_without_common(struct db *d, struct arena *a, const char *norm);

#endif
