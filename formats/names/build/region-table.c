/*
 * region-table FILE: names of regions in Japanese and English as ICU has them,
 * or FILE, which has other words for some; as regionname.c takes them, in the
 * order of their codes.  Run when the program is built: the program itself
 * needs no ICU.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define NAME_MAX_BYTES 256

struct own {
	char code[3];
	char ja[NAME_MAX_BYTES], en[NAME_MAX_BYTES];
};

static struct own own[300];
static size_t own_count;

static void
read_own(const char *path)
{
	FILE *in = fopen(path, "r");
	char line[1024];
	struct own *o;

	if (in == NULL) {
		perror(path);
		exit(1);
	}
	while (fgets(line, sizeof(line), in) != NULL) {
		if (*line == '#' || *line == '\n')
			continue;
		o = &own[own_count];
		if (own_count == sizeof(own) / sizeof(own[0]) ||
		    sscanf(line, "%2[A-Z]\t%255[^\t]\t%255[^\n]", o->code,
			o->ja, o->en) != 3) {
			fprintf(stderr, "%s: not CODE, Japanese, English: %s",
			    path, line);
			exit(1);
		}
		own_count++;
	}
	fclose(in);
}

/* In UTF-8, without what would end a string of C. */
static void
name_of(const char *code, const char *lang, char out[NAME_MAX_BYTES])
{
	char place[8];
	UChar name[NAME_MAX_BYTES];
	UErrorCode err = U_ZERO_ERROR;

	snprintf(place, sizeof(place), "und_%s", code);
	uloc_getDisplayCountry(place, lang, name, NAME_MAX_BYTES, &err);
	u_strToUTF8(out, NAME_MAX_BYTES, NULL, name, -1, &err);
	if (U_FAILURE(err) || strpbrk(out, "\"\\\n") != NULL) {
		fprintf(stderr, "no name of %s in %s\n", code, lang);
		exit(1);
	}
}

static int
by_code(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int
main(int argc, char **argv)
{
	const char *const *known = uloc_getISOCountries();
	const char *codes[1000];
	char ja[NAME_MAX_BYTES], en[NAME_MAX_BYTES];
	size_t n = 0, i, k;

	if (argc != 2)
		return 1;
	read_own(argv[1]);
	for (; known[n] != NULL && n < 1000; n++)
		codes[n] = known[n];
	qsort(codes, n, sizeof(codes[0]), by_code);
	for (i = 0; i < n; i++) {
		name_of(codes[i], "ja", ja);
		name_of(codes[i], "en", en);
		for (k = 0; k < own_count; k++)
			if (strcmp(own[k].code, codes[i]) == 0) {
				strcpy(ja, own[k].ja);
				strcpy(en, own[k].en);
			}
		printf("{ \"%s\", \"%s\", \"%s\" },\n", codes[i], ja, en);
	}
	return 0;
}
