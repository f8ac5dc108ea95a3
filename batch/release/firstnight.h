/*
 * Who begins to read for an audience that has had bundles gets all that is in
 * force (state.h) in its first night: the first night in which the roster has
 * it there with a key that counts.  One that ceases to read and comes back has
 * a first night again.  Whoever reads from the audience's first bundle on has
 * everything by itself.
 */
#ifndef BATCH_FIRSTNIGHT_H
#define BATCH_FIRSTNIGHT_H

struct night;

/* The state that goes to those is not made tonight; night_hold() under this
 * name, which no audience has. */
#define FIRSTNIGHT_HELD "%s state"

/* Behind release(): notes who reads, and makes the states, kept in the database
 * until record() has published them. */
void firstnights(struct night *n);

#endif
