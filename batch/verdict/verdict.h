/*
 * The verdict on a hub, computed once and told in every form: text, JSON, a
 * page, Nagios, Prometheus.  It asks whether the nights come, what needs a
 * person, and what waits for whom.
 */
#ifndef BATCH_VERDICT_H
#define BATCH_VERDICT_H

#include <stddef.h>

struct hub;
struct night;

enum verdict_form {
	VERDICT_TEXT,
	VERDICT_JSON,
	VERDICT_HTML,
	VERDICT_NAGIOS,
	VERDICT_PROMETHEUS
};

/* The hub as it stands now, to standard output.  The exit code: of Nagios its
 * own (0, 1, 2: the one place where these are used), else 0 or 10. */
int verdict_print(struct hub *h, enum verdict_form form);
/* HUB/status.html, behind a run that ends with the code, which counts. */
void verdict_publish(struct night *n);

#endif
