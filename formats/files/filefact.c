#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/base/words.h"
#include "formats/files/archive.h"
#include "formats/files/filefact.h"
#include "formats/files/personal.h"

static const char *const kinds[FILE_KINDS] = { "office", "executable",
	"executable-rlo", "pdf", "html", "shortcut", "script", "archive",
	"image", "other" };

WORDS(file_kind, file_kind, kinds, FILE_KINDS)

/* First bytes that settle what a file is. */
static const struct magic {
	size_t at, len;
	const char *bytes;
	enum file_kind kind;
} magics[] = {
	{ 0, 2, "MZ", FILE_EXECUTABLE },
	{ 0, 4,
	    "\x7f"
	    "ELF",
	    FILE_EXECUTABLE },
	{ 0, 4, "\xcf\xfa\xed\xfe", FILE_EXECUTABLE },
	{ 0, 4, "\xce\xfa\xed\xfe", FILE_EXECUTABLE },
	{ 0, 4, "\xca\xfe\xba\xbe", FILE_EXECUTABLE },
	{ 0, 5, "%PDF-", FILE_PDF },
	{ 0, 5, "{\\rtf", FILE_OFFICE },
	{ 0, 8, "L\0\0\0\x01\x14\x02\0", FILE_SHORTCUT },
	{ 0, 18, "[InternetShortcut]", FILE_SHORTCUT },
	{ 0, 4, "\x89PNG", FILE_IMAGE },
	{ 0, 3, "\xff\xd8\xff", FILE_IMAGE },
	{ 0, 4, "GIF8", FILE_IMAGE },
	{ 0, 2, "BM", FILE_IMAGE },
	{ 0, 4, "II*\0", FILE_IMAGE },
	{ 0, 4, "MM\0*", FILE_IMAGE },
	{ 8, 4, "WEBP", FILE_IMAGE },
	{ 0, 4, "Rar!", FILE_ARCHIVE },
	{ 0, 6, "7z\xbc\xaf\x27\x1c", FILE_ARCHIVE },
	{ 0, 2, "\x1f\x8b", FILE_ARCHIVE },
	{ 0, 6,
	    "\xfd"
	    "7zXZ\0",
	    FILE_ARCHIVE },
	{ 0, 4, "\x28\xb5\x2f\xfd", FILE_ARCHIVE },
	{ 0, 3, "BZh", FILE_ARCHIVE },
	{ 0, 4, "MSCF", FILE_ARCHIVE },
	{ 257, 5, "ustar", FILE_ARCHIVE },
	{ 2, 3, "-lh", FILE_ARCHIVE },
	{ 32769, 5, "CD001", FILE_ARCHIVE },
};

/* Where content tells nothing, the name does. */
static const struct {
	const char *ext;
	enum file_kind kind;
} exts[] = {
	{ "exe", FILE_EXECUTABLE },
	{ "scr", FILE_EXECUTABLE },
	{ "com", FILE_EXECUTABLE },
	{ "pif", FILE_EXECUTABLE },
	{ "cpl", FILE_EXECUTABLE },
	{ "dll", FILE_EXECUTABLE },
	{ "msi", FILE_EXECUTABLE },
	{ "jar", FILE_EXECUTABLE },
	{ "js", FILE_SCRIPT },
	{ "jse", FILE_SCRIPT },
	{ "vbs", FILE_SCRIPT },
	{ "vbe", FILE_SCRIPT },
	{ "wsf", FILE_SCRIPT },
	{ "wsh", FILE_SCRIPT },
	{ "hta", FILE_SCRIPT },
	{ "ps1", FILE_SCRIPT },
	{ "bat", FILE_SCRIPT },
	{ "cmd", FILE_SCRIPT },
	{ "sh", FILE_SCRIPT },
	{ "py", FILE_SCRIPT },
	{ "lnk", FILE_SHORTCUT },
	{ "url", FILE_SHORTCUT },
	{ "pdf", FILE_PDF },
	{ "htm", FILE_HTML },
	{ "html", FILE_HTML },
	{ "shtml", FILE_HTML },
	{ "xhtml", FILE_HTML },
	{ "doc", FILE_OFFICE },
	{ "docx", FILE_OFFICE },
	{ "docm", FILE_OFFICE },
	{ "xls", FILE_OFFICE },
	{ "xlsx", FILE_OFFICE },
	{ "xlsm", FILE_OFFICE },
	{ "xlsb", FILE_OFFICE },
	{ "ppt", FILE_OFFICE },
	{ "pptx", FILE_OFFICE },
	{ "pptm", FILE_OFFICE },
	{ "rtf", FILE_OFFICE },
	{ "odt", FILE_OFFICE },
	{ "ods", FILE_OFFICE },
	{ "odp", FILE_OFFICE },
	{ "jtd", FILE_OFFICE },
	{ "zip", FILE_ARCHIVE },
	{ "rar", FILE_ARCHIVE },
	{ "7z", FILE_ARCHIVE },
	{ "lzh", FILE_ARCHIVE },
	{ "cab", FILE_ARCHIVE },
	{ "iso", FILE_ARCHIVE },
	{ "img", FILE_ARCHIVE },
	{ "gz", FILE_ARCHIVE },
	{ "tgz", FILE_ARCHIVE },
	{ "tar", FILE_ARCHIVE },
	{ "ace", FILE_ARCHIVE },
	{ "png", FILE_IMAGE },
	{ "jpg", FILE_IMAGE },
	{ "jpeg", FILE_IMAGE },
	{ "gif", FILE_IMAGE },
	{ "bmp", FILE_IMAGE },
	{ "svg", FILE_IMAGE },
};

