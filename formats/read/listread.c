#include <jansson.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/read/csvlist.h"
#include "formats/read/jsonlist.h"
#include "formats/read/listing.h"
#include "formats/read/listread.h"
#include "formats/read/xlsxlist.h"

/* Bytes by which a file is known that was not sent as a list. */
#define LOOK 8192

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

static bool
is_workbook(const char *name, const unsigned char *p, size_t len)
{
	size_t n = strlen(name);

	return begins(p, len, "PK\3\4") && n > 5 &&
	       (strcasecmp(name + n - 5, ".xlsx") == 0 ||
		   strcasecmp(name + n - 5, ".xlsm") == 0);
}

/* Of JSON the names that its reader asks for. */
static enum listing_form
look_json(const void *p, size_t len)
{
	static const char stix[] = "\"bundle\"", event[] = "\"Event\"",
			  attribute[] = "\"Attribute\"";

	if (memmem(p, len, stix, strlen(stix)) != NULL)
		return LISTING_STIX;
	return memmem(p, len, event, strlen(event)) != NULL ||
		       memmem(p, len, attribute, strlen(attribute)) != NULL
		   ? LISTING_MISP
		   : LISTING_UNKNOWN;
}

/* A table with a head that is known, and a value below it. */
static enum listing_form
look_table(const void *p, size_t len)
{
	struct arena *a = arena_new();
	struct listing *l = arena_alloc(a, sizeof(*l));
	enum listing_form form = LISTING_UNKNOWN;

	l->a = a;
	csvlist_read(a, p, len < LOOK ? len : LOOK, l);
	if (l->form == LISTING_CSV && l->count > 0)
		form = LISTING_CSV;
	arena_free(a);
	return form;
}

struct listing *
listread_look(struct arena *a, const char *name, const void *p, size_t len)
{
	enum listing_form form = LISTING_UNKNOWN;
	unsigned char first = first_byte(p, len);
	struct listing *l;

	if (is_workbook(name, p, len))
		form = LISTING_XLSX;
	else if (first == '{' || first == '[')
		form = look_json(p, len < LOOK ? len : LOOK);
	else if (first != '\0' &&
		 memchr(p, '\0', len < LOOK ? len : LOOK) == NULL)
		form = look_table(p, len);
	if (form == LISTING_UNKNOWN)
		return NULL;
	l = arena_alloc(a, sizeof(*l));
	l->a = a;
	l->form = form;
	l->trouble = LISTING_OTHER_ROLE;
	return l;
}
