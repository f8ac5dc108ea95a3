#include <string.h>

#include "batch/count/definitions.h"

static const struct definition all[] = {
	{ "groups", SAY_DEFINITION_GROUPS },
	{ "membership", SAY_DEFINITION_MEMBERSHIP },
	{ "changes", SAY_DEFINITION_CHANGES },
	{ "changes-since", SAY_DEFINITION_CHANGES_SINCE },
	{ "today", SAY_DEFINITION_TODAY },
	{ "agencies", SAY_DEFINITION_AGENCIES },
	{ "schemes", SAY_DEFINITION_SCHEMES },
	{ "flow", SAY_DEFINITION_FLOW },
	{ "targeted", SAY_DEFINITION_TARGETED },
	{ "years", SAY_DEFINITION_YEARS },
	{ "trend", SAY_DEFINITION_TREND },
	{ "reconciliation", SAY_DEFINITION_RECONCILIATION },
	{ "timeliness", SAY_DEFINITION_TIMELINESS },
	{ "sightings", SAY_DEFINITION_SIGHTINGS },
	{ "withdrawals", SAY_DEFINITION_WITHDRAWALS },
	{ "hits", SAY_DEFINITION_HITS },
	{ "classes", SAY_DEFINITION_CLASSES },
	{ "months", SAY_DEFINITION_MONTHS },
	{ "records", SAY_DEFINITION_RECORDS },
	{ "campaigns", SAY_DEFINITION_CAMPAIGNS },
	{ "consultations", SAY_DEFINITION_CONSULTATIONS },
	{ "bec", SAY_DEFINITION_BEC },
	{ "sig", SAY_DEFINITION_SIG },
	{ "bec-types", SAY_DEFINITION_BEC_TYPES },
	{ "observations", SAY_DEFINITION_OBSERVATIONS },
	{ "source-region-before", SAY_DEFINITION_BEFORE },
	{ "c2-region-before", SAY_DEFINITION_BEFORE },
	{ "mail-kind-before", SAY_DEFINITION_BEFORE },
	{ "attachment-kind-before", SAY_DEFINITION_BEFORE },
	{ "source-region", SAY_DEFINITION_SOURCE_REGION },
	{ "c2-region", SAY_DEFINITION_C2_REGION },
	{ "mail-kind", SAY_DEFINITION_MAIL_KIND },
	{ "attachment-kind", SAY_DEFINITION_ATTACHMENT_KIND },
};

const struct definition *
definition_at(size_t i)
{
	return i < sizeof(all) / sizeof(all[0]) ? &all[i] : NULL;
}

const struct definition *
definition_of(const char *dataset)
{
	size_t i, n;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		n = strlen(all[i].dataset);
		if (strncmp(dataset, all[i].dataset, n) == 0 &&
		    (dataset[n] == '\0' ||
			(dataset[n] == '-' && dataset[n + 1] >= '0' &&
			    dataset[n + 1] <= '9')))
			return &all[i];
	}
	return NULL;
}
