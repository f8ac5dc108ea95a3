#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "keys/accept.h"
#include "keys/looks.h"
#include "keys/packets.h"

#define TAG_PKESK   1
#define TAG_SIG	    2
#define TAG_SKESK   3
#define TAG_ONEPASS 4
#define TAG_COMP    8
#define TAG_SED	    9
#define TAG_MARKER  10
#define TAG_LITERAL 11
#define TAG_SEIPD   18
#define TAG_AEAD    20
#define PACKETS_MAX 5000

/* Bytes of the message, out of the file or out of its armor. */
struct source {
	int fd;
	off_t at; /* next byte of the file to read */
	unsigned char raw[4096];
	size_t raw_len, raw_off;
	bool armored, ended, bad;
	unsigned acc, bits; /* of base64 */
	uint32_t crc;
};

static int
raw_byte(struct source *s)
{
	ssize_t n;

	if (s->raw_off == s->raw_len) {
		n = pread(s->fd, s->raw, sizeof(s->raw), s->at);
		if (n <= 0)
			return -1;
		s->at += n;
		s->raw_len = (size_t)n;
		s->raw_off = 0;
	}
	return s->raw[s->raw_off++];
}

static size_t
raw_line(struct source *s, char *line, size_t size)
{
	size_t n = 0;
	int c = -1;

	while (n + 1 < size && (c = raw_byte(s)) != -1 && c != '\n')
		line[n++] = (char)c;
	while (n > 0 && strchr(" \t\r", line[n - 1]) != NULL)
		n--;
	line[n] = '\0';
	return c == -1 && n == 0 ? (size_t)-1 : n;
}

