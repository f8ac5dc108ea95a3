/*
 * A name as people read it, once in each language: fixed words of the
 * catalogue of texts, a name of the roster, or what a report says.
 */
#ifndef BATCH_LABEL_H
#define BATCH_LABEL_H

#include "formats/base/say.h"

struct roster_name;
struct xmlw;

struct label {
	const char *in[LANGS];
};

struct label label_say(enum say what);
/* One without an English name goes by the Japanese one. */
struct label label_name(const struct roster_name *n);
/* The same words in both languages. */
struct label label_same(const char *words);
/* <t xml:lang="ja">...</t><t xml:lang="en">...</t> */
void label_write(struct xmlw *x, const struct label *l);

#endif
