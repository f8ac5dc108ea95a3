#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "formats/base/base64.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/files/filefact.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailform.h"
#include "formats/mail/mailguard.h"
#include "formats/mail/mailheader.h"
#include "formats/mail/mailhtml.h"
#include "formats/mail/mailmend.h"
#include "formats/mail/mailpart.h"
#include "formats/mail/mailtaking.h"
#include "formats/outlook/outlook.h"

/* Lines of a file that are looked at for the fields of a mail. */
#define LOOK_LINES 200
/* How many of them a file must have that is called a mail, and one that is
 * called nothing. */
#define FIELDS_NAMED 2
#define FIELDS_BARE  4

GMimeMessage *
mailpart_message(struct walk *w, const void *p, size_t len)
{
	const char *s, *safe;
	GMimeMessage *msg;
	GMimeParser *parser;
	GMimeStream *stream;
	size_t fed;

	if (mailguard_too_large(p, len))
		return NULL;
	s = mailmend(w->a, p, &len);
	fed = mailguard_cut(&w->guard, s, len);
	if (fed < len)
		w->flags |= MAIL_MANY_PARTS;
	len = fed;
	safe = mailguard_defuse(w->a, s, len);
	if (safe != s)
		w->flags |= MAIL_CUT;
	stream = g_mime_stream_mem_new_with_buffer(safe, len);
	parser = g_mime_parser_new_with_stream(stream);
	msg = g_mime_parser_construct_message(parser, NULL);
	g_object_unref(parser);
	g_object_unref(stream);
	return msg;
}

const char *
mailpart_field(GMimeObject *o, const char *name)
{
	GMimeHeaderList *list;
	GMimeHeader *h;
	int i, count;

	list = o == NULL ? NULL : g_mime_object_get_header_list(o);
	count = list == NULL ? 0 : g_mime_header_list_get_count(list);
	for (i = 0; i < count; i++) {
		h = g_mime_header_list_get_header_at(list, i);
		if (strcasecmp(g_mime_header_get_name(h), name) == 0)
			return g_mime_header_get_raw_value(h);
	}
	return NULL;
}

bool
mailpart_field_twice(GMimeObject *o, const char *name)
{
	const char *first = mailpart_field(o, name);
	GMimeHeaderList *list;
	GMimeHeader *h;
	int i, count;

	list = first == NULL ? NULL : g_mime_object_get_header_list(o);
	count = list == NULL ? 0 : g_mime_header_list_get_count(list);
	for (i = 0; i < count; i++) {
		h = g_mime_header_list_get_header_at(list, i);
		if (strcasecmp(g_mime_header_get_name(h), name) == 0 &&
		    strcasecmp(g_mime_header_get_raw_value(h), first) != 0)
			return true;
	}
	return false;
}

bool
mailpart_is(GMimeObject *o, const char *type, const char *subtype)
{
	GMimeContentType *ct;

	ct = o == NULL ? NULL : g_mime_object_get_content_type(o);
	return ct != NULL && g_mime_content_type_is_type(ct, type, subtype);
}

bool
mailpart_disposed(GMimeObject *o, const char *word)
{
	const char *raw;

	raw = mailpart_field(o, "Content-Disposition");
	if (raw == NULL)
		return false;
	raw += strspn(raw, " \t\r\n");
	return strncasecmp(raw, word, strlen(word)) == 0;
}

const char *
mailpart_name(struct arena *a, GMimeObject *o, bool *bad)
{
	const char *raw, *name = NULL;

	raw = mailpart_field(o, "Content-Disposition");
	if (raw != NULL)
		name = mailheader_param(a, raw, "filename", bad);
	raw = mailpart_field(o, "Content-Type");
	if (name == NULL && raw != NULL)
		name = mailheader_param(a, raw, "name", bad);
	return name == NULL || *name == '\0' ? NULL : name;
}

/* As programs save it: up to the first padding, which may be missing. */
static void
from_base64(struct buf *out, const char *p, size_t len)
{
	const char *at = p, *end, *pad = NULL;
	size_t letters = 0;

	if (len == 0)
		return;
	end = p + len;
	while (
	    at < end && (pad = memchr(at, '=', (size_t)(end - at))) != NULL) {
		letters += base64_letters(at, (size_t)(pad - at), BASE64_PLAIN);
		if (letters % 4 >= 2)
			break;
		at = pad + 1;
		pad = NULL;
	}
	base64_put(out, p, pad == NULL ? len : (size_t)(pad - p), BASE64_PLAIN);
}

void
mailpart_bytes(GMimePart *part, struct buf *out)
{
	GMimeDataWrapper *w;
	GMimeStream *s;
	GByteArray *bytes;

	w = g_mime_part_get_content(part);
	if (w == NULL)
		return;
	s = g_mime_stream_mem_new();
	if (g_mime_part_get_content_encoding(part) ==
	    GMIME_CONTENT_ENCODING_BASE64)
		g_mime_data_wrapper_set_encoding(
		    w, GMIME_CONTENT_ENCODING_BINARY);
	g_mime_data_wrapper_write_to_stream(w, s);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(s));
	if (g_mime_part_get_content_encoding(part) ==
	    GMIME_CONTENT_ENCODING_BASE64)
		from_base64(out, (char *)bytes->data, bytes->len);
	else
		buf_put(out, bytes->data, bytes->len);
	g_object_unref(s);
}

