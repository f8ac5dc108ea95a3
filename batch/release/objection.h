/*
 * Why a finished bundle stays here: what one of its readings found.
 */
#ifndef BATCH_OBJECTION_H
#define BATCH_OBJECTION_H

struct objection {
	const char *what;     /* NULL: nothing */
	const char *casefile; /* whose item it is about; NULL: not known */
};

#endif
