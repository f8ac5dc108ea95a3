-- What stands in members' own networks and domains.

-- name: CONCERN_GIVER
SELECT member FROM submission WHERE id = ?1;

-- name: CONCERN_ADD
INSERT OR IGNORE INTO concern (member, type, value, audience, submission, place,
	found)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- name: CONCERN_MEMBERS
SELECT DISTINCT member FROM concern INDEXED BY concern_next
WHERE run IS NULL ORDER BY member;

-- name: CONCERN_NEXT
SELECT type, value, audience, submission, found FROM concern
WHERE member = ?1 AND run IS NULL ORDER BY place, type, value;

-- name: CONCERN_DROP
DELETE FROM concern WHERE member = ?1 AND type = ?2 AND value = ?3;

-- name: CONCERN_ITEM
SELECT p.item FROM place p JOIN edition e
	ON e.item = p.item AND e.audience = p.audience
WHERE p.audience = ?1 AND p.submission = ?2
ORDER BY e.edition DESC LIMIT 1;

-- name: CONCERN_TOLD
UPDATE concern SET run = ?4, item = ?5, waiting = ?6
WHERE member = ?1 AND type = ?2 AND value = ?3;
