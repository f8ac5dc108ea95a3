/*
 * Values of a drawing's attributes: numbers, colours, paths, places.  What is
 * taken names nothing that lies elsewhere.
 */
#ifndef FORMATS_SVGVALUE_H
#define FORMATS_SVGVALUE_H

#include <stdbool.h>

enum svgvalue {
	SVGVALUE_NUMBER,  /* of units, px or none */
	SVGVALUE_LENGTH,  /* not below 0 */
	SVGVALUE_NUMBERS, /* any number of them */
	SVGVALUE_DASHES,  /* numbers, or none */
	SVGVALUE_COLOUR,  /* none, a name, #rgb, #rrggbb or rgb() */
	SVGVALUE_PATH,
	SVGVALUE_TRANSFORM,
	SVGVALUE_ANCHOR,
	SVGVALUE_WEIGHT,
	SVGVALUE_STYLE,
	SVGVALUE_CAP,
	SVGVALUE_JOIN,
	SVGVALUE_RULE
};

/* Where a point of a group comes to lie: x' = ax + cy + e, y' = bx + dy + f. */
struct svgvalue_place {
	double a, b, c, d, e, f;
};

/* The number at *s, which moves behind it and what parts it from the next;
 * false: none stands there. */
bool svgvalue_next(const char **s, double *v);
/* One number and nothing else, with px or without. */
bool svgvalue_number(const char *s, double *v);
/* Whether it is one of that kind. */
bool svgvalue_is(enum svgvalue kind, const char *s);
/* Puts what a transform says in front of *p; false: it says something else. */
bool svgvalue_transform(const char *s, struct svgvalue_place *p);

#endif
