/* The last reading of several files by one searcher of a program.
 * known-one PROGRAM ROSTER WORD FILE...: the word must not stand in the last
 * file; prints which must not go out, and why. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/apart/server.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

static void
slurp(const char *path, struct buf *b)
{
	char block[65536];
	size_t n;
	FILE *f = fopen(path, "rb");

	if (f == NULL)
		exit(3);
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		buf_put(b, block, n);
	fclose(f);
}

static struct gate *
gate_of(struct arena *a, const char *path)
{
	struct buf text = { 0 };
	struct roster *r;
	char err[200];

	slurp(path, &text);
	r = roster_parse(a, text.data, text.len, err, sizeof(err));
	buf_free(&text);
	if (r == NULL)
		exit(3);
	return gate_new(a, r);
}

static void
read_files(struct gate *g, struct gate_file *files, struct buf *b, size_t count)
{
	struct gate_fault fault = { 0 };
	size_t i;

	for (i = 0; i < count; i++) {
		slurp(files[i].name, &b[i]);
		files[i].data = b[i].data;
		files[i].len = b[i].len;
	}
	if (gate_search(g, files, count, 1, NULL, 0, &fault) == -1)
		printf("%s: %s\n", files[fault.file].name, fault.what);
	for (i = 0; i < count; i++)
		buf_free(&b[i]);
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct gate_word word = { .member = "somebody" };
	struct gate_file *files;
	struct gate *g;
	size_t i, count;

	if (argc < 5)
		return 3;
	setlocale(LC_CTYPE, "C.UTF-8");
	server_program = argv[1];
	g = gate_of(a, argv[2]);
	word.text = argv[3];
	count = (size_t)argc - 4;
	files = arena_alloc(a, count * sizeof(*files));
	for (i = 0; i < count; i++)
		files[i].name = argv[4 + i];
	files[count - 1].words = &word;
	files[count - 1].word_count = 1;
	read_files(g, files, arena_alloc(a, count * sizeof(struct buf)), count);
	gate_free(g);
	arena_free(a);
	return 0;
}
