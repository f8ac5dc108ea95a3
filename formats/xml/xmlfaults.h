/*
 * What keeps a document from its schema, all of it at once: each attribute and
 * element by name, with its line, what was seen and what is wanted.  libxml2
 * says whether a document is valid; where it is not, this says why, as far as
 * names and values of single attributes go.
 */
#ifndef FORMATS_XMLFAULTS_H
#define FORMATS_XMLFAULTS_H

#include <libxml/tree.h>
#include <stddef.h>

struct arena;

struct xml_fault {
	long line;
	const char *text; /* safe to be shown */
};

struct xml_faults {
	struct arena *a;
	struct xml_fault *list;
	size_t count; /* at most LIMIT_FAULTS */
	size_t more;  /* that were not kept */
};

/* Adds one at the node. */
void xml_fault_add(struct xml_faults *f, const xmlNode *n, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Adds those of the document; schema: the schema's own document. */
void xml_faults_of(struct xml_faults *f, xmlDocPtr schema, xmlDocPtr doc);
/* "line 3: ...; line 7: ...", in order of lines, at most LIMIT_FAULTS_TEXT
 * bytes; NULL: there is none. */
const char *xml_faults_text(struct xml_faults *f);
/* A value as it is shown: what nobody sees is made visible. */
const char *xml_fault_seen(struct arena *a, const char *value);

#endif
