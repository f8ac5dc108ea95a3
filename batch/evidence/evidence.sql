-- What is known of a case.

-- name: EVIDENCE_CASE
SELECT class, grave, release, title, harmless FROM casefile WHERE id = ?1;

-- name: EVIDENCE_CAMPAIGN
SELECT campaign, coalesce(campaign_years, '-') FROM casefile
WHERE id = ?1 AND campaign IS NOT NULL;

-- name: EVIDENCE_MAILS
SELECT m.submission, m.n, m.subject, m.sender, m.sender_name, m.reply_to,
	m.sender_ip, m.mailer, m.message_id, m.date, m.norm_sha256, m.flags,
	s.day
FROM submission s JOIN mail m ON m.submission = s.id
WHERE s.casefile = ?1
ORDER BY m.date = 0, m.date, s.day, m.submission, m.n;

-- name: EVIDENCE_MAIL_ORDER
SELECT s.id FROM submission s JOIN mail m ON m.submission = s.id
WHERE s.casefile = ?1
GROUP BY s.id
ORDER BY min(m.date) = 0, min(m.date), s.day, s.id;

-- name: EVIDENCE_HOSTS
SELECT substr(key, 6) FROM join_key
WHERE submission = ?1 AND key >= 'host:' AND key < 'host;' ORDER BY key;

-- name: EVIDENCE_FILES
SELECT coalesce(name, ''), sha256, kind, flags FROM file
WHERE submission = ?1 AND mail = ?2 ORDER BY n;

-- name: EVIDENCE_ALL_FILES
SELECT f.kind, f.flags FROM submission s JOIN file f ON f.submission = s.id
WHERE s.casefile = ?1 AND f.role <> 'mail';

-- name: EVIDENCE_LINKS
SELECT count(*) FROM submission s JOIN indicator i ON i.submission = s.id
WHERE s.casefile = ?1 AND i.type = 'url' AND i.role = 'link';

-- name: EVIDENCE_INBOUND
SELECT count(*) FROM submission s JOIN observation o ON o.submission = s.id
WHERE s.casefile = ?1 AND o.inbound = 1;

-- name: EVIDENCE_SPREAD
SELECT count(*), count(DISTINCT member), max(coalesce(bec_type, 0))
FROM submission WHERE casefile = ?1;

-- name: EVIDENCE_KEYS
SELECT DISTINCT k.key FROM submission s JOIN join_key k ON k.submission = s.id
WHERE s.casefile = ?1 ORDER BY k.key LIMIT 100;

-- name: EVIDENCE_STEPS
SELECT n, kind, coalesce(submission, ''), coalesce(at, 0), text
FROM thread_step WHERE casefile = ?1 ORDER BY n;

-- name: EVIDENCE_NEAR
SELECT x.a, x.a_n, x.b, x.b_n, x.why, t.casefile
FROM submission s JOIN near x ON x.a = s.id
	JOIN submission t ON t.id = x.b
WHERE s.casefile = ?1 AND t.casefile <> ?1
UNION ALL
SELECT x.b, x.b_n, x.a, x.a_n, x.why, t.casefile
FROM submission s JOIN near x ON x.b = s.id
	JOIN submission t ON t.id = x.a
WHERE s.casefile = ?1 AND t.casefile <> ?1
ORDER BY 1, 2, 3, 4;

-- name: EVIDENCE_KEY_SUBMISSIONS
SELECT count(*) FROM join_key WHERE key = ?1;

-- name: EVIDENCE_KEY_CASES
SELECT count(*) FROM (SELECT DISTINCT s.casefile FROM join_key k
	JOIN submission s ON s.id = k.submission WHERE k.key = ?1 LIMIT ?2);

-- name: EVIDENCE_REFERRED
SELECT m.submission, m.n, m.date, m.sender, m.message_id, m.subject, s.day,
	s.member, s.casefile, coalesce(m.refs, '')
FROM join_key k JOIN submission s ON s.id = k.submission
	JOIN mail m ON m.submission = s.id
WHERE k.key = 'message-id:' || ?1
ORDER BY m.submission, m.n LIMIT 200;

