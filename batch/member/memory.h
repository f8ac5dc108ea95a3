/*
 * Where a member's computer remembers what it opened: one folder for each hub,
 * with the hub's key as a person compared it once (`hub-key`) and everything
 * else in one file (`state`), replaced as a whole.  One at a time: the folder
 * is locked.
 */
#ifndef BATCH_MEMORY_H
#define BATCH_MEMORY_H

struct arena;
struct opened;

struct memory {
	struct arena *a;
	const char *path; /* of the folder */
	int dir;	  /* -1: there is none yet */
	int lock;
	char hub[41]; /* primary key; "" none is known */
};

/*
 * state: the folder, or NULL for the usual place; hub: the key that was named,
 * or NULL.  Makes nothing.  Ends the program where another hub is known than
 * the one that was named, and where another program has the folder.
 */
void memory_find(
    struct memory *m, struct arena *a, const char *state, const char *hub);
/* Into an empty one.  Ends the program where it cannot be read. */
void memory_load(struct memory *m, struct opened *o);
/* Makes the folder where there is none. */
void memory_save(struct memory *m, const struct opened *o);
void memory_close(struct memory *m);

#endif
