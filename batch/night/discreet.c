#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "batch/gate/gate.h"
#include "batch/gate/gatemask.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/discreet.h"
#include "batch/night/night.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"

/* Of pages that are read without a process of their own: it would cost more
 * than a night in which nothing came. */
#define FEW_BYTES 32768

static struct gate *
ready(struct night *n)
{
	if (n->discreet == NULL) {
		n->discreet = gate_new(n->lasting, n->hub->roster);
		gate_pass_ids(n->discreet);
	}
	return n->discreet;
}

/* Of several faults those that name nobody; of the others the line. */
static const char *
without_names(struct night *n, struct gate *g, const char *text)
{
	static const char next[] = "; line ";
	struct buf b = { 0 };
	const char *end, *one, *out;

	for (; *text != '\0'; text = end) {
		end = strstr(text + 1, next);
		if (end == NULL)
			end = text + strlen(text);
		one = arena_strndup(n->arena, text, (size_t)(end - text));
		if (gate_hit(g, one, strlen(one), NULL) == NULL)
			buf_puts(&b, one);
		else
			buf_printf(&b,
			    "%.*s: it names a member, and is not kept",
			    (int)strcspn(one + (*one == ';'), ":") +
				(*one == ';'),
			    one);
	}
	out = arena_strdup(n->arena, buf_str(&b));
	buf_free(&b);
	return out;
}

void
discreet_refusal(struct night *n, struct refusal *why)
{
	struct gate *g = ready(n);
	struct refusal masked = { 0 };
	const char *text;

	if (why->all != NULL)
		why->all = arena_strdup(n->arena, why->all);
	if (!gate_knows(g))
		return;
	text = gate_mask(g, n->arena, refusal_detail(why));
	if (gate_hit(g, text, strlen(text), NULL) != NULL)
		text = without_names(n, g, text);
	if (gate_hit(g, text, strlen(text), NULL) != NULL)
		text = "it names a member, and is not kept";
	refuse_all(&masked, why->reason, arena_strdup(n->arena, text));
	*why = masked;
}

const char *
discreet_hit(struct night *n, const struct gate_file *files, size_t count)
{
	struct gate *g = ready(n);
	struct gate_fault fault;
	size_t bytes = 0, i;

	if (!gate_knows(g))
		return NULL;
	for (i = 0; i < count; i++)
		bytes += files[i].len;
	if (bytes <= FEW_BYTES)
		return gate_search_here(g, files, count, (uint64_t)n->at);
	if (gate_search(
		g, files, count, n->jobs, NULL, (uint64_t)n->at, &fault) == 0)
		return NULL;
	return fault.what;
}
