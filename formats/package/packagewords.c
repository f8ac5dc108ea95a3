#include <stddef.h>
#include <string.h>

#include "formats/package/package.h"

static const char *const sub_kinds[SUB_KINDS] = { "mail", "traffic", "incident",
	"file", "log", "consultation" };
static const char *const file_roles[FROLES] = { "mail", "attachment", "sample",
	"log", "image", "other" };
static const char *const consents[CONSENTS] = { "given", "preview", "none" };
static const char *const scopes[SCOPES] = { "sig", "all" };
static const char *const tlps[TLPS] = { "clear", "green", "amber",
	"amber+strict", "red" };
static const char *const victims[VICTIMS] = { "self", "group", "partner" };
static const char *const classes[CLASSES] = { "targeted", "bulk", "phishing",
	"bec", "scan", "other", "undecided", "unclassified" };
static const char *const steps[STEPS] = { "recon", "reply", "attack" };

int
package_word(const char *const *words, int count, const char *word)
{
	int i;

	for (i = 0; word != NULL && i < count; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

#define WORDS(name, type, table, count)                     \
	const char *name##_word(enum type v)                \
	{                                                   \
		return v < (count) ? (table)[v] : "";       \
	}                                                   \
	bool name##_parse(const char *word, enum type *out) \
	{                                                   \
		int i = package_word(table, count, word);   \
                                                            \
		if (i == -1)                                \
			return false;                       \
		*out = (enum type)i;                        \
		return true;                                \
	}

WORDS(sub_kind, sub_kind, sub_kinds, SUB_KINDS)
WORDS(file_role, file_role, file_roles, FROLES)
WORDS(consent, consent, consents, CONSENTS)
WORDS(scope, scope, scopes, SCOPES)
WORDS(victim, victim, victims, VICTIMS)
WORDS(class, class, classes, CLASSES)
WORDS(step, step_kind, steps, STEPS)

const char *
tlp_word(enum tlp t)
{
	return t < TLPS ? tlps[t] : "";
}

/* TLP 1.0's white is TLP 2.0's clear. */
bool
tlp_parse(const char *word, enum tlp *out)
{
	int i;

	if (word != NULL && strcmp(word, "white") == 0)
		word = "clear";
	i = package_word(tlps, TLPS, word);
	if (i == -1)
		return false;
	*out = (enum tlp)i;
	return true;
}

bool
package_truehit_alone(const struct pkg_ruling *r)
{
	return r->truehit == NULL ||
	       (r->case_id != NULL && r->class == -1 && r->grounds == NULL &&
		   r->grave == -1 && r->release == -1 && r->retract == -1 &&
		   r->title == NULL && r->analysis == NULL &&
		   r->countermeasure == NULL && r->redact_count == 0 &&
		   r->merge_into == NULL && r->split_count == 0 &&
		   r->step_count == 0);
}
