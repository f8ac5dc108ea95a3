/*
 * Messages to standard error: what happened, where, what was wanted.  Nothing
 * of a member's data but escaped names of packages and codes; in the language
 * of this call, where the texts message.* have it.  Only batch/
 * speaks, and only here the program ends on a bad machine.
 */
#ifndef BATCH_LOG_H
#define BATCH_LOG_H

#include <stdbool.h>

void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Says why and ends with a sysexits code; running again is safe. */
void log_fatal(int code, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), noreturn));
/* Where the hub lies (path stays the caller's): log_fatal() tells what is left
 * of that file system where errno says that one is full. */
void log_disk(const char *path);
/* A line that overwrites itself, on a terminal only; NULL clears it. */
void log_progress(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Exit codes, contract section 7; EX_* of sysexits.h besides. */
#define EXIT_ATTENTION 10

/* The worse of two exit codes in the contract's order
 * 78, 70, 74, 77, 69, 75, 10, 0. */
int log_worse(int a, int b);

#endif
