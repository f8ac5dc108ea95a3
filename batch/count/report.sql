-- Figures of the report.  ?1 and ?2: first and last day of the period; ?3:
-- what is not known by then does not count, and a case stands as it was ruled
-- by then.

-- name: REPORT_FIRST
SELECT day FROM run ORDER BY day LIMIT 1;

-- name: REPORT_SUBMITTED
SELECT count(*) FROM submission
WHERE own = 0 AND day BETWEEN ?1 AND ?2 AND at <= ?3;

-- name: REPORT_WITHDRAWN
SELECT count(*) FROM submission
WHERE own = 0 AND day BETWEEN ?1 AND ?2 AND withdrawn <= ?3;

-- name: REPORT_HITS
SELECT DISTINCT k.member FROM ack k JOIN package p ON p.sha256 = k.package
WHERE k.hits = 1 AND p.day BETWEEN ?1 AND ?2 AND k.at <= ?3 ORDER BY 1;

-- name: REPORT_SHARED
SELECT count(*) FROM share
WHERE first_shared BETWEEN ?1 AND ?2 AND first_at <= ?3;

-- name: REPORT_OWN
SELECT count(*) FROM share
WHERE own = 1 AND first_shared BETWEEN ?1 AND ?2 AND first_at <= ?3;

-- name: REPORT_CLASS
SELECT count(*) FROM submission s
JOIN standing t ON t.submission = s.id AND t.at = (SELECT max(at)
	FROM standing WHERE submission = s.id AND at <= ?3)
WHERE s.own = 0 AND s.day BETWEEN ?1 AND ?2 AND s.at <= ?3 AND t.class = ?4;

-- name: REPORT_CLASSES
SELECT t.class, s.member, count(*) FROM submission s
JOIN standing t ON t.submission = s.id AND t.at = (SELECT max(at)
	FROM standing WHERE submission = s.id AND at <= ?3)
WHERE s.own = 0 AND s.day BETWEEN ?1 AND ?2 AND s.at <= ?3
GROUP BY 1, 2 ORDER BY 1, 2;

-- What each member gave of the open figures.
-- name: REPORT_WEIGHTS
SELECT s.member, count(*), sum(coalesce(t.class, '') = 'targeted'),
	sum(s.kind = 'consultation'),
	sum(s.bec_type IS NOT NULL AND coalesce(t.harmless, 0) = 0)
FROM submission s
LEFT JOIN standing t ON t.submission = s.id AND t.at = (SELECT max(at)
	FROM standing WHERE submission = s.id AND at <= ?3)
WHERE s.own = 0 AND s.day BETWEEN ?1 AND ?2 AND s.at <= ?3
GROUP BY 1 ORDER BY 1;

-- Of each case first shared in the period: how many reports came back, whether
-- one audience had it, and who stood behind it by then; NULL: nobody.
-- name: REPORT_ITEMS_BY
SELECT h.origin, (SELECT count(*) FROM item j JOIN sighting g ON g.item = j.id
		JOIN package k ON k.sha256 = g.package
		WHERE j.origin = h.origin AND k.at <= ?3 AND g.result = 'found'
		AND NOT EXISTS (SELECT 1 FROM sighting o
			JOIN package q ON q.sha256 = o.package
			WHERE o.item = g.item AND o.member = g.member
			AND o.result <> 'found' AND o.signed > g.signed
			AND q.at <= ?3)),
	EXISTS (SELECT 1 FROM item j JOIN edition e ON e.item = j.id
		JOIN run r ON r.id = e.run
		WHERE j.origin = h.origin AND e.audience = ?4
		AND e.retracted = 0 AND r.at <= ?3), s.member
FROM share h JOIN item i ON i.origin = h.origin
LEFT JOIN provenance p ON p.item = i.id AND p.at <= ?3
LEFT JOIN submission s ON s.id = p.submission
WHERE h.first_shared BETWEEN ?1 AND ?2 AND h.first_at <= ?3
GROUP BY 1, 4 ORDER BY 1, 4;

-- name: REPORT_BEC
SELECT s.day, s.bec_type, s.victim, s.partial, s.bec_damage,
	EXISTS (SELECT 1 FROM told w WHERE w.submission = s.id
		AND w.since <= ?3 AND ?3 < w.until), t.outline, s.bec_language
