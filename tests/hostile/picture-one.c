/* picture-one KIND...: what a report would show of each picture of
 * tests/flow/report/draw.py that lies in this folder, or why nothing. */
#include <stdio.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/picture/picture.h"

static void
read_all(const char *path, struct buf *b)
{
	FILE *f = fopen(path, "rb");
	char chunk[65536];
	size_t n;

	while (f != NULL && (n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_put(b, chunk, n);
	if (f != NULL)
		fclose(f);
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	const char *wrong;
	int i;

	for (i = 1; i < argc; i++) {
		struct buf in = { 0 }, out = { 0 };

		read_all(argv[i], &in);
		wrong = picture_put(a, &out, in.data, in.len, NULL);
		printf("%s\t%s\t%s\n", argv[i],
		    wrong == NULL ? "shown" : "refused",
		    wrong == NULL ? buf_str(&out) : wrong);
		buf_free(&in);
		buf_free(&out);
	}
	arena_free(a);
	return 0;
}
