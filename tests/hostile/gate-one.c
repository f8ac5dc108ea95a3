/* The gate over lines "WHO TAB FORM TAB HEX": prints those it lets pass.
 * gate-one ROSTER WORDS [last|mask] <LINES: as the hub reads a text, as the
 * last reading does, or what a mask leaves; gate-one ROSTER WORDS FILE...:
 * prints what it finds in whole files. */
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/apart/server-main.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatemask.h"
#include "batch/gate/gatesearch.h"
#include "batch/gate/gatesearcher.h"
#include "batch/gate/gateserver.h"
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

/* How a line is read: as the hub does, as the last reading does, or whether
 * nothing is left of it behind a mask. */
enum reading { HUB, LAST, MASK };

struct gates {
	struct gate *roster, *with;
	const struct gate_word *words;
	size_t count;
};

static bool
passes(const struct gates *g, enum reading how, struct buf *b)
{
	struct gate_file f = {
		.name = "", .words = g->words, .word_count = g->count
	};
	struct arena *a = arena_new();
	struct gate_fault fault;
	bool found;

	f.data = buf_str(b);
	f.len = b->len;
	if (how == MASK)
		found = gate_hit(g->with, gate_mask(g->with, a, buf_str(b)),
			    strlen(gate_mask(g->with, a, buf_str(b))),
			    NULL) == NULL;
	else if (how == LAST)
		found = gate_search(g->roster, &f, 1, 1, NULL, 0, &fault) == -1;
	else
		found = gate_hit(g->with, b->data, b->len, NULL) != NULL;
	arena_free(a);
	return !found;
}

static int
lines(const struct gates *g, enum reading how)
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
		if (passes(g, how, &b)) {
			hex[-1] = '\0';
			printf("%s\n", line);
			missed++;
		}
		buf_free(&b);
	}
	free(line);
	return missed > 0;
}

static const struct server_task task = { GATESERVER_TASK, gatesearcher_setup,
	gatesearcher_serve };

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct buf text = { 0 }, wordlist = { 0 };
	struct gate_word *words = NULL, *word;
	char err[200], *w;
	struct roster *r;
	struct gates g = { 0 };
	const char *hit;
	size_t count = 0;
	int i, rc = 0;

	if (strcmp(argv[1], "--server") == 0)
		server_main(&task, 1);
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
	g.roster = gate_new(a, r);
	g.with = gate_with(g.roster, words, count);
	g.words = words;
	g.count = count;
	if (argc == 3)
		return lines(&g, HUB);
	if (strcmp(argv[3], "last") == 0 || strcmp(argv[3], "mask") == 0)
		return lines(&g, argv[3][0] == 'l' ? LAST : MASK);
	for (i = 3; i < argc; i++) {
		text.len = 0;
		slurp(argv[i], &text);
		hit = gate_hit(g.with, text.data, text.len, NULL);
		if (hit != NULL)
			printf("%s\t%s\n", argv[i], hit);
		rc |= hit != NULL;
	}
	return rc;
}
