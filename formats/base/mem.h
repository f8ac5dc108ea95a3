/*
 * Memory that cannot fail half way: allocation either succeeds or ends the
 * process with EX_SOFTWARE; an arena holds everything of one package and is
 * freed in one call.
 */
#ifndef FORMATS_MEM_H
#define FORMATS_MEM_H

#include <stdarg.h>
#include <stddef.h>

void *mem_alloc(size_t size); /* zeroed, never NULL */
void *mem_grow(void *p, size_t count, size_t size);
/* Makes room for one more element in an array of *count elements, and returns
 * the (zeroed) new element; *array may move, and is freed by free(). */
void *mem_push(void *array, size_t *count, size_t size);
char *mem_strdup(const char *s);
char *mem_printf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL is fine */
/* What was allocated is gone; one block is kept for what comes. */
void arena_reset(struct arena *a);
void *arena_alloc(struct arena *a, size_t size); /* zeroed */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/*
 * Makes room for one more element in an array of *count elements that lives
 * in the arena, and returns the (zeroed) new element; *array may move.
 */
void *arena_push(struct arena *a, void *array, size_t *count, size_t size);
/* The same of an array of strings; s itself, which is not copied. */
void arena_push_str(
    struct arena *a, const char ***array, size_t *count, const char *s);

#endif
