/*
 * A list on its way into a bundle: lines first, then its head above them, which
 * says what it is for, to whom, under which TLP, how many values it holds, and
 * how many it could not say.  And the list beside it: those of its lines that
 * went with what came out.  That is one to delete by and never one that
 * exempts: else who gives a value and takes it back would choose what readers
 * let pass.
 */
#ifndef FORMATS_LISTFILE_H
#define FORMATS_LISTFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/base/buf.h"
#include "formats/base/say.h"
#include "formats/out/held.h"

struct arena;
struct bundle;
struct listfile;

/* Types of values, as a set. */
#define LISTFILE_OF(type) (1U << (type))
#define LISTFILE_PLACES                                               \
	(LISTFILE_OF(IND_IPV4) | LISTFILE_OF(IND_IPV6) |              \
	    LISTFILE_OF(IND_IPV4_PORT) | LISTFILE_OF(IND_IPV6_PORT) | \
	    LISTFILE_OF(IND_CIDR))

/* A kind of list. */
struct listkind {
	const char *name;
	const char *comment; /* its heads' lines begin with */
	enum held_use use;   /* HELD_USES: to block and to search for */
	unsigned types;
	/* The lines of all that it holds. */
	void (*lines)(struct listfile *l, const struct held *h);
	/* What stands above the lines, whatever they are; or NULL. */
	void (*opening)(struct listfile *l);
};

struct listfile {
	struct arena *a;
	const struct bundle *b;
	const struct listkind *kind;
	const struct held *from; /* of whose values listfile_each() puts one */
	struct buf body;
	const char **lines; /* of plainlist_lines() */
	size_t line_count;
	size_t values, left_out;
	enum tlp tlp; /* the strictest of its values */
};

/* The list, and what came out of it, to the end of *out. */
void listfile_write(struct arena *a, struct buf *out, const struct bundle *b,
    const struct listkind *kind);
void listfile_write_removed(struct arena *a, struct buf *out,
    const struct bundle *b, const struct listkind *kind);

/* What the bundle holds; never NULL. */
const struct held *listfile_held(const struct bundle *b);
/* Whether a writer may put the value on a line of a list: no blanks where it
 * has none, no controls. */
bool listfile_is_plain(const char *value);
/* For `lines`: each value that the kind has, in their order.  It is put by
 * put(), which returns false where the format cannot say it, and counted. */
typedef bool listfile_put(struct listfile *l, const struct held_value *v);
void listfile_each(struct listfile *l, const struct held *h, listfile_put *put);

/* A writer of outputs.h for a list, and one for what came out of it. */
#define LISTFILE(name, kind)                                               \
	int name(struct arena *a, struct buf *out, const struct bundle *b, \
	    const struct item *items, size_t count)                        \
	{                                                                  \
		(void)items;                                               \
		(void)count;                                               \
		listfile_write(a, out, b, &(kind));                        \
		return 0;                                                  \
	}
#define LISTFILE_REMOVED(name, kind)                                       \
	int name(struct arena *a, struct buf *out, const struct bundle *b, \
	    const struct item *items, size_t count)                        \
	{                                                                  \
		(void)items;                                               \
		(void)count;                                               \
		listfile_write_removed(a, out, b, &(kind));                \
		return 0;                                                  \
	}

#endif
