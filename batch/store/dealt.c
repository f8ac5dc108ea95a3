#include <stddef.h>
#include <stdint.h>

#include "batch/store/dealt.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"

/* Letters of a name; five bits each. */
#define NAME_LEN 8

const char *
dealt_name(struct arena *a, char kind, const char *day, const struct digest *d)
{
	static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	char name[NAME_LEN + 1] = "";
	uint64_t bits = 0;
	size_t i;

	for (i = 0; i < 5; i++)
		bits = bits << 8 | d->b[i];
	for (i = 0; i < NAME_LEN; i++)
		name[i] = letters[bits >> (5 * (NAME_LEN - 1 - i)) & 31];
	return arena_printf(a, "%c-%.4s-%s", kind, day, name);
}
