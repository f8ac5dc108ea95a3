/*
 * A worker that was taken over: it may say what it likes on its two pipes,
 * die as it likes, and say nothing.  This program is started as the server and
 * plays the worker itself: what it reads names the lie.
 */
#include <linux/futex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "batch/apart/server-main.h"
#include "batch/apart/server.h"
#include "batch/apart/worker.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/mail/mail.h"
#include "formats/package/package.h"
#include "formats/package/packagewire.h"

#define SHA  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define UUID "7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10"

static struct pkg_file file;
static struct filefact facts[2];
static struct mail mail;
static struct mail_url url;
static struct pkg_indicator indicator;
static struct pkg_observation observation;
static struct pkg_submission subs[2];
static struct pkg_sighting sighting;
static struct pkg_request request;
static struct pkg_consent consent_;
static struct pkg_ack ack;
static struct pkg_withdrawal withdrawal;
static struct pkg_ruling ruling;
static struct pkg_step step;
static struct pkg_confirm confirm;
static struct pkg_fact fact;
static struct pkg_chapter chapter;
static unsigned with = 1;
static const char *word = "word", *split = UUID "/1";
static struct pkg_named agency = { "word", 3 };
static struct package package;

/* Everything that a package can hold, all of it right. */
static void
fill(void)
{
	memset(subs, 0, sizeof(subs));
	memset(&mail, 0, sizeof(mail));
	url = (struct mail_url){ "http://bad.example/x", "bad.example" };
	mail.from = "a@evil.example";
	mail.from_name = "A";
	mail.subject = "s";
	mail.message_id = "1@x.example";
	mail.sender_ip = "198.51.100.1";
	mail.text = mail.norm = "text";
	mail.urls = &url;
	mail.url_count = 1;
	memset(facts, 0, sizeof(facts));
	facts[0] = (struct filefact){
		.name = "1.eml", .size = 3, .kind = FILE_OTHER, .parent = -1
	};
	facts[1] = (struct filefact){ .name = "in.exe",
		.size = 3,
		.kind = FILE_EXECUTABLE,
		.parent = 0 };
	file = (struct pkg_file){ .path = "mail/1.eml",
		.role = FROLE_MAIL,
		.facts = facts,
		.fact_count = 2,
		.mail = &mail };
	indicator = (struct pkg_indicator){ IND_IPV4, ROLE_C2, "198.51.100.2" };
	observation = (struct pkg_observation){ .inbound = true,
		.address = "198.51.100.3",
		.port = 1433,
		.protocol = "tcp",
		.first = "2017-07-01",
		.last = "2017-07-02",
		.count = 2 };
	subs[0] = (struct pkg_submission){ .n = 1,
		.kind = SUB_MAIL,
		.title = "t",
		.files = &file,
		.file_count = 1,
		.indicators = &indicator,
		.indicator_count = 1,
		.agencies = &agency,
		.agency_count = 1,
		.sensitive = &word,
		.sensitive_count = 1 };
	subs[1] = (struct pkg_submission){ .n = 2,
		.kind = SUB_TRAFFIC,
		.title = "t",
		.observations = &observation,
		.observation_count = 1 };
	sighting = (struct pkg_sighting){ .item = "S-2017-7K3QM2XB",
		.outcome = OUTCOME_UNOPENED,
		.count = 1,
		.first = "2017-07-01",
		.last = "2017-07-01",
		.with = &with,
		.with_count = 1 };
	memset(&consent_, 0, sizeof(consent_));
	ack = (struct pkg_ack){ "gas-000001", true, SHA };
	withdrawal = (struct pkg_withdrawal){ UUID, 1, false, "r" };
	step = (struct pkg_step){ STEP_RECON, split, 0, "t" };
	memset(&ruling, 0, sizeof(ruling));
	ruling = (struct pkg_ruling){ .case_id = "C-2017-0001",
		.class = -1,
		.grave = -1,
		.release = 1,
		.retract = -1,
		.harmless = -1,
		.title = "t",
		.redact = &word,
		.redact_count = 1,
		.merge_into = "C-2017-0002",
		.split = &split,
		.split_count = 1,
		.steps = &step,
		.step_count = 1 };
	request = (struct pkg_request){ .audience = "gas",
		.item = "S-2017-7K3QM2XB",
		.until = "2017-08-20",
		.text = "t" };
	fact = (struct pkg_fact){ IND_SUBJECT, "s" };
	confirm = (struct pkg_confirm){ .ruling = UUID "/1", .approve = true };
	chapter = (struct pkg_chapter){ .period = "2017Q3",
		.xml =
		    "<chapter xmlns=\"urn:toiyaba:package:1\" period=\"2017Q3\">"
		    "<title xml:lang=\"ja\">t</title><p xml:lang=\"ja\">p</p>"
		    "</chapter>" };
	package = (struct package){ .id = UUID,
		.to = "00000000000000000000000000000000000000AA",
		.from = "gas-03",
		.created = 1501719120,
		.submissions = subs,
		.submission_count = 2,
		.sightings = &sighting,
		.sighting_count = 1,
		.consents = &consent_,
		.consent_count = 1,
		.acks = &ack,
		.ack_count = 1,
		.withdrawals = &withdrawal,
		.withdrawal_count = 1,
		.rulings = &ruling,
		.ruling_count = 1,
		.requests = &request,
		.request_count = 1,
		.confirms = &confirm,
		.confirm_count = 1,
		.chapters = &chapter,
		.chapter_count = 1 };
}

