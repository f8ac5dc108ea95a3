#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/mail/mailfields.h"
#include "formats/mail/mailforeign.h"
#include "formats/mail/mailforward.h"

/* Own words above a forwarded mail: more than this is a text of its own. */
#define UNWRAP_NOTE 400
/* A forward of a forward of a forward ... */
#define UNWRAP_DEPTH 8

enum field {
	FIELD_NONE,
	FIELD_FROM,
	FIELD_TO,
	FIELD_REPLY,
	FIELD_DATE,
	FIELD_SUBJECT
};

static const struct {
	const char *name;
	enum field field;
} fields[] = {
#define ROW(name, field) { name, FIELD_##field },
	MAILFIELDS(ROW)
#undef ROW
};

/* Lines of a header block that hold something, at most. */
#define BLOCK_LINES 12
/* ... and with the blank ones that HTML puts between. */
#define BLOCK_SPAN 60
/* Of a signature below a text. */
#define SIGNATURE_LINES 15

struct slice {
	const char *p;
	size_t len;
};

struct line {
	struct slice raw;  /* without white space at its end */
	struct slice bare; /* without the quote marks before it too */
	unsigned quote;	   /* how many these are */
};

static bool
begins(struct slice s, const char *word)
{
	size_t n = strlen(word);

	return s.len >= n && memcmp(s.p, word, n) == 0;
}

static bool
ends(struct slice s, const char *word)
{
	size_t n = strlen(word);

	return s.len >= n && memcmp(s.p + s.len - n, word, n) == 0;
}

static void
skip(struct slice *s, size_t n)
{
	s->p += n;
	s->len -= n;
}

static const char *const blanks[] = { " ", "\t", "\r", "　", "\u00a0", NULL };

static void
trim_end(struct slice *s)
{
	size_t i;

	for (i = 0; blanks[i] != NULL; i++)
		while (ends(*s, blanks[i])) {
			s->len -= strlen(blanks[i]);
			i = 0;
		}
}

/* Bytes of a link that is written between its marks; 0: none begins here. */
static size_t
link_length(struct slice s)
{
	const char *end;

	if (s.len == 0 || s.p[0] != MAILFORWARD_LINK)
		return 0;
	end = memchr(s.p, MAILFORWARD_END, s.len);
	return end == NULL ? s.len : (size_t)(end - s.p) + 1;
}

/* Steps over blanks, wide ones too, and what programs put around a name. */
static void
skip_dress(struct slice *s)
{
	size_t i, n;

	do {
		n = link_length(*s);
		if (n == 0 && s->len > 0 && s->p[0] == '*')
			n = 1;
		for (i = 0; n == 0 && blanks[i] != NULL; i++)
			if (begins(*s, blanks[i]))
				n = strlen(blanks[i]);
		if (n == 0 && begins(*s, "\ufeff"))
			n = 3;
		skip(s, n);
	} while (n > 0);
}

/* The line without so many of the quote marks before it; how many it had. */
static unsigned
strip_marks(struct slice *s, unsigned most)
{
	struct slice inner;
	unsigned n;

	for (n = 0; n < most; n++) {
		inner = *s;
		skip_dress(&inner);
		if (inner.len == 0 || inner.p[0] != '>')
			break;
		skip(&inner, 1);
		*s = inner;
	}
	return n;
}

/* "-----Original Message-----" and its like above a header block. */
static bool
is_rule(struct slice l)
{
	skip_dress(&l);
	return l.len == 0 || begins(l, "--") || begins(l, "__") ||
	       begins(l, "==") || begins(l, "━━") || begins(l, "──");
}

static bool
holds_one(struct slice l, const char *const *words)
{
	char line[160];

	if (l.len >= sizeof(line))
		return false;
	memcpy(line, l.p, l.len);
	line[l.len] = '\0';
	for (; *words != NULL; words++)
		if (strcasestr(line, *words) != NULL)
			return true;
	return false;
}

/* A line that a program writes above a mail that it sends on. */
static bool
is_marker(struct slice l)
{
	static const char *const words[] = { "forwarded message",
		"forwarded by ", "転送メッセージ", "転送メール", "転送者",
		"転送されたメール", "転送されたメッセージ",
		"転送元のメッセージ", "このメッセージの転送",
		"weitergeleitete nachricht", "message transféré",
		"mensaje reenviado", "mensagem encaminhada",
		"messaggio inoltrato", "doorgestuurd bericht", "转发的邮件",
		"轉寄的郵件", "전달된 메시지", NULL };

	skip_dress(&l);
	return (is_rule(l) || ends(l, ":") || ends(l, "：") ||
		   (l.len > 0 && strchr("Ff", l.p[0]) != NULL)) &&
	       holds_one(l, words);
}

