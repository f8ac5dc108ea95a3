/*
 * What keeps others from clicking, taken away again: hxxp, [.], (dot), [at],
 * full-width letters, letters that nobody sees.
 */
#ifndef FORMATS_REFANG_H
#define FORMATS_REFANG_H

struct arena;

/* Without blanks at its ends, of any script, and without letters that nobody
 * sees anywhere. */
char *refang_trim(struct arena *a, const char *s);
/* Full-width letters and signs, blanks and dashes of other kinds as ASCII. */
char *refang_narrow(struct arena *a, const char *s);
/* Dots, colons, slashes, at-signs and schemes that stand in disguise, also in
 * another disguise; what does not settle is nothing (""). */
char *refang_marks(struct arena *a, const char *s);

#endif
