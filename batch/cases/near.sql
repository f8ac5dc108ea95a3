-- Mails that are nearly the same.

-- name: NEAR_FRESH
SELECT m.submission, m.n, m.norm_sha256, coalesce(m.subject_norm, '')
FROM submission s JOIN mail m ON m.submission = s.id
WHERE s.casefile IS NULL AND length(m.norm) >= ?1
ORDER BY m.norm_sha256, 4, m.submission, m.n;

-- name: NEAR_KNOWN
SELECT EXISTS (SELECT 1 FROM mail m JOIN submission s ON s.id = m.submission
	WHERE m.norm_sha256 = ?1 AND coalesce(m.subject_norm, '') = ?2
	AND s.casefile IS NOT NULL);

-- name: NEAR_LURE
SELECT substr(norm, 1, 20000), coalesce(subject_norm, ''),
	coalesce(sender_name, ''), coalesce(sender, '')
FROM mail WHERE submission = ?1 AND n = ?2;

-- name: NEAR_HOSTS
SELECT substr(key, 6) FROM join_key
WHERE submission = ?1 AND joins = 0 AND key >= 'host:' AND key < 'host;'
ORDER BY key LIMIT 100;

-- name: NEAR_BAND
SELECT lead FROM band WHERE key = ?1 ORDER BY lead LIMIT ?2;

-- name: NEAR_LEAD
SELECT l.submission, l.n, s.casefile
FROM lead l JOIN submission s ON s.id = l.submission WHERE l.id = ?1;

-- name: NEAR_LEAD_ADD
INSERT OR IGNORE INTO lead (submission, n) VALUES (?1, ?2);

-- name: NEAR_LEAD_ID
SELECT id FROM lead WHERE submission = ?1 AND n = ?2;

-- name: NEAR_BAND_ADD
INSERT OR IGNORE INTO band (key, lead) VALUES (?1, ?2);

-- name: NEAR_ADD
INSERT OR IGNORE INTO near (a, a_n, b, b_n, score, why, run)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- name: NEAR_MAILS
SELECT n FROM mail WHERE submission = ?1 AND length(norm) >= ?2 ORDER BY n;

-- name: SENTENCE_SUBJECTS
SELECT subject FROM sentence WHERE hash = ?1 ORDER BY subject LIMIT ?2;

-- name: SENTENCE_ADD
INSERT OR IGNORE INTO sentence (hash, subject) VALUES (?1, ?2);

-- name: SENTENCE_COUNT
SELECT count(*) FROM sentence WHERE hash = ?1;
