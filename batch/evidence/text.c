#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "batch/evidence/evidence.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

/* Bytes of a text run that are shown. */
#define RUN_SHOWN 160

/* A value safe for a terminal; "-" for null. */
static const char *
cell(struct hub *h, const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s == NULL ? "-" : text_escape(h->arena, s, strlen(s), 400);
}

static long long
number(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

static double
thousandth(const json_t *o, const char *key)
{
	return (double)number(o, key) / 1000;
}

static void
print_rarity(const json_t *r, struct hub *h)
{
	double bits = json_number_value(json_object_get(r, "bits"));

	printf("%s: in %lld submissions and %lld of %lld cases",
	    cell(h, r, "key"), number(r, "submissions"), number(r, "cases"),
	    number(r, "of"));
	if (bits == 0)
		printf(", weight 0: everybody has it\n");
	else
		printf(", weight %.1f bits\n", bits);
}

static void
print_run(struct hub *h, char sign, const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));
	char *flat, *p;

	if (s == NULL || *s == '\0')
		return;
	flat = arena_strdup(h->arena, s);
	for (p = flat; *p != '\0'; p++)
		if (*p == '\n')
			*p = ' ';
	printf("      %c %s\n", sign,
	    text_escape(h->arena, flat, strlen(flat), RUN_SHOWN));
}

static void
print_likeness(struct hub *h, const json_t *l)
{
	const json_t *runs = json_object_get(l, "texts"), *r;
	size_t i;

	printf("    with %s: likeness %.2f (whole text %.2f, first part %.2f); "
	       "the same from %.2f, to be looked at from %.2f\n",
	    cell(h, l, "with"), thousandth(l, "score"),
	    thousandth(l, "whole-text"), thousandth(l, "first-part"),
	    thousandth(l, "same-from"), thousandth(l, "look-from"));
	printf("    subjects %.2f alike; decided by %s",
	    thousandth(l, "subjects"), cell(h, l, "why"));
	if (json_object_get(l, "brand-here") != NULL &&
	    !json_is_null(json_object_get(l, "brand-here")))
		printf(" (here %s, there %s)", cell(h, l, "brand-here"),
		    cell(h, l, "brand-there"));
	printf("\n    texts: = in both, - here, + there; U A N T 0 stand for "
	       "link, address, name, token, number\n");
	json_array_foreach(runs, i, r)
	{
		print_run(h, '=', r, "both");
		print_run(h, '-', r, "here");
		print_run(h, '+', r, "there");
	}
}

static void
print_submissions(struct hub *h, const json_t *doc)
{
	const json_t *list = json_object_get(doc, "submissions"), *s, *j, *p;
	size_t i;

	json_array_foreach(list, i, s)
	{
		printf("submission %s%s\n  %s: %s\n  %s, %s, tlp %s; from %s "
		       "on %s\n",
		    cell(h, s, "id"),
		    json_is_true(json_object_get(s, "withdrawn"))
			? " (withdrawn)"
			: "",
		    cell(h, s, "kind"), cell(h, s, "title"),
		    cell(h, s, "consent"), cell(h, s, "scope"),
		    cell(h, s, "tlp"), cell(h, s, "member"), cell(h, s, "day"));
		j = json_object_get(s, "joined");
		printf("  joined by %s", cell(h, j, "rule"));
		if (json_object_get(j, "detail") != NULL)
			printf(": %s", cell(h, j, "detail"));
		putchar('\n');
		if ((p = json_object_get(j, "rarity")) != NULL) {
			printf("    ");
			print_rarity(p, h);
		}
		if ((p = json_object_get(j, "likeness")) != NULL)
			print_likeness(h, p);
	}
}

static void
print_nearest(struct hub *h, const json_t *doc)
{
	const json_t *list = json_object_get(doc, "nearest"), *l;
	size_t i;

	json_array_foreach(list, i, l)
	{
		printf("nearly the same, in %s: %s\n", cell(h, l, "case"),
		    cell(h, l, "here"));
		print_likeness(h, l);
	}
}

static void
print_keys(struct hub *h, const json_t *doc)
{
	const json_t *list = json_object_get(doc, "keys"), *k;
	size_t i;

	json_array_foreach(list, i, k)
	{
		printf("key ");
		print_rarity(k, h);
	}
}

