#include <string.h>

#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/indicators/observable.h"
#include "formats/indicators/spelt.h"
#include "formats/names/textfold.h"
#include "formats/read/columns.h"
#include "formats/read/listing.h"

/* What a column or a word in it means: a type, several that a value tells
 * apart, or a part of a row. */
enum meaning {
	MEANS_ANY = IND_TYPES, /* whatever the value is */
	MEANS_ADDRESS,	       /* of either family, with a port or a prefix */
	MEANS_PLACE,	       /* an address or a name */
	MEANS_DIGEST,
	MEANS_TYPE, /* the columns of a table with types */
	MEANS_ROLE,
	MEANS_PORT,
	MEANS_DATA, /* the value, where a column beside it has the type */
	MEANS_NOTHING
};

static const struct synonym {
	const char *name;
	int meaning;
} synonyms[] = {
	{ "type", MEANS_TYPE },
	{ "indicator type", MEANS_TYPE },
	{ "ioc type", MEANS_TYPE },
	{ "種別", MEANS_TYPE },
	{ "種類", MEANS_TYPE },
	{ "タイプ", MEANS_TYPE },
	{ "区分", MEANS_TYPE },
	{ "型", MEANS_TYPE },
	{ "インジケータ種別", MEANS_TYPE },
	{ "data", MEANS_DATA },
	{ "value", MEANS_ANY },
	{ "indicator", MEANS_ANY },
	{ "indicator value", MEANS_ANY },
	{ "ioc", MEANS_ANY },
	{ "ioc value", MEANS_ANY },
	{ "observable", MEANS_ANY },
	{ "値", MEANS_ANY },
	{ "インジケータ", MEANS_ANY },
	{ "インジケーター", MEANS_ANY },
	{ "インディケータ", MEANS_ANY },
	{ "指標", MEANS_ANY },
	{ "痕跡", MEANS_ANY },
	{ "role", MEANS_ROLE },
	{ "役割", MEANS_ROLE },
	{ "用途", MEANS_ROLE },
	{ "port", MEANS_PORT },
	{ "ポート", MEANS_PORT },
	{ "ポート番号", MEANS_PORT },
	{ "ip", MEANS_ADDRESS },
	{ "ip address", MEANS_ADDRESS },
	{ "ip addr", MEANS_ADDRESS },
	{ "ipアドレス", MEANS_ADDRESS },
	{ "ipv4", IND_IPV4 },
	{ "ipv4アドレス", IND_IPV4 },
	{ "ipv6", IND_IPV6 },
	{ "ipv6アドレス", IND_IPV6 },
	{ "ip:port", MEANS_ADDRESS },
	{ "ip port", MEANS_ADDRESS },
	{ "ip-dst", MEANS_ADDRESS },
	{ "ip-src", MEANS_ADDRESS },
	{ "c2", MEANS_PLACE },
	{ "c2 server", MEANS_PLACE },
	{ "c&c", MEANS_PLACE },
	{ "c&cサーバ", MEANS_PLACE },
	{ "c2サーバ", MEANS_PLACE },
	{ "c2サーバー", MEANS_PLACE },
	{ "host", MEANS_PLACE },
	{ "ホスト", MEANS_PLACE },
	{ "cidr", IND_CIDR },
	{ "network", IND_CIDR },
	{ "ネットワーク", IND_CIDR },
	{ "domain", IND_DOMAIN },
	{ "fqdn", IND_DOMAIN },
	{ "hostname", IND_DOMAIN },
	{ "host name", IND_DOMAIN },
	{ "ドメイン", IND_DOMAIN },
	{ "ドメイン名", IND_DOMAIN },
	{ "ホスト名", IND_DOMAIN },
	{ "uri", IND_URL },
	{ "link", IND_URL },
	{ "リンク", IND_URL },
	{ "email", IND_EMAIL },
	{ "e-mail", IND_EMAIL },
	{ "mail", IND_EMAIL },
	{ "email address", IND_EMAIL },
	{ "mail address", IND_EMAIL },
	{ "email-src", IND_EMAIL },
	{ "メールアドレス", IND_EMAIL },
	{ "送信元メールアドレス", IND_EMAIL },
	{ "差出人メールアドレス", IND_EMAIL },
	{ "sender", IND_EMAIL },
	{ "mail subject", IND_SUBJECT },
	{ "email subject", IND_SUBJECT },
	{ "件名", IND_SUBJECT },
	{ "メール件名", IND_SUBJECT },
	{ "hash", MEANS_DIGEST },
	{ "hash value", MEANS_DIGEST },
	{ "ハッシュ", MEANS_DIGEST },
	{ "ハッシュ値", MEANS_DIGEST },
	{ "filehash", MEANS_DIGEST },
	{ "filehash-md5", IND_MD5 },
	{ "filehash-sha1", IND_SHA1 },
	{ "filehash-sha256", IND_SHA256 },
	{ "sha256 hash", IND_SHA256 },
	{ "sha1 hash", IND_SHA1 },
	{ "md5 hash", IND_MD5 },
	{ "md5ハッシュ", IND_MD5 },
	{ "sha1ハッシュ", IND_SHA1 },
	{ "sha256ハッシュ", IND_SHA256 },
	{ "filename", IND_FILE_NAME },
	{ "ファイル名", IND_FILE_NAME },
	{ "添付ファイル名", IND_FILE_NAME },
	{ "ua", IND_USER_AGENT },
	{ "ユーザーエージェント", IND_USER_AGENT },
	{ "ユーザエージェント", IND_USER_AGENT },
	{ "ミューテックス", IND_MUTEX },
	{ "registry", IND_REGISTRY_KEY },
	{ "regkey", IND_REGISTRY_KEY },
	{ "registry path", IND_REGISTRY_KEY },
	{ "registry path key", IND_REGISTRY_KEY },
	{ "レジストリ", IND_REGISTRY_KEY },
	{ "レジストリキー", IND_REGISTRY_KEY },
	{ "cve", IND_VULNERABILITY },
	{ "cve番号", IND_VULNERABILITY },
	{ "脆弱性", IND_VULNERABILITY },
	{ "malware name", IND_MALWARE },
	{ "マルウェア", IND_MALWARE },
	{ "マルウェア名", IND_MALWARE },
	{ "technique", IND_TECHNIQUE },
	{ "ttp", IND_TECHNIQUE },
	{ "att&ck", IND_TECHNIQUE },
	{ "technique id", IND_TECHNIQUE },
	{ "certificate", IND_CERTIFICATE },
	{ "証明書", IND_CERTIFICATE },
};