static bool
has(const void *p, size_t len, const char *word)
{
	return memmem(p, len, word, strlen(word)) != NULL;
}

/* The same, in the UTF-16 that OLE directories are written in. */
static bool
has_wide(const unsigned char *p, size_t len, const char *word)
{
	char wide[64];
	size_t n = strlen(word), i;

	for (i = 0; i < n; i++) {
		wide[2 * i] = word[i];
		wide[2 * i + 1] = '\0';
	}
	return memmem(p, len, wide, 2 * n) != NULL;
}

static enum file_kind
kind_of_name(const char *name, size_t len)
{
	size_t dot = len, i;

	/* Windows drops dots and spaces at the end of a name. */
	while (len > 0 && (name[len - 1] == '.' || name[len - 1] == ' '))
		len--;
	for (dot = len; dot > 0 && name[dot - 1] != '.'; dot--)
		continue;
	for (i = 0; dot > 0 && i < sizeof(exts) / sizeof(exts[0]); i++)
		if (strlen(exts[i].ext) == len - dot &&
		    strncasecmp(exts[i].ext, name + dot, len - dot) == 0)
			return exts[i].kind;
	return FILE_OTHER;
}

static bool
is_html(const char *p, size_t len)
{
	static const char *const tags[] = { "<!doctype html", "<html", "<head",
		"<body", "<script", "<form", "<meta", "<iframe", "<table" };
	size_t i;

	if (len > 1024)
		len = 1024;
	while (len > 0 && strchr(" \t\r\n\xef\xbb\xbf", *p) != NULL) {
		p++;
		len--;
	}
	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (len >= strlen(tags[i]) &&
		    strncasecmp(p, tags[i], strlen(tags[i])) == 0)
			return true;
	return false;
}

/* Office documents are zips or OLE files, told by what they hold. */
static void
look_zip(struct filefact *f, const char *p, size_t len)
{
	f->kind = FILE_ARCHIVE;
	if ((has(p, len, "[Content_Types].xml") &&
		(has(p, len, "word/") || has(p, len, "xl/") ||
		    has(p, len, "ppt/"))) ||
	    has(p, len > 200 ? 200 : len,
		"mimetypeapplication/vnd.oasis.opendocument")) {
		f->kind = FILE_OFFICE;
		f->macro = has(p, len, "vbaProject.bin");
	} else if (has(p, len, "META-INF/MANIFEST.MF") && has(p, len, ".class"))
		f->kind = FILE_EXECUTABLE;
	if (len > 8 && f->kind == FILE_ARCHIVE && (p[6] & 1))
		f->encrypted = true;
}

static void
look_ole(struct filefact *f, const unsigned char *p, size_t len)
{
	f->kind = has_wide(p, len, "EncryptedPackage") ||
			  has_wide(p, len, "WordDocument") ||
			  has_wide(p, len, "Workbook") ||
			  has_wide(p, len, "Book") ||
			  has_wide(p, len, "PowerPoint Document")
		      ? FILE_OFFICE
		      : kind_of_name(f->name == NULL ? "" : f->name,
			    f->name == NULL ? 0 : strlen(f->name));
	if (f->kind == FILE_OTHER)
		f->kind = FILE_OFFICE;
	f->encrypted = has_wide(p, len, "EncryptedPackage");
	f->macro = has_wide(p, len, "_VBA_PROJECT") || has_wide(p, len, "VBA");
}

