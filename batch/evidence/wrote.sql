-- What a member wrote.

-- name: WROTE_WORDS
SELECT description, topic, victim, partial, publish, answer, request,
	(SELECT sig FROM share_sig g WHERE g.submission = s.id),
	coalesce((SELECT group_concat(agency, ' ') FROM
		(SELECT agency FROM share_agency y WHERE y.submission = s.id
			ORDER BY agency)), '')
FROM submission s WHERE id = ?1;

-- name: WROTE_MAILS
SELECT n, sender, sender_name, reply_to, return_path, subject,
	coalesce(date, 0), sender_ip, mailer, message_id, norm
FROM mail WHERE submission = ?1 ORDER BY n;

-- name: WROTE_FILES
SELECT n, coalesce(mail, 0), coalesce(parent, 0), role, coalesce(name, path),
	kind, flags, sha256, size
FROM file WHERE submission = ?1 ORDER BY n;

-- name: WROTE_VALUES
SELECT type, role, value, source, echo FROM indicator WHERE submission = ?1
ORDER BY source = 'mail', type, role, value;

-- name: WROTE_TRAFFIC
SELECT inbound, address, port, protocol, first, last, count FROM observation
WHERE submission = ?1 ORDER BY n;

-- name: WROTE_SENSITIVE
SELECT word FROM sensitive WHERE submission = ?1 AND source = 'manifest'
ORDER BY word;
