/* The gate over lines "WHO TAB FORM TAB HEX": prints those it lets pass.
 * gate-one ROSTER WORDS <LINES; or gate-one ROSTER WORDS FILE...: prints what
 * it finds in whole files. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	buf_str(b);
}

static int
lines(struct gate *g)
{
	char *line = NULL, *form, *hex, byte[3] = "";
	size_t cap = 0, i;
	int missed = 0;

	while (getline(&line, &cap, stdin) > 0) {
		struct buf b = { 0 };

		form = strchr(line, '\t') + 1;
		hex = strchr(form, '\t') + 1;
		for (i = 0; hex[i] > ' '; i += 2) {
			unsigned char c;

			memcpy(byte, hex + i, 2);
			c = (unsigned char)strtoul(byte, NULL, 16);
			buf_put(&b, &c, 1);
		}
		if (gate_hit(g, b.data, b.len, NULL) == NULL) {
			hex[-1] = '\0';
			printf("%s\n", line);
			missed++;
		}
		buf_free(&b);
	}
	free(line);
	return missed > 0;
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct buf text = { 0 }, wordlist = { 0 };
	struct gate_word *words = NULL, *word;
	char err[200], *w;
	struct roster *r;
	struct gate *g;
	const char *hit;
	size_t count = 0;
	int i, rc = 0;

	setlocale(LC_CTYPE, "C.UTF-8");
	slurp(argv[1], &text);
	r = roster_parse(a, text.data, text.len, err, sizeof(err));
	if (r == NULL) {
		fprintf(stderr, "%s\n", err);
		return 3;
	}
	slurp(argv[2], &wordlist);
	for (w = strtok((char *)wordlist.data, "\n"); w != NULL;
	     w = strtok(NULL, "\n")) {
		word = arena_push(a, &words, &count, sizeof(*word));
		word->member = "somebody";
		word->text = w;
	}
	g = gate_with(gate_new(a, r), words, count);
	if (argc == 3)
		return lines(g);
	for (i = 3; i < argc; i++) {
		text.len = 0;
		slurp(argv[i], &text);
		hit = gate_hit(g, text.data, text.len, NULL);
		if (hit != NULL)
			printf("%s\t%s\n", argv[i], hit);
		rc |= hit != NULL;
	}
	return rc;
}
