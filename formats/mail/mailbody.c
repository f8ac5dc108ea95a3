#include <gmime/gmime.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/files/archive.h"
#include "formats/files/personal.h"
#include "formats/mail/mail.h"
#include "formats/mail/mailbody.h"
#include "formats/mail/mailform.h"
#include "formats/mail/mailforward.h"
#include "formats/mail/mailhead.h"
#include "formats/mail/mailheader.h"
#include "formats/mail/mailhtml.h"
#include "formats/mail/mailoffice.h"
#include "formats/mail/mailpart.h"
#include "formats/mail/mailshape.h"
#include "formats/mail/mailsigned.h"
#include "formats/mail/mailtaking.h"
#include "formats/mail/mailurl.h"
#include "formats/files/uufile.h"
#include "formats/names/charset.h"
#include "formats/outlook/outlook.h"

/* Bytes of mails that lay encoded in one. */
#define WALK_BYTES (4ULL * LIMIT_MAIL)

/* A mail inside; NULL: it is there, and cannot be read. */
static void
add_inner(struct taking *t, GMimeMessage *inner, enum mail_form form)
{
	struct inner *i;

	i = arena_push(t->a, &t->inner, &t->inner_count, sizeof(*t->inner));
	*i = (struct inner){ inner, form };
}

/* A mail that was bytes: they are kept until the walk ends. */
static GMimeMessage *
open_mail(struct walk *w, const char *p, size_t len)
{
	GMimeMessage *msg;

	if (w->bytes + len > WALK_BYTES || w->opened->len >= LIMIT_WRAPPED) {
		w->flags |= MAIL_MORE;
		return NULL;
	}
	w->bytes += len;
	msg = mailpart_message(w, p, len);
	if (msg != NULL)
		g_ptr_array_add(w->opened, msg);
	return msg;
}

/* Those that lie in it as bytes. */
static void
open_inner(struct taking *t, const void *p, size_t len)
{
	struct walk *w = t->w;
	struct mailform f;
	const char *mail;

	if (!mailform_open(&f, p, len)) {
		add_inner(t, NULL, MAIL_FORM_PLAIN);
		return;
	}
	if (f.partial)
		t->m->flags |= MAIL_CUT;
	while (mailform_next(&f, t->a, &mail, &len) && !(w->flags & MAIL_MORE))
		add_inner(t, open_mail(w, mail, len), f.form);
	mailform_close(&f);
}

static bool
holds_mails(const struct mail *m, size_t outer)
{
	size_t i;

	for (i = outer + 1; i < m->file_count; i++)
		if (mailpart_saved_mail(m->files[i].name))
			return true;
	return false;
}

/* Of an archive in which mails are sent on, what else is a fact: nothing where
 * there is nothing but pictures and notes beside them. */
static void
drop_carrier(struct mail *m, size_t outer)
{
	size_t i, kept = outer + 1;
	bool other = false;

	for (i = outer + 1; i < m->file_count; i++) {
		if (mailpart_saved_mail(m->files[i].name))
			continue;
		other |= m->files[i].kind != FILE_IMAGE &&
			 m->files[i].kind != FILE_OTHER;
		m->files[kept++] = m->files[i];
	}
	m->file_count = other ? kept : outer;
}

static void
open_member(void *arg, const struct archive_entry_seen *e)
{
	struct taking *t = arg;

	if (!mailpart_saved_mail(e->name))
		return;
	if (e->data == NULL)
		add_inner(t, NULL, MAIL_FORM_PLAIN);
	else
		open_inner(t, e->data, e->len);
}

/* Where a page leads, and where its form sends what is put in; and what the
 * library finds no place for.  seen, linked: as for mailhtml_text(). */
static void
take_links(struct taking *t, struct buf *seen, struct buf *linked,
    const struct buf *page)
{
	struct buf links = { 0 };

	mailhtml_text(seen, linked, &links, (char *)page->data, page->len);
	mailurl_add(t->a, t->m, buf_str(&links), links.len);
	mailurl_add_missed(t->a, t->m, (char *)page->data, page->len);
	buf_free(&links);
}

