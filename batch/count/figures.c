#include "batch/count/figures.h"
#include "batch/store/hub.h"

void
figures_give(struct figures *f, struct figure *g, const char *member, int64_t n)
{
	g->value += n;
	givers_add(f->arena, &g->givers,
	    givers_organisation(f->hub->roster, member), n);
}
