-- What lies in quarantine, the oldest first: all of it, or what is not closed.
-- name: QUARANTINED
SELECT p.sha256, p.member, p.path, p.reason, p.detail, p.run, p.day, c.by,
	c.at, c.reason
FROM package p LEFT JOIN closed c ON c.sha256 = p.sha256 AND c.at >= p.at
WHERE p.state = 'quarantined' AND (?1 = 1 OR c.sha256 IS NULL)
ORDER BY p.at, p.sha256;

-- One, by its digest or the beginning of it.
-- name: QUARANTINED_ONE
SELECT p.sha256, p.member, p.path, p.reason, p.detail, p.run, p.day, c.by,
	c.at, c.reason
FROM package p LEFT JOIN closed c ON c.sha256 = p.sha256 AND c.at >= p.at
WHERE p.state = 'quarantined' AND p.sha256 >= ?1 AND p.sha256 < ?1 || 'g'
ORDER BY p.sha256 LIMIT 2;
