#include <jansson.h>
#include <stdbool.h>
#include <string.h>

#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/read/csvlist.h"
#include "formats/read/jsonlist.h"
#include "formats/read/listing.h"
#include "formats/read/listread.h"
#include "formats/read/xlsxlist.h"

void
listread_setup(void)
{
	json_object_seed(0);
}

/* What a package has no more room for is left, wherever it stands. */
static void
cut(struct listing *l, size_t room)
{
	while (l->count > room) {
		listing_leave(l, LEFT_ROOM, 0);
		l->count--;
	}
}

static bool
begins(const unsigned char *p, size_t len, const char *with)
{
	return len >= strlen(with) && memcmp(p, with, strlen(with)) == 0;
}

/* The first byte that is no blank and no mark of byte order. */
static unsigned char
first_byte(const unsigned char *p, size_t len)
{
	size_t i = begins(p, len, "\xef\xbb\xbf") ? 3 : 0;

	while (i < len && strchr(" \t\r\n", p[i]) != NULL && p[i] != '\0')
		i++;
	return i < len ? p[i] : '\0';
}

struct listing *
listread(struct arena *a, const void *p, size_t len, struct listread_room *room)
{
	struct listing *l = arena_alloc(a, sizeof(*l));
	unsigned char first = first_byte(p, len);

	l->a = a;
	if (len > LIMIT_LIST_FILE || len > room->bytes) {
		l->trouble = LISTING_TOO_LARGE;
		return l;
	}
	room->bytes -= len;
	if (begins(p, len, "PK\3\4"))
		xlsxlist_read(a, p, len, l);
	else if (first == '{' || first == '[')
		jsonlist_read(p, len, l);
	else
		csvlist_read(a, p, len, l);
	cut(l, room->values);
	room->values -= l->count;
	return l;
}