static bool
has_ending(const char *name, const char *const *list)
{
	size_t len = name == NULL ? 0 : strlen(name), n;

	for (; *list != NULL; list++) {
		n = strlen(*list);
		if (len > n && strcasecmp(name + len - n, *list) == 0)
			return true;
	}
	return false;
}

static bool
shows_nothing(const void *p, size_t len)
{
	struct buf seen = { 0 }, linked = { 0 };
	bool nothing;

	mailhtml_text(&seen, &linked, NULL, p, len);
	buf_str(&linked);
	nothing = strspn((char *)linked.data, " \t\r\n") == linked.len &&
		  memmem(p, len, "<form", 5) == NULL &&
		  memmem(p, len, "<script", 7) == NULL;
	buf_free(&seen);
	buf_free(&linked);
	return nothing;
}

bool
mailpart_is_made(
    GMimeObject *o, const struct filefact *f, const void *p, size_t len)
{
	static const char *const types[][2] = { { "text", "calendar" },
		{ "text", "vcard" }, { "text", "x-vcard" },
		{ "text", "directory" }, { "text", "rfc822-headers" },
		{ "message", "delivery-status" },
		{ "message", "disposition-notification" },
		{ "message", "feedback-report" },
		{ "application", "pgp-encrypted" },
		{ "application", "pgp-signature" },
		{ "application", "pgp-keys" },
		{ "application", "pkcs7-signature" },
		{ "application", "x-pkcs7-signature" } };
	static const char *const names[] = { ".vcf", ".p7s", NULL };
	size_t i;

	if (f->kind == FILE_HTML)
		return len < 65536 && shows_nothing(p, len);
	if (f->kind != FILE_OTHER)
		return false;
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (mailpart_is(o, types[i][0], types[i][1]))
			return true;
	return has_ending(f->name, names);
}

bool
mailpart_ends(const char *name, const char *ending)
{
	const char *const list[] = { ending, NULL };

	return has_ending(name, list);
}

bool
mailpart_saved_mail(const char *name)
{
	static const char *const names[] = { ".eml", ".msg", ".mbox", ".emlx",
		NULL };

	return has_ending(name, names);
}

/* Length of the name of a field that begins at p; 0: none does. */
static size_t
field_name(const char *p, size_t len)
{
	size_t n = 0;

	while (n < len && (isalnum((unsigned char)p[n]) || p[n] == '-'))
		n++;
	return n < len && p[n] == ':' ? n : 0;
}

static bool
is_known_field(const char *p, size_t n)
{
	static const char *const names[] = { "From", "To", "Subject", "Date",
		"Received", "Return-Path", "Message-ID", "MIME-Version",
		"Delivered-To", "Content-Type", "Sender", NULL };
	size_t i;

	for (i = 0; names[i] != NULL; i++)
		if (strlen(names[i]) == n && strncasecmp(names[i], p, n) == 0)
			return true;
	return false;
}

/* How many fields that mails have stand at the beginning of the bytes. */
static unsigned
mail_fields(const char *p, size_t len)
{
	const char *nl;
	unsigned found = 0, lines;
	size_t n, line;

	for (lines = 0; len > 0 && lines < LOOK_LINES; lines++) {
		nl = memchr(p, '\n', len);
		line = nl == NULL ? len : (size_t)(nl - p) + 1;
		n = field_name(p, line);
		if (n > 0)
			found += is_known_field(p, n);
		else if (lines == 0 || (*p != ' ' && *p != '\t'))
			break;
		p += line;
		len -= line;
	}
	return found;
}

bool
mailpart_is_mail(GMimeObject *o, const char *name, const char *p, size_t len)
{
	struct mailform f;
	unsigned fields;
	bool named;

	if (outlook_is_compound(p, len))
		return outlook_is_msg(p, len) || mailpart_saved_mail(name);
	named = mailpart_saved_mail(name) ||
		mailpart_is(o, "message", "rfc822") ||
		mailpart_is(o, "message", "global");

	if (!mailform_open(&f, p, len))
		return false;
	mailform_skip_postmark(&f);
	fields = mail_fields(f.p, f.len);
	mailform_close(&f);
	return fields >= (named ? FIELDS_NAMED : FIELDS_BARE);
}

bool
mailpart_is_bounce(GMimeMessage *msg)
{
	GMimeObject *root = g_mime_message_get_mime_part(msg), *o;
	int i, count;

	if (root == NULL || !GMIME_IS_MULTIPART(root))
		return false;
	count = g_mime_multipart_get_count(GMIME_MULTIPART(root));
	for (i = 0; i < count; i++) {
		o = g_mime_multipart_get_part(GMIME_MULTIPART(root), i);
		/* Whoever reports an abuse sends it on. */
		if (mailpart_is(o, "message", "feedback-report"))
			return false;
		if (mailpart_is(o, "message", "delivery-status") ||
		    mailpart_is(o, "message", "disposition-notification"))
			return true;
	}
	return mailpart_is(root, "multipart", "report");
}