FROM submission s
LEFT JOIN standing t ON t.submission = s.id AND t.at = (SELECT max(at)
	FROM standing WHERE submission = s.id AND at <= ?3)
WHERE s.own = 0 AND s.day BETWEEN ?1 AND ?2 AND s.at <= ?3
	AND s.bec_type IS NOT NULL AND coalesce(t.harmless, 0) = 0
ORDER BY s.day, s.bec_type, s.victim, s.bec_damage, 6, t.outline,
	s.bec_language;

-- name: REPORT_MONTHS
SELECT substr(s.day, 1, 7), s.member, count(*) FROM submission s
JOIN standing t ON t.submission = s.id AND t.at = (SELECT max(at)
	FROM standing WHERE submission = s.id AND at <= ?3)
WHERE s.own = 0 AND s.day BETWEEN ?1 AND ?2 AND s.at <= ?3
	AND t.class = 'targeted'
GROUP BY 1, 2 ORDER BY 1, 2;

-- Of what was taken for targeted attacks; NULL: part of no campaign.
-- name: REPORT_CAMPAIGNS
SELECT t.campaign, s.member, count(*) FROM submission s
JOIN standing t ON t.submission = s.id AND t.at = (SELECT max(at)
	FROM standing WHERE submission = s.id AND at <= ?3)
WHERE s.own = 0 AND s.day BETWEEN ?1 AND ?2 AND s.at <= ?3
	AND t.class = 'targeted'
GROUP BY 1, 2 ORDER BY 1, 2;

-- What rulings say of a campaign's years, in any of its cases.
-- name: REPORT_CAMPAIGN_YEARS
SELECT coalesce(min(nullif(substr(t.campaign_years, 1,
		instr(t.campaign_years, '-') - 1), '')), ''),
	coalesce(max(nullif(substr(t.campaign_years,
		instr(t.campaign_years, '-') + 1), '')), '')
FROM submission s
JOIN standing t ON t.submission = s.id AND t.at = (SELECT max(at)
	FROM standing WHERE submission = s.id AND at <= ?3)
WHERE s.day BETWEEN ?1 AND ?2 AND s.at <= ?3 AND t.campaign = ?4;

-- By the analyst's topic; those without one come last.
-- name: REPORT_CONSULTATIONS
SELECT t.topic, count(*) FROM submission s
LEFT JOIN standing t ON t.submission = s.id AND t.at = (SELECT max(at)
	FROM standing WHERE submission = s.id AND at <= ?3)
WHERE s.own = 0 AND s.kind = 'consultation' AND s.day BETWEEN ?1 AND ?2
	AND s.at <= ?3
GROUP BY 1 ORDER BY t.topic IS NULL, t.topic;

-- name: REPORT_REMOTES
SELECT o.address, o.port, o.inbound, sum(o.count) FROM observation o
JOIN submission s ON s.id = o.submission
JOIN told w ON w.submission = s.id
WHERE s.own = 0 AND s.day BETWEEN ?1 AND ?2 AND s.at <= ?3
	AND w.since <= ?3 AND ?3 < w.until
GROUP BY 1, 2, 3 ORDER BY 3 DESC, 4 DESC, 1, 2;

-- name: REPORT_OBSERVATIONS
SELECT min(o.first), max(o.last), sum(o.count) FROM observation o
JOIN submission s ON s.id = o.submission
JOIN told w ON w.submission = s.id
WHERE s.own = 0 AND s.day BETWEEN ?1 AND ?2 AND s.at <= ?3
	AND w.since <= ?3 AND ?3 < w.until
	AND o.address = ?4 AND o.port = ?5 AND o.inbound = ?6
GROUP BY s.member ORDER BY 1, 2, 3;

-- name: REPORT_MAILS
SELECT s.id, m.n, m.sender_ip, s.member FROM submission s
JOIN standing t ON t.submission = s.id AND t.at = (SELECT max(at)
	FROM standing WHERE submission = s.id AND at <= ?3)
LEFT JOIN mail m ON m.submission = s.id
WHERE s.own = 0 AND s.kind = 'mail' AND t.class = 'targeted'
	AND s.day BETWEEN ?1 AND ?2 AND s.at <= ?3