/* A page that is attached. */
static void
take_page(struct taking *t, GMimeObject *o, const char *p, size_t len)
{
	struct buf text = { 0 }, seen = { 0 };
	const char *raw, *charset = NULL;
	bool bad = false;

	raw = mailpart_field(o, "Content-Type");
	if (raw != NULL)
		charset = mailheader_param(t->a, raw, "charset", &bad);
	charset_decode(
	    &text, charset, p, len < LIMIT_HTML ? len : LIMIT_HTML, &bad);
	buf_str(&text);
	take_links(t, &seen, NULL, &text);
	buf_free(&seen);
	buf_free(&text);
}

/* Where an invitation leads (RFC 5545): lines go on behind a line end and a
 * blank, and signs are escaped. */
static void
take_calendar(struct taking *t, const char *p, size_t len)
{
	struct buf text = { 0 };
	const char *end = p + len;
	size_t n;

	for (; p < end; p += n) {
		n = 1 + (*p == '\r' && p + 1 < end && p[1] == '\n');
		if (n + 1 <= (size_t)(end - p) && p[n - 1] == '\n' &&
		    (p[n] == ' ' || p[n] == '\t')) {
			n++;
			continue;
		}
		n = 1;
		if (*p == '\\' && p + 1 < end) {
			n = 2;
			buf_put(&text, strchr("nN", p[1]) ? "\n" : p + 1, 1);
		} else
			buf_put(&text, *p == '\0' ? " " : p, 1);
	}
	mailurl_add(t->a, t->m, buf_str(&text), text.len);
	buf_free(&text);
}

static void
add_attachment(struct taking *t, GMimeObject *o, const char *name,
    const void *p, size_t len)
{
	GMimeContentType *ct;
	struct filefact *f;
	size_t outer = t->m->file_count;

	if (outer >= LIMIT_INNER)
		return;
	f = arena_push(t->a, &t->m->files, &t->m->file_count, sizeof(*f));
	f->name = name;
	f->parent = -1;
	filefact_look(f, p, len);
	if (mailpart_is(o, "text", "calendar") || mailpart_ends(name, ".ics"))
		take_calendar(t, p, len < LIMIT_TEXT ? len : LIMIT_TEXT);
	if (mailpart_is_made(o, f, p, len)) {
		t->m->file_count = outer;
		return;
	}
	ct = o == NULL ? NULL : g_mime_object_get_content_type(o);
	if (ct != NULL)
		f->mime = arena_printf(t->a, "%.100s/%.100s",
		    g_mime_content_type_get_media_type(ct),
		    g_mime_content_type_get_media_subtype(ct));
	if (f->mime != NULL && !text_printable(f->mime, false))
		f->mime = NULL;
	if (f->kind == FILE_HTML)
		take_page(t, o, p, len);
	else if (f->kind == FILE_OFFICE)
		mailoffice_links(t->a, t->m, p, len);
	f->personal = personal_in(t->names, p, len);
	f->is_inline = f->kind == FILE_IMAGE &&
		       !mailpart_disposed(o, "attachment") &&
		       (mailpart_disposed(o, "inline") ||
			   mailpart_field(o, "Content-Id") != NULL);
	filefact_inner(
	    t->a, &t->m->files, &t->m->file_count, outer, p, len, t->names);
	if (holds_mails(t->m, outer)) {
		drop_carrier(t->m, outer);
		archive_peek(p, len, LIMIT_INNER, LIMIT_MAIL, open_member, t);
	}
}

/* Lines end in LF from here on, and what looks like a mark of ours is none. */
static void
drop_returns(struct buf *b)
{
	size_t i, k = 0;

	for (i = 0; i < b->len; i++)
		if (b->data[i] != '\r')
			b->data[k++] =
			    b->data[i] <= MAILFORWARD_END ? ' ' : b->data[i];
	b->len = k;
}

