/*
 * A name as people read it, once in each language: fixed words of the
 * catalogue of texts, a name of the roster, or what a report says.
 */
#ifndef BATCH_LABEL_H
#define BATCH_LABEL_H

#include "formats/base/say.h"

struct arena;
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
/* Of a day "2017-08-04": 2017年8月4日, and as it is; its month: 2017年8月,
 * August 2017. */
struct label label_day(struct arena *a, const char *day);
struct label label_month(struct arena *a, const char *day);
/* The month alone: 8月, August. */
struct label label_month_name(const char *day);
/* <t xml:lang="ja">...</t><t xml:lang="en">...</t> */
void label_write(struct xmlw *x, const struct label *l);

#endif
