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
