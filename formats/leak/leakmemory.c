#include <stdlib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/leak/leakmemory.h"

/* A power of two.  A full table is begun anew: words of every day come back
 * soon, and noise does not. */
#define SLOTS 32768

struct known {
	uint64_t hash; /* 0: none */
	size_t work;
};

struct leakmemory {
	struct known known[SLOTS];
	size_t count, marks;
};

struct leakmemory *
leakmemory_new(void)
{
	return mem_alloc(sizeof(struct leakmemory));
}

void
leakmemory_free(struct leakmemory *m)
{
	free(m);
}

void
leakmemory_mark(struct leakmemory *m)
{
	if (m != NULL)
		m->marks++;
}

size_t
leakmemory_marks(const struct leakmemory *m)
{
	return m->marks;
}

/* Where it stands, or would stand: half of the slots are free. */
static size_t
slot(const struct leakmemory *m, uint64_t hash)
{
	size_t k = hash % SLOTS;

	while (m->known[k].hash != 0 && m->known[k].hash != hash)
		k = (k + 1) % SLOTS;
	return k;
}

bool
leakmemory_knows(const struct leakmemory *m, uint64_t hash, size_t *work)
{
	const struct known *k = &m->known[slot(m, hash)];

	*work = k->work;
	return k->hash == hash;
}

void
leakmemory_note(struct leakmemory *m, uint64_t hash, size_t work)
{
	if (2 * m->count >= SLOTS) {
		memset(m->known, 0, sizeof(m->known));
		m->count = 0;
	}
	m->known[slot(m, hash)] = (struct known){ hash, work };
	m->count++;
}
