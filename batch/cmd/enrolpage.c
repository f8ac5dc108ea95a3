#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/cmd/enrolpage.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/out/memberpage.h"

static void
add_name(struct arena *a, struct memberpage *p, const char *name)
{
	if (name != NULL)
		*(const char **)arena_push(
		    a, &p->names, &p->name_count, sizeof(*p->names)) = name;
}

/* What others would know it by; its networks are numbers that the hub masks. */
static void
own_names(struct arena *a, struct memberpage *p, const struct roster_member *m)
{
	size_t i;

	add_name(a, p, m->name.ja);
	add_name(a, p, m->name.en);
	for (i = 0; i < m->alias_count; i++)
		add_name(a, p, m->aliases[i]);
	for (i = 0; i < m->domain_count; i++)
		add_name(a, p, m->domains[i]);
	for (i = 0; i < m->sensitive_count; i++)
		add_name(a, p, m->sensitive[i]);
}

static void
add_choice(struct arena *a, struct memberpage_choice **list, size_t *count,
    const struct roster_audience *of)
{
	struct memberpage_choice *c = arena_push(a, list, count, sizeof(*c));

	c->id = of->id;
	c->ja = of->name.ja;
	c->en = of->name.en;
}

static void
own_choices(struct arena *a, struct memberpage *p, const struct roster *r,
    const struct roster_member *m)
{
	const struct roster_audience *of;
	char today[11];
	size_t i;

	clock_day(clock_now(), today);
	for (i = 0; i < r->audience_count; i++) {
		of = &r->audiences[i];
		if (!span_holds(&of->span, today))
			continue;
		if (of->kind == AUDIENCE_AGENCY)
			add_choice(a, &p->agencies, &p->agency_count, of);
		else if (m != NULL && roster_in_sig(m, of->id, today))
			add_choice(a, &p->sigs, &p->sig_count, of);
	}
}

/* The hub's public key, as init and rotate wrote it. */
static const char *
public_key(struct hub *h)
{
	struct buf b = { 0 };
	char chunk[4096], *text;
	ssize_t n;
	int fd;

	fd = publish_openat(h->dir, "hub.asc", O_RDONLY);
	if (fd == -1)
		return NULL;
	while ((n = read(fd, chunk, sizeof(chunk))) > 0)
		buf_put(&b, chunk, (size_t)n);
	if (n == -1)
		log_fatal(EX_IOERR, "hub.asc: %s", strerror(errno));
	close(fd);
	text = arena_strndup(h->arena, buf_str(&b), b.len);
	buf_free(&b);
	return text;
}

void
enrolpage_write(struct hub *h, const char *holder, const char *hub_key)
{
	const struct roster_member *m = roster_member(h->roster, holder);
	struct memberpage p = { .member = holder,
		.hub = hub_key,
		.language = h->settings.language };
	struct buf b = { 0 };

	if (m != NULL && m->role != RROLE_MEMBER)
		return;
	if (m != NULL)
		own_names(h->arena, &p, m);
	own_choices(h->arena, &p, h->roster, m);
	p.hub_key = public_key(h);
	if (memberpage_write(&b, &p) == -1)
		log_fatal(EX_OSERR, "member.html: out of memory");
	publish_bytes(h->dir,
	    arena_printf(h->arena, "outbox/%s/member.html", holder), b.data,
	    b.len);
	buf_free(&b);
}