ORDER BY s.id, m.n;

-- name: REPORT_MAIL_FILES
SELECT n, kind, size FROM file
WHERE submission = ?1 AND mail = ?2 AND parent IS NULL AND inline = 0
ORDER BY n;

-- name: REPORT_INNER_FILES
SELECT kind FROM file WHERE submission = ?1 AND parent = ?2 AND size > 0
ORDER BY n;

-- name: REPORT_MAIL_LINKS
SELECT count(*) FROM indicator
WHERE submission = ?1 AND type = 'url' AND source = 'mail';

-- name: REPORT_C2
SELECT DISTINCT i.type, i.value, s.member FROM indicator i
JOIN submission s ON s.id = i.submission
JOIN standing t ON t.submission = s.id AND t.at = (SELECT max(at)
	FROM standing WHERE submission = s.id AND at <= ?3)
WHERE s.own = 0 AND s.kind = 'mail' AND t.class = 'targeted'
	AND i.role = 'c2' AND s.day BETWEEN ?1 AND ?2 AND s.at <= ?3
	AND i.type IN ('ipv4-addr', 'ipv6-addr', 'ipv4-addr-port',
		'ipv6-addr-port', 'domain-name', 'url')
ORDER BY 1, 2, 3;

-- Of a thread every mail may be told: those in its case, and those that its
-- steps name.
-- name: REPORT_THREADS
SELECT i.casefile, t.kind, t.text, coalesce(nullif(t.at, 0),
	(SELECT nullif(m.date, 0) FROM mail m
	WHERE m.submission = t.submission ORDER BY m.n LIMIT 1),
	(SELECT s.observed FROM submission s WHERE s.id = t.submission), 0)
FROM item i
JOIN thread_step t ON t.casefile = i.casefile
WHERE i.first_shared <= ?1
	AND i.id = (SELECT min(o.id) FROM item o
		WHERE o.casefile = i.casefile
			AND o.id IN (SELECT id FROM live_item))
	AND EXISTS
	(SELECT 1 FROM submission s WHERE s.casefile = i.casefile
		AND s.day BETWEEN ?2 AND ?1)
	AND NOT EXISTS
	(SELECT 1 FROM submission s WHERE s.casefile = i.casefile
		AND s.at <= ?3 AND NOT EXISTS
		(SELECT 1 FROM told w WHERE w.submission = s.id
			AND w.since <= ?3 AND ?3 < w.until))
	AND NOT EXISTS
	(SELECT 1 FROM thread_step n WHERE n.casefile = i.casefile
		AND n.submission IS NOT NULL AND NOT EXISTS
		(SELECT 1 FROM told w WHERE w.submission = n.submission
			AND w.since <= ?3 AND ?3 < w.until))
ORDER BY i.first_shared, i.casefile, t.n;

-- The newest word of each analyst about a chapter counts: none that refuses it
-- and, with ?3, one of another than its author that approves it.  A draft shows
-- who is to approve it how it will look.
-- name: REPORT_CHAPTERS
WITH own AS
	(SELECT c.xml, c.after, c.at, c.package, c.n, p.member,
		'chapter/' || p.id || '/' || c.n AS name
	FROM chapter c JOIN package p ON p.sha256 = c.package
	WHERE c.period = ?1 AND c.at <= ?2),
word AS
	(SELECT f.ruling, f.analyst, f.approve, row_number() OVER
		(PARTITION BY f.ruling, f.analyst
		ORDER BY f.signed DESC, f.package, f.n DESC) AS newest
	FROM own o JOIN confirm f ON f.ruling = o.name
	JOIN package w ON w.sha256 = f.package
	WHERE f.void = 0 AND w.at <= ?2)
SELECT o.xml, o.after, EXISTS (SELECT 1 FROM word w WHERE w.ruling = o.name
		AND w.newest = 1 AND w.approve = 1
		AND w.analyst != o.member) AS confirmed
FROM own o
WHERE NOT EXISTS (SELECT 1 FROM word w WHERE w.ruling = o.name
		AND w.newest = 1 AND w.approve = 0)
	AND (?3 = 0 OR confirmed)
ORDER BY o.at, o.package, o.n;

