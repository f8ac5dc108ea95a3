#include <math.h>
#include <stddef.h>
#include <string.h>

#include "formats/base/words.h"
#include "formats/picture/svgvalue.h"

#define BLANKS	   " \t\r\n"
#define PARTS	   " \t\r\n,"
#define DIGITS	   "0123456789"
#define LARGEST	   1e6 /* units: a page is a thousand */
#define DIGITS_MAX 24

/* Names of colours that every reader of SVG knows. */
static const char *const colours[] = { "none", "black", "silver", "gray",
	"grey", "white", "maroon", "red", "purple", "fuchsia", "green", "lime",
	"olive", "yellow", "navy", "blue", "teal", "aqua", "orange" };
static const char *const anchors[] = { "start", "middle", "end" };
static const char *const weights[] = { "normal", "bold", "100", "200", "300",
	"400", "500", "600", "700", "800", "900" };
static const char *const styles[] = { "normal", "italic", "oblique" };
static const char *const caps[] = { "butt", "round", "square" };
static const char *const joins[] = { "miter", "round", "bevel" };
static const char *const rules[] = { "nonzero", "evenodd" };

#define COUNT(list)	   ((int)(sizeof(list) / sizeof((list)[0])))
#define IS_ONE_OF(list, s) (word_index(list, COUNT(list), s) != -1)

/* "e-3" at s: what it stands for, and how long it is; 0: none. */
static size_t
exponent(const char *s, int *e)
{
	size_t n = 1, k;

	if (*s != 'e' && *s != 'E')
		return 0;
	if (s[n] == '-' || s[n] == '+')
		n++;
	k = strspn(s + n, DIGITS);
	if (k == 0 || k > 2)
		return 0;
	*e = s[n] - '0';
	if (k == 2)
		*e = *e * 10 + s[n + 1] - '0';
	if (s[1] == '-')
		*e = -*e;
	return n + k;
}

/* Not strtod(), which reads as the language of the day has it. */
static size_t
read_number(const char *s, double *v)
{
	size_t n = *s == '-' || *s == '+', whole, part = 0, i;
	double scale = 1;
	int e = 0;

	whole = strspn(s + n, DIGITS);
	*v = 0;
	for (i = 0; i < whole && whole <= DIGITS_MAX; i++)
		*v = *v * 10 + (s[n + i] - '0');
	n += whole;
	if (s[n] == '.') {
		part = strspn(s + n + 1, DIGITS);
		for (i = 0; i < part && part <= DIGITS_MAX; i++)
			*v += (s[n + 1 + i] - '0') * (scale /= 10);
		n += 1 + part;
	}
	if (whole + part == 0 || whole > DIGITS_MAX || part > DIGITS_MAX)
		return 0;
	n += exponent(s + n, &e);
	*v *= pow(10, e) * (*s == '-' ? -1 : 1);
	return fabs(*v) <= LARGEST ? n : 0;
}

bool
svgvalue_next(const char **s, double *v)
{
	size_t n = read_number(*s, v);

	*s += n;
	if (n > 0)
		*s += strspn(*s, PARTS);
	return n > 0;
}

bool
svgvalue_number(const char *s, double *v)
{
	size_t n;

	s += strspn(s, BLANKS);
	n = read_number(s, v);
	s += n;
	if (strncmp(s, "px", 2) == 0)
		s += 2;
	return n > 0 && s[strspn(s, BLANKS)] == '\0';
}

static bool
is_numbers(const char *s)
{
	double v;

	s += strspn(s, BLANKS);
	while (*s != '\0')
		if (!svgvalue_next(&s, &v))
			return false;
	return true;
}

static bool
is_hex(const char *s)
{
	size_t n = strlen(s);

	return (n == 3 || n == 6) && strspn(s, DIGITS "abcdefABCDEF") == n;
}

static bool
is_rgb(const char *s)
{
	double v;
	int i;

	for (i = 0; i < 3; i++) {
		if (strspn(s, DIGITS) == 0 || !svgvalue_next(&s, &v) || v > 255)
			return false;
		if (*s == '%')
			return false;
	}
	return strcmp(s, ")") == 0;
}

static bool
is_colour(const char *s)
{
	if (*s == '#')
		return is_hex(s + 1);
	if (strncmp(s, "rgb(", 4) == 0)
		return is_rgb(s + 4);
	return IS_ONE_OF(colours, s);
}

/* How many numbers a command of a path takes at a time; -1: there is no such
 * command. */
static int
numbers_of(char command)
{
	static const char commands[] = "mlhvcsqtaz";
	static const int counts[] = { 2, 2, 1, 1, 6, 4, 4, 2, 7, 0 };
	const char *p = strchr(commands, command | 0x20);

	return command == '\0' || p == NULL ? -1 : counts[p - commands];
}

/* Flags of an arc may stand without anything between them. */
static bool
next_flag(const char **s)
{
	if (**s != '0' && **s != '1')
		return false;
	*s += 1;
	*s += strspn(*s, PARTS);
	return true;
}

