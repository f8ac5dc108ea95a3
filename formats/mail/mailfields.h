/*
 * The names of header fields as mail programs write them into a forward, by
 * what they mean: X(NAME, FROM|TO|REPLY|DATE|SUBJECT), ASCII in lower case.
 */
#ifndef FORMATS_MAILFIELDS_H
#define FORMATS_MAILFIELDS_H

/* clang-format off */
#define MAILFIELDS(X) \
	X("from", FROM) X("差出人", FROM) X("送信者", FROM) X("送信元", FROM) \
	X("発信者", FROM) X("発信元", FROM) X("von", FROM) X("de", FROM) \
	X("da", FROM) X("van", FROM) X("od", FROM) X("från", FROM) \
	X("fra", FROM) X("от", FROM) X("expéditeur", FROM) \
	X("mittente", FROM) X("发件人", FROM) X("寄件者", FROM) X("보낸 사람", FROM) \
	X("Lähettäjä", FROM) X("Feladó", FROM) X("expeditor", FROM) \
	X("de la", FROM) X("kimden", FROM) X("Gönderen", FROM) \
	X("Від", FROM) X("Від кого", FROM) X("От кого", FROM) \
	X("saatja", FROM) X("Šalje", FROM) X("Pošiljatelj", FROM) \
	X("nuo", FROM) X("Από", FROM) X("dari", FROM) X("Từ", FROM) \
	X("to", TO) X("cc", TO) X("bcc", TO) X("宛先", TO) X("宛て先", TO) \
	X("受信者", TO) X("同報", TO) X("写し", TO) X("an", TO) X("para", TO) \
	X("à", TO) X("a", TO) X("aan", TO) X("kopie", TO) X("till", TO) \
	X("кому", TO) X("收件人", TO) X("收件者", TO) X("抄送", TO) X("받는 사람", TO) \
	X("참조", TO) X("komu", TO) X("do", TO) X("til", TO) \
	X("vastaanottaja", TO) X("Címzett", TO) X("Către", TO) \
	X("catre", TO) X("kime", TO) X("Alıcı", TO) X("saaja", TO) \
	X("prima", TO) X("za", TO) X("kopi", TO) X("kopia", TO) \
	X("kopio", TO) X("Kópia", TO) X("dw", TO) X("Másolat", TO) \
	X("Másolatot kap", TO) X("bilgi", TO) X("Копия", TO) X("Копія", TO) \
	X("Προς", TO) X("kepada", TO) X("Đến", TO) \
	X("reply-to", REPLY) X("返信先", REPLY) X("antwort an", REPLY) \
	X("date", DATE) X("sent", DATE) X("日時", DATE) X("日付", DATE) \
	X("送信日時", DATE) X("送信日", DATE) X("受信日時", DATE) X("gesendet", DATE) \
	X("datum", DATE) X("enviado", DATE) X("enviado el", DATE) \
	X("enviada em", DATE) X("fecha", DATE) X("data", DATE) \
	X("envoyé", DATE) X("inviato", DATE) X("verzonden", DATE) \
	X("skickat", DATE) X("дата", DATE) X("发送时间", DATE) X("日期", DATE) \
	X("寄件日期", DATE) X("보낸 날짜", DATE) X("dato", DATE) X("Dátum", DATE) \
	X("Päivämäärä", DATE) X("Päiväys", DATE) X("Lähetetty", DATE) \
	X("tarih", DATE) X("Gönderildi", DATE) X("Gönderme Tarihi", DATE) \
	X("sendt", DATE) X("Odesláno", DATE) X("Wysłano", DATE) \
	X("Odoslané", DATE) X("Elküldve", DATE) X("Küldve", DATE) \
	X("trimis", DATE) X("Kuupäev", DATE) X("saadetud", DATE) \
	X("Отправлено", DATE) X("Надіслано", DATE) X("poslano", DATE) \
	X("Ημερομηνία", DATE) X("tanggal", DATE) X("Ngày", DATE) \
	X("subject", SUBJECT) X("件名", SUBJECT) X("題名", SUBJECT) \
	X("表題", SUBJECT) X("betreff", SUBJECT) X("assunto", SUBJECT) \
	X("asunto", SUBJECT) X("objet", SUBJECT) X("oggetto", SUBJECT) \
	X("onderwerp", SUBJECT) X("ämne", SUBJECT) X("тема", SUBJECT) \
	X("主题", SUBJECT) X("主旨", SUBJECT) X("제목", SUBJECT) \
	X("Předmět", SUBJECT) X("predmet", SUBJECT) X("emne", SUBJECT) \
	X("aihe", SUBJECT) X("Tárgy", SUBJECT) X("temat", SUBJECT) \
	X("subiect", SUBJECT) X("konu", SUBJECT) X("teema", SUBJECT) \
	X("Θέμα", SUBJECT) X("perihal", SUBJECT) X("Chủ đề", SUBJECT)
/* clang-format on */

#endif
