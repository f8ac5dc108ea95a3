#include <sys/random.h>

#include "batch/base/machine.h"
#include "batch/gate/gatecanary.h"
#include "formats/base/buf.h"
#include "formats/base/text.h"

/* Bytes of a file around a canary. */
#define AROUND 256
/* On both sides of it, a letter of a script that no member's name is in: the
 * canary and what stands beside it must not spell somebody together. */
#define APART "\xea\x80\x80"

const char *const gatecanary_fixed[2] = { "問屋場検査鳥",
	"canary-kensadori.example" };

/* The canary as it could hide; one of them each time. */
static const char *const hidden[] = { "問屋場検査鳥",
	"%E5%95%8F%E5%B1%8B%E5%A0%B4%E6%A4%9C%E6%9F%BB%E9%B3%A5",
	"&#21839;&#23627;&#22580;&#26908;&#26619;&#40165;",
	"\\u554f\\u5c4b\\u5834\\u691c\\u67fb\\u9ce5",
	"eOWVj+Wxi+WgtOaknOafu+mzpXk=", "YWLllY/lsYvloLTmpJzmn7vps6U=",
	"T1VLXDRYHGn7Z+Wc", "96e289ae8fea8c9f8db892b9",
	"=E5=95=8F=E5=B1=8B=E5=A0=B4=E6=A4=9C=E6=9F=BB=E9=B3=A5",
	"=?ISO-2022-JP?B?GyRCTGQyMD5sOCE6OkQ7GyhC?=",
	"CANARY-KENSADORI.EXAMPLE", "elpmaxe.irodasnek-yranac",
	"問 屋 場 検 査 鳥", "canary-kensadori[.]example" };

static void
draw(void *p, size_t len)
{
	if (getrandom(p, len, 0) != (ssize_t)len)
		machine_ends(MACHINE_SYSTEM, "no random bytes");
}

/* Consonants alone: nothing that could be read as a name. */
void
gatecanary_new(struct gatecanary *c)
{
	static const char letters[] = "bcdfghjkmnpqrstv";
	unsigned char random[GATECANARY_LENGTH];
	size_t i, k;

	for (i = 0; i < GATECANARY_WORDS; i++) {
		draw(random, sizeof(random));
		for (k = 0; k < GATECANARY_LENGTH; k++)
			c->words[i][k] = letters[random[k] % 16];
		c->words[i][GATECANARY_LENGTH] = '\0';
	}
}

/* The first bytes with the word in their middle, between two letters; of what
 * is no text, none. */
static void
put_into(struct buf *b, const unsigned char *p, size_t len, const char *word)
{
	size_t at;

	/* A letter may have been cut through. */
	while (len > 0 && (p[len - 1] & 0xc0) == 0x80)
		len--;
	if (len > 0 && p[len - 1] >= 0xc0)
		len--;
	if (len > 0 && !text_valid((const char *)p, len))
		len = 0;
	at = len / 2;
	while (at > 0 && (p[at] & 0xc0) == 0x80)
		at--;
	buf_put(b, p, at);
	buf_printf(b, " " APART " %s " APART " ", word);
	buf_put(b, p + at, len - at);
}

unsigned
gatecanary_plant(const struct gatecanary *c, const void *p, size_t len,
    uint64_t turn, struct buf *fixed, struct buf *fresh)
{
	unsigned char which;

	draw(&which, 1);
	which %= GATECANARY_WORDS;
	put_into(fixed, p, len < AROUND ? len : AROUND,
	    hidden[turn % (sizeof(hidden) / sizeof(hidden[0]))]);
	put_into(fresh, p, len < AROUND ? len : AROUND, c->words[which]);
	return which + 1U;
}
