/*
 * What was decided, as the package that hands it in: its manifest, which the
 * hub's own schema has to take before it is signed, and the file in the inbox.
 */
#ifndef BATCH_HANDIN_H
#define BATCH_HANDIN_H

struct arena;
struct docket;
struct hub;
struct package;
struct signer;

/* The body of a manifest, read as the hub reads it; NULL and why, with the
 * line. */
struct package *handin_read(struct arena *a, const struct signer *s,
    const char *body, const char **why);
/* Signs what was decided and puts it into the inbox; its path beneath the hub,
 * or NULL and why. */
const char *handin(struct hub *h, const struct signer *s,
    const struct docket *d, const char **why);

#endif
