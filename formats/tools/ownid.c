#include <string.h>
#include <time.h>

#include "formats/base/buf.h"
#include "formats/out/item.h"
#include "formats/tools/ownid.h"

/* e5f1b3a0-6d0c-5c6e-9f57-2f0a7c41d8b6: nobody else's. */
static const struct uuid ours = { { 0xe5, 0xf1, 0xb3, 0xa0, 0x6d, 0x0c, 0x5c,
    0x6e, 0x9f, 0x57, 0x2f, 0x0a, 0x7c, 0x41, 0xd8, 0xb6 } };

void
ownid(const char *what, const char *item, const char *more, char out[UUID_TEXT])
{
	struct buf b = { 0 };

	/* A name holds no line end; what tells it apart comes last. */
	buf_printf(&b, "%s\n%s\n%s", what, item, more);
	uuid_named(&ours, b.data, b.len, out);
	buf_free(&b);
}

void
ownid_hub(const char *ja, const char *en, char out[UUID_TEXT])
{
	struct buf b = { 0 };

	buf_printf(&b, "organization\n%s", ja);
	ownid("identity", en, buf_str(&b), out);
	buf_free(&b);
}

/* Whether a UUID of version 5 stands at s. */
static bool
is_own_id(const char *s)
{
	static const char form[] = "xxxxxxxx-xxxx-5xxx-yxxx-xxxxxxxxxxxx";
	size_t i;

	for (i = 0; form[i] != '\0'; i++)
		if (form[i] == 'x' || form[i] == 'y'
			? strchr("0123456789abcdef", s[i]) == NULL
			: s[i] != form[i])
			return false;
	return strchr("89ab", s[strcspn(form, "y")]) != NULL;
}

_Static_assert(
    sizeof(OWNID_FORGOTTEN) == UUID_TEXT, "as long as what it stands for");

void
ownid_forget(char *data, size_t len)
{
	char *at = data, *end = data + len;

	while ((at = memchr(at, '-', (size_t)(end - at))) != NULL) {
		if (at - data >= 8 && end - at >= UUID_TEXT - 1 - 8 &&
		    is_own_id(at - 8))
			memcpy(at - 8, OWNID_FORGOTTEN, UUID_TEXT - 1);
		at++;
	}
}

int64_t
ownid_morning(const char *day)
{
	struct tm tm = { .tm_isdst = -1 };
	const char *end = day == NULL ? NULL : strptime(day, "%Y-%m-%d", &tm);

	return end == NULL || *end != '\0' ? 0 : (int64_t)mktime(&tm);
}

int64_t
ownid_moment(const char *day, unsigned edition)
{
	return ownid_morning(day) + (edition > 1 ? edition - 1 : 0);
}

int64_t
ownid_created(const struct item *it)
{
	return ownid_morning(it->first_shared);
}

int64_t
ownid_modified(const struct item *it)
{
	return ownid_moment(
	    it->updated != NULL ? it->updated : it->first_shared, it->edition);
}
