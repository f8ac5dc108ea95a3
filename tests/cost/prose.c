#include <string.h>

#include "formats/base/buf.h"
#include "tests/cost/prose.h"

static const char *const lines[2][8] = {
	{ "Please find attached the invoice no. # for the last quarter.\n",
	    "If you did not order this, open http://pay.evil.example/x/# "
	    "and tell us why.\n",
	    "Our records show that your account has been used from a new "
	    "place (#).\n",
	    "We would like to confirm the schedule of the meeting that "
	    "was moved to week #.\n",
	    "Kindly reply to billing#@evil.example before the end of the "
	    "day.\n",
	    "The password of the archive is the year and the number #.\n",
	    "Do not forward this message; it was made for you alone [#].\n",
	    "Best regards, the office of general affairs, room #\n" },
	{ "添付のとおり請求書第#号をお送り致しますので、ご確認下さい。\n",
	    "お心当たりのない場合は http://pay.evil.example/x/# を開き、"
	    "手続きを行って下さい。\n",
	    "お客様の口座が新しい端末から利用されたことを確認しております（#）。\n",
	    "先日ご案内した会議の日程が第#週に変更となりましたので、"
	    "お知らせ致します。\n",
	    "本日中に keiri#@evil.example までご返信頂けますと幸いです。\n",
	    "圧縮ファイルのパスワードは年号と番号#を続けたものです。\n",
	    "このメールは御社の担当者様のみに送付しております。"
	    "転送はご遠慮下さい［#］。\n",
	    "以上、宜しくお願い申し上げます。総務部庶務課　内線#\n" },
};

/* The line with the number in the place of its #. */
static void
put_line(struct buf *b, const char *line, size_t number)
{
	const char *at = strchrnul(line, '#');

	buf_put(b, line, (size_t)(at - line));
	buf_printf(b, "%zu", number);
	buf_puts(b, *at == '#' ? at + 1 : "");
}

void
prose_put(struct buf *b, enum prose p, size_t len)
{
	size_t i, from = b->len;

	for (i = 0; b->len < from + len; i++)
		put_line(b, lines[p][i % 8], i);
}

static void
put_base64(struct buf *b, const unsigned char *p, size_t len)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkl"
				      "mnopqrstuvwxyz0123456789+/";
	size_t i;

	for (i = 0; i + 2 < len; i += 3)
		buf_printf(b, "%c%c%c%c%s", letters[p[i] >> 2],
		    letters[(p[i] & 3) << 4 | p[i + 1] >> 4],
		    letters[(p[i + 1] & 15) << 2 | p[i + 2] >> 6],
		    letters[p[i + 2] & 63], i % 57 == 54 ? "\n" : "");
}

void
prose_mail(struct buf *b, enum prose p, size_t len)
{
	struct buf text = { 0 };

	buf_puts(b, "From: A <a@evil.example>\nTo: b@bank.example\n"
		    "Subject: =?UTF-8?B?6KuL5rGC5pu4?=\n"
		    "Date: Thu, 03 Aug 2017 09:12:00 +0900\n"
		    "Message-ID: <1@evil.example>\nMIME-Version: 1.0\n"
		    "Content-Type: multipart/mixed; boundary=\"x\"\n\n"
		    "--x\nContent-Type: text/plain; charset=utf-8\n"
		    "Content-Transfer-Encoding: 8bit\n\n");
	prose_put(b, p, len);
	prose_put(&text, p, len * 3 / 4);
	buf_puts(b, "\n--x\nContent-Type: application/octet-stream\n"
		    "Content-Disposition: attachment; filename=\"a.bin\"\n"
		    "Content-Transfer-Encoding: base64\n\n");
	put_base64(b, text.data, text.len);
	buf_puts(b, "\n--x--\n");
	buf_free(&text);
}
