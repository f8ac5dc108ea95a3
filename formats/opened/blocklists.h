/*
 * The lists that a member's own scripts read: what is in force, and what is to
 * be taken out.  CSV as in a bundle (safe in spreadsheets); values are whole.
 */
#ifndef FORMATS_BLOCKLISTS_H
#define FORMATS_BLOCKLISTS_H

struct arena;
struct buf;
struct inforce;

/* type,value,item,edition,audience,bundle */
void blocklists_in_force(
    struct arena *a, struct buf *out, const struct inforce *f);
/* type,value,item,why,audience,bundle */
void blocklists_take_out(
    struct arena *a, struct buf *out, const struct inforce *f);
/* One value a line, each once; none that is in force as another type. */
void blocklists_take_out_plain(
    struct arena *a, struct buf *out, const struct inforce *f);

#endif
