/*
 * What a byte costs in each inner part that every mail, file or item goes
 * through: parts [SIZE].  Each part at the size and at its double; the
 * difference is free of what setting up costs.
 */
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/files/personal.h"
#include "formats/leak/leak.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailnorm.h"
#include "formats/names/sound.h"
#include "formats/names/textfold.h"
#include "tests/cost/count.h"
#include "tests/cost/prose.h"

static struct arena *a;
static struct personal *names;

static void
norm(struct buf *b)
{
	mail_norm(a, buf_str(b), "");
}

static void
nfkc(struct buf *b)
{
	text_nfkc(a, buf_str(b));
}

static void
fold(struct buf *b)
{
	text_fold(a, (const char *)b->data, b->len);
}

static void
sound(struct buf *b)
{
	sound_of(a, buf_str(b));
}

static bool
look(void *arg, const char *text, size_t len)
{
	(void)arg;
	(void)text;
	(void)len;
	return false;
}

static void
decode(struct buf *b)
{
	leak_decode(b->data, b->len, false, look, NULL);
}

static void
parse(struct buf *b)
{
	mail_parse(a, b->data, b->len, NULL);
}

static void
search_names(struct buf *b)
{
	personal_in(names, b->data, b->len);
}

static void
digest(struct buf *b)
{
	struct digest d;

	digest_of(b->data, b->len, &d);
}

static void
english(struct buf *b, size_t len)
{
	prose_put(b, PROSE_ENGLISH, len);
}

static void
japanese(struct buf *b, size_t len)
{
	prose_put(b, PROSE_JAPANESE, len);
}

static void
mail(struct buf *b, size_t len)
{
	prose_mail(b, PROSE_JAPANESE, len / 2);
}

static const struct part {
	const char *name;
	void (*input)(struct buf *b, size_t len);
	void (*work)(struct buf *b);
} parts[] = {
	{ "digest", english, digest },
	{ "mail", mail, parse },
	{ "norm-english", english, norm },
	{ "norm-japanese", japanese, norm },
	{ "nfkc-japanese", japanese, nfkc },
	{ "fold-english", english, fold },
	{ "fold-japanese", japanese, fold },
	{ "sound-japanese", japanese, sound },
	{ "names-english", english, search_names },
	{ "names-japanese", japanese, search_names },
	{ "gate-english", english, decode },
	{ "gate-japanese", japanese, decode },
};

static void
count(const struct part *p, size_t len)
{
	struct buf b = { 0 };

	a = arena_new();
	names = personal_new(a, NULL);
	personal_add(names, "北斗電力株式会社");
	personal_add(names, "hokuto.example");
	p->input(&b, len);
	buf_str(&b);
	count_begin();
	p->work(&b);
	count_end(p->name, b.len);
	arena_free(a);
	buf_free(&b);
}

int
main(int argc, char **argv)
{
	size_t size = argc > 1 ? strtoul(argv[1], NULL, 10) : 32768, i;

	setlocale(LC_CTYPE, "C.UTF-8");
	digest_setup();
	mail_setup();
	if (!leak_setup())
		return 1;
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		count(&parts[i], size);
		count(&parts[i], 2 * size);
	}
	return 0;
}
