#include <jansson.h>
#include <stdbool.h>
#include <string.h>

#include "formats/base/text.h"
#include "formats/read/jsonguard.h"
#include "formats/read/jsonlist.h"
#include "formats/read/listing.h"
#include "formats/read/misplist.h"
#include "formats/read/stixlist.h"

void
jsonlist_read(const void *p, size_t len, struct listing *l)
{
	const char *text = p;
	json_error_t error;
	json_t *root;

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		len -= 3;
	}
	if (!text_valid(text, len)) {
		l->trouble = LISTING_ENCODING;
		return;
	}
	if (!jsonguard_allows(text, len)) {
		l->trouble = LISTING_TOO_LARGE;
		return;
	}
	/* A name that stands twice is read differently by each program. */
	root = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
	if (root == NULL)
		l->trouble = LISTING_BROKEN;
	else if (stixlist_is(root))
		stixlist_read(root, l);
	else if (misplist_is(root))
		misplist_read(root, l);
	else
		l->trouble = LISTING_NO_LIST;
	json_decref(root);
}