static void
add_text(struct taking *t, GMimeObject *o, bool html, const struct buf *bytes)
{
	struct buf text = { 0 };
	const char *raw, *charset = NULL;

	raw = mailpart_field(o, "Content-Type");
	if (raw != NULL)
		charset = mailheader_param(t->a, raw, "charset", &t->bad);
	charset_decode(&text, charset, bytes->data, bytes->len, &t->bad);
	drop_returns(&text);
	buf_str(&text);
	if (html)
		take_links(t, &t->html, &t->linked, &text);
	else {
		mailurl_add(t->a, t->m, (char *)text.data, text.len);
		buf_put(&t->plain, text.data, text.len);
		buf_puts(&t->plain, "\n");
	}
	buf_free(&text);
}

/* Parts that lay packed in one, a mail of their own: they are this one's. */
static void
take_packed(struct taking *t, const struct buf *made, unsigned depth)
{
	GMimeMessage *msg;

	msg = open_mail(t->w, (char *)made->data, made->len);
	if (msg == NULL) {
		t->m->flags |= MAIL_CUT;
		return;
	}
	mailhead_recipients(t, GMIME_OBJECT(msg));
	mailbody_take(t, g_mime_message_get_mime_part(msg), depth + 1);
}

/* Outlook's winmail.dat. */
static void
take_tnef(struct taking *t, const struct buf *bytes, unsigned depth)
{
	struct buf made = { 0 };
	size_t said = t->plain.len;
	bool partial = false;

	if (outlook_mail(&made, bytes->data, bytes->len, &partial)) {
		take_packed(t, &made, depth);
		mail_form_note(&t->m->flags, MAIL_FORM_TNEF);
	}
	/* The same text stands beside it for other programs. */
	if (said > 0)
		t->plain.len = said;
	if (partial)
		t->m->flags |= MAIL_CUT;
	buf_free(&made);
}

/* What is signed, or encrypted, in one piece; false: it is neither. */
static bool
take_signed(struct taking *t, GMimeObject *o, const char *name,
    const struct buf *bytes, unsigned depth)
{
	struct buf made = { 0 };
	size_t before = t->m->file_count;
	enum mailsigned how;

	if (!mailpart_is(o, "application", "pkcs7-mime") &&
	    !mailpart_is(o, "application", "x-pkcs7-mime") &&
	    !mailpart_ends(name, ".p7m"))
		return false;
	how = mailsigned_open(&made, bytes->data, bytes->len);
	if (how == MAILSIGNED_OPEN) {
		take_packed(t, &made, depth);
		mail_form_note(&t->m->flags, MAIL_FORM_SMIME);
	} else if (how == MAILSIGNED_CLOSED) {
		add_attachment(t, o, name, bytes->data, bytes->len);
		if (t->m->file_count > before)
			t->m->files[before].encrypted = true;
	}
	buf_free(&made);
	return how != MAILSIGNED_NONE;
}

/* A file; o: the part that it is, or NULL. */
static void
take_file(struct taking *t, GMimeObject *o, const char *name,
    const struct buf *bytes, unsigned depth)
{
	if (outlook_is_tnef(bytes->data, bytes->len))
		take_tnef(t, bytes, depth);
	else if (take_signed(t, o, name, bytes, depth))
		return;
	else if (!t->bounce &&
		 mailpart_is_mail(o, name, (char *)bytes->data, bytes->len))
		open_inner(t, bytes->data, bytes->len);
	else
		add_attachment(t, o, name, bytes->data, bytes->len);
}

