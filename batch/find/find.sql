-- What toiyaba find asks: no night does.  Parts of texts and values are looked
-- for in one index from end to end.

-- name: FIND_AUDIENCES
WITH RECURSIVE a (id) AS (
	SELECT min(audience) FROM edition
	UNION ALL
	SELECT (SELECT min(audience) FROM edition WHERE audience > a.id) FROM a
	WHERE a.id IS NOT NULL)
SELECT id FROM a WHERE id IS NOT NULL;

-- name: FIND_VALUE
SELECT i.submission, s.casefile, s.member, s.package, p.run, s.day, i.role,
	i.source, s.withdrawn
FROM indicator i JOIN submission s ON s.id = i.submission
JOIN package p ON p.sha256 = s.package
WHERE i.value = ?1 AND i.type = ?2
ORDER BY s.at, i.submission, i.role LIMIT ?3;

-- name: FIND_FILE
SELECT f.submission, s.casefile, s.member, s.package, p.run, s.day, f.role,
	coalesce(f.name, f.path), s.withdrawn
FROM file f JOIN submission s ON s.id = f.submission
JOIN package p ON p.sha256 = s.package
WHERE f.sha256 = ?1
ORDER BY s.at, f.submission, f.n LIMIT ?2;

-- name: FIND_TRAFFIC
SELECT o.submission, s.casefile, s.member, s.package, p.run, s.day,
	o.protocol || ' ' || o.port, 'traffic', s.withdrawn
FROM observation o JOIN submission s ON s.id = o.submission
JOIN package p ON p.sha256 = s.package
WHERE o.address = ?1 AND (?2 = -1 OR o.port = ?2)
ORDER BY s.at, o.submission, o.n LIMIT ?3;

-- name: FIND_VALUES_LIKE
SELECT DISTINCT type, value FROM indicator
WHERE value LIKE ?1 ESCAPE '!' ORDER BY value, type LIMIT ?2;

-- name: FIND_TEXTS
SELECT t.what, coalesce((SELECT m.subject FROM mail m
		WHERE t.what = 'subject' AND m.submission = t.submission
			AND m.n = t.n),
	(SELECT coalesce(f.name, f.path) FROM file f
		WHERE t.what = 'file' AND f.submission = t.submission
			AND f.n = t.n), s.title),
	t.submission, s.casefile, s.member, s.package, p.run, s.day,
	s.withdrawn
FROM sought t JOIN submission s ON s.id = t.submission
JOIN package p ON p.sha256 = s.package
WHERE instr(t.text, ?1) > 0
LIMIT ?2;

-- name: FIND_TOLD
SELECT item, 1 FROM told_value
WHERE audience = ?1 AND type = ?2 AND value = ?3
UNION ALL
SELECT item, 0 FROM told_before b
WHERE b.audience = ?1 AND b.type = ?2 AND b.value = ?3
	AND NOT EXISTS (SELECT 1 FROM told_value t WHERE t.audience = ?1
		AND t.item = b.item AND t.type = ?2 AND t.value = ?3)
ORDER BY 1 LIMIT ?4;

-- name: FIND_BEHIND
SELECT item, audience FROM provenance WHERE submission = ?1
ORDER BY audience, item LIMIT ?2;

-- name: FIND_EDITIONS
SELECT e.edition, e.sequence, r.day, e.retracted, e.successor, r.at
FROM edition e JOIN run r ON r.id = e.run
WHERE e.item = ?1 AND e.audience = ?2 ORDER BY e.edition;
