#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/mail/mailmend.h"

#define BOUNDARIES     32 /* of one mail, that are known again */
#define BOUNDARY_BYTES 200
/* Lines of a head that are looked at behind one that is no field. */
#define LOOK_AHEAD 200

struct mend {
	const char *p, *end, *done; /* done: what stands before it is put */
	const char *sure;	    /* a head goes on up to here */
	struct buf out;
	struct {
		const char *p;
		size_t len;
	} boundaries[BOUNDARIES];
	size_t boundary_count;
};

static const char *
next_line(const struct mend *m, const char *s)
{
	const char *nl = memchr(s, '\n', (size_t)(m->end - s));

	return nl == NULL ? m->end : nl + 1;
}

static bool
is_blank(const struct mend *m, const char *s)
{
	return s == m->end || *s == '\n' ||
	       (*s == '\r' && (s + 1 == m->end || s[1] == '\n'));
}

static bool
is_white(const struct mend *m, const char *s)
{
	while (s < m->end && (*s == ' ' || *s == '\t'))
		s++;
	return is_blank(m, s);
}

/* The colon of the field that the line begins; NULL: it begins none. */
static const char *
colon_of(const struct mend *m, const char *s)
{
	const char *from = s;

	while (s<m->end && * s> ' ' && *s < 127 && *s != ':')
		s++;
	if (s == from)
		return NULL;
	while (s < m->end && (*s == ' ' || *s == '\t'))
		s++;
	return s < m->end && *s == ':' ? s : NULL;
}

static bool
begins(const struct mend *m, const char *s, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(m->end - s) >= n && strncasecmp(s, word, n) == 0;
}

static bool
is_known(const struct mend *m, const char *s)
{
	static const char *const names[] = { "From", "To", "Cc", "Subject",
		"Date", "Received", "Return-Path", "Message-ID", "Reply-To",
		"MIME-Version", "Content-Type", "Content-Transfer-Encoding",
		"Content-Disposition", "Content-ID" };
	const char *colon = colon_of(m, s);
	size_t i, n;

	for (i = 0; colon != NULL && i < sizeof(names) / sizeof(names[0]);
	     i++) {
		n = strlen(names[i]);
		if (begins(m, s, names[i]) &&
		    (s + n == colon || s[n] == ' ' || s[n] == '\t'))
			return true;
	}
	return false;
}

static bool
is_boundary(const struct mend *m, const char *s, bool *last)
{
	size_t i, n;

	for (i = 0; begins(m, s, "--") && i < m->boundary_count; i++) {
		n = m->boundaries[i].len;
		if ((size_t)(m->end - s) < n + 2 ||
		    memcmp(s + 2, m->boundaries[i].p, n) != 0)
			continue;
		*last = begins(m, s + 2 + n, "--");
		if (is_white(m, s + 2 + n + 2 * *last))
			return true;
	}
	return false;
}

/* Whether a field that mails have follows before the head ends. */
static bool
goes_on(struct mend *m, const char *s)
{
	unsigned lines;
	bool last;

	if (s < m->sure)
		return true;
	for (lines = 0; lines < LOOK_AHEAD && !is_blank(m, s); lines++) {
		if (is_boundary(m, s, &last))
			return false;
		if (is_known(m, s)) {
			m->sure = s;
			return true;
		}
		s = next_line(m, s);
	}
	return false;
}

static void
put_until(struct mend *m, const char *s)
{
	buf_put(&m->out, m->done, (size_t)(s - m->done));
	m->done = s;
}

/* The field's name, and its colon on the next line. */
static bool
join(struct mend *m, const char *s)
{
	const char *next = next_line(m, s), *eol = s, *at = next;

	while (eol < m->end && (isalpha((unsigned char)*eol) || *eol == '-'))
		eol++;
	while (at < m->end && (*at == ' ' || *at == '\t'))
		at++;
	if (eol == s || !is_white(m, eol) || at == next || at == m->end ||
	    *at != ':')
		return false;
	put_until(m, eol);
	m->done = at;
	return true;
}

/* Ends the head before s.  What begins with none is no mail. */
static const char *
end_head(struct mend *m, const char *s)
{
	if (s == m->p)
		return s;
	put_until(m, s);
	buf_puts(&m->out, "\n");
	return s;
}

/* The head that begins at s is mended; where what follows it begins.  mail:
 * what follows is a mail. */
static const char *
mend_head(struct mend *m, const char *s, bool *mail)
{
	const char *from = s, *next, *colon;
	bool last;

	*mail = false;
	for (; s < m->end && !is_blank(m, s); s = next) {
		next = next_line(m, s);
		colon = colon_of(m, s);
		if (colon != NULL) {
			if (begins(m, s, "Content-Type:")) {
				for (colon++; colon < next && *colon == ' ';)
					colon++;
				*mail = begins(m, colon, "message/rfc822");
			}
			continue;
		}
		if (is_boundary(m, s, &last))
			return end_head(m, s);
		if (s == from &&
		    (begins(m, s, "From ") || begins(m, s, ">From ")))
			continue;
		if (is_white(m, s)) {
			if (next < m->end && !is_blank(m, next) &&
			    *next != ' ' && *next != '\t' &&
			    colon_of(m, next) == NULL)
				return end_head(m, s);
			continue;
		}
		if (s > from && (*s == ' ' || *s == '\t'))
			continue;
		if (!join(m, s) && !goes_on(m, next))
			return end_head(m, s);
	}
	return s < m->end ? next_line(m, s) : s;
}

static void
find_boundaries(struct mend *m)
{
	static const char word[] = "boundary=";
	const char *s = m->p, *to;
	char mark;

	while (m->boundary_count < BOUNDARIES &&
	       (s = memchr(s, '=', (size_t)(m->end - s))) != NULL) {
		s++;
		if ((size_t)(s - m->p) < sizeof(word) - 1 ||
		    strncasecmp(s - sizeof(word) + 1, word, sizeof(word) - 1) !=
			0)
			continue;
		mark = s < m->end && *s == '"' ? '"' : '\0';
		s += mark != '\0';
		for (to = s; to<m->end && * to> ' ' - (mark != '\0') &&
			     *to != mark && (mark != '\0' || *to != ';');)
			to++;
		if (to == s || to - s > BOUNDARY_BYTES)
			continue;
		m->boundaries[m->boundary_count].p = s;
		m->boundaries[m->boundary_count++].len = (size_t)(to - s);
	}
}

const char *
mailmend(struct arena *a, const char *p, size_t *len)
{
	struct mend m = { .p = p, .end = p + *len, .done = p, .sure = p };
	const char *s = p, *out;
	bool mail = true, last = false;

	if (*len == 0)
		return p;
	find_boundaries(&m);
	while (s < m.end) {
		while (mail)
			s = mend_head(&m, s, &mail);
		for (; s < m.end && !is_boundary(&m, s, &last);)
			s = next_line(&m, s);
		if (s == m.end)
			break;
		s = next_line(&m, s);
		mail = !last;
	}
	/* The library leaves half of the line end before such a boundary. */
	last &= m.end[-1] != '\n' && m.boundary_count > 0;
	if (m.out.len == 0 && !last)
		return p;
	put_until(&m, m.end);
	if (last)
		buf_puts(&m.out, memchr(p, '\r', *len) != NULL ? "\r\n" : "\n");
	out = arena_strndup(a, (char *)m.out.data, m.out.len);
	*len = m.out.len;
	buf_free(&m.out);
	return out;
}
