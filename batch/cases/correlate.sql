-- Submissions into cases.

-- name: CORRELATE_NEW
SELECT id, kind, title FROM submission WHERE casefile IS NULL ORDER BY id;

-- name: CORRELATE_KEYS
SELECT key FROM join_key WHERE submission = ?1 AND joins = ?2 ORDER BY key;

-- With since when the case has the key.
-- name: CORRELATE_SAME_KEY
SELECT s.casefile, min(s.at) FROM join_key k JOIN submission s ON s.id = k.submission
WHERE k.key = ?1 AND k.joins = 1 AND s.casefile IS NOT NULL
GROUP BY s.casefile ORDER BY s.casefile;

-- name: CORRELATE_CASE_OF
SELECT casefile, at FROM submission WHERE id = ?1;

-- name: CORRELATE_CONTENT
SELECT type || ':' || value FROM indicator WHERE submission = ?1
ORDER BY type, value;

-- name: CASE_HAS_HISTORY
SELECT EXISTS (SELECT 1 FROM item WHERE casefile = ?1)
	OR EXISTS (SELECT 1 FROM casefile WHERE id = ?1 AND ruled IS NOT NULL)
	OR EXISTS (SELECT 1 FROM submission
		WHERE casefile = ?1 AND joined = 'ruling: split');

-- name: RELATED_BY_KEY
-- What everybody uses is not read to its end: order comes after the limit.
SELECT casefile FROM (SELECT DISTINCT s.casefile FROM join_key k
	JOIN submission s ON s.id = k.submission
	WHERE k.key = ?1 AND s.casefile IS NOT NULL LIMIT ?2)
ORDER BY casefile;

-- name: RELATED_ADD
INSERT OR IGNORE INTO related (a, b, key) VALUES (min(?1, ?2), max(?1, ?2),
	?3);
