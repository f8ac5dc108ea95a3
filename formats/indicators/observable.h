/*
 * Indicators: one canonical form per type, so that equal things are equal
 * bytes.
 */
#ifndef FORMATS_OBSERVABLE_H
#define FORMATS_OBSERVABLE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum ind_type { /* contract, section 10 */
	IND_IPV4,
	IND_IPV6,
	IND_DOMAIN,
	IND_URL,
	IND_EMAIL,
	IND_SUBJECT,
	IND_SHA256,
	IND_FILE_NAME,
	IND_USER_AGENT,
	IND_MUTEX,
	IND_REGISTRY_KEY,
	IND_MD5,
	IND_SHA1,
	IND_IPV4_PORT,
	IND_IPV6_PORT, /* [2001:db8::1]:443 */
	IND_CIDR,
	IND_VULNERABILITY, /* CVE-2017-0199 */
	IND_CERTIFICATE,   /* SHA-256 of its DER form */
	IND_MALWARE,	   /* a name */
	IND_TECHNIQUE,	   /* of ATT&CK: T1566.001 */
	IND_TYPES
};
enum ind_role {
	ROLE_C2,
	ROLE_SENDER,
	ROLE_LINK,
	ROLE_DOWNLOAD,
	ROLE_SCANNER,
	ROLE_OTHER,
	ROLES
};

const char *ind_type_word(enum ind_type t);
bool ind_type_parse(const char *word, enum ind_type *out);
const char *ind_role_word(enum ind_role r);
bool ind_role_parse(const char *word, enum ind_role *out);

/*
 * Canonical form: hosts lower case and as A-labels, default port dropped,
 * defanged input (hxxp, [.]) made whole, addresses compressed (RFC 5952),
 * white space trimmed.  NULL where the value is not of its type.
 */
char *observable_canon(struct arena *a, enum ind_type t, const char *value);
/* Whether the domain is one under which anybody registers: co.jp. */
bool observable_is_suffix(const char *domain);
/* The domain somebody registered to which the host belongs, a part of it; NULL:
 * none. */
const char *observable_registered(const char *host);
/* Host of a canonical URL, without port and user; or NULL. */
char *observable_host(struct arena *a, const char *url);
/* The host, address or network that a canonical value of that type stands for:
 * of an address with a port the address; NULL: it stands for none. */
const char *observable_place(
    struct arena *a, enum ind_type t, const char *value);
/* Whether it says of what kind an attack is, and not where it comes from: many
 * have the same. */
bool observable_is_kind(enum ind_type t);

#endif
