/*
 * Parts of a person's name, as mails use them alone: 山田 of 山田 太郎, and
 * with an honorific even 東様 of 東 一; taro and yamada of taro.yamada@.
 * They are words of every day too: good for masking what an attacker wrote,
 * not for stopping what somebody else did.
 */
#ifndef FORMATS_NAMEPARTS_H
#define FORMATS_NAMEPARTS_H

#include <stddef.h>

struct arena;

/* Of a display name or an address; none where it has one part only, or is of
 * an office rather than a person. */
const char **name_parts(struct arena *a, const char *name, size_t *count);
/* The same, only those with an honorific behind them. */
const char **name_titles(struct arena *a, const char *name, size_t *count);

#endif
