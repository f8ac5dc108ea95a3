/*
 * Bytes to a descriptor, all of them, however few a call takes.
 */
#ifndef FORMATS_WRITEALL_H
#define FORMATS_WRITEALL_H

#include <stdbool.h>
#include <stddef.h>

/* false, with errno: they did not all get there. */
bool writeall(int fd, const void *p, size_t len);

#endif
