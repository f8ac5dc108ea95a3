#include <string.h>

#include "formats/base/mem.h"
#include "formats/out/held.h"
#include "formats/out/mark.h"
#include "formats/tools/mispsign.h"

static const char network[] = "Network activity",
		  delivery[] = "Payload delivery", other[] = "Other";

/* It came in from there, and nothing went there. */
static bool
is_source(const struct mark *m)
{
	return !mark_has(m, ROLE_C2) && !mark_has(m, ROLE_DOWNLOAD) &&
	       !m->outbound &&
	       (m->inbound || mark_has(m, ROLE_SENDER) ||
		   mark_has(m, ROLE_SCANNER));
}

static const char *
host_type(const char *host)
{
	const char *registered = observable_registered(host);

	return registered != NULL && strcmp(registered, host) == 0 ? "domain"
								   : "hostname";
}

/* As the type has it, whoever has which role. */
static struct misp_sign
by_type(const struct mark *m)
{
	static const struct misp_sign signs[IND_TYPES] = {
		[IND_IPV4] = { "ip-dst", network, NULL, false },
		[IND_IPV6] = { "ip-dst", network, NULL, false },
		[IND_CIDR] = { "ip-dst", network, NULL, false },
		[IND_IPV4_PORT] = { "ip-dst|port", network, NULL, false },
		[IND_IPV6_PORT] = { "ip-dst|port", network, NULL, false },
		[IND_DOMAIN] = { "domain", network, NULL, false },
		[IND_URL] = { "url", network, NULL, false },
		[IND_EMAIL] = { "email-src", delivery, NULL, false },
		[IND_SUBJECT] = { "email-subject", delivery, NULL, false },
		[IND_SHA256] = { "sha256", delivery, NULL, false },
		[IND_FILE_NAME] = { "filename", delivery, NULL, false },
		[IND_USER_AGENT] = { "user-agent", network, NULL, false },
		[IND_MUTEX] = { "mutex", "Artifacts dropped", NULL, false },
		[IND_REGISTRY_KEY] = { "regkey", "Persistence mechanism", NULL,
		    false },
		[IND_MD5] = { "md5", delivery, NULL, false },
		[IND_SHA1] = { "sha1", delivery, NULL, false },
		[IND_VULNERABILITY] = { "vulnerability", delivery, NULL,
		    false },
		[IND_CERTIFICATE] = { "x509-fingerprint-sha256", delivery, NULL,
		    false },
		[IND_MALWARE] = { "malware-type", delivery, NULL, false },
		[IND_TECHNIQUE] = { "text", other, NULL, false },
	};

	return signs[m->type];
}

/* What stands in a list to block, and nothing else. */
static bool
is_blocked(const struct held *h, const struct mark *m)
{
	const struct held_value *v = held_find(h, m->type, m->value);

	return v != NULL && v->use == HELD_BLOCK;
}

/* "198.51.100.7|443" */
static const char *
with_bar(struct arena *a, const struct mark *m)
{
	return arena_printf(a, "%s|%s", observable_place(a, m->type, m->value),
	    strrchr(m->value, ':') + 1);
}

struct misp_sign
mispsign_of(struct arena *a, const struct held *h, const struct mark *m)
{
	struct misp_sign s = by_type(m);

	s.value = m->value;
	/* Of which a part is not told: nothing that MISP could compare. */
	if (!mark_is_whole(m->value)) {
		s.type = "text";
		s.category = other;
		return s;
	}
	s.to_ids = is_blocked(h, m);
	if (m->type == IND_DOMAIN)
		s.type = host_type(m->value);
	if (m->type == IND_EMAIL && mark_has(m, ROLE_C2)) {
		s.type = "email-dst";
		s.category = network;
	}
	if (m->type == IND_IPV4_PORT || m->type == IND_IPV6_PORT)
		s.value = with_bar(a, m);
	if (held_is_address(m->type) && is_source(m))
		s.type = strchr(s.type, '|') != NULL ? "ip-src|port" : "ip-src";
	return s;
}
