/*
 * libxml2 behind closed doors: no network, no DTD (a DOCTYPE is refused), no
 * XInclude, no entities but the five, no processing instructions, UTF-8 only,
 * bounded depth; then validated by a RELAX NG schema compiled into the
 * program.  Messages name the line, the element and what was expected.
 */
#ifndef FORMATS_XMLREAD_H
#define FORMATS_XMLREAD_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

enum xml_schema {
	XML_PACKAGE,
	XML_ROSTER,
	XML_HISTORY,
	XML_ITEM,
	XML_BUNDLE,
	XML_REPORT,
	XML_RECEIPT,
	XML_PREVIEW,
	XML_SCHEMAS
};

/* Compiles the schemas; once per process, before any lock-down. */
void xml_setup(void);
void xml_setup_one(enum xml_schema s); /* for who needs but one */
/* The schema as it is embedded. */
const char *xml_schema_source(enum xml_schema s, size_t *len);
/* The document without regard to any schema; NULL and a message in err. */
xmlDocPtr xml_open(const void *p, size_t len, char *err, size_t errlen);
/* Whether the document follows the schema; if not, why, as libxml2 says. */
bool xml_follows(
    enum xml_schema schema, xmlDocPtr doc, char *err, size_t errlen);
/* The schema's own document; NULL: the schema itself is wrong. */
xmlDocPtr xml_schema_doc(enum xml_schema s);
/* Both: the document, or NULL and a message in err (at most errlen bytes). */
xmlDocPtr xml_read(enum xml_schema schema, const void *p, size_t len, char *err,
    size_t errlen);

/* Attribute and text, copied to the arena; NULL where absent.  Text has its
 * ends trimmed and inner white space kept. */
const char *xml_attr(struct arena *a, const xmlNode *n, const char *name);
const char *xml_text(struct arena *a, const xmlNode *n);
/* Next element among the children (prev NULL: the first) named name, or of
 * any name where name is NULL. */
const xmlNode *xml_child(
    const xmlNode *parent, const xmlNode *prev, const char *name);

#endif
