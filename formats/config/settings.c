#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/text.h"
#include "formats/base/words.h"
#include "formats/config/settings.h"
#include "formats/indicators/poison.h"

enum setting_type { TEXT, NUMBER, SIZE, YESNO, RELEASE, EYES, NEVER };

/* Every key: where it stands, its default, what it is for. */
static const struct setting {
	const char *section, *key;
	enum setting_type type;
	size_t offset, size;
	const char *fallback;
	const char *comment;
} settings[] = {
#define AT(m) offsetof(struct settings, m), sizeof(((struct settings *)0)->m)
	{ "hub", "name", TEXT, AT(name), "サイバー情報共有ハブ",
	    "issuer of notices and reports" },
	{ "hub", "name-en", TEXT, AT(name_en), "Cyber information sharing hub",
	    "the same in English" },
	{ "hub", "short", TEXT, AT(short_name), "ハブ",
	    "what sentences of a report call the hub, as IPA" },
	{ "hub", "short-en", TEXT, AT(short_name_en), "the hub",
	    "the same in English" },
	{ "hub", "timezone", TEXT, AT(timezone), "Asia/Tokyo",
	    "days and quarters begin by this clock" },
	{ "hub", "language", TEXT, AT(language), "ja",
	    "of the operator's pages: ja or en" },
	{ "hub", "passphrase-file", TEXT, AT(passphrase_file), "",
	    "file with the passphrase of the hub's key; empty: it has none" },
	{ "intake", "max-package", SIZE, AT(max_package), "200M",
	    "a larger file is left where it is" },
	{ "intake", "max-unpacked", SIZE, AT(max_unpacked), "1G",
	    "bytes out of one package" },
	{ "intake", "max-entries", NUMBER, AT(max_entries), "2000",
	    "files in one package" },
	{ "intake", "max-files", NUMBER, AT(max_files), "20000",
	    "files from one folder or medium in a night; the rest waits" },
	{ "intake", "hours", NUMBER, AT(hours), "6",
	    "a night opens nothing new after so many, less the last half "
	    "hour; the rest waits" },
	{ "intake", "medium-minutes", NUMBER, AT(medium_minutes), "120",
	    "after that a slow medium is left for the next night" },
	{ "intake", "clock-ahead", NUMBER, AT(clock_ahead), "10",
	    "a signature may be so many minutes ahead of the hub's clock" },
	{ "intake", "signed-early", NUMBER, AT(signed_early), "24",
	    "and so many hours older than the manifest's created, which "
	    "people write by hand" },
	{ "intake", "signed-late", NUMBER, AT(signed_late), "14",
	    "and so many days younger: others look at it first" },
	{ "release", "release", RELEASE, AT(ruled), "automatic",
	    "automatic: consent is enough; ruled: waits for an analyst" },
	{ "release", "four-eyes", EYES, AT(four_eyes), "opening",
	    "which rulings wait for a second analyst: opening (for all, "
	    "grave, what opens the retracted), all that let more out, or no" },
	{ "release", "bundle-expires-days", NUMBER, AT(expires_days), "35",
	    "after that members are told that their bundle is stale" },
	{ "release", "hidden-recipients", YESNO, AT(hidden_recipients), "yes",
	    "yes: a bundle does not say for whose keys it is" },
	{ "release", "never-block", NEVER, AT(never_block), "",
	    "domains and networks that no item may name as an indicator" },
	{ "release", "witnesses", NUMBER, AT(witnesses), "3",
	    "organisations that must have had a value before it is told whole" },
	{ "release", "cover", YESNO, AT(cover), "yes",
	    "yes: a night that releases leaves a letter for each reader, also an empty one" },
	{ "release", "keep", NUMBER, AT(keep_days), "90",
	    "days that bundles, letters and previews stay in the outbox; 0: for ever" },
	{ "lists", "ip-days", NUMBER, AT(ip_days), "90",
	    "an address leaves the lists so many days after it was last seen; 0: never" },
	{ "lists", "name-days", NUMBER, AT(name_days), "365",
	    "the same of domains and URLs" },
	{ "lists", "other-days", NUMBER, AT(other_days), "365",
	    "the same of mail addresses, subjects, file names and user agents; digests stay" },
	{ "lists", "one-is-enough", YESNO, AT(one_is_enough), "no",
	    "yes: what one organisation calls a C2 or a download is blocked, also before an analyst has seen it" },
	{ "drop", "probe", TEXT, AT(probe), "",
	    "ACCOUNT@HOST as which check --drop tries what members must not do; toiyaba-drop probe makes it" },
	{ "drop", "probe-key", TEXT, AT(probe_key), "",
	    "full path of its private key" },
	{ "drop", "probe-port", NUMBER, AT(probe_port), "22",
	    "where sshd listens" },
	{ "keys", "warn-days", NUMBER, AT(warn_days), "60",
	    "warn that a key expires so many days ahead" },
	{ "backup", "backup-days", NUMBER, AT(backup_days), "8",
	    "a person is asked for when the last backup is older; 0: never" },
	{ "backup", "drill-days", NUMBER, AT(drill_days), "100",
	    "the same of the last drill that passed, where backups are taken" },
	{ "report", "min-cell", NUMBER, AT(min_cell), "3",
	    "smaller counts in breakdowns are suppressed" },
	{ "report", "p-percent", NUMBER, AT(p_percent), "10",
	    "counts that let one organisation's part be told to so many percent are, too" },
	{ "report", "tlp", TEXT, AT(report_tlp), "clear",
	    "marking of the report" },
	{ "report", "initiative", TEXT, AT(initiative), "",
	    "whose report it is, in its title; empty: the hub's name" },
	{ "report", "initiative-en", TEXT, AT(initiative_en), "",
	    "the same in English" },
	{ "report", "initiative-short", TEXT, AT(initiative_short), "",
	    "what sentences call it, as J-CSIP" },
	{ "report", "page", TEXT, AT(page), "",
	    "address of its public page, for the introduction's footnote" },
	{ "report", "contact", TEXT, AT(contact), "",
	    "text of the contact box; empty: there is none" },
	{ "report", "contact-en", TEXT, AT(contact_en), "",
	    "the same in English" },
#undef AT
};

