/*
 * What can be chosen in manifest.xml, and in all that is made of it: each an
 * enumeration with the words that package.rng has for it.
 */
#ifndef FORMATS_PACKAGEWORDS_H
#define FORMATS_PACKAGEWORDS_H

#include <stdbool.h>

/* After which section of a report a chapter stands; last: before the
 * definitions. */
enum chapter_place {
	PLACE_ORGANISATION,
	PLACE_FIGURES,
	PLACE_CONSULTATIONS,
	PLACE_BEC,
	PLACE_OBSERVATIONS,
	PLACE_THREADS,
	PLACE_STATISTICS,
	PLACE_CHAPTERS,
	PLACE_APPENDIX,
	PLACES
};
enum sub_kind {
	SUB_MAIL,
	SUB_TRAFFIC,
	SUB_INCIDENT,
	SUB_FILE,
	SUB_LOG,
	SUB_CONSULTATION,
	SUB_KINDS
};
enum file_role {
	FROLE_MAIL,
	FROLE_ATTACHMENT,
	FROLE_SAMPLE,
	FROLE_LOG,
	FROLE_IMAGE,
	FROLE_INDICATORS, /* a list: formats/read/listing.h */
	FROLE_OTHER,
	FROLES
};
enum consent { CONSENT_GIVEN, CONSENT_PREVIEW, CONSENT_NONE, CONSENTS };
enum scope { SCOPE_SIG, SCOPE_ALL, SCOPES };
enum tlp { TLP_CLEAR, TLP_GREEN, TLP_AMBER, TLP_AMBER_STRICT, TLP_RED, TLPS };
enum victim { VICTIM_SELF, VICTIM_GROUP, VICTIM_PARTNER, VICTIMS };
enum class {
	CLASS_TARGETED,
	CLASS_BULK,
	CLASS_PHISHING,
	CLASS_BEC,
	CLASS_SCAN,
	CLASS_OTHER,
	CLASS_UNDECIDED,
	CLASS_UNCLASSIFIED,
	CLASSES
};
enum step_kind { STEP_RECON, STEP_REPLY, STEP_ATTACK, STEPS };
enum sight_result { SIGHT_FOUND, SIGHT_NOT_FOUND, SIGHT_FALSE_ALARM, SIGHTS };
enum sight_outcome {
	OUTCOME_BLOCKED,
	OUTCOME_UNOPENED,
	OUTCOME_OPENED,
	OUTCOME_INFECTED,
	OUTCOMES
};

/* *_word() never returns NULL, *_parse() false where the word is unknown. */
const char *sub_kind_word(enum sub_kind k);
const char *file_role_word(enum file_role r);
const char *consent_word(enum consent c);
const char *scope_word(enum scope s);
const char *tlp_word(enum tlp t); /* "amber+strict" */
const char *victim_word(enum victim v);
const char *class_word(enum class c);
const char *step_word(enum step_kind s);
const char *sight_result_word(enum sight_result r);
const char *chapter_place_word(enum chapter_place p);
const char *sight_outcome_word(enum sight_outcome o);
bool sub_kind_parse(const char *word, enum sub_kind *out);
bool file_role_parse(const char *word, enum file_role *out);
bool consent_parse(const char *word, enum consent *out);
bool scope_parse(const char *word, enum scope *out);
bool tlp_parse(const char *word, enum tlp *out);
bool victim_parse(const char *word, enum victim *out);
bool class_parse(const char *word, enum class *out);
bool step_parse(const char *word, enum step_kind *out);
bool sight_result_parse(const char *word, enum sight_result *out);
bool chapter_place_parse(const char *word, enum chapter_place *out);
bool sight_outcome_parse(const char *word, enum sight_outcome *out);

#endif
