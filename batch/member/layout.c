#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/member/folder.h"
#include "batch/member/layout.h"
#include "batch/member/parcel.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/utc.h"
#include "formats/files/archive.h"
#include "formats/opened/blocklists.h"
#include "formats/out/bundle.h"

#define LIST "bundle.xml"

/* Whether the file there has these bytes. */
static bool
holds(struct arena *a, int dir, const char *path, const struct archive_file *f)
{
	struct stat st;
	char *there;
	bool same;
	int fd;

	fd = publish_openat(dir, path, O_RDONLY | O_NONBLOCK);
	if (fd == -1)
		return false;
	same = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	       st.st_size == (off_t)f->len;
	there = same ? arena_alloc(a, f->len + 1) : NULL;
	same = same && pread(fd, there, f->len, 0) == (ssize_t)f->len &&
	       memcmp(there, f->data, f->len) == 0;
	close(fd);
	return same;
}

static const struct archive_file *
list_of(const struct parcel *p)
{
	size_t i = 0;

	while (strcmp(p->files[i].name, LIST) != 0)
		i++;
	return &p->files[i];
}

/* Another bundle of a line that is over may lie under the number alone. */
static const char *
folder_of(struct arena *a, const struct bundle *b)
{
	const char *name = arena_printf(a, "%s-%s%06" PRIu64, b->audience,
	    b->state ? "state-" : "", b->sequence);
	char begun[UTC_TEXT];

	if (b->line_count == 0)
		return name;
	utc_text(b->lines[b->line_count - 1].begun, begun);
	return arena_printf(
	    a, "%s-line-%.10s-%.2s%.2s", name, begun, begun + 11, begun + 14);
}

bool
layout_bundle(struct arena *a, const char *into, const struct parcel *p)
{
	const char *folder = folder_of(a, p->bundle);
	int dir = folder_open(a, into);
	bool there, same;

	there = faccessat(dir, folder, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	same = there &&
	       holds(a, dir, arena_printf(a, "%s/" LIST, folder), list_of(p));
	if (!there || (p->bundle->state && !same))
		folder_put(dir, folder, p->files, p->file_count);
	close(dir);
	return !there || same || p->bundle->state;
}

void
layout_lists(struct arena *a, const char *into, const struct inforce *f)
{
	static const struct {
		const char *name;
		void (*write)(
		    struct arena *a, struct buf *out, const struct inforce *f);
	} lists[] = { { "in-force.csv", blocklists_in_force },
		{ "take-out.csv", blocklists_take_out },
		{ "take-out.txt", blocklists_take_out_plain } };
	struct archive_file *files = NULL;
	size_t count = 0, i;
	struct buf b = { 0 };
	int dir;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		lists[i].write(a, &b, f);
		archive_add(a, &files, &count, lists[i].name, &b);
	}
	buf_free(&b);
	dir = folder_open(a, into);
	folder_put(dir, "lists", files, count);
	close(dir);
}
