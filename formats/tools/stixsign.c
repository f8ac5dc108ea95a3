#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/jsonwrite.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/out/item.h"
#include "formats/out/mark.h"
#include "formats/tools/stixsign.h"

/* 00abedb4-aa42-466c-9c01-fed23315a9b7, the standard's. */
static const struct uuid observables = { { 0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42,
    0x46, 0x6c, 0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7 } };

/* Where a value of that type stands in what is observed; NULL: elsewhere. */
static const char *
path_of(enum ind_type t, const char *value)
{
	static const char *const paths[IND_TYPES] = {
		[IND_IPV4] = "ipv4-addr:value",
		[IND_IPV6] = "ipv6-addr:value",
		[IND_DOMAIN] = "domain-name:value",
		[IND_URL] = "url:value",
		[IND_EMAIL] = "email-addr:value",
		[IND_SUBJECT] = "email-message:subject",
		[IND_SHA256] = "file:hashes.'SHA-256'",
		[IND_FILE_NAME] = "file:name",
		[IND_USER_AGENT] =
		    "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'",
		[IND_MUTEX] = "mutex:name",
		[IND_REGISTRY_KEY] = "windows-registry-key:key",
		[IND_MD5] = "file:hashes.MD5",
		[IND_SHA1] = "file:hashes.'SHA-1'",
		[IND_CERTIFICATE] = "x509-certificate:hashes.'SHA-256'",
	};

	if (t == IND_CIDR)
		return strchr(value, ':') == NULL ? paths[IND_IPV4]
						  : paths[IND_IPV6];
	return paths[t];
}

/* A string of a pattern: '...'; regex: of an expression that the whole value
 * must match. */
static void
put_string(struct buf *b, const char *value, bool regex)
{
	size_t hole;

	buf_puts(b, regex ? "'^" : "'");
	for (; *value != '\0'; value++) {
		hole = regex ? mark_hole(value) : 0;
		if (hole > 0) {
			buf_puts(b, ".+");
			value += hole - 1;
			continue;
		}
		if (regex && strchr("\\^$.[]|()?*+{}", *value) != NULL)
			buf_puts(b, "\\\\");
		if (*value == '\\' || *value == '\'')
			buf_puts(b, "\\");
		buf_put(b, value, 1);
	}
	buf_puts(b, regex ? "$'" : "'");
}

static void
put_endpoint(struct buf *b, enum ind_type t, const char *value)
{
	struct arena *a = arena_new();

	buf_printf(b,
	    "[network-traffic:dst_ref.type = '%s' AND "
	    "network-traffic:dst_ref.value = ",
	    t == IND_IPV4_PORT ? "ipv4-addr" : "ipv6-addr");
	put_string(b, observable_place(a, t, value), false);
	buf_printf(
	    b, " AND network-traffic:dst_port = %s]", strrchr(value, ':') + 1);
	arena_free(a);
}

void
stixsign_pattern(struct buf *b, enum ind_type t, const char *value)
{
	bool whole = mark_is_whole(value);
	const char *path;

	if (observable_is_kind(t))
		return;
	if (t == IND_IPV4_PORT || t == IND_IPV6_PORT) {
		put_endpoint(b, t, value);
		return;
	}
	path = path_of(t, value);
	buf_printf(b, "[%s %s ", path,
	    !whole	    ? "MATCHES"
	    : t == IND_CIDR ? "ISSUBSET"
			    : "=");
	put_string(b, value, !whole);
	buf_puts(b, "]");
}

/* A string as RFC 8785 writes it. */
static void
put_canonical(struct buf *b, const char *s)
{
	static const char shorts[] = "\b\t\n\f\r", letters[] = "btnfr";
	const char *at;

	buf_puts(b, "\"");
	for (; *s != '\0'; s++) {
		at = strchr(shorts, *s);
		if (*s == '"' || *s == '\\')
			buf_printf(b, "\\%c", *s);
		else if (at != NULL)
			buf_printf(b, "\\%c", letters[at - shorts]);
		else if ((unsigned char)*s < 0x20)
			buf_printf(b, "\\u%04x", (unsigned)*s);
		else
			buf_put(b, s, 1);
	}
	buf_puts(b, "\"");
}

/* Named by what stands in key, which is freed. */
static struct stix_sco
named(const char *type, struct buf *key, const char *properties)
{
	struct stix_sco s = { .type = type, .properties = properties };
	char uuid[UUID_TEXT];

	uuid_named(&observables, key->data, key->len, uuid);
	snprintf(s.id, sizeof(s.id), "%s--%s", type, uuid);
	buf_free(key);
	return s;
}

static const char *
finished(struct arena *a, struct buf *b)
{
	const char *s = arena_strndup(a, buf_str(b), b->len);

	buf_free(b);
	return s;
}

