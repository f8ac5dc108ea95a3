/*
 * Opens each file by both roads, by one gpg for all of them and by gpgme, and
 * prints "WORD FILE": good, doubt or slow, as the one gpg was believed; or
 * "DIFFERENT FILE" where it was, and evidence or plaintext are not the same.
 *   open-one KEYRING AT PASSPHRASE|- FILE...
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "formats/base/safe.h"
#include "keys/accept.h"
#include "keys/home.h"
#include "keys/nightgpg.h"
#include "keys/ring.h"

#define CAP	(256u << 20)
#define SECONDS 20

static struct home home;
static struct ring *ring;
static struct nightgpg *night;

static void
stop(const char *text)
{
	fprintf(stderr, "open-one: %s\n", text);
	exit(2);
}

static int
memory(void)
{
	int fd = memfd_create("plain", MFD_CLOEXEC);

	if (fd == -1)
		stop("no memory file");
	return fd;
}

static bool
are_alike(int a, int b)
{
	off_t size = lseek(a, 0, SEEK_END);
	void *p, *q;
	bool alike;

	if (size != lseek(b, 0, SEEK_END) || size == 0)
		return size == 0 && lseek(b, 0, SEEK_END) == 0;
	p = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, a, 0);
	q = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, b, 0);
	alike = p != MAP_FAILED && q != MAP_FAILED &&
		memcmp(p, q, (size_t)size) == 0;
	munmap(p, (size_t)size);
	munmap(q, (size_t)size);
	return alike;
}

static void
open_one(const char *path)
{
	static const char *const words[] = { [NIGHTGPG_GOOD] = "good",
		[NIGHTGPG_DOUBT] = "doubt",
		[NIGHTGPG_SLOW] = "slow" };
	int in = open(path, O_RDONLY | O_CLOEXEC), one = memory(),
	    other = memory();
	struct evidence a, b;
	enum nightgpg_word word;

	if (in == -1)
		stop(path);
	word = ring_open_good(ring, night, in, one, CAP, SECONDS, &a);
	lseek(in, 0, SEEK_SET);
	ring_open_message(ring, in, other, CAP, &b);
	if (word == NIGHTGPG_GOOD &&
	    (memcmp(&a, &b, sizeof(a)) != 0 || !are_alike(one, other)))
		printf("DIFFERENT %s\n", path);
	else
		printf("%s %s\n", words[word], path);
	close(in);
	close(one);
	close(other);
}

int
main(int argc, char **argv)
{
	char err[RING_ERR];
	int i;

	if (argc < 4)
		return 64;
	if (home_make(&home, err, sizeof(err)) == -1 ||
	    home_configure(home.path, strtoll(argv[2], NULL, 10), err,
		sizeof(err)) == -1 ||
	    home_fill(home.path, argv[1], err, sizeof(err)) == -1)
		stop(err);
	ring = ring_open(home.path, err, sizeof(err));
	if (ring == NULL)
		stop(err);
	if (strcmp(argv[3], "-") != 0)
		ring_passphrase(ring, argv[3]);
	night = nightgpg_new(home.path, ring_its_passphrase(ring));
	for (i = 4; i < argc; i++)
		open_one(argv[i]);
	nightgpg_free(night);
	ring_close(ring);
	home_empty(home.path);
	home_remove(&home);
	return 0;
}
