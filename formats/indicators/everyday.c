#include <stdlib.h>
#include <string.h>

#include "formats/indicators/everyday.h"

/* Each list in the order of strcmp(): it is searched by halves. */
static const char *const web_words[] = { "about", "accept", "access", "account",
	"accounts", "acrobat", "action", "activate", "active", "activity", "ad",
	"add", "address", "admin", "administrator", "adobe", "ads", "aeon",
	"affiliate", "ago", "agreement", "alert", "alerts", "all", "amazon",
	"amex", "and", "api", "app", "apple", "application", "apply", "apps",
	"archive", "archives", "are", "article", "asset", "assets", "assist",
	"attach", "attachment", "attachments", "auth", "authenticate",
	"authentication", "authorize", "auto", "aws", "azure", "back", "backup",
	"balance", "bank", "banking", "base", "bill", "billing", "bin", "blog",
	"board", "book", "box", "brand", "browser", "bulletin", "business",
	"buy", "calendar", "call", "callback", "campaign", "cancel", "card",
	"cards", "cart", "cash", "catalog", "category", "center", "central",
	"cert", "certificate", "cgi", "change", "chat", "check", "checkout",
	"city", "claim", "class", "cleanup", "click", "client", "cloud", "cn",
	"co", "code", "collection", "com", "comment", "common", "community",
	"company", "complete", "component", "components", "compose", "conf",
	"config", "confirm", "confirmation", "connect", "console", "contact",
	"contacts", "content", "contents", "control", "cookie", "core", "corp",
	"corporate", "count", "country", "coupon", "cover", "create", "credit",
	"crm", "css", "csv", "current", "custom", "customer", "daily",
	"dashboard", "data", "date", "day", "db", "deal", "default", "delete",
	"deliver", "delivery", "demo", "deploy", "desktop", "detail", "details",
	"dev", "device", "dhl", "dialog", "digital", "direct", "directory",
	"disable", "dispatch", "display", "dl", "doc", "docs", "document",
	"documents", "docusign", "domain", "done", "download", "downloads",
	"draft", "drive", "dropbox", "ebay", "edit", "editor", "edu",
	"education", "email", "emails", "employee", "en", "enable", "encrypt",
	"engine", "enter", "entry", "error", "etc", "event", "events", "excel",
	"exchange", "expire", "expired", "explorer", "export", "express",
	"external", "facebook", "faq", "fedex", "feed", "feedback", "fetch",
	"file", "files", "final", "finance", "find", "finish", "first", "flash",
	"folder", "fonts", "for", "form", "forms", "forum", "frame", "free",
	"from", "front", "ftp", "full", "gallery", "game", "gateway", "general",
	"get", "gift", "global", "go", "google", "gov", "group", "groups",
	"guest", "guide", "handler", "health", "hello", "help", "helpdesk",
	"here", "home", "host", "hosting", "hotel", "html", "http", "icloud",
	"ico", "icon", "icons", "id", "identity", "image", "images", "img",
	"import", "inbox", "inc", "include", "includes", "index", "info",
	"information", "init", "insert", "instagram", "install", "installer",
	"insurance", "intern", "internal", "international", "internet",
	"invest", "invite", "invoice", "invoices", "io", "ip", "issue", "item",
	"items", "ja", "japan", "java", "javascript", "jcb", "jobs", "join",
	"journal", "jp", "jpost", "js", "kaiin", "kakunin", "key", "keys",
	"kit", "kuraudo", "kuroneko", "label", "landing", "language", "latest",
	"launch", "law", "layout", "legal", "level", "lib", "library",
	"license", "like", "link", "linkedin", "links", "list", "live", "load",
	"loan", "local", "location", "lock", "log", "login", "logo", "logon",
	"logout", "logs", "lookup", "lost", "mail", "mailbox", "mailer",
	"mails", "main", "maintenance", "manage", "management", "manager",
	"manual", "map", "market", "marketing", "master", "mastercard", "max",
	"media", "member", "members", "membership", "menu", "mercari",
	"message", "messages", "messenger", "meta", "microsoft", "ml", "mobi",
	"mobile", "mode", "model", "modify", "module", "modules", "monitor",
	"more", "my", "name", "nav", "net", "netbanking", "netflix", "network",
	"new", "news", "newsletter", "next", "nihon", "ninsho", "no", "node",
	"noreply", "not", "note", "notes", "notice", "notification", "notify",
	"now", "ntt", "oauth", "object", "offer", "office", "official",
	"offline", "one", "onedrive", "onenote", "online", "open", "option",
	"options", "order", "orders", "org", "osaka", "oshirase", "our", "out",
	"outlook", "overview", "owner", "pack", "package", "page", "pages",
	"panel", "parcel", "parking", "part", "partner", "partners", "party",
	"pass", "password", "past", "patch", "path", "pay", "payment",
	"payments", "paypal", "paypay", "payroll", "pc", "pdf", "people",
	"permission", "person", "personal", "phone", "photo", "photos", "php",
	"phpmailer", "pics", "pin", "plan", "player", "plugin", "plugins",
	"plus", "point", "policy", "poll", "popup", "port", "portal", "post",
	"poster", "power", "premium", "preview", "price", "print", "privacy",
	"private", "pro", "process", "product", "products", "profile",
	"program", "project", "projects", "promo", "promotion", "protect",
	"protection", "proxy", "pub", "public", "publish", "purchase", "push",
	"qr", "query", "quick", "quota", "quote", "radio", "rakuten", "read",
	"reader", "receipt", "recent", "record", "recover", "recovery",
	"redirect", "refer", "refresh", "refund", "register", "registration",
	"reload", "remind", "reminder", "remote", "remove", "renew", "reply",
	"report", "reports", "request", "require", "reservation", "reset",
	"resource", "resources", "response", "rest", "restore", "result",
	"results", "return", "reward", "role", "root", "router", "row", "rss",
	"rule", "run", "safe", "safety", "sagawa", "saison", "sale", "sales",
	"sample", "save", "scan", "schedule", "school", "script", "scripts",
	"search", "secure", "secured", "security", "seikyu", "select", "send",
	"sender", "server", "service", "services", "session", "set", "setting",
	"settings", "setup", "share", "shared", "sharepoint", "shares",
	"shiharai", "shipping", "shop", "show", "sign", "signin", "signup",
	"simple", "single", "site", "sitemap", "sites", "skin", "slide",
	"small", "smbc", "social", "softbank", "software", "source", "sp",
	"space", "spam", "special", "sport", "staff", "standard", "start",
	"state", "statement", "static", "stats", "status", "step", "stop",
	"storage", "store", "story", "stream", "student", "style", "styles",
	"submit", "subscribe", "subscription", "success", "suica", "summary",
	"support", "survey", "suspend", "sync", "system", "tab", "table", "tag",
	"target", "task", "tax", "team", "teams", "technology", "telegram",
	"temp", "template", "templates", "term", "terms", "test", "text",
	"that", "the", "theme", "themes", "this", "thumb", "ticket", "tickets",
	"time", "tmp", "token", "tokyo", "tool", "tools", "top", "topic",
	"total", "trace", "track", "tracking", "trade", "trading",
	"transaction", "transactions", "transfer", "trust", "twitter", "two",
	"type", "uk", "unlock", "unsubscribe", "update", "updates", "upgrade",
	"upload", "uploads", "ups", "url", "us", "user", "users", "usps",
	"util", "validate", "validation", "value", "vendor", "verification",
	"verified", "verify", "version", "video", "view", "viewer", "views",
	"virtual", "visa", "visit", "voice", "vote", "vpn", "wait", "wallet",
	"warning", "watch", "web", "webmail", "website", "welcome", "whatsapp",
	"widget", "wiki", "win", "window", "windows", "with", "word",
	"wordpress", "work", "world", "wp", "write", "xml", "yahoo", "yamato",
	"you", "your", "youtube", "yoyaku", "zone", "zoom" };
