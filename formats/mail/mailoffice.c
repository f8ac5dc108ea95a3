#include <string.h>
#include <strings.h>

#include "formats/base/limits.h"
#include "formats/files/archive.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailoffice.h"
#include "formats/mail/mailurl.h"
#include "formats/xml/xmlread.h"

struct document {
	struct arena *a;
	struct mail *m;
};

static bool
is_relations(const char *name)
{
	size_t len = strlen(name);

	return len > 5 && strcasecmp(name + len - 5, ".rels") == 0;
}

/* Those whose target is outside the document. */
static void
take_relations(void *arg, const struct archive_entry_seen *e)
{
	struct document *d = arg;
	const xmlNode *root, *n = NULL;
	const char *mode, *target;
	char err[200];
	xmlDocPtr doc;

	doc = xml_open(e->data, e->len, err, sizeof(err));
	root = doc == NULL ? NULL : xml_child((const xmlNode *)doc, NULL, NULL);
	while (
	    root != NULL && (n = xml_child(root, n, "Relationship")) != NULL) {
		mode = xml_attr(d->a, n, "TargetMode");
		target = xml_attr(d->a, n, "Target");
		if (mode != NULL && target != NULL &&
		    strcasecmp(mode, "External") == 0)
			mailurl_add(d->a, d->m, target, strlen(target));
	}
	xmlFreeDoc(doc);
}

/* Links that a formula or a field makes: no relation leads there. */
static void
take_fields(void *arg, const struct archive_entry_seen *e)
{
	static const char mark[] = "HYPERLINK";
	const char *p = (const char *)e->data, *end = p + e->len, *at, *to;
	struct document *d = arg;

	for (; (at = memmem(p, (size_t)(end - p), mark, strlen(mark))) != NULL;
	     p = to) {
		to = memchr(at, '<', (size_t)(end - at));
		if (to == NULL)
			to = end;
		mailurl_add(d->a, d->m, at, (size_t)(to - at));
	}
}

static void
take_part(void *arg, const struct archive_entry_seen *e)
{
	if (e->data == NULL)
		return;
	if (is_relations(e->name))
		take_relations(arg, e);
	else
		take_fields(arg, e);
}

void
mailoffice_links(struct arena *a, struct mail *m, const void *p, size_t len)
{
	struct document d = { a, m };

	if (len >= 4 && memcmp(p, "PK\3\4", 4) == 0)
		archive_peek(p, len, LIMIT_INNER, LIMIT_OFFICE, take_part, &d);
}