static void
push_line(struct arena *a, struct line **lines, size_t *count, struct slice raw)
{
	struct line *l = arena_push(a, lines, count, sizeof(*l));

	l->raw = raw;
	trim_end(&l->raw);
	l->bare = l->raw;
	l->quote = strip_marks(&l->bare, UINT32_MAX);
}

/* Where a rule ends behind which more stands, after one that begins the line;
 * 0: it is no such line. */
static size_t
rule_end(struct slice l)
{
	static const char rule[] = "----- ";
	struct slice rest = l;
	const char *at;

	skip_dress(&rest);
	if (!begins(rest, "-----"))
		return 0;
	while (begins(rest, "-"))
		skip(&rest, 1);
	at = memmem(rest.p, rest.len, rule, sizeof(rule) - 1);
	return at == NULL ? 0 : (size_t)(at - l.p) + sizeof(rule) - 1;
}

static size_t
find_word(struct slice l, const char *word)
{
	size_t n = strlen(word), i;

	for (i = 0; i + n <= l.len; i++)
		if (strncasecmp(l.p + i, word, n) == 0)
			return i;
	return 0;
}

/* Yahoo writes the head of what it sends on behind what announces it, all in
 * one line: the lines that it means. */
static void
push_run(struct arena *a, struct line **lines, size_t *count, struct slice l)
{
	static const char *const names[] = {
		"to:", "cc:", "sent:", "subject:", NULL
	};
	struct slice field, rest = l;
	size_t i, at;

	skip_dress(&rest);
	if (rest.len < 5 || strncasecmp(rest.p, "from:", 5) != 0) {
		push_line(a, lines, count, l);
		return;
	}
	for (i = 0; names[i] != NULL; i++) {
		at = find_word(rest, names[i]);
		if (at == 0)
			continue;
		field = (struct slice){ rest.p, at };
		push_line(a, lines, count, field);
		skip(&rest, at);
	}
	push_line(a, lines, count, rest);
}

static struct line *
lines_of(struct arena *a, const char *text, size_t *count)
{
	struct line *lines = NULL;
	struct slice l, announced;
	const char *end;
	size_t at;

	*count = 0;
	for (; *text != '\0'; text = *end == '\0' ? end : end + 1) {
		end = strchrnul(text, '\n');
		l = (struct slice){ text, (size_t)(end - text) };
		at = rule_end(l);
		announced = (struct slice){ text, at };
		if (at > 0 && is_marker(announced)) {
			push_line(a, &lines, count, announced);
			skip(&l, at);
			push_run(a, &lines, count, l);
		} else
			push_line(a, &lines, count, l);
	}
	return lines;
}

/* What field the line begins, and what stands behind its colon. */
static enum field
field_of(struct slice l, struct slice *value)
{
	size_t i, n;

	skip_dress(&l);
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		/* Most lines begin no field. */
		if (l.len == 0 || ((l.p[0] ^ fields[i].name[0]) & ~0x20) != 0)
			continue;
		n = strlen(fields[i].name);
		if (l.len <= n || strncasecmp(l.p, fields[i].name, n) != 0)
			continue;
		*value = l;
		skip(value, n);
		skip_dress(value);
		n = begins(*value, "：") ? 3 : begins(*value, ":") ? 1 : 0;
		if (n == 0)
			continue;
		skip(value, n);
		skip_dress(value);
		trim_end(value);
		return fields[i].field;
	}
	return FIELD_NONE;
}

static bool
is_field(struct slice l)
{
	struct slice value;

	return field_of(l, &value) != FIELD_NONE;
}

/* Blank lines stand between the fields of a head too, in HTML. */
static bool
goes_on(const struct line *lines, size_t count, size_t i)
{
	size_t n;

	for (n = i; n < count && n < i + 4; n++)
		if (lines[n].bare.len > 0)
			return is_field(lines[n].bare);
	return false;
}

/* A head as it is read: which fields it has, and where it ends. */
struct head {
	bool seen[FIELD_SUBJECT + 1];
	size_t named, end;
	enum field last;
	bool open; /* the last one's value is still to come */
};