static int
base64_value(int c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static void
add_crc(struct source *s, unsigned char c)
{
	int i;

	/* RFC 4880, 6.1 */
	s->crc ^= (uint32_t)c << 16;
	for (i = 0; i < 8; i++) {
		s->crc <<= 1;
		if (s->crc & 0x1000000)
			s->crc ^= 0x1864cfb;
	}
}

/* "=CRC", "-----END PGP MESSAGE-----", then nothing but blanks. */
static void
end_armor(struct source *s, int first)
{
	char line[128];
	unsigned sum = 0;
	int i, v, c = first;

	s->ended = true;
	while (c == '\n' || c == '\r' || c == '=' || c == ' ') {
		c = raw_byte(s);
		if (c == '\n' || c == '\r' || c == '=' || c == ' ')
			continue;
		if (c == '-')
			break;
		for (i = 0; i < 4; i++) {
			v = base64_value(c);
			if (v < 0) {
				s->bad = true;
				return;
			}
			sum = sum << 6 | (unsigned)v;
			c = raw_byte(s);
		}
		if (sum != (s->crc & 0xffffff))
			s->bad = true;
	}
	if (c != '-' || raw_line(s, line, sizeof(line)) == (size_t)-1 ||
	    strcmp(line, "----END PGP MESSAGE-----") != 0)
		s->bad = true;
	while ((c = raw_byte(s)) != -1)
		if (strchr(" \t\r\n", c) == NULL)
			s->bad = true;
}

static int
armor_byte(struct source *s)
{
	unsigned char out;
	int c, v;

	while (s->bits < 8) {
		c = s->ended ? -1 : raw_byte(s);
		if (c == '\r' || c == '\n')
			continue;
		v = base64_value(c);
		if (v < 0) {
			if (!s->ended && c != -1)
				end_armor(s, c == '-' ? '\n' : c);
			return -1;
		}
		s->acc = s->acc << 6 | (unsigned)v;
		s->bits += 6;
	}
	s->bits -= 8;
	out = (unsigned char)(s->acc >> s->bits);
	s->acc &= (1U << s->bits) - 1;
	add_crc(s, out);
	return out;
}

static int
byte(struct source *s)
{
	return s->armored ? armor_byte(s) : raw_byte(s);
}

/* Skips the body; false where the file ends in it. */
static bool
skip(struct source *s, uint64_t len)
{
	size_t have;

	if (s->armored) {
		while (len-- > 0)
			if (byte(s) == -1)
				return false;
		return true;
	}
	have = s->raw_len - s->raw_off;
	if (len <= have) {
		s->raw_off += (size_t)len;
		return true;
	}
	s->raw_off = s->raw_len = 0;
	s->at += (off_t)(len - have);
	if (len - have == 0)
		return true;
	/* The last byte must be there. */
	s->at--;
	return raw_byte(s) != -1;
}

static bool
number(struct source *s, unsigned bytes, uint64_t *out)
{
	int c;

	*out = 0;
	while (bytes-- > 0) {
		c = byte(s);
		if (c == -1)
			return false;
		*out = *out << 8 | (unsigned)c;
	}
	return true;
}

/* New-format length: 1 whole, 2 a part of more to come, 0 cut off. */
static int
new_length(struct source *s, uint64_t *len)
{
	int c, d;

	c = byte(s);
	if (c == -1)
		return 0;
	if (c < 192)
		*len = (uint64_t)c;
	else if (c < 224) {
		d = byte(s);
		if (d == -1)
			return 0;
		*len = ((uint64_t)(c - 192) << 8) + (uint64_t)d + 192;
	} else if (c == 255)
		return number(s, 4, len) ? 1 : 0;
	else {
		*len = 1ULL << (c & 31);
		return 2;
	}
	return 1;
}

/* The rest of one packet after its tag; *first is its first body byte. */
static bool
body(struct source *s, int tag_byte, int *first)
{
	static const unsigned sizes[] = { 1, 2, 4 };
	uint64_t len;
	int more;

	*first = -1;
	if ((tag_byte & 0x40) == 0) {
		if ((tag_byte & 3) == 3) { /* to the end of the file */
			*first = byte(s);
			while (byte(s) != -1)
				continue;
			return true;
		}
		if (!number(s, sizes[tag_byte & 3], &len))
			return false;
		if (len > 0) {
			*first = byte(s);
			return *first != -1 && skip(s, len - 1);
		}
		return true;
	}
	do {
		more = new_length(s, &len);
		if (more == 0)
			return false;
		if (*first == -1 && len > 0) {
			*first = byte(s);
			if (*first == -1)
				return false;
			len--;
		}
		if (!skip(s, len))
			return false;
	} while (more == 2);
	return true;
}

static void
note(struct evidence *e, int tag, int first, bool *data)
{
	switch (tag) {
	case TAG_PKESK:
		e->pkesk++;
		break;
	case TAG_SKESK:
		e->skesk++;
		break;
	case TAG_SED:
		e->no_integrity = *data = true;
		break;
	case TAG_SEIPD:
		e->aead |= first != 1;
		*data = true;
		break;
	case TAG_AEAD:
		e->aead = *data = true;
		break;
	case TAG_SIG:
	case TAG_ONEPASS:
	case TAG_COMP:
	case TAG_LITERAL:
		e->plain_signed = *data = true;
		break;
	default:
		break;
	}
}

static bool
known(int tag)
{
	return tag == TAG_PKESK || tag == TAG_SIG || tag == TAG_SKESK ||
	       tag == TAG_ONEPASS || tag == TAG_COMP || tag == TAG_SED ||
	       tag == TAG_MARKER || tag == TAG_LITERAL || tag == TAG_SEIPD ||
	       tag == TAG_AEAD;
}

static void
walk(struct source *s, struct evidence *e)
{
	bool data = false;
	unsigned count;
	int c, tag, first;

	for (count = 0; (c = byte(s)) != -1; count++) {
		tag = c & 0x40 ? c & 0x3f : (c & 0x3f) >> 2;
		if ((c & 0x80) == 0 || !known(tag) || count > PACKETS_MAX) {
			if (count == 0)
				e->not_openpgp = true;
			else
				e->trailing = true;
			return;
		}
		/* In a signed message more follows the first packet; behind
		 * encrypted data nothing may. */
		if (data && !e->plain_signed) {
			e->trailing = true;
			return;
		}
		if (!body(s, c, &first)) {
			e->truncated = true;
			return;
		}
		note(e, tag, first, &data);
	}
	if (count == 0)
		e->not_openpgp = true;
	else if (!data)
		e->truncated = true;
	e->well_formed = data && !e->plain_signed && !e->truncated &&
			 !e->trailing && !s->bad;
}

/* The lines before the armor's body; false where it is no armor. */
static bool
begin_armor(struct source *s, struct evidence *e)
{
	char line[256];
	size_t n;

	do {
		n = raw_line(s, line, sizeof(line));
		if (n == (size_t)-1)
			return false;
	} while (n == 0);
	if (strcmp(line, "-----BEGIN PGP MESSAGE-----") != 0) {
		/* Armor further down, with other text before it. */
		if (strncmp(line, "-----BEGIN PGP SIGNED", 21) == 0)
			e->plain_signed = true;
		while (raw_line(s, line, sizeof(line)) != (size_t)-1)
			if (strcmp(line, "-----BEGIN PGP MESSAGE-----") == 0) {
				e->bad_armor = true;
				return true;
			}
		return false;
	}
	do {
		n = raw_line(s, line, sizeof(line));
	} while (n != 0 && n != (size_t)-1);
	s->armored = true;
	return true;
}

/* What begins with no packet that we know may be armor in disguise, or
 * something that was never encrypted: its sender is told so. */
static void
look_again(int fd, struct evidence *e)
{
	unsigned char *p = malloc(LOOKS_BYTES);
	ssize_t n = p == NULL ? -1 : pread(fd, p, LOOKS_BYTES, 0);

	e->looks = n < 0 ? LOOKS_UNKNOWN : looks_like(p, (size_t)n);
	free(p);
	if (e->looks == LOOKS_ARMOR_BOM || e->looks == LOOKS_ARMOR_TEXT ||
	    e->looks == LOOKS_ARMOR_UTF16) {
		e->bad_armor = true;
		e->not_openpgp = e->truncated = e->trailing = false;
		e->plain_signed = e->no_integrity = e->aead = false;
	}
}

void
packets_look(int fd, struct evidence *e)
{
	struct source *s;
	int c;

	s = calloc(1, sizeof(*s));
	if (s == NULL)
		return;
	s->fd = fd;
	s->crc = 0xb704ce;
	c = raw_byte(s);
	if (c == -1) {
		e->not_openpgp = true;
		goto out;
	}
	if ((c & 0x80) == 0) {
		s->raw_off = 0;
		if (!begin_armor(s, e)) {
			e->not_openpgp = !e->plain_signed;
			goto out;
		}
		if (e->bad_armor)
			goto out;
	} else
		s->raw_off = 0;
	walk(s, e);
	if (s->armored && !s->ended && !e->truncated)
		e->truncated = byte(s) == -1 && !s->ended;
	e->bad_armor |= s->bad;
	/* Armor that ends early may end where a packet does. */
	e->well_formed = e->well_formed && !e->truncated && !e->bad_armor;
out:
	free(s);
	if (!e->well_formed && e->pkesk == 0 && e->skesk == 0)
		look_again(fd, e);
}