static void
print_related(struct hub *h, const json_t *doc)
{
	const json_t *list = json_object_get(doc, "related"), *r, *keys, *k;
	size_t i, j;

	json_array_foreach(list, i, r)
	{
		printf("related to %s, %.1f bits%s\n", cell(h, r, "case"),
		    json_number_value(json_object_get(r, "bits")),
		    json_is_true(json_object_get(r, "strong"))
			? ": same campaign"
			: "");
		keys = json_object_get(r, "keys");
		json_array_foreach(keys, j, k)
		{
			printf("  ");
			print_rarity(k, h);
		}
	}
	list = json_object_get(doc, "campaign");
	if (json_array_size(list) < 2)
		return;
	printf("campaign:");
	json_array_foreach(list, i, r) printf(" %s", json_string_value(r));
	putchar('\n');
}

static void
print_matrix(struct hub *h, const json_t *doc)
{
	const json_t *m = json_object_get(doc, "matrix");
	const json_t *mails = json_object_get(m, "mails"), *o, *cells, *c;
	const json_t *features = json_object_get(m, "features");
	size_t i, j;

	if (json_array_size(mails) < 2)
		return;
	printf("mails beside the first\n");
	json_array_foreach(mails, i, o)
	    printf("  %s %s\n", cell(h, o, "mail"), cell(h, o, "submission"));
	printf("  %-14s", "");
	for (i = 1; i < json_array_size(mails); i++)
		printf(" %-9s", cell(h, json_array_get(mails, i), "mail"));
	putchar('\n');
	json_array_foreach(features, i, o)
	{
		printf("  %-14s", cell(h, o, "feature"));
		cells = json_object_get(o, "against-first");
		json_array_foreach(cells, j, c)
		    printf(" %-9s", json_string_value(c));
		putchar('\n');
	}
}

static void
print_thread(struct hub *h, const json_t *doc)
{
	const json_t *t = json_object_get(doc, "thread"), *list, *s;
	size_t i;

	list = json_object_get(t, "ruled");
	json_array_foreach(list, i, s)
	    printf("thread %lld: %s, %s, %s (ruled)\n", number(s, "n"),
		cell(h, s, "kind"), cell(h, s, "day"), cell(h, s, "text"));
	list = json_object_get(t, "proposed");
	json_array_foreach(list, i, s)
	    printf("thread %lld: %s, %s, submission %s, case %s: %s; %s "
		   "(proposed)\n",
		number(s, "n"), cell(h, s, "kind"), cell(h, s, "day"),
		cell(h, s, "submission"), cell(h, s, "case"),
		cell(h, s, "subject"), cell(h, s, "reason"));
}

static void
print_rulings(struct hub *h, const json_t *doc)
{
	const json_t *list = json_object_get(doc, "rulings"), *r;
	size_t i;

	json_array_foreach(list, i, r)
	    printf("ruling by %s at %s: class %s, release %s, title %s, "
		   "merge %s; %s; %s\n",
		cell(h, r, "analyst"), cell(h, r, "at"), cell(h, r, "class"),
		cell(h, r, "release"), cell(h, r, "title"), cell(h, r, "merge"),
		cell(h, r, "reason"), cell(h, r, "second"));
	list = json_object_get(doc, "items");
	json_array_foreach(list, i, r) printf("item %s, first shared %s%s%s\n",
	    cell(h, r, "id"), cell(h, r, "first-shared"),
	    json_is_string(json_object_get(r, "retracted")) ? ", retracted "
							    : "",
	    json_is_string(json_object_get(r, "retracted"))
		? cell(h, r, "retracted")
		: "");
}

void
evidence_print(struct hub *h, const json_t *doc)
{
	const json_t *p = json_object_get(doc, "proposed"), *list, *r;
	size_t i;

	printf("case %s\n", cell(h, doc, "case"));
	if (json_is_string(json_object_get(doc, "merged-into")))
		printf("merged into %s\n", cell(h, doc, "merged-into"));
	printf("class %s, grave %s, release %s\ntitle %s\n",
	    cell(h, doc, "class"),
	    json_is_true(json_object_get(doc, "grave")) ? "yes" : "no",
	    cell(h, doc, "release"), cell(h, doc, "title"));
	printf("may be %s", cell(h, p, "class"));
	list = json_object_get(p, "reasons");
	json_array_foreach(list, i, r) printf("%s %s", i == 0 ? ":" : ",",
	    text_escape(
		h->arena, json_string_value(r), json_string_length(r), 400));
	printf(" (a hint, not a ruling)\n");
	print_submissions(h, doc);
	print_keys(h, doc);
	print_nearest(h, doc);
	print_related(h, doc);
	print_matrix(h, doc);
	print_thread(h, doc);
	print_rulings(h, doc);
}
