#include "batch/count/label.h"
#include "formats/config/roster.h"
#include "formats/xml/xmlwrite.h"

struct label
label_say(enum say what)
{
	return (struct label){ { say(what, LANG_JA), say(what, LANG_EN) } };
}

struct label
label_name(const struct roster_name *n)
{
	return (struct label){ { n->ja, n->en == NULL ? n->ja : n->en } };
}

struct label
label_same(const char *words)
{
	return (struct label){ { words, words } };
}

void
label_write(struct xmlw *x, const struct label *l)
{
	enum lang lang;

	for (lang = 0; lang < LANGS; lang++) {
		xmlw_start(x, "t");
		xmlw_attr(x, "xml:lang", lang_word(lang));
		xmlw_visible(x, l->in[lang]);
		xmlw_end(x);
	}
}