/* The numbers of one turn of a command. */
static bool
take_turn(const char **s, char command, int count)
{
	bool arc = (command | 0x20) == 'a';
	double v;
	int i;

	for (i = 0; i < count; i++)
		if (!(arc && (i == 3 || i == 4) ? next_flag(s)
						: svgvalue_next(s, &v)))
			return false;
	return true;
}

static bool
is_path(const char *s)
{
	char command;
	int count;

	s += strspn(s, BLANKS);
	if (*s != 'M' && *s != 'm')
		return false;
	while (*s != '\0') {
		command = *s++;
		count = numbers_of(command);
		s += strspn(s, BLANKS);
		if (count == -1 || !take_turn(&s, command, count))
			return false;
		while (
		    count > 0 && *s != '\0' && strchr(DIGITS "+-.", *s) != NULL)
			if (!take_turn(&s, command, count))
				return false;
	}
	return true;
}

/* What stands in its brackets: from 1 to 6 numbers. */
static size_t
arguments(const char **s, double *v)
{
	size_t n = 0;

	*s += strspn(*s, BLANKS);
	if (**s != '(')
		return 0;
	*s += 1;
	*s += strspn(*s, BLANKS);
	while (n < 6 && **s != ')' && svgvalue_next(s, &v[n]))
		n++;
	if (**s != ')')
		return 0;
	*s += 1;
	*s += strspn(*s, PARTS);
	return n;
}

/* First q, then p. */
static struct svgvalue_place
after(const struct svgvalue_place *p, const struct svgvalue_place *q)
{
	return (struct svgvalue_place){ p->a * q->a + p->c * q->b,
		p->b * q->a + p->d * q->b, p->a * q->c + p->c * q->d,
		p->b * q->c + p->d * q->d, p->a * q->e + p->c * q->f + p->e,
		p->b * q->e + p->d * q->f + p->f };
}

static struct svgvalue_place
turned(const double *v, size_t n)
{
	double t = v[0] * (M_PI / 180), x = n == 3 ? v[1] : 0,
	       y = n == 3 ? v[2] : 0;

	return (struct svgvalue_place){ cos(t), sin(t), -sin(t), cos(t),
		x - x * cos(t) + y * sin(t), y - x * sin(t) - y * cos(t) };
}

/* One of its steps at *s. */
static bool
take_step(const char **s, struct svgvalue_place *q)
{
	static const char *const steps[] = { "matrix", "translate", "scale",
		"rotate" };
	double v[6] = { 0 };
	size_t i, n;

	for (i = 0; i < 4 && strncmp(*s, steps[i], strlen(steps[i])) != 0; i++)
		continue;
	if (i == 4)
		return false;
	*s += strlen(steps[i]);
	n = arguments(s, v);
	if (i == 0)
		*q = (struct svgvalue_place){ v[0], v[1], v[2], v[3], v[4],
			v[5] };
	else if (i == 1)
		*q = (struct svgvalue_place){ 1, 0, 0, 1, v[0], v[1] };
	else if (i == 2)
		*q = (struct svgvalue_place){ v[0], 0, 0, n == 1 ? v[0] : v[1],
			0, 0 };
	else
		*q = turned(v, n);
	return i == 0 ? n == 6 : i == 3 ? n == 1 || n == 3 : n == 1 || n == 2;
}

bool
svgvalue_transform(const char *s, struct svgvalue_place *p)
{
	struct svgvalue_place q;

	s += strspn(s, BLANKS);
	while (*s != '\0') {
		if (!take_step(&s, &q))
			return false;
		*p = after(p, &q);
	}
	return true;
}

bool
svgvalue_is(enum svgvalue kind, const char *s)
{
	struct svgvalue_place p = { 1, 0, 0, 1, 0, 0 };
	double v;

	switch (kind) {
	case SVGVALUE_NUMBER:
		return svgvalue_number(s, &v);
	case SVGVALUE_LENGTH:
		return svgvalue_number(s, &v) && v >= 0;
	case SVGVALUE_NUMBERS:
		return is_numbers(s);
	case SVGVALUE_DASHES:
		return strcmp(s, "none") == 0 ||
		       (strchr(s, '-') == NULL && is_numbers(s));
	case SVGVALUE_COLOUR:
		return is_colour(s);
	case SVGVALUE_PATH:
		return is_path(s);
	case SVGVALUE_TRANSFORM:
		return svgvalue_transform(s, &p);
	case SVGVALUE_ANCHOR:
		return IS_ONE_OF(anchors, s);
	case SVGVALUE_WEIGHT:
		return IS_ONE_OF(weights, s);
	case SVGVALUE_STYLE:
		return IS_ONE_OF(styles, s);
	case SVGVALUE_CAP:
		return IS_ONE_OF(caps, s);
	case SVGVALUE_JOIN:
		return IS_ONE_OF(joins, s);
	case SVGVALUE_RULE:
		return IS_ONE_OF(rules, s);
	}
	return false;
}
