-- What came under a key since a day: ?1 fingerprint, ?2 day.

-- name: DISTRUST_DIRTY
INSERT OR IGNORE INTO dirty (submission)
SELECT s.id FROM package p JOIN submission s ON s.package = p.sha256
WHERE p.signer = ?1 AND p.day >= ?2 AND s.withdrawn IS NULL
	AND s.casefile IS NOT NULL;

-- name: DISTRUST_SUBMISSIONS
UPDATE submission SET withdrawn = ?3
WHERE withdrawn IS NULL AND package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- Approvals count no more; what holds then is the newest answer that is left.
-- name: DISTRUST_CONSENTS_DIRTY
INSERT OR IGNORE INTO dirty (submission)
SELECT s.id FROM package p JOIN consent c ON c.package = p.sha256
JOIN preview v ON v.digest = c.preview JOIN submission s ON s.id = v.submission
WHERE p.signer = ?1 AND p.day >= ?2 AND c.approve = 1 AND c.void = 0
	AND s.casefile IS NOT NULL;

-- name: DISTRUST_CONSENTS
UPDATE consent SET void = 1
WHERE approve = 1 AND void = 0 AND run IS NOT NULL AND package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_DECISIONS
UPDATE preview_file SET
	decision = (SELECT CASE c.approve WHEN 1 THEN 'approve' ELSE 'refuse' END
	FROM consent c
	WHERE c.preview = preview_file.digest AND c.void = 0 AND c.run IS NOT NULL
	ORDER BY c.signed DESC, c.package, c.n DESC LIMIT 1),
	decided = (SELECT p.at
	FROM consent c JOIN package p ON p.sha256 = c.package
	WHERE c.preview = preview_file.digest AND c.void = 0 AND c.run IS NOT NULL
	ORDER BY c.signed DESC, c.package, c.n DESC LIMIT 1)
WHERE decision = 'approve' AND digest IN
	(SELECT c.preview FROM package p JOIN consent c ON c.package = p.sha256
	WHERE p.signer = ?1 AND p.day >= ?2 AND c.void = 1)
	AND (SELECT c.approve FROM consent c
	WHERE c.preview = preview_file.digest AND c.void = 0 AND c.run IS NOT NULL
	ORDER BY c.signed DESC, c.package, c.n DESC LIMIT 1) IS NOT 1;

-- Sightings, acknowledgements and chapters of before count as if they had not
-- come; their packages stay in the archive.
-- name: DISTRUST_SIGHTINGS_DIRTY
INSERT OR IGNORE INTO dirty (submission)
SELECT l.submission FROM package p JOIN sighting g ON g.package = p.sha256
JOIN place l ON l.item = g.item WHERE p.signer = ?1 AND p.day >= ?2
UNION
SELECT l.submission FROM package p JOIN sighting g ON g.package = p.sha256
JOIN claim l ON l.item = g.item WHERE p.signer = ?1 AND p.day >= ?2;

-- name: DISTRUST_SIGHTINGS
DELETE FROM sighting WHERE package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_ACKS
DELETE FROM ack WHERE package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_CHAPTERS
DELETE FROM chapter WHERE package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- What was asked is asked no more, and what was ended goes on.
-- name: DISTRUST_REQUESTS
UPDATE request SET void = 1 WHERE void = 0 AND package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_REQUEST_ENDS
DELETE FROM request_end WHERE package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- What has had no effect yet will have none.
-- name: DISTRUST_RULINGS_NEW
UPDATE ruling SET run = ?3, outcome = 'distrusted'
WHERE run IS NULL AND package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_CONSENTS_NEW
UPDATE consent SET run = ?3, void = 1 WHERE run IS NULL AND package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_CONFIRMS_NEW
UPDATE confirm SET run = ?3, void = 1 WHERE run IS NULL AND package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_WITHDRAWALS_NEW
UPDATE withdrawal SET run = ?3 WHERE run IS NULL AND package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- One that was given under the key, not one that was confirmed under it.
-- name: DISTRUST_RULING
UPDATE ruling SET run = coalesce(run, ?3), outcome = 'distrusted'
WHERE package = ?1 AND n = ?2 AND package IN
	(SELECT sha256 FROM package WHERE signer = ?4 AND day >= ?5);

-- name: DISTRUST_CONFIRMS
UPDATE confirm SET void = 1 WHERE approve = 1 AND void = 0 AND package IN
	(SELECT sha256 FROM package WHERE signer = ?1 AND day >= ?2);

-- name: DISTRUST_WITHDRAWALS
SELECT count(*) FROM package p JOIN withdrawal w ON w.package = p.sha256
WHERE p.signer = ?1 AND p.day >= ?2;

-- Rulings and confirmations that came under a key since a day.

-- name: DISTRUST_TRUEHIT_DIRTY
INSERT OR IGNORE INTO dirty (submission)
SELECT s.id FROM package p
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
