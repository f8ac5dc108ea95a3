#include <string.h>

#include "formats/base/digest.h"
#include "formats/base/embed.h"
#include "formats/files/commonfiles.h"

EMBED(commonfiles_txt, "formats/files/commonfiles.txt");

bool
commonfiles_has(const char *hex)
{
	return strlen(hex) == DIGEST_HEX - 1 &&
	       strstr(commonfiles_txt, hex) != NULL;
}
