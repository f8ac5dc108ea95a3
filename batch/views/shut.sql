-- Values that are closed.

-- name: SHUT_ANY
SELECT 1 FROM closed_value LIMIT 1;

-- name: SHUT_ADD
INSERT OR IGNORE INTO closed_value (type, value, package, n)
VALUES (?1, ?2, ?3, ?4);

-- What the items of a case tell; of one that is over, what it told.
-- name: SHUT_TOLD
SELECT DISTINCT CASE t.type WHEN 'file' THEN 'sha256' ELSE t.type END, t.value
FROM item i JOIN edition e ON e.item = i.id AND e.edition = 1
JOIN told_value t ON t.audience = e.audience AND t.item = e.item
WHERE i.casefile = ?1
UNION
SELECT DISTINCT CASE t.type WHEN 'file' THEN 'sha256' ELSE t.type END, t.value
FROM item i JOIN edition e ON e.item = i.id AND e.edition = 1
JOIN told_before t ON t.audience = e.audience AND t.item = e.item
WHERE i.casefile = ?1 AND NOT EXISTS (SELECT 1 FROM told_value l
	WHERE l.audience = e.audience AND l.item = e.item)
ORDER BY 1, 2;

-- The same of one item.
-- name: SHUT_TOLD_IN
SELECT DISTINCT CASE t.type WHEN 'file' THEN 'sha256' ELSE t.type END, t.value
FROM edition e
JOIN told_value t ON t.audience = e.audience AND t.item = e.item
WHERE e.item = ?1 AND e.edition = 1
UNION
SELECT DISTINCT CASE t.type WHEN 'file' THEN 'sha256' ELSE t.type END, t.value
FROM edition e
JOIN told_before t ON t.audience = e.audience AND t.item = e.item
WHERE e.item = ?1 AND e.edition = 1 AND NOT EXISTS
	(SELECT 1 FROM told_value l
		WHERE l.audience = e.audience AND l.item = e.item)
ORDER BY 1, 2;

-- What a ruling is about, and what came to the case since.
-- name: SHUT_OWN
SELECT submission FROM ruling_on WHERE package = ?1 AND n = ?2
UNION
SELECT id FROM submission WHERE casefile = ?3
ORDER BY 1;

-- What else the items of the case tell, or told, of.
-- name: SHUT_OTHERS
SELECT DISTINCT p.submission FROM item i JOIN provenance p ON p.item = i.id
JOIN submission s ON s.id = p.submission
WHERE i.casefile = ?3 AND s.casefile <> ?3 AND NOT EXISTS
	(SELECT 1 FROM ruling_on o WHERE o.package = ?1 AND o.n = ?2
		AND o.submission = s.id)
ORDER BY 1;

-- What items elsewhere tell in which something stands that a ruling is about.
-- name: SHUT_TOLD_OF
SELECT DISTINCT CASE t.type WHEN 'file' THEN 'sha256' ELSE t.type END, t.value
FROM told_value t WHERE (t.audience, t.item) IN
	(SELECT p.audience, p.item FROM ruling_on o
	JOIN place p ON p.submission = o.submission
	WHERE o.package = ?1 AND o.n = ?2)
ORDER BY 1, 2;

-- The last word that closes a value.
-- name: SHUT_WORD
SELECT r.signed, r.package, r.n FROM closed_value c
JOIN ruling r ON r.package = c.package AND r.n = c.n
WHERE c.type = ?1 AND c.value = ?2
ORDER BY r.signed DESC, r.package, r.n DESC LIMIT 1;

-- The last word in effect that releases a submission to an audience.
-- name: SHUT_RELEASED
SELECT r.signed, r.package, r.n FROM ruling_on o
JOIN ruling r ON r.package = o.package AND r.n = o.n
WHERE o.submission = ?1 AND r.release = 1 AND r.run IS NOT NULL
	AND r.outcome IS NULL AND EXISTS (SELECT 1 FROM ruling_reach e
		WHERE e.package = r.package AND e.n = r.n
			AND e.audience IN (?2, '*'))
ORDER BY r.signed DESC, r.package, r.n DESC LIMIT 1;

-- Who gives a value as it is.
-- name: SHUT_GIVERS
SELECT submission FROM indicator WHERE value = ?2 AND type = ?1
UNION
SELECT submission FROM file WHERE ?1 = 'sha256' AND sha256 = ?2
UNION
SELECT submission FROM observation
WHERE ?1 IN ('ipv4-addr', 'ipv6-addr') AND address = ?2;

-- What a submission gives.
-- name: SHUT_GIVEN
SELECT type, value FROM indicator WHERE submission = ?1
UNION
SELECT 'sha256', sha256 FROM file WHERE submission = ?1
UNION
SELECT 'file-name', name FROM file WHERE submission = ?1 AND name IS NOT NULL
UNION
SELECT CASE instr(address, ':') WHEN 0 THEN 'ipv4-addr' ELSE 'ipv6-addr' END,
	address FROM observation WHERE submission = ?1
ORDER BY 1, 2;

-- What a ruling closed that an audience is told: what stands in such an item, or
-- has a right to it.
-- name: SHUT_DIRTY_TOLD
INSERT OR IGNORE INTO dirty (submission)
SELECT submission FROM place WHERE audience = ?3 AND item IN
	(SELECT t.item FROM closed_value c
	CROSS JOIN told_value t ON t.audience = ?3 AND t.value = c.value
		AND t.type IN (c.type, CASE c.type WHEN 'sha256' THEN 'file' END)
	WHERE c.package = ?1 AND c.n = ?2)
UNION
SELECT submission FROM claim WHERE audience = ?3 AND item IN
	(SELECT t.item FROM closed_value c
	CROSS JOIN told_value t ON t.audience = ?3 AND t.value = c.value
		AND t.type IN (c.type, CASE c.type WHEN 'sha256' THEN 'file' END)
	WHERE c.package = ?1 AND c.n = ?2);

-- What the last edition of an item tells.
-- name: SHUT_TOLD_AS
SELECT CASE type WHEN 'file' THEN 'sha256' ELSE type END, value
FROM told_value WHERE audience = ?1 AND item = ?2 ORDER BY 1, 2;

-- name: SHUT_DIRTY
INSERT OR IGNORE INTO dirty (submission)
SELECT id FROM submission WHERE id = ?1 AND casefile IS NOT NULL;
