-- Submissions into cases.

-- name: CORRELATE_NEW
SELECT id, kind, title FROM submission WHERE casefile IS NULL ORDER BY id;

-- name: CORRELATE_KEYS
SELECT key FROM join_key WHERE submission = ?1 AND joins = ?2 ORDER BY key;

-- name: CORRELATE_SAME_KEY
SELECT s.casefile, m.subject_norm, min(s.id)
FROM join_key k JOIN submission s ON s.id = k.submission
LEFT JOIN mail m ON m.submission = s.id
	AND m.norm_sha256 = substr(k.key, 6)
WHERE k.key = ?1 AND k.joins = 1 AND s.casefile IS NOT NULL
GROUP BY s.casefile, m.subject_norm ORDER BY s.casefile, 2;

-- name: CORRELATE_TEXT
SELECT subject_norm, substr(norm, 1, 20000) FROM mail
WHERE submission = ?1 AND norm_sha256 = ?2;

-- name: CORRELATE_CONTENT
SELECT type || ':' || value FROM indicator WHERE submission = ?1
ORDER BY type, value;

-- name: CASE_HAS_HISTORY
SELECT EXISTS (SELECT 1 FROM item WHERE casefile = ?1)
	OR EXISTS (SELECT 1 FROM casefile WHERE id = ?1 AND ruled IS NOT NULL);

-- name: RELATED_BY_KEY
-- What everybody uses is not read to its end: order comes after the limit.
SELECT casefile FROM (SELECT DISTINCT s.casefile FROM join_key k
	JOIN submission s ON s.id = k.submission
	WHERE k.key = ?1 AND s.casefile IS NOT NULL LIMIT ?2)
ORDER BY casefile;

-- name: RELATED_ADD
INSERT OR IGNORE INTO related (a, b, key) VALUES (min(?1, ?2), max(?1, ?2),
	?3);
