-- What of a mail is set beside another.

-- name: FEATURE_MAILS
SELECT n, subject, sender, sender_name, reply_to, sender_ip, mailer,
	norm_sha256
FROM mail WHERE submission = ?1 ORDER BY n;
