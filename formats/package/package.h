/*
 * manifest.xml (urn:toiyaba:package:1, package.rng) to struct package.  All
 * memory hangs from the arena.
 */
#ifndef FORMATS_PACKAGE_H
#define FORMATS_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/base/limits.h"
#include "formats/files/filefact.h"
#include "formats/indicators/observable.h"
#include "formats/package/packagewords.h"

struct arena;
struct listing;
struct mail;
struct refusal;

struct pkg_file {
	const char *path;
	enum file_role role;
	struct digest sha256; /* as the manifest says */
	/* filled by the worker after reading the archive: */
	struct filefact *facts; /* [0] the file, then its members */
	size_t fact_count;
	struct mail *mail; /* role mail; else NULL */
	struct listing
	    *listing; /* role indicators, or what looks so; or NULL */
};

struct pkg_indicator {
	enum ind_type type;
	enum ind_role role;
	const char *value; /* canonical */
};

struct pkg_observation {
	bool inbound;
	const char *address;	  /* remote, canonical */
	unsigned port;		  /* 0: none said */
	const char *protocol;	  /* tcp, udp, icmp, other */
	const char *first, *last; /* dates */
	uint64_t count;
};

/* Somebody of the roster, and where the manifest names it. */
struct pkg_named {
	const char *id;
	unsigned line;
};

struct pkg_submission {
	unsigned n; /* its id in the package, 1.. */
	enum sub_kind kind;
	int64_t observed;    /* seconds; 0: not said */
	const char *request; /* that it answers; or NULL */
	enum victim victim;
	bool partial;
	bool answer; /* wanted */
	const char *title;
	const char *description; /* or NULL */
	const char *topic;	 /* consultation; or NULL */
	struct pkg_file *files;
	size_t file_count;
	struct pkg_indicator *indicators;
	size_t indicator_count;
	struct pkg_observation *observations;
	size_t observation_count;
	unsigned bec_type; /* 1..5; 0: no bec */
	bool bec_damage;
	const char *bec_language; /* or NULL */
	enum consent consent;	  /* default preview, sig, amber */
	enum scope scope;
	enum tlp tlp;
	bool publish;	 /* default no; yes only with TLP clear or green */
	const char *sig; /* one of its SIGs alone; NULL: all of them */
	struct pkg_named *agencies;
	size_t agency_count;
	unsigned share_line;
	const char **sensitive;
	size_t sensitive_count;
};

struct pkg_sighting {
	const char *item;
	const char *request; /* that it answers; or NULL */
	enum sight_result result;
	int outcome;		  /* enum sight_outcome; -1: not said */
	uint64_t count;		  /* 0: nothing was found */
	const char *first, *last; /* dates; or NULL */
	unsigned *with;		  /* submissions of this package */
	size_t with_count;
};
struct pkg_consent {
	struct digest preview;
	bool approve;
	const char **except; /* audiences that shall not have it */
	size_t except_count;
	const char **whole; /* audiences that may have all of it whole */
	size_t whole_count;
};
struct pkg_ack {
	const char *bundle; /* gas-000017 */
	bool hits;
	const char *digest; /* of its archive; NULL: not said */
};
struct pkg_withdrawal {
	const char *package; /* manifest id */
	unsigned submission; /* 0: all of it */
	bool quiet;	     /* readers are told no values */
	const char *reason;  /* or NULL */
};