static const char *const eyes_words[] = { "opening", "all", "no" };

static bool
eyes_parse(const char *v, enum four_eyes *out)
{
	int i = word_index(eyes_words, 3, v);

	if (i >= 0)
		*out = (enum four_eyes)i;
	return i >= 0;
}

#define SETTINGS (sizeof(settings) / sizeof(settings[0]))

static int
parse_size(const char *v, uint64_t *out)
{
	char *end = NULL;
	uint64_t n;

	if (*v < '0' || *v > '9')
		return -1;
	n = strtoull(v, &end, 10);
	if (n > UINT64_MAX >> 31)
		return -1;
	if (strcmp(end, "K") == 0)
		n <<= 10;
	else if (strcmp(end, "M") == 0)
		n <<= 20;
	else if (strcmp(end, "G") == 0)
		n <<= 30;
	else if (*end != '\0')
		return -1;
	*out = n;
	return 0;
}

/* 0, or what was wanted in *wanted. */
static int
assign(struct settings *s, const struct setting *k, const char *v,
    const char **wanted)
{
	char *at = (char *)s + k->offset;
	uint64_t n;

	switch (k->type) {
	case NEVER:
		*wanted = "domains and networks, as example.jp 192.0.2.0/24";
		if (strlen(v) >= k->size || !poison_list_valid(v))
			return -1;
		memcpy(at, v, strlen(v) + 1);
		return 0;
	case TEXT:
		*wanted = "a shorter text without control characters";
		if (strlen(v) >= k->size || !text_printable(v, false))
			return -1;
		memcpy(at, v, strlen(v) + 1);
		return 0;
	case NUMBER:
		*wanted = "a number";
		if (parse_size(v, &n) == -1 || n > 1000000)
			return -1;
		*(unsigned *)(void *)at = (unsigned)n;
		return 0;
	case SIZE:
		*wanted = "a size like 200M or 1G";
		return parse_size(v, (uint64_t *)(void *)at);
	case YESNO:
		*wanted = "yes or no";
		*(bool *)at = strcmp(v, "yes") == 0;
		return strcmp(v, "yes") == 0 || strcmp(v, "no") == 0 ? 0 : -1;
	case EYES:
		*wanted = "opening, all or no";
		return eyes_parse(v, (enum four_eyes *)(void *)at) ? 0 : -1;
	case RELEASE:
		*wanted = "automatic or ruled";
		*(bool *)at = strcmp(v, "ruled") == 0;
		return *(bool *)at || strcmp(v, "automatic") == 0 ? 0 : -1;
	}
	return -1;
}

void
settings_defaults(struct settings *s)
{
	const char *wanted;
	size_t i;

	memset(s, 0, sizeof(*s));
	for (i = 0; i < SETTINGS; i++)
		assign(s, &settings[i], settings[i].fallback, &wanted);
}

