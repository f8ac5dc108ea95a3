-- What is told as it is, although it names its provider.

-- name: RULING_TRUEHIT
SELECT submission, text FROM ruling_part
WHERE package = ?1 AND n = ?2 AND what = 'truehit' ORDER BY part;

-- name: TRUEHIT_DROP
DELETE FROM truehit WHERE submission = ?1;

-- name: TRUEHIT_FACTS_DROP
DELETE FROM truehit_fact WHERE submission = ?1;

-- name: TRUEHIT_ADD
INSERT INTO truehit (submission, package, n, analyst)
VALUES (?1, ?2, ?3, ?4);

-- name: TRUEHIT_FACT_ADD
INSERT OR IGNORE INTO truehit_fact (submission, type, value)
VALUES (?1, ?2, ?3);

-- name: TRUEHIT_OF_RULING
SELECT t.submission, t.analyst, t.bytes
FROM package p JOIN truehit t ON t.package = p.sha256
WHERE p.id = ?1 AND p.state = 'accepted' AND t.n = ?2;

-- name: TRUEHIT_CONFIRM
UPDATE truehit SET confirmed = ?2, second = ?3, word = ?4
WHERE submission = ?1;

-- name: TRUEHIT_FACTS
SELECT type, value FROM truehit_fact WHERE submission = ?1
ORDER BY type, value;

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