-- Of each case that was shared of members, the submission that it is counted
-- for: the first that stood behind one of its items.
-- name: REPORT_FATES
WITH placed AS
	(SELECT p.submission, row_number() OVER
		(PARTITION BY i.origin ORDER BY p.at, s.day,
			min(s.created, s.at), s.id) AS place
	FROM provenance p JOIN submission s ON s.id = p.submission
	JOIN item i ON i.id = p.item
	WHERE s.own = 0 AND i.own = 0 AND p.at <= ?3)
SELECT CASE
	WHEN s.id IN (SELECT submission FROM placed WHERE place = 1)
		THEN 'shared'
	WHEN EXISTS (SELECT 1 FROM provenance p
		WHERE p.submission = s.id AND p.at <= ?3) THEN 'merged'
	WHEN s.withdrawn <= ?3 OR EXISTS (SELECT 1 FROM preview v
		WHERE v.submission = s.id AND v.decision = 'refuse'
		AND v.decided <= ?3) THEN 'declined'
	WHEN s.consent = 'none' OR t.release = 0
		OR (t.class = 'bulk' AND t.release IS NOT 1)
		THEN 'not-for-sharing'
	WHEN EXISTS (SELECT 1 FROM preview v JOIN run r ON r.id = v.run
		WHERE v.submission = s.id AND r.at <= ?3
		AND (v.decided IS NULL OR v.decided > ?3)) THEN 'consent'
	ELSE 'open' END, s.member, count(*)
FROM submission s
LEFT JOIN standing t ON t.submission = s.id AND t.at = (SELECT max(at)
	FROM standing WHERE submission = s.id AND at <= ?3)
WHERE s.own = 0 AND s.day BETWEEN ?1 AND ?2 AND s.at <= ?3
GROUP BY 1, 2 ORDER BY 1, 2;

-- Seconds; what claims to be from the future was there when it arrived.
-- name: REPORT_DELAYS
WITH placed AS
	(SELECT h.first_at, min(s.created, s.at) AS created, row_number() OVER
		(PARTITION BY i.origin ORDER BY p.at, s.day,
			min(s.created, s.at), s.id) AS place
	FROM share h JOIN item i ON i.origin = h.origin
	JOIN provenance p ON p.item = i.id
	JOIN submission s ON s.id = p.submission
	WHERE s.own = 0 AND h.own = 0 AND i.own = 0 AND p.at <= ?3
		AND h.first_shared BETWEEN ?1 AND ?2 AND h.first_at <= ?3)
SELECT first_at - created FROM placed WHERE place = 1 ORDER BY 1;

-- What was found; who looked and found nothing, or says it is a false alarm,
-- is counted by show for analysts.
-- name: REPORT_SIGHTINGS
SELECT (SELECT count(*) FROM item i JOIN sighting g ON g.item = i.id
	JOIN package k ON k.sha256 = g.package
	WHERE i.origin = h.origin AND k.at <= ?3 AND g.result = 'found'
	AND NOT EXISTS (SELECT 1 FROM sighting o
		JOIN package q ON q.sha256 = o.package
		WHERE o.item = g.item AND o.member = g.member
		AND o.result <> 'found' AND o.signed > g.signed
		AND q.at <= ?3))
FROM share h WHERE h.first_shared BETWEEN ?1 AND ?2 AND h.first_at <= ?3
ORDER BY 1;

-- name: REPORT_BY_MEMBER
SELECT s.member, s.day, coalesce(t.class, '') = 'targeted', count(*)
FROM submission s
LEFT JOIN standing t ON t.submission = s.id AND t.at = (SELECT max(at)
	FROM standing WHERE submission = s.id AND at <= ?3)
WHERE s.own = 0 AND s.day BETWEEN ?1 AND ?2 AND s.at <= ?3
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;

-- Of the cases first shared in the period, those that one audience had by then.
-- name: REPORT_RECEIVED
SELECT count(*) FROM share h
WHERE h.first_shared BETWEEN ?1 AND ?2 AND h.first_at <= ?3
	AND EXISTS (SELECT 1 FROM item i JOIN edition e ON e.item = i.id
		JOIN run r ON r.id = e.run
		WHERE i.origin = h.origin AND e.audience = ?4 AND e.retracted = 0
		AND r.at <= ?3);