-- name: EVIDENCE_QUOTED
SELECT m.submission, m.n, m.date, m.sender, m.message_id, m.subject, s.day,
	s.member, s.casefile, coalesce(m.refs, '')
FROM join_key q JOIN mail m ON m.norm_sha256 = substr(q.key, 7)
	JOIN submission s ON s.id = m.submission
WHERE q.submission = ?1 AND q.key >= 'quote:' AND q.key < 'quote;'
	AND s.member = ?2
ORDER BY m.submission, m.n LIMIT 200;

-- name: EVIDENCE_QUOTING
SELECT m.submission, m.n, m.date, m.sender, m.message_id, m.subject, s.day,
	s.member, s.casefile, coalesce(m.refs, '')
FROM mail x JOIN join_key q ON q.key = 'quote:' || x.norm_sha256
	JOIN submission s ON s.id = q.submission
	JOIN mail m ON m.submission = s.id
WHERE x.submission = ?1 AND x.n = ?3 AND s.member = ?2
ORDER BY m.submission, m.n LIMIT 200;

-- name: EVIDENCE_TALK
SELECT m.submission, m.n, m.date, m.sender, m.message_id, m.subject, s.day,
	s.member, s.casefile, coalesce(m.refs, '')
FROM mail x JOIN mail m ON m.subject_norm = x.subject_norm
	JOIN submission s ON s.id = m.submission
WHERE x.submission = ?1 AND x.n = ?3 AND s.member = ?2
	AND x.subject_norm <> ''
	-- One writes to the other, or the same one writes again.
	AND (m.sender = x.sender
	OR EXISTS (SELECT 1 FROM sensitive r WHERE r.submission = x.submission
		AND r.word = m.sender AND r.source = 'recipient')
	OR EXISTS (SELECT 1 FROM sensitive r WHERE r.submission = m.submission
		AND r.word = x.sender AND r.source = 'recipient'))
ORDER BY m.submission, m.n LIMIT 200;

-- name: EVIDENCE_WRITTEN
SELECT m.submission, m.n, m.date, m.sender, m.message_id, m.subject, s.day,
	s.member, s.casefile, coalesce(m.refs, '')
FROM submission s JOIN mail m ON m.submission = s.id
WHERE s.casefile = ?1 ORDER BY m.submission, m.n LIMIT 200;

-- name: SHOW_CASE_SUBMISSIONS
SELECT id, kind, title, consent, scope, tlp, day, member, joined, withdrawn
FROM submission WHERE casefile = ?1 ORDER BY id;

-- name: SHOW_CASE_RELATED
SELECT CASE a WHEN ?1 THEN b ELSE a END, key FROM related
WHERE a = ?1 OR b = ?1 ORDER BY 1, 2;

-- name: SHOW_KEY_CASES
SELECT count(DISTINCT s.casefile) FROM join_key k
JOIN submission s ON s.id = k.submission WHERE k.key = ?1;

-- name: SHOW_CASES
SELECT count(*) FROM casefile WHERE merged IS NULL;

-- name: SHOW_CASE_RULINGS
SELECT analyst, signed, class, release, title, merge_into, reason,
	coalesce(outcome, CASE WHEN run IS NULL AND waits IS NOT NULL
		THEN 'waits for a second analyst'
		ELSE 'confirmed by ' || second END),
	(SELECT count(*) FROM ruling_on o
		WHERE o.package = r.package AND o.n = r.n),
	(SELECT group_concat(audience, ' ') FROM
		(SELECT audience FROM ruling_reach e WHERE e.package = r.package
			AND e.n = r.n ORDER BY audience)),
	CASE harmless WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END,
	(SELECT group_concat(text, ' ') FROM
		(SELECT text FROM ruling_part t WHERE t.package = r.package
			AND t.n = r.n AND what = 'technique' ORDER BY part))
FROM ruling r WHERE r.bears = ?1 ORDER BY signed, package DESC, n;

