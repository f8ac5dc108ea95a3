/*
 * The figures of a report: datasets of observations, counted from hub.db and
 * taken over from history.xml.  Every number of a report stands in one of
 * them; tables, charts and prose point at it.
 */
#ifndef BATCH_FIGURES_H
#define BATCH_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct hub;
struct history;

enum hidden { SHOWN, SMALL_CELL, COMPLEMENT, UNKNOWN, NOT_COLLECTED };

struct figure {
	int64_t		 value;
	const char	*text;		/* a date in place of the value; or NULL */
	enum hidden	 hidden;
	bool		 history;	/* taken over */
	bool		 open;		/* told elsewhere: never hidden */
};

struct category {
	const char	*key, *group, *ja, *en;
};
struct measure {
	const char	*id, *ja, *en;
};

struct dataset {
	const char	*id, *unit, *ja, *en;
	int64_t		 n;		/* -1: none */
	struct category	*keys;		size_t key_count;
	const struct measure *measures;	size_t measure_count;
	struct figure	*figures;	/* key-major */
};

struct period {
	char		 id[8];		/* 2017Q3, FY2016 */
	char		 first[11], last[11];
	bool		 year;		/* fiscal: April to March */
};

struct figures {
	struct hub	*hub;
	struct arena	*arena;
	const struct history *history;
	struct period	 period;
	int64_t		 at;
	struct dataset	*sets;		size_t set_count;
};

/* false where the word is no period. */
bool	period_parse(const char *word, struct period *p);
/* The quarter n before (or, negative, after) a quarter. */
void	period_step(const struct period *from, int back, struct period *out);

/* Counts everything for the period into f->sets. */
void	figures_count(struct figures *f);
const struct dataset *figures_find(const struct figures *f, const char *id);
const struct figure *figures_at(const struct dataset *d, size_t key,
	    size_t measure);

/* suppress.c: hides cells below min and complements, in a breakdown whose
 * total is known. */
void	suppress(struct dataset *d, unsigned min);

#endif
