/*
 * roster.xml (urn:toiyaba:roster:1, roster.rng): SIGs, partner schemes,
 * agencies, members and analysts, dated.  Read by the hub; written by people.
 * Dates are "YYYY-MM-DD" and compare as strings; until is the last day in;
 * an empty string means open.
 */
#ifndef FORMATS_ROSTER_H
#define FORMATS_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct span {
	char from[11], until[11];
};

struct roster_name {
	const char *ja, *en;
}; /* en may be NULL */

struct roster_key {
	char fingerprint[41]; /* upper case */
	struct span span;
	char distrusted[11]; /* what came under it from this
				day on is not believed; "" */
};

enum audience_kind { AUDIENCE_SIG, AUDIENCE_SCHEME, AUDIENCE_AGENCY };

struct roster_audience { /* sig, scheme, agency */
	const char *id;
	enum audience_kind kind;
	struct roster_name name;
	struct span span;
	unsigned bodies, behind; /* scheme */
	bool organisations;	 /* scheme: what its bodies are called */
	bool about;		 /* scheme: behind is about so many */
	bool grave;		 /* agency, when="grave" */
	bool trusted;		 /* scheme, agency: trust="release" */
	struct roster_key *keys;
	size_t key_count; /* scheme, agency */
};

enum roster_role { RROLE_MEMBER, RROLE_HUB, RROLE_ANALYST };

/* Takes part in a SIG, or is a body of a partner scheme. */
struct roster_in {
	const char *audience; /* sig or scheme */
	struct span span;
	const char *reason; /* or NULL */
};

struct roster_member {
	const char *id;
	enum roster_role role;
	struct roster_name name;
	/* Searched for with its legal form only, for the hub's own pages say
	 * the rest: formats/pages. */
	bool ja_whole, en_whole;
	bool id_said;	   /* its id is a word of them: not searched for */
	const char *group; /* organisations of one group count as one; NULL */
	const char **aliases;
	size_t alias_count;
	const long *alias_lines;
	const char **domains;
	size_t domain_count;
	const char **networks;
	size_t network_count;
	const char **sensitive;
	size_t sensitive_count;
	const long *sensitive_lines;
	struct roster_key *keys;
	size_t key_count;
	struct roster_in *ins;
	size_t in_count;
};

struct roster {
	struct roster_audience *audiences;
	size_t audience_count;
	struct roster_member *members;
	size_t member_count;
};

/* NULL and a message ("line 12: member: ...") in err.  Beyond the schema:
 * ids unique over everything, fingerprints unique to one holder, every
 * in/@sig and in/@scheme known as such, from <= until, networks and domains
 * well-formed. */
struct roster *roster_parse(
    struct arena *a, const void *xml, size_t len, char *err, size_t errlen);

/* What is wrong with a word as a term (termcare.h) beside the names of the
 * roster's audiences, or NULL. */
const char *roster_term_fault(
    struct arena *a, const struct roster *r, const char *word);

/* Fingerprint as people write it (spaces, any case) to 40 upper-case hex
 * digits in the arena; NULL where it is none. */
char *roster_fingerprint(struct arena *a, const char *text);

bool span_holds(const struct span *s, const char *date);
/* Whether the key is in use on that day, and trusted. */
bool roster_key_counts(const struct roster_key *k, const char *date);
const struct roster_member *roster_member(
    const struct roster *r, const char *id);
const struct roster_audience *roster_audience(
    const struct roster *r, const char *id);
/* The id of the holder of a primary-key fingerprint on any date, member,
 * scheme or agency, with the key; NULL: nobody. */
const char *roster_holder(const struct roster *r, const char *fingerprint,
    const struct roster_key **key);
/* Whether the host or domain is a member's. */
bool roster_has_host(const struct roster *r, const char *host);
/* Of a SIG or a scheme. */
bool roster_in_sig(
    const struct roster_member *m, const char *sig, const char *date);
/*
 * Who reads, and acknowledges, what goes to an audience on a day: the members
 * of a SIG; the bodies of a scheme, or the scheme itself where the roster has
 * none of them; an agency itself.  Ids, in the order of the roster.
 */
const char **roster_readers(struct arena *a, const struct roster *r,
    const struct roster_audience *to, const char *date, size_t *count);
/* Whether one of them is who: a member, or the audience itself, which may also
 * be a scheme that has bodies. */
bool roster_reads(const struct roster *r, const struct roster_audience *to,
    const char *who, const char *date);
/* How many members a SIG has on a day; and all SIGs, where a member of two
 * counts twice. */
int64_t roster_members_in(
    const struct roster *r, const char *sig, const char *date);
int64_t roster_memberships(const struct roster *r, const char *date);

#endif
