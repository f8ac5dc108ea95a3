#include "batch/count/figures.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

void
figures_give(struct figures *f, struct figure *g, const char *member, int64_t n)
{
	g->value += n;
	givers_add(f->arena, &g->givers,
	    givers_organisation(f->hub->roster, member), n);
}

void
figures_name_hub(struct figures *f, struct dataset *d)
{
	const struct settings *s = &f->hub->settings;
	const struct say_value hub[LANGS] = {
		[LANG_JA] = { "hub", s->short_name },
		[LANG_EN] = { "hub", *s->short_name_en == '\0'
					 ? s->short_name
					 : s->short_name_en },
	};
	struct measure *m;
	enum lang l;
	size_t i;

	m = arena_alloc(f->arena, d->measure_count * sizeof(*m));
	for (i = 0; i < d->measure_count; i++) {
		m[i] = d->measures[i];
		for (l = 0; l < LANGS; l++)
			m[i].name.in[l] =
			    say_fill(f->arena, m[i].name.in[l], &hub[l], 1);
	}
	d->measures = m;
}
