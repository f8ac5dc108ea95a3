/*
 * One way of telling what is known, in three voices: lines for a person, JSON,
 * XML.  Who tells says what there is and never asks which voice tells it.
 *
 * A map has values, maps and lists by name; a list has maps or strings.  XML
 * makes an element of a map, with values as attributes: tell a map's values
 * before its lists.  JSON keeps a NULL as null, XML leaves it out.  Text says
 * only what tell_line() gives a form for.
 */
#ifndef BATCH_TELL_H
#define BATCH_TELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/say.h"

struct buf;
struct tell;

#define TELL_DEPTH 16  /* maps and lists in each other; deeper is a mistake */
#define TELL_SHOWN 400 /* bytes of a value that a line shows */

struct tell *tell_text(void);
struct tell *tell_json(void);
/* The root element has this name space and language. */
struct tell *tell_xml(const char *namespace, const char *lang);
/* What a command speaks: JSON where --json was given, else text. */
struct tell *tell_command(bool json);
/* Frees; what was told goes to the end of out, or to standard output. */
void tell_close(struct tell *t, struct buf *out);
void tell_print(struct tell *t);
/* From here on what is told is handed on in pieces, as it is told: of something
 * large no more than one of them is held.  tell_end_flow() hands on the rest
 * and frees. */
typedef void tell_take(void *arg, const void *piece, size_t len);
void tell_flow(struct tell *t, tell_take *take, void *arg);
void tell_end_flow(struct tell *t);
/* The same to standard output. */
void tell_flow_print(struct tell *t);

/* name: the key in a map; in XML always the element. */
void tell_map(struct tell *t, const char *name);
void tell_list(struct tell *t, const char *name);
/* Of the map or list that was begun last. */
void tell_end(struct tell *t);

/* In a map: its value; in a list: the next string. */
void tell_string(struct tell *t, const char *name, const char *value);
/* Which one the map is: XML calls it id. */
void tell_id(struct tell *t, const char *name, const char *value);
void tell_number(struct tell *t, const char *name, int64_t value);
/* Thousandths, which text tells as 0.87. */
void tell_share(struct tell *t, const char *name, int64_t thousandths);
void tell_real(struct tell *t, const char *name, double value); /* 8.5 */
void tell_bool(struct tell *t, const char *name, bool value);
/* Strings that make one value: a list, "a b" in XML, "a, b" in text. */
void tell_words(
    struct tell *t, const char *name, const char *const *words, size_t count);

/* What is there in each language: text tells the one, other voices English. */
void tell_said(
    struct tell *t, const char *name, enum lang l, const char *const *texts);
void tell_words_said(struct tell *t, const char *name, enum lang l,
    const char **const *words, size_t count);

/* A value for the forms of this map alone.  This and tell_line() speak the
 * language of this call. */
void tell_phrase(struct tell *t, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/*
 * Says the form: {name} becomes the map's value of that name, told last, safe
 * for a terminal, or "-" where there is none; what stands in [brackets] is
 * left out where a value in it is missing or empty.
 */
void tell_line(struct tell *t, const char *form);
/* XML of a page alone: a picture. */
void tell_picture(struct tell *t, const char *xml);

#endif