static void
only_truehit(void)
{
	ruling = (struct pkg_ruling){ .case_id = "C-2017-0001",
		.class = -1,
		.grave = -1,
		.release = -1,
		.retract = -1,
		.harmless = -1,
		.truehit = split,
		.facts = &fact,
		.fact_count = 1 };
}

#define LIE(name, statement)         \
	static void lie_##name(void) \
	{                            \
		statement;           \
	}

static const char *huge;

LIE(nothing, (void)0)
LIE(id_path, package.id = "../../../etc/passwd")
LIE(id_short, package.id = "7f0c1a52")
LIE(id_null, package.id = NULL)
LIE(to_short, package.to = "AA")
LIE(from_path, package.from = "gas-03/../..")
LIE(from_null, package.from = NULL)
LIE(number_zero, subs[0].n = 0)
LIE(number_twice, subs[1].n = 1)
LIE(kind, subs[0].kind = (enum sub_kind)77)
LIE(victim, subs[0].victim = (enum victim)77)
LIE(title_null, subs[0].title = NULL)
LIE(title_escape, subs[0].title = "\x1b[2J")
LIE(title_utf8, subs[0].title = "\xff\xfe")
LIE(title_huge, subs[0].title = huge)
LIE(description, subs[0].description = "\x01")
LIE(path_up, file.path = "../up")
LIE(path_abs, file.path = "/etc/passwd")
LIE(path_null, file.path = NULL)
LIE(path_manifest, file.path = "manifest.xml")
LIE(role, file.role = (enum file_role)99)
LIE(fact_kind, facts[0].kind = (enum file_kind)99)
LIE(fact_parent, facts[1].parent = 7)
LIE(fact_name, facts[0].name = "\xc3")
LIE(fact_size, facts[0].size = UINT64_MAX)
LIE(mail_subject, mail.subject = "a\nb")
LIE(mail_ip, mail.sender_ip = "999.1.1.1")
LIE(mail_flags, mail.flags = 0xffffffff)
LIE(mail_text, mail.norm = "\xff")
LIE(mail_url, url.url = "javascript:alert(1)")
LIE(mail_host, url.host = "a host")
LIE(ind_type, indicator.type = (enum ind_type)99)
LIE(ind_role, indicator.role = (enum ind_role)99)
LIE(ind_value, indicator.value = "not an address")
LIE(ind_null, indicator.value = NULL)
LIE(ind_canon, indicator.value = "198.51.100.002")
LIE(obs_address, observation.address = "everywhere")
LIE(obs_port, observation.port = 70000)
LIE(obs_protocol, observation.protocol = "smtp over pigeons")
LIE(obs_first, observation.first = "2017-13-01")
LIE(obs_order, observation.first = "2017-07-03")
LIE(obs_count, observation.count = 0)
LIE(bec, subs[0].bec_type = 6)
LIE(consent_word, subs[0].consent = (enum consent)9)
LIE(scope, subs[0].scope = (enum scope)9)
LIE(tlp, subs[0].tlp = (enum tlp)9)
LIE(agency, agency.id = "../x")
LIE(sight_item, sighting.item = "S-1")
LIE(sight_count, sighting.count = 0)
LIE(sight_date, sighting.first = "yesterday")
LIE(sight_order, sighting.first = "2017-07-02")
LIE(sight_result, sighting.result = (enum sight_result)9)
LIE(sight_outcome, sighting.outcome = 9)
LIE(sight_nothing, sighting.result = SIGHT_NOT_FOUND)
LIE(sight_with, with = 9)
LIE(ack_dash, ack.bundle = "gas")
LIE(ack_path, ack.bundle = "../x-000001")
LIE(ack_null, ack.bundle = NULL)
LIE(ack_digest, ack.digest = "x")
LIE(withdraw, withdrawal.package = "x")
LIE(fact_alone, ruling.facts = &fact; ruling.fact_count = 1)
LIE(truehit_mixed, ruling.truehit = UUID "/1")
LIE(truehit_path, only_truehit(); ruling.truehit = "../1")
LIE(truehit_empty, only_truehit(); fact.value = "")
LIE(truehit_type, only_truehit(); fact.type = (enum ind_type)99)
LIE(sight_request, sighting.request = "S-2017-7K3QM2XB")
LIE(sub_request, subs[0].request = "R-1")
LIE(ask_nobody, request.audience = NULL; request.item = NULL)
LIE(ask_both, request.submission = UUID "/1"; request.item = NULL)
LIE(ask_path, request.audience = "../x")
LIE(ask_item, request.item = "S-1")
LIE(ask_ever, request.until = NULL)
LIE(ask_day, request.until = "2017-02-30")
LIE(ask_nothing, request.text = NULL)
LIE(ask_empty, request.text = "")
LIE(ask_escape, request.text = "\x1b[2J")
LIE(ask_ends, request.closes = "R-2017-7K3QM2XB")
LIE(confirm_path, confirm.ruling = "../x/1")
LIE(confirm_null, confirm.ruling = NULL)
LIE(rule_none, ruling.case_id = NULL)
LIE(rule_both, ruling.item = "S-2017-7K3QM2XB")
LIE(rule_harmless, ruling.harmless = 1)
LIE(rule_case, ruling.case_id = "C-x")
LIE(rule_class, ruling.class = 99)
LIE(rule_merge, ruling.merge_into = "C")
LIE(rule_split, split = "x/y")
LIE(rule_step, step.kind = (enum step_kind)9)
LIE(chapter_period, chapter.period = "2017Q9")
LIE(chapter_null, chapter.xml = NULL)
LIE(chapter_junk, chapter.xml = "<chapter")
LIE(chapter_other, chapter.xml = "<script xmlns=\"urn:toiyaba:package:1\"/>")
LIE(chapter_dtd,
    chapter.xml =
	"<!DOCTYPE chapter [<!ENTITY a \"b\">]>"
	"<chapter xmlns=\"urn:toiyaba:package:1\" period=\"2017Q3\">"
	"<title xml:lang=\"ja\">&a;</title><p xml:lang=\"ja\">p</p></chapter>")

