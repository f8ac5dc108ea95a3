#include <stdarg.h>
#include <stdio.h>

#include "batch/base/tell.h"
#include "batch/base/tellvoice.h"
#include "batch/base/tongue.h"
#include "formats/base/buf.h"

struct tell *
tell_command(bool json)
{
	return json ? tell_json() : tell_text();
}

void
tell_close(struct tell *t, struct buf *out)
{
	t->voice->close(t, out);
}

static void
print(void *arg, const void *piece, size_t len)
{
	(void)arg;
	fwrite(piece, 1, len, stdout);
}

void
tell_flow(struct tell *t, tell_take *take, void *arg)
{
	t->take = take;
	t->arg = arg;
}

void
tell_flow_print(struct tell *t)
{
	tell_flow(t, print, NULL);
}

void
tell_end_flow(struct tell *t)
{
	tell_take *take = t->take;
	struct buf rest = { 0 };
	void *arg = t->arg;

	tell_close(t, &rest);
	take(arg, buf_str(&rest), rest.len);
	buf_free(&rest);
}

void
tell_print(struct tell *t)
{
	struct buf out = { 0 };

	tell_close(t, &out);
	fwrite(buf_str(&out), 1, out.len, stdout);
	buf_free(&out);
}

void
tell_map(struct tell *t, const char *name)
{
	t->voice->map(t, name);
}

void
tell_list(struct tell *t, const char *name)
{
	t->voice->list(t, name);
}

void
tell_end(struct tell *t)
{
	t->voice->end(t);
}

void
tell_string(struct tell *t, const char *name, const char *value)
{
	t->voice->string(t, name, value);
}

void
tell_id(struct tell *t, const char *name, const char *value)
{
	tell_string(t, t->voice->id == NULL ? name : t->voice->id, value);
}

void
tell_number(struct tell *t, const char *name, int64_t value)
{
	t->voice->number(t, name, value);
}

void
tell_share(struct tell *t, const char *name, int64_t thousandths)
{
	t->voice->share(t, name, thousandths);
}

void
tell_real(struct tell *t, const char *name, double value)
{
	t->voice->real(t, name, value);
}

void
tell_bool(struct tell *t, const char *name, bool value)
{
	t->voice->truth(t, name, value);
}

void
tell_words(
    struct tell *t, const char *name, const char *const *words, size_t count)
{
	t->voice->words(t, name, words, count);
}

static enum lang
told_in(const struct tell *t, enum lang l)
{
	return t->voice->phrase == NULL ? LANG_EN : l;
}

void
tell_said(
    struct tell *t, const char *name, enum lang l, const char *const *texts)
{
	tell_string(t, name, texts[told_in(t, l)]);
}

void
tell_words_said(struct tell *t, const char *name, enum lang l,
    const char **const *words, size_t count)
{
	tell_words(t, name, words[told_in(t, l)], count);
}

void
tell_phrase(struct tell *t, const char *name, const char *fmt, ...)
{
	struct buf value = { 0 };
	va_list ap;

	if (t->voice->phrase == NULL)
		return;
	va_start(ap, fmt);
	buf_vprintf(&value, tongue_form(fmt), ap);
	va_end(ap);
	t->voice->phrase(t, name, buf_str(&value));
	buf_free(&value);
}

void
tell_line(struct tell *t, const char *form)
{
	if (t->voice->line != NULL)
		t->voice->line(t, tongue_form(form));
}

void
tell_picture(struct tell *t, const char *xml)
{
	if (t->voice->picture != NULL)
		t->voice->picture(t, xml);
}
