#include <inttypes.h>

#include "batch/base/tell.h"
#include "batch/base/tellprose.h"
#include "batch/base/tellsay.h"
#include "batch/evidence/wrote.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/indicators/observable.h"
#include "formats/out/item.h"

/* What of outside stands behind it begins no line. */
#define LEAD   "    | "
#define INDENT 4
/* Of a word that is not to leave, where a card has of all its beginning. */
#define WORD_LINES 2

/* What one telling is told with. */
struct voiced {
	struct tell *t;
	enum lang lang;
	size_t most;
};

/* Text has of a list so many and how many more; other voices have all. */
static bool
is_shown(const struct voiced *v, size_t i)
{
	return v->most == 0 || i < v->most;
}

static void
say_more(const struct voiced *v, enum say what, size_t count)
{
	tellsay_more(v->t, INDENT, what, v->lang, count, v->most);
}

static void
say_left(const struct voiced *v, size_t left)
{
	tellsay_more(v->t, INDENT, SAY_CARD_MORE_LINES, v->lang, left + v->most,
	    v->most);
}

static void
say_prose(const struct voiced *v, enum say name, const char *text)
{
	tellsay_prose(v->t, INDENT, name, v->lang, text, 0);
}

static void
tell_face(const struct voiced *v, const struct wrote_mail *m)
{
	struct tell *t = v->t;

	tell_number(t, "n", m->n);
	tell_string(t, "sender", m->sender);
	tell_string(t, "sender-name", m->sender_name);
	tell_string(t, "reply-to", m->reply_to);
	tell_string(t, "return-path", m->return_path);
	tell_string(t, "subject", m->subject);
	tell_string(t, "day", m->day);
	tell_string(t, "sender-ip", m->sender_ip);
	tell_string(t, "mailer", m->mailer);
	tell_string(t, "message-id", m->message_id);
	tell_string(t, "text", m->text);
	tellsay(t, 2, SAY_CARD_MAIL, v->lang);
	say_prose(v, SAY_CARD_MAIL_NAME, m->sender_name);
	say_prose(v, SAY_CARD_MAIL_SENDER, m->sender);
	say_prose(v, SAY_CARD_MAIL_SUBJECT, m->subject);
	say_prose(v, SAY_CARD_MAIL_REPLY, m->reply_to);
	say_prose(v, SAY_CARD_MAIL_RETURN, m->return_path);
	say_prose(v, SAY_CARD_MAIL_MAILER, m->mailer);
}

static void
tell_mail(const struct voiced *v, const struct wrote_mail *m)
{
	tell_map(v->t, "mail");
	tell_face(v, m);
	if (m->text != NULL && *m->text != '\0')
		tellsay(v->t, INDENT, SAY_CARD_MAIL_TEXT, v->lang);
	say_left(v, tellprose(v->t, m->text, LEAD, v->most));
	tell_end(v->t);
}

static void
tell_file(const struct voiced *v, const struct wrote_file *f, bool in_text)
{
	struct tell *t = v->t;

	tell_map(t, "file");
	tell_number(t, "n", f->n);
	if (f->mail != 0)
		tell_number(t, "mail", f->mail);
	if (f->parent != 0)
		tell_number(t, "parent", f->parent);
	tell_string(t, "role", f->role);
	tell_string(t, "name", f->name);
	tell_string(t, "kind", f->kind);
	tell_number(t, "size", f->size);
	tell_string(t, "flags", f->flags);
	tell_string(t, "sha256", f->sha256);
	if (in_text) {
		tellsay(t, 2, SAY_CARD_FILE, v->lang);
		tellprose(t, f->name, LEAD, 0);
		tellprose(t, f->sha256, LEAD, 0);
	}
	tell_end(t);
}

static const char *
shown(struct arena *a, const struct wrote_value *w)
{
	enum ind_type type;

	return ind_type_parse(w->type, &type)
		   ? item_defanged_value(a, type, w->value)
		   : w->value;
}

static void
tell_value(const struct voiced *v, const struct wrote_value *w, bool in_text)
{
	struct arena *a = arena_new();
	struct tell *t = v->t;

	tell_map(t, "value");
	tell_string(t, "type", w->type);
	tell_string(t, "role", w->role);
	tell_string(t, "value", w->value);
	tell_string(t, "source", w->source);
	tell_bool(t, "echo", w->echo);
	if (w->echo)
		tell_phrase(t, "told", "%s", say(SAY_CARD_VALUE_ECHO, v->lang));
	if (in_text) {
		tellsay(t, 2, SAY_CARD_VALUE, v->lang);
		tellprose(t, shown(a, w), LEAD, 0);
	}
	tell_end(t);
	arena_free(a);
}