static bool
look_magic(struct filefact *f, const unsigned char *p, size_t len)
{
	static const char ole[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
	size_t i;

	if (len >= 4 && memcmp(p, "PK\3\4", 4) == 0) {
		look_zip(f, (const char *)p, len);
		return true;
	}
	if (len >= 8 && memcmp(p, ole, 8) == 0) {
		look_ole(f, p, len);
		return true;
	}
	for (i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
		if (len >= magics[i].at + magics[i].len &&
		    memcmp(p + magics[i].at, magics[i].bytes, magics[i].len) ==
			0) {
			f->kind = magics[i].kind;
			return true;
		}
	return false;
}

static bool
runs(enum file_kind k)
{
	return k == FILE_EXECUTABLE || k == FILE_SCRIPT || k == FILE_SHORTCUT;
}

/* A harmless ending before the one that counts: 請求書.pdf      .exe */
static bool
has_double_ext(const char *name)
{
	size_t len = strlen(name), dot;
	enum file_kind before;

	if (!runs(kind_of_name(name, len)))
		return false;
	for (dot = len; dot > 0 && name[dot - 1] != '.'; dot--)
		continue;
	if (dot < 2)
		return false;
	before = kind_of_name(name, dot - 1);
	return before != FILE_OTHER && !runs(before);
}

void
filefact_judge(struct filefact *f, const void *p, size_t len)
{
	if (!look_magic(f, p, len)) {
		if (is_html(p, len))
			f->kind = FILE_HTML;
		else
			f->kind = f->name == NULL
				      ? FILE_OTHER
				      : kind_of_name(f->name, strlen(f->name));
	}
	if (f->kind == FILE_PDF)
		f->encrypted = has(p, len, "/Encrypt");
	if (f->kind == FILE_HTML)
		f->form = has(p, len, "<form") || has(p, len, "<FORM") ||
			  has(p, len, "type=\"password\"");
	if (f->name != NULL) {
		f->rlo = text_has_bidi(f->name);
		f->double_ext = has_double_ext(f->name);
	}
	if (f->kind == FILE_EXECUTABLE && f->rlo)
		f->kind = FILE_EXECUTABLE_RLO;
}

void
filefact_look(struct filefact *f, const void *p, size_t len)
{
	f->size = len;
	digest_of(p, len, &f->sha256);
	filefact_judge(f, p, len);
}

struct inner {
	struct arena *a;
	struct filefact **facts;
	size_t *count, outer;
	struct personal *names;
};

static void
add_inner(void *arg, const struct archive_entry_seen *e)
{
	struct inner *in = arg;
	struct filefact *f;
	const char *slash;

	f = arena_push(in->a, in->facts, in->count, sizeof(*f));
	slash = strrchr(e->name, '/');
	f->name = arena_strdup(in->a, slash == NULL ? e->name : slash + 1);
	f->parent = (int)in->outer;
	if (e->data != NULL) {
		filefact_look(f, e->data, e->len);
		f->personal = personal_in(in->names, e->data, e->len);
		return;
	}
	/* A member behind a password has only its name to judge by. */
	filefact_look(f, "", 0);
	f->encrypted = true;
}

void
filefact_inner(struct arena *a, struct filefact **facts, size_t *count,
    size_t outer, const void *p, size_t len, struct personal *names)
{
	struct inner in = { a, facts, count, outer, names };
	size_t before = *count, i;
	enum peek got;

	if ((*facts)[outer].kind != FILE_ARCHIVE || before >= LIMIT_INNER)
		return;
	got = archive_peek(p, len, (unsigned)(LIMIT_INNER - before), LIMIT_MAIL,
	    add_inner, &in);
	if (got == PEEK_ENCRYPTED)
		(*facts)[outer].encrypted = true;
	else if (got != PEEK_WHOLE)
		(*facts)[outer].unreadable = true;
	for (i = before; i < *count; i++)
		(*facts)[outer].personal |= (*facts)[i].personal;
}

/* Reader: filefact_read(). */
void
filefact_write(struct buf *b, const struct filefact *f)
{
	buf_put_str(b, f->name);
	buf_put_str(b, f->mime);
	buf_put_blob(b, f->sha256.b, DIGEST_LEN);
	buf_put_u64(b, f->size);
	buf_put_u8(b, f->kind);
	buf_put_u8(
	    b, (unsigned)(f->is_inline | f->rlo << 1 | f->double_ext << 2 |
			  f->macro << 3 | f->form << 4 | f->encrypted << 5 |
			  f->unreadable << 6 | f->personal << 7));
	buf_put_u32(b, (uint32_t)(f->parent + 1));
}

/* Writer: filefact_write(). */
void
filefact_read(
    struct cursor *c, struct arena *a, struct filefact *f, size_t index)
{
	unsigned kind, flags;
	uint32_t parent;

	f->name = cursor_str(c, a, LIMIT_PATH * 4);
	f->mime = cursor_str(c, a, LIMIT_VALUE);
	cursor_blob(c, f->sha256.b, DIGEST_LEN);
	f->size = cursor_u64(c);
	kind = cursor_u8(c);
	flags = cursor_u8(c);
	parent = cursor_u32(c);
	if (kind >= FILE_KINDS || parent > index || f->size > INT64_MAX ||
	    (f->name != NULL && !text_valid(f->name, strlen(f->name))) ||
	    (f->mime != NULL && !text_printable(f->mime, false)))
		cursor_fail(c);
	f->kind = kind < FILE_KINDS ? (enum file_kind)kind : FILE_OTHER;
	f->is_inline = flags & 1;
	f->rlo = flags & 2;
	f->double_ext = flags & 4;
	f->macro = flags & 8;
	f->form = flags & 16;
	f->encrypted = flags & 32;
	f->unreadable = flags & 64;
	f->personal = flags & 128;
	f->parent = (int)parent - 1;
}