static const struct lie {
	const char *name;
	void (*tell)(void);
} lies[] = {
#define L(name)                   \
	{                         \
#name, lie_##name \
	}
	L(id_path),
	L(id_short),
	L(id_null),
	L(to_short),
	L(from_path),
	L(from_null),
	L(number_zero),
	L(number_twice),
	L(kind),
	L(victim),
	L(title_null),
	L(title_escape),

	L(title_utf8),
	L(title_huge),
	L(description),
	L(path_up),
	L(path_abs),
	L(path_null),
	L(path_manifest),
	L(role),
	L(fact_kind),
	L(fact_parent),
	L(fact_name),
	L(fact_size),

	L(mail_subject),
	L(mail_ip),
	L(mail_flags),
	L(mail_text),
	L(mail_url),
	L(mail_host),
	L(ind_type),
	L(ind_role),
	L(ind_value),
	L(ind_null),
	L(ind_canon),
	L(obs_address),
	L(obs_port),
	L(obs_protocol),
	L(obs_first),
	L(obs_order),
	L(obs_count),
	L(bec),
	L(consent_word),
	L(scope),
	L(tlp),
	L(agency),
	L(sight_item),
	L(sight_count),
	L(sight_date),
	L(sight_order),
	L(sight_result),
	L(sight_outcome),
	L(sight_nothing),
	L(sight_with),
	L(ack_dash),
	L(ack_path),
	L(ack_null),
	L(ack_digest),
	L(withdraw),
	L(fact_alone),
	L(truehit_mixed),
	L(truehit_path),
	L(truehit_empty),
	L(truehit_type),
	L(sight_request),
	L(sub_request),
	L(ask_nobody),
	L(ask_both),
	L(ask_path),
	L(ask_item),
	L(ask_ever),
	L(ask_day),
	L(ask_nothing),
	L(ask_empty),
	L(ask_escape),
	L(ask_ends),
	L(confirm_path),
	L(confirm_null),
	L(rule_none),
	L(rule_both),
	L(rule_harmless),
	L(rule_case),
	L(rule_class),
	L(rule_merge),
	L(rule_split),
	L(rule_step),
	L(chapter_period),
	L(chapter_null),
	L(chapter_junk),
	L(chapter_other),
	L(chapter_dtd),
#undef L
};

