#include <ctype.h>
#include <string.h>

#include "formats/base/base64.h"
#include "formats/leak/bytekind.h"

unsigned char bytekinds[256];

static bool
ends_word(unsigned char c)
{
	return c >= 0x80 || (c != 0 && strchr(" \t\r\n<>\"'", c) != NULL);
}

static bool
is_unlikely(unsigned char c)
{
	return (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0xc0 ||
	       c == 0xc1 || c >= 0xf0;
}

void
bytekind_setup(void)
{
	unsigned c;

	for (c = 0; c < 256; c++)
		bytekinds[c] =
		    (unsigned char)((base64_value((char)c, BASE64_ANY) != -1
					    ? BYTE_BASE64
					    : 0) |
				    (isalnum((int)c) ? BYTE_ALNUM : 0) |
				    (c >= 0x80 || isspace((int)c) ? BYTE_GAP
								  : 0) |
				    (ends_word((unsigned char)c) ? BYTE_END
								 : 0) |
				    (is_unlikely((unsigned char)c)
					    ? BYTE_UNLIKELY
					    : 0));
}
