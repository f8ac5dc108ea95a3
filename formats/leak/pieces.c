#include <string.h>

#include "formats/leak/pieces.h"

void
pieces_begin(
    struct pieces *p, const char *const *marks, const void *data, size_t len)
{
	*p = (struct pieces){
		.marks = marks, .at = data, .end = (const char *)data + len
	};
}

static const char *
seek(const struct pieces *p, const char *mark, const char *from)
{
	const char *at =
	    memmem(from, (size_t)(p->end - from), mark, strlen(mark));

	return at == NULL ? p->end : at;
}

/* The length of the mark that the piece begins with; 0: with none. */
static size_t
mark_here(const struct pieces *p)
{
	size_t i, len;

	for (i = 0; p->marks != NULL && p->marks[i] != NULL; i++) {
		len = strlen(p->marks[i]);
		if (len <= (size_t)(p->end - p->at) &&
		    memcmp(p->at, p->marks[i], len) == 0)
			return len;
	}
	return 0;
}

const char *
pieces_next(struct pieces *p, size_t *len)
{
	const char *piece = p->at, *from, *first = p->end;
	size_t i;

	if (p->at == p->end)
		return NULL;
	from = p->at + mark_here(p);
	for (i = 0; p->marks != NULL && p->marks[i] != NULL; i++) {
		if (p->next[i] == NULL || p->next[i] < from)
			p->next[i] = seek(p, p->marks[i], from);
		if (p->next[i] < first)
			first = p->next[i];
	}
	*len = (size_t)(first - piece);
	p->at = first;
	return piece;
}
