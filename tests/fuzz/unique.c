/* Forms of values from one witness: whatever stands in them, capitals and
 * digits do not. */
#include <ctype.h>
#include <locale.h>
#include <string.h>
#include <unictype.h>

#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/indicators/unique.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	setlocale(LC_CTYPE, "C.UTF-8");
	return 0;
}

static const char *
form_of(struct arena *a, enum ind_type t, const char *value)
{
	const char *clean = unique_clean(a, t, value);

	return clean == NULL ? NULL : unique_form(a, t, clean);
}

/* Another's copy: letters of the other case, digits that differ. */
static const char *
other_copy(struct arena *a, const char *s)
{
	char *copy = arena_strdup(a, s), *c;

	for (c = copy; *c != '\0'; c++)
		*c =
		    isdigit((unsigned char)*c) ? '7' : (char)toupper(*c & 0xff);
	return copy;
}

static void
subject(struct arena *a, const char *s)
{
	const char *x = form_of(a, IND_SUBJECT, s), *at;
	const char *y = form_of(a, IND_SUBJECT, other_copy(a, s));
	uint32_t c;

	MUST((x == NULL) == (y == NULL));
	if (x == NULL)
		return;
	MUST(strcmp(x, y) == 0);
	MUST(text_printable(x, false) && !text_has_bidi(x));
	for (at = x; *at != '\0'; at += text_next(at, strlen(at), &c)) {
		text_next(at, strlen(at), &c);
		MUST(uc_decimal_value(c) < 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct unique_found found;
	const char *s, *value;
	bool copied = false;
	int t;

	s = arena_strndup(a, (const char *)data, size);
	if (text_valid(s, strlen(s)) && strlen(s) < 4096) {
		subject(a, s);
		for (t = 0; t < IND_TYPES; t++) {
			value = observable_canon(a, (enum ind_type)t, s);
			if (value == NULL)
				continue;
			found.type = (enum ind_type)t;
			found.value = value;
			form_of(a, found.type, value);
			unique_copies(a, &value, 1, &found, 1, &copied);
			MUST(copied);
		}
	}
	arena_free(a);
	return 0;
}