/* Short forms and short words that cannot be told from chance. */
static const char *const short_forms[] = { "abc", "ad", "added", "adv", "ag",
	"ai", "already", "am", "an", "api", "as", "asap", "at", "atm", "aws",
	"bat", "bcc", "be", "bgp", "bmp", "btw", "by", "cad", "cc", "cd", "ceo",
	"cfo", "cgi", "ciso", "cmd", "cms", "cn", "co", "com", "corp", "cpu",
	"crm", "csv", "cv", "db", "dc", "decade", "deed", "dhl", "dm", "dns",
	"do", "doc", "docx", "dx", "ec", "edi", "eft", "eml", "erp", "eta",
	"etc", "eu", "ex", "exe", "facade", "faded", "faq", "fax", "fedex",
	"ff", "fob", "ftp", "fw", "fwd", "fy", "fyi", "ga", "gif", "gmbh", "go",
	"gps", "hd", "he", "hi", "ho", "hp", "hq", "hr", "htm", "html", "http",
	"https", "hvac", "id", "ids", "if", "iis", "im", "imap", "in", "inc",
	"inv", "ip", "ipo", "irs", "is", "iso", "it", "itm", "jcb", "jp", "jpg",
	"js", "jst", "ka", "kb", "kg", "kk", "km", "ko", "kpi", "lan", "lc",
	"ldap", "llc", "lnk", "lobby", "lp", "ltd", "lzh", "mb", "me", "mfa",
	"mp", "mr", "mrs", "ms", "msg", "mt", "mtg", "my", "na", "nda", "nec",
	"net", "nhk", "ni", "no", "npo", "nt", "ntt", "oa", "of", "oh", "ok",
	"okr", "on", "or", "os", "ot", "otp", "pc", "pcb", "pdf", "pi", "plc",
	"pm", "png", "po", "poc", "pop", "pos", "ppt", "pr", "pst", "ptp",
	"pty", "qa", "qr", "queue", "ra", "rar", "rc", "rdp", "rds", "re",
	"reuse", "rfi", "rfp", "rfq", "rpa", "rss", "rtf", "sa", "sc", "scr",
	"sdk", "sla", "sms", "smtp", "so", "soc", "sos", "spa", "sql", "src",
	"ssh", "ssl", "sso", "std", "svc", "swift", "tba", "tbd", "tcp", "tel",
	"tif", "tls", "tm", "to", "tv", "txt", "ui", "uk", "un", "unique", "up",
	"url", "us", "usa", "usb", "usd", "utc", "utm", "vat", "vba", "vip",
	"vm", "vo", "vol", "vpn", "vs", "wa", "wan", "we", "wifi", "wo", "wp",
	"www", "xls", "xlsx", "xml", "xp", "ya", "yen", "zip" };
