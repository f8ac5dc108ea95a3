/*
 * An address in the place of a host, written as one number or otherwise than
 * people write it: http://0xc6336407/ leads where http://198.51.100.7/ does.
 */
#ifndef FORMATS_HOSTNUMBER_H
#define FORMATS_HOSTNUMBER_H

struct arena;

/* The address that browsers make of a host of numbers (WHATWG URL, "IPv4
 * parser": up to four, decimal, 0octal or 0xhexadecimal, the last one filling
 * what is left), as four decimal ones; NULL: it is a name, or no address that
 * anybody has. */
char *hostnumber_address(struct arena *a, const char *host);

#endif
