-- What letters hold.

-- Runs that were cut short before they decided are told with this one.
-- name: LETTERS_NAME
UPDATE run SET letter = (SELECT min(id) FROM run
	WHERE letter IS NULL AND ended = 0)
WHERE letter IS NULL AND ended = 0;

-- name: LETTER_NAME
SELECT coalesce((SELECT letter FROM run WHERE id = ?1), ?1);

-- name: LETTER_RUNS
SELECT id FROM run WHERE coalesce(letter, id) = ?1
UNION SELECT ?1
ORDER BY 1;

-- name: LETTER_AT
SELECT at FROM run WHERE id = ?1;

-- name: LETTER_PACKAGES
SELECT sha256, coalesce(called, id), member, state, reason, detail, at, path
FROM package WHERE run = ?1 ORDER BY sha256;

-- name: LETTER_AGAIN
SELECT again.sha256, coalesce(p.called, again.id), again.member, again.at,
	again.state, again.reason, again.detail
FROM again LEFT JOIN package p
	ON p.id = again.id AND p.member = again.member AND p.state = 'accepted'
WHERE again.run = ?1 AND again.state <> 'quarantined' ORDER BY again.sha256;

-- What was refused before, of whomever.
-- name: LETTER_REFUSED_AGAIN
SELECT again.sha256, again.member, again.at, again.state, again.reason,
	p.detail, again.detail
FROM again LEFT JOIN package p
	ON p.sha256 = again.sha256 AND p.state = 'quarantined'
WHERE again.run = ?1 AND again.state = 'quarantined' ORDER BY again.sha256;

-- name: LETTER_REFUSED_ONCE
SELECT member, path FROM package
WHERE sha256 = ?1 AND run = ?2 AND state = 'quarantined';

-- name: LETTER_NEWS
SELECT coalesce(p.called || '/' || s.n, s.id), w.fate, w.items, s.member,
	s.title
FROM news w JOIN submission s ON s.id = w.submission
JOIN package p ON p.sha256 = s.package
WHERE w.run = ?1 ORDER BY w.submission, w.n;

-- name: LETTER_SUBMISSIONS
SELECT s.id, s.title, s.unread, coalesce(p.called || '/' || s.n, s.id)
FROM submission s JOIN package p ON p.sha256 = s.package
WHERE s.package = ?1 ORDER BY s.n;

-- name: LETTER_CONCERNS
SELECT member, type, value, audience, item, waiting FROM concern
WHERE run = ?1 ORDER BY member, place, type, value;

-- name: LETTER_ANSWERS
SELECT s.member, coalesce(p.called || '/' || s.n, s.id),
	a.package || '/' || a.n, a.text
FROM answered a JOIN submission s ON s.id = a.submission
JOIN package p ON p.sha256 = s.package
WHERE a.run = ?1 ORDER BY s.member, a.submission, a.signed, a.package, a.n;

-- name: LETTER_REQUESTS
SELECT s.member, coalesce(p.called || '/' || s.n, s.id), q.name, q.until,
	q.text
FROM request q JOIN submission s ON s.id = q.submission
JOIN package p ON p.sha256 = s.package
WHERE q.told = ?1 ORDER BY q.name;

-- name: LETTER_BUNDLES
SELECT DISTINCT audience FROM bundle WHERE run = ?1 ORDER BY audience;

-- name: AGAIN_ADD
INSERT OR IGNORE INTO again
	(sha256, member, id, run, at, state, reason, detail)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- One of another size goes on.
-- name: UPLOAD_SEEN
INSERT INTO upload (path, size, at, seen, told)
VALUES (?1, ?2, ?3, ?3, 0)
ON CONFLICT DO UPDATE SET
	at = iif(size = excluded.size, at, excluded.at),
	told = told AND size = excluded.size,
	size = excluded.size, seen = excluded.seen;

-- Once, where it has stood still since then.
-- name: UPLOAD_TELL
UPDATE upload SET told = 1 WHERE path = ?1 AND told = 0 AND at <= ?2;

-- What was renamed or taken away waits no more.
-- name: WAITING_FORGET
DELETE FROM waiting WHERE seen < ?1;

-- name: UPLOAD_FORGET
DELETE FROM upload WHERE seen < ?1;

-- Of the same bytes at one place once.
-- name: WAITING_TELL
INSERT INTO waiting (path, sha256, at, seen, told) VALUES (?1, ?2, ?3, ?3, 1)
ON CONFLICT DO UPDATE SET sha256 = excluded.sha256, at = excluded.at, told = 1,
	seen = excluded.seen
	WHERE told = 0 OR sha256 <> excluded.sha256;

-- name: AGAIN_ALONE
SELECT DISTINCT run FROM again
WHERE run NOT IN (SELECT id FROM run) ORDER BY run;