static const struct {
	const char *name;
	enum ind_role role;
} roles[] = { { "c&c", ROLE_C2 }, { "cc", ROLE_C2 },
	{ "command and control", ROLE_C2 }, { "c2サーバ", ROLE_C2 },
	{ "c2サーバー", ROLE_C2 }, { "通信先", ROLE_C2 },
	{ "送信元", ROLE_SENDER }, { "差出人", ROLE_SENDER },
	{ "リンク", ROLE_LINK }, { "リンク先", ROLE_LINK },
	{ "ダウンロード", ROLE_DOWNLOAD }, { "配布元", ROLE_DOWNLOAD },
	{ "スキャン", ROLE_SCANNER }, { "探索", ROLE_SCANNER } };

#define SYNONYMS   (sizeof(synonyms) / sizeof(synonyms[0]))
#define ROLE_NAMES (sizeof(roles) / sizeof(roles[0]))

struct columns {
	struct arena *a;       /* of the row at hand */
	int of[LIMIT_COLUMNS]; /* what each column means */
	enum ind_role roles[LIMIT_COLUMNS];
	size_t count;	      /* 0: no head yet */
	size_t read;	      /* rows below it */
	size_t rows;	      /* seen before the head */
	int type, role, port; /* their columns, or -1 */
};

static const char *
fold(struct arena *a, const char *s)
{
	return text_fold(a, s, strlen(s));
}

/* Folded with the first table: they are the same for every one. */
static struct {
	const char *names[SYNONYMS];
	const char *types[IND_TYPES];
	const char *roles[ROLES];
	const char *role_names[ROLE_NAMES];
} folded;

static void
fold_all(void)
{
	struct arena *a;
	size_t i;

	if (folded.names[0] != NULL)
		return;
	a = arena_new();
	for (i = 0; i < SYNONYMS; i++)
		folded.names[i] = mem_strdup(fold(a, synonyms[i].name));
	for (i = 0; i < IND_TYPES; i++)
		folded.types[i] =
		    mem_strdup(fold(a, ind_type_word((enum ind_type)i)));
	for (i = 0; i < ROLES; i++)
		folded.roles[i] =
		    mem_strdup(fold(a, ind_role_word((enum ind_role)i)));
	for (i = 0; i < ROLE_NAMES; i++)
		folded.role_names[i] = mem_strdup(fold(a, roles[i].name));
	arena_free(a);
}

