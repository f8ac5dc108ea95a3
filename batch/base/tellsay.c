#include "batch/base/tellsay.h"
#include "batch/base/tell.h"
#include "batch/base/tellprose.h"
#include "formats/base/mem.h"
#include "formats/base/retell.h"

void
tellsay(struct tell *t, unsigned indent, enum say what, enum lang l)
{
	struct arena *a = arena_new();

	tell_line(t, arena_printf(a, "%*s%s\n", (int)indent, "", say(what, l)));
	arena_free(a);
}

size_t
tellsay_prose(struct tell *t, unsigned indent, enum say name, enum lang l,
    const char *text, size_t most)
{
	struct arena *a;
	size_t left;

	if (text == NULL || *text == '\0')
		return 0;
	a = arena_new();
	left = tellprose(t, text,
	    arena_printf(a, "%*s%s | ", (int)indent, "", say(name, l)), most);
	arena_free(a);
	return left;
}

void
tellsay_faults(
    struct tell *t, unsigned indent, enum lang l, const char *english)
{
	struct arena *a = arena_new();

	while (english != NULL) {
		tell_phrase(
		    t, "fault", "%s", retell(a, retell_first(&english, a), l));
		tell_line(t, arena_printf(a, "%*s{fault}\n", (int)indent, ""));
	}
	arena_free(a);
}

void
tellsay_more(struct tell *t, unsigned indent, enum say what, enum lang l,
    size_t count, size_t most)
{
	if (most == 0 || count <= most)
		return;
	tell_phrase(t, "more", "%zu", count - most);
	tellsay(t, indent, what, l);
}
