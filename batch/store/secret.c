#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "batch/store/secret.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"

#define NAME "secret"

void
secret_make(int dir)
{
	struct digest d;
	char text[DIGEST_HEX + 1];

	if (faccessat(dir, NAME, F_OK, 0) == 0)
		return;
	if (getrandom(d.b, sizeof(d.b), 0) != (ssize_t)sizeof(d.b))
		log_fatal(EX_OSERR, "no random numbers: %s", "getrandom");
	digest_hex(&d, text);
	text[DIGEST_HEX - 1] = '\n';
	publish_bytes(dir, NAME, text, DIGEST_HEX);
	explicit_bzero(&d, sizeof(d));
	explicit_bzero(text, sizeof(text));
}

bool
secret_read(struct hub *h, unsigned char out[SECRET_LEN])
{
	struct digest d;
	char *text;
	size_t len;
	bool ok;

	text = hub_read(h, NAME, &len);
	if (text == NULL || len != DIGEST_HEX || text[len - 1] != '\n')
		return false;
	text[len - 1] = '\0';
	ok = digest_parse(text, &d);
	memcpy(out, d.b, SECRET_LEN);
	explicit_bzero(&d, sizeof(d));
	explicit_bzero(text, len);
	return ok;
}
