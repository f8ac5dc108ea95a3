-- What is told as it is, although it names its provider.

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
UPDATE truehit SET confirmed = ?2, second = ?3, word = ?4, refused = ?5
WHERE submission = ?1;

-- The newest of each analyst first.
-- name: TRUEHIT_WORDS
SELECT analyst, approve, signed, package, n, bytes FROM confirm
WHERE ruling = ?1 AND bytes IS NOT NULL AND void = 0
ORDER BY analyst, signed DESC, package, n DESC;

-- name: TRUEHIT_FACTS
SELECT type, value FROM truehit_fact WHERE submission = ?1
ORDER BY type, value;

-- name: TRUEHITS_WAITING
SELECT p.id || '/' || t.n, s.casefile, t.submission, t.analyst, t.bytes,
	v.decision, t.confirmed IS t.bytes, t.preview
FROM truehit t JOIN package p ON p.sha256 = t.package
JOIN submission s ON s.id = t.submission
LEFT JOIN preview v ON v.digest = t.preview
WHERE t.bytes IS NOT NULL AND s.withdrawn IS NULL AND t.refused = 0
	AND (t.confirmed IS NOT t.bytes OR v.decision IS NOT 'approve')
ORDER BY 1;