static void
say(const void *p, size_t len)
{
	const char *at = p;
	ssize_t n;

	while (len > 0 && (n = write(1, at, len)) > 0) {
		at += n;
		len -= (size_t)n;
	}
}

static void
say_package(size_t cut, unsigned char flip)
{
	struct buf b = { 0 };

	fill();
	buf_put_u8(&b, 'P');
	package_write(&b, &package);
	b.data[b.len / 2] ^= flip;
	say(b.data, b.len - cut);
}

static void
say_refusal(const char *reason, const char *detail)
{
	struct buf b = { 0 };

	buf_put_u8(&b, 'R');
	buf_put_str(&b, reason);
	buf_put_str(&b, detail);
	say(b.data, b.len);
}

static void
flood(int fd)
{
	static char block[1 << 20];

	while (write(fd, block, sizeof(block)) > 0)
		continue;
}

/* The server lets its children wait for nothing else. */
static void
hang(void)
{
	static uint32_t never;

	for (;;)
		syscall(SYS_futex, &never, FUTEX_WAIT, 0, NULL, NULL, 0);
}

/* The worker that this program is when the hub asks it for one. */
static void
play(const unsigned char *message, size_t len)
{
	char name[32] = "";
	size_t i;

	(void)message;
	(void)len;
	if (read(0, name, sizeof(name) - 1) < 0)
		_exit(1);
	if (strcmp(name, "truth") == 0)
		say_package(0, 0);
	else if (strcmp(name, "cut") == 0)
		say_package(3, 0);
	else if (strcmp(name, "more") == 0) {
		say_package(0, 0);
		say("x", 1);
	} else if (strcmp(name, "dies late") == 0) {
		say_package(0, 0);
		__builtin_trap();
	} else if (strcmp(name, "fails late") == 0) {
		say_package(0, 0);
		_exit(3);
	} else if (strcmp(name, "flood") == 0)
		flood(1);
	else if (strcmp(name, "noise") == 0) {
		/* The hub does not drown in it, and takes the answer. */
		for (i = 0; i < 200; i++)
			fprintf(stderr, "\x1b[31mnoise %0999d\n", 1);
		say_package(0, 0);
	} else if (strcmp(name, "hangs") == 0) {
		say_package(1, 0);
		hang();
	} else if (strcmp(name, "unsigned") == 0)
		say_refusal("unsigned", "not a worker's to say");
	else if (strcmp(name, "unknown word") == 0)
		say_refusal("frobnicate", "x");
	else if (strcmp(name, "escape") == 0)
		say_refusal("bad-manifest", "\x1b[2J");
	else if (strcmp(name, "honest") == 0)
		say_refusal("bad-manifest", "line 3");
	else if (strcmp(name, "junk") == 0)
		say("\xff\xff\xff\xff\xff\xff", 6);
}