static void
head_line(struct head *h, const struct line *l, size_t n)
{
	struct slice value;
	enum field f;

	f = field_of(l->bare, &value);
	if (f != FIELD_NONE) {
		h->named++;
		h->seen[f] = true;
		h->last = f;
		h->open = value.len == 0;
	} else if (!h->open && !(h->last == FIELD_TO && h->end == n &&
				   memchr(l->bare.p, '@', l->bare.len)))
		return;
	else
		h->open = false;
	h->end = n + 1;
}

/*
 * The lines of a header block that begins at i: who, and when or about what,
 * and one more; two are enough below a line that announces it.  0: none.
 */
static size_t
header_block(const struct line *lines, size_t count, size_t i, bool announced)
{
	size_t least = announced ? 2 : 3, n, used = 0;
	struct head h = { .end = i };

	if (!is_field(lines[i].bare))
		return 0;
	for (n = i; n < count && n < i + BLOCK_SPAN && used < BLOCK_LINES;
	     n++) {
		if (lines[n].bare.len == 0 && h.named >= least && !h.open &&
		    !goes_on(lines, count, n))
			break;
		if (lines[n].bare.len == 0)
			continue;
		used++;
		head_line(&h, &lines[n], n);
	}
	if (h.named < least || !h.seen[FIELD_FROM] ||
	    !(h.seen[FIELD_DATE] || h.seen[FIELD_SUBJECT]))
		return 0;
	return h.end - i;
}

/* Bytes of the lines, links left out. */
static size_t
letters(const struct line *lines, size_t from, size_t to)
{
	struct slice s;
	size_t n = 0, k;

	for (; from < to; from++)
		for (s = lines[from].raw; s.len > 0; skip(&s, k == 0 ? 1 : k)) {
			k = link_length(s);
			n += k == 0;
		}
	return n;
}

static bool
is_mostly_quoted(const struct line *lines, size_t from, size_t to)
{
	size_t i, quoted = 0;

	for (i = from; i < to; i++)
		if (lines[i].quote > 0)
			quoted += letters(lines, i, i + 1);
	return 2 * quoted > letters(lines, from, to);
}

static void
put_lines(struct buf *b, const struct line *lines, size_t from, size_t to,
    unsigned marks)
{
	struct slice s;

	for (; from < to; from++) {
		s = lines[from].raw;
		strip_marks(&s, marks);
		buf_put(b, s.p, s.len);
		buf_puts(b, "\n");
	}
}