/* Levenshtein distance of two short words. */
static unsigned
distance(const char *a, const char *b)
{
	unsigned row[65], diagonal, above;
	size_t i, j, n = strlen(b);

	if (n > 64 || strlen(a) > 64)
		return 1000;
	for (j = 0; j <= n; j++)
		row[j] = (unsigned)j;
	for (i = 0; a[i] != '\0'; i++) {
		diagonal = row[0];
		row[0] = (unsigned)i + 1;
		for (j = 0; j < n; j++) {
			above = row[j + 1];
			row[j + 1] = diagonal + (a[i] != b[j]);
			if (above + 1 < row[j + 1])
				row[j + 1] = above + 1;
			if (row[j] + 1 < row[j + 1])
				row[j + 1] = row[j] + 1;
			diagonal = above;
		}
	}
	return row[n];
}

static const struct setting *
lookup(const char *section, const char *key, const struct setting **nearest)
{
	unsigned best = UINT_MAX, d;
	size_t i;

	for (i = 0; i < SETTINGS; i++) {
		if (strcmp(settings[i].section, section) == 0 &&
		    strcmp(settings[i].key, key) == 0)
			return &settings[i];
		d = distance(key, settings[i].key);
		if (d < best) {
			best = d;
			*nearest = &settings[i];
		}
	}
	return NULL;
}

static char *
trim(char *s)
{
	size_t len;

	s += strspn(s, " \t\r");
	len = strlen(s);
	while (len > 0 && strchr(" \t\r", s[len - 1]) != NULL)
		s[--len] = '\0';
	return s;
}

struct parsing {
	struct settings *s;
	char section[32];
	unsigned line;
	unsigned seen[SETTINGS]; /* line of each key; 0: not yet */
	char *err;
	size_t errlen;
};

static int
take_section(struct parsing *p, char *line)
{
	size_t len = strlen(line), i;

	if (line[len - 1] == ']' && len - 2 < sizeof(p->section)) {
		line[len - 1] = '\0';
		for (i = 0; i < SETTINGS; i++)
			if (strcmp(settings[i].section, line + 1) == 0) {
				snprintf(p->section, sizeof(p->section), "%s",
				    line + 1);
				return 0;
			}
	}
	snprintf(p->err, p->errlen,
	    "line %u: unknown section; wanted one of "
	    "[hub] [intake] [release] [lists] [keys] [report]",
	    p->line);
	return -1;
}

static int
take_line(struct parsing *p, char *line)
{
	const struct setting *k, *nearest = NULL;
	const char *wanted = NULL;
	char *eq;

	line = trim(line);
	if (*line == '\0' || *line == '#')
		return 0;
	if (*line == '[')
		return take_section(p, line);
	eq = strchr(line, '=');
	if (eq == NULL) {
		snprintf(
		    p->err, p->errlen, "line %u: wanted key = value", p->line);
		return -1;
	}
	*eq = '\0';
	line = trim(line);
	k = lookup(p->section, line, &nearest);
	if (k == NULL) {
		snprintf(p->err, p->errlen,
		    "line %u: unknown key \"%.40s\" in "
		    "[%s]; the nearest is %s in [%s]",
		    p->line, line, p->section, nearest->key, nearest->section);
		return -1;
	}
	if (p->seen[k - settings] != 0) {
		snprintf(p->err, p->errlen,
		    "line %u: %s stands in line %u "
		    "already",
		    p->line, k->key, p->seen[k - settings]);
		return -1;
	}
	p->seen[k - settings] = p->line;
	if (assign(p->s, k, trim(eq + 1), &wanted) == 0)
		return 0;
	snprintf(
	    p->err, p->errlen, "line %u: %s wants %s", p->line, k->key, wanted);
	return -1;
}

int
settings_parse(
    struct settings *s, const char *text, size_t len, char *err, size_t errlen)
{
	struct parsing p = {
		.s = s, .section = "hub", .err = err, .errlen = errlen
	};
	char line[1024];
	size_t n;
	const char *end;

	if (!text_valid(text, len)) {
		snprintf(err, errlen, "is not UTF-8 text");
		return -1;
	}
	while (len > 0) {
		end = memchr(text, '\n', len);
		n = end == NULL ? len : (size_t)(end - text);
		p.line++;
		if (n >= sizeof(line)) {
			snprintf(err, errlen, "line %u is too long", p.line);
			return -1;
		}
		memcpy(line, text, n);
		line[n] = '\0';
		if (take_line(&p, line) == -1)
			return -1;
		n += end != NULL;
		text += n;
		len -= n;
	}
	return 0;
}

void
settings_template(struct buf *b)
{
	const char *section = "";
	size_t i;

	buf_puts(b, "# hub.conf: settings of this hub. Every key stands here "
		    "with its default.\n");
	for (i = 0; i < SETTINGS; i++) {
		if (strcmp(section, settings[i].section) != 0) {
			section = settings[i].section;
			buf_printf(b, "\n[%s]\n", section);
		}
		buf_printf(b, "# %s\n%s = %s\n", settings[i].comment,
		    settings[i].key, settings[i].fallback);
	}
}
