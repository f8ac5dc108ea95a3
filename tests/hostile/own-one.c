/* Words, one a line: prints those that the hub's own pages do not say. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "formats/pages/ownpages.h"

int
main(void)
{
	char line[1024];

	setlocale(LC_CTYPE, "C.UTF-8");
	while (fgets(line, sizeof(line), stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (!ownpages_say(line))
			puts(line);
	}
	return 0;
}
