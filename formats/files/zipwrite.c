#include <stdbool.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

#include "formats/base/buf.h"
#include "formats/files/archive.h"
#include "formats/files/zipwrite.h"

#define VERSION	  10 /* needed: nothing but stored members */
#define LARGEST	  0x7fffffffU
#define MOST	  0xfffeU
#define DOS_FIRST 1980 /* its calendar has no year before */

/* What is said of a member twice: before it, and in the directory. */
struct member {
	const struct archive_file *file;
	uint32_t crc, offset;
};

static void
put16(struct buf *b, uint32_t v)
{
	unsigned char c[2] = { v & 0xff, v >> 8 & 0xff };

	buf_put(b, c, sizeof(c));
}

static void
put32(struct buf *b, uint32_t v)
{
	put16(b, v & 0xffff);
	put16(b, v >> 16);
}

/* Time, then date: seconds are even. */
static uint32_t
dos_time(int64_t at)
{
	time_t t = (time_t)at;
	struct tm tm = { 0 };

	localtime_r(&t, &tm);
	if (tm.tm_year + 1900 < DOS_FIRST)
		return 1 << 16 | 1 << 21;
	return (uint32_t)tm.tm_sec / 2 | (uint32_t)tm.tm_min << 5 |
	       (uint32_t)tm.tm_hour << 11 | (uint32_t)tm.tm_mday << 16 |
	       (uint32_t)(tm.tm_mon + 1) << 21 |
	       (uint32_t)(tm.tm_year + 1900 - DOS_FIRST) << 25;
}

static void
put_common(struct buf *b, const struct member *m, uint32_t time)
{
	uint32_t len = (uint32_t)m->file->len;

	put16(b, VERSION);
	put16(b, 0); /* flags */
	put16(b, 0); /* stored */
	put32(b, time);
	put32(b, m->crc);
	put32(b, len);
	put32(b, len);
	put16(b, (uint32_t)strlen(m->file->name));
	put16(b, 0); /* nothing extra */
}

static void
put_member(struct buf *b, const struct member *m, uint32_t time)
{
	buf_puts(b, "PK\3\4");
	put_common(b, m, time);
	buf_puts(b, m->file->name);
	buf_put(b, m->file->data, m->file->len);
}

static void
put_listed(struct buf *b, const struct member *m, uint32_t time)
{
	buf_puts(b, "PK\1\2");
	put16(b, VERSION);
	put_common(b, m, time);
	put16(b, 0); /* no comment */
	put16(b, 0); /* disk */
	put16(b, 0);
	put32(b, 0);
	put32(b, m->offset);
	buf_puts(b, m->file->name);
}

static struct member
member_of(const struct archive_file *f, size_t offset)
{
	struct member m = { .file = f, .offset = (uint32_t)offset };

	m.crc = (uint32_t)crc32_z(crc32_z(0, NULL, 0), f->data, f->len);
	return m;
}

static bool
fits(const struct archive_file *files, size_t count)
{
	size_t i, total = 0;

	for (i = 0; i < count && total <= LARGEST; i++)
		total += files[i].len + 1024;
	return count <= MOST && total <= LARGEST;
}

int
zip_write(
    struct buf *out, const struct archive_file *files, size_t count, int64_t at)
{
	struct buf list = { 0 };
	uint32_t time = dos_time(at);
	size_t i, start = out->len, end;
	struct member m;

	if (!fits(files, count))
		return -1;
	for (i = 0; i < count; i++) {
		m = member_of(&files[i], out->len - start);
		put_member(out, &m, time);
		put_listed(&list, &m, time);
	}
	end = out->len - start;
	buf_put(out, list.data, list.len);
	buf_puts(out, "PK\5\6");
	put32(out, 0); /* disks */
	put16(out, (uint32_t)count);
	put16(out, (uint32_t)count);
	put32(out, (uint32_t)list.len);
	put32(out, (uint32_t)end);
	put16(out, 0);
	buf_free(&list);
	return 0;
}
