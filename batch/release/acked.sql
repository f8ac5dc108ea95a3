-- What is over for an audience, and who has said so.

-- name: ENDED
SELECT e.item, e.sequence, r.day, r.at, e.successor
FROM (SELECT item, edition FROM edition
		WHERE audience = ?1 AND retracted = 1
	UNION SELECT item, edition FROM edition
		WHERE audience = ?1 AND successor IS NOT NULL) o
CROSS JOIN edition e ON e.item = o.item AND e.audience = ?1
	AND e.edition = o.edition
JOIN run r ON r.id = e.run
WHERE e.edition = (SELECT max(edition) FROM edition l
		WHERE l.item = e.item AND l.audience = e.audience)
ORDER BY e.item;

-- name: ACK_LAST
SELECT max(sequence) FROM ack WHERE audience = ?1 AND member = ?2;

-- One who was excused from an earlier end is asked for this one.
-- name: EXCUSED
SELECT 1 FROM excused WHERE item = ?1 AND reader = ?2 AND at >= ?3 LIMIT 1;

-- name: EXCUSED_ADD
INSERT OR IGNORE INTO excused (item, reader, at, by, reason)
VALUES (?1, ?2, ?3, ?4, ?5);