static const char *
text_of(struct arena *a, const struct line *lines, size_t from, size_t to,
    unsigned marks)
{
	struct buf b = { 0 };
	const char *out;

	put_lines(&b, lines, from, to, marks);
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* Quoted lines lose their marks where they are the most of it (somebody sent
 * the mail on), and are left out where they are what is answered to. */
static const char *
unquote(struct arena *a, const struct line *lines, size_t from, size_t to)
{
	struct buf b = { 0 };
	const char *out;
	bool keep;

	keep = is_mostly_quoted(lines, from, to);
	for (; from < to; from++)
		if (lines[from].quote == 0 || keep)
			put_lines(&b, lines, from, from + 1, UINT32_MAX);
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* ... or above one that it answers. */
static bool
is_original(struct slice l)
{
	static const char *const words[] = { "original message",
		"元のメッセージ", "元のメール", "ursprüngliche nachricht",
		"message d'origine", "mensaje original", "mensagem original",
		"messaggio originale", "oorspronkelijk bericht", "邮件原件",
		"原始邮件", "원본 메시지", NULL };

	skip_dress(&l);
	return l.len > 0 && is_rule(l) && holds_one(l, words);
}

/* What the subject says of the text: sent on, or answered. */
static const char *const forwards[] = { "fw:", "fwd:", "転送:", "wg:", "enc:",
	"rv:", "tr:", "i:", "vb:", "vl:", "pd:", "i̇lt:", "ilt:", "fw：",
	"fwd：", "転送：", "[fwd:", "【転送】", "(転送)", "（転送）", NULL };
static const char *const answers[] = { "re:", "返信:", "aw:", "sv:", "res:",
	"odp:", "ynt:", "antw:", "re：", "返信：", NULL };

/* Length of the one of the words that begins s, with the blanks before it. */
static size_t
begins_with_one(const char *s, const char *const *words)
{
	size_t before = strspn(s, " \t");

	for (s += before; *words != NULL; words++)
		if (strncasecmp(s, *words, strlen(*words)) == 0)
			return before + strlen(*words);
	return 0;
}

const char *
mail_subject_meant(const char *subject)
{
	size_t n;

	while ((n = begins_with_one(subject, forwards)) > 0)
		subject += n;
	return subject + strspn(subject, " \t");
}

bool
mail_subject_answers(const char *subject)
{
	return subject != NULL && begins_with_one(subject, answers) > 0;
}

bool
mail_subject_sends(const char *subject)
{
	return subject != NULL && begins_with_one(subject, forwards) > 0;
}

/* How much text above a header block still counts as a note on a forward. */
static size_t
note_allowed(const char *subject)
{
	if (mail_subject_sends(subject))
		return SIZE_MAX;
	return mail_subject_answers(subject) ? 0 : UNWRAP_NOTE;
}

/* One mail as it is unwrapped, level by level. */
struct reading {
	struct arena *a;
	struct mailforward *out;
	const char *subject; /* of the level at hand */
	bool own;
	unsigned depth;
	struct buf note;
	struct line *lines; /* of the level at hand */
	size_t count;
};

static void
add_people(struct reading *r, const char *value)
{
	if (value != NULL)
		arena_push_str(
		    r->a, &r->out->people, &r->out->people_count, value);
}

/* Who wrote the level at hand sends on what is inside. */
static void
leave_level(struct reading *r)
{
	struct mailforward *out = r->out;

	add_people(r, out->from);
	add_people(r, out->reply_to);
	out->from = out->reply_to = out->subject = out->date = NULL;
	out->found = true;
	r->depth++;
}

static void
put_field(struct reading *r, enum field f, const char *value)
{
	struct mailforward *out = r->out;
	const char **where[FIELD_SUBJECT + 1] = { [FIELD_FROM] = &out->from,
		[FIELD_REPLY] = &out->reply_to,
		[FIELD_DATE] = &out->date,
		[FIELD_SUBJECT] = &out->subject };

	value = mailforward_plain(r->a, value);
	if (*value == '\0')
		return;
	if (where[f] == NULL)
		add_people(r, value);
	else if (*where[f] == NULL)
		*where[f] = value;
}

static void
read_block(struct reading *r, size_t from, size_t to)
{
	struct buf b = { 0 };
	enum field f, at = FIELD_NONE;
	struct slice value;

	for (; from < to; from++) {
		f = field_of(r->lines[from].bare, &value);
		if (f == FIELD_NONE) {
			value = r->lines[from].bare;
			skip_dress(&value);
			buf_puts(&b, b.len > 0 && value.len > 0 ? " " : "");
		} else {
			if (at != FIELD_NONE)
				put_field(
				    r, at, arena_strdup(r->a, buf_str(&b)));
			b.len = 0;
			at = f;
		}
		buf_put(&b, value.p, value.len);
	}
	if (at != FIELD_NONE)
		put_field(r, at, arena_strdup(r->a, buf_str(&b)));
	buf_free(&b);
}

/* The line that holds something next above i; NULL: none. */
static const struct line *
above(const struct line *lines, size_t i)
{
	while (i > 0 && lines[i - 1].bare.len == 0)
		i--;
	return i == 0 ? NULL : &lines[i - 1];
}

static bool
is_announced(const struct line *lines, size_t i)
{
	const struct line *l = above(lines, i);

	return l != NULL && (is_marker(l->bare) || is_original(l->bare));
}

/* The first header block: where it begins and its lines; 0: none. */
static size_t
find_block(const struct line *lines, size_t count, size_t *at)
{
	size_t n;

	for (*at = 0; *at < count; ++*at)
		if (is_field(lines[*at].bare) &&
		    (n = header_block(
			 lines, count, *at, is_announced(lines, *at))) > 0)
			return n;
	return 0;
}

/* Where what announces the block begins. */
static size_t
top_of(const struct line *lines, size_t i)
{
	while (i > 0 &&
	       (is_rule(lines[i - 1].bare) || is_marker(lines[i - 1].bare)))
		i--;
	return i;
}

static bool
sends_block_on(const struct reading *r, size_t at, size_t n)
{
	bool sure, answer = mail_subject_answers(r->subject);
	size_t above = letters(r->lines, 0, top_of(r->lines, at));

	sure = mail_subject_sends(r->subject) ||
	       (!answer &&
		   ((r->own && r->depth == 0) || is_announced(r->lines, at)));
	if (letters(r->lines, at + n, r->count) == 0)
		return sure;
	return sure || above <= note_allowed(r->subject);
}

/* What stands below: of a quoted block, what is quoted with it; what follows
 * that is of him who sends it on. */
static void
take_below(struct reading *r, size_t top, size_t at, size_t from)
{
	const struct line *lines = r->lines;
	unsigned marks = lines[at].quote;
	size_t to = r->count;

	while (marks > 0 && to > from && lines[to - 1].quote == 0)
		to--;
	if (to == from)
		to = r->count;
	/* Some programs say where it ends, too. */
	while (to > from &&
	       (lines[to - 1].bare.len == 0 || is_original(lines[to - 1].bare)))
		to--;
	put_lines(&r->note, lines, 0, top, 0);
	put_lines(&r->note, lines, to, r->count, 0);
	while (from < to && lines[from].bare.len > 0 &&
	       is_rule(lines[from].bare) && lines[from].quote == marks)
		from++;
	r->out->text = text_of(r->a, lines, from, to, marks);
}

/* Nothing is sent on, or nothing more: the text without what it answers. */
static bool
stop(struct reading *r, size_t to)
{
	r->out->text = unquote(r->a, r->lines, 0, to);
	return false;
}

static bool
take_block(struct reading *r, size_t at, size_t n)
{
	size_t top = top_of(r->lines, at);
	const char *before = r->subject;

	if (!sends_block_on(r, at, n)) {
		if (r->depth == 0) {
			read_block(r, at, at + n);
			r->out->answered = true;
		}
		return stop(r, r->lines[at].quote > 0 ? r->count : top);
	}
	leave_level(r);
	read_block(r, at, at + n);
	take_below(r, top, at, at + n);
	r->subject = r->out->subject != NULL ? r->out->subject
		     : before != NULL	     ? mail_subject_meant(before)
					     : NULL;
	return true;
}

/* A line that announces a forward, and no head that can be read below: whose
 * it is nobody knows. */
static bool
take_announced(struct reading *r)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (is_marker(r->lines[i].bare) ||
		    (mail_subject_sends(r->subject) &&
			is_original(r->lines[i].bare)))
			break;
	if (i == r->count || mail_subject_answers(r->subject) ||
	    (r->depth > 0 && !mail_subject_sends(r->subject)) ||
	    letters(r->lines, i + 1, r->count) == 0)
		return false;
	leave_level(r);
	take_below(r, i, i, i + 1);
	return true;
}

/* "On Monday, A <a@b.example> wrote:" above what is quoted. */
static const char *
quoted_from(struct arena *a, const struct line *lines, size_t first)
{
	const struct line *l = above(lines, first);

	if (l == NULL || memchr(l->raw.p, '@', l->raw.len) == NULL ||
	    !(ends(l->raw, ":") || ends(l->raw, "：")))
		return NULL;
	return mailforward_plain(a, arena_strndup(a, l->raw.p, l->raw.len));
}

/* Nothing but quoted lines with a note around them. */
static bool
take_quoted(struct reading *r)
{
	size_t from, to;

	if (r->depth > 0 || mail_subject_answers(r->subject) ||
	    !is_mostly_quoted(r->lines, 0, r->count))
		return false;
	for (from = 0; r->lines[from].quote == 0; from++)
		continue;
	for (to = r->count; r->lines[to - 1].quote == 0; to--)
		continue;
	leave_level(r);
	r->out->from = quoted_from(r->a, r->lines, from);
	put_lines(&r->note, r->lines, 0, from, 0);
	put_lines(&r->note, r->lines, to, r->count, 0);
	r->out->text = text_of(r->a, r->lines, from, to, UINT32_MAX);
	return true;
}

/* "On Monday, "A" <a@b.example> wrote:" above lines that are all indented,
 * where the subject says that it is sent on: Outlook on a Mac. */
static bool
take_indented(struct reading *r)
{
	const struct line *lines = r->lines;
	const char *from;
	size_t i, at;

	if (r->depth > 0 || !mail_subject_sends(r->subject))
		return false;
	for (at = r->count; at > 0 && (lines[at - 1].raw.len == 0 ||
					  strchr(" \t", *lines[at - 1].raw.p));
	     at--)
		continue;
	for (i = at; i < r->count && lines[i].raw.len == 0; i++)
		continue;
	from = i == r->count ? NULL : quoted_from(r->a, lines, i);
	if (from == NULL)
		return false;
	leave_level(r);
	r->out->from = from;
	put_lines(&r->note, lines, 0, at, 0);
	r->out->text = text_of(r->a, lines, at, r->count, 0);
	return true;
}

/* In words that are not known here: whoever sent the mail may only have sent on
 * what stands in it. */
static bool
take_foreign(struct reading *r)
{
	struct mailforeign f;
	size_t i;

	if (r->depth > 0 ||
	    !mailforeign_find(r->a, mailforward_plain(r->a, r->out->text), &f))
		return false;
	r->out->answered = r->out->foreign = true;
	r->out->from = f.from;
	for (i = 0; i < f.people_count; i++)
		add_people(r, f.people[i]);
	return true;
}

/* Whether there may be another level inside. */
static bool
take_level(struct reading *r)
{
	size_t at, n;

	r->lines = lines_of(r->a, r->out->text, &r->count);
	n = find_block(r->lines, r->count, &at);
	if (n > 0)
		return take_block(r, at, n);
	if (take_announced(r))
		return true;
	if (take_quoted(r) || take_indented(r))
		return true;
	take_foreign(r);
	return stop(r, r->count);
}

void
mailforward_read(struct arena *a, const char *text, const char *subject,
    bool own, struct mailforward *out)
{
	struct reading r = {
		.a = a, .out = out, .subject = subject, .own = own
	};

	memset(out, 0, sizeof(*out));
	out->text = text;
	while (r.depth < UNWRAP_DEPTH && take_level(&r))
		continue;
	/* Whoever stands there only sent it on. */
	if (r.depth == UNWRAP_DEPTH && take_level(&r)) {
		out->deeper = true;
		out->from = out->reply_to = out->subject = out->date = NULL;
	}
	out->note = arena_strdup(a, buf_str(&r.note));
	buf_free(&r.note);
}

const char *
mailforward_plain(struct arena *a, const char *s)
{
	struct slice rest = { s, strlen(s) };
	struct buf b = { 0 };
	const char *out;
	size_t n;

	if (strchr(s, MAILFORWARD_LINK) == NULL)
		return s;
	while (rest.len > 0) {
		n = link_length(rest);
		if (n == 0)
			buf_put(&b, rest.p, 1);
		skip(&rest, n == 0 ? 1 : n);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* A line of nothing but what draws a rule. */
static bool
is_separator(struct slice l)
{
	static const char *const marks[] = { "-", "_", "=", "*", "~", "#", "+",
		" ", "━", "─", "＝", "＊", "―", "－", "＿", "◆", "◇", "■", "□",
		"☆", "★", "┏", "┓", "┗", "┛", "┌", "┐", "└", "┘", "*", "…",
		"・", "/", NULL };
	size_t i, n = 0, k;

	skip_dress(&l);
	for (; l.len > 0; n++, skip(&l, k)) {
		for (i = 0; marks[i] != NULL && !begins(l, marks[i]); i++)
			continue;
		if (marks[i] == NULL)
			return false;
		k = strlen(marks[i]);
	}
	return n >= 2;
}

size_t
mailforward_signature(const char *text)
{
	struct arena *a = arena_new();
	size_t count, i, held = 0, at = strlen(text);
	struct line *lines;

	lines = lines_of(a, text, &count);
	for (i = count; i > 0 && held <= SIGNATURE_LINES; i--) {
		if (is_separator(lines[i - 1].bare) && held > 0)
			at = (size_t)(lines[i - 1].raw.p - text);
		held += lines[i - 1].bare.len > 0;
	}
	arena_free(a);
	return at;
}

const char *
mail_unwrap(struct arena *a, const char *text, const char *subject)
{
	struct mailforward f;

	mailforward_read(a, text, subject, false, &f);
	return f.text;
}

/* The lines that carry a quote mark, without one level of it. */
static char *
quoted_lines(struct arena *a, const struct line *lines, size_t count)
{
	struct buf b = { 0 };
	size_t i;
	char *out;

	for (i = 0; i < count; i++)
		if (lines[i].quote > 0)
			put_lines(&b, lines, i, i + 1, 1);
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

char *
mail_quoted(struct arena *a, const char *text, const char *subject)
{
	struct line *lines;
	size_t count, i, n;

	lines = lines_of(a, text, &count);
	n = find_block(lines, count, &i);
	if (n > 0 && lines[i].quote == 0) {
		if (letters(lines, 0, top_of(lines, i)) <=
		    note_allowed(subject))
			return arena_strdup(a, "");
		return arena_strdup(a, i + n < count ? lines[i + n].raw.p : "");
	}
	if (is_mostly_quoted(lines, 0, count) && note_allowed(subject) > 0)
		return arena_strdup(a, "");
	return quoted_lines(a, lines, count);
}