/* What the hub makes of a worker that plays the part. */
static enum reason
heard(const char *part, struct package **p, struct arena *a)
{
	struct archive_caps caps = { 1000, 10 };
	struct refusal why = { 0 };
	int64_t took;
	int fd;

	fd = memfd_create("part", 0);
	assert_int_equal(write(fd, part, strlen(part)), strlen(part));
	lseek(fd, 0, SEEK_SET);
	*p = worker_finish(worker_start(fd, &caps, -1), a, &why, &took);
	return why.reason;
}

static void
test_parts(void **state)
{
	static const char *const dead[] = { "cut", "more", "dies late",
		"fails late", "flood", "unsigned", "unknown word", "escape",
		"junk", "silence" };
	struct arena *a = arena_new();
	struct package *p;
	size_t i;

	(void)state;
	assert_int_equal(heard("truth", &p, a), REASON_NONE);
	assert_non_null(p);
	assert_int_equal(heard("noise", &p, a), REASON_NONE);
	assert_non_null(p);
	assert_int_equal(heard("honest", &p, a), REASON_BAD_MANIFEST);
	assert_null(p);
	for (i = 0; i < sizeof(dead) / sizeof(dead[0]); i++) {
		print_message("%s\n", dead[i]);
		assert_int_equal(heard(dead[i], &p, a), REASON_PARSER_DIED);
		assert_null(p);
	}
	/* Time is no verdict. */
	worker_patience = 2;
	assert_int_equal(heard("hangs", &p, a), REASON_BUSY);
	assert_null(p);
	arena_free(a);
}

static struct package *
read_back(struct arena *a)
{
	struct buf b = { 0 };
	struct package *p;

	package_write(&b, &package);
	p = package_read(a, b.data, b.len);
	buf_free(&b);
	return p;
}

static void
test_lies(void **state)
{
	struct arena *a = arena_new();
	size_t i, believed = 0;
	char *text;

	(void)state;
	text = arena_alloc(a, LIMIT_TEXT + 2);
	memset(text, 'x', LIMIT_TEXT + 1);
	text[LIMIT_TEXT + 1] = '\0';
	huge = text;
	lie_nothing();
	fill();
	assert_non_null(read_back(a));
	for (i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		word = "word";
		agency.id = "word";
		split = UUID "/1";
		with = 1;
		fill();
		lies[i].tell();
		if (read_back(a) != NULL) {
			print_message("believed: %s\n", lies[i].name);
			believed++;
		}
	}
	assert_int_equal(believed, 0);
	arena_free(a);
}

/* Cut anywhere, or any byte turned: no crash, and what is believed holds
 * together well enough to be written again. */
static void
test_bytes(void **state)
{
	struct arena *a;
	struct package *p;
	struct buf b = { 0 }, again = { 0 };
	size_t i;

	(void)state;
	fill();
	package_write(&b, &package);
	for (i = 0; i < b.len; i++) {
		a = arena_new();
		assert_null(package_read(a, b.data, i));
		b.data[i] ^= 0xff;
		p = package_read(a, b.data, b.len);
		b.data[i] ^= 0xff;
		again.len = 0;
		if (p != NULL)
			package_write(&again, p);
		arena_free(a);
	}
	buf_free(&again);
	buf_free(&b);
}

static const struct server_task task = { WORKER_TASK, NULL, play };

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_lies),
		cmocka_unit_test(test_bytes),
	};

	digest_setup();
	if (argc > 1 && strcmp(argv[1], "--server") == 0)
		server_main(&task, 1);
	package_setup();
	/* By name: under valgrind /proc/self/exe is valgrind. */
	server_program = argv[0];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
