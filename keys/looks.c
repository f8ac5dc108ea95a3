#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "keys/looks.h"

static const char begin[] = "-----BEGIN PGP MESSAGE-----";

static bool
starts(const unsigned char *p, size_t len, const char *with, size_t n)
{
	return len >= n && memcmp(p, with, n) == 0;
}

#define STARTS(p, len, with) starts(p, len, with, sizeof(with) - 1)

static bool
holds(const unsigned char *p, size_t len, const char *what)
{
	return memmem(p, len, what, strlen(what)) != NULL;
}

/* The same with a zero behind, or before, each letter. */
static bool
holds_wide(const unsigned char *p, size_t len, const char *what)
{
	char wide[2 * sizeof(begin)];
	size_t n = strlen(what), i;

	memset(wide, 0, sizeof(wide));
	for (i = 0; i < n; i++)
		wide[2 * i] = what[i];
	return memmem(p, len, wide, 2 * n - 1) != NULL;
}

static enum looks
armored(const unsigned char *p, size_t len)
{
	if (holds_wide(p, len, begin))
		return LOOKS_ARMOR_UTF16;
	if (!holds(p, len, begin))
		return LOOKS_UNKNOWN;
	return STARTS(p, len, "\xef\xbb\xbf-----BEGIN PGP MESSAGE-----")
		   ? LOOKS_ARMOR_BOM
		   : LOOKS_ARMOR_TEXT;
}

/* Names of a head that every mail has. */
static bool
is_mail(const unsigned char *p, size_t len)
{
	static const char *const names[] = { "From:", "Received:", "From ",
		"Return-Path:", "Delivered-To:", "Subject:", "Date:",
		"Message-ID:", "MIME-Version:", "X-" };
	size_t i, n;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		n = strlen(names[i]);
		if (len > n && strncasecmp((const char *)p, names[i], n) == 0)
			return true;
	}
	return false;
}

enum looks
looks_like(const unsigned char *p, size_t len)
{
	enum looks l;

	if (len == 0)
		return LOOKS_EMPTY;
	l = armored(p, len);
	if (l != LOOKS_UNKNOWN)
		return l;
	if (holds(p, len, "-----BEGIN PGP PUBLIC KEY BLOCK-----") ||
	    STARTS(p, len, "\x99\x01") || STARTS(p, len, "\x98\x33"))
		return LOOKS_KEY;
	if (STARTS(p, len, "PK\3\4"))
		return LOOKS_ZIP;
	if (STARTS(p, len, "7z\xbc\xaf") || STARTS(p, len, "Rar!") ||
	    STARTS(p, len, "\x1f\x8b") ||
	    STARTS(p, len,
		"\xfd"
		"7zXZ") ||
	    STARTS(p, len, "\x28\xb5\x2f\xfd") ||
	    (len > 262 && memcmp(p + 257, "ustar", 5) == 0))
		return LOOKS_ARCHIVE;
	if (STARTS(p, len, "\xff\xfe") || STARTS(p, len, "\xfe\xff"))
		return LOOKS_UTF16;
	if (holds(p, len, "urn:toiyaba:package:1"))
		return LOOKS_MANIFEST;
	return is_mail(p, len) ? LOOKS_MAIL : LOOKS_UNKNOWN;
}

const char *
looks_text(enum looks l)
{
	static const char *const texts[LOOKS] = {
		[LOOKS_UNKNOWN] = "",
		[LOOKS_ARMOR_BOM] =
		    "a mark of byte order stands before the armor, as Notepad puts it: make it again and do not open it in an editor",
		[LOOKS_ARMOR_TEXT] =
		    "other text stands before the armor: send the message as a file of its own",
		[LOOKS_ARMOR_UTF16] =
		    "the armor is UTF-16, as PowerShell's > makes it: write it with gpg -o",
		[LOOKS_KEY] = "a public key, and no message",
		[LOOKS_ZIP] = "a zip archive that is not encrypted",
		[LOOKS_ARCHIVE] = "an archive that is not encrypted",
		[LOOKS_MANIFEST] = "a manifest that is not encrypted",
		[LOOKS_MAIL] = "a mail that is not encrypted",
		[LOOKS_UTF16] = "text in UTF-16",
		[LOOKS_EMPTY] = "an empty file",
	};

	return l < LOOKS ? texts[l] : "";
}
