-- What came under a key since a day: ?1 fingerprint, ?2 day.

-- name: DISTRUST_DIRTY
INSERT OR IGNORE INTO dirty (casefile)
SELECT s.casefile FROM package p JOIN submission s ON s.package = p.sha256
WHERE p.signer = ?1 AND p.day >= ?2 AND s.withdrawn IS NULL
	AND s.casefile IS NOT NULL;

-- name: DISTRUST_SUBMISSIONS
UPDATE submission SET withdrawn = ?3
WHERE withdrawn IS NULL AND package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- Consents that nobody but the holder of that key has given.
-- name: DISTRUST_CONSENTS_DIRTY
INSERT OR IGNORE INTO dirty (casefile)
SELECT s.casefile FROM package p JOIN consent c ON c.package = p.sha256
JOIN preview v ON v.digest = c.preview JOIN submission s ON s.id = v.submission
WHERE p.signer = ?1 AND p.day >= ?2 AND v.decision = 'approve'
	AND s.casefile IS NOT NULL AND NOT EXISTS
	(SELECT 1 FROM consent o JOIN package q ON q.sha256 = o.package
	WHERE o.preview = v.digest AND o.approve = 1
		AND NOT (q.signer IS ?1 AND q.day >= ?2));

-- name: DISTRUST_CONSENTS
UPDATE preview SET decision = NULL, decided = NULL
WHERE decision = 'approve' AND digest IN
	(SELECT c.preview FROM package p JOIN consent c ON c.package = p.sha256
	WHERE p.signer = ?1 AND p.day >= ?2)
	AND NOT EXISTS
	(SELECT 1 FROM consent o JOIN package q ON q.sha256 = o.package
	WHERE o.preview = preview.digest AND o.approve = 1
		AND NOT (q.signer IS ?1 AND q.day >= ?2));

-- Sightings, acknowledgements and chapters of before count as if they had not
-- come; their packages stay in the archive.
-- name: DISTRUST_SIGHTINGS_DIRTY
INSERT OR IGNORE INTO dirty (casefile)
SELECT i.casefile FROM package p JOIN sighting g ON g.package = p.sha256
JOIN item i ON i.id = g.item WHERE p.signer = ?1 AND p.day >= ?2;

-- name: DISTRUST_SIGHTINGS
DELETE FROM sighting WHERE package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_ACKS
DELETE FROM ack WHERE package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_CHAPTERS
DELETE FROM chapter WHERE package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- What has had no effect yet will have none.
-- name: DISTRUST_RULINGS_NEW
UPDATE ruling SET run = ?3, outcome = 'lapsed'
WHERE run IS NULL AND outcome IS NULL AND package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_CONSENTS_NEW
UPDATE consent SET run = ?3 WHERE run IS NULL AND package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_CONFIRMS_NEW
UPDATE confirm SET run = ?3 WHERE run IS NULL AND package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_WITHDRAWALS_NEW
UPDATE withdrawal SET run = ?3 WHERE run IS NULL AND package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_RULING
UPDATE ruling SET run = coalesce(run, ?3), outcome = 'distrusted'
WHERE package = ?1 AND n = ?2;

-- name: DISTRUST_WITHDRAWALS
SELECT count(*) FROM package p JOIN withdrawal w ON w.package = p.sha256
WHERE p.signer = ?1 AND p.day >= ?2;

-- Rulings and confirmations that came under a key since a day.

-- name: DISTRUST_TRUEHIT_DIRTY
INSERT OR IGNORE INTO dirty (casefile)
SELECT s.casefile FROM package p
JOIN truehit t ON t.package = p.sha256 OR t.word = p.sha256
JOIN submission s ON s.id = t.submission
WHERE p.signer = ?1 AND p.day >= ?2 AND s.casefile IS NOT NULL;

-- name: DISTRUST_TRUEHIT
UPDATE truehit SET confirmed = NULL, second = NULL, word = NULL
WHERE confirmed IS NOT NULL AND word IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_TRUEHIT_RULING
DELETE FROM truehit WHERE package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: TRUEHITS_WAITING
SELECT p.id || '/' || t.n, s.casefile, t.submission, t.analyst, t.bytes,
	v.decision, t.confirmed IS t.bytes, t.preview
FROM truehit t JOIN package p ON p.sha256 = t.package
JOIN submission s ON s.id = t.submission
LEFT JOIN preview v ON v.digest = t.preview
WHERE t.bytes IS NOT NULL AND s.withdrawn IS NULL
	AND (t.confirmed IS NOT t.bytes OR v.decision IS NOT 'approve')
ORDER BY 1;
