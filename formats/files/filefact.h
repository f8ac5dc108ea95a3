/*
 * What is known of one file without running or keeping it: name, size,
 * digest, real type by content, and the tricks in its name.
 */
#ifndef FORMATS_FILEFACT_H
#define FORMATS_FILEFACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/digest.h"

struct arena;
struct buf;
struct cursor;
struct personal;

/* Contract, section 8: kinds of file. */
enum file_kind {
	FILE_OFFICE,
	FILE_EXECUTABLE,
	FILE_EXECUTABLE_RLO,
	FILE_PDF,
	FILE_HTML,
	FILE_SHORTCUT,
	FILE_SCRIPT,
	FILE_ARCHIVE,
	FILE_IMAGE,
	FILE_OTHER,
	FILE_KINDS
};

struct filefact {
	const char *name; /* UTF-8, as it was, RLO and all; or NULL */
	const char *mime; /* what its MIME part claimed; or NULL */
	struct digest sha256;
	uint64_t size;
	enum file_kind kind; /* by content first, then by name */
	bool is_inline;	     /* picture shown in the text */
	bool rlo;	     /* bidi control in the name */
	bool double_ext;     /* invoice.pdf.exe */
	bool macro;	     /* Office with VBA */
	bool form;	     /* HTML that asks for input */
	bool encrypted;	     /* archive, PDF or Office behind a password */
	bool unreadable;     /* archive that could not be listed */
	bool personal;	     /* names its victim (personal.h), or what
				it holds does */
	int parent;	     /* index of the archive it was in, or -1 */
};

const char *file_kind_word(enum file_kind k); /* "executable-rlo" */
bool file_kind_parse(const char *word, enum file_kind *out);

/*
 * Fills kind, rlo, double_ext, macro, form, encrypted from the content and
 * the name.  Archives are FILE_ARCHIVE; their members are listed by
 * filefact_inner().
 */
void filefact_judge(struct filefact *f, const void *p, size_t len);
/* The same, and size and sha256 of the content. */
void filefact_look(struct filefact *f, const void *p, size_t len);
/*
 * Appends the members of the archive (*facts)[outer] (zip, tar, gz, ... of
 * what libarchive reads in the worker), one level of nesting deep, to the
 * array, looking for the names in each.  An archive that cannot be read is
 * marked unreadable or encrypted, never an error.
 */
void filefact_inner(struct arena *a, struct filefact **facts, size_t *count,
    size_t outer, const void *p, size_t len, struct personal *names);

void filefact_write(struct buf *b, const struct filefact *f);
/* Reads what filefact_write wrote, checking every value; parent must be
 * below index. */
void filefact_read(
    struct cursor *c, struct arena *a, struct filefact *f, size_t index);

#endif