/* The text without the files that are written into it. */
static void
take_written_files(struct taking *t, struct buf *text, unsigned depth)
{
	struct buf rest = { 0 }, bytes = { 0 };
	struct uufile f;
	const char *p = buf_str(text);
	size_t at = 0;

	while (uufile_next(t->a, p, text->len, at, &f, &bytes)) {
		if (++t->w->parts > LIMIT_PARTS) {
			t->m->flags |= MAIL_MANY_PARTS;
			break;
		}
		buf_put(&rest, p + at, f.from - at);
		at = f.to;
		buf_str(&bytes);
		take_file(t, NULL, mailheader_decode(t->a, f.name, &t->bad),
		    &bytes, depth);
		bytes.len = 0;
	}
	if (at > 0) {
		mail_form_note(&t->m->flags, MAIL_FORM_UUENCODE);
		buf_put(&rest, p + at, text->len - at);
		text->len = 0;
		buf_put(text, rest.data, rest.len);
		buf_str(text);
	}
	buf_free(&rest);
	buf_free(&bytes);
}

/* A type that is none: programs show text. */
static bool
has_no_type(GMimeObject *o)
{
	const char *raw = mailpart_field(o, "Content-Type");

	if (raw == NULL)
		return false;
	raw += strspn(raw, " \t\r\n");
	return memchr(raw, '/', strcspn(raw, "; \t\r\n")) == NULL;
}

static void
take_part(struct taking *t, GMimeObject *o, unsigned depth)
{
	struct buf bytes = { 0 };
	const char *name;
	bool html, text;

	/* Programs differ in which of two they go by. */
	if (mailpart_field_twice(o, "Content-Transfer-Encoding"))
		t->m->flags |= MAIL_DUP_HEADER;
	mailpart_bytes(GMIME_PART(o), &bytes);
	buf_str(&bytes);
	name = mailpart_name(t->a, o, &t->bad);
	html = mailpart_is(o, "text", "html");
	text = html || mailpart_is(o, "text", "plain") || has_no_type(o);
	if (text && name == NULL && !mailpart_disposed(o, "attachment")) {
		if (!html)
			take_written_files(t, &bytes, depth);
		add_text(t, o, html, &bytes);
	} else
		take_file(t, o, name, &bytes, depth);
	buf_free(&bytes);
}

/* What a bounce returns was sent by somebody else, if anybody: only whom it
 * names is noted. */
static void
take_message(struct taking *t, GMimeObject *o)
{
	GMimeMessage *inner;

	inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(o));
	if (inner == NULL)
		return;
	if (t->bounce) {
		t->m->flags |= MAIL_RETURNED;
		mailhead_recipients(t, GMIME_OBJECT(inner));
	} else
		add_inner(t, inner, MAIL_FORM_PLAIN);
}

/* Where none of its parts is found, programs show what is there. */
static void
take_without_parts(struct taking *t, GMimeObject *o)
{
	const char *s = g_mime_multipart_get_prologue(GMIME_MULTIPART(o));
	struct buf bytes = { 0 };

	if (s == NULL || *s == '\0')
		return;
	buf_puts(&bytes, s);
	add_text(t, NULL, false, &bytes);
	t->m->flags |= MAIL_CUT;
	buf_free(&bytes);
}

void
mailbody_take(struct taking *t, GMimeObject *o, unsigned depth)
{
	int i, count;

	if (o == NULL)
		return;
	if (depth > LIMIT_MIME_DEPTH) {
		t->m->flags |= MAIL_OPAQUE;
		return;
	}
	if (++t->w->parts > LIMIT_PARTS) {
		t->m->flags |= MAIL_MANY_PARTS;
		return;
	}
	if (GMIME_IS_MULTIPART(o)) {
		count = g_mime_multipart_get_count(GMIME_MULTIPART(o));
		if (count == 0)
			take_without_parts(t, o);
		for (i = 0; i < count; i++)
			mailbody_take(t,
			    g_mime_multipart_get_part(GMIME_MULTIPART(o), i),
			    depth + 1);
	} else if (GMIME_IS_MESSAGE_PART(o))
		take_message(t, o);
	else if (GMIME_IS_PART(o))
		take_part(t, o, depth);
}
