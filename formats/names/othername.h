/*
 * Other spellings of a name in kanji that people use without a thought, and
 * what programs make of it that mistake its charset.
 */
#ifndef FORMATS_OTHERNAME_H
#define FORMATS_OTHERNAME_H

#include <stddef.h>

struct arena;

/* Once, before a lock-down: iconv_open fails after it. */
void othername_setup(void);
/* Of a name in the form of text_fold(): 高嶋瓦斯 is 高島ガス, 茅ケ崎 is 茅ガ崎
 * and 茅崎, 虎ノ門 is 虎門.  Not the name itself. */
const char **othername_kanji(struct arena *a, const char *fold, size_t *count);
/*
 * The name in UTF-8, as it reads where it is taken for CP932; letters that are
 * lost are left out, and what neighbours spoil at both ends.
 */
const char **othername_garbled(
    struct arena *a, const char *name, size_t *count);

#endif