/* An object with one property that is a text. */
static struct stix_sco
of_text(struct arena *a, const char *type, const char *name, const char *value)
{
	struct buf key = { 0 }, b = { 0 };

	value = text_clean(a, value, false);
	buf_printf(&key, "{\"%s\":", name);
	put_canonical(&key, value);
	buf_puts(&key, "}");
	buf_printf(&b, ", \"%s\": ", name);
	jsonw_quoted(&b, value);
	if (strcmp(type, "email-message") == 0)
		buf_puts(&b, ", \"is_multipart\": false");
	return named(type, &key, finished(a, &b));
}

static struct stix_sco
of_hash(
    struct arena *a, const char *type, const char *algorithm, const char *value)
{
	struct buf key = { 0 }, b = { 0 };

	buf_printf(&key, "{\"hashes\":{\"%s\":\"%s\"}}", algorithm, value);
	buf_printf(&b, ", \"hashes\": {\"%s\": \"%s\"}", algorithm, value);
	return named(type, &key, finished(a, &b));
}

struct stix_sco
stixsign_sco(struct arena *a, enum ind_type t, const char *value)
{
	static const struct {
		const char *type, *property;
		bool hash;
	} forms[IND_TYPES] = {
		[IND_IPV4] = { "ipv4-addr", "value", false },
		[IND_IPV6] = { "ipv6-addr", "value", false },
		[IND_DOMAIN] = { "domain-name", "value", false },
		[IND_URL] = { "url", "value", false },
		[IND_EMAIL] = { "email-addr", "value", false },
		[IND_SUBJECT] = { "email-message", "subject", false },
		[IND_FILE_NAME] = { "file", "name", false },
		[IND_MUTEX] = { "mutex", "name", false },
		[IND_REGISTRY_KEY] = { "windows-registry-key", "key", false },
		[IND_SHA256] = { "file", "SHA-256", true },
		[IND_MD5] = { "file", "MD5", true },
		[IND_SHA1] = { "file", "SHA-1", true },
		[IND_CERTIFICATE] = { "x509-certificate", "SHA-256", true },
	};
	struct stix_sco none = { .type = NULL };

	if (!mark_is_whole(value))
		return none;
	if (t == IND_CIDR)
		return of_text(a,
		    forms[strchr(value, ':') == NULL ? IND_IPV4 : IND_IPV6]
			.type,
		    "value", value);
	if (forms[t].type == NULL)
		return none;
	return forms[t].hash
		   ? of_hash(a, forms[t].type, forms[t].property, value)
		   : of_text(a, forms[t].type, forms[t].property, value);
}

struct stix_sco
stixsign_file(struct arena *a, const struct item_file *f)
{
	struct buf key = { 0 }, b = { 0 };
	char hex[DIGEST_HEX];
	const char *name = NULL;

	digest_hex(&f->sha256, hex);
	if (f->name != NULL && mark_is_whole(f->name))
		name = text_clean(a, f->name, false);
	buf_printf(&key, "{\"hashes\":{\"SHA-256\":\"%s\"}", hex);
	buf_printf(&b, ", \"hashes\": {\"SHA-256\": \"%s\"}", hex);
	if (f->size > 0)
		buf_printf(&b, ", \"size\": %" PRIu64, f->size);
	if (name != NULL) {
		buf_puts(&key, ",\"name\":");
		put_canonical(&key, name);
		buf_puts(&b, ", \"name\": ");
		jsonw_quoted(&b, name);
	}
	buf_puts(&key, "}");
	return named("file", &key, finished(a, &b));
}

struct stix_sco
stixsign_traffic(
    struct arena *a, const struct item_observation *o, const char *address)
{
	const char *protocol =
	    strcmp(o->protocol, "other") == 0 ? "ip" : o->protocol;
	const char *end = o->inbound ? "src_ref" : "dst_ref";
	struct buf key = { 0 }, b = { 0 };

	/* Names in the order of RFC 8785. */
	buf_puts(&key, "{");
	if (o->port != 0)
		buf_printf(&key, "\"dst_port\":%u,", o->port);
	if (!o->inbound)
		buf_printf(&key, "\"%s\":\"%s\",", end, address);
	buf_printf(&key, "\"protocols\":[\"%s\"]", protocol);
	if (o->inbound)
		buf_printf(&key, ",\"%s\":\"%s\"", end, address);
	buf_puts(&key, "}");
	buf_printf(&b, ", \"%s\": \"%s\"", end, address);
	if (o->port != 0)
		buf_printf(&b, ", \"dst_port\": %u", o->port);
	buf_printf(&b, ", \"protocols\": [\"%s\"]", protocol);
	return named("network-traffic", &key, finished(a, &b));
}
