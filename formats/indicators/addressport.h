/*
 * An address with its port, and a network: one spelling each.
 */
#ifndef FORMATS_ADDRESSPORT_H
#define FORMATS_ADDRESSPORT_H

struct arena;

/* 198.51.100.7:443, [2001:db8::1]:443; NULL: no such thing of that family. */
char *addressport_canon(struct arena *a, int family, const char *s);
/* The address of a canonical one. */
char *addressport_address(struct arena *a, const char *canon);
/* 198.51.100.0/24: CIDR notation without bits beyond the prefix; NULL: none, or
 * one address alone. */
char *addressport_network(struct arena *a, const char *s);

#endif
