/*
 * A hub where there was none: all of a backup's list, then its journal, with
 * the new line in it, and last where it is at home.  It is a hub when its
 * journal stands.  Killed before that, it is begun anew; killed behind it, it
 * is a hub that is not at home yet, and sends nothing.
 */
#ifndef BATCH_PUT_H
#define BATCH_PUT_H

struct anew;
struct arena;
struct given_back;
struct list;
struct shelf;

/* Ends the program where something lies there that is no hub half put back;
 * name: of the list. */
void put_hub(struct arena *a, struct shelf *s, const char *name,
    const struct list *l, const char *path, const char *by,
    struct given_back *given, struct anew *out);

#endif
