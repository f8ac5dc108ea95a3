#include <stddef.h>
#include <string.h>

#include "formats/base/words.h"
#include "formats/package/packagewords.h"

static const char *const sub_kinds[SUB_KINDS] = { "mail", "traffic", "incident",
	"file", "log", "consultation" };
static const char *const file_roles[FROLES] = { "mail", "attachment", "sample",
	"log", "image", "indicators", "other" };
static const char *const consents[CONSENTS] = { "given", "preview", "none" };
static const char *const scopes[SCOPES] = { "sig", "all" };
static const char *const tlps[TLPS] = { "clear", "green", "amber",
	"amber+strict", "red" };
static const char *const victims[VICTIMS] = { "self", "group", "partner" };
static const char *const classes[CLASSES] = { "targeted", "bulk", "phishing",
	"bec", "scan", "other", "undecided", "unclassified" };
static const char *const steps[STEPS] = { "recon", "reply", "attack" };
static const char *const sight_results[SIGHTS] = { "found", "not-found",
	"false-alarm" };
static const char *const chapter_places[PLACES] = { "organisation", "figures",
	"consultations", "bec", "observations", "threads", "statistics",
	"chapters", "appendix" };
static const char *const sight_outcomes[OUTCOMES] = { "blocked", "unopened",
	"opened", "infected" };

WORDS(sub_kind, sub_kind, sub_kinds, SUB_KINDS)
WORDS(file_role, file_role, file_roles, FROLES)
WORDS(consent, consent, consents, CONSENTS)
WORDS(scope, scope, scopes, SCOPES)
WORDS(victim, victim, victims, VICTIMS)
WORDS(class, class, classes, CLASSES)
WORDS(step, step_kind, steps, STEPS)
WORDS(sight_result, sight_result, sight_results, SIGHTS)
WORDS(chapter_place, chapter_place, chapter_places, PLACES)
WORDS(sight_outcome, sight_outcome, sight_outcomes, OUTCOMES)

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
	i = word_index(tlps, TLPS, word);
	if (i == -1)
		return false;
	*out = (enum tlp)i;
	return true;
}
