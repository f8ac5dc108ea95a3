#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "batch/base/clock.h"

#define CLOCK_WRITTEN 1795132800 /* 2026-11-20 */

static int64_t fixed;
static bool is_fixed;

void
clock_set(int64_t at)
{
	fixed = at;
	is_fixed = true;
}

bool
clock_is_set(void)
{
	return is_fixed;
}

int64_t
clock_now(void)
{
	return is_fixed ? fixed : (int64_t)time(NULL);
}

int64_t
clock_monotonic(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

bool
clock_is_plausible(void)
{
	return is_fixed || time(NULL) >= CLOCK_WRITTEN;
}

/* Out of memory, glibc goes on in a zone of that name that is UTC, "Asia" or
 * "Japan", without a word: a night would fall on another day.  Abbreviations
 * have capitals. */
static bool
is_made_up(const char *name)
{
	size_t len = strlen(tzname[0]);

	return strncmp(name, tzname[0], len) == 0 &&
	       (name[len] == '/' ||
		   (name[len] == '\0' && islower((unsigned char)name[1])));
}

bool
clock_zone(const char *name)
{
	char path[128];

	/* glibc takes an unknown name for UTC without a word. */
	snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", name);
	if (access(path, R_OK) == -1)
		return false;
	setenv("TZ", name, 1);
	tzset();
	return !is_made_up(name);
}

static void
local(int64_t t, struct tm *tm)
{
	time_t tt = (time_t)t;

	localtime_r(&tt, tm);
}

void
clock_day(int64_t t, char out[11])
{
	struct tm tm;

	local(t, &tm);
	strftime(out, 11, "%Y-%m-%d", &tm);
}

void
clock_text(int64_t t, char out[CLOCK_TEXT])
{
	struct tm tm;
	char zone[8];

	local(t, &tm);
	strftime(zone, sizeof(zone), "%z", &tm);
	strftime(out, CLOCK_TEXT - 8, "%Y-%m-%dT%H:%M:%S", &tm);
	/* +0900 to +09:00 */
	snprintf(out + 19, CLOCK_TEXT - 19, "%.3s:%.2s", zone, zone + 3);
}

int
clock_days(const char *date)
{
	struct tm tm = { 0 };

	if (sscanf(date, "%d-%d-%d", &tm.tm_year, &tm.tm_mon, &tm.tm_mday) != 3)
		return 0;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	return (int)(timegm(&tm) / CLOCK_DAY);
}

void
clock_date(int days, char out[11])
{
	struct tm tm;
	time_t t = (time_t)days * CLOCK_DAY;

	gmtime_r(&t, &tm);
	strftime(out, 11, "%Y-%m-%d", &tm);
}

/* 1970-01-01 was a Thursday. */
static int
weekday(int days)
{
	return ((days + 3) % 7 + 7) % 7; /* 0: Monday */
}

void
clock_monday(const char *date, char out[11])
{
	int days = clock_days(date);

	clock_date(days - weekday(days), out);
}

void
clock_sunday(const char *date, char out[11])
{
	int days = clock_days(date);

	clock_date(days - weekday(days) + 6, out);
}

void
clock_date_plus(const char *date, int days, char out[11])
{
	clock_date(clock_days(date) + days, out);
}
