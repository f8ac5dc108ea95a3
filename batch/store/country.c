#include <ctype.h>
#include <libloc/database.h>
#include <libloc/libloc.h>
#include <libloc/network.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "batch/store/country.h"

static const char *const paths[] = {
	"/var/lib/location/database.db", /* kept fresh by hand */
	"/usr/share/libloc-location/location.db",
};

static struct loc_ctx *ctx;
static struct loc_database *db;

static void
open_once(void)
{
	static bool tried;
	FILE *f;
	size_t i;

	if (tried)
		return;
	tried = true;
	if (loc_new(&ctx) != 0)
		return;
	for (i = 0; db == NULL && i < sizeof(paths) / sizeof(paths[0]); i++) {
		f = fopen(paths[i], "re");
		if (f == NULL)
			continue;
		if (loc_database_new(ctx, &db, f) != 0)
			db = NULL;
		fclose(f);
	}
}

const char *
region_of(const char *address)
{
	static char code[3];
	struct loc_network *net = NULL;
	const char *found;

	open_once();
	if (db == NULL || address == NULL ||
	    loc_database_lookup_from_string(db, address, &net) != 0 ||
	    net == NULL)
		return "unknown";
	found = loc_network_get_country_code(net);
	snprintf(code, sizeof(code), "%s", found == NULL ? "" : found);
	loc_network_unref(net);
	if (!isupper((unsigned char)code[0]) ||
	    !isupper((unsigned char)code[1]))
		return "unknown";
	return code;
}

const char *
region_source(void)
{
	static char day[11];
	struct tm tm;
	time_t t;

	open_once();
	if (db == NULL)
		return "";
	t = loc_database_created_at(db);
	gmtime_r(&t, &tm);
	strftime(day, sizeof(day), "%Y-%m-%d", &tm);
	return day;
}
