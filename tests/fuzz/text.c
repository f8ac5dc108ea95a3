/* Text of outsiders: folded, shown, taken out of HTML, made comparable. */
#include <locale.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/files/filefact.h"
#include "formats/files/personal.h"
#include "formats/files/readable.h"
#include "formats/indicators/observable.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailhtml.h"
#include "formats/mail/mailnames.h"
#include "formats/mail/mailnorm.h"
#include "formats/names/charset.h"
#include "formats/names/sound.h"
#include "formats/names/textfold.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	setlocale(LC_CTYPE, "C.UTF-8");
	digest_setup();
	charset_setup();
	return 0;
}

/* The normal form of a normal form is itself. */
static void
comparable(struct arena *a, const char *s)
{
	const char *once;
	int t;

	MUST(!text_has_bidi(text_visible(a, s)));
	MUST(text_printable(text_clean(a, s, false), false));
	MUST(text_printable(text_escape(a, s, strlen(s), 1000), false));
	for (t = 0; t < IND_TYPES; t++) {
		once = observable_canon(a, (enum ind_type)t, s);
		if (once != NULL)
			MUST(strcmp(observable_canon(a, (enum ind_type)t, once),
				 once) == 0);
	}
	mail_norm_subject(a, s);
	mail_norm(a, s, NULL);
	mail_norm(a, s, "Re: x");
	mailnames_apply(mailnames_new(a, &s, 1), a, mail_norm(a, s, "Fw: x"));
}

/* As it sounds, whatever it is: within its room, each letter from somewhere. */
static void
heard(struct arena *a, const char *s)
{
	const char *norm = text_nfkc(a, s);
	size_t room = SOUND_ROOM(strlen(norm)), len, i;
	struct place *of = arena_alloc(a, room * sizeof(*of));
	char *out = arena_alloc(a, room);

	len = sound_put(out, norm, of);
	MUST(len < room && strlen(out) == len);
	for (i = 0; i < len; i++)
		MUST(of[i].from <= of[i].to && of[i].to <= strlen(norm));
	spelling_new(a, s, SPELLING_SOUND);
	spelling_new(a, s, SPELLING_SOUND_WORD);
}

/* A file of an enemy's, searched for its victim. */
static void
personal(struct arena *a, const uint8_t *data, size_t size)
{
	struct personal *p = personal_new(a, NULL);
	struct buf out = { 0 };

	personal_add(p, "田名部 洋一");
	personal_add(p, "tanabe.yoichi@hokuyo.example");
	personal_in(p, data, size);
	if (readable_text(&out, data, size))
		MUST(text_valid((char *)out.data, out.len));
	buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct buf out = { 0 }, linked = { 0 }, links = { 0 };
	struct filefact f = { .name = "a.pdf.exe" };
	const char *s;

	s = arena_strndup(a, (const char *)data, size);
	text_fold(a, (const char *)data, size);
	heard(a, s);
	personal(a, data, size);
	mailhtml_text(&out, &linked, &links, (const char *)data, size);
	MUST(
	    links.len == 0 || memchr(buf_str(&links), '\0', links.len) == NULL);
	buf_free(&linked);
	buf_free(&links);
	buf_free(&out);
	filefact_look(&f, data, size);
	MUST(f.kind < FILE_KINDS && f.size == size);
	if (text_valid(s, strlen(s)))
		comparable(a, s);
	arena_free(a);
	return 0;
}