-- What members said of items; all of it by the columns that sightings.c reads.
-- name: SIGHTINGS_OF_ITEM
SELECT g.item, g.member, g.result, g.outcome, g.count,
	coalesce(g.first, g.last), coalesce(g.last, g.first), g.day,
	EXISTS (SELECT 1 FROM seen s WHERE s.item = g.item
		AND s.member = g.member AND s.package = g.package
		AND s.n = g.n), i.casefile
FROM item i JOIN sighting g ON g.item = i.id WHERE i.id = ?1
ORDER BY g.member, g.signed, g.package DESC, g.n;

-- name: SIGHTINGS_OF_CASE
SELECT g.item, g.member, g.result, g.outcome, g.count,
	coalesce(g.first, g.last), coalesce(g.last, g.first), g.day,
	EXISTS (SELECT 1 FROM seen s WHERE s.item = g.item
		AND s.member = g.member AND s.package = g.package
		AND s.n = g.n), i.casefile
FROM item i JOIN sighting g ON g.item = i.id WHERE i.casefile = ?1
ORDER BY g.item, g.member, g.signed, g.package DESC, g.n;

-- name: SIGHTINGS_WAITING
SELECT g.item, g.member, g.result, g.outcome, g.count,
	coalesce(g.first, g.last), coalesce(g.last, g.first), g.day, 1,
	i.casefile
FROM casefile c JOIN item i ON i.casefile = c.id JOIN seen g ON g.item = i.id
	JOIN package p ON p.sha256 = g.package
WHERE coalesce(c.ruled, '') <= p.run
	AND (g.result <> 'found' OR g.outcome IN ('opened', 'infected'))
ORDER BY g.outcome IS 'infected' DESC, i.casefile, g.item, g.result, g.member;

-- What analysts asked for, by the columns that asked.c reads.
-- name: ASKED_OF_CASE
SELECT q.name, q.analyst, q.audience, q.item, q.submission, i.casefile,
	q.until, q.text, q.stopped, q.void,
	EXISTS (SELECT 1 FROM request_end e WHERE e.name = q.name
		AND e.signed >= q.signed), q.told,
	q.until < (SELECT max(day) FROM run)
FROM item i JOIN request q ON q.item = i.id
WHERE i.casefile = ?1 AND q.name IS NOT NULL
UNION ALL
SELECT q.name, q.analyst, q.audience, q.item, q.submission, s.casefile,
	q.until, q.text, q.stopped, q.void,
	EXISTS (SELECT 1 FROM request_end e WHERE e.name = q.name
		AND e.signed >= q.signed), q.told,
	q.until < (SELECT max(day) FROM run)
FROM submission s JOIN request q ON q.submission = s.id
WHERE s.casefile = ?1 AND q.name IS NOT NULL
ORDER BY 1;

-- name: ASKED_WAITING
SELECT * FROM (
SELECT q.name, q.analyst, q.audience, q.item, q.submission, coalesce(i.casefile, s.casefile) AS about,
	q.until, q.text, q.stopped, q.void,
	EXISTS (SELECT 1 FROM request_end e WHERE e.name = q.name
		AND e.signed >= q.signed), q.told,
	q.until < (SELECT max(day) FROM run)
FROM request q LEFT JOIN item i ON i.id = q.item
LEFT JOIN submission s ON s.id = q.submission WHERE q.name IS NOT NULL) o
WHERE (o.until >= (SELECT max(day) FROM run)
		AND o.name IN (SELECT name FROM request_open))
	OR EXISTS (SELECT 1 FROM submission a JOIN package p
		ON p.sha256 = a.package WHERE a.request = o.name
		AND p.run >= coalesce((SELECT ruled FROM casefile c
			WHERE c.id = o.about), ''))
	OR EXISTS (SELECT 1 FROM sighting a JOIN package p
		ON p.sha256 = a.package WHERE a.request = o.name
		AND p.run >= coalesce((SELECT ruled FROM casefile c
			WHERE c.id = o.about), ''))
ORDER BY o.name;

-- name: ASKED_ANSWERS
SELECT s.id, NULL, s.casefile, s.day, s.member, NULL, s.withdrawn IS NOT NULL
FROM submission s WHERE s.request = ?1
UNION ALL
SELECT NULL, g.item, i.casefile, g.day, g.member, g.result, 0
FROM sighting g JOIN item i ON i.id = g.item WHERE g.request = ?1
ORDER BY 4, 1, 2, 5;