static void
tell_values(const struct voiced *v, const struct wrote *w)
{
	size_t i;

	tell_list(v->t, "values");
	for (i = 0; i < w->value_count; i++)
		tell_value(v, &w->values[i], is_shown(v, i));
	tell_end(v->t);
	say_more(v, SAY_CARD_MORE_VALUES, w->value_count);
}

static void
tell_files(const struct voiced *v, const struct wrote *w)
{
	size_t i;

	tell_list(v->t, "files");
	for (i = 0; i < w->file_count; i++)
		tell_file(v, &w->files[i], is_shown(v, i));
	tell_end(v->t);
	say_more(v, SAY_CARD_MORE_FILES, w->file_count);
}

static void
tell_observation(
    const struct voiced *v, const struct wrote_traffic *o, bool in_text)
{
	struct arena *a = arena_new();
	struct tell *t = v->t;

	tell_map(t, "observation");
	tell_string(t, "direction", o->inbound ? "inbound" : "outbound");
	tell_string(t, "address", o->address);
	tell_number(t, "port", o->port);
	tell_string(t, "protocol", o->protocol);
	tell_string(t, "first", o->first);
	tell_string(t, "last", o->last);
	tell_number(t, "count", o->count);
	tell_phrase(t, "far", "%s", text_defang(a, o->address));
	if (in_text)
		tellsay(t, 2,
		    o->inbound ? SAY_CARD_TRAFFIC_INBOUND
			       : SAY_CARD_TRAFFIC_OUTBOUND,
		    v->lang);
	tell_end(t);
	arena_free(a);
}

static void
say_sensitive(const struct voiced *v, const struct wrote *w)
{
	size_t i;

	if (w->sensitive_count == 0)
		return;
	tellsay(v->t, INDENT, SAY_CARD_SENSITIVE, v->lang);
	for (i = 0; i < w->sensitive_count && is_shown(v, i); i++)
		tellprose(
		    v->t, w->sensitive[i], LEAD, v->most == 0 ? 0 : WORD_LINES);
	say_more(v, SAY_CARD_MORE_WORDS, w->sensitive_count);
}

static void
tell_terms(const struct voiced *v, const struct wrote *w)
{
	struct tell *t = v->t;

	tell_string(t, "sig", w->sig);
	tell_string(t, "agencies", w->agencies);
	tell_bool(t, "publish", w->publish);
	tell_string(t, "request", w->request);
	tell_string(t, "topic", w->topic);
	tell_string(t, "victim", w->victim);
	tell_bool(t, "partial", w->partial);
	tell_bool(t, "asks", w->asks);
	tell_string(t, "description", w->description);
	tell_words(t, "sensitive", w->sensitive, w->sensitive_count);
	if (w->sig != NULL)
		tellsay(t, INDENT, SAY_CARD_TERMS_SIG, v->lang);
	if (*w->agencies != '\0')
		tellsay(t, INDENT, SAY_CARD_TERMS_AGENCIES, v->lang);
	if (w->publish)
		tellsay(t, INDENT, SAY_CARD_TERMS_PUBLISH, v->lang);
	say_sensitive(v, w);
}

static void
tell_words_of(const struct voiced *v, const struct wrote *w)
{
	if (w->request != NULL)
		tellsay(v->t, INDENT, SAY_CARD_REQUEST, v->lang);
	if (w->partial)
		tellsay(v->t, INDENT, SAY_CARD_PARTIAL, v->lang);
	say_prose(v, SAY_CARD_TOPIC, w->topic);
	if (w->description == NULL)
		return;
	tellsay(v->t, 2, SAY_CARD_WROTE, v->lang);
	say_left(v, tellprose(v->t, w->description, LEAD, v->most));
}

void
wrote_tell(struct tell *t, const struct wrote *w, enum lang lang, size_t most)
{
	struct voiced v = { t, lang, most };
	size_t i;

	tell_terms(&v, w);
	tell_words_of(&v, w);
	tell_list(t, "mails");
	for (i = 0; i < w->mail_count; i++)
		if (is_shown(&v, i))
			tell_mail(&v, &w->mails[i]);
	tell_end(t);
	say_more(&v, SAY_CARD_MORE_LIKE_IT, w->mail_count);
	tell_files(&v, w);
	tell_values(&v, w);
	tell_list(t, "traffic");
	for (i = 0; i < w->traffic_count; i++)
		tell_observation(&v, &w->traffic[i], is_shown(&v, i));
	tell_end(t);
	say_more(&v, SAY_CARD_MORE_TRAFFIC, w->traffic_count);
}
