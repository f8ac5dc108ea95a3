/*
 * The machine fails: a disk, memory, a process, the hub's own files.  Once
 * intake has begun nothing else ends a run.  What follows from what came in is
 * refused or held, and the night goes on (tests/style/fatal.sh).
 */
#ifndef BATCH_MACHINE_H
#define BATCH_MACHINE_H

enum machine {
	MACHINE_FILE,	 /* a file cannot be read or written */
	MACHINE_FULL,	 /* no room is left */
	MACHINE_PLACE,	 /* a file cannot be made */
	MACHINE_RIGHTS,	 /* it is not ours */
	MACHINE_SYSTEM,	 /* the kernel gives no memory, pipe or process */
	MACHINE_AGENT,	 /* who keeps the keys does not answer */
	MACHINE_ARCHIVE, /* the archive says no more what it said */
	MACHINE_PARTS	 /* a part of Debian is missing */
};

/* Says why and ends with the code of that kind; running again is safe. */
void machine_ends(enum machine what, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), noreturn));

#endif