-- name: SHOW_CASE_ITEMS
SELECT id, first_shared, retracted, retracted IS NULL AND NOT EXISTS
	(SELECT 1 FROM live_item l WHERE l.id = item.id)
FROM item WHERE casefile = ?1 ORDER BY id;

-- name: WORKLIST
SELECT s.casefile, t.casefile, max(x.score), x.why, x.run
FROM near x JOIN submission s ON s.id = x.a
	JOIN submission t ON t.id = x.b
	JOIN casefile c ON c.id = s.casefile
	JOIN casefile d ON d.id = t.casefile
WHERE s.casefile <> t.casefile
	AND coalesce(c.ruled, '') <= x.run AND coalesce(d.ruled, '') <= x.run
GROUP BY min(s.casefile, t.casefile), max(s.casefile, t.casefile)
ORDER BY 3 DESC, 1, 2;

-- Submissions that were like two items which are still told apart.
-- name: WORKLIST_MET
SELECT m.audience, m.submission, m.item, m.other, s.casefile
FROM met m JOIN submission s ON s.id = m.submission
WHERE EXISTS (SELECT 1 FROM place p
		WHERE p.item = m.item AND p.audience = m.audience)
	AND EXISTS (SELECT 1 FROM place p
		WHERE p.item = m.other AND p.audience = m.audience)
ORDER BY m.audience, m.submission, m.other;

-- Items of a case that was classified, to whose readers no class was given.
-- name: WORKLIST_LACKING
SELECT DISTINCT p.audience, p.item, c.id, c.class,
	(SELECT max(r.signed) FROM ruling r WHERE r.bears = c.id
		AND r.class IS NOT NULL AND r.run IS NOT NULL
		AND r.outcome IS NULL)
FROM casefile c JOIN submission s ON s.casefile = c.id
	JOIN place p ON p.submission = s.id
WHERE c.class NOT IN ('unclassified', 'bulk') AND c.merged IS NULL
	AND NOT EXISTS (SELECT 1 FROM place q
		JOIN ruling_on o ON o.submission = q.submission
		JOIN ruling r ON r.package = o.package AND r.n = o.n
		JOIN ruling_reach e ON e.package = r.package AND e.n = r.n
			AND e.audience IN (p.audience, '*')
		WHERE q.item = p.item AND q.audience = p.audience
			AND r.class IS NOT NULL AND r.run IS NOT NULL
			AND r.outcome IS NULL)
ORDER BY c.id, p.audience, p.item;

-- What is closed kept out of an item that is told, or would be; and the word
-- that closed it last.
-- name: WORKLIST_SHUT
SELECT k.audience, s.casefile, k.type, k.value, (SELECT p.id || '/' || r.n
	FROM closed_value c JOIN ruling r ON r.package = c.package AND r.n = c.n
	JOIN package p ON p.sha256 = r.package
	WHERE c.type = k.type AND c.value = k.value
	ORDER BY r.signed DESC, r.package, r.n DESC LIMIT 1)
FROM kept_back k JOIN submission s ON s.id = k.submission
	JOIN casefile f ON f.id = s.casefile
WHERE s.withdrawn IS NULL AND f.closed IS NULL
ORDER BY s.casefile, k.audience, k.type, k.value;
-- name: WORKLIST_KEPT_OUT
SELECT audience, type, value, items, why FROM in_lists WHERE use = 'stopped'
ORDER BY audience, type, value;

-- What comes from outside, and no ruling has let go or held; not what its terms
-- let nobody have.
-- name: WORKLIST_OUTSIDE
SELECT s.id, s.casefile, s.member, s.day, s.title
FROM released l JOIN submission s ON s.id = l.submission
WHERE l.yes IS NULL AND s.withdrawn IS NULL AND s.consent <> 'none'
	AND (s.scope = 'all' OR s.sender = 'scheme'
		OR EXISTS (SELECT 1 FROM share_sig g WHERE g.submission = s.id)
		OR EXISTS (SELECT 1 FROM share_agency g
			WHERE g.submission = s.id AND g.agency <> s.member))