struct columns *
columns_new(struct arena *a)
{
	fold_all();
	return arena_alloc(a, sizeof(struct columns));
}

bool
columns_found(const struct columns *c)
{
	return c->count > 0;
}

static int
meaning(const struct columns *c, const char *word)
{
	const char *name = fold(c->a, word);
	size_t i;

	if (*name == '\0')
		return MEANS_NOTHING;
	for (i = 0; i < IND_TYPES; i++)
		if (strcmp(folded.types[i], name) == 0)
			return (int)i;
	for (i = 0; i < SYNONYMS; i++)
		if (strcmp(folded.names[i], name) == 0)
			return synonyms[i].meaning;
	return MEANS_NOTHING;
}

static enum ind_role
role_of(const struct columns *c, const char *word)
{
	const char *name = fold(c->a, word);
	enum ind_role r;
	size_t i;

	for (r = 0; r < ROLES; r++)
		if (strcmp(folded.roles[r], name) == 0)
			return r;
	for (i = 0; i < ROLE_NAMES; i++)
		if (strcmp(folded.role_names[i], name) == 0)
			return roles[i].role;
	return ROLE_OTHER;
}

/* What the head of a column says of the role: a control server, a sender. */
static enum ind_role
role_in_head(const struct columns *c, const char *head)
{
	const char *name = fold(c->a, head);

	if (strncmp(name, "c2", 2) == 0 || strncmp(name, "cc", 2) == 0)
		return ROLE_C2;
	if (strcmp(name, fold(c->a, "sender")) == 0 ||
	    strcmp(name, fold(c->a, "email-src")) == 0 ||
	    strstr(head, "送信元") != NULL || strstr(head, "差出人") != NULL)
		return ROLE_SENDER;
	return ROLE_OTHER;
}

static bool
is_value(int m)
{
	return m <= MEANS_DIGEST;
}

/* "indicator,data": the first has what kinds the others are of. */
static bool
pair_data(struct columns *c, size_t count, int data)
{
	size_t i;

	if (data == -1)
		return false;
	for (i = 0; i < count && c->type == -1; i++)
		if (c->of[i] == MEANS_ANY) {
			c->of[i] = MEANS_TYPE;
			c->type = (int)i;
		}
	if (c->type != -1)
		c->of[data] = MEANS_ANY;
	return c->type != -1;
}

static void
find_head(struct columns *c, const char *const *cells, size_t count)
{
	bool any = false;
	int m, data = -1;
	size_t i;

	c->type = c->role = c->port = -1;
	for (i = 0; i < count; i++) {
		m = meaning(c, cells[i]);
		c->of[i] = m;
		c->roles[i] = role_in_head(c, cells[i]);
		any = any || is_value(m);
		if (m == MEANS_TYPE && c->type == -1)
			c->type = (int)i;
		else if (m == MEANS_ROLE && c->role == -1)
			c->role = (int)i;
		else if (m == MEANS_PORT && c->port == -1)
			c->port = (int)i;
		else if (m == MEANS_DATA && data == -1)
			data = (int)i;
	}
	if (pair_data(c, count, data) || any)
		c->count = count;
}

static bool
is_blank(const char *s)
{
	return s[strspn(s, " \t\r\n")] == '\0';
}

static bool
is_of(enum ind_type t, int m)
{
	bool address = t == IND_IPV4 || t == IND_IPV6 || t == IND_IPV4_PORT ||
		       t == IND_IPV6_PORT || t == IND_CIDR;

	switch (m) {
	case MEANS_ADDRESS:
		return address;
	case MEANS_PLACE:
		return address || t == IND_DOMAIN || t == IND_URL;
	case MEANS_DIGEST:
		return t == IND_MD5 || t == IND_SHA1 || t == IND_SHA256;
	default:
		return t != IND_TYPES;
	}
}

