#include "batch/base/tellvoice.h"
#include "formats/base/buf.h"

void
tell_drain(struct tell *t, struct buf *out)
{
	if (t->take == NULL || out->len < TELL_PIECE)
		return;
	t->take(t->arg, out->data, out->len);
	t->flowed = true;
	out->len = 0;
}