ORDER BY +s.day, s.id;

-- What is in a case that a ruling took back, holds or calls harmless, is not
-- what that was about, went nowhere, and no ruling since has seen.
-- name: WORKLIST_SHUT_OUT
SELECT s.id, s.casefile, s.member, s.day, s.title
FROM ruling r CROSS JOIN submission s ON s.casefile = r.bears
WHERE (r.retract = 1 OR r.release = 0 OR r.harmless = 1)
	AND r.run IS NOT NULL AND s.withdrawn IS NULL AND s.consent <> 'none'
	AND NOT EXISTS (SELECT 1 FROM place p WHERE p.submission = s.id)
	AND NOT EXISTS (SELECT 1 FROM ruling q WHERE q.bears = r.bears
		AND q.release = 1 AND q.signed > r.signed
		AND q.run IS NOT NULL)
	AND NOT EXISTS (SELECT 1 FROM ruling_on o
		WHERE o.submission = s.id AND o.package = r.package
			AND o.n = r.n)
	AND NOT EXISTS (SELECT 1 FROM ruling_on o JOIN ruling q
			ON q.package = o.package AND q.n = o.n
		WHERE o.submission = s.id AND q.signed >= r.signed
			AND q.run IS NOT NULL)
GROUP BY s.id ORDER BY s.day, s.id;

-- name: WORKLIST_ASKS
SELECT s.id, s.casefile, s.member, s.day, s.title FROM submission s
WHERE s.answer = 1 AND s.withdrawn IS NULL
	AND NOT EXISTS (SELECT 1 FROM answered a WHERE a.submission = s.id)
ORDER BY +s.day, s.id;

-- name: RUN_LOOK
SELECT s.casefile, t.casefile, max(x.score), x.why
FROM near x JOIN submission s ON s.id = x.a
	JOIN submission t ON t.id = x.b
WHERE x.run = ?1 AND s.casefile <> t.casefile
GROUP BY min(s.casefile, t.casefile), max(s.casefile, t.casefile)
ORDER BY 3 DESC, 1, 2;

-- A package's file, what stands in it, and the mails read out of it, in order.
-- name: UNREAD_PIECES
SELECT n, 0, path, name, role, kind, flags, 0, 0, 0, parent, size FROM file
WHERE submission = ?1
UNION ALL
SELECT n, 1, NULL, NULL, NULL, NULL, NULL, flags,
	sender IS NOT NULL OR subject IS NOT NULL, coalesce(norm, '') <> '',
	NULL, NULL
FROM mail WHERE submission = ?1
ORDER BY 1, 2;

-- name: UNREAD_LISTS
SELECT l.n, f.path, l.trouble, l.taken, l.left_out, l.why, l.places
FROM listed l JOIN file f ON f.submission = l.submission AND f.n = l.n
WHERE l.submission = ?1 AND (l.trouble <> 'fine' OR l.left_out > 0)
ORDER BY l.n;

-- name: UNREAD_FORMS
SELECT n, form FROM listed WHERE submission = ?1;
-- name: UNREAD_PERIOD
SELECT id, member FROM submission
WHERE day BETWEEN ?1 AND ?2 AND withdrawn IS NULL ORDER BY member, id;
-- name: UNREAD_SINCE
SELECT count(*) FROM submission
WHERE unread = 2 AND day >= ?1 AND withdrawn IS NULL;

-- What the night has brought is in no case yet.
-- name: UNREAD_NEW
SELECT id FROM submission WHERE casefile IS NULL ORDER BY id;

-- name: UNREAD_MARK
UPDATE submission SET unread = ?2 WHERE id = ?1;

-- name: UNREAD_WAITING
SELECT s.id, c.id FROM casefile c JOIN submission s ON s.casefile = c.id
	JOIN package p ON p.sha256 = s.package
WHERE s.withdrawn IS NULL AND s.unread > 0 AND coalesce(c.ruled, '') <= p.run
ORDER BY s.id;