struct pkg_step {
	enum step_kind kind;
	const char *submission; /* UUID/N; or NULL */
	int64_t at;		/* or 0 */
	const char *text;
};
struct pkg_fact {
	enum ind_type type;
	const char *value; /* exactly as it was submitted */
};
struct pkg_ruling {
	/* What it is about, one of the three; the others are NULL. */
	const char *case_id;	/* C-... */
	const char *item;	/* S-... */
	const char *submission; /* UUID/N */
	const char *as_of;	/* run that it was made on; or NULL */
	bool for_all;
	const char **readers; /* audiences that it is for; none: those to
				 which what it is about may go */
	size_t reader_count;
	int class;	     /* enum class; -1: not said */
	const char *grounds; /* "malware craft"; or NULL */
	int grave;	     /* 1, 0; -1: not said */
	int release;	     /* 1 yes, 0 hold; -1: not said */
	int retract;	     /* 1; -1: not said */
	bool quiet;	     /* then: readers are told no values */
	int harmless;	     /* 1, 0; -1: not said */
	const char *title, *analysis, *countermeasure; /* or NULL */
	const char *topic;	    /* of consultations, in reports; or NULL */
	const char *outline;	    /* of frauds, in reports; or NULL */
	const char *campaign;	    /* "": part of none; or NULL */
	const char *campaign_years; /* FROM-UNTIL, either may be empty */
	const char **techniques;    /* how the attack was made: words */
	size_t technique_count;
	const char *reason; /* or NULL */
	const char *answer; /* to who gave the submission; or NULL */
	const char **redact;
	size_t redact_count;
	const char *merge_into; /* case; or NULL */
	const char **split;	/* submissions */
	size_t split_count;
	struct pkg_step *steps; /* thread */
	size_t step_count;
	const char *truehit;	/* submission; or NULL.  With it
				   nothing else is ruled */
	struct pkg_fact *facts; /* values that it wants told as they are */
	size_t fact_count;
};
/* Asks an audience, or the provider of a submission; or ends an earlier one. */
struct pkg_request {
	const char *closes;	/* R-...; then nothing else */
	const char *audience;	/* or NULL */
	const char *item;	/* what it asks the audience about; or NULL */
	const char *submission; /* UUID/N: its provider is asked; or NULL */
	const char *until;	/* date, in */
	const char *text;
};
struct pkg_confirm {
	const char *ruling; /* UUID/N: N-th ruling of that package; or a
			       request, R-..., or chapter/UUID/N */
	bool approve;
	bool has_bytes; /* of a true hit: what would leave */
	struct digest bytes;
};
struct pkg_picture {
	struct pkg_file file;
	const char *lang; /* that it is for; NULL: both */
	const char *xml;  /* what was made of it (picture.h) */
};
struct pkg_chapter {
	const char *period; /* 2017Q3, FY2016 */
	const char *after;  /* section id; or NULL */
	const char *xml;    /* the <chapter> element, canonical
			       serialisation, checked by the schema */
	/* For the worker, which puts them into xml. */
	struct pkg_picture *pictures;
	size_t picture_count;
};

struct package {
	const char *id;
	const char *to; /* hub fingerprint, upper case */
	const char *from;
	int64_t created;
	struct digest manifest; /* of manifest.xml's bytes */
	struct pkg_submission *submissions;
	size_t submission_count;
	struct pkg_sighting *sightings;
	size_t sighting_count;
	struct pkg_consent *consents;
	size_t consent_count;
	struct pkg_ack *acks;
	size_t ack_count;
	struct pkg_withdrawal *withdrawals;
	size_t withdrawal_count;
	struct pkg_ruling *rulings;
	size_t ruling_count;
	struct pkg_request *requests;
	size_t request_count;
	struct pkg_confirm *confirms;
	size_t confirm_count;
	struct pkg_chapter *chapters;
	size_t chapter_count;
};

/* The numbers of a package's submissions, as a set. */
struct package_numbers {
	unsigned char bits[LIMIT_NUMBER / 8 + 1];
};
/* Adds one; whether it was there. */
bool package_number(struct package_numbers *u, unsigned n);
bool package_has_number(const struct package_numbers *u, unsigned n);
/* Bytes of all words that must never leave. */
size_t package_sensitive(const struct package *p);
/* Whether terms that let a report tell it agree with its TLP. */
bool package_may_publish(const struct pkg_submission *s);
/* Whether what came of it, and mails, go with something that was found. */
bool package_sighting_agrees(const struct pkg_sighting *s);
/* Whether it ends a request, or asks somebody for something until a day. */
bool package_request_agrees(const struct pkg_request *q);
/* Whether it is about one thing: a case, an item or a submission. */
bool package_names_one(const struct pkg_ruling *r);
/* Whether what is to be quiet is taken back at all. */
bool package_quiet_retracts(const struct pkg_ruling *r);
/* Whether an answer, where there is one, is to one submission. */
bool package_answers_one(const struct pkg_ruling *r);
/* Whether what is harmless is not also to be released, or grave. */
bool package_harmless_agrees(const struct pkg_ruling *r);
/* Whether a truehit, where there is one, is all that is ruled. */
bool package_truehit_alone(const struct pkg_ruling *r);

/* Once per process, before the lock-down: libxml2 and the compiled schema. */
void package_setup(void);
/* Parses and validates manifest.xml.  NULL and *why set where refused
 * (REASON_BAD_MANIFEST; the detail names line, element and what was
 * expected). */
struct package *package_parse(
    struct arena *a, const void *xml, size_t len, struct refusal *why);

#endif
