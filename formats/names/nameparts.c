#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "formats/base/mem.h"
#include "formats/names/nameparts.h"
#include "formats/names/textfold.h"

/* An address or display name with more parts, or longer ones, is no name. */
#define PARTS_MAX  4
#define PART_BYTES 60

/* Addresses and names of offices. */
static const char *const offices[] = { "account", "accounting", "accounts",
	"admin", "alert", "alerts", "billing", "center", "centre", "contact",
	"customer", "department", "dept", "desk", "division", "finance",
	"group", "help", "helpdesk", "info", "inquiry", "invoice", "list",
	"mail", "mailing", "manager", "media", "member", "members", "network",
	"news", "notice", "office", "order", "orders", "payment", "press",
	"public", "purchase", "purchasing", "recruit", "reply", "report",
	"sales", "security", "service", "services", "shop", "staff", "support",
	"system", "team", "technical", "test", "user", "users", "webmaster",
	"eigyo", "eigyou", "gijutsu", "hinshitsu", "houmu", "jinji", "jinjibu",
	"johou", "joho", "jouhou", "kaihatsu", "kanri", "keiri", "kikaku",
	"kobai", "koho", "koubai", "kouhou", "kenkyu", "madoguchi", "saiyo",
	"saiyou", "seizo", "seizou", "shien", "shisutemu", "soumu", "somu",
	"tantou", "tanto" };

static const char *const honorifics[] = { "様", "さま", "さん", "氏", "殿",
	"君", "先生", "社長", "部長", "課長" };

struct piece {
	const char *s;
	size_t len;
	bool latin;
};

static bool
is_office(const struct piece *p)
{
	size_t i;

	for (i = 0; i < sizeof(offices) / sizeof(offices[0]); i++)
		if (strlen(offices[i]) == p->len &&
		    strncasecmp(offices[i], p->s, p->len) == 0)
			return true;
	return false;
}

/* The pieces between marks; 0 where one is no part of a name. */
static size_t
split(const char *s, size_t len, const char *marks, struct piece *out)
{
	size_t i = 0, n, count = 0;
	struct piece *p;

	while (i < len) {
		if (strchr(marks, s[i]) != NULL) {
			i++;
			continue;
		}
		if (len - i >= 3 && strncmp(s + i, "　", 3) == 0) {
			i += 3;
			continue;
		}
		if (count == PARTS_MAX)
			return 0;
		p = &out[count++];
		*p = (struct piece){ s + i, 0, true };
		for (n = 0;
		     i + n < len && strchr(marks, s[i + n]) == NULL &&
		     !(len - i - n >= 3 && strncmp(s + i + n, "　", 3) == 0);
		     n++) {
			if ((unsigned char)s[i + n] >= 0x80)
				p->latin = false;
			else if (!isalpha((unsigned char)s[i + n]) &&
				 s[i + n] != '\'')
				return 0;
		}
		p->len = n;
		i += n;
		if (n > PART_BYTES || (p->latin && is_office(p)))
			return 0;
	}
	return count;
}

static void
push(struct arena *a, const char ***list, size_t *count, const char *text)
{
	arena_push_str(a, list, count, text);
}

static void
push_titled(
    struct arena *a, const char ***list, size_t *count, const struct piece *p)
{
	size_t i;

	for (i = 0; !p->latin && i < sizeof(honorifics) / sizeof(honorifics[0]);
	     i++)
		push(a, list, count,
		    arena_printf(
			a, "%.*s%s", (int)p->len, p->s, honorifics[i]));
}

static void
push_piece(
    struct arena *a, const char ***list, size_t *count, const struct piece *p)
{
	if (p->len >= (p->latin ? (size_t)TEXTFOLD_MIN_LATIN
				: (size_t)TEXTFOLD_MIN_OTHER))
		push(a, list, count, arena_strndup(a, p->s, p->len));
	push_titled(a, list, count, p);
}

/* The pieces of a name that has several; 0: it has not. */
static size_t
pieces_of(const char *name, struct piece pieces[PARTS_MAX])
{
	const char *at = strchr(name, '@');
	size_t n;

	n = at == NULL ? split(name, strlen(name), " ,", pieces)
		       : split(name, (size_t)(at - name), "._-+", pieces);
	return n < 2 || (at != NULL && n != 2) ? 0 : n;
}

const char **
name_parts(struct arena *a, const char *name, size_t *count)
{
	struct piece pieces[PARTS_MAX];
	const char **list = NULL;
	size_t n = pieces_of(name, pieces), i;

	*count = 0;
	for (i = 0; i < n; i++)
		push_piece(a, &list, count, &pieces[i]);
	return list;
}

const char **
name_titles(struct arena *a, const char *name, size_t *count)
{
	struct piece pieces[PARTS_MAX];
	const char **list = NULL;
	size_t n = pieces_of(name, pieces), i;

	*count = 0;
	for (i = 0; i < n; i++)
		push_titled(a, &list, count, &pieces[i]);
	return list;
}
