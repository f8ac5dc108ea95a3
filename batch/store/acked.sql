-- What is over for an audience, and who has said so.

-- name: ENDED
SELECT e.item, e.sequence, r.day, r.at, e.successor
FROM edition e JOIN run r ON r.id = e.run
WHERE e.audience = ?1 AND e.retracted = 1
	AND e.edition = (SELECT max(edition) FROM edition l
		WHERE l.item = e.item AND l.audience = e.audience)
UNION ALL
SELECT e.item, e.sequence, r.day, r.at, e.successor
FROM edition e JOIN run r ON r.id = e.run
WHERE e.audience = ?1 AND e.successor IS NOT NULL AND +e.retracted = 0
	AND e.edition = (SELECT max(edition) FROM edition l
		WHERE l.item = e.item AND l.audience = e.audience)
ORDER BY 1;

-- name: ACK_LAST
SELECT max(sequence) FROM ack WHERE audience = ?1 AND member = ?2;

-- One who was excused from an earlier end is asked for this one.
-- name: EXCUSED
SELECT 1 FROM excused WHERE item = ?1 AND reader = ?2 AND at >= ?3 LIMIT 1;

-- name: EXCUSED_ADD
INSERT OR IGNORE INTO excused (item, reader, at, by, reason)
VALUES (?1, ?2, ?3, ?4, ?5);
