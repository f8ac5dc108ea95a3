#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "formats/base/mem.h"

#define BLOCK 65536
#define FIRST                                                         \
	4096 /* of an arena, many of which hold little; each block is \
	      * twice as large as that before it */
#define ALIGN 16

struct block {
	struct block *next;
	size_t used, size;
	_Alignas(ALIGN) char data[];
};

struct arena {
	struct block *head;
};

static void
out_of_memory(void)
{
	static const char text[] = "toiyaba: out of memory\n";

	if (write(STDERR_FILENO, text, sizeof(text) - 1) == -1)
		_exit(EX_OSERR);
	_exit(EX_SOFTWARE);
}

void *
mem_alloc(size_t size)
{
	void *p;

	p = calloc(1, size == 0 ? 1 : size);
	if (p == NULL)
		out_of_memory();
	return p;
}

void *
mem_grow(void *p, size_t count, size_t size)
{
	p = reallocarray(p, count, size);
	if (p == NULL)
		out_of_memory();
	return p;
}

/* Room doubles at each power of two, so count alone tells the capacity. */
void *
mem_push(void *array, size_t *count, size_t size)
{
	void **pp = array;
	size_t n = *count;
	char *p;

	if (n > SIZE_MAX / 4 / size)
		out_of_memory();
	if ((n & (n - 1)) == 0)
		*pp = mem_grow(*pp, n == 0 ? 1 : 2 * n, size);
	(*count)++;
	p = (char *)*pp + n * size;
	memset(p, 0, size);
	return p;
}

char *
mem_strdup(const char *s)
{
	char *p;

	p = strdup(s);
	if (p == NULL)
		out_of_memory();
	return p;
}

char *
mem_printf(const char *fmt, ...)
{
	va_list ap;
	char *p = NULL;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&p, fmt, ap);
	va_end(ap);
	if (n == -1)
		out_of_memory();
	return p;
}

struct arena *
arena_new(void)
{
	return mem_alloc(sizeof(struct arena));
}

void
arena_free(struct arena *a)
{
	struct block *b, *next;

	if (a == NULL)
		return;
	for (b = a->head; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	free(a);
}

void
arena_reset(struct arena *a)
{
	struct block *b, *next, *kept = NULL;

	for (b = a->head; b != NULL; b = next) {
		next = b->next;
		if (kept == NULL && b->size <= BLOCK)
			kept = b;
		else
			free(b);
	}
	a->head = kept;
	if (kept != NULL) {
		kept->next = NULL;
		kept->used = 0;
	}
}

static size_t
next_size(const struct block *last)
{
	if (last == NULL)
		return FIRST;
	return last->size < BLOCK / 2 ? 2 * last->size : BLOCK;
}

/* Room as it is found: a block is cleared as far as it is used, for most of a
 * large one never is. */
static void *
take(struct arena *a, size_t size)
{
	struct block *b = a->head;
	size_t want, usual = next_size(b);
	void *p;

	if (size > SIZE_MAX / 2)
		out_of_memory();
	want = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (b == NULL || b->size - b->used < want) {
		b = mem_grow(
		    NULL, sizeof(*b) + (want > usual ? want : usual), 1);
		b->size = want > usual ? want : usual;
		b->used = 0;
		/* A large block is put behind the first, so that the first,
		 * which still has room, goes on being used. */
		if (want > BLOCK && a->head != NULL) {
			b->next = a->head->next;
			a->head->next = b;
		} else {
			b->next = a->head;
			a->head = b;
		}
	}
	p = b->data + b->used;
	b->used += want;
	return p;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	return memset(take(a, size), 0, size);
}

char *
arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *p;

	p = take(a, len + 1);
	memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	char most[256];
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(most, sizeof(most), fmt, ap);
	va_end(ap);
	if ((size_t)n < sizeof(most))
		return arena_strndup(a, most, (size_t)n);
	p = take(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return p;
}

/* Room doubles at each power of two, so count alone tells the capacity. */
void *
arena_push(struct arena *a, void *array, size_t *count, size_t size)
{
	void **pp = array;
	void *wider;
	size_t n = *count;

	if (n == 0 || (n & (n - 1)) == 0) {
		if (n > SIZE_MAX / 4 / size)
			out_of_memory();
		wider = take(a, (n == 0 ? 1 : 2 * n) * size);
		if (n > 0)
			memcpy(wider, *pp, n * size);
		memset((char *)wider + n * size, 0, (n == 0 ? 1 : n) * size);
		*pp = wider;
	}
	(*count)++;
	return (char *)*pp + n * size;
}

void
arena_push_str(
    struct arena *a, const char ***array, size_t *count, const char *s)
{
	*(const char **)arena_push(a, array, count, sizeof(s)) = s;
}
