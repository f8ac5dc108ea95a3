#include "formats/out/unread.h"
#include "formats/base/words.h"

static const char *const reasons[UNREAD_REASONS] = { "no-mail", "too-large",
	"many-parts", "charset", "two-headers", "inner-mail", "more-mails",
	"left-out", "encrypted", "damaged", "broken", "no-list",
	"list-encoding", "list-broken", "list-too-large", "entries", "either",
	"other-role" };

WORDS(unread_reason, unread_reason, reasons, UNREAD_REASONS)

const char *
unread_text(enum unread_reason r, enum lang l)
{
	static const enum say texts[UNREAD_REASONS] = {
		SAY_RECEIPT_UNREAD_NO_MAIL, SAY_RECEIPT_UNREAD_TOO_LARGE,
		SAY_RECEIPT_UNREAD_MANY_PARTS, SAY_RECEIPT_UNREAD_CHARSET,
		SAY_RECEIPT_UNREAD_TWO_HEADERS, SAY_RECEIPT_UNREAD_INNER_MAIL,
		SAY_RECEIPT_UNREAD_MORE_MAILS, SAY_RECEIPT_UNREAD_LEFT_OUT,
		SAY_RECEIPT_UNREAD_ENCRYPTED, SAY_RECEIPT_UNREAD_DAMAGED,
		SAY_RECEIPT_UNREAD_BROKEN, SAY_RECEIPT_UNREAD_NO_LIST,
		SAY_RECEIPT_UNREAD_LIST_ENCODING,
		SAY_RECEIPT_UNREAD_LIST_BROKEN,
		SAY_RECEIPT_UNREAD_LIST_TOO_LARGE, SAY_RECEIPT_UNREAD_ENTRIES,
		SAY_RECEIPT_UNREAD_EITHER, SAY_RECEIPT_UNREAD_OTHER_ROLE
	};

	return r < UNREAD_REASONS ? say(texts[r], l) : "";
}

const char *
unread_extent(const struct unread *u)
{
	return u->nothing ? "no" : "part";
}
