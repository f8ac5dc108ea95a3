#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "batch/apart/crypt-wire.h"
#include "batch/apart/handover.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "keys/accept.h"

bool
crypt_send_safe(int sock, const char *safe)
{
	unsigned char is = safe != NULL;
	struct iovec parts[2] = { { &is, 1 },
		{ (char *)(uintptr_t)safe, is ? strlen(safe) : 0 } };
	struct msghdr m = { .msg_iov = parts, .msg_iovlen = 2 };
	ssize_t n;

	do
		n = sendmsg(sock, &m, MSG_NOSIGNAL);
	while (n == -1 && errno == EINTR);
	return n == (ssize_t)(1 + parts[1].iov_len);
}

size_t
crypt_receive(int sock, void *p, size_t size, int fds[2])
{
	int all[HANDOVER_FDS];
	size_t len = handover_receive(sock, p, size, all), i;

	fds[0] = len == 0 ? -1 : all[0];
	fds[1] = len == 0 ? -1 : all[1];
	for (i = 2; len > 0 && i < HANDOVER_FDS; i++)
		if (all[i] != -1)
			close(all[i]);
	return len;
}

/* Reader: evidence_read(). */
void
evidence_write(struct buf *b, const struct evidence *e)
{
	buf_put_u32(b,
	    (uint32_t)(e->well_formed | e->truncated << 1 | e->trailing << 2 |
		       e->bad_armor << 3 | e->not_openpgp << 4 |
		       e->plain_signed << 5 | e->no_integrity << 6 |
		       e->aead << 7 | e->decrypted << 8 | e->no_key << 9 |
		       e->bomb << 10 | e->unsupported << 11 |
		       e->wrong_usage << 12 | e->revoked << 13 |
		       e->failed << 14 | e->slow << 15 | e->looks << 16));
	buf_put_u32(b, e->pkesk);
	buf_put_u32(b, e->skesk);
	buf_put_u32(b, e->layers);
	buf_put_u32(b, e->plaintexts);
	buf_put_u32(b, e->signatures);
	buf_put_str(b, e->cipher);
	buf_put_str(b, e->opener);
	buf_put_str(b, e->fingerprint);
	buf_put_u32(b, e->status);
	buf_put_u32(b, (uint32_t)e->hash);
	buf_put_u32(b, (uint32_t)e->pubkey);
	buf_put_u32(b, e->bits);
	buf_put_str(b, e->curve);
	buf_put_u64(b, (uint64_t)e->revoked_at);
	buf_put_u64(b, (uint64_t)e->key_made);
	buf_put_u64(b, (uint64_t)e->key_expires);
	buf_put_u64(b, (uint64_t)e->signed_at);
	buf_put_u64(b, e->plain_size);
	buf_put_u64(b, e->took);
}

static void
get_word(struct cursor *c, char *out, size_t size)
{
	struct arena *a;
	const char *s;

	a = arena_new();
	s = cursor_str(c, a, size - 1);
	if (s != NULL)
		memcpy(out, s, strlen(s) + 1);
	arena_free(a);
}

/* Writer: evidence_write(). */
void
evidence_read(struct cursor *c, struct evidence *e)
{
	uint32_t f;

	memset(e, 0, sizeof(*e));
	f = cursor_u32(c);
	e->well_formed = f & 1;
	e->truncated = f & 1 << 1;
	e->trailing = f & 1 << 2;
	e->bad_armor = f & 1 << 3;
	e->not_openpgp = f & 1 << 4;
	e->plain_signed = f & 1 << 5;
	e->no_integrity = f & 1 << 6;
	e->aead = f & 1 << 7;
	e->decrypted = f & 1 << 8;
	e->no_key = f & 1 << 9;
	e->bomb = f & 1 << 10;
	e->unsupported = f & 1 << 11;
	e->wrong_usage = f & 1 << 12;
	e->revoked = f & 1 << 13;
	e->failed = f & 1 << 14;
	e->slow = f & 1 << 15;
	e->looks = f >> 16; /* looks_text() takes any number */
	e->pkesk = cursor_u32(c);
	e->skesk = cursor_u32(c);
	e->layers = cursor_u32(c);
	e->plaintexts = cursor_u32(c);
	e->signatures = cursor_u32(c);
	get_word(c, e->cipher, sizeof(e->cipher));
	get_word(c, e->opener, sizeof(e->opener));
	get_word(c, e->fingerprint, sizeof(e->fingerprint));
	e->status = cursor_u32(c);
	e->hash = (int)cursor_u32(c);
	e->pubkey = (int)cursor_u32(c);
	e->bits = cursor_u32(c);
	get_word(c, e->curve, sizeof(e->curve));
	e->revoked_at = (int64_t)cursor_u64(c);
	e->key_made = (int64_t)cursor_u64(c);
	e->key_expires = (int64_t)cursor_u64(c);
	e->signed_at = (int64_t)cursor_u64(c);
	e->plain_size = cursor_u64(c);
	e->took = cursor_u64(c);
	if (!cursor_done(c))
		memset(e, 0, sizeof(*e));
}