/* What a syllable begins with, and what it ends with. */
static const char *const onsets[] = { "b", "bl", "br", "by", "c", "ch", "chl",
	"chr", "cl", "cr", "cy", "d", "dr", "dw", "dy", "f", "fl", "fr", "g",
	"gh", "gl", "gn", "gr", "gy", "h", "hy", "j", "k", "kl", "kn", "kr",
	"ky", "l", "m", "my", "n", "ny", "p", "ph", "phr", "pl", "pr", "ps",
	"py", "qu", "r", "rh", "ry", "s", "sc", "sch", "scr", "sh", "shr", "sk",
	"sl", "sm", "sn", "sp", "sph", "spl", "spr", "squ", "st", "str", "sw",
	"t", "th", "thr", "tr", "ts", "tw", "v", "w", "wh", "wr", "x", "y",
	"z" };
static const char *const codas[] = { "b", "bb", "bs", "bt", "c", "ch", "chs",
	"ck", "cks", "cs", "ct", "cts", "d", "dd", "dds", "dge", "dged", "dgm",
	"ds", "dth", "f", "ff", "ffs", "ft", "fts", "g", "gg", "gh", "ght",
	"ghts", "gm", "gn", "gs", "h", "hl", "hm", "hn", "hr", "ht", "k", "ks",
	"l", "lb", "lch", "ld", "lds", "lf", "lk", "lks", "ll", "lls", "lm",
	"lms", "ln", "lp", "lps", "ls", "lt", "lth", "lts", "lv", "m", "mb",
	"mbs", "mn", "mp", "mps", "mpt", "mpts", "ms", "n", "nc", "nch", "nct",
	"nd", "nds", "ng", "ngs", "ngth", "nk", "nks", "nn", "ns", "nst", "nt",
	"nth", "nths", "nts", "nx", "nz", "p", "ph", "phs", "pp", "ps", "pt",
	"pts", "r", "rb", "rbs", "rc", "rch", "rd", "rds", "rf", "rg", "rk",
	"rks", "rl", "rld", "rls", "rm", "rms", "rn", "rns", "rp", "rps", "rr",
	"rs", "rsh", "rst", "rt", "rth", "rths", "rts", "rv", "s", "sh", "sk",
	"sks", "sm", "sms", "sp", "ss", "st", "sts", "t", "tch", "th", "thm",
	"thms", "ths", "ts", "tt", "tz", "v", "w", "wd", "wk", "wks", "wl",
	"wn", "wns", "ws", "x", "xt", "xts", "y", "z", "zz" };