/* A row that is no head: a type, and a value of that type. */
static bool
is_headless(const struct columns *c, const char *const *cells, size_t count)
{
	enum ind_type t;
	int m;

	if (count < 2 || is_blank(cells[1]))
		return false;
	m = meaning(c, cells[0]);
	if (m >= IND_TYPES)
		return is_value(m) && is_of(spelt_guess(c->a, cells[1]), m);
	t = (enum ind_type)m;
	return meaning(c, cells[1]) == MEANS_NOTHING &&
	       spelt_canon(c->a, t, cells[1]) != NULL;
}

/* A value stands there: the row is no head, whatever its words mean. */
static bool
has_link(const char *const *cells, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strstr(cells[i], "://") != NULL ||
		    strstr(cells[i], "[.]") != NULL)
			return true;
	return false;
}

/* type, value, role: in this order, where no head says so. */
static void
of_contract(struct columns *c, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		c->of[i] = MEANS_NOTHING;
	c->of[0] = MEANS_TYPE;
	c->of[1] = MEANS_ANY;
	c->roles[1] = ROLE_OTHER;
	c->type = 0;
	c->role = count > 2 ? 2 : -1;
	c->port = -1;
	c->count = count;
}

static void
take(struct columns *c, int m, enum ind_role role, const char *value,
    size_t row, struct listing *l)
{
	enum ind_type t;

	if (m < IND_TYPES)
		t = (enum ind_type)m;
	else {
		t = spelt_guess(c->a, value);
		if (!is_of(t, m)) {
			listing_leave(l, LEFT_VALUE, row);
			return;
		}
	}
	listing_take(c->a, l, t, role, value, row);
}

/* A bundle's own list has an apostrophe before what a spreadsheet would
 * reckon. */
static const char *
as_meant(const char *cell)
{
	return cell[0] == '\'' && cell[1] != '\0' &&
		       strchr("=+-@\t", cell[1]) != NULL
		   ? cell + 1
		   : cell;
}

static const char *
cell_at(const char *const *cells, size_t count, int column)
{
	return column >= 0 && (size_t)column < count ? cells[column] : "";
}

/* An address beside its port. */
static const char *
with_port(struct columns *c, const char *value, const char *port)
{
	enum ind_type t = spelt_guess(c->a, value);

	if (is_blank(port) || (t != IND_IPV4 && t != IND_IPV6))
		return value;
	value = spelt_canon(c->a, t, value);
	return arena_printf(c->a, t == IND_IPV4 ? "%s:%s" : "[%s]:%s", value,
	    port + strspn(port, " "));
}

static void
take_cell(struct columns *c, const char *const *cells, size_t count, size_t i,
    size_t row, struct listing *l)
{
	const char *type = cell_at(cells, count, c->type);
	const char *role = cell_at(cells, count, c->role);
	const char *value = as_meant(cells[i]);
	int m = c->of[i];

	if (is_blank(value))
		return;
	if (m == MEANS_ANY && !is_blank(type)) {
		m = meaning(c, type);
		if (!is_value(m)) {
			listing_leave(l, LEFT_TYPE, row);
			return;
		}
	}
	if (m == MEANS_ANY || m == MEANS_ADDRESS || m == MEANS_PLACE ||
	    m == IND_IPV4 || m == IND_IPV6) {
		value = with_port(c, value, cell_at(cells, count, c->port));
		if (c->port != -1 && m < IND_TYPES)
			m = MEANS_ADDRESS;
	}
	take(c, m, is_blank(role) ? c->roles[i] : role_of(c, role), value, row,
	    l);
}

void
columns_row(struct columns *c, struct arena *scratch, const char *const *cells,
    size_t count, size_t row, struct listing *l)
{
	size_t i;

	c->a = scratch;
	if (count > LIMIT_COLUMNS)
		count = LIMIT_COLUMNS;
	if (count > 0 && cells[0][0] == '#' && c->count > 0)
		return;
	if (c->count == 0) {
		if (c->rows++ >= LIMIT_HEAD_ROWS)
			return;
		if (!is_headless(c, cells, count)) {
			if (!has_link(cells, count))
				find_head(c, cells, count);
			else if (is_value(meaning(c, cells[0])))
				listing_leave(l, LEFT_VALUE, row);
			return;
		}
		of_contract(c, count);
	}
	if (c->read++ >= LIMIT_LIST_ROWS) {
		listing_leave(l, LEFT_ROOM, row);
		return;
	}
	for (i = 0; i < count && i < c->count; i++)
		if (is_value(c->of[i]))
			take_cell(c, cells, count, i, row, l);
}
