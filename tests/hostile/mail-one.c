/*
 * What is read of files of mails, for comparison with other readers:
 *   mail-one FILE...     each mail, a line for each thing
 *   mail-one -r FILE     Outlook's form as it is written anew
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/mail/mail.h"
#include "formats/outlook/outlook.h"

static void
slurp(const char *path, struct buf *b)
{
	char chunk[65536];
	FILE *f;
	size_t n;

	f = fopen(path, "rb");
	if (f == NULL) {
		perror(path);
		exit(2);
	}
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_put(b, chunk, n);
	fclose(f);
	buf_str(b);
}

static void
say(const char *what, const char *value)
{
	if (value == NULL)
		return;
	printf("%s\t", what);
	for (; *value != '\0'; value++)
		if (*value == '\n')
			fputs("\\n", stdout);
		else if (*value == '\t')
			fputs("\\t", stdout);
		else
			putchar(*value);
	putchar('\n');
}

static void
tell(const struct mail *m)
{
	char hex[DIGEST_HEX];
	size_t i;

	printf("mail\t%x\n", m->flags & MAIL_FLAGS);
	say("from", m->from);
	say("name", m->from_name);
	say("reply", m->reply_to);
	say("subject", m->subject);
	say("id", m->message_id);
	if (m->date != 0)
		printf("date\t%lld\n", (long long)m->date);
	say("ip", m->sender_ip);
	for (i = 0; i < m->recipient_count; i++)
		say("to", m->recipients[i]);
	for (i = 0; i < m->url_count; i++)
		say("url", m->urls[i].url);
	for (i = 0; i < m->file_count; i++) {
		digest_hex(&m->files[i].sha256, hex);
		printf("file\t%s\t%llu\t%s\t%s\n", hex,
		    (unsigned long long)m->files[i].size,
		    file_kind_word(m->files[i].kind),
		    m->files[i].name == NULL ? "" : m->files[i].name);
	}
	say("text", m->text);
}

int
main(int argc, char **argv)
{
	struct buf b = { 0 }, out = { 0 };
	struct arena *a = arena_new();
	bool raw = argc == 3 && strcmp(argv[1], "-r") == 0, partial = false;
	struct mail *m;
	int i;

	setlocale(LC_CTYPE, "C.UTF-8");
	digest_setup();
	mail_setup();
	for (i = 1 + raw; i < argc; i++) {
		b.len = 0;
		slurp(argv[i], &b);
		if (raw) {
			outlook_mail(&out, b.data, b.len, &partial);
			fwrite(out.data, 1, out.len, stdout);
			continue;
		}
		printf("== %s\n", argv[i]);
		for (m = mail_parse(a, b.data, b.len, NULL); m != NULL;
		     m = m->next)
			tell(m);
	}
	buf_free(&b);
	buf_free(&out);
	arena_free(a);
	return 0;
}