/* What goes on after a, b, c ... within a word. */
static const char *const followers[] = { "bcdefghijklmnprstuvwxyz",
	"acdeijlmorstuxy", "abcehikloprstuy", "abdeghijlmoprsuvwy",
	"abcdefghijklmnopqrstuvwxyz", "aefilorstuy", "acefghilmnoprstuy",
	"aeimnoprstuy", "abcdefghjklmnoprstuvwxyz", "aeimosu", "aeghiklnosuy",
	"abcdefgiklmnopstuvwy", "abceilmnoprsuy", "abcdefgijklmnoprstuvyz",
	"abcdefghijklmnoprstuvwxyz", "adeghikloprstuy", "lu",
	"abcdefghiklmnoprstuvwy", "acdefhiklmnopqstuwy", "abcdefghilmnoprstuwy",
	"abcdefghijklmnoprstwyz", "aeiou", "aehilnorsu", "aceimpt",
	"abcegilmnoprstu", "aeiou" };

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

struct piece {
	const char *s;
	size_t len;
};

static int
by_text(const void *key, const void *member)
{
	const struct piece *p = key;
	const char *word = *(const char *const *)member;
	int order;

	order = strncmp(p->s, word, p->len);
	return order != 0 ? order : -(word[p->len] != '\0');
}

static bool
listed(const char *const *list, size_t count, const char *s, size_t len)
{
	struct piece p = { s, len };

	return bsearch(&p, list, count, sizeof(list[0]), by_text) != NULL;
}

/* Two letters alone are words; within a longer one they would be anything. */
static bool
is_made_of(const char *s, size_t len, unsigned words)
{
	size_t n;

	if (listed(web_words, COUNT(web_words), s, len))
		return true;
	for (n = 3; words > 1 && n + 3 <= len; n++)
		if (listed(web_words, COUNT(web_words), s, n) &&
		    is_made_of(s + n, len - n, words - 1))
			return true;
	return false;
}

bool
everyday_web(const char *s, size_t len)
{
	return len > 0 && len <= 32 && is_made_of(s, len, 4);
}

static bool
is_vowel(char c)
{
	return c != '\0' && strchr("aeiouy", c) != NULL;
}

static bool
is_onset(const char *s, size_t len)
{
	return len == 0 || listed(onsets, COUNT(onsets), s, len);
}

static bool
is_coda(const char *s, size_t len)
{
	return len == 0 || listed(codas, COUNT(codas), s, len);
}

/* Between two vowels one syllable ends and another begins. */
static bool
is_joint(const char *s, size_t len)
{
	size_t n;

	for (n = 0; n <= len; n++)
		if (is_coda(s, n) && is_onset(s + n, len - n))
			return true;
	return false;
}

/* Length of the run of consonants, or of vowels, that begins s.  The u after
 * a q is none. */
static size_t
run(const char *s, size_t len, bool vowels)
{
	size_t n;

	for (n = 0; n < len; n++)
		if (is_vowel(s[n]) != vowels &&
		    !(s[n] == 'u' && n > 0 && s[n - 1] == 'q'))
			break;
	return n;
}

static bool
has_syllables(const char *s, size_t len)
{
	size_t at = run(s, len, false), n;

	if (at == len || !is_onset(s, at))
		return false;
	while (at < len) {
		n = run(s + at, len - at, true);
		if (n > 3)
			return false;
		at += n;
		n = run(s + at, len - at, false);
		if (at + n == len)
			return is_coda(s + at, n);
		if (!is_joint(s + at, n))
			return false;
		at += n;
	}
	return true;
}

/* Pairs that words hardly ever have, letters of hex digits alone, or rare
 * letters in number, are chance. */
static bool
is_odd(const char *s, size_t len)
{
	size_t i, rare = 0, hex = 0, pairs = 0;

	for (i = 0; i < len; i++) {
		rare += strchr("jqxz", s[i]) != NULL;
		hex += s[i] <= 'f';
		pairs +=
		    i > 0 && strchr(followers[s[i - 1] - 'a'], s[i]) == NULL;
	}
	return rare > 1 + len / 8 || (hex == len && len >= 5) ||
	       pairs > (len >= 8);
}

bool
everyday_speakable(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (s[i] < 'a' || s[i] > 'z')
			return false;
	if (listed(short_forms, COUNT(short_forms), s, len))
		return true;
	return len >= 3 && len <= 24 && !is_odd(s, len) &&
	       has_syllables(s, len);
}
