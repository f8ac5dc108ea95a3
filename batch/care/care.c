#include <sysexits.h>

#include "batch/apart/crypt.h"
#include "batch/apart/lockdown.h"
#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/care/care.h"
#include "batch/care/keycare.h"
#include "batch/care/rostercare.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* Wrong clocks make good signatures bad and bad ones good. */
#define CLOCK_BACK (26 * 3600) /* two zones apart, and an hour's slip */
#define CLOCK_GAP  31	       /* days without a night */

/* The workers are locked down all the same; of gpg a person should know. */
static void
check_kernel(void)
{
	int abi = lockdown_abi();

	if (lockdown_gap(abi) != NULL)
		log_warn("this kernel has Landlock ABI %d, wanted 3: %s", abi,
		    lockdown_gap(abi));
}

static void
check_clock(struct night *n)
{
	int64_t last;

	last = db_one(n->hub->db, SQL_RUN_LAST, 0, "");
	if (last > n->at + CLOCK_BACK)
		log_fatal(EX_CONFIG,
		    "the clock is behind the last run by %lld hours: set it, or give --at",
		    (long long)((last - n->at) / 3600));
	if (clock_is_set())
		return;
	if (last != 0 && n->at - last > CLOCK_GAP * CLOCK_DAY)
		night_attention(n,
		    "%lld days have passed since the last run: is the clock right?",
		    (long long)((n->at - last) / CLOCK_DAY));
}

/* A member whose key runs out falls silent, and cannot read: said in time. */
static void
check_keys(struct night *n)
{
	struct keycare_question q = { .roster = n->hub->roster,
		.hub_key = crypt_hub_key(n->crypt),
		.now = n->at,
		.soon = n->at + n->hub->settings.warn_days * (int64_t)CLOCK_DAY,
		.today = n->day };
	struct key_care *list;
	char err[256];
	size_t count, i;

	q.keys = crypt_expiring(
	    n->crypt, q.soon, n->arena, &q.key_count, err, sizeof(err));
	if (q.keys == NULL)
		night_attention(n, "the keys cannot be looked at: %s", err);
	list = keycare(n->arena, &q, &count);
	n->keys_expiring = count;
	for (i = 0; i < count; i++)
		night_attention(n, keycare_form("%s %s %s", &list[i]),
		    list[i].holder, list[i].fingerprint,
		    keycare_day(n->arena, &list[i]));
}

/* Without it the same facts would have other names each time. */
static void
check_secret(struct night *n)
{
	if (!secret_read(n->hub, n->secret))
		log_fatal(EX_CONFIG,
		    "%s/secret is missing or damaged: items are named with it; restore it from the backup",
		    n->hub->path);
}

void
care(struct night *n)
{
	check_kernel();
	check_secret(n);
	check_clock(n);
	rostercare(n);
	check_keys(n);
}
