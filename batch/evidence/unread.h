/*
 * What of a submission was not read, or only in part, as hub.db has it:
 * formats/out/unread.h says what that may be.
 */
#ifndef BATCH_UNREAD_H
#define BATCH_UNREAD_H

#include <stddef.h>
#include <stdint.h>

#include "formats/files/filefact.h"
#include "formats/out/unread.h"
#include "formats/package/packagewords.h"

struct arena;
struct hub;

/* A row of a file, or of a mail read out of one: those of a package's file
 * stand behind it. */
struct unread_piece {
	unsigned n, parent; /* parent: the archive it stands in; or 0 */
	bool is_mail;
	const char *path, *name; /* of a file; or NULL */
	enum file_role role;
	enum file_kind kind;
	int64_t size;
	bool encrypted, unreadable;
	unsigned mail_flags;
	bool headed; /* has a sender or a subject */
	bool told;   /* has a text */
};

struct unread_piece *unread_pieces(
    struct hub *h, struct arena *a, const char *submission, size_t *count);

/* In the order of the files; in the arena, safe to be shown. */
struct unread *unread_of(
    struct hub *h, struct arena *a, const char *submission, size_t *count);
/* Notes in the database of what came tonight, before it is in cases, whether
 * something was not read: of what is not noted so unread_of() has nothing. */
void unread_note(struct hub *h);
/* Submissions taken since that day with a mail of which nothing is known. */
int64_t unread_since(struct hub *h, const char *day);

/* A submission with such parts, on whose case nobody has ruled since. */
struct unread_waiting {
	const char *casefile;
	struct unread *parts;
	size_t count;
};
/* In the hub's arena. */
struct unread_waiting *unread_waiting(struct hub *h, size_t *count);

#endif
